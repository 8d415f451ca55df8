//! From the embedded files to the catalogue, with every problem placed.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{CatalogueError, Problem, ProblemKind};
use crate::table::{self, Row};
use crate::{Catalogue, DatasetKind, Level, Reading, Scheme, Unit, read};

/// Path from the root of the project, and text, of every file in `facts/` and `rulebooks/`, by path.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

impl Catalogue {
    /// Reads everything shipped.
    ///
    /// # Errors
    /// When a shipped file is not as it should be: every problem at once, by file and line. A test sees to it that there is none.
    pub fn load() -> Result<Catalogue, CatalogueError> {
        Catalogue::read(EMBEDDED)
    }

    /// Reads files given as (path from the root of the project, text).
    pub(crate) fn read(files: &[(&'static str, &'static str)]) -> Result<Catalogue, CatalogueError> {
        let mut from = Files { files, problems: Vec::new() };
        let mut catalogue = Catalogue {
            rulebooks: read::rulebooks(&mut from),
            regions: from.table("facts/regions.csv", read::region),
            provinces: from.table("facts/provinces.csv", read::province),
            ministries: from.table("facts/ministries.csv", read::ministry),
            components: from.table("facts/components.csv", read::component),
            breaks: from.table("facts/breaks.csv", read::series_break),
            sentences: from.table("facts/sentences.csv", read::sentence),
            sublevel: from.table("facts/published/sublevel.csv", read::sublevel),
            region_means: from.table("facts/published/regions.csv", read::region_mean),
            datasets: from.table("facts/datasets.csv", read::dataset),
            ..Catalogue::default()
        };
        for (file, index) in [("facts/published/par-index.csv", "par-index"), ("facts/published/sipas.csv", "sipas")] {
            catalogue.published.extend(from.table(file, |row| read::figure(index, row)));
        }
        for file in ["facts/published/national.csv", "facts/published/components.csv"] {
            catalogue.statistics.extend(from.table(file, read::statistic));
        }
        catalogue.tiles[Scheme::Provinces63 as usize] = from.table("facts/tiles_63.csv", read::tile);
        catalogue.tiles[Scheme::Provinces34 as usize] = from.table("facts/tiles_34.csv", read::tile);
        catalogue.fact_files = files
            .iter()
            .filter(|(path, _)| path.starts_with("facts/"))
            .map(|(path, text)| ((*path).to_owned(), *text))
            .collect();
        catalogue.provinces.sort_by(|a, b| (&a.code, a.from).cmp(&(&b.code, b.from)));
        catalogue.ministries.sort_by(|a, b| a.id.cmp(&b.id));
        for scheme in Scheme::ALL {
            catalogue.units[scheme as usize] = catalogue.units_of(scheme);
        }
        let mut problems = from.problems;
        // References are only worth checking once every table could be read.
        if problems.is_empty() {
            problems = catalogue.broken_references();
        }
        if problems.is_empty() {
            match catalogue.make_register() {
                Ok(register) => catalogue.register = register,
                Err(found) => problems = found,
            }
        }
        problems.sort();
        if problems.is_empty() { Ok(catalogue) } else { Err(CatalogueError { problems }) }
    }

    fn units_of(&self, scheme: Scheme) -> Vec<Unit> {
        match scheme.day() {
            Some(day) => self
                .provinces
                .iter()
                .filter(|p| p.exists_on(day))
                .map(|p| Unit {
                    id: p.code.clone(),
                    name: p.name.clone(),
                    short: p.short.clone(),
                    region: if scheme == Scheme::Provinces34 { p.region_now.clone() } else { p.region_then.clone() },
                })
                .collect(),
            None => self
                .ministries
                .iter()
                .map(|m| Unit { id: m.id.clone(), name: m.name.clone(), short: m.short.clone(), region: None })
                .collect(),
        }
    }

