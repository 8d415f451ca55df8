//! What can be wrong with an answer.

use chiso_model::{Lang, shortest};

use super::State;
use crate::form::{Form, Texts};

/// Something wrong with the answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerProblem {
    /// The name of the question.
    pub name: String,
    /// What.
    pub fault: AnswerFault,
}

/// What can be wrong with an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerFault {
    /// There must be one; what the form says then.
    Missing(Texts),
    /// It does not hold what the form asks of it; what the form says then.
    Constraint(Texts),
    /// No number.
    NotANumber,
    /// No whole number.
    NotWhole,
    /// No day.
    NotADate,
    /// Not on the scale: its first and last number, and the step.
    NotOnScale(f64, f64, f64),
    /// No choice that there is.
    NotAChoice,
    /// Not every choice once.
    NotARank,
    /// Too long.
    TooLong,
    /// An answer of another type than the question's.
    WrongType,
}

impl AnswerProblem {
    /// What is wrong and how to mend it, for a reader of the language with a code: in the words of the form where it has some.
    pub fn message(&self, state: &State<'_>, code: &str) -> String {
        let form: &Form = state.form();
        if let AnswerFault::Missing(texts) | AnswerFault::Constraint(texts) = &self.fault
            && !texts.is_empty()
        {
            return state.fill(form.text(texts, code), code);
        }
        let lang = if code == Lang::Vi.tag() { Lang::Vi } else { Lang::En };
        self.fault.message(lang)
    }
}

impl AnswerFault {
    /// Its name for programs.
    pub fn word(&self) -> &'static str {
        match self {
            AnswerFault::Missing(_) => "missing",
            AnswerFault::Constraint(_) => "constraint",
            AnswerFault::NotANumber => "not_a_number",
            AnswerFault::NotWhole => "not_whole",
            AnswerFault::NotADate => "not_a_date",
            AnswerFault::NotOnScale(..) => "not_on_scale",
            AnswerFault::NotAChoice => "not_a_choice",
            AnswerFault::NotARank => "not_a_rank",
            AnswerFault::TooLong => "too_long",
            AnswerFault::WrongType => "wrong_type",
        }
    }

    /// What is wrong and how to mend it, in the words of the program.
    pub fn message(&self, lang: Lang) -> String {
        let text = match self {
            AnswerFault::Missing(_) => lang.pick("Xin trả lời câu này.", "Please answer this question."),
            AnswerFault::Constraint(_) => lang
                .pick("Câu trả lời chưa phù hợp. Xin xem lại.", "This answer does not fit. Please look at it again."),
            AnswerFault::NotANumber => {
                lang.pick("Xin ghi một số, ví dụ 12 hoặc 3,5.", "Please write a number, such as 12 or 3.5.")
            }
            AnswerFault::NotWhole => {
                lang.pick("Xin ghi một số nguyên, ví dụ 12.", "Please write a whole number, such as 12.")
            }
            AnswerFault::NotADate => lang
                .pick("Xin ghi ngày/tháng/năm, ví dụ 22/11/2026.", "Please write day/month/year, such as 22/11/2026."),
            AnswerFault::NotOnScale(start, end, step) => {
                let numbers = [start, end, step].map(|number| {
                    let text = shortest(*number);
                    if lang == Lang::Vi { text.replace('.', ",") } else { text }
                });
                let [start, end, step] = numbers;
                return match lang {
                    Lang::Vi => format!("Xin chọn một số từ {start} đến {end}, cách nhau {step}."),
                    Lang::En => format!("Please choose a number from {start} to {end} in steps of {step}."),
                };
            }
            AnswerFault::NotAChoice => lang
                .pick("Xin chọn trong các phương án của câu này.", "Please choose among the answers to this question."),
            AnswerFault::NotARank => lang.pick(
                "Xin xếp mọi phương án, mỗi phương án một thứ tự riêng.",
                "Please give every choice a place of its own.",
            ),
            AnswerFault::TooLong => lang.pick(
                "Câu trả lời quá dài (tối đa 10.000 ký tự). Xin rút gọn.",
                "The answer is too long (at most 10,000 characters). Please shorten it.",
            ),
            AnswerFault::WrongType => lang.pick(
                "Câu trả lời không đúng kiểu của câu hỏi. Xin trả lời lại.",
                "The answer is of another kind than the question. Please answer again.",
            ),
        };
        text.to_owned()
    }
}
