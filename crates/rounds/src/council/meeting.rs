//! `/{lang}/rounds/{round}/council/meetings/{meeting}`: who is there, the votes, the decision.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::round::{AgendaItem, Decision, Meeting};
use chiso_round::{Evidence, Proof};
use chiso_round::{RoundCommand, Stage};
use chiso_web::parts::{Cell, Choice, Column, Definitions, Field, Form, Row, Table, TableQuery, read_day, said};
use chiso_web::{Caller, PageError, PostedFields, PostedFile, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, Sheet, at, form_to, go, new_id};

use crate::chain::score;
use crate::entry::Rounds;
use crate::frame::{UnitPath, address, sheet};
use crate::held::Held;
use crate::named::Named;
use crate::words::{WORDS, say, say_with};

/// What the page is about.
struct Open {
    held: Arc<Held>,
    names: Named,
    meeting: Meeting,
    /// The units of which the caller is not shown what is judged: their own.
    hidden: BTreeSet<String>,
}

/// `GET /{lang}/rounds/{round}/council/meetings/{meeting}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, meeting)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let open = find(&rounds, &reader, &caller, &round, &meeting).await?;
    let forms = Forms::of(&rounds, &reader, &caller, &open);
    open.sheet(&reader).said_in(&WORDS, &pairs).show_with(&reader, &open, forms)
}

/// `POST …/present`
pub(super) async fn attend(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, meeting)): UnitPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let open = find(&rounds, &reader, &caller, &round, &meeting).await?;
    let members = fields.all("member").map(str::to_owned).collect();
    let done = rounds.act_on_round(&caller, &round, RoundCommand::Attend { meeting, members }).await.map(|_| ());
    let mut forms = Forms::of(&rounds, &reader, &caller, &open);
    let form = forms.attend.take().map(|form| form.fill(&fields));
    open.answer(&reader, done, "said-present", form, |forms, form| forms.attend = Some(form), forms)
}

/// `POST …/votes`: every item at once; items left without a choice are not voted on.
pub(super) async fn vote(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, meeting)): UnitPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let open = find(&rounds, &reader, &caller, &round, &meeting).await?;
    let person = caller.actor.person.clone().unwrap_or_default();
    let written = !open.meeting.present.contains(&person);
    let mut done = Ok(());
    let mut voted = 0;
    for (index, item) in open.meeting.agenda.iter().enumerate() {
        let choice = match fields.get(&format!("vote-{index}")) {
            "" => continue,
            "abstain" => None,
            choice => Some(choice.parse().unwrap_or(usize::MAX)),
        };
        let command = RoundCommand::Vote {
            meeting: meeting.clone(),
            unit: item.unit.clone(),
            node: item.node.clone(),
            choice,
            written,
            remark: fields.get(&format!("remark-{index}")).to_owned(),
        };
        done = rounds.act_on_round(&caller, &round, command).await.map(|_| ());
        voted += 1;
        if done.is_err() {
            break;
        }
    }
    if voted == 0 {
        done = Err(Refusal::whole("Hãy chọn phương án cho ít nhất một nội dung.", "Choose for at least one item."));
    }
    let mut forms = Forms::of(&rounds, &reader, &caller, &open);
    let form = forms.vote.take().map(|form| form.fill(&fields));
    open.answer(&reader, done, "said-voted", form, |forms, form| forms.vote = Some(form), forms)
}

/// `POST …/conclusion`
pub(super) async fn conclude(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, meeting)): UnitPath,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let open = find(&rounds, &reader, &caller, &round, &meeting).await?;
    let done = async {
        let on = read_day(fields.get("decided"))
            .ok_or_else(|| Refusal::field("decided", "Hãy nhập ngày ký có thật.", "Enter the real day of signing."))?;
        rounds.may(&caller, Action::Change, Resource::CouncilDecision, &open.held.round.setup.owner, &[])?;
        let paper = match file {
            Some(upload) => {
                let (name, size) = (upload.name.clone(), upload.bytes.len() as u64);
                let hash = rounds.desk.take_file(&caller, upload).await?;
                let proof = Proof::File { hash: hash.to_string(), name: name.clone(), size, media: String::new() };
                Some(Evidence { id: new_id(), title: name, proof })
            }
            None => None,
        };
        let said = |name: &str| fields.get(name).trim().to_owned();
        let decision = Decision { number: said("number"), on, place: said("signed-at") };
        rounds.conclude(&caller, &round, meeting.clone(), decision, said("minutes"), paper).await
    };
    let done = done.await;
    let mut forms = Forms::of(&rounds, &reader, &caller, &open);
    let form = forms.conclude.take().map(|form| form.fill(&fields));
    open.answer(&reader, done, "said-concluded", form, |forms, form| forms.conclude = Some(form), forms)
}