    /// Names that lead nowhere, and things that stand twice.
    fn broken_references(&self) -> Vec<Problem> {
        let mut found = Problems::default();
        for scheme in Scheme::ALL {
            let file = if scheme == Scheme::Ministries { "facts/ministries.csv" } else { "facts/provinces.csv" };
            for unit in self.units(scheme) {
                found.once(file, format!("{} {}", scheme.id(), unit.id));
                found.once(file, format!("{} {}", scheme.id(), unit.short));
                if let Some(region) = &unit.region {
                    found.known(file, "region", region, self.region(region).is_some(), "facts/regions.csv");
                }
            }
        }
        for province in &self.provinces {
            if let Some(successor) = &province.successor {
                let known = self.successor(province).is_some();
                found.known("facts/provinces.csv", "successor_code", &successor.code, known, "facts/provinces.csv");
            }
        }
        for (scheme, file) in [(Scheme::Provinces63, "facts/tiles_63.csv"), (Scheme::Provinces34, "facts/tiles_34.csv")]
        {
            for tile in self.tiles(scheme) {
                found.once(file, tile.code.clone());
                found.once(file, format!("({}, {})", tile.column, tile.row));
                let code = tile.archipelago.as_ref().map_or(&tile.code, |a| &a.belongs_to);
                found.known(file, "code", code, self.unit(scheme, code).is_some(), "facts/provinces.csv");
            }
            for unit in self.units(scheme) {
                let known = self.tiles(scheme).iter().any(|t| t.code == unit.id);
                found.known("facts/provinces.csv", "code", &unit.id, known, file);
            }
        }
        for shipped in &self.rulebooks {
            let place = format!("rulebooks/{}.yaml", shipped.reference());
            if shipped.file != place {
                found.problems.push(Problem {
                    file: shipped.file.clone(),
                    line: None,
                    kind: ProblemKind::Told {
                        vi: format!("{}: bộ tiêu chí này phải nằm ở {place}; hãy đổi tên tệp", shipped.file),
                        en: format!("{}: this rulebook belongs in {place}; rename the file", shipped.file),
                    },
                });
            }
        }
        self.broken_figures(&mut found);
        self.broken_datasets(&mut found);
        found.problems
    }

    fn broken_figures(&self, found: &mut Problems) {
        for figure in &self.published {
            let file =
                if figure.index == "sipas" { "facts/published/sipas.csv" } else { "facts/published/par-index.csv" };
            found.known(
                file,
                "unit",
                &figure.unit,
                self.is_unit(figure.level, figure.year, &figure.unit),
                "facts/provinces.csv",
            );
            if figure.reading == Reading::Main {
                found.once(file, format!("{} {} {}", figure.level.id(), figure.year, figure.unit));
            }
        }
        for statistic in &self.statistics {
            let file = if statistic.component.is_some() {
                "facts/published/components.csv"
            } else {
                "facts/published/national.csv"
            };
            if let Some(unit) = &statistic.unit {
                found.known(
                    file,
                    "unit",
                    unit,
                    self.is_unit(statistic.level, statistic.year, unit),
                    "facts/provinces.csv",
                );
            }
            if let Some(component) = &statistic.component {
                let known = self.component(&statistic.index, component).is_some();
                found.known(file, "component", component, known, "facts/components.csv");
            }
            if statistic.reading == Reading::Main {
                found.once(
                    file,
                    format!(
                        "{} {} {} {} {:?} {}",
                        statistic.index,
                        statistic.level.id(),
                        statistic.year,
                        statistic.component.as_deref().unwrap_or(""),
                        statistic.kind,
                        statistic.band.as_deref().unwrap_or("")
                    ),
                );
            }
        }
        for mean in &self.region_means {
            let known = self.region(&mean.region).is_some();
            found.known("facts/published/regions.csv", "region", &mean.region, known, "facts/regions.csv");
        }
        for figure in &self.sublevel {
            let known = self.is_unit(Level::Province, figure.year, &figure.province);
            found.known("facts/published/sublevel.csv", "province", &figure.province, known, "facts/provinces.csv");
        }
    }

    fn broken_datasets(&self, found: &mut Problems) {
        const FILE: &str = "facts/datasets.csv";
        for dataset in &self.datasets {
            found.once(FILE, dataset.id.clone());
            match &dataset.kind {
                DatasetKind::Computed { rulebook, facts, .. } => {
                    found.known(FILE, "rulebook", rulebook, self.rulebook(rulebook).is_ok(), "rulebooks/");
                    for file in facts {
                        found.known(FILE, "facts", file, self.fact_files.contains_key(file), "facts/");
                    }
                }
                DatasetKind::Method { rulebook } => {
                    found.known(FILE, "rulebook", rulebook, self.rulebook(rulebook).is_ok(), "rulebooks/");
                }
                DatasetKind::Published => {}
            }
        }
    }

