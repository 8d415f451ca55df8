//! `/{lang}/rounds/new/rulebook`: a new round, second step: by which rulebook, and like which earlier round. Then there is a draft.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use chiso_model::{Lang, Period, Text};
use chiso_round::Rules;
use chiso_round::round::{Council, Setup, Visibility};
use chiso_rulebook::definition::{Rulebook, Status};
use chiso_rulebook::{load_xlsx, load_yaml, to_yaml};
use chiso_store::rounds::RulebookText;
use chiso_web::parts::{Cell, Choice, Column, Field, Form, Row, Table, TableQuery, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, PostedFile, Reader, Upload};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, Sheet, at, form_to, go};
use sha2::Digest as _;

use super::copy::copied;
use super::wizard::{Basics, NEW, RULEBOOK, stepper};
use crate::entry::Rounds;
use crate::held::Held;
use crate::list::ROUNDS;
use crate::words::{say, say_with};

/// Before the reference of a shipped rulebook, in the field that chooses one.
const SHIPPED: &str = "shipped:";
/// Before the id of a round whose rulebook is taken.
const OF_ROUND: &str = "round:";

/// A rulebook by which a round can run.
struct Chosen {
    text: RulebookText,
    rules: Rules,
}

impl Chosen {
    /// A rulebook made ready for a period.
    ///
    /// # Errors
    /// Why no round can run by it in that period.
    fn new(rulebook: &Rulebook, text: &str, period: Period, now: i64) -> Result<Chosen, Vec<Text>> {
        let rules = Rules::new(rulebook, period).map_err(|errors| {
            errors.iter().map(|error| Text::new(error.message(Lang::Vi), error.message(Lang::En))).collect::<Vec<_>>()
        })?;
        if rules.self_scored().next().is_none() {
            return Err(vec![Text::new(
                "Bộ tiêu chí không có tiêu chí nào để đơn vị tự chấm điểm.",
                "The rulebook has no criterion that units score themselves.",
            )]);
        }
        let text = RulebookText {
            sha256: chiso_model::hex(&sha2::Sha256::digest(text.as_bytes())),
            reference: format!("{}/{}", rulebook.id, rulebook.edition),
            text: text.to_owned(),
            created: now,
        };
        Ok(Chosen { text, rules })
    }
}

/// A line of a table of problems: where, and what.
type Told = (String, String);

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
    let drafted = match step.chosen(fields.get("rulebook")).await {
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

/// Reads a rulebook that was brought. A text is kept as it is; of a workbook, what it says.
fn read(file: &Upload, period: Period, lang: Lang, now: i64) -> Result<Chosen, Vec<Told>> {
    let is_workbook = file.bytes.starts_with(b"PK");
    let text = String::from_utf8_lossy(&file.bytes);
    let loaded = if is_workbook { load_xlsx(&file.bytes, &file.name) } else { load_yaml(&text, &file.name) };
    let Some(rulebook) = loaded.rulebook else {
        let told = |problem: &chiso_rulebook::Problem| (problem.place.to_string(), problem.message(lang));
        return Err(loaded.problems.iter().map(told).collect());
    };
    let kept = if is_workbook { to_yaml(&rulebook) } else { text.into_owned() };
    let refused =
        |texts: Vec<Text>| texts.iter().map(|text| (file.name.clone(), text.get(lang).to_owned())).collect::<Vec<_>>();
    Chosen::new(&rulebook, &kept, period, now).map_err(refused)
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

    /// The rulebook that was chosen.
    async fn chosen(&self, value: &str) -> Result<Chosen, Refusal> {
        let unknown = || Refusal::field("rulebook", "Hãy chọn một bộ tiêu chí.", "Choose a rulebook.");
        let (rulebook, text) = if let Some(reference) = value.strip_prefix(SHIPPED) {
            let shipped = self.rounds.catalogue().rulebook(reference).map_err(|_| unknown())?;
            (shipped.rulebook.clone(), shipped.yaml.to_owned())
        } else {
            let id = value.strip_prefix(OF_ROUND).ok_or_else(unknown)?;
            let held = self.earlier.iter().find(|held| held.id == id).ok_or_else(unknown)?;
            let hash = held.round.setup.rulebook_hash.clone();
            let kept = self.rounds.desk().store().read(move |reader| reader.get::<RulebookText>(hash)).await?;
            (held.rulebook.as_ref().clone(), kept.ok_or_else(unknown)?.text)
        };
        Chosen::new(&rulebook, &text, self.basics.period, self.caller.now_us)
            .map_err(|told| Refusal::Fields(told.into_iter().map(|text| ("rulebook", text)).collect()))
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
        let in_force = |rulebook: &Rulebook| {
            Rules::new(rulebook, self.basics.period).is_ok_and(|rules| rules.self_scored().next().is_some())
        };
        let of_rounds = self.earlier.iter().filter(|held| in_force(&held.rulebook)).take(1).map(|held| {
            let title = held.round.setup.title.get(lang);
            Choice::new(
                format!("{OF_ROUND}{}", held.id),
                say_with(lang, "round-new-rulebook-of", &[("round", title.into())]),
            )
            .hint(described(&held.rulebook, lang))
        });
        let shipped = self.rounds.catalogue().rulebooks().iter().filter(|shipped| in_force(&shipped.rulebook));
        let shipped = shipped.map(|shipped| {
            Choice::new(format!("{SHIPPED}{}", shipped.reference()), shipped.rulebook.title.get(lang))
                .hint(described(&shipped.rulebook, lang))
        });
        let choices: Vec<Choice> = of_rounds.chain(shipped).collect();
        let field = Field::radios(lang, "rulebook", say(lang, "round-new-rulebook"), choices)
            .hint(say(lang, "round-new-rulebook-hint"));
        self.with_copy(self.carried(RULEBOOK).field(field)).submit(say(lang, "round-new-draft"))
    }

    /// The form in which a rulebook is brought.
    fn uploading(&self) -> Form {
        let lang = self.reader.lang;
        let field = Field::file(lang, "file", say(lang, "round-new-file"), ".yaml,.yml,.xlsx")
            .hint(say(lang, "round-new-file-hint"));
        self.with_copy(self.carried("/rounds/new/upload").field(field)).submit(say(lang, "round-new-upload"))
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
            let row = |(place, what): &Told| Row::new(vec![Cell::text(place), Cell::text(what)]);
            let columns = vec![Column::text(say(lang, "round-new-place")), Column::text(say(lang, "round-new-wrong"))];
            let base = at(self.reader, RULEBOOK);
            let table = Table::new(lang, "problems", say(lang, "round-new-problems"), base, TableQuery::of(&[]))
                .columns(columns)
                .page_rows(problems.len())
                .rows(problems.iter().map(row).collect(), problems.len());
            sheet = sheet.section(say(lang, "round-new-problems"), &table);
        }
        sheet
            .form_under(say(lang, "round-new-choose"), choosing)
            .form_under(say(lang, "round-new-bring"), uploading)
            .show()
    }
}

/// Edition, days and status of a rulebook, in a line.
fn described(rulebook: &Rulebook, lang: Lang) -> String {
    let status = match rulebook.status {
        Status::Official => "rulebook-official",
        Status::Reconstructed => "rulebook-reconstructed",
        Status::Illustrative => "rulebook-illustrative",
    };
    let days = chiso_workspace::house::moment::days(rulebook.valid.from, rulebook.valid.to, lang);
    let told = [
        ("reference", format!("{}/{}", rulebook.id, rulebook.edition).into()),
        ("days", days.into()),
        ("status", say(lang, status).into()),
    ];
    say_with(lang, "round-new-rulebook-about", &told)
}
