//! `/{lang}/rounds/new/rulebook`: a new round, second step: by which rulebook, and like which earlier round. Then there is a draft.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use chiso_round::round::{Council, Setup, Visibility};
use chiso_web::parts::{Choice, Field, Form, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, PostedFile, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, Sheet, at, form_to, go};

use super::copy::copied;
use super::shelf::{Chosen, Shelf, Told, file_field, problems as told_problems, read};
use super::wizard::{Basics, NEW, RULEBOOK, stepper};
use crate::entry::Rounds;
use crate::held::Held;
use crate::list::ROUNDS;
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/new/rulebook`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let fields = Fields(pairs);
    let Ok(basics) = Basics::of(&rounds, &caller, &fields) else { return Ok(go(&at(&reader, NEW))) };
    let step = Step::of(&rounds, &reader, &caller, basics).await?;
    step.show(&step.choosing(), &step.uploading(), &[])
}

/// `POST /{lang}/rounds/new/rulebook`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let Ok(basics) = Basics::of(&rounds, &caller, &fields) else { return Ok(go(&at(&reader, NEW))) };
    let step = Step::of(&rounds, &reader, &caller, basics).await?;
    let drafted = match step.shelf().chosen(fields.get("rulebook")).await {
        Ok(chosen) => step.draft(chosen).await,
        Err(refusal) => Err(refusal),
    };
    match drafted {
        Ok(to) => Ok(go(&to)),
        Err(refusal) => {
            let (_, form) = refusal.into_form(&reader, step.choosing().fill(&fields))?;
            step.show(&form, &step.uploading(), &[])
        }
    }
}

/// `POST /{lang}/rounds/new/upload`
pub(super) async fn upload(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let Ok(basics) = Basics::of(&rounds, &caller, &fields) else { return Ok(go(&at(&reader, NEW))) };
    let step = Step::of(&rounds, &reader, &caller, basics).await?;
    let wrong = |key: &str| step.uploading().fill(&fields).wrong("file", say(reader.lang, key));
    let Some(file) = file else { return step.show(&step.choosing(), &wrong("round-new-no-file"), &[]) };
    match read(&file, step.basics.period, reader.lang, caller.now_us) {
        Ok(chosen) => match step.draft(chosen).await {
            Ok(to) => Ok(go(&to)),
            Err(refusal) => {
                let (_, form) = refusal.into_form(&reader, step.uploading().fill(&fields))?;
                step.show(&step.choosing(), &form, &[])
            }
        },
        Err(problems) => step.show(&step.choosing(), &wrong("round-new-bad-file"), &problems),
    }
}

/// The second step, as one caller has it before them.
struct Step<'a> {
    rounds: &'a Rounds,
    reader: &'a Reader,
    caller: &'a Caller,
    basics: Basics,
    /// Earlier rounds of the same agency, the newest first.
    earlier: Vec<Arc<Held>>,
}

impl<'a> Step<'a> {
    async fn of(
        rounds: &'a Rounds,
        reader: &'a Reader,
        caller: &'a Caller,
        basics: Basics,
    ) -> Result<Step<'a>, PageError> {
        let seen = rounds.seen_by(caller).await.map_err(|refusal| refusal.page(reader))?;
        let is_earlier = |held: &Arc<Held>| {
            held.round.setup.owner == basics.owner && held.round.setup.period.last_day() < basics.period.last_day()
        };
        let earlier = seen.into_iter().filter(is_earlier).collect();
        Ok(Step { rounds, reader, caller, basics, earlier })
    }

    fn shelf(&self) -> Shelf<'_> {
        Shelf { rounds: self.rounds, period: self.basics.period, others: &self.earlier, now: self.caller.now_us }
    }

    /// Makes the draft; gives the address of its setup.
    async fn draft(&self, chosen: Chosen) -> Result<String, Refusal> {
        let basics = &self.basics;
        let setup = Setup {
            title: basics.title.clone(),
            owner: basics.owner.clone(),
            period: basics.period,
            rulebook: chosen.text.reference.clone(),
            rulebook_hash: chosen.text.sha256.clone(),
            units: Vec::new(),
            deadlines: std::collections::BTreeMap::new(),
            appraisers: Vec::new(),
            council: Council::default(),
            visibility: Visibility::default(),
            second_check: false,
            simulated: false,
        };
        let (setup, key) = match self.earlier.iter().find(|held| held.id == basics.copy) {
            None => (setup, "said-round-drafted"),
            Some(held) => {
                let register = self.rounds.desk().register();
                let day = basics.period.last_day();
                let exists = |unit: &str| {
                    chiso_model::agency::AgencyId::new(unit).is_ok_and(|id| register.on(&id, day).is_some())
                };
                let before = &held.round.setup;
                let setup = copied(before, setup, &chosen.rules, exists);
                let all = setup.units.len() == before.units.len();
                (setup, if all { "said-round-copied" } else { "said-round-copied-part" })
            }
        };
        let id = self.rounds.draft(self.caller, setup, chosen.text).await?;
        Ok(said(&at(self.reader, &format!("{ROUNDS}/{id}/setup")), key))
    }

    /// The form in which one of the known rulebooks is chosen.
    fn choosing(&self) -> Form {
        let lang = self.reader.lang;
        let books = self.shelf();
        let of_rounds = self.earlier.iter().filter(|held| books.fits(&held.rulebook)).take(1).map(|held| {
            let title = held.round.setup.title.get(lang);
            Shelf::of_round(held, say_with(lang, "round-new-rulebook-of", &[("round", title.into())]), lang)
        });
        let choices: Vec<Choice> = of_rounds.chain(books.shipped(lang, |rulebook| books.fits(rulebook))).collect();
        let field = Field::radios(lang, "rulebook", say(lang, "round-new-rulebook"), choices)
            .hint(say(lang, "round-new-rulebook-hint"));
        self.with_copy(self.carried(RULEBOOK).field(field)).submit(say(lang, "round-new-draft"))
    }

    /// The form in which a rulebook is brought.
    fn uploading(&self) -> Form {
        let lang = self.reader.lang;
        self.with_copy(self.carried("/rounds/new/upload").field(file_field(lang))).submit(say(lang, "round-new-upload"))
    }

    fn carried(&self, to: &str) -> Form {
        let form = form_to(self.reader, self.caller, to);
        let pairs = self.basics.pairs().into_iter().filter(|(name, _)| *name != "copy");
        pairs.fold(form, |form, (name, value)| form.hidden(name, value))
    }

    fn with_copy(&self, form: Form) -> Form {
        if self.earlier.is_empty() {
            return form;
        }
        let lang = self.reader.lang;
        let of = |held: &Arc<Held>| {
            Choice::new(&held.id, held.round.setup.title.get(lang)).chosen(held.id == self.basics.copy)
        };
        let none = Some(say(lang, "round-new-copy-none"));
        let choices = self.earlier.iter().map(of).collect();
        form.field(
            Field::select(lang, "copy", say(lang, "round-new-copy"), none, choices)
                .hint(say(lang, "round-new-copy-hint"))
                .optional(),
        )
    }

    fn show(&self, choosing: &Form, uploading: &Form, problems: &[Told]) -> Result<Response, PageError> {
        let lang = self.reader.lang;
        let first = self.basics.address(NEW);
        let mut sheet = Sheet::new(self.reader, self.basics.address(RULEBOOK), say(lang, "round-new-title"))
            .within(ROUNDS)
            .under(say(lang, "rounds-title"), ROUNDS)
            .part(&stepper(self.reader, 2, &first));
        if !problems.is_empty() {
            let table = told_problems(self.reader, RULEBOOK, problems);
            sheet = sheet.section(say(lang, "round-new-problems"), &table);
        }
        sheet
            .form_under(say(lang, "round-new-choose"), choosing)
            .form_under(say(lang, "round-new-bring"), uploading)
            .show()
    }
}
