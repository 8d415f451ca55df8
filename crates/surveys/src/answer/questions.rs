//! A screen of a form as what its template prints: headings, texts, and questions with their controls.

use chiso_model::{Lang, day, shortest};
use chiso_questionnaire::{
    Answer, AnswerProblem, Appearance, Choice, Form, Item, Kind, OTHER, Page, Question, QuestionType, Range, State,
};

use super::walk::Walk;
use crate::words::{say, say_with};

/// Choices side by side as long as there are no more than these, and none is longer than so many characters.
const SCALE: usize = 7;
const SCALE_LABEL: usize = 28;
/// Nor where a word has more letters than these, if there are more choices than those: a phone would break it in the middle.
const SCALE_WORD: usize = 9;
const SCALE_FEW: usize = 4;
/// A scale of numbers is drawn as targets as long as there are no more than these; else it is typed.
const NUMBERS: usize = 11;

/// Something on a screen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    /// The name of a group within the screen, or of a grid.
    Heading { text: String, hint: String },
    /// A text, in paragraphs.
    Note(Vec<String>),
    /// A question.
    Asked(Asked),
}

/// A question as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    /// How it is answered, where that is not plain.
    pub(crate) how: String,
    pub(crate) optional: bool,
    /// What is wrong, and how to mend it.
    pub(crate) error: Option<String>,
    pub(crate) control: Control,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Control {
    /// One line. `keys` is the keyboard of a phone.
    Line { value: String, keys: &'static str },
    /// Several lines.
    Lines { value: String },
    /// Large targets to touch: one of them, or several.
    Targets { several: bool, scale: bool, stars: bool, choices: Vec<Target>, other: Option<Other> },
    /// A list that opens.
    List { choices: Vec<Target>, other: Option<Other> },
    /// A place for each choice, 1 to `numbers`.
    Places { rows: Vec<Place>, numbers: Vec<usize> },
}

/// A choice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Target {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
    /// Whether it asks for a text.
    pub(crate) is_other: bool,
}

/// The text beside the choice “other”.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Other {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) error: Option<String>,
}

/// A choice that gets a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) field: String,
    pub(crate) label: String,
    pub(crate) chosen: usize,
}

impl Place {
    /// Whether a number is the one chosen.
    pub(crate) fn is(&self, number: &usize) -> bool {
        self.chosen == *number
    }
}

impl Asked {
    /// What stands for it in addresses within the page. Names of questions may have dots, which are fine there.
    pub(crate) fn id(&self) -> String {
        format!("q-{}", self.name)
    }

    /// Whether it is one box, which its label names; else a group of several.
    pub(crate) fn is_single(&self) -> bool {
        matches!(self.control, Control::Line { .. } | Control::Lines { .. })
            || matches!(&self.control, Control::List { other: None, .. })
    }

    /// What else a screen reader says of it: ids of the texts about it.
    pub(crate) fn described_by(&self) -> String {
        let parts = [(!self.hint.is_empty(), "hint"), (!self.how.is_empty(), "how"), (self.error.is_some(), "error")];
        let ids = parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{}-{part}", self.id()));
        ids.collect::<Vec<_>>().join(" ")
    }
}

/// What is drawn of a screen.
pub(crate) struct Drawer<'a> {
    pub(crate) form: &'a Form,
    pub(crate) state: &'a State<'a>,
    pub(crate) walk: &'a Walk,
    pub(crate) lang: Lang,
}

