//! The dry run of a file: what it says, what is wrong with it, what would change.

use std::sync::Arc;

use chiso_facts::Problem;
use chiso_facts::agencies::ImportPlan;
use chiso_facts::lineage::LineagePlan;
use chiso_model::agency::{Agency, AgencyId, Register, variable_name};
use chiso_model::{Date, Lang, decimal};
use chiso_web::parts::{Cell, Column};
use chiso_web::{Caller, tell};

use super::Kind;
use super::tables::{View, conflicts, figures, problems, row_text, text_or_none, weights};
use crate::agencies::title;
use crate::desk::Desk;
use crate::imports::{Brought, agencies, lineage, results};
use crate::refusal::Refusal;
use crate::words::say;

/// What a dry run found.
pub(super) struct Dry {
    /// Name of the file.
    pub(super) name: String,
    /// One sentence: how many of what.
    pub(super) summary: String,
    /// Whether it may be taken in.
    pub(super) sound: bool,
    /// Whether taking it in would do anything.
    pub(super) does: bool,
    /// The id of the import by which the same file came in before.
    pub(super) before: Option<String>,
    /// Whether the caller may take it in, and not only try it.
    pub(super) approve: Result<(), Refusal>,
    /// What to look at, the worst first; empty ones left out.
    pub(super) views: Vec<View>,
}

/// What goes with a file of weights.
#[derive(Debug, Clone)]
pub(super) struct Extra {
    pub(super) variable: String,
    pub(super) day: Date,
}

/// Tries a file. Files of thousands of rows take a while, so that is done beside the threads that answer.
pub(super) async fn run(
    kind: Kind,
    desk: &Arc<Desk>,
    caller: &Caller,
    brought: Brought,
    extra: Extra,
    lang: Lang,
) -> Result<Dry, Refusal> {
    let name = brought.name.clone();
    let variable = AgencyId::of(&extra.variable).ok().filter(|_| kind == Kind::Weights);
    let of_weights = variable.map(|variable| (variable.as_str().to_owned(), extra.day));
    let before = desk.taken_before(caller, kind.id(), &brought.sha256, of_weights).await?.map(|import| import.id);
    let found = tried(kind, desk, caller, brought, extra, lang).await?;
    // What is compared with the register may say something new by now; figures and weights stay what they were.
    let does = found.does && (before.is_none() || matches!(kind, Kind::Agencies | Kind::Lineage));
    Ok(Dry { name, does, before: before.filter(|_| !does), ..found })
}

async fn tried(
    kind: Kind,
    desk: &Arc<Desk>,
    caller: &Caller,
    brought: Brought,
    extra: Extra,
    lang: Lang,
) -> Result<Dry, Refusal> {
    if kind == Kind::Results {
        let plan = desk.plan_results(&brought, caller.day).await?;
        let register = desk.register();
        let summary = tell!(
            lang,
            "try-summary-results",
            figures = count(plan.figures.len(), lang),
            conflicts = count(plan.conflicts.len(), lang)
        );
        let units = plan.figures.iter().map(|figure| (Some(figure.row), &figure.unit));
        let outside = results::outside(caller, &register, units);
        let views = vec![
            with_outside(&plan.problems, &outside, lang),
            conflicts(&plan.conflicts, &register, lang),
            problems("warnings", say(lang, "import-view-warnings"), &plan.warnings, lang),
            figures(&plan.figures, &register, lang),
        ];
        let sound = plan.problems.is_empty() && outside.is_empty();
        return Ok(dry(summary, sound, !plan.figures.is_empty(), results::may_approve(caller), views));
    }
    let (desk, caller) = (Arc::clone(desk), caller.clone());
    let tried = tokio::task::spawn_blocking(move || match kind {
        Kind::Weights => of_weights(&desk, &caller, &brought, &extra, lang),
        Kind::Lineage => of_lineage(&desk, &caller, &brought, lang),
        _ => of_agencies(&desk, &caller, &brought, lang),
    });
    tried.await.map_err(|error| {
        Refusal::Fault(chiso_model::Text::new(
            format!("Chưa thử được tệp: {error}."),
            format!("The file could not be tried: {error}."),
        ))
    })
}

