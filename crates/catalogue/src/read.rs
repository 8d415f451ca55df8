//! One row of each table as its type.

use chiso_model::{Lang, Period};
use serde::Deserialize;

use crate::error::{Problem, ProblemKind};
use crate::load::Files;
use crate::table::{bad, date, given, one_of, printed, source, text, yes_no};
use crate::{
    Archipelago, Component, Dataset, DatasetKind, Level, Ministry, Printed, Provenance, Province, ProvinceKind,
    PublishedFigure, Reading, Region, RegionMean, Scheme, Sentence, SeriesBreak, ShippedRulebook, Statistic,
    StatisticKind, SublevelFigure, Successor, Tile,
};

type Read<T> = Result<T, ProblemKind>;

/// Declares the columns of a table; every column must be there and no other.
macro_rules! columns {
    ($name:ident { $($column:ident),* $(,)? }) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $($column: String),* }
    };
}

columns!(RegionRow { id, name_vi, name_en });
columns!(MinistryRow { id, name_vi, name_en, short, aliases });
columns!(ComponentRow { index, id, name_vi, name_en });
columns!(TileRow { code, column, row, name_vi, name_en, belongs_to });
columns!(BreakRow { index, level, year, units, vi, en, source, source_en, verified });
columns!(SentenceRow { index, level, year, vi, en, source, source_en, verified });
columns!(SublevelRow { year, province, kind, name_vi, name_en, value, rank, source, source_en, verified });
columns!(RegionMeanRow {
    index,
    year,
    region,
    value,
    provenance,
    reading,
    note_vi,
    note_en,
    source,
    source_en,
    verified,
});
columns!(FigureRow {
    year,
    level,
    unit,
    name_vi,
    value,
    rank,
    appraisal,
    survey,
    provenance,
    reading,
    note_vi,
    note_en,
    source,
    source_en,
    verified,
});
columns!(StatisticRow {
    index,
    level,
    year,
    component,
    statistic,
    unit,
    band,
    value,
    provenance,
    reading,
    note_vi,
    note_en,
    source,
    source_en,
    verified,
});
columns!(ProvinceRow {
    code,
    name_vi,
    name_en,
    short,
    kind,
    region_then,
    region_now,
    region_verified,
    valid_from,
    valid_to,
    successor_code,
    successor_from,
    population,
    area_km2,
    figures_source,
    figures_source_en,
    h26,
    h26_source,
    h26_source_en,
    aliases,
    note_vi,
    note_en,
    verified,
    source,
    source_en,
});
columns!(DatasetRow {
    id,
    index,
    level,
    year,
    kind,
    rulebook,
    facts,
    period,
    previous,
    scheme,
    simulated,
    complete,
    ranked,
    title_vi,
    title_en,
    note_vi,
    note_en,
});

pub(crate) fn rulebooks(from: &mut Files<'_>) -> Vec<ShippedRulebook> {
    let mut shipped = Vec::new();
    for (path, yaml) in from.files {
        // Only CSV and YAML files are embedded (see build.rs), and tables do not lie in that folder.
        if !path.starts_with("rulebooks/") {
            continue;
        }
        match chiso_rulebook::read_yaml(yaml, path) {
            Ok(rulebook) => shipped.push(ShippedRulebook { file: (*path).to_owned(), yaml, rulebook }),
            Err(problems) => from.problems.extend(problems.iter().map(|problem| Problem {
                file: (*path).to_owned(),
                line: None,
                kind: ProblemKind::Told { vi: problem.line(Lang::Vi), en: problem.line(Lang::En) },
            })),
        }
    }
    shipped.sort_by(|a, b| {
        (a.id().cmp(b.id()))
            .then(b.rulebook.valid.from.cmp(&a.rulebook.valid.from))
            .then_with(|| b.edition().cmp(a.edition()))
    });
    shipped
}

pub(crate) fn region(row: &RegionRow) -> Read<Region> {
    Ok(Region { id: id("id", &row.id)?, name: name(&row.name_vi, &row.name_en)? })
}

pub(crate) fn ministry(row: &MinistryRow) -> Read<Ministry> {
    Ok(Ministry {
        id: id("id", &row.id)?,
        name: name(&row.name_vi, &row.name_en)?,
        short: short(&row.short)?,
        aliases: list(&row.aliases),
    })
}

pub(crate) fn component(row: &ComponentRow) -> Read<Component> {
    Ok(Component { index: id("index", &row.index)?, id: id("id", &row.id)?, name: name(&row.name_vi, &row.name_en)? })
}

