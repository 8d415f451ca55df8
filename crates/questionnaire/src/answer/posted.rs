//! What a page of HTML sends.

use super::{Answer, AnswerFault, AnswerProblem, Answers, typed};
use crate::form::{Form, Item, Kind, Page, Question, QuestionType};

impl Form {
    /// An answer from what [`Answer::written`] gave of it, by its name: that of a question, of a calculation, or of the text beside “other”. None where the form has no such
    /// name, or the text is no answer to it. So answers can be kept as texts.
    pub fn answer_from_written(&self, name: &str, text: &str) -> Option<Answer> {
        let plain = || Some(Answer::Text(text.to_owned()));
        if text.is_empty() {
            return None;
        }
        let Some(item) = self.item(name) else {
            let question = name.strip_suffix("_other").and_then(|name| self.item(name))?;
            return question.other_name().and_then(|_| plain());
        };
        match (item.answerable(), &item.kind) {
            (Some(question), _) => typed::written(&question.kind, text),
            (None, Kind::Calculate(_)) => plain(),
            _ => None,
        }
    }

    /// The answers at the start: those that the form gives.
    pub fn defaults(&self) -> Answers {
        let given = |item: &Item| Some((item.name.clone(), item.answerable()?.default.clone()?));
        self.items.iter().filter_map(given).collect()
    }

    /// Takes what a screen sent in place of what was answered there before: fields by name, more than once for several choices. A rank comes as its codes in order, or as
    /// a place (1, 2, …) in a field `question/code` for each choice; the text beside “other” as `question_other`. A question of the screen that is not among the
    /// fields has no answer.
    ///
    /// What cannot be read is told; the answer is absent then. Everything else is for [`super::check`] to decide.
    pub fn take_page(&self, answers: &mut Answers, page: &Page, fields: &[(String, String)]) -> Vec<AnswerProblem> {
        let mut problems = Vec::new();
        for item in page.items.iter().filter_map(|number| self.items.get(*number)) {
            let Some(question) = item.answerable() else { continue };
            let mut take = |name: &str, read: Result<Option<Answer>, AnswerFault>| {
                let answer = read.unwrap_or_else(|fault| {
                    problems.push(AnswerProblem { name: name.to_owned(), fault });
                    None
                });
                answers.set(name, answer);
            };
            take(&item.name, self.field(item, question, fields));
            if let Some(name) = item.other_name() {
                let text = first(fields, &name).unwrap_or_default();
                take(&name, typed::typed(&QuestionType::Text, text));
            }
        }
        problems
    }

    fn field(
        &self,
        item: &Item,
        question: &Question,
        fields: &[(String, String)],
    ) -> Result<Option<Answer>, AnswerFault> {
        let sent = || fields.iter().filter(|(name, _)| *name == item.name).map(|(_, text)| text.trim());
        let codes: Vec<String> = sent().filter(|text| !text.is_empty()).map(str::to_owned).collect();
        match &question.kind {
            QuestionType::SelectMultiple(select) => {
                let known = self.choices(&select.list);
                if codes.iter().any(|code| !known.iter().any(|choice| choice.code == *code)) {
                    return Err(AnswerFault::NotAChoice);
                }
                let chosen =
                    known.iter().map(|choice| choice.code.clone()).filter(|code| codes.contains(code)).collect();
                Ok(Some(chosen).filter(|chosen: &Vec<String>| !chosen.is_empty()).map(Answer::Many))
            }
            QuestionType::Rank(select) => {
                let codes = if codes.is_empty() { self.places(item, &select.list, fields)? } else { codes };
                Ok(Some(codes).filter(|codes| !codes.is_empty()).map(Answer::Many))
            }
            kind => typed::typed(kind, sent().next().unwrap_or_default()),
        }
    }

    /// The codes of a list by the places that were given to them; none where none was. Two of one place, or one without, are no order.
    fn places(&self, item: &Item, list: &str, fields: &[(String, String)]) -> Result<Vec<String>, AnswerFault> {
        let mut places: Vec<(u32, String)> = Vec::new();
        for choice in self.choices(list) {
            let text = first(fields, &format!("{}/{}", item.name, choice.code)).unwrap_or_default().trim();
            if !text.is_empty() {
                places.push((text.parse().map_err(|_| AnswerFault::NotARank)?, choice.code.clone()));
            }
        }
        places.sort();
        let is_order = (1u32..).zip(&places).all(|(wanted, (place, _))| wanted == *place);
        if is_order { Ok(places.into_iter().map(|(_, code)| code).collect()) } else { Err(AnswerFault::NotARank) }
    }
}

fn first<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
}
