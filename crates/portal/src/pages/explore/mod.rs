//! Any two indices or components against each other, joined by unit.

mod joined;
mod measure;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Lang, decimal};
use chiso_report::{Column, Frame, Reference, Scatter, ScatterAxis, ScatterDot, Table, TableCell};
use chiso_web::page::show;
use chiso_web::{PageError, Reader, Reason, Section};

use super::downloads::file_of;
use super::view_page::ViewPage;
use crate::archive::file_of_table;
use crate::request::{Pairs, Shared};
use crate::site::Site;
use crate::view::badge;
use crate::view::chooser::{Chooser, Entry, Group, List};
use crate::view::figure::Figure;
use crate::view::ranking_query::query_string;
use crate::words::{self, tell};
use joined::Joined;
use measure::{Measure, find, measures, usual};

/// A correlation weaker than this is told as none to be seen.
const WEAK: f64 = 0.3;

/// `GET /{lang}/explore?x=index/level/year:component&y=..&unit=..`
pub(crate) async fn page(reader: Reader, State(site): Shared, Query(pairs): Pairs) -> Result<Response, PageError> {
    let lang = reader.lang;
    let all = measures(&site);
    let asked = Asked::of(&site, &all, &pairs);
    let query = asked.query();
    let c = site
        .chrome(&reader, Section::Indices, format!("/explore{query}"), words::say(lang, "explore-title"))
        .under(words::say(lang, "nav-indices"), "/indices")
        .under(words::say(lang, "explore"), "/explore");
    let mut page = ViewPage {
        badges: Vec::new(),
        notices: Vec::new(),
        tabs: None,
        lead: words::say(lang, "explore-lead"),
        chooser: Some(asked.chooser(&all, lang)),
        left_out: asked.unknown(&pairs, lang),
        figures: Vec::new(),
        body: String::new(),
        notes: Vec::new(),
        downloads: Vec::new(),
        years: Vec::new(),
        c,
    };
    if let Some(joined) = asked.joined(&site, lang) {
        let simulated = [joined.x, joined.y].iter().any(|measure| measure.publication.dataset.simulated);
        if simulated {
            page.badges.push(badge::simulated(lang));
            page.c = page.c.marked(lang.pick("Số liệu mô phỏng: ", "Simulated: "));
        }
        page.notices = joined.notices(lang);
        let chart = scatter(&joined, asked.unit.as_deref(), lang);
        page.lead = format!("{}{}", page.c.mark, counted(&joined, lang));
        page.c = page.c.describe(page.lead.clone());
        if joined.pairs.len() > 1 {
            page.figures.push(Figure::new("scatter", &chart, &chart.frame));
        }
        page.notes = notes(&joined, lang);
        page = page.files("/explore/table", &query);
    }
    show(lang, &page)
}

/// `GET /{lang}/explore/table.csv`, `.xlsx` and `.json`
pub(crate) async fn table(
    reader: Reader,
    State(site): Shared,
    Path((_, file)): Path<(String, String)>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let absent = || PageError::new(lang, Reason::NoPage).way(words::say(lang, "explore-title"), "/explore");
    let all = measures(&site);
    let joined = Asked::of(&site, &all, &pairs).joined(&site, lang).ok_or_else(absent)?;
    let form = file.strip_prefix("table.").ok_or_else(absent)?;
    let file =
        file_of_table(&site, &joined_table(&joined, lang), format!("chiso.{form}"), form, lang).ok_or_else(absent)?;
    Ok(file_of(file))
}

/// What the address asks for.
struct Asked<'a> {
    x: Option<&'a Measure<'a>>,
    y: Option<&'a Measure<'a>>,
    /// The unit to mark.
    unit: Option<String>,
}

impl<'a> Asked<'a> {
    fn of(site: &Site, all: &'a [Measure<'a>], pairs: &[(String, String)]) -> Asked<'a> {
        let asked = |wanted: &str| pairs.iter().find(|(name, value)| name == wanted && !value.is_empty());
        let found = |wanted: &str| asked(wanted).and_then(|(_, id)| find(all, id));
        let (x, y) = match (found("x"), found("y"), asked("x").or(asked("y"))) {
            (x, y, Some(_)) => (x, y),
            (_, _, None) => usual(all),
        };
        // One side alone gets the partner with which most units are shared.
        let partner = |one: &'a Measure<'a>| joined::best_partner(site, all, one);
        let (x, y) = match (x, y) {
            (Some(x), None) if asked("y").is_none() => (Some(x), partner(x)),
            (None, Some(y)) if asked("x").is_none() => (partner(y), Some(y)),
            both => both,
        };
        Asked { x, y, unit: asked("unit").map(|(_, unit)| unit.clone()) }
    }

    fn joined(&self, site: &Site, lang: Lang) -> Option<Joined<'a>> {
        Some(Joined::of(site, self.x?, self.y?, lang))
    }

    fn query(&self) -> String {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for (name, measure) in [("x", self.x), ("y", self.y)] {
            pairs.extend(measure.map(|measure| (name, measure.id.as_str())));
        }
        pairs.extend(self.unit.as_deref().map(|unit| ("unit", unit)));
        query_string(&pairs)
    }

    /// Names in the address that are no measure.
    fn unknown(&self, pairs: &[(String, String)], lang: Lang) -> Option<String> {
        let missing = |name: &str, found: bool| {
            let given = pairs.iter().find(|(known, value)| known == name && !value.is_empty())?;
            (!found).then(|| given.1.chars().take(80).collect::<String>())
        };
        let unknown: Vec<String> =
            [missing("x", self.x.is_some()), missing("y", self.y.is_some())].into_iter().flatten().collect();
        (!unknown.is_empty()).then(|| tell!(lang, "explore-unknown", names = unknown.join(", ")))
    }

    fn chooser(&self, all: &[Measure<'_>], lang: Lang) -> Chooser {
        let list = |name: &'static str, key: &str, chosen: Option<&Measure<'_>>| {
            let mut groups: Vec<Group> = Vec::new();
            for measure in all {
                let group = measure.group(lang);
                let option = Entry {
                    id: measure.id.clone(),
                    title: measure.option(lang),
                    chosen: chosen.is_some_and(|chosen| chosen.id == measure.id),
                };
                match groups.iter_mut().find(|known| known.title == group) {
                    Some(known) => known.options.push(option),
                    None => groups.push(Group { title: group, options: vec![option] }),
                }
            }
            List { id: format!("measure-{name}"), name, label: words::say(lang, key), none: String::new(), groups }
        };
        Chooser {
            action: format!("/{}/explore", lang.tag()),
            label: words::say(lang, "explore-title"),
            hint: String::new(),
            lists: vec![list("x", "explore-x", self.x), list("y", "explore-y", self.y)],
            go: words::say(lang, "explore-go"),
        }
    }
}