impl Drawer<'_> {
    fn text(&self, texts: &chiso_questionnaire::Texts) -> String {
        let language = &self.walk.language;
        self.state.fill(self.form.text(texts, language), language)
    }

    /// The names of the groups around a screen, from the outside; those without a text left out.
    pub(crate) fn groups(&self, page: &Page) -> Vec<String> {
        let names = page.groups.iter().map(|number| self.text(&self.form.items()[*number].label));
        names.filter(|name| !name.trim().is_empty()).collect()
    }

    /// Everything on a screen that is asked or read now.
    pub(crate) fn parts(&self, page: &Page) -> Vec<Part> {
        let shown = page.items.iter().copied().filter(|number| self.state.is_relevant(*number));
        shown.filter_map(|number| self.part(number)).collect()
    }

    fn part(&self, number: usize) -> Option<Part> {
        let item = &self.form.items()[number];
        let label = self.text(&item.label);
        match &item.kind {
            Kind::Group => (!label.is_empty()).then(|| Part::Heading { text: label, hint: self.text(&item.hint) }),
            Kind::Note => Some(Part::Note(paragraphs(&label))),
            Kind::Calculate(_) => None,
            Kind::Question(_) if item.is_grid_head() => {
                (!label.is_empty()).then(|| Part::Heading { text: label, hint: self.text(&item.hint) })
            }
            Kind::Question(question) => Some(Part::Asked(self.asked(number, item, question, label))),
        }
    }

    fn asked(&self, number: usize, item: &Item, question: &Question, label: String) -> Asked {
        let control = self.control(number, item, question);
        Asked {
            name: item.name.clone(),
            label,
            hint: self.text(&item.hint),
            how: self.how(question, &control),
            optional: !self.state.is_required(number),
            error: self.error(&item.name),
            control,
        }
    }

    fn problem(&self, name: &str) -> Option<&AnswerProblem> {
        self.walk.problems.iter().find(|problem| problem.name == name)
    }

    fn error(&self, name: &str) -> Option<String> {
        self.problem(name).map(|problem| problem.message(self.state, &self.walk.language))
    }

    /// What is wrong, after the question that it is about.
    pub(crate) fn about(&self, problem: &AnswerProblem) -> String {
        let message = problem.message(self.state, &self.walk.language);
        match self.form.item(&problem.name) {
            Some(item) => format!("{}: {message}", self.question(item)),
            None => message,
        }
    }

    /// What was typed and cannot be read.
    fn typed(&self, name: &str) -> Option<&str> {
        self.walk.typed.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }

    fn how(&self, question: &Question, control: &Control) -> String {
        match (&question.kind, control) {
            (QuestionType::SelectMultiple(_), _) => say(self.lang, "answer-how-several"),
            (QuestionType::Rank(_), _) => say(self.lang, "answer-how-rank"),
            (QuestionType::Date, _) => say(self.lang, "answer-how-day"),
            (QuestionType::Decimal, _) => say(self.lang, "answer-how-decimal"),
            (QuestionType::Range(range), Control::Line { .. }) => {
                let number = |number: f64| self.number(number).into();
                let values = [("from", number(range.start)), ("to", number(range.end)), ("step", number(range.step))];
                say_with(self.lang, "answer-how-range", &values)
            }
            _ => String::new(),
        }
    }

    /// A number as people write it, without marks between thousands, which nobody types either.
    fn number(&self, number: f64) -> String {
        let text = shortest(number);
        if self.lang == Lang::Vi { text.replace('.', ",") } else { text }
    }

    fn line(&self, name: &str) -> String {
        match (self.typed(name), self.walk.answers.get(name)) {
            (Some(typed), _) => typed.to_owned(),
            (None, Some(Answer::Decimal(number))) => self.number(*number),
            (None, Some(Answer::Date(date))) => day(*date, self.lang),
            (None, Some(answer)) => answer.written(),
            (None, None) => String::new(),
        }
    }

    /// What stands in a field: a day as it is typed, in figures, since that is what is read.
    fn field(&self, name: &str) -> String {
        match self.walk.answers.get(name) {
            Some(Answer::Date(date)) if self.typed(name).is_none() => day(*date, Lang::Vi),
            _ => self.line(name),
        }
    }

    fn control(&self, number: usize, item: &Item, question: &Question) -> Control {
        let line = |keys| Control::Line { value: self.field(&item.name), keys };
        match &question.kind {
            QuestionType::Text if item.appearance == Some(Appearance::Multiline) => {
                Control::Lines { value: self.line(&item.name) }
            }
            QuestionType::Text | QuestionType::Date => line("text"),
            QuestionType::Integer => line("numeric"),
            QuestionType::Decimal => line("decimal"),
            QuestionType::Range(range) => self.range(item, range),
            QuestionType::SelectOne(_) | QuestionType::SelectMultiple(_) => {
                self.choices(number, item, matches!(question.kind, QuestionType::SelectMultiple(_)))
            }
            QuestionType::Rank(_) => self.places(number, item),
        }
    }

    fn range(&self, item: &Item, range: &Range) -> Control {
        let numbers = range.numbers();
        if numbers.len() > NUMBERS {
            let keys = if range.is_whole() && range.start >= 0.0 { "numeric" } else { "decimal" };
            return Control::Line { value: self.line(&item.name), keys };
        }
        let chosen = self.walk.answers.get(&item.name).and_then(Answer::number);
        let target = |number: f64| Target {
            value: shortest(number),
            label: self.number(number),
            chosen: chosen.is_some_and(|chosen| (chosen - number).abs() < 1e-9),
            is_other: false,
        };
        let stars = item.appearance == Some(Appearance::Rating);
        let choices = numbers.into_iter().map(target).collect();
        Control::Targets { several: false, scale: true, stars, choices, other: None }
    }

    fn label(&self, choice: &Choice) -> String {
        let text = self.text(&choice.label);
        if text.is_empty() { choice.code.clone() } else { text }
    }

    fn choices(&self, number: usize, item: &Item, several: bool) -> Control {
        let chosen = self.walk.answers.get(&item.name).map(Answer::codes).unwrap_or_default();
        let other = item.other_name().map(|name| Other { value: self.line(&name), error: self.error(&name), name });
        let choices: Vec<Target> = self
            .state
            .choices(number)
            .into_iter()
            .map(|choice| Target {
                value: choice.code.clone(),
                label: self.label(choice),
                chosen: chosen.contains(&choice.code.as_str()),
                is_other: other.is_some() && choice.code == OTHER,
            })
            .collect();
        if item.appearance == Some(Appearance::Minimal) && !several {
            return Control::List { choices, other };
        }
        let labels: Vec<&str> = choices.iter().map(|choice| choice.label.as_str()).collect();
        let scale = !several && other.is_none() && side_by_side(&labels) && self.is_scale(item);
        Control::Targets { several, scale, stars: false, choices, other }
    }

    /// Whether a question is a row of a grid or says itself that its choices are a scale.
    fn is_scale(&self, item: &Item) -> bool {
        let in_table =
            item.parent.is_some_and(|parent| self.form.items()[parent].appearance == Some(Appearance::TableList));
        in_table || matches!(item.appearance, Some(Appearance::Likert | Appearance::ListNolabel))
    }

    fn places(&self, number: usize, item: &Item) -> Control {
        let order = self.walk.answers.get(&item.name).map(Answer::codes).unwrap_or_default();
        let choices = self.state.choices(number);
        let row = |choice: &&Choice| {
            let field = format!("{}/{}", item.name, choice.code);
            let chosen = match self.typed(&field) {
                Some(typed) => typed.trim().parse().unwrap_or(0),
                None => order.iter().position(|code| *code == choice.code).map_or(0, |place| place + 1),
            };
            Place { field, label: self.label(choice), chosen }
        };
        Control::Places { rows: choices.iter().map(row).collect(), numbers: (1..=choices.len()).collect() }
    }
}

