//! The workbook goes out.

use chiso_model::{Date, Lang, Text};
use chiso_round::assessment::Entry;
use chiso_round::{Criterion, CriterionInput, Mark};
use chiso_rulebook::definition::{Level, Node};
use rust_xlsxwriter::{
    DataValidation, Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Worksheet, XlsxError,
};

use super::{FORM, Filling, HIDDEN, MARK, cell_name, column, fingerprint};
use crate::caution::Caution;
use crate::sheets::{height, lines, plain, properties};
use crate::{PaperError, print, tree};

/// The columns: heading, width in characters.
fn columns() -> [(Text, f64); 9] {
    [
        (Text::new("Mã", "Code"), 8.0),
        (Text::new("Tiêu chí, tiêu chí thành phần", "Criterion, sub-criterion"), 42.0),
        (Text::new("Điểm tối đa", "Max points"), 8.0),
        (Text::new("Số liệu", "Number"), 42.0),
        (Text::new("Đơn vị tính", "Unit of measurement"), 12.0),
        (Text::new("Giá trị", "Value"), 14.0),
        (Text::new("Điểm tự chấm (nếu khác điểm theo quy tắc)", "Self-score (where it differs from the rule’s)"), 16.0),
        (Text::new("Lý do chấm khác", "Reason for the difference"), 36.0),
        (Text::new("Giải thích bằng lời", "Explanation in words"), 44.0),
    ]
}

/// The workbook for filling in offline, in a language: what is entered so far stands in it. `made` is the day that its properties name.
///
/// # Errors
/// When a text that was entered is longer than a cell can hold.
pub fn workbook_out(filling: &Filling<'_>, lang: Lang, made: Date) -> Result<Vec<u8>, PaperError> {
    let unit = (filling.names)(filling.frame.unit);
    let title = lang.pick("Biểu nhập liệu tự đánh giá", "Self-assessment form");
    let mut workbook = properties(made, title, unit.get(lang))?;
    let page = workbook.add_worksheet().set_name(lang.pick("Tự đánh giá", "Self-assessment"))?;
    Form { filling, lang, page, looks: Looks::new() }.write(unit.get(lang))?;
    hidden(workbook.add_worksheet(), filling)?;
    Ok(workbook.save_to_buffer()?)
}

/// How cells look.
struct Looks {
    head: Format,
    /// Text that is given.
    given: Format,
    /// Codes and max points.
    middle: Format,
    /// A number to fill in.
    number: Format,
    /// A text to fill in: always kept as text.
    text: Format,
}

impl Looks {
    fn new() -> Looks {
        let cell = plain(11.0).set_border(FormatBorder::Thin).set_text_wrap();
        let fill = cell.clone().set_background_color("#FFF8DC").set_unlocked();
        let head = cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color("#EDEDED");
        Looks {
            head,
            middle: cell.clone().set_align(FormatAlign::Center),
            given: cell,
            number: fill.clone().set_align(FormatAlign::Right),
            text: fill.set_num_format("@"),
        }
    }
}

struct Form<'a> {
    filling: &'a Filling<'a>,
    lang: Lang,
    page: &'a mut Worksheet,
    looks: Looks,
}

/// Rows above the first criterion.
const HEAD: u32 = 4;