async fn find(
    rounds: &Rounds,
    reader: &Reader,
    caller: &Caller,
    round: &str,
    meeting: &str,
) -> Result<Open, PageError> {
    let held = rounds.open(reader, caller, round).await?;
    let refused = |refusal: Refusal| refusal.page(reader);
    rounds.may(caller, Action::See, Resource::CouncilDecision, &held.round.setup.owner, &[]).map_err(refused)?;
    let meeting = held.round.meeting(meeting).cloned().ok_or_else(|| refused(Refusal::Hidden))?;
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let units = meeting.agenda.iter().map(|item| item.unit.clone());
    let hidden = units.filter(|unit| !rounds.shows_judgement(caller, &held, unit)).collect();
    Ok(Open { held, names, meeting, hidden })
}

/// The forms that a person may send now.
#[derive(Default)]
struct Forms {
    attend: Option<Form>,
    vote: Option<Form>,
    conclude: Option<Form>,
}

impl Forms {
    fn of(rounds: &Rounds, reader: &Reader, caller: &Caller, open: &Open) -> Forms {
        if open.meeting.concluded.is_some() {
            return Forms::default();
        }
        let owner = &open.held.round.setup.owner;
        let may = |action| rounds.may(caller, action, Resource::CouncilDecision, owner, &[]).is_ok();
        let person = caller.actor.person.as_deref().unwrap_or_default();
        let votes = open.held.round.setup.council.members.contains(person) && may(Action::Approve);
        let leads = may(Action::Change);
        Forms {
            attend: leads.then(|| open.attend_form(reader, caller)),
            vote: if votes { open.vote_form(rounds, reader, caller) } else { None },
            conclude: leads.then(|| open.conclude_form(reader, caller)),
        }
    }
}

trait ShowWith {
    fn show_with(self, reader: &Reader, open: &Open, forms: Forms) -> Result<Response, PageError>;
}

impl ShowWith for Sheet<'_> {
    fn show_with(self, reader: &Reader, open: &Open, forms: Forms) -> Result<Response, PageError> {
        let lang = reader.lang;
        let mut page = self.part(&open.facts(lang)).section(say(lang, "council-agenda"), &open.agenda(reader));
        let titled =
            [("council-attendance", forms.attend), ("council-vote", forms.vote), ("council-conclude", forms.conclude)];
        for (title, form) in titled {
            if let Some(form) = form {
                page = page.form_under(WORDS.say(lang, title), &form);
            }
        }
        page.show()
    }
}

impl Open {
    fn address(&self, rest: &str) -> String {
        format!("{}/council/meetings/{}{rest}", address(&self.held), self.meeting.id)
    }