pub(crate) fn province(row: &ProvinceRow) -> Read<Province> {
    let kind = match row.kind.as_str() {
        "" => None,
        "province" => Some(ProvinceKind::Province),
        "city" => Some(ProvinceKind::City),
        other => return Err(bad("kind", other, "province, city")),
    };
    let successor = match (given(&row.successor_code), date("successor_from", &row.successor_from)?) {
        (None, _) => None,
        (Some(code), Some(from)) => Some(Successor { code: code.to_owned(), from }),
        (Some(_), None) => return Err(bad("successor_from", "", "2025-07-01")),
    };
    let h26 = match (given(&row.h26), text(&row.h26_source, &row.h26_source_en)) {
        (None, _) => None,
        (Some(code), Some(source)) => Some((code.to_owned(), source)),
        (Some(_), None) => return Err(bad("h26_source", "", "…")),
    };
    let source = source(&row.source, &row.source_en, &row.verified)?;
    Ok(Province {
        code: id("code", &row.code)?,
        name: name(&row.name_vi, &row.name_en)?,
        short: short(&row.short)?,
        kind,
        region_then: given(&row.region_then).map(str::to_owned),
        region_now: given(&row.region_now).map(str::to_owned),
        region_verified: yes_no("region_verified", &row.region_verified)?,
        from: date("valid_from", &row.valid_from)?,
        to: date("valid_to", &row.valid_to)?,
        successor,
        population: whole("population", &row.population)?,
        area_km2: whole("area_km2", &row.area_km2)?,
        figures_source: text(&row.figures_source, &row.figures_source_en),
        h26,
        aliases: list(&row.aliases),
        note: text(&row.note_vi, &row.note_en),
        source: source.text,
        verified: source.verified,
    })
}

pub(crate) fn tile(row: &TileRow) -> Read<Tile> {
    let archipelago = given(&row.belongs_to)
        .map(|code| Ok(Archipelago { name: name(&row.name_vi, &row.name_en)?, belongs_to: code.to_owned() }))
        .transpose()?;
    Ok(Tile {
        code: id("code", &row.code)?,
        column: needed("column", &row.column)?,
        row: needed("row", &row.row)?,
        archipelago,
    })
}

pub(crate) fn figure(index: &str, row: &FigureRow) -> Read<PublishedFigure> {
    // The name stands in the file for its reader; the unit's name comes from the table of units.
    given(&row.name_vi).ok_or_else(|| bad("name_vi", "", "…"))?;
    let figure = PublishedFigure {
        index: index.to_owned(),
        level: level(&row.level)?,
        year: needed("year", &row.year)?,
        unit: id("unit", &row.unit)?,
        value: printed("value", &row.value)?,
        rank: whole("rank", &row.rank)?,
        appraisal: printed("appraisal", &row.appraisal)?,
        survey: printed("survey", &row.survey)?,
        provenance: provenance(&row.provenance)?,
        reading: reading(&row.reading)?,
        source: source(&row.source, &row.source_en, &row.verified)?,
        note: text(&row.note_vi, &row.note_en),
    };
    match figure.value {
        Some(Printed { value, .. }) if !(0.0..=100.0).contains(&value) => Err(bad("value", &row.value, "0–100")),
        _ => Ok(figure),
    }
}

pub(crate) fn statistic(row: &StatisticRow) -> Read<Statistic> {
    Ok(Statistic {
        index: id("index", &row.index)?,
        level: level(&row.level)?,
        year: needed("year", &row.year)?,
        component: given(&row.component).map(str::to_owned),
        kind: one_of("statistic", &row.statistic, StatisticKind::from_id, StatisticKind::IDS)?,
        unit: given(&row.unit).map(str::to_owned),
        band: given(&row.band).map(str::to_owned),
        value: needed_printed(&row.value)?,
        provenance: provenance(&row.provenance)?,
        reading: reading(&row.reading)?,
        source: source(&row.source, &row.source_en, &row.verified)?,
        note: text(&row.note_vi, &row.note_en),
    })
}

pub(crate) fn region_mean(row: &RegionMeanRow) -> Read<RegionMean> {
    Ok(RegionMean {
        index: id("index", &row.index)?,
        year: needed("year", &row.year)?,
        region: id("region", &row.region)?,
        value: needed_printed(&row.value)?,
        provenance: provenance(&row.provenance)?,
        reading: reading(&row.reading)?,
        source: source(&row.source, &row.source_en, &row.verified)?,
        note: text(&row.note_vi, &row.note_en),
    })
}

