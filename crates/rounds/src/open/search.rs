//! Looking among agencies while a form is filled in: words, level, the agency above. What was ticked stays ticked while one looks on, without scripts.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use chiso_model::Lang;
use chiso_model::agency::{AgencyOnDay, Level, Register};
use chiso_web::parts::{Choice, Field, Form};
use chiso_web::{Fields, fold};
use chiso_workspace::agencies::AgencyFilter;

use crate::words::say;

/// Agencies on a page.
pub(super) const ROWS: usize = 200;

/// What is looked for, and which page of it is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Search {
    words: String,
    level: String,
    within: String,
    page: usize,
}

/// Buttons of a search, in the middle of a form. The first button of a form is what the Enter key means.
#[derive(Template)]
#[template(
    source = r#"<div class="buttons">{% for (name, value, label) in buttons %}<button type="submit" class="quiet" name="{{ name }}" value="{{ value }}">{{ label }}</button>{% endfor %}</div>"#,
    ext = "html"
)]
struct Buttons {
    buttons: Vec<(&'static str, String, String)>,
}

impl Search {
    /// What was asked for, in an address or with a form.
    pub(super) fn of(fields: &Fields) -> Search {
        Search {
            words: fields.get("q").to_owned(),
            level: fields.get("level").to_owned(),
            within: fields.get("within").to_owned(),
            page: fields.get("turn").parse().unwrap_or(1).clamp(1, 10_000),
        }
    }

    /// Whether a form was sent only to look further.
    pub(super) fn looks(fields: &Fields) -> bool {
        fields.get("act") == "search" || fields.has("turn")
    }

    /// Those of some agencies that are looked for: within an agency means below it.
    pub(super) fn among<'r>(&self, register: &Register, agencies: Vec<AgencyOnDay<'r>>) -> Vec<AgencyOnDay<'r>> {
        let filter = AgencyFilter {
            words: self.words.clone(),
            kind: String::new(),
            level: self.level.clone(),
            within: self.within.clone(),
        };
        let mut found = filter.among(register, agencies);
        found.retain(|agency| agency.id().as_str() != self.within);
        found
    }

    /// Whether nothing in particular is looked for.
    pub(super) fn is_for_all(&self) -> bool {
        self.words.is_empty() && self.level.is_empty() && self.within.is_empty()
    }

    /// Address with what is looked for.
    pub(super) fn address(&self, base: &str) -> String {
        let pairs = [("q", &self.words), ("level", &self.level), ("within", &self.within)];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        if pairs.is_empty() {
            return base.to_owned();
        }
        format!("{base}?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
    }

    /// What of a list stands on the page.
    pub(super) fn page<'t, T>(&self, found: &'t [T]) -> &'t [T] {
        let last = found.len().saturating_sub(1) / ROWS;
        let from = (self.page - 1).min(last) * ROWS;
        found.get(from..found.len().min(from + ROWS)).unwrap_or_default()
    }

    /// The form with fields to look for agencies among some, and a button for it.
    pub(super) fn asked(&self, lang: Lang, register: &Register, among: &[AgencyOnDay<'_>], form: Form) -> Form {
        let (levels, above) = filters(lang, register, among);
        let buttons = vec![("act", "search".to_owned(), say(lang, "units-search"))];
        let chosen = |choices: Vec<Choice>, id: &str| -> Vec<Choice> {
            choices.into_iter().map(|choice| if choice.id == *id { choice.chosen(true) } else { choice }).collect()
        };
        let words = Field::text(lang, "q", say(lang, "units-find")).value(&self.words).limit(200).optional();
        let mut form = form.field(words.hint(say(lang, "units-find-hint")));
        if levels.len() > 1 {
            let levels = chosen(levels, &self.level);
            let every = Some(say(lang, "units-every"));
            form = form.field(Field::select(lang, "level", say(lang, "units-level"), every, levels).optional());
        }
        if above.len() > 1 {
            let above = chosen(above, &self.within);
            let anywhere = Some(say(lang, "units-anywhere"));
            let field = Field::search_select(lang, "within", say(lang, "units-within"), anywhere, above);
            form = form.field(field.optional());
        }
        form.part(&Buttons { buttons })
    }

    /// The form with the ticks of agencies that do not stand on the page, and buttons to other pages of `total` agencies.
    pub(super) fn turned<'u>(
        &self,
        lang: Lang,
        form: Form,
        total: usize,
        elsewhere: impl IntoIterator<Item = &'u str>,
    ) -> Form {
        let form = elsewhere.into_iter().fold(form, |form, unit| form.hidden("unit", unit));
        let pages = total.div_ceil(ROWS).max(1);
        let page = self.page.min(pages);
        let mut buttons = Vec::new();
        if page > 1 {
            buttons.push(("turn", (page - 1).to_string(), say(lang, "units-before")));
        }
        if page < pages {
            buttons.push(("turn", (page + 1).to_string(), say(lang, "units-after")));
        }
        if buttons.is_empty() { form } else { form.part(&Buttons { buttons }) }
    }
}

/// The levels of some agencies and the agencies above them, as choices.
pub(super) fn filters(lang: Lang, register: &Register, among: &[AgencyOnDay<'_>]) -> (Vec<Choice>, Vec<Choice>) {
    let levels: BTreeSet<Level> = among.iter().map(|agency| agency.level).collect();
    let levels = levels.into_iter().map(|level| Choice::new(level.id(), level.name().get(lang))).collect();
    let parents: BTreeMap<&str, AgencyOnDay<'_>> = among
        .iter()
        .filter_map(|agency| agency.parent.and_then(|parent| register.on(parent, agency.day)))
        .map(|parent| (parent.id().as_str(), parent))
        .collect();
    let mut parents: Vec<(&str, &str)> = parents.iter().map(|(id, parent)| (*id, parent.title(lang))).collect();
    parents.sort_by_cached_key(|(_, title)| fold::key(title));
    (levels, parents.into_iter().map(|(id, title)| Choice::new(id, title)).collect())
}