    fn sheet<'a>(&self, reader: &'a Reader) -> Sheet<'a> {
        let lang = reader.lang;
        let title = [("day", chiso_model::day(self.meeting.on, lang).into())];
        sheet(
            reader,
            &self.held,
            &format!("/council/meetings/{}", self.meeting.id),
            say_with(lang, "council-meeting", &title),
        )
        .under(say(lang, "council-title"), &format!("{}/council", address(&self.held)))
    }

    /// Leads back to the meeting where something was done; otherwise shows the form that says what is wrong.
    fn answer(
        &self,
        reader: &Reader,
        done: Result<(), Refusal>,
        key: &str,
        form: Option<Form>,
        put: impl FnOnce(&mut Forms, Form),
        mut forms: Forms,
    ) -> Result<Response, PageError> {
        let refusal = match done {
            Ok(()) => return Ok(go(&said(&at(reader, &self.address("")), key))),
            Err(refusal) => refusal,
        };
        let Some(form) = form else { return Err(refusal.page(reader)) };
        let (status, form) = refusal.into_form(reader, form)?;
        put(&mut forms, form);
        let status = if status == StatusCode::OK { StatusCode::UNPROCESSABLE_ENTITY } else { status };
        self.sheet(reader).status(status).show_with(reader, self, forms)
    }

    fn facts(&self, lang: Lang) -> Definitions {
        let council = self.meeting.council(&self.held.round.setup.council);
        let took_part = self.meeting.took_part(council).len();
        let told =
            [("took", took_part.into()), ("members", council.members.len().into()), ("quorum", council.quorum.into())];
        let lines = Definitions::new()
            .line(
                say(lang, "council-place"),
                self.meeting.place.clone().unwrap_or_else(|| say(lang, "council-in-writing")),
            )
            .line(say(lang, "council-took-part"), say_with(lang, "council-took-part-of", &told));
        let Some(conclusion) = &self.meeting.concluded else { return lines };
        let decision = &conclusion.decision;
        let named = [
            ("number", decision.number.clone().into()),
            ("day", chiso_model::day(decision.on, lang).into()),
            ("place", decision.place.clone().into()),
        ];
        let lines = lines
            .line(say(lang, "council-decision"), say_with(lang, "council-decision-named", &named))
            .line(say(lang, "council-minutes"), conclusion.minutes.clone());
        match conclusion.paper.as_ref().map(|paper| &paper.proof) {
            Some(Proof::File { hash, name, .. }) => {
                lines.line(say(lang, "council-paper"), format!("{name} (SHA-256 {hash})"))
            }
            _ => lines,
        }
    }

    fn agenda(&self, reader: &Reader) -> Table {
        let lang = reader.lang;
        let council = self.meeting.council(&self.held.round.setup.council);
        // What was carried of their own units are shown where the round lets them see what the council decides.
        let decided = self.meeting.concluded.is_some() && self.held.round.units_see(Stage::Council);
        let row = |item: &AgendaItem| {
            let count = item.count(council);
            let hides = self.hidden.contains(&item.unit);
            let told: Vec<String> = item
                .proposals
                .iter()
                .zip(&count.votes)
                .map(|(proposal, votes)| {
                    let told =
                        [("points", score(proposal.points, &self.held, lang).into()), ("votes", (*votes).into())];
                    say_with(lang, "council-votes", &told)
                })
                .collect();
            let told = if hides { say(lang, "council-own-hidden") } else { told.join("; ") };
            let number =
                |count: usize| if hides { Cell::None("–".to_owned()) } else { Cell::text(count.to_string()) };
            let carried = count.carried.and_then(|carried| item.proposals.get(carried));
            let carried = if hides && !decided {
                Cell::None("–".to_owned())
            } else {
                carried.map_or_else(
                    || Cell::None(say(lang, "council-not-carried")),
                    |proposal| Cell::text(score(proposal.points, &self.held, lang)),
                )
            };
            Row::new(vec![
                Cell::text(self.names.get(&item.node, lang)),
                Cell::text(self.names.get(&item.unit, lang)),
                Cell::text(told),
                number(count.abstained),
                number(count.silent),
                carried,
            ])
        };
        let rows: Vec<Row> = self.meeting.agenda.iter().map(row).collect();
        let count = rows.len();
        Table::new(lang, "agenda", say(lang, "council-agenda"), at(reader, &self.address("")), TableQuery::of(&[]))
            .columns(vec![
                Column::text(say(lang, "appraisal-criterion")),
                Column::text(say(lang, "appraisal-unit")),
                Column::text(say(lang, "council-proposals")),
                Column::number(say(lang, "council-abstained")),
                Column::number(say(lang, "council-silent")),
                Column::number(say(lang, "council-carried")),
            ])
            .page_rows(count.max(1))
            .rows(rows, count)
            .empty(chiso_web::parts::Empty::new(say(lang, "council-no-items"), say(lang, "council-no-items-help")))
    }

    fn attend_form(&self, reader: &Reader, caller: &Caller) -> Form {
        let lang = reader.lang;
        let members = self.held.round.setup.council.members.iter();
        let members = members
            .map(|id| Choice::new(id, self.names.get(id, lang)).chosen(self.meeting.present.contains(id)))
            .collect();
        form_to(reader, caller, &self.address("/present"))
            .field(Field::boxes(lang, "member", say(lang, "council-present"), members).optional())
            .submit(say(lang, "council-note-present"))
    }

    /// The items on which this person has not voted; none where nothing is left.
    fn vote_form(&self, rounds: &Rounds, reader: &Reader, caller: &Caller) -> Option<Form> {
        let lang = reader.lang;
        let me = rounds.by(caller, &self.held).ok()?;
        let open: Vec<(usize, &AgendaItem)> =
            self.meeting.agenda.iter().enumerate().filter(|(_, item)| !item.votes.contains_key(&me.person)).collect();
        if open.is_empty() {
            return None;
        }
        let mut form = form_to(reader, caller, &self.address("/votes"));
        for (index, item) in open {
            let own = self.held.round.is_conflicted(&me, &item.unit);
            let abstain = Choice::new("abstain", say(lang, "council-abstain"));
            let choices = item.proposals.iter().enumerate().filter(|_| !own).map(|(choice, proposal)| {
                let told = [("points", score(proposal.points, &self.held, lang).into())];
                Choice::new(choice.to_string(), say_with(lang, "council-for", &told)).hint(proposal.reason.clone())
            });
            let label = format!("{}: {}", self.names.get(&item.unit, lang), self.names.get(&item.node, lang));
            let field =
                Field::radios(lang, format!("vote-{index}"), label, choices.chain([abstain]).collect()).optional();
            let why = rounds.why_not("conflict-vote", caller, &self.held, [item.unit.as_str()], lang);
            let field = if let Some(why) = why { field.hint(why) } else { field };
            let remark =
                Field::text(lang, format!("remark-{index}"), say(lang, "council-remark")).limit(1_000).optional();
            form = form.field(field).field(remark);
        }
        Some(form.submit(say(lang, "council-send-vote")))
    }

    fn conclude_form(&self, reader: &Reader, caller: &Caller) -> Form {
        let lang = reader.lang;
        form_to(reader, caller, &self.address("/conclusion"))
            .field(
                Field::text(lang, "number", say(lang, "council-number"))
                    .short()
                    .limit(60)
                    .hint(say(lang, "council-number-hint")),
            )
            .field(Field::day(lang, "decided", say(lang, "council-signed-on")))
            .field(Field::text(lang, "signed-at", say(lang, "council-signed-at")).limit(100))
            .field(Field::area(lang, "minutes", say(lang, "council-minutes"), 5).limit(20_000))
            .field(Field::file(lang, "paper", say(lang, "council-paper"), ".pdf,.docx,.p7s").optional())
            .submit(say(lang, "council-conclude-now"))
    }
}