pub(crate) fn sublevel(row: &SublevelRow) -> Read<SublevelFigure> {
    Ok(SublevelFigure {
        year: needed("year", &row.year)?,
        province: id("province", &row.province)?,
        kind: one_of(
            "kind",
            &row.kind,
            |k| ["department", "commune", "ward"].contains(&k).then(|| k.to_owned()),
            "department, commune, ward",
        )?,
        name: name(&row.name_vi, &row.name_en)?,
        value: needed_printed(&row.value)?,
        rank: needed("rank", &row.rank)?,
        source: source(&row.source, &row.source_en, &row.verified)?,
    })
}

pub(crate) fn sentence(row: &SentenceRow) -> Read<Sentence> {
    Ok(Sentence {
        index: id("index", &row.index)?,
        level: level(&row.level)?,
        year: needed("year", &row.year)?,
        text: name(&row.vi, &row.en)?,
        source: source(&row.source, &row.source_en, &row.verified)?,
    })
}

pub(crate) fn series_break(row: &BreakRow) -> Read<SeriesBreak> {
    Ok(SeriesBreak {
        index: given(&row.index).map(|index| id("index", index)).transpose()?,
        level: given(&row.level).map(level).transpose()?,
        other_units: one_of(
            "units",
            &row.units,
            |units| ["same", "other"].iter().position(|u| *u == units),
            "same, other",
        )? == 1,
        year: needed("year", &row.year)?,
        text: name(&row.vi, &row.en)?,
        source: source(&row.source, &row.source_en, &row.verified)?,
    })
}

pub(crate) fn dataset(row: &DatasetRow) -> Read<Dataset> {
    let period = |column: &'static str, written: &str| {
        given(written).map(|p| p.parse::<Period>().map_err(|_| bad(column, written, "2024"))).transpose()
    };
    let kind = match row.kind.as_str() {
        "computed" => DatasetKind::Computed {
            rulebook: id("rulebook", &row.rulebook)?,
            facts: list(&row.facts),
            period: period("period", &row.period)?.ok_or_else(|| bad("period", "", "2024"))?,
            previous: period("previous", &row.previous)?,
        },
        "published" => DatasetKind::Published,
        "method" => DatasetKind::Method { rulebook: id("rulebook", &row.rulebook)? },
        other => return Err(bad("kind", other, "computed, published, method")),
    };
    let scheme = given(&row.scheme)
        .map(|s| one_of("scheme", s, Scheme::from_id, "provinces63, provinces34, ministries"))
        .transpose()?;
    if scheme.is_none() && !matches!(kind, DatasetKind::Method { .. }) {
        return Err(bad("scheme", "", "provinces63, provinces34, ministries"));
    }
    Ok(Dataset {
        id: id("id", &row.id)?,
        index: id("index", &row.index)?,
        level: level(&row.level)?,
        year: whole("year", &row.year)?,
        kind,
        scheme,
        simulated: yes_no("simulated", &row.simulated)?,
        complete: yes_no("complete", &row.complete)?,
        ranked: whole("ranked", &row.ranked)?,
        title: name(&row.title_vi, &row.title_en)?,
        note: text(&row.note_vi, &row.note_en),
    })
}

fn id(column: &'static str, written: &str) -> Read<String> {
    given(written).map(str::to_owned).ok_or_else(|| bad(column, written, "a-z 0-9 -"))
}

/// A text that must be there in both languages.
fn name(vi: &str, en: &str) -> Read<chiso_model::Text> {
    given(en).and_then(|en| text(vi, en)).ok_or_else(|| bad("vi, en", "", "…"))
}

fn short(written: &str) -> Read<String> {
    if (1..=4).contains(&written.chars().count()) {
        Ok(written.to_owned())
    } else {
        Err(bad("short", written, "HN, HCM (1–4)"))
    }
}

fn list(written: &str) -> Vec<String> {
    written.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn whole<T: std::str::FromStr>(column: &'static str, written: &str) -> Read<Option<T>> {
    given(written).map(|w| w.parse().map_err(|_| bad(column, written, "0, 1, 2, …"))).transpose()
}

fn needed<T: std::str::FromStr>(column: &'static str, written: &str) -> Read<T> {
    whole(column, written)?.ok_or_else(|| bad(column, written, "0, 1, 2, …"))
}

fn needed_printed(written: &str) -> Read<Printed> {
    printed("value", written)?.ok_or_else(|| bad("value", written, "12.34"))
}

fn level(written: &str) -> Read<Level> {
    one_of("level", written, Level::from_id, "province, ministry, country")
}

fn provenance(written: &str) -> Read<Provenance> {
    one_of("provenance", written, Provenance::from_id, "published, derived, reported")
}

fn reading(written: &str) -> Read<Reading> {
    one_of("reading", written, Reading::from_id, "main, other")
}
