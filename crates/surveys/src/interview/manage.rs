//! `/{lang}/surveys/{survey}/interviews`: who interviews which group, and how far each has come.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::{Lang, decimal};
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::{Mode, Phase};
use chiso_web::parts::{Cell, Choice, Column, Empty, Field, Form, KeyFacts, Row, Table, TableQuery, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, Sheet, at, form_to, go};

use super::accounts::Account;
use super::assign::{Assigned, proposed};
use super::holders::Holders;
use super::outcome::Came;
use super::progress::Visited;
use crate::entry::Surveys;
use crate::frame::{SurveyPath, address, sheet};
use crate::held::Held;
use crate::people::told_in_steps;
use crate::results::interviewer;
use crate::words::{WORDS, say, say_with};

/// What follows the survey's address.
pub(crate) const INTERVIEWS: &str = "/interviews";
/// Groups of a page: each is a list to choose from.
const GROUPS: usize = 50;
/// The field that says whose a group was when the page was made.
const SEEN: &str = "seen-";

/// Everything that the page is made of.
struct Stand {
    held: Arc<Held>,
    groups: Vec<SurveyGroup>,
    holders: Holders,
    accounts: Vec<Account>,
    /// Of groups that nobody has those of which the list of people means somebody.
    proposed: Vec<Assigned>,
}

/// The number of a group in the campaign, which names its fields.
fn number(group: &SurveyGroup) -> &str {
    group.id.rsplit('/').next().unwrap_or_default()
}

impl Surveys {
    async fn stand(&self, reader: &Reader, caller: &Caller, survey: &str) -> Result<Stand, PageError> {
        let held = self.to_mend(reader, caller, survey, Action::Change).await?;
        let refused = |refusal: Refusal| refusal.page(reader);
        if !held.campaign.setup.modes.contains(&Mode::Interview) {
            return Err(refused(Refusal::Hidden));
        }
        let mut groups = self.groups_called(&held, reader.lang).await.map_err(refused)?;
        groups
            .sort_by(|a, b| (interviewer(&a.design), &a.label, &a.id).cmp(&(interviewer(&b.design), &b.label, &b.id)));
        let holders = self.holders(&held).await.map_err(refused)?;
        let accounts = self.accounts(caller, &held).await.map_err(refused)?;
        let proposed = proposed(&groups, &holders, &accounts);
        Ok(Stand { held, groups, holders, accounts, proposed })
    }
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let stand = surveys.stand(&reader, &caller, &survey).await?;
    let query = TableQuery::of(&pairs);
    let form = stand.form(&reader, &caller, query.page.max(1));
    surveys.show(&reader, &caller, &stand, query, form, &pairs).await
}

/// `POST`: the groups of a page, or every proposal.
pub(super) async fn save(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let stand = surveys.stand(&reader, &caller, &survey).await?;
    let number = fields.get("page").parse().unwrap_or(1);
    let wanted = if fields.has("proposed") { stand.proposed.clone() } else { stand.wanted(&fields) };
    match surveys.assign(&caller, &stand.held, wanted).await {
        Ok(_) => {
            let page = format!("{}{INTERVIEWS}?page={number}", address(&stand.held));
            Ok(go(&said(&at(&reader, &page), "said-interview-assigned")))
        }
        Err(refusal) => {
            let form = stand.form(&reader, &caller, number).fill(&fields);
            let (_, form) = refusal.into_form(&reader, form)?;
            let query = TableQuery::of(&[("page".to_owned(), number.to_string())]);
            surveys.show(&reader, &caller, &stand, query, form, &[]).await
        }
    }
}

impl Stand {
    fn open(&self) -> bool {
        self.held.campaign.phase <= Phase::Open
    }

    fn on_page(&self, page: usize) -> impl Iterator<Item = &SurveyGroup> {
        self.groups.iter().skip((page.max(1) - 1) * GROUPS).take(GROUPS)
    }