    /// A published figure speaks of a province by the code it had at the end of the year measured.
    fn is_unit(&self, level: Level, year: i16, id: &str) -> bool {
        match level {
            Level::Province => self.province(id, chiso_model::Period::year(year).last_day()).is_some(),
            Level::Ministry => self.unit(Scheme::Ministries, id).is_some(),
            Level::Country => false,
        }
    }
}

/// The files given, and what was found wrong with them.
pub(crate) struct Files<'a> {
    pub(crate) files: &'a [(&'static str, &'static str)],
    pub(crate) problems: Vec<Problem>,
}

impl Files<'_> {
    fn table<R: serde::de::DeserializeOwned, T>(
        &mut self,
        path: &str,
        convert: impl Fn(&R) -> Result<T, ProblemKind>,
    ) -> Vec<T> {
        let Some((_, text)) = self.files.iter().find(|(name, _)| *name == path) else {
            self.problems.push(Problem { file: path.to_owned(), line: None, kind: ProblemKind::NoSuchFile });
            return Vec::new();
        };
        let rows: Vec<Row<R>> = table::rows(path, text, &mut self.problems);
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            match convert(&row.values) {
                Ok(value) => values.push(value),
                Err(kind) => self.problems.push(row.problem(kind)),
            }
        }
        values
    }
}