fn dry(summary: String, sound: bool, does: bool, approve: Result<(), Refusal>, views: Vec<View>) -> Dry {
    Dry {
        name: String::new(),
        summary,
        sound,
        does,
        before: None,
        approve,
        views: views.into_iter().filter(|view| !view.rows.is_empty()).collect(),
    }
}

fn count(number: usize, lang: Lang) -> String {
    decimal(number as f64, 0, lang)
}

fn of_agencies(desk: &Desk, caller: &Caller, brought: &Brought, lang: Lang) -> Dry {
    let register = desk.register();
    let plan = desk.plan_agencies(brought);
    let after = plan.apply(&register);
    let outside = if plan.is_sound() { agencies::outside(caller, &register, &plan) } else { Vec::new() };
    let found = with_outside(&plan.problems, &outside, lang);
    let summary = tell!(
        lang,
        "try-summary-agencies",
        new = count(plan.create.len(), lang),
        changed = count(plan.change.len(), lang),
        same = count(plan.unchanged.len(), lang)
    );
    let sound = plan.is_sound() && outside.is_empty();
    let does = !plan.create.is_empty() || !plan.change.is_empty();
    let views = vec![
        found,
        problems("warnings", say(lang, "import-view-warnings"), &plan.warnings, lang),
        changed(&plan, caller.day, lang),
        created(&plan, &after, caller.day, lang),
        unchanged(&plan, &register, caller.day, lang),
    ];
    dry(summary, sound, does, agencies::may_approve(caller, &register, &plan), views)
}

/// Problems of the file, and the agencies of its rows that the caller may not change.
fn with_outside(found: &[Problem], outside: &[(Option<u64>, String)], lang: Lang) -> View {
    let mut view = problems("problems", say(lang, "import-view-problems"), found, lang);
    view.rows.extend(outside.iter().map(|(row, name)| {
        vec![
            row.map_or_else(|| text_or_none(""), |row| Cell::text(row_text(row, lang))),
            text_or_none(""),
            Cell::text(tell!(lang, "import-outside", name = name.as_str())),
        ]
    }));
    view
}

fn of_lineage(desk: &Desk, caller: &Caller, brought: &Brought, lang: Lang) -> Dry {
    let register = desk.register();
    let plan = desk.plan_lineage(brought);
    let outside = if plan.is_sound() { lineage::outside(caller, &register, &plan) } else { Vec::new() };
    let summary = tell!(
        lang,
        "try-summary-lineage",
        new = count(plan.create.len(), lang),
        same = count(plan.unchanged.len(), lang)
    );
    let (sound, does) = (plan.is_sound() && outside.is_empty(), !plan.create.is_empty());
    let views = vec![
        with_outside(&plan.problems, &outside, lang),
        problems("warnings", say(lang, "import-view-warnings"), &plan.warnings, lang),
        events(&plan, &register, lang),
    ];
    dry(summary, sound, does, lineage::may_approve(caller, &register, &plan), views)
}

/// New events: those before by their names of the day before, those after by those of the day, each with its shares.
fn events(plan: &LineagePlan, register: &Register, lang: Lang) -> View {
    let rows = plan.create.iter().map(|created| {
        let edge = &created.edge;
        let eve = edge.date.yesterday().unwrap_or(edge.date);
        let before: Vec<String> = edge.from.iter().map(|id| title(register, id, eve, lang)).collect();
        let after = edge.to.iter().map(|heir| {
            let shares: Vec<String> = heir
                .shares
                .iter()
                .map(|(variable, share)| {
                    format!("{} {}\u{202f}%", variable_name(variable, lang), decimal(share * 100.0, 2, lang))
                })
                .collect();
            let name = title(register, &heir.id, edge.date, lang);
            if shares.is_empty() { name } else { format!("{name} ({})", shares.join(", ")) }
        });
        vec![
            Cell::text(edge.kind.name().get(lang)),
            Cell::text(chiso_model::day(edge.date, lang)),
            text_or_none(&before.join(", ")),
            text_or_none(&after.collect::<Vec<_>>().join(", ")),
            text_or_none(edge.decision.as_deref().unwrap_or_default()),
            Cell::text(created.row.to_string()),
        ]
    });
    View {
        id: "new",
        title: say(lang, "import-view-new"),
        columns: vec![
            Column::text(say(lang, "lineage-kind")),
            Column::text(say(lang, "lineage-date")).short(),
            Column::text(say(lang, "lineage-before")),
            Column::text(say(lang, "lineage-after")),
            Column::text(say(lang, "lineage-decision")),
            Column::number(say(lang, "import-row")),
        ],
        rows: rows.collect(),
    }
}

