//! The data: any CSV with a line of column names.

use std::path::Path;

use chiso_estimate::Factor;
use chiso_model::{Lang, as_written};

use super::design::Column;
use super::yaml::Reader;
use crate::failure::Failure;
use crate::{files, suggest, wording};

/// A table of texts, read whole.
pub(super) struct Data {
    pub(super) file: String,
    columns: Vec<String>,
    rows: Vec<csv::StringRecord>,
    /// Where columns are not parted by commas, a comma may be the decimal mark.
    decimal_comma: bool,
    missing: Vec<String>,
    lang: Lang,
}

impl Data {
    pub(super) fn read(path: &Path, missing: &[String], lang: Lang) -> Result<Data, Failure> {
        let file = path.display().to_string();
        let bytes = files::read(path, lang)?;
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).map_err(|error| {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            Failure::one(match lang {
                Lang::Vi => format!("{file}:{line}: không phải UTF-8; hãy lưu lại tệp dạng “CSV UTF-8”"),
                Lang::En => format!("{file}:{line}: not UTF-8; save the file as “CSV UTF-8”"),
            })
        })?;
        let heading = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|mark| (heading.bytes().filter(|b| b == mark).count(), *mark == b','));
        let delimiter = delimiter.unwrap_or(b',');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
        let wrong = |error: &csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            Failure::one(match lang {
                Lang::Vi => format!("{file}:{line}: số cột của dòng này khác dòng tiêu đề; hãy sửa lại"),
                Lang::En => format!("{file}:{line}: this line has another number of columns than the heading; mend it"),
            })
        };
        let columns: Vec<String> = reader.headers().map_err(|error| wrong(&error))?.iter().map(str::to_owned).collect();
        let rows = reader.records().collect::<Result<Vec<_>, _>>().map_err(|error| wrong(&error))?;
        if rows.is_empty() {
            return Err(Failure::one(match lang {
                Lang::Vi => format!("{file}: không có dòng dữ liệu nào"),
                Lang::En => format!("{file}: there is no row of data"),
            }));
        }
        Ok(Data { file, columns, rows, decimal_comma: delimiter != b',', missing: missing.to_vec(), lang })
    }

    /// Leaves out the rows that are empty in one of these columns; says how many.
    pub(super) fn leave_out_without(&mut self, columns: &[usize]) -> usize {
        let keeps = |row: &usize| columns.iter().all(|column| !self.text(*row, *column).is_empty());
        let kept: Vec<csv::StringRecord> = (0..self.rows()).filter(keeps).map(|row| self.rows[row].clone()).collect();
        let left_out = self.rows.len() - kept.len();
        self.rows = kept;
        left_out
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The place of a column; where there is none, what it may have been.
    fn place(&self, name: &str) -> Result<usize, String> {
        self.columns.iter().position(|column| column == name).ok_or_else(|| {
            let known: Vec<&str> = self.columns.iter().map(String::as_str).collect();
            let file = &self.file;
            match (suggest::nearest(name, &known), self.lang) {
                (Some(near), Lang::Vi) => format!("{file} không có cột “{name}”; có phải là “{near}”?"),
                (Some(near), Lang::En) => format!("{file} has no column `{name}`; did you mean `{near}`?"),
                (None, Lang::Vi) => {
                    format!("{file} không có cột “{name}”; có: {}", wording::list(known.iter().copied(), self.lang))
                }
                (None, Lang::En) => format!(
                    "{file} has no column `{name}`; it has: {}",
                    wording::list(known.iter().copied(), self.lang)
                ),
            }
        })
    }

    /// A column named in the design file.
    pub(super) fn declared(&self, column: &Column, reader: &Reader) -> Result<usize, Failure> {
        self.place(&column.name).map_err(|message| reader.fault(column.place, &message, &message))
    }

    /// A column named on the command line.
    pub(super) fn asked(&self, name: &str) -> Result<usize, Failure> {
        self.place(name).map_err(Failure::Usage)
    }

    pub(super) fn name(&self, column: usize) -> &str {
        &self.columns[column]
    }

    fn text(&self, row: usize, column: usize) -> &str {
        let text = as_written(&self.rows[row][column]);
        if self.missing.iter().any(|missing| missing == text) { "" } else { text }
    }

    /// Labels; an empty field is none.
    pub(super) fn factor(&self, column: usize) -> Factor {
        Factor::new(self.name(column), (0..self.rows()).map(|row| self.text(row, column)))
    }

    /// Labels of a column whose answers are known, in their order; another answer is told with its row.
    pub(super) fn answers(&self, column: usize, codes: &[String]) -> Result<Factor, Failure> {
        let code = |row: usize| {
            match self.text(row, column) {
            "" => Ok(chiso_estimate::NONE),
            text => (0..).zip(codes).find(|(_, code)| *code == text).map(|(at, _)| at).ok_or_else(|| {
                let (file, line, name) = (&self.file, self.line(row), self.name(column));
                Failure::one(match self.lang {
                    Lang::Vi => format!(
                        "{file}:{line}: cột “{name}”: “{text}” không có trong “codes” của tệp thiết kế; hãy bổ sung ở đó, hoặc sửa lại"
                    ),
                    Lang::En => format!(
                        "{file}:{line}: column `{name}`: `{text}` is not under `codes` of the design file; add it there, or mend it"
                    ),
                })
            }),
        }
        };
        let found = (0..self.rows()).map(code).collect::<Result<Vec<u32>, Failure>>()?;
        Ok(Factor { name: self.name(column).to_owned(), codes: found, levels: codes.to_vec() })
    }

    fn line(&self, row: usize) -> u64 {
        self.rows[row].position().map_or(row as u64 + 2, csv::Position::line)
    }

    /// Several columns crossed, or none.
    pub(super) fn crossed(&self, columns: &[usize]) -> Option<Factor> {
        let factors: Vec<Factor> = columns.iter().map(|column| self.factor(*column)).collect();
        (!factors.is_empty()).then(|| Factor::crossed(&factors))
    }

    /// Groups of respondents by several columns, each named `column=label,column=label`.
    pub(super) fn domains(&self, columns: &[usize]) -> Option<Factor> {
        let named = |column: &usize| {
            let mut factor = self.factor(*column);
            factor.levels.iter_mut().for_each(|level| *level = format!("{}={level}", self.name(*column)));
            factor
        };
        let factors: Vec<Factor> = columns.iter().map(named).collect();
        (!factors.is_empty()).then(|| Factor::crossed(&factors))
    }

    /// Numbers, NaN for empty fields; what is neither is told with its row.
    pub(super) fn numbers(&self, column: usize) -> Result<Vec<f64>, Failure> {
        (0..self.rows()).map(|row| self.number(row, column)).collect()
    }

    fn number(&self, row: usize, column: usize) -> Result<f64, Failure> {
        let text = self.text(row, column);
        if text.is_empty() {
            return Ok(f64::NAN);
        }
        let read = if self.decimal_comma { text.replace(',', ".").parse() } else { text.parse() };
        read.ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| {
            let (file, line, name) = (&self.file, self.line(row), self.name(column));
            Failure::one(match self.lang {
                Lang::Vi => format!(
                    "{file}:{line}: cột “{name}”: “{text}” không phải là số; hãy sửa, để trống, hoặc khai báo trong “missing” nếu đó là mã không trả lời"
                ),
                Lang::En => format!(
                    "{file}:{line}: column `{name}`: `{text}` is not a number; mend it, leave it empty, or name it under `missing` if it stands for no answer"
                ),
            })
        })
    }
}
