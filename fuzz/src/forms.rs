//! The targets of questionnaires: as a file, as cells, and their expressions.

use chiso_model::{Date, Lang};
use chiso_questionnaire::expression::{Expression, LONGEST_TEXT, Surroundings, Value};
use chiso_questionnaire::{Answer, Answers, Block, Form, QuestionType, State, check, read_sheets, read_xlsx};

use crate::cells;

const TODAY: Date = Date::constant(2026, 11, 22);

/// A questionnaire as a workbook: a refusal says why in both languages; what is read can be written and read again the same, and answered.
///
/// # Panics
/// When a promise is broken, as every target.
pub fn form(data: &[u8]) {
    match read_xlsx(data) {
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            for problem in problems {
                assert!(Lang::ALL.into_iter().all(|lang| !problem.message(lang).is_empty()), "{problem:?}");
            }
        }
        Ok(form) => {
            assert_eq!(read_sheets(&form.to_sheets()).as_ref(), Ok(&form), "written as sheets, it is another");
            // A text may be too long for a workbook once it is escaped: the only refusal.
            if let Ok(bytes) = form.to_xlsx() {
                assert_eq!(read_xlsx(&bytes).as_ref(), Ok(&form), "written as a workbook, it is another");
            }
            answered(&form);
        }
    }
}

/// A questionnaire as cells.
///
/// # Panics
/// When a promise is broken.
pub fn form_cells(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(bytes) = cells::to_workbook(text) {
        form(&bytes);
    }
}

/// Any answers can be checked; those that were kept are kept again.
fn answered(form: &Form) {
    let mut answers: Answers = form.defaults();
    for (turn, item) in form.items().iter().enumerate() {
        let Some(question) = item.answerable() else { continue };
        let choices = question.kind.select().map(|select| form.choices(&select.list)).unwrap_or_default();
        let code = choices.get(turn % choices.len().max(1)).map(|choice| choice.code.clone()).unwrap_or_default();
        let answer = match &question.kind {
            QuestionType::Text => Answer::Text("Hà Nội".repeat(turn % 3)),
            QuestionType::Integer => Answer::Integer(if turn % 2 == 0 { i64::MIN } else { 7 }),
            QuestionType::Decimal | QuestionType::Range(_) => Answer::Decimal(if turn % 2 == 0 { 1e300 } else { 0.5 }),
            QuestionType::Date => Answer::Date(TODAY),
            QuestionType::SelectOne(_) => Answer::One(code),
            QuestionType::SelectMultiple(_) | QuestionType::Rank(_) => Answer::Many(vec![code]),
        };
        answers.set(&item.name, Some(answer));
    }
    let checked = check(form, &answers, TODAY);
    let again = check(form, &checked.answers, TODAY);
    assert_eq!((&again.answers, again.dropped.len()), (&checked.answers, 0), "checked twice");
    let state = State::new(form, &checked.answers, TODAY);
    for problem in &checked.problems {
        assert!(!problem.message(&state, "vi").is_empty() && !problem.message(&state, "en").is_empty(), "{problem:?}");
    }
    let (pages, progress) = (form.pages(), state.progress(&answers));
    assert!(progress.answered <= progress.of);
    let questions = form.items().iter().filter(|item| item.question().is_some()).count();
    let drawn = pages.iter().flat_map(|page| form.blocks(page)).map(|block| match block {
        Block::Question(_) => 1,
        Block::Grid(grid) => grid.rows.len() + usize::from(form.items()[grid.head].is_grid_head()),
        Block::Heading(_) | Block::Note(_) => 0,
    });
    assert_eq!(drawn.sum::<usize>(), questions, "a question is drawn never or twice");
    let mut next = state.next_page(&pages, None);
    while let Some(page) = next {
        next = state.next_page(&pages, Some(page));
        assert!(next.is_none_or(|next| next > page));
    }
}

/// An expression: read, it gives a value for any answers, and no text longer than is kept.
///
/// # Panics
/// When a promise is broken.
pub fn form_expression(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Expression::parse(text) {
        Err(error) => {
            assert!((1..=text.chars().count() + 1).contains(&error.at), "the place {} lies beyond the text", error.at);
            let (vi, en) = error.texts();
            assert!(!vi.is_empty() && !en.is_empty());
        }
        Ok(read) => {
            for odd in 0..8 {
                let value = read.evaluate(&Odd(odd));
                let _ = (value.truth(), value.number(), value.is_empty());
                // What is written in the expression itself may be as long as that.
                assert!(value.text().len() <= LONGEST_TEXT.max(text.len()).max(400), "a text grew");
            }
        }
    }
}

/// Answers at which expressions break.
struct Odd(usize);

impl Odd {
    fn value(&self, shift: usize) -> Value {
        match (self.0 + shift) % 8 {
            0 => Value::EMPTY,
            1 => Value::Number(f64::NAN),
            2 => Value::Number(f64::MAX),
            3 => Value::Number(-0.0),
            4 => Value::Text("a b c".to_owned()),
            5 => Value::Date(Date::MIN),
            6 => Value::Truth(true),
            _ => Value::Text("−1,5".to_owned()),
        }
    }
}

impl Surroundings for Odd {
    fn answer(&self, name: &str) -> Value {
        self.value(name.len())
    }

    fn column(&self, name: &str) -> Value {
        self.value(name.len() + 1)
    }

    fn this(&self) -> Value {
        self.value(2)
    }

    fn today(&self) -> Date {
        if self.0.is_multiple_of(2) { Date::MAX } else { TODAY }
    }
}