impl Form<'_> {
    fn write(mut self, unit: &str) -> Result<(), PaperError> {
        self.top(unit)?;
        let mut row = HEAD + 1;
        let nodes = self.filling.rulebook.tree.walk();
        let criteria: Vec<&Criterion> = self.filling.frame.rules.self_scored().collect();
        for criterion in criteria {
            let Some(node) = nodes.iter().copied().find(|node| node.id.as_str() == criterion.id) else { continue };
            row = self.criterion(row, criterion, node)?;
        }
        let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
        self.page.protect_with_options(&options);
        self.page.set_freeze_panes(HEAD + 1, column::MAX)?;
        self.page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        self.page.set_repeat_rows(HEAD, HEAD)?;
        Ok(())
    }

    fn top(&mut self, unit: &str) -> Result<(), XlsxError> {
        let lang = self.lang;
        let setup = &self.filling.frame.round.setup;
        let title = lang.pick("BIỂU NHẬP LIỆU TỰ ĐÁNH GIÁ", "SELF-ASSESSMENT FORM");
        self.page.write_string_with_format(0, 0, format!("{title}: {unit}"), &plain(14.0).set_bold())?;
        let mut about = vec![setup.title.get(lang).to_owned()];
        let cautions = Caution::of(self.filling.frame.round, self.filling.rulebook);
        about.extend(cautions.into_iter().map(|caution| match lang {
            Lang::Vi => caution.long(),
            Lang::En => english(caution).to_owned(),
        }));
        self.page.write_string_with_format(1, 0, about.join(". "), &plain(12.0))?;
        let how = lang.pick(
            "Chỉ nhập vào ô nền vàng. Để trống “Điểm tự chấm” thì lấy điểm theo quy tắc; chấm khác thì phải nêu lý do. Nội dung không áp dụng: ghi “Không áp dụng”. Nhập xong, nạp tệp này lên hệ thống.",
            "Fill in only the yellow cells. With “Self-score” left empty the rule’s points count; for others give a reason. What does not apply: write “Not applicable”. Then take this file in on the page.",
        );
        self.page.write_string_with_format(2, 0, how, &plain(11.0).set_italic())?;
        for ((title, width), at) in columns().iter().zip(0u16..) {
            self.page.set_column_width(at, *width)?;
            self.page.write_string_with_format(HEAD, at, title.get(lang), &self.looks.head)?;
        }
        let high = columns().iter().map(|(title, width)| lines(title.get(lang), width * 0.9)).max();
        self.page.set_row_height(HEAD, height(high.unwrap_or(1)))?;
        self.page.write_string(HEAD, column::NODE, MARK)?.write_string(HEAD, column::INPUT, "#input")?;
        self.page.set_column_hidden(column::NODE)?.set_column_hidden(column::INPUT)?;
        Ok(())
    }

    /// The rows of a criterion: one for each of its numbers, one where it has none of its own. Gives the row after them.
    fn criterion(&mut self, first: u32, criterion: &Criterion, node: &Node) -> Result<u32, PaperError> {
        let entry = self.filling.shown(&criterion.id);
        let inputs: Vec<&CriterionInput> = criterion.inputs.iter().filter(|input| input.entered_here).collect();
        let count = u32::try_from(inputs.len()).unwrap_or(1).max(1);
        let last = first + count - 1;
        self.criterion_cells(first, last, criterion, &entry)?;
        for at in first..=last {
            self.page.write_string(at, column::NODE, &criterion.id)?;
        }
        if inputs.is_empty() {
            self.page.write_blank(first, column::NUMBER, &self.looks.given)?;
            self.page.write_blank(first, column::UNIT, &self.looks.given)?;
            self.page.write_blank(first, column::VALUE, &self.looks.given)?;
        }
        for (at, input) in (first..).zip(&inputs) {
            self.input(at, input, node, &entry)?;
        }
        let width = |column: u16| columns().get(usize::from(column)).map_or(8.0, |(_, width)| *width);
        let over = |text: &str, column| lines(text, width(column)).div_ceil(usize::try_from(count).unwrap_or(1));
        let shared = over(criterion.title.get(self.lang), column::TITLE)
            .max(over(&entry.reason, column::REASON))
            .max(over(&entry.note, column::NOTE));
        for at in first..=last {
            let own = usize::try_from(at - first).ok().and_then(|at| inputs.get(at));
            let own = own.map_or(1, |input| lines(&self.number_title(input, node), width(column::NUMBER)));
            self.page.set_row_height(at, height(shared.max(own)))?;
        }
        Ok(last + 1)
    }

    /// What a criterion has once, over all its rows.
    fn criterion_cells(
        &mut self,
        first: u32,
        last: u32,
        criterion: &Criterion,
        entry: &Entry,
    ) -> Result<(), PaperError> {
        let Looks { given, middle, number, text, .. } = &self.looks;
        let digits = self.filling.rulebook.rounding.digits;
        let max = middle
            .clone()
            .set_num_format(format!("0.{}", "0".repeat(usize::from(print::decimals(criterion.max, digits)))));
        if last > first {
            for (at, format) in [
                (column::CODE, middle),
                (column::TITLE, given),
                (column::MAX, &max),
                (column::POINTS, number),
                (column::REASON, text),
                (column::NOTE, text),
            ] {
                self.page.merge_range(first, at, last, at, "", format)?;
            }
        }
        let code = criterion.code.as_deref().unwrap_or_default();
        self.page.write_string_with_format(first, column::CODE, code, middle)?;
        self.page.write_string_with_format(first, column::TITLE, criterion.title.get(self.lang), given)?;
        self.page.write_number_with_format(first, column::MAX, criterion.max, &max)?;
        self.page.write_string_with_format(first, column::REASON, &entry.reason, text)?;
        self.page.write_string_with_format(first, column::NOTE, &entry.note, text)?;
        self.mark(first, column::POINTS, entry.points.unwrap_or_default())?;
        let cell = cell_name(first, column::POINTS);
        let within = criterion.range.map(|(low, high)| format!("AND(ISNUMBER({cell}),{cell}>={low},{cell}<={high})"));
        let limits = criterion.range.map(|(low, high)| {
            let points = |value: f64| chiso_model::decimal(value, print::decimals(value, digits), self.lang);
            (points(low), points(high))
        });
        let message = match (limits, self.lang) {
            (Some((low, high)), Lang::Vi) => format!("Điểm phải là số từ {low} đến {high}, hoặc “Không áp dụng”."),
            (Some((low, high)), Lang::En) => {
                format!("Points must be a number from {low} to {high}, or “Not applicable”.")
            }
            (None, Lang::Vi) => "Điểm phải là số, hoặc “Không áp dụng”.".to_owned(),
            (None, Lang::En) => "Points must be a number, or “Not applicable”.".to_owned(),
        };
        let rule = self.check(&cell, &within.unwrap_or_else(|| format!("ISNUMBER({cell})")), &message)?;
        self.page.add_data_validation(first, column::POINTS, first, column::POINTS, &rule)?;
        Ok(())
    }

    fn input(&mut self, at: u32, input: &CriterionInput, node: &Node, entry: &Entry) -> Result<(), PaperError> {
        let lang = self.lang;
        let rules = self.filling.frame.rules;
        let title = self.number_title(input, node);
        let unit = input.unit.as_ref().map(|unit| unit.get(lang)).unwrap_or_default();
        self.page.write_string_with_format(at, column::NUMBER, &title, &self.looks.given)?;
        self.page.write_string_with_format(at, column::UNIT, unit, &self.looks.given)?;
        self.page.write_string(at, column::INPUT, &input.name)?;
        self.mark(at, column::VALUE, entry.numbers.get(&input.name).copied().unwrap_or_default())?;
        let cell = cell_name(at, column::VALUE);
        let rule = match choices(node, rules, lang) {
            Some(choices) => DataValidation::new().allow_list_strings(&choices)?,
            None => self.check(
                &cell,
                &format!("ISNUMBER({cell})"),
                lang.pick("Hãy ghi một số, hoặc “Không áp dụng”.", "Write a number, or “Not applicable”."),
            )?,
        };
        self.page.add_data_validation(at, column::VALUE, at, column::VALUE, &rule)?;
        Ok(())
    }

    /// What a number is, and what can be chosen for it.
    fn number_title(&self, input: &CriterionInput, node: &Node) -> String {
        let (lang, rules) = (self.lang, self.filling.frame.rules);
        let mut parts = vec![input.title.get(lang).to_owned()];
        let level = |level: &Level| format!("{}: {}", chiso_model::shortest(level.value), level.title.get(lang));
        parts.extend(tree::levels(node, rules).iter().map(level));
        if tree::is_yes_no(node, rules) {
            parts.push(lang.pick("1: Có; 0: Không", "1: yes; 0: no").to_owned());
        }
        parts.join("\n")
    }

    /// A cell that takes what a condition lets pass, and that it does not apply.
    fn check(&self, cell: &str, condition: &str, message: &str) -> Result<DataValidation, XlsxError> {
        let words = print::words(chiso_model::Missing::NotApplicable);
        let words = words.get(self.lang);
        let formula = format!("=OR({condition},{cell}=\"{words}\",{cell}=\"#na\")");
        DataValidation::new()
            .allow_custom(Formula::new(formula))
            .set_error_title(self.lang.pick("Chưa đúng", "Not right"))?
            .set_error_message(message)
    }

    fn mark(&mut self, row: u32, column: u16, mark: Mark) -> Result<(), XlsxError> {
        let format = &self.looks.number;
        match mark.0.get() {
            Ok(value) => self.page.write_number_with_format(row, column, value, format)?,
            Err(chiso_model::Missing::Blank) => self.page.write_blank(row, column, format)?,
            Err(kind) => self.page.write_string_with_format(row, column, print::words(kind).get(self.lang), format)?,
        };
        Ok(())
    }
}

