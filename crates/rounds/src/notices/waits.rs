//! What waits for somebody in rounds, for My work: criteria that are theirs, what they sign, what they appraise, what they vote on.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::assessment::Standing;
use chiso_round::{Assessment, By, Criterion, Deadline, Phase};
use chiso_web::parts::{Cell, Column, PAGE_ROWS, Row, Status, Table, TableQuery};
use chiso_web::{Caller, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Card, Told, Waiting, Waits, at};

use super::event::in_charge;
use super::inbox::NOTICES;
use crate::appraisal;
use crate::entry::Rounds;
use crate::frame::{address, criterion_address, unit_address};
use crate::held::Held;
use crate::named::agency_title;
use crate::staff::agencies_of;
use crate::standing::badge;
use crate::unit::left::{announced, left, urgency};
use crate::words::{say, say_with};

type Files = BTreeMap<String, Arc<Assessment>>;

impl Waiting for Rounds {
    fn waits<'a>(&'a self, reader: &'a Reader, caller: &'a Caller, pairs: &'a [(String, String)]) -> Told<'a> {
        Box::pin(async move {
            let mut waits = Waits::default();
            let mut mine = Vec::new();
            for held in self.seen_by(caller).await? {
                if !Phase::TIMED.contains(&held.round.phase) {
                    continue;
                }
                let by = self.by(caller, &held)?;
                let look = Look { rounds: self, reader, caller, by: &by, held: &held };
                waits.cards.extend(look.appraisal().await?);
                waits.cards.extend(look.votes());
                let files = look.own_files().await?;
                waits.cards.extend(look.signatures(&files));
                mine.extend(look.criteria(&files));
            }
            if !mine.is_empty() {
                waits.lists.push((say(reader.lang, "waits-criteria"), criteria_table(reader, mine, pairs)));
            }
            let unread = self.unread_notices(caller).await?;
            if unread > 0 {
                waits.cards.push(Card {
                    title: say_with(reader.lang, "waits-notices", &[("count", unread.into())]),
                    text: say(reader.lang, "waits-notices-why"),
                    rest: NOTICES.to_owned(),
                    status: None,
                });
            }
            Ok(waits)
        })
    }
}

/// One round, looked at for one person.
struct Look<'a> {
    rounds: &'a Rounds,
    reader: &'a Reader,
    caller: &'a Caller,
    by: &'a By,
    held: &'a Held,
}

/// A criterion that waits for somebody: when it is due, and its row.
type Mine = (Option<i64>, Row);

