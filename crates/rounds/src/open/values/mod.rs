//! `/{lang}/rounds/{round}/setup/values`: values that join from surveys, statistics, dossiers and other indices: from a file, from published figures, or typed for one unit. Never by the unit.

mod file;
mod indices;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_facts::Place;
use chiso_model::{Lang, shortest};
use chiso_round::assessment::Joined;
use chiso_round::{Assessment, AssessmentCommand, Phase, Stage};
use chiso_rulebook::definition::{FactOrigin, Rule};
use chiso_store::files::File;
use chiso_web::parts::{Cell, Choice, Column, Empty, Field, Form, Row as Line, Table, TableQuery, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, PostedFile, Reader};
use chiso_workspace::house::{CSV, Links, Offer, Pairs, TableFile, at, form_to, go};
use chiso_workspace::{Desk, Refusal};

use self::rows::{Bad, Found, Row, Wanted, has, wanted};
use super::mend::{page as part_page, part};
use super::which::which;
use crate::chain::points;
use crate::entry::Rounds;
use crate::entry_form::{mark, rule_of};
use crate::frame::{RoundPath, UnitPath};
use crate::held::Held;
use crate::named::Named;
use crate::words::{say, say_with};

/// Rows of a table of a dry run.
const ROWS: usize = 100;

/// `GET /{lang}/rounds/{round}/setup/values`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Values::of(&rounds, &reader, &caller, &held).await?;
    of.show(&pairs, &of.bringing(), &of.typing(), StatusCode::OK)
}

/// `GET /{lang}/rounds/{round}/setup/values/template?form=`: a file to fill in, every number that joins for every unit.
pub(super) async fn template(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let (columns, rows) = file::template(&held, &str::to_owned);
    let form = pairs.iter().find(|(name, _)| name == "form").map_or("csv", |(_, value)| value.as_str());
    let file = TableFile { name: format!("values-{}", held.round.setup.period), head: columns, rows };
    file.answer(form).map_err(|refusal| refusal.page(&reader))
}

/// `POST /{lang}/rounds/{round}/setup/values/typed`: one value of one unit.
pub(super) async fn typed(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Values::of(&rounds, &reader, &caller, &held).await?;
    let joined = match of.read(&fields) {
        Ok(row) => of.join_typed(row).await,
        Err(form) => return of.show(&[], &of.bringing(), &form, StatusCode::UNPROCESSABLE_ENTITY),
    };
    match joined {
        Ok(()) => Ok(of.joined()),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, of.typing().fill(&fields))?;
            of.show(&[], &of.bringing(), &form, status)
        }
    }
}

/// `POST /{lang}/rounds/{round}/setup/values/published`: every published figure of another index.
pub(super) async fn published(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Values::of(&rounds, &reader, &caller, &held).await?;
    let rows = of.published.clone();
    match of.join(Found { rows, bad: Vec::new() }).await {
        Ok(()) => Ok(of.joined()),
        Err(refusal) => Err(refusal.page(&reader)),
    }
}

/// `POST /{lang}/rounds/{round}/setup/values/offered`: the values of a publication elsewhere are put into a file, as if somebody had brought it; nothing joins before its dry run.
pub(super) async fn offered(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Values::of(&rounds, &reader, &caller, &held).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let found = of.offers.iter().find(|(offer, _)| offer.id == fields.get("offer"));
    let (offer, rows) = found.ok_or(Refusal::Hidden).map_err(refused)?;
    let bytes = file::written(&held, rows).csv();
    let hash = rounds.desk().keep_file(&caller, "values.csv", CSV, bytes).await.map_err(refused)?;
    Ok(go(&at(&reader, &of.trial(&hash.to_string(), &offer.source))))
}

/// `POST /{lang}/rounds/{round}/setup/values/file`: a file is brought; nothing joins before its dry run.
pub(super) async fn bring(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Values::of(&rounds, &reader, &caller, &held).await?;
    let taken = async {
        let file = file.ok_or_else(|| Refusal::field("file", "Hãy chọn một tệp.", "Choose a file."))?;
        rounds.desk().take_file(&caller, file).await
    };
    match taken.await {
        Ok(hash) => Ok(go(&at(&reader, &of.trial(&hash.to_string(), fields.get("source"))))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, of.bringing().fill(&fields))?;
            of.show(&[], &form, &of.typing(), status)
        }
    }
}