/// A warning for whoever fills the form in in English.
fn english(caution: Caution) -> &'static str {
    match caution {
        Caution::Simulated => "SIMULATED DATA",
        Caution::Illustrative => "ILLUSTRATIVE RULEBOOK, NOT THE OFFICIAL ONE",
        Caution::Reconstructed => "RULEBOOK REBUILT FROM PUBLISHED RESULTS",
        Caution::Draft | Caution::Unpublished | Caution::Reissued(_) => "",
    }
}

/// What can be chosen, where the rule asks to choose and the list fits into a cell's check.
fn choices(node: &Node, rules: &chiso_round::Rules, lang: Lang) -> Option<Vec<String>> {
    /// Most characters of such a list.
    const ROOM: usize = 255;
    let levels = tree::levels(node, rules);
    let mut values: Vec<String> = if tree::is_yes_no(node, rules) {
        vec!["1".to_owned(), "0".to_owned()]
    } else {
        levels.iter().map(|level| chiso_model::shortest(level.value)).collect()
    };
    // A list holds texts: with decimals it would be read by the customs of the country.
    if values.is_empty() || values.iter().any(|value| value.contains('.')) {
        return None;
    }
    values.push(print::words(chiso_model::Missing::NotApplicable).get(lang).to_owned());
    (values.join(",").chars().count() <= ROOM).then_some(values)
}

/// For which round, unit and rulebook the file is, and what it shows of each criterion.
fn hidden(page: &mut Worksheet, filling: &Filling<'_>) -> Result<(), XlsxError> {
    page.set_name(HIDDEN)?.set_very_hidden(true);
    page.write_string(0, 0, FORM.0)?.write_number(0, 1, FORM.1)?;
    let about = [
        ("round", filling.round_id),
        ("unit", filling.frame.unit),
        ("rulebook", &filling.frame.round.setup.rulebook_hash),
    ];
    for ((key, value), row) in about.into_iter().zip(1u32..) {
        page.write_string(row, 0, key)?.write_string(row, 1, value)?;
    }
    for (criterion, row) in filling.frame.rules.self_scored().zip(4u32..) {
        page.write_string(row, 0, &criterion.id)?;
        page.write_string(row, 1, filling.revision(&criterion.id).to_string())?;
        page.write_string(row, 2, fingerprint(&filling.shown(&criterion.id)))?;
    }
    page.protect();
    Ok(())
}