impl Look<'_> {
    fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// A card of this round, with the deadline of its phase.
    fn card(&self, title: String, rest: String) -> Card {
        let (lang, now) = (self.lang(), self.caller.now_us);
        let round = self.held.round.setup.title.get(lang);
        let deadline = self.held.round.deadline(self.held.round.phase);
        let text = match deadline {
            Some(deadline) => format!("{round} · {}, {}", announced(deadline, lang), left(deadline, now, lang)),
            None => round.to_owned(),
        };
        let status = deadline.map(|deadline| urgency(deadline, now)).filter(|status| *status != Status::Open);
        Card { title, text, rest, status }
    }

    fn unit_title(&self, unit: &str) -> String {
        let day = self.held.round.setup.period.last_day();
        agency_title(&self.rounds.desk.register(), unit, day).get(self.lang()).to_owned()
    }

    /// The caller's queue of appraisals.
    async fn appraisal(&self) -> Result<Option<Card>, Refusal> {
        let setup = &self.held.round.setup;
        let appraises = matches!(self.held.round.phase, Phase::FirstAppraisal | Phase::SecondAppraisal)
            && setup.appraisers.iter().any(|appraiser| appraiser.person == self.by.person);
        if !appraises {
            return Ok(None);
        }
        let count = appraisal::waiting(self.held, self.caller, self.by, &self.rounds.all_assessments(self.held).await?);
        let title = || say_with(self.lang(), "waits-appraisal", &[("count", count.into())]);
        Ok((count > 0).then(|| self.card(title(), format!("{}/appraisal", address(self.held)))))
    }

    /// Meetings on whose agenda the caller has not voted on everything.
    fn votes(&self) -> Vec<Card> {
        if !self.held.round.setup.council.members.contains(&self.by.person) {
            return Vec::new();
        }
        let open = self.held.round.meetings.iter().filter(|meeting| meeting.concluded.is_none());
        open.filter_map(|meeting| {
            let left = meeting.agenda.iter().filter(|item| {
                !item.votes.contains_key(&self.by.person) && !self.held.round.is_conflicted(self.by, &item.unit)
            });
            let count = left.count();
            let title = || {
                let day = chiso_model::day(meeting.on, self.lang());
                say_with(self.lang(), "waits-votes", &[("count", count.into()), ("day", day.into())])
            };
            let rest = || format!("{}/council/meetings/{}", address(self.held), meeting.id);
            (count > 0).then(|| self.card(title(), rest()))
        })
        .collect()
    }

    /// The files of the units in which the caller holds a role themselves, or that the agency in which they do answers for.
    async fn own_files(&self) -> Result<Files, Refusal> {
        let roles = &self.caller.actor.assignments;
        if roles.iter().all(|role| role.agency.is_none()) {
            return Ok(Files::new());
        }
        let register = self.rounds.desk.register();
        let is_theirs = |unit: &str| {
            let agencies = agencies_of(self.held, &register, unit, self.caller.day);
            roles.iter().any(|role| role.agency.as_ref().is_some_and(|agency| agencies.contains(agency)))
        };
        let units = self.held.round.setup.units.iter().map(|entrant| entrant.unit.clone());
        self.rounds.assessments(self.held, units.filter(|unit| is_theirs(unit)).collect()).await
    }

    /// Files that are finished and wait for the caller's signature.
    fn signatures(&self, files: &Files) -> Vec<Card> {
        let may = |resource, unit: &str| {
            let may = self.rounds.may_at(self.caller, Action::Submit, resource, self.held, unit, None);
            // Whoever still has to show the second factor is asked for it on the way.
            matches!(may, Ok(()) | Err(Refusal::SecondFactor))
        };
        let card = |key: &str, unit: &str, rest: &str| {
            let title = say_with(self.lang(), key, &[("unit", self.unit_title(unit).into())]);
            self.card(title, format!("{}{rest}", unit_address(self.held, unit)))
        };
        let of = |(unit, file): (&String, &Arc<Assessment>)| match self.held.round.phase {
            Phase::SelfAssessment if finished(self.held, file) && may(Resource::SelfScore, unit) => {
                Some(card("waits-submit", unit, "/submit"))
            }
            Phase::Explanation if answered(file) && may(Resource::Explanation, unit) => {
                Some(card("waits-explain", unit, "/explain/submit"))
            }
            _ => None,
        };
        files.iter().filter_map(of).collect()
    }

    /// Criteria that the caller sees to and has not finished.
    fn criteria(&self, files: &Files) -> Vec<Mine> {
        let own = |unit: &String, file: &Arc<Assessment>| -> Vec<Mine> {
            let theirs = |criterion: &&Criterion| in_charge(file, &criterion.id) == Some(self.by.person.as_str());
            self.held.rules.self_scored().filter(theirs).filter_map(|c| self.criterion(unit, file, c)).collect()
        };
        files.iter().flat_map(|(unit, file)| own(unit, file)).collect()
    }

    fn criterion(&self, unit: &str, file: &Assessment, criterion: &Criterion) -> Option<Mine> {
        let lang = self.lang();
        let item = file.item(&criterion.id)?;
        let standing = file.standing(self.held.frame(unit), criterion, self.caller.now_us);
        let phase = self.held.round.deadline(self.held.round.phase);
        let own = item.assigned.as_ref().and_then(|assigned| assigned.due.as_ref());
        let (due, rest) = match standing {
            Standing::Empty | Standing::Entered | Standing::Returned => {
                (own.or(phase), criterion_address(self.held, unit, &criterion.id))
            }
            Standing::Reopened => {
                let until = item.reopened.as_ref().map(|reopened| &reopened.until);
                (until.or(phase), criterion_address(self.held, unit, &criterion.id))
            }
            Standing::Asked if self.held.round.phase == Phase::Explanation => {
                (phase, format!("{}/explain/criteria/{}", unit_address(self.held, unit), criterion.id))
            }
            _ => return None,
        };
        let title = self.held.node_title(&criterion.id)?;
        let row = Row::new(vec![
            Cell::text(title.get(lang)),
            Cell::text(format!("{} · {}", self.held.round.setup.title.get(lang), self.unit_title(unit))),
            due.map_or_else(|| Cell::None("–".to_owned()), |due| self.due(due)),
            badge(standing, lang).into(),
        ]);
        Some((due.and_then(|due| due.moment().ok()), row.to(at(self.reader, &rest))))
    }

    fn due(&self, due: &Deadline) -> Cell {
        let (lang, now) = (self.lang(), self.caller.now_us);
        Cell::text(format!("{}, {}", announced(due, lang), left(due, now, lang)))
    }
}

/// Whether a unit's self-assessment is finished and not signed.
fn finished(held: &Held, file: &Assessment) -> bool {
    !file.is_submitted() && held.rules.self_scored().all(|c| file.item(&c.id).is_some_and(|item| item.ready))
}

/// Whether a unit has answered everything it was asked, and not signed.
fn answered(file: &Assessment) -> bool {
    let mut asked = file.items.values().filter(|item| item.asked().is_some()).peekable();
    file.explained.is_none() && asked.peek().is_some() && asked.all(|item| item.answer.is_some())
}

/// What is due first stands first; what has no day of its own stands last.
fn criteria_table(reader: &Reader, mut mine: Vec<Mine>, pairs: &[(String, String)]) -> Table {
    let lang = reader.lang;
    mine.sort_by_key(|(due, _)| due.unwrap_or(i64::MAX));
    let (query, total) = (TableQuery::of(pairs), mine.len());
    let rows = mine.into_iter().map(|(_, row)| row).skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).collect();
    Table::new(lang, "criteria", say(lang, "waits-criteria"), at(reader, "/work"), query)
        .columns(vec![
            Column::text(say(lang, "waits-criterion")),
            Column::text(say(lang, "waits-about")),
            Column::text(say(lang, "waits-due")),
            Column::text(say(lang, "waits-standing")),
        ])
        .rows(rows, total)
}