/// `GET /{lang}/rounds/{round}/setup/values/try/{file}?source=`: what a file says and what is wrong with it.
pub(super) async fn dry_run(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, file)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Values::of(&rounds, &reader, &caller, &held).await?;
    let source = Fields(pairs.clone()).get("source").to_owned();
    let found = of.try_file(&file, &source).await.map_err(|refusal| refusal.page(&reader))?;
    of.show_trial(&found, &file, &source, TableQuery::of(&pairs), StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/setup/values/try/{file}`: takes the values of a file in, all or none.
pub(super) async fn take_in(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, file)): UnitPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Values::of(&rounds, &reader, &caller, &held).await?;
    let source = fields.get("source");
    let found = of.try_file(&file, source).await.map_err(|refusal| refusal.page(&reader))?;
    if !found.bad.is_empty() {
        return of.show_trial(&found, &file, source, TableQuery::of(&[]), StatusCode::UNPROCESSABLE_ENTITY);
    }
    match of.join(found).await {
        Ok(()) => Ok(of.joined()),
        Err(refusal) => Err(refusal.page(&reader)),
    }
}

/// The values of a round as one caller has them before them.
struct Values<'a> {
    rounds: &'a Rounds,
    reader: &'a Reader,
    caller: &'a Caller,
    held: &'a Held,
    names: Named,
    assessments: BTreeMap<String, Arc<Assessment>>,
    /// Published figures that have not joined yet, or with another value.
    published: Vec<Row>,
    /// Publications of other parts of the system, and those of their values that have not joined yet.
    offers: Vec<(Offer, Vec<Row>)>,
}

impl<'a> Values<'a> {
    async fn of(
        rounds: &'a Rounds,
        reader: &'a Reader,
        caller: &'a Caller,
        held: &'a Held,
    ) -> Result<Values<'a>, PageError> {
        let refused = |refusal: Refusal| refusal.page(reader);
        let names = rounds.names(held).await.map_err(|error| refused(error.into()))?;
        let assessments = rounds.all_assessments(held).await.map_err(refused)?;
        let imported = rounds.desk().imported_figures().await.map_err(|error| refused(error.into()))?;
        let figures = if imported.is_empty() {
            indices::figures(held, rounds.catalogue())
        } else {
            indices::figures(held, &rounds.catalogue().with_figures(&imported).0)
        };
        let mut others = Vec::new();
        for other in rounds.all().await.map_err(refused)? {
            if indices::concerns(held, &other) {
                let computed = rounds.issued(&other, Stage::Correction).await.map_err(refused)?;
                others.push((other, computed));
            }
        }
        let mut published = indices::rounds(held, &others);
        // What was published here has the document at hand; a figure from elsewhere is taken where there is none.
        let here: BTreeSet<_> = published.iter().map(Row::key).collect();
        let figures: Vec<Row> = figures.into_iter().filter(|row| !here.contains(&row.key())).collect();
        published.extend(figures);
        let joined = |row: &Row| assessments.get(&row.unit).is_some_and(|unit| unit.joined.contains(&row.value));
        published.retain(|row| !joined(row));
        let mut offers = Vec::new();
        for (year, wanted) in indices::wanted_by_year(held) {
            for offer in rounds.desk().offers(year, &wanted).await.map_err(refused)? {
                // Nothing made up joins in what is not.
                if offer.simulated && !held.round.setup.simulated {
                    continue;
                }
                let mut rows = indices::offered(held, year, &offer);
                rows.retain(|row| !joined(row));
                if !rows.is_empty() {
                    offers.push((offer, rows));
                }
            }
        }
        Ok(Values { rounds, reader, caller, held, names, assessments, published, offers })
    }

    fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// Takes values in, all or none.
    async fn join(&self, found: Found) -> Result<(), Refusal> {
        self.rounds.act_on_units(self.caller, &self.held.id, found.commands()).await
    }

    /// Takes a value in that the caller typed.
    async fn join_typed(&self, row: Row) -> Result<(), Refusal> {
        let command = AssessmentCommand::JoinTyped { value: row.value };
        self.rounds.act_on_unit(self.caller, &self.held.id, &row.unit, vec![command]).await.map(|_| ())
    }

    fn joined(&self) -> Response {
        go(&said(&at(self.reader, &part(self.held, "/values")), "said-values-joined"))
    }

    /// Address of the dry run of a file after the language.
    fn trial(&self, file: &str, source: &str) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("source", source).finish();
        format!("{}?{query}", part(self.held, &format!("/values/try/{file}")))
    }

    /// What a file says, judged by the round.
    async fn try_file(&self, file: &str, source: &str) -> Result<Found, Refusal> {
        let key = file.to_owned();
        let known = self.rounds.desk().store().read(move |reader| reader.get::<File>(key)).await?;
        // Files of others are nobody's business, even by their hash.
        if known.is_none_or(|known| known.made_by != Desk::actor_of(self.caller)) {
            return Err(Refusal::Hidden);
        }
        let (name, bytes) = self.rounds.desk().file(file).await?;
        let register = self.rounds.desk().register();
        let found = file::read(self.held, &register, &name, &bytes, source, self.lang());
        Ok(found.judged(self.held, &self.rounds.by(self.caller, self.held)?, &|id| self.names.of(id), self.lang()))
    }

    /// The value that was typed.
    ///
    /// # Errors
    /// The form that says what is wrong.
    fn read(&self, fields: &Fields) -> Result<Row, Box<Form>> {
        let lang = self.lang();
        let mut form = self.typing().fill(fields);
        let setup = &self.held.round.setup;
        let among = setup.units.iter().map(|entrant| entrant.unit.as_str()).collect();
        let text = match fields.get(&Field::picked("unit")) {
            "" => fields.get("unit"),
            picked => picked,
        };
        let unit = which(&self.rounds.desk().register(), setup.period.last_day(), &among, text);
        let wanted = wanted(self.held);
        let input = wanted.iter().find(|wanted| key(wanted) == fields.get("indicator")).map(|wanted| wanted.input);
        let value = mark(fields.get("value"));
        let source = fields.get("source");
        if let Err(several) = &unit {
            let several: Vec<Choice> = several.iter().map(|(id, title)| Choice::new(id, title)).collect();
            form = form.wrong("unit", say(lang, "values-unit-missing")).candidates("unit", &several);
        }
        if input.is_none() {
            form = form.wrong("indicator", say(lang, "values-indicator-missing"));
        }
        match &value {
            Ok(Some(_)) => {}
            Ok(None) => form = form.wrong("value", say(lang, "values-value-missing")),
            Err(text) => form = form.wrong("value", text.get(lang)),
        }
        if source.is_empty() {
            form = form.wrong("source", say(lang, "values-source-missing"));
        }
        match (unit, input, value) {
            (Ok(unit), Some(input), Ok(Some(value))) if !source.is_empty() => {
                let value = Joined {
                    indicator: input.indicator.clone(),
                    period: input.earlier,
                    value,
                    source: source.to_owned(),
                };
                Ok(Row { place: Place::default(), unit, value })
            }
            _ => Err(Box::new(form)),
        }
    }

    fn typing(&self) -> Form {
        let lang = self.lang();
        let units = self.held.round.setup.units.iter();
        let units = units.map(|entrant| Choice::new(&entrant.unit, self.names.get(&entrant.unit, lang))).collect();
        let indicators = wanted(self.held).iter().map(|w| Choice::new(key(w), self.title(w))).collect();
        form_to(self.reader, self.caller, &part(self.held, "/values/typed"))
            .field(Field::find(lang, "unit", say(lang, "values-unit"), units))
            .field(Field::search_select(
                lang,
                "indicator",
                say(lang, "values-indicator"),
                Some(say(lang, "values-indicator-none")),
                indicators,
            ))
            .field(Field::number(lang, "value", say(lang, "values-value"), "").hint(say(lang, "entry-number-hint")))
            .field(
                Field::text(lang, "source", say(lang, "values-source"))
                    .hint(say(lang, "values-source-hint"))
                    .limit(500),
            )
            .submit(say(lang, "values-join"))
    }

    fn bringing(&self) -> Form {
        let lang = self.lang();
        form_to(self.reader, self.caller, &part(self.held, "/values/file"))
            .field(
                Field::file(lang, "file", say(lang, "values-file"), ".csv,.xlsx").hint(say(lang, "values-file-hint")),
            )
            .field(
                Field::text(lang, "source", say(lang, "values-source"))
                    .hint(say(lang, "values-file-source-hint"))
                    .limit(500)
                    .optional(),
            )
            .submit(say(lang, "values-try"))
    }

    /// What people call a number: the criterion, and where that reads several, which.
    fn title(&self, wanted: &Wanted<'_>) -> String {
        let lang = self.lang();
        let criterion = self.names.get(&wanted.criterion.id, lang);
        if wanted.criterion.inputs.len() == 1 {
            return criterion;
        }
        // The numbers of a survey are its options: how many chose each.
        let rule = self.held.node(&wanted.criterion.id).and_then(|node| rule_of(node, self.held));
        let option = match rule {
            Some(Rule::Survey { options }) => options.iter().find(|option| option.id == *wanted.input.name),
            _ => None,
        };
        let title = option.map_or(&wanted.input.title, |option| &option.title);
        format!("{criterion}: {}", title.get(lang))
    }

    /// Every number that joins, and for how many units it has.
    fn table(&self) -> Table {
        let lang = self.lang();
        let of = self.held.round.setup.units.len();
        let row = |wanted: &Wanted<'_>| {
            let known = self.assessments.values().filter(|assessment| has(assessment, wanted.input)).count();
            let counted = say_with(lang, "values-count", &[("count", known.into()), ("of", of.into())]);
            let cells = vec![
                Cell::text(self.title(wanted)),
                Cell::text(say(lang, origin(wanted.criterion.origin))),
                Cell::text(&wanted.input.indicator),
                Cell::text(counted),
            ];
            Line::new(cells)
        };
        let rows: Vec<Line> = wanted(self.held).iter().map(row).collect();
        let total = rows.len();
        let columns =
            ["values-column-number", "values-column-origin", "values-column-indicator", "values-column-units"];
        let base = at(self.reader, &part(self.held, "/values"));
        Table::new(lang, "values", say(lang, "setup-values"), base, TableQuery::of(&[]))
            .columns(columns.map(|key| Column::text(say(lang, key))).into())
            .page_rows(total.max(1))
            .rows(rows, total)
            .empty(Empty::new(say(lang, "values-none"), say(lang, "values-none-help")))
    }

    fn show(
        &self,
        pairs: &[(String, String)],
        bringing: &Form,
        typing: &Form,
        status: StatusCode,
    ) -> Result<Response, PageError> {
        let lang = self.lang();
        let mut page =
            part_page(self.reader, self.held, "/values", ("setup-values", "setup-values-lead"), pairs).status(status);
        if self.held.round.phase == Phase::Draft {
            let table = self.table();
            return page
                .part(&Empty::new(say(lang, "values-draft"), say(lang, "values-draft-help")))
                .part(&table)
                .show();
        }
        // What is needed first, then the ways to bring it; no ways where nothing is.
        page = page.section(say(lang, "values-wanted"), &self.table());
        if wanted(self.held).is_empty() {
            return page.show();
        }
        if !self.published.is_empty() {
            let told = [("count", self.published.len().into())];
            let form = form_to(self.reader, self.caller, &part(self.held, "/values/published")).submit(say_with(
                lang,
                "values-take-published",
                &told,
            ));
            page = page.form_under(say(lang, "values-published"), &form);
        }
        for (offer, rows) in &self.offers {
            let told = [("count", rows.len().into())];
            let form = form_to(self.reader, self.caller, &part(self.held, "/values/offered"))
                .hidden("offer", offer.id.clone())
                .submit(say_with(lang, "values-try-offered", &told));
            let title = offer.title.get(lang).to_owned();
            let ways = vec![(say(lang, "values-offered-page"), offer.rest.clone())];
            page = page
                .form_under(say_with(lang, "values-offered", &[("title", title.into())]), &form)
                .part(&Links::to(self.reader, ways));
        }
        let templates = [("values-template-csv", "csv"), ("values-template-xlsx", "xlsx")]
            .map(|(key, form)| (say(lang, key), part(self.held, &format!("/values/template?form={form}"))));
        page.form_under(say(lang, "values-from-file"), bringing)
            .part(&Links::to(self.reader, templates.into()))
            .form_under(say(lang, "values-typed"), typing)
            .show()
    }

    fn show_trial(
        &self,
        found: &Found,
        file: &str,
        source: &str,
        query: TableQuery,
        status: StatusCode,
    ) -> Result<Response, PageError> {
        let lang = self.lang();
        let rest = format!("/values/try/{file}");
        let base = at(self.reader, &part(self.held, &rest));
        let told = [("values", found.rows.len().into()), ("bad", found.bad.len().into())];
        let lead = if found.bad.is_empty() { "values-try-sound" } else { "values-try-bad" };
        let page = part_page(self.reader, self.held, &rest, ("values-trial", "setup-values-lead"), &[])
            .under(say(lang, "setup-values"), &part(self.held, "/values"))
            .lead(say_with(lang, lead, &told))
            .status(status);
        if !found.bad.is_empty() {
            let row = |bad: &Bad| Line::new(vec![Cell::text(bad.place.to_string()), Cell::text(&bad.why)]);
            let rows = found.bad.iter().skip(query.offset(ROWS)).take(ROWS).map(row).collect();
            let table = Table::new(lang, "problems", say(lang, "values-problems"), base, query)
                .columns(vec![Column::text(say(lang, "values-place")), Column::text(say(lang, "values-why"))])
                .page_rows(ROWS)
                .rows(rows, found.bad.len());
            let back = [(say(lang, "values-other-file"), part(self.held, "/values"))];
            return page.part(&table).part(&Links::to(self.reader, back.into())).show();
        }
        let titles: BTreeMap<String, String> =
            wanted(self.held).iter().map(|w| (w.input.indicator.clone(), self.title(w))).collect();
        let row = |row: &Row| {
            let indicator = &row.value.indicator;
            let value = row.value.value.value().map_or_else(|| points(row.value.value, lang), |v| plain(v, lang));
            Line::new(vec![
                Cell::text(self.names.get(&row.unit, lang)),
                Cell::text(titles.get(indicator).unwrap_or(indicator)),
                Cell::text(value),
                Cell::text(&row.value.source),
            ])
        };
        let rows = found.rows.iter().skip(query.offset(ROWS)).take(ROWS).map(row).collect();
        let columns = vec![
            Column::text(say(lang, "values-unit")),
            Column::text(say(lang, "values-indicator")),
            Column::number(say(lang, "values-value")),
            Column::text(say(lang, "values-source")),
        ];
        let table = Table::new(lang, "rows", say(lang, "values-rows"), base, query)
            .columns(columns)
            .page_rows(ROWS)
            .rows(rows, found.rows.len());
        let form = form_to(self.reader, self.caller, &part(self.held, &rest))
            .hidden("source", source)
            .submit(say_with(lang, "values-take-in", &told))
            .cancel(say(lang, "values-other-file"), at(self.reader, &part(self.held, "/values")));
        page.form(&form).part(&table).show()
    }
}

/// A number in a form: its indicator and, where it speaks of an earlier period, that.
fn key(wanted: &Wanted<'_>) -> String {
    let input = wanted.input;
    input.earlier.map_or_else(|| input.indicator.clone(), |period| format!("{}@{period}", input.indicator))
}

/// The key of where a number comes from.
const fn origin(origin: FactOrigin) -> &'static str {
    match origin {
        FactOrigin::Survey => "values-origin-survey",
        FactOrigin::Statistics => "values-origin-statistics",
        FactOrigin::Dossiers => "values-origin-dossiers",
        FactOrigin::Index => "values-origin-index",
        FactOrigin::SelfAssessment | FactOrigin::Leadership => "values-origin-other",
    }
}

/// A value with all its digits.
fn plain(value: f64, lang: Lang) -> String {
    let text = shortest(value);
    if lang == Lang::Vi { text.replace('.', ",") } else { text }
}
