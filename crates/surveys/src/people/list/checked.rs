//! What a list that is right would do: how many would be invited, in which groups, how the sample would be computed, and who can be reached by no letter.

use axum::response::Response;
use chiso_model::{Lang, decimal};
use chiso_web::parts::{Definitions, Flash, Form};
use chiso_web::{PageError, Reader};
use chiso_workspace::Refusal;

use super::group_table::group_table;
use super::groups::alike;
use super::person::{PeopleList, Person};
use crate::entry::Surveys;
use crate::held::Held;
use crate::people::people_sheet;
use crate::words::{say, say_with};

impl Surveys {
    /// The page of a list that is right, of which nobody is invited yet.
    pub(super) async fn checked(
        &self,
        reader: &Reader,
        held: &Held,
        list: &PeopleList,
        form: &Form,
    ) -> Result<Response, PageError> {
        let lang = reader.lang;
        let refused = |refusal: Refusal| refusal.page(reader);
        let people = &list.people;
        let groups = alike(people);
        let sizes = groups.values().map(|group| group.people.len() as u64);
        let named: Vec<(String, u64)> = self.names_of(held, &groups, lang).into_iter().zip(sizes).collect();
        let sample = self.sample_columns(held, people).await.map_err(refused)?;
        let has = |column: &str| people.first().is_some_and(|person| person.design.contains_key(column));
        let lack = self.lack(held, has, lang).await.map_err(refused)?;
        let facts = Definitions::new()
            .line(say(lang, "people-invited"), number(people.len(), lang))
            .line(say(lang, "people-unreached"), unreached(people, lang))
            .line(say(lang, "people-groups"), number(groups.len(), lang))
            .line(say(lang, "people-sample-columns"), joined(&sample, "people-sample-none", lang))
            .line(say(lang, "people-unread"), joined(&list.unread, "people-none", lang));
        let lead = if lack.is_some() { "people-checked-lacks" } else { "people-checked" };
        let mut sheet = people_sheet(reader, held, "/invite", say(lang, "people-invite")).lead(say(lang, lead));
        if let Some(lack) = lack {
            sheet = sheet.flash(Flash::warning(lack));
        }
        sheet.part(&facts).section(say(lang, "people-groups"), &group_table(&named, lang)).form(form).show()
    }
}

fn number(count: usize, lang: Lang) -> String {
    decimal(count as f64, 0, lang)
}

fn joined(columns: &[String], none: &str, lang: Lang) -> String {
    if columns.is_empty() { say(lang, none) } else { columns.join(", ") }
}

/// How many have neither a mail address nor a phone number.
fn unreached(people: &[Person], lang: Lang) -> String {
    match people.iter().filter(|person| person.mail.is_none() && person.phone.is_none()).count() {
        0 => say(lang, "people-none"),
        count => say_with(lang, "people-by-slips", &[("count", number(count, lang).into())]),
    }
}