    /// What a page sent.
    fn wanted(&self, fields: &Fields) -> Vec<Assigned> {
        let account = |name: String| Some(fields.get(&name).to_owned()).filter(|account| !account.is_empty());
        let shown = self.groups.iter().filter(|group| fields.has(number(group)));
        shown
            .map(|group| Assigned {
                group: group.id.clone(),
                seen: account(format!("{SEEN}{}", number(group))),
                to: account(number(group).to_owned()),
            })
            .collect()
    }

    fn form(&self, reader: &Reader, caller: &Caller, page: usize) -> Form {
        let lang = reader.lang;
        let rest = format!("{}{INTERVIEWS}", address(&self.held));
        let mut form = form_to(reader, caller, &rest).hidden("page", page.to_string());
        for group in self.on_page(page) {
            let now = self.holders.now.get(&group.id);
            let proposed = self.proposed.iter().find(|proposed| proposed.group == group.id);
            let proposed = proposed.and_then(|proposed| proposed.to.as_ref());
            let chosen = now.or(proposed);
            let mut choices: Vec<Choice> = self
                .accounts
                .iter()
                .map(|account| {
                    Choice::new(&account.id, format!("{} ({})", account.name, account.mail))
                        .chosen(chosen == Some(&account.id))
                })
                .collect();
            // Somebody who lost the role keeps the group until it is given to another.
            if let Some(gone) = now.filter(|now| self.accounts.iter().all(|account| account.id != **now)) {
                choices.push(Choice::new(gone, say(lang, "interview-account-gone")).chosen(true));
            }
            let nobody = Some(say(lang, "interview-nobody"));
            let mut field = Field::select(lang, number(group), &group.label, nobody, choices).optional();
            if proposed.is_some() {
                field = field.hint(say(lang, "interview-proposed"));
            }
            form = form.hidden(format!("{SEEN}{}", number(group)), now.cloned().unwrap_or_default()).field(field);
        }
        form.submit(say(lang, "interview-assign-save"))
    }

    fn name(&self, group: &SurveyGroup, lang: Lang) -> Cell {
        let Some(account) = self.holders.now.get(&group.id) else {
            return Cell::None(say(lang, "interview-nobody"));
        };
        let found = self.accounts.iter().find(|known| known.id == *account);
        found.map_or_else(|| Cell::None(say(lang, "interview-account-gone")), |found| Cell::text(&found.name))
    }
}

impl Surveys {
    async fn show(
        &self,
        reader: &Reader,
        caller: &Caller,
        stand: &Stand,
        query: TableQuery,
        form: Form,
        pairs: &[(String, String)],
    ) -> Result<Response, PageError> {
        let lang = reader.lang;
        let visited = self.visited(&stand.held, caller.now_us).await.map_err(|refusal| refusal.page(reader))?;
        let table = table(reader, stand, &visited, query);
        let least = count(u64::from(stand.held.campaign.setup.least), lang);
        let mut page: Sheet<'_> = sheet(reader, &stand.held, INTERVIEWS, say(lang, "interview-title"))
            .said_in(&WORDS, pairs)
            .lead(say_with(lang, "interview-lead", &[("least", least.into())]));
        if !stand.groups.is_empty() {
            page = page.part(&facts(stand, &visited, lang));
        }
        page = page.section(say(lang, "interview-progress"), &table);
        // Once it is closed, what was sent too late comes back with why.
        if (stand.open() || form.has_errors()) && !stand.groups.is_empty() {
            if stand.open() && !stand.proposed.is_empty() {
                let rest = format!("{}{INTERVIEWS}", address(&stand.held));
                let accept = form_to(reader, caller, &rest)
                    .hidden("proposed", "1")
                    .submit(say_with(lang, "interview-accept", &[("count", stand.proposed.len().into())]))
                    .quiet();
                page = page.form_under(say(lang, "interview-proposals"), &accept);
            }
            if stand.accounts.is_empty() {
                page = page.part(&self.no_accounts(reader, caller, &stand.held));
            }
            page = page.form_under(say(lang, "interview-assign"), &form);
        }
        page.show()
    }