impl Drawer<'_> {
    /// An answer in words, for looking over.
    pub(crate) fn said(&self, item: &Item) -> Option<String> {
        let answer = self.walk.answers.get(&item.name)?;
        let select = item.answerable()?.kind.select();
        let Some(select) = select else { return Some(self.line(&item.name)) };
        let choices = self.form.choices(&select.list);
        let label = |code: &str| {
            let label = choices.iter().find(|choice| choice.code == code).map(|choice| self.label(choice));
            let text = item.other_name().filter(|_| code == OTHER).map(|name| self.line(&name)).unwrap_or_default();
            let label = label.unwrap_or_else(|| code.to_owned());
            if text.is_empty() { label } else { format!("{label}: {text}") }
        };
        let ranked = matches!(item.answerable()?.kind, QuestionType::Rank(_));
        let labels = answer
            .codes()
            .into_iter()
            .zip(1..)
            .map(|(code, place)| if ranked { format!("{place}. {}", label(code)) } else { label(code) });
        Some(labels.collect::<Vec<_>>().join("; "))
    }

    /// The question of an item as it is read.
    pub(crate) fn question(&self, item: &Item) -> String {
        self.text(&item.label)
    }
}

/// Whether choices have room side by side on a phone.
fn side_by_side(labels: &[&str]) -> bool {
    let longest = if labels.len() > SCALE_FEW { SCALE_WORD } else { SCALE_LABEL };
    let fits = |label: &&str| {
        label.chars().count() <= SCALE_LABEL && label.split_whitespace().all(|word| word.chars().count() <= longest)
    };
    (3..=SCALE).contains(&labels.len()) && labels.iter().all(fits)
}

/// A text of several lines, line by line.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_choices_stand_side_by_side_where_no_word_would_break() {
        let five = ["Rất tệ", "Tệ", "Tạm", "Tốt", "Rất tốt"];
        for (labels, expected) in [
            (&five[..2], false),
            (&five[..3], true),
            (&five[..], true),
            (&["Very poor", "Poor", "Fair", "Good", "Excellent"], true),
            (&["Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied"], false),
            (&["Dissatisfied", "Neither", "Satisfied", "Not applicable"], true),
            (&["Very well indeed, I should think", "Well", "Not"], false),
            (&["1", "2", "3", "4", "5", "6", "7", "8"], false),
        ] {
            assert_eq!(side_by_side(labels), expected, "{labels:?}");
        }
    }

    #[test]
    fn a_tablet_has_the_same_limits() {
        let module = include_str!("../../assets/interview/parts.js");
        let limits =
            [("SCALE", SCALE), ("SCALE_LABEL", SCALE_LABEL), ("SCALE_WORD", SCALE_WORD), ("SCALE_FEW", SCALE_FEW)];
        for (name, limit) in limits {
            assert!(module.contains(&format!("const {name} = {limit};\n")), "{name}");
        }
    }
}
