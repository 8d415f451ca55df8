//! What is written, gathered from the file and the environment, and taken setting by setting.

use std::collections::BTreeMap;

use chiso_model::Lang;

use crate::problem::{Place, Problem};
use crate::setting::{Form, Setting};
use crate::value::{Value, Written, Wrong, either};

/// Everything that is written, and the problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    given: BTreeMap<(&'static str, &'static str), (Written, Place)>,
    /// As a person may see it, and where it comes from.
    pub(crate) shown: Vec<(&'static Setting, String, Place)>,
    pub(crate) problems: Vec<Problem>,
}

impl Reader {
    /// Notes a value; what is noted later wins.
    pub(crate) fn give(&mut self, setting: &'static Setting, written: Written, place: Place) {
        self.given.insert((setting.section, setting.key), (written, place));
    }

    /// Takes back what was noted for a setting.
    pub(crate) fn forget(&mut self, setting: &Setting) {
        self.given.remove(&(setting.section, setting.key));
    }

    /// What is written for a setting, and where.
    pub(crate) fn given(&self, section: &'static str, key: &'static str) -> Option<&(Written, Place)> {
        self.given.get(&(section, key))
    }

    /// The value of a setting; none after a problem, which is noted.
    pub(crate) fn take<T: Value>(&mut self, setting: &'static Setting) -> Option<T> {
        let default = || (Written::Word(setting.default.unwrap_or_default().to_owned()), Place::Default);
        let is_given = self.given.contains_key(&(setting.section, setting.key));
        let (value, place) = if is_given || setting.default.is_some() {
            let (written, place) = self.given.get(&(setting.section, setting.key)).cloned().unwrap_or_else(default);
            match T::read(&written, setting) {
                Ok(value) => (value, place),
                Err(wrong) => {
                    self.problems.push(problem(setting, place, &wrong));
                    return None;
                }
            }
        } else {
            (T::absent()?, Place::Default)
        };
        self.shown.push((setting, value.shown(), place));
        Some(value)
    }
}

fn problem(setting: &Setting, place: Place, wrong: &Wrong) -> Problem {
    let name = setting.name();
    let (shape_vi, shape_en) = (setting.shape.vi, setting.shape.en);
    match wrong {
        Wrong::Shape => {
            let in_file = matches!(place, Place::File { .. });
            let example = if in_file { setting.in_file(setting.example) } else { setting.example.to_owned() };
            let (list_vi, list_en) = match (setting.form, in_file) {
                (Form::List, true) => ("danh sách trong ngoặc vuông gồm ", "a list in brackets of "),
                _ => ("", ""),
            };
            let (like_vi, like_en) = if setting.secret || setting.example.is_empty() {
                (String::new(), String::new())
            } else {
                (format!("; hãy viết như sau: {example}"), format!("; write it like `{example}`"))
            };
            Problem::error(
                place,
                format!("{name} phải là {list_vi}{shape_vi}{like_vi}"),
                format!("{name} must be {list_en}{shape_en}{like_en}"),
            )
        }
        Wrong::Limits => {
            let (least, greatest) = setting.limits.unwrap_or((0, u32::MAX));
            Problem::error(
                place,
                format!("{name} phải từ {least} đến {greatest}"),
                format!("{name} must be from {least} to {greatest}"),
            )
        }
        Wrong::Unknown { word, known } => {
            let (meant_vi, meant_en) = crate::nearest::meant(word, known.iter().copied());
            let (known_vi, known_en) = (either(known, Lang::Vi), either(known, Lang::En));
            Problem::error(
                place,
                format!("{name} không nhận giá trị “{word}”; chỉ có {known_vi}{meant_vi}"),
                format!("{name} does not take the value `{word}`; there are {known_en}{meant_en}"),
            )
        }
        Wrong::Member { number, word } => Problem::error(
            place,
            format!("{name}: giá trị thứ {number} (“{word}”) phải là {shape_vi}"),
            format!("{name}: value {number} (`{word}`) must be {shape_en}"),
        ),
    }
}