fn on(agency: &Agency, day: Date) -> Date {
    day.max(agency.valid.first()).min(agency.valid.last())
}

fn created(plan: &ImportPlan, after: &Register, day: Date, lang: Lang) -> View {
    let rows = plan.create.iter().map(|created| {
        let agency = &created.agency;
        let day = on(agency, day);
        let codes: Vec<&str> = agency.codes_on(day).map(|code| code.code.as_str()).collect();
        vec![
            Cell::text(agency.title_on(day, lang)),
            Cell::text(agency.kind_on(day).name().get(lang)),
            text_or_none(&codes.join(", ")),
            agency.parent_on(day).map_or_else(|| text_or_none(""), |id| Cell::text(title(after, id, day, lang))),
            Cell::text(agency.valid.text(lang)),
            Cell::text(created.row.to_string()),
        ]
    });
    View {
        id: "new",
        title: say(lang, "import-view-new"),
        columns: vec![
            Column::text(say(lang, "agency-name")),
            Column::text(say(lang, "agency-kind")),
            Column::text(say(lang, "agency-codes")),
            Column::text(say(lang, "agency-parent")),
            Column::text(say(lang, "agency-days")).short(),
            Column::number(say(lang, "import-row")),
        ],
        rows: rows.collect(),
    }
}

fn changed(plan: &ImportPlan, day: Date, lang: Lang) -> View {
    let rows = plan.change.iter().flat_map(|changed| {
        let name = changed.before.title_on(on(&changed.before, day), lang).to_owned();
        changed.fields.iter().map(move |field| {
            let since = field.from.map_or_else(
                || Cell::text(say(lang, "import-correction")),
                |day| Cell::text(chiso_model::day(day, lang)),
            );
            vec![
                Cell::text(name.clone()),
                Cell::text(super::tables::capital(field.fact.name(lang))),
                text_or_none(&field.before),
                text_or_none(&field.after),
                since,
                Cell::text(changed.row.to_string()),
            ]
        })
    });
    View {
        id: "changed",
        title: say(lang, "import-view-changed"),
        columns: vec![
            Column::text(say(lang, "agency-name")),
            Column::text(say(lang, "agency-what")),
            Column::text(say(lang, "preview-before")),
            Column::text(say(lang, "preview-after")),
            Column::text(say(lang, "agency-from-day")).short(),
            Column::number(say(lang, "import-row")),
        ],
        rows: rows.collect(),
    }
}

fn unchanged(plan: &ImportPlan, register: &Register, day: Date, lang: Lang) -> View {
    let rows = plan.unchanged.iter().map(|id| vec![Cell::text(title(register, id, day, lang))]);
    View {
        id: "same",
        title: say(lang, "import-view-same"),
        columns: vec![Column::text(say(lang, "agency-name"))],
        rows: rows.collect(),
    }
}

fn of_weights(desk: &Desk, caller: &Caller, brought: &Brought, extra: &Extra, lang: Lang) -> Dry {
    let register = desk.register();
    match desk.plan_weights(brought, extra.day) {
        Err(found) => {
            let views = vec![problems("problems", say(lang, "import-view-problems"), &found, lang)];
            dry(say(lang, "try-summary-none"), false, false, results::may_approve(caller), views)
        }
        Ok(file) => {
            let named: Vec<(String, Option<f64>)> =
                file.values.iter().map(|(id, value)| (title(&register, id, extra.day, lang), value.value())).collect();
            let summary = tell!(
                lang,
                "try-summary-weights",
                count = count(named.len(), lang),
                variable = extra.variable.as_str()
            );
            let outside = results::outside(caller, &register, file.values.keys().map(|unit| (None, unit)));
            let views = vec![
                with_outside(&[], &outside, lang),
                problems("warnings", say(lang, "import-view-warnings"), &file.warnings, lang),
                weights(&named, lang),
            ];
            dry(summary, outside.is_empty(), !named.is_empty(), results::may_approve(caller), views)
        }
    }
}