fn scatter(joined: &Joined<'_>, unit: Option<&str>, lang: Lang) -> Scatter {
    let axis = |measure: &Measure<'_>, values: &dyn Fn(&joined::Pair) -> f64| {
        let count = joined.pairs.len();
        let mean = joined.pairs.iter().map(values).sum::<f64>() / count.max(1) as f64;
        ScatterAxis {
            label: measure.label(lang),
            digits: measure.digits(),
            range: None,
            reference: (count > 2).then(|| Reference { label: words::say(lang, "mean").to_lowercase(), value: mean }),
        }
    };
    let mut scatter = Scatter {
        frame: Frame {
            subtitle: tell!(lang, "explore-subtitle", x = joined.x.full(lang), y = joined.y.full(lang)),
            source: joined.source(lang),
            lang,
            digits: 2,
            ..Frame::default()
        },
        x: axis(joined.x, &|pair| pair.x),
        y: axis(joined.y, &|pair| pair.y),
        dots: joined
            .pairs
            .iter()
            .map(|pair| ScatterDot {
                label: pair.name.clone(),
                x: chiso_model::Cell::number(pair.x),
                y: chiso_model::Cell::number(pair.y),
                highlight: unit == Some(pair.unit.as_str()),
            })
            .collect(),
    };
    let (x, y) = (joined.x.title(lang), joined.y.title(lang));
    let finding = match scatter.correlation() {
        Some(found) => {
            let r = decimal(found.r, 2, lang);
            let n = found.n.to_string();
            if found.r >= WEAK {
                tell!(lang, "explore-together", x = x, y = y, r = r, n = n)
            } else if found.r <= -WEAK {
                tell!(lang, "explore-against", x = x, y = y, r = r, n = n)
            } else {
                tell!(lang, "explore-nothing", x = x, y = y, r = r, n = n)
            }
        }
        None => tell!(lang, "explore-few", x = x, y = y, n = scatter.dots.len().to_string()),
    };
    scatter.frame.title = format!("{}{finding}", joined.mark(lang));
    scatter
}

/// How many units have both values, and how many are left out.
fn counted(joined: &Joined<'_>, lang: Lang) -> String {
    let both = joined.pairs.len().to_string();
    if joined.only_x.is_empty() && joined.only_y.is_empty() {
        return tell!(lang, "explore-all", n = both);
    }
    let left = (joined.only_x.len() + joined.only_y.len()).to_string();
    tell!(lang, "explore-some", n = both, left = left)
}

fn notes(joined: &Joined<'_>, lang: Lang) -> Vec<String> {
    let mut notes = vec![words::say(lang, "explore-no-cause")];
    if joined.x.publication.dataset.id == joined.y.publication.dataset.id
        && joined.x.part.is_some() != joined.y.part.is_some()
    {
        notes.push(words::say(lang, "explore-part-of-whole"));
    }
    for (only, other) in [(&joined.only_x, joined.y), (&joined.only_y, joined.x)] {
        if !only.is_empty() {
            notes.push(tell!(lang, "explore-left-out", measure = other.full(lang), units = only.join(", ")));
        }
    }
    notes
}

fn joined_table(joined: &Joined<'_>, lang: Lang) -> Table {
    let (x, y) = (joined.x, joined.y);
    Table {
        title: format!("{}{}", joined.mark(lang), tell!(lang, "explore-subtitle", x = x.full(lang), y = y.full(lang))),
        subtitle: counted(joined, lang),
        source: joined.source(lang),
        columns: vec![
            Column::text(words::say(lang, "column-code")),
            Column::text(lang.pick("Đơn vị", "Unit")),
            Column::number(x.full(lang), x.digits()),
            Column::number(y.full(lang), y.digits()),
        ],
        rows: joined
            .pairs
            .iter()
            .map(|pair| {
                vec![
                    TableCell::text(&pair.unit),
                    TableCell::text(&pair.name),
                    TableCell::Number(pair.x),
                    TableCell::Number(pair.y),
                ]
            })
            .collect(),
    }
}