#[derive(Default)]
struct Problems {
    problems: Vec<Problem>,
    seen: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Problems {
    fn once(&mut self, file: &'static str, name: String) {
        if !self.seen.entry(file).or_default().insert(name.clone()) {
            self.problems.push(Problem { file: file.to_owned(), line: None, kind: ProblemKind::Repeated(name) });
        }
    }

    fn known(&mut self, file: &'static str, column: &'static str, name: &str, known: bool, other: &'static str) {
        if !known {
            let kind = ProblemKind::Unknown { column, found: name.to_owned(), file: other };
            self.problems.push(Problem { file: file.to_owned(), line: None, kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use chiso_model::Lang;

    use super::*;

    /// What the catalogue says, in Vietnamese and English, when `from` becomes `to` in a shipped file.
    fn said(file: &str, from: &str, to: &str) -> [String; 2] {
        let mut files = EMBEDDED.to_vec();
        let entry = files.iter_mut().find(|(path, _)| *path == file).unwrap_or_else(|| panic!("no {file}"));
        assert!(entry.1.contains(from), "{file} does not say `{from}`");
        entry.1 = entry.1.replacen(from, to, 1).leak();
        let error = Catalogue::read(&files).expect_err(to);
        [Lang::Vi, Lang::En].map(|lang| error.message(lang))
    }

    /// What is wrong with a shipped file is said with its file and line, and how to mend it.
    #[test]
    fn a_broken_file_is_told_by_file_and_line() {
        for (file, from, to, vi, en) in [
            (
                "facts/ministries.csv",
                "Bộ Công Thương,Ministry of Industry and Trade,BCT",
                "Bộ Công Thương,Ministry of Industry and Trade,CÔNGTHƯƠNG",
                "facts/ministries.csv:2: cột `short` ghi `CÔNGTHƯƠNG`; chỉ được ghi HN, HCM (1–4)",
                "facts/ministries.csv:2: column `short` says `CÔNGTHƯƠNG`; it may only say HN, HCM (1–4)",
            ),
            (
                "facts/ministries.csv",
                ",BCT,",
                ",BCT,thừa,",
                "facts/ministries.csv:2: không đọc được dòng này: CSV error: record 1 (line: 2, byte: 33): found record \
                 with 6 fields, but the previous record has 5 fields",
                "facts/ministries.csv:2: the row cannot be read: CSV error: record 1 (line: 2, byte: 33): found record \
                 with 6 fields, but the previous record has 5 fields",
            ),
            (
                "facts/ministries.csv",
                ",BCT,",
                ",BTP,",
                "facts/ministries.csv: `ministries BTP` đã có ở dòng trước; hãy bỏ bớt một dòng",
                "facts/ministries.csv: `ministries BTP` stands in an earlier row already; take one of them out",
            ),
            (
                "facts/tiles_63.csv",
                "02,2,0",
                "02,3,0",
                "facts/tiles_63.csv: `(3, 0)` đã có ở dòng trước; hãy bỏ bớt một dòng",
                "facts/tiles_63.csv: `(3, 0)` stands in an earlier row already; take one of them out",
            ),
            (
                "facts/tiles_34.csv",
                "01,3,2",
                "01,ba,2",
                "facts/tiles_34.csv:2: cột `column` ghi `ba`; chỉ được ghi 0, 1, 2, …",
                "facts/tiles_34.csv:2: column `column` says `ba`; it may only say 0, 1, 2, …",
            ),
            (
                "facts/published/sipas.csv",
                "2015,province,48",
                "2015,province,47",
                "facts/published/sipas.csv: cột `unit` ghi `47` nhưng facts/provinces.csv không có; hãy sửa tên hoặc \
                 thêm vào tệp đó",
                "facts/published/sipas.csv: column `unit` says `47`, which is not in facts/provinces.csv; mend the name \
                 or add it there",
            ),
            (
                "facts/published/sipas.csv",
                "95.99",
                "195.99",
                "facts/published/sipas.csv:2: cột `value` ghi `195.99`; chỉ được ghi 0–100",
                "facts/published/sipas.csv:2: column `value` says `195.99`; it may only say 0–100",
            ),
            (
                "facts/provinces.csv",
                "2025-06-30,08",
                "30/06/2025,08",
                "facts/provinces.csv:3: cột `valid_to` ghi `30/06/2025`; chỉ được ghi 2025-07-01",
                "facts/provinces.csv:3: column `valid_to` says `30/06/2025`; it may only say 2025-07-01",
            ),
            (
                "facts/provinces.csv",
                "2025-06-30,08",
                "2025-06-30,99",
                "facts/provinces.csv: cột `successor_code` ghi `99` nhưng facts/provinces.csv không có; hãy sửa tên \
                 hoặc thêm vào tệp đó",
                "facts/provinces.csv: column `successor_code` says `99`, which is not in facts/provinces.csv; mend the \
                 name or add it there",
            ),
            (
                "facts/datasets.csv",
                "par-index/2023-ministry",
                "par-index/2032-ministry",
                "facts/datasets.csv: cột `rulebook` ghi `par-index/2032-ministry` nhưng rulebooks/ không có; hãy sửa \
                 tên hoặc thêm vào tệp đó",
                "facts/datasets.csv: column `rulebook` says `par-index/2032-ministry`, which is not in rulebooks/; mend \
                 the name or add it there",
            ),
            (
                "facts/published/national.csv",
                ",mean,",
                ",average,",
                "facts/published/national.csv:2: cột `statistic` ghi `average`; chỉ được ghi mean, max, min, \
                 mean_change, units_up, units_down, units_at_full, units_in_band, best_gain, least_gain, greatest_loss, \
                 component_rank, share",
                "facts/published/national.csv:2: column `statistic` says `average`; it may only say mean, max, min, \
                 mean_change, units_up, units_down, units_at_full, units_in_band, best_gain, least_gain, greatest_loss, \
                 component_rank, share",
            ),
            (
                "facts/breaks.csv",
                "index,level",
                "chỉ số,level",
                "facts/breaks.csv:2: không đọc được dòng này: unknown field `chỉ số`, expected one of `index`, `level`, \
                 `year`, `units`, `vi`, `en`, `source`, `source_en`, `verified`",
                "facts/breaks.csv:2: the row cannot be read: unknown field `chỉ số`, expected one of `index`, `level`, \
                 `year`, `units`, `vi`, `en`, `source`, `source_en`, `verified`",
            ),
        ] {
            let told = said(file, from, to);
            assert!(told[0].starts_with(vi) && told[1].starts_with(en), "{told:?}");
        }
    }

    #[test]
    fn a_missing_file_and_a_broken_rulebook_are_told() {
        let without: Vec<_> = EMBEDDED.iter().filter(|(path, _)| *path != "facts/breaks.csv").copied().collect();
        let error = Catalogue::read(&without).unwrap_err();
        assert_eq!(error.message(Lang::Vi), "facts/breaks.csv: không có tệp này; hãy thêm tệp");
        assert_eq!(error.message(Lang::En), "facts/breaks.csv: there is no such file; add it");
        let told = said("rulebooks/par-index/2023-ministry.yaml", "chiso: 1", "chiso: 1\nthua: 1");
        assert!(told[1].starts_with("rulebooks/par-index/2023-ministry.yaml:2:1: error: "), "{told:?}");
        let told = said("rulebooks/par-index/2023-ministry.yaml", "edition: 2023-ministry", "edition: 2023-bo");
        assert!(
            told[1].contains(
                "rulebooks/par-index/2023-ministry.yaml: this rulebook belongs in rulebooks/par-index/2023-bo.yaml; \
                 rename the file"
            ),
            "{told:?}"
        );
    }
}
