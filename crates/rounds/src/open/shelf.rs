//! Rulebooks by which a round can run: those that are shipped, those of other rounds, and those that are brought as a file.

use std::sync::Arc;

use chiso_engine::EngineError;
use chiso_model::{Lang, Period, Text};
use chiso_round::Rules;
use chiso_rulebook::definition::{Rulebook, Status};
use chiso_rulebook::{load_xlsx, load_yaml, to_yaml};
use chiso_store::rounds::RulebookText;
use chiso_store::{StoreError, Writer};
use chiso_web::parts::{Cell, Choice, Column, Field, Row, Table, TableQuery};
use chiso_web::{Reader, Upload};
use chiso_workspace::Refusal;
use chiso_workspace::house::at;
use sha2::Digest as _;

use crate::entry::Rounds;
use crate::held::Held;
use crate::words::{say, say_with};

/// Before the reference of a shipped rulebook, in the field that chooses one.
const SHIPPED: &str = "shipped:";
/// Before the id of a round whose rulebook is taken.
const OF_ROUND: &str = "round:";

/// A rulebook by which a round can run.
pub(super) struct Chosen {
    pub(super) text: RulebookText,
    pub(super) rules: Rules,
}

impl Chosen {
    /// A rulebook made ready for a period.
    ///
    /// # Errors
    /// Why no round can run by it in that period.
    fn new(rulebook: &Rulebook, text: &str, period: Period, now: i64) -> Result<Chosen, Vec<Text>> {
        let rules = Rules::new(rulebook, period).map_err(|errors| errors.iter().map(told).collect::<Vec<_>>())?;
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

/// Why no round can run by a rulebook. The engine speaks to those who type commands; here there are a year and a list to choose from.
fn told(error: &EngineError) -> Text {
    match error {
        EngineError::RulebookNotInForce { period, valid, .. } => Text::new(
            format!(
                "Bộ tiêu chí này không có hiệu lực trong năm {period} (hiệu lực: {valid}). Hãy chọn bộ tiêu chí khác hoặc năm khác."
            ),
            format!(
                "This rulebook is not in force in {period} (in force: {valid}). Choose another rulebook or another year."
            ),
        ),
        other => Text::new(other.message(Lang::Vi), other.message(Lang::En)),
    }
}

/// Keeps the text of a rulebook, where it is not kept already.
pub(crate) fn keep_text(writer: &mut Writer<'_>, text: &RulebookText) -> Result<(), StoreError> {
    if writer.get::<RulebookText>(text.sha256.clone())?.is_none() {
        writer.insert(text)?;
    }
    Ok(())
}

/// A line of a table of problems: where, and what.
pub(super) type Told = (String, String);

/// Reads a rulebook that was brought. A text is kept as it is; of a workbook, what it says.
pub(super) fn read(file: &Upload, period: Period, lang: Lang, now: i64) -> Result<Chosen, Vec<Told>> {
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

/// The field in which a rulebook is brought.
pub(super) fn file_field(lang: Lang) -> Field {
    Field::file(lang, "file", say(lang, "round-new-file"), ".yaml,.yml,.xlsx").hint(say(lang, "round-new-file-hint"))
}

/// Everything that is wrong with a rulebook that was brought. `base` is the address of the page after the language.
pub(super) fn problems(reader: &Reader, base: &str, problems: &[Told]) -> Table {
    let lang = reader.lang;
    let row = |(place, what): &Told| Row::new(vec![Cell::text(place), Cell::text(what)]);
    let columns = vec![Column::text(say(lang, "round-new-place")), Column::text(say(lang, "round-new-wrong"))];
    Table::new(lang, "problems", say(lang, "round-new-problems"), at(reader, base), TableQuery::of(&[]))
        .columns(columns)
        .page_rows(problems.len())
        .rows(problems.iter().map(row).collect(), problems.len())
}

/// The rulebooks that can be chosen for a round.
pub(super) struct Shelf<'a> {
    pub(super) rounds: &'a Rounds,
    /// The period that is to be assessed.
    pub(super) period: Period,
    /// Rounds whose rulebook can be taken as well.
    pub(super) others: &'a [Arc<Held>],
    /// When a rulebook is taken, microseconds since 1970.
    pub(super) now: i64,
}

impl Shelf<'_> {
    /// Whether a round of the period could run by a rulebook.
    pub(super) fn fits(&self, rulebook: &Rulebook) -> bool {
        usable(rulebook, self.period)
    }

    /// Whether a round could run by a rulebook in the first year that it is in force.
    pub(super) fn fits_some_year(&self, rulebook: &Rulebook) -> bool {
        self.fits(rulebook) || usable(rulebook, Period::year(rulebook.valid.from.year()))
    }

    /// The choice of the rulebook of another round.
    pub(super) fn of_round(held: &Held, label: String, lang: Lang) -> Choice {
        Choice::new(format!("{OF_ROUND}{}", held.id), label).hint(described(&held.rulebook, lang))
    }

    /// The choices of shipped rulebooks that pass a test.
    pub(super) fn shipped(&self, lang: Lang, passes: impl Fn(&Rulebook) -> bool) -> Vec<Choice> {
        let shipped = self.rounds.catalogue().rulebooks().iter().filter(|shipped| passes(&shipped.rulebook));
        let choice = |shipped: &chiso_catalogue::ShippedRulebook| {
            Choice::new(format!("{SHIPPED}{}", shipped.reference()), shipped.rulebook.title.get(lang))
                .hint(described(&shipped.rulebook, lang))
        };
        shipped.map(choice).collect()
    }

    /// The rulebook that was chosen.
    ///
    /// # Errors
    /// Beside the field `rulebook`: that it is none of those here, or why no round of the period can run by it; the store.
    pub(super) async fn chosen(&self, value: &str) -> Result<Chosen, Refusal> {
        let unknown = || Refusal::field("rulebook", "Hãy chọn một bộ tiêu chí.", "Choose a rulebook.");
        let (rulebook, text) = if let Some(reference) = value.strip_prefix(SHIPPED) {
            let shipped = self.rounds.catalogue().rulebook(reference).map_err(|_| unknown())?;
            (shipped.rulebook.clone(), shipped.yaml.to_owned())
        } else {
            let id = value.strip_prefix(OF_ROUND).ok_or_else(unknown)?;
            let held = self.others.iter().find(|held| held.id == id).ok_or_else(unknown)?;
            let hash = held.round.setup.rulebook_hash.clone();
            let kept = self.rounds.desk().store().read(move |reader| reader.get::<RulebookText>(hash)).await?;
            (held.rulebook.as_ref().clone(), kept.ok_or_else(unknown)?.text)
        };
        Chosen::new(&rulebook, &text, self.period, self.now)
            .map_err(|told| Refusal::Fields(told.into_iter().map(|text| ("rulebook", text)).collect()))
    }
}

fn usable(rulebook: &Rulebook, period: Period) -> bool {
    Rules::new(rulebook, period).is_ok_and(|rules| rules.self_scored().next().is_some())
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
