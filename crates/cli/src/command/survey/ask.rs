//! From the words of the command line to estimands over columns.

use chiso_estimate::{Answers, Estimand, Item};
use chiso_model::{Lang, shortest};

use super::data::Data;
use super::design::Column;
use crate::failure::Failure;
use crate::wording::Wrong;

/// What is estimated of each item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stat {
    Mean,
    Share,
    Count,
    Total,
    Ratio,
    Variance,
    Quantile,
}

impl Stat {
    const ALL: [(&'static str, Stat); 7] = [
        ("mean", Stat::Mean),
        ("share", Stat::Share),
        ("count", Stat::Count),
        ("total", Stat::Total),
        ("ratio", Stat::Ratio),
        ("variance", Stat::Variance),
        ("quantile", Stat::Quantile),
    ];

    pub(super) fn name(self) -> &'static str {
        Stat::ALL.iter().find(|(_, stat)| *stat == self).map_or("", |(name, _)| name)
    }
}

pub(super) fn stat(text: &str) -> Result<Stat, Wrong> {
    Stat::ALL.iter().find(|(name, _)| *name == text).map(|(_, stat)| *stat).ok_or_else(|| {
        let names: Vec<&str> = Stat::ALL.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        Wrong::new(format!("chọn một trong: {names}"), format!("it is one of: {names}"))
    })
}

/// A column of answers as the engine takes it.
enum Answered {
    Codes { codes: Vec<u8>, values: Vec<f64> },
    Numbers(Vec<f64>),
}

/// Columns, and what is asked of them.
#[derive(Default)]
pub(super) struct Asked {
    names: Vec<String>,
    columns: Vec<Answered>,
    pub(super) estimands: Vec<Estimand>,
    /// For each estimand the name of its item, and which answers or probability it is about.
    pub(super) said: Vec<(String, String)>,
}

impl Asked {
    pub(super) fn items(&self) -> Vec<Item<'_>> {
        let mut items = Vec::new();
        for (name, column) in self.names.iter().zip(&self.columns) {
            let answers = match column {
                Answered::Codes { codes, values } => Answers::Codes { codes, values },
                Answered::Numbers(numbers) => Answers::Numbers(numbers),
            };
            items.push(Item { name: name.clone(), answers });
        }
        items
    }
}

pub(super) struct Words<'a> {
    pub(super) items: &'a [String],
    pub(super) stat: Stat,
    pub(super) answers: &'a [String],
    pub(super) probabilities: &'a [f64],
    /// Columns, and the answers that each can have.
    pub(super) codes: &'a [(Column, Vec<String>)],
}

impl Asked {
    /// Asks for more.
    pub(super) fn ask(&mut self, words: &Words, data: &Data, lang: Lang) -> Result<(), Failure> {
        for name in words.items {
            match words.stat {
                Stat::Ratio => {
                    let Some((above, below)) = name.split_once('/') else {
                        return Err(Failure::Usage(match lang {
                            Lang::Vi => format!(
                                "với “--stat ratio” hãy ghi hai cột cách nhau bằng “/”, ví dụ “chi/thu”, thay cho “{name}”"
                            ),
                            Lang::En => format!(
                                "with `--stat ratio` write two columns with a `/` between, such as `spent/earned`, instead of `{name}`"
                            ),
                        }));
                    };
                    let numerator = self.number(data, above.trim())?;
                    let denominator = self.number(data, below.trim())?;
                    self.add(Estimand::Ratio { numerator, denominator }, name, "");
                }
                Stat::Share | Stat::Count => self.levels(data, name, words, lang)?,
                Stat::Quantile => {
                    let item = self.number(data, name)?;
                    for probability in words.probabilities {
                        self.add(Estimand::Quantile { item, probability: *probability }, name, &shortest(*probability));
                    }
                }
                Stat::Mean | Stat::Total | Stat::Variance => {
                    let item = self.number(data, name)?;
                    let estimand = match words.stat {
                        Stat::Mean => Estimand::Mean(item),
                        Stat::Total => Estimand::Total(item),
                        _ => Estimand::Variance(item),
                    };
                    self.add(estimand, name, "");
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, estimand: Estimand, name: &str, detail: &str) {
        self.estimands.push(estimand);
        self.said.push((name.to_owned(), detail.to_owned()));
    }

    /// A column of numbers: codes where it has few values, which is faster and takes a byte a row.
    fn number(&mut self, data: &Data, name: &str) -> Result<usize, Failure> {
        let numbers = data.numbers(data.asked(name)?)?;
        let mut values: Vec<f64> = numbers.iter().copied().filter(|number| !number.is_nan()).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        values.push(f64::NAN);
        let code = |number: &f64| {
            let code = if number.is_nan() { values.len() - 1 } else { values.partition_point(|value| value < number) };
            u8::try_from(code).ok()
        };
        let codes: Option<Vec<u8>> = if values.len() <= 256 { numbers.iter().map(code).collect() } else { None };
        Ok(self.column(
            name,
            match codes {
                Some(codes) => Answered::Codes { codes, values },
                None => Answered::Numbers(numbers),
            },
        ))
    }

    fn column(&mut self, name: &str, column: Answered) -> usize {
        self.names.push(name.to_owned());
        self.columns.push(column);
        self.names.len() - 1
    }

    /// Shares or counts of texts: of each one, or of those asked for taken together.
    fn levels(&mut self, data: &Data, name: &str, words: &Words, lang: Lang) -> Result<(), Failure> {
        let column = data.asked(name)?;
        let factor = match words.codes.iter().find(|(known, _)| known.name == *name) {
            Some((_, codes)) => data.answers(column, codes)?,
            None => data.factor(column),
        };
        if factor.levels.len() > 255 {
            let count = factor.levels.len();
            return Err(Failure::Usage(match lang {
                Lang::Vi => format!(
                    "cột “{name}” có {count} giá trị khác nhau, quá nhiều để tính tỷ lệ; hãy gộp nhóm, hoặc dùng “--stat mean”"
                ),
                Lang::En => format!(
                    "column `{name}` has {count} different values, too many for shares; group them, or use `--stat mean`"
                ),
            }));
        }
        let place = |answer: &String| {
            factor.levels.iter().position(|level| level == answer).map(|at| at as f64).ok_or_else(|| {
                let known = crate::wording::list(factor.levels.iter().map(String::as_str), lang);
                Failure::Usage(match lang {
                    Lang::Vi => format!("cột “{name}” không có câu trả lời “{answer}”; có: {known}"),
                    Lang::En => format!("column `{name}` has no answer `{answer}`; it has: {known}"),
                })
            })
        };
        let wanted = words.answers.iter().map(place).collect::<Result<Vec<f64>, _>>()?;
        let codes = factor.codes.iter().map(|code| u8::try_from(*code).unwrap_or(u8::MAX)).collect();
        let values = (0..factor.levels.len()).map(|level| level as f64).collect();
        let item = self.column(name, Answered::Codes { codes, values });
        let estimand = |levels: Vec<f64>| match words.stat {
            Stat::Count => Estimand::Count { item, levels },
            _ => Estimand::Share { item, levels },
        };
        if wanted.is_empty() {
            for (at, level) in factor.levels.iter().enumerate() {
                self.add(estimand(vec![at as f64]), name, level);
            }
        } else {
            self.add(estimand(wanted), name, &words.answers.join(","));
        }
        Ok(())
    }
}