    /// That nobody can be chosen, and who changes that.
    fn no_accounts(&self, reader: &Reader, caller: &Caller, held: &Held) -> Empty {
        let lang = reader.lang;
        let agency = self.agency_title(caller, &held.campaign.setup.owner, lang);
        let told = |key: &str| say_with(lang, key, &[("agency", agency.clone().into())]);
        let empty = Empty::new(told("interview-no-accounts"), told("interview-no-accounts-help"));
        if anywhere(&caller.actor, Action::Create, Resource::Assignment) {
            return empty.first(say(lang, "interview-give-role"), at(reader, "/assignments/new"));
        }
        empty
    }
}

fn count(count: u64, lang: Lang) -> String {
    decimal(count as f64, 0, lang)
}

/// The outcomes that stand in a column together.
const COLUMNS: [(&str, &[Came]); 4] = [
    ("interview-came-interviewed", &[Came::Interviewed]),
    ("interview-came-refused", &[Came::Refused]),
    ("interview-not-met", &[Came::NotHome, Came::Elsewhere]),
    ("interview-cannot", &[Came::Unable, Came::Moved]),
];

fn facts(stand: &Stand, visited: &BTreeMap<String, Visited>, lang: Lang) -> KeyFacts {
    let with = |id: &String| stand.holders.now.contains_key(id);
    let sum = |of: &dyn Fn(&Visited) -> u64| {
        visited.iter().filter(|(id, _)| with(id)).map(|(_, visited)| of(visited)).sum::<u64>()
    };
    let mut facts = KeyFacts::default();
    let without = stand.groups.iter().filter(|group| !with(&group.id)).count();
    let note = say_with(lang, "interview-without", &[("count", without.into())]);
    facts.push(say(lang, "interview-groups-assigned"), count(stand.holders.now.len() as u64, lang), note);
    facts.push(say(lang, "interview-people"), count(sum(&|visited| visited.people), lang), "");
    facts.push(say(lang, "people-waiting"), count(sum(&|visited| visited.waiting), lang), "");
    facts.push(say(lang, "interview-visits"), count(sum(&|visited| visited.visits), lang), "");
    facts
}

fn table(reader: &Reader, stand: &Stand, visited: &BTreeMap<String, Visited>, query: TableQuery) -> Table {
    let lang = reader.lang;
    let none = Visited::default();
    let least = u64::from(stand.held.campaign.setup.least);
    let row = |group: &SurveyGroup| {
        let known = visited.get(&group.id).unwrap_or(&none);
        let label = interviewer(&group.design).map_or_else(|| Cell::None("–".to_owned()), Cell::text);
        let mut cells = vec![Cell::text(&group.label), label, stand.name(group, lang)];
        cells.extend([known.people, known.visits].map(|number| Cell::text(count(number, lang))));
        let of_people = [known.people - known.waiting].into_iter().chain(COLUMNS.map(|(_, came)| known.of(came)));
        cells.extend(of_people.map(|number| Cell::text(told_in_steps(number, least, lang))));
        Row::new(cells)
    };
    let mut columns: Vec<Column> =
        ["people-group", "interview-label", "interview-account"].map(|key| Column::text(say(lang, key))).into();
    let counted = ["people-invited", "interview-visits", "people-opened"].into_iter();
    let counted = counted.chain(COLUMNS.map(|(key, _)| key));
    columns.extend(counted.map(|key| Column::number(say(lang, key))));
    let rows: Vec<Row> = stand.on_page(query.page).map(row).collect();
    let rest = format!("{}{INTERVIEWS}", address(&stand.held));
    Table::new(lang, "interviews", say(lang, "interview-progress"), at(reader, &rest), query)
        .columns(columns)
        .page_rows(GROUPS)
        .rows(rows, stand.groups.len())
        .empty(Empty::new(say(lang, "people-nobody"), say(lang, "people-nobody-help")))
}
