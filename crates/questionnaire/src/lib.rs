//! Questionnaires: a subset of XLSForm, read and written with every part that is not understood refused by sheet, row and column; and the checking of answers.
//!
//! Pure: bytes come in, a [`Form`] or placed [`Problem`]s go out; answers come in, [`Checked`] answers go out. The day is a parameter.
//!
//! - [`read_xlsx`] and [`read_sheets`] read and check a form, [`Form::to_xlsx`] and [`Form::to_sheets`] write it.
//! - [`Form::pages`] are its screens; a [`State`] says what is asked, once some answers are given.
//! - [`Form::take_page`] takes what a screen sent, [`check`] decides what holds.
//! - [`Form::codebook`], [`write_csv`] and [`read_csv`] are for tables of answers.
//! - [`Form::portable`] is all of a form that a device needs to ask and check without a network.
//! - [`shipped`] are the forms that are part of the program.
//!
//! What may be written is told in `docs/questionnaire.md`.

mod answer;
mod codebook;
pub mod expression;
mod extra;
mod form;
mod name;
mod place;
mod portable;
mod problem;
mod problem_texts;
mod read;
mod refused;
mod sheet;
mod shipped;
mod suggest;
mod workbook;
mod write;

pub use answer::{
    Answer, AnswerFault, AnswerProblem, Answers, Checked, Dropped, Multiple, Progress, State, TableFault, TableProblem,
    WhyDropped, check, read_csv, write_csv,
};
pub use codebook::{Variable, VariableKind};
pub use extra::{BallotRule, Channel, Design, LonelyUnit, Quota, ScoreNode, Scoring, Stage, Statistic};
pub use form::{
    Appearance, Block, Choice, ChoiceList, Form, FormHash, Grid, Item, Kind, OTHER, Page, Piece, Question,
    QuestionType, Range, Required, Select, Settings, Texts, code_of,
};
pub use place::Place;
pub use problem::{Problem, ProblemKind};
pub use read::{SHEETS, columns_of, read_sheets, read_xlsx};
pub use refused::{REFUSED_COLUMNS, REFUSED_TYPES};
pub use sheet::{Cells, Sheet, sheet_to_csv, sheets_from_csv};
pub use shipped::{SHIPPED, Shipped, shipped};
pub use workbook::WriteError;
