//! Shipped provinces and ministries as agencies through time.
//!
//! Ids, which never change once given:
//!
//! - `viet-nam`: the country;
//! - a province of before the merger of 1 July 2025, and one that went through it unchanged: its GSO code (`01`, `15` for Yên Bái). One that was only renamed goes on
//!   as itself (`46`: Thừa Thiên Huế, Huế since 1 January 2025);
//! - a province formed by a merger: the code it took and the year (`15-2025` for the Lào Cai of today), whatever its name, for seven of them have a name whose old owner
//!   had another code;
//! - a ministry: the slug of its Vietnamese name (`bo-tu-phap`).

use std::collections::BTreeMap;

use chiso_model::agency::{
    Agency, AgencyId, AgencyKind, AgencyOnDay, BadAgencyId, Code, CodeSystem, Dated, Heir, LineageEdge, LineageKind,
    Name, Register, Validity, fold_name_with_kind,
};
use chiso_model::{Date, Lang, Period, Text};

use crate::error::{Problem, ProblemKind};
use crate::{Catalogue, Level, Ministry, Province, ProvinceKind, Scheme};

/// Id of the country.
const COUNTRY: &str = "viet-nam";

impl Catalogue {
    /// The country, its provinces through time and its ministries, with what became of them. The ids are explained at the top of `register.rs`.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The agency that a figure of a year speaks of: by the code a province had at the end of that year, by a ministry's slug.
    pub fn agency_of(&self, level: Level, year: i16, unit: &str) -> Option<AgencyOnDay<'_>> {
        let day = Period::year(year).last_day();
        match level {
            Level::Province => self.register.find_code(&CodeSystem::GSO, unit, day),
            Level::Ministry => self.register.on(&AgencyId::new(unit).ok()?, day),
            Level::Country => self.register.on(&AgencyId::new(COUNTRY).ok()?, day),
        }
    }

    /// The agency of a unit of a scheme.
    pub fn agency_in(&self, scheme: Scheme, unit: &str) -> Option<AgencyOnDay<'_>> {
        match scheme.day() {
            Some(day) => self.register.find_code(&CodeSystem::GSO, unit, day),
            // Nothing is known of when ministries began and ended.
            None => self.register.on(&AgencyId::new(unit).ok()?, Date::constant(2024, 12, 31)),
        }
    }

    /// The unit that stands for an agency in a scheme: a province's code of that time, a ministry's slug.
    pub fn unit_of<'c>(&'c self, scheme: Scheme, agency: &'c AgencyId) -> Option<&'c str> {
        let day = scheme.day().unwrap_or(Date::constant(2024, 12, 31));
        let found = self.register.on(agency, day)?;
        let unit = if scheme == Scheme::Ministries { agency.as_str() } else { found.code(&CodeSystem::GSO)? };
        self.unit(scheme, unit).map(|unit| unit.id.as_str())
    }

    /// Makes the register of what was read.
    pub(crate) fn make_register(&self) -> Result<Register, Vec<Problem>> {
        let told = |problem: &dyn Fn(Lang) -> String| Problem {
            file: "facts/provinces.csv".to_owned(),
            line: None,
            kind: ProblemKind::Told {
                vi: format!("facts/provinces.csv: {}", problem(Lang::Vi)),
                en: format!("facts/provinces.csv: {}", problem(Lang::En)),
            },
        };
        let register = self.agencies_and_edges().map_err(|bad| vec![told(&|lang| bad.message(lang))])?;
        let problems: Vec<Problem> =
            register.check().iter().map(|problem| told(&|lang| problem.message(lang))).collect();
        if problems.is_empty() { Ok(register) } else { Err(problems) }
    }

    fn agencies_and_edges(&self) -> Result<Register, BadAgencyId> {
        let country = AgencyId::new(COUNTRY)?;
        let name = Text::new("Việt Nam", "Viet Nam");
        let mut agencies: BTreeMap<AgencyId, Agency> = BTreeMap::new();
        agencies.insert(country.clone(), Agency::new(country.clone(), AgencyKind::Country, name, Validity::ALWAYS));
        let mut edges = Vec::new();
        // The older of two rows of one code comes first, so that a renamed province is there when its new name comes.
        for province in &self.provinces {
            let id = self.agency_id(province)?;
            if let Some(earlier) = agencies.get_mut(&id) {
                goes_on_as(earlier, province);
            } else {
                agencies.insert(id.clone(), first_of(id, province).below(country.clone()));
            }
            if let Some(edge) = self.beginning(province)? {
                edges.push(edge);
            }
        }
        for agency in agencies.values_mut().filter(|agency| agency.id != country) {
            // Whoever was renamed kept its parent and code.
            agency.parents = vec![Dated::new(country.clone(), agency.valid)];
            // An identification code is told of a row and its days only.
            for code in agency.codes.iter_mut().filter(|code| code.value.system == CodeSystem::GSO) {
                code.valid = agency.valid;
            }
        }
        for ministry in &self.ministries {
            let agency = of_ministry(ministry)?;
            agencies.insert(agency.id.clone(), agency.below(country.clone()));
        }
        Ok(Register::new(agencies.into_values(), edges))
    }

    fn agency_id(&self, province: &Province) -> Result<AgencyId, BadAgencyId> {
        match province.from {
            Some(from) if !self.is_renaming(province) => AgencyId::new(format!("{}-{}", province.code, from.year())),
            _ => AgencyId::new(province.code.as_str()),
        }
    }

    /// True when it is one earlier province with another name.
    fn is_renaming(&self, province: &Province) -> bool {
        let before: Vec<&Province> = self.predecessors(province).collect();
        matches!(before.as_slice(), [only] if only.code == province.code)
    }

    /// The event by which it began.
    fn beginning(&self, province: &Province) -> Result<Option<LineageEdge>, BadAgencyId> {
        let Some(date) = province.from else { return Ok(None) };
        let from: Vec<AgencyId> = self.predecessors(province).map(|p| self.agency_id(p)).collect::<Result<_, _>>()?;
        let kind = match from.len() {
            0 => LineageKind::Create,
            1 => LineageKind::Rename,
            _ => LineageKind::Merge,
        };
        Ok(Some(LineageEdge {
            kind,
            date,
            decision: decision(province),
            from,
            to: vec![Heir::new(self.agency_id(province)?)],
            note: None,
            source: Some(province.source.clone()),
        }))
    }
}

/// The decision that the source of a merger names first: `Nghị quyết 202/2025/QH15, theo …`.
fn decision(province: &Province) -> Option<String> {
    let first = province.source.vi.split(',').next()?;
    first.starts_with("Nghị quyết ").then(|| first.to_owned())
}

fn kind_of(province: &Province) -> AgencyKind {
    let is_called_city = || province.aliases.iter().any(|alias| fold_name_with_kind(alias).starts_with("thanh pho "));
    match province.kind {
        Some(ProvinceKind::City) => AgencyKind::City,
        // The sources do not say it of those that are no more; their names do.
        None if is_called_city() => AgencyKind::City,
        Some(ProvinceKind::Province) | None => AgencyKind::Province,
    }
}

fn first_of(id: AgencyId, province: &Province) -> Agency {
    let valid = Validity::new(province.from, province.to);
    let gso = Code::new(CodeSystem::GSO, province.code.as_str());
    let h26 = province.h26.iter().map(|(code, _)| Code::new(CodeSystem::H26, code.as_str()));
    Agency {
        kinds: vec![Dated::new(kind_of(province), valid)],
        names: vec![Dated::new(Name { text: province.name.clone(), short: Some(province.short.clone()) }, valid)],
        aliases: province.aliases.iter().map(|alias| Dated::new(alias.clone(), valid)).collect(),
        codes: [gso].into_iter().chain(h26).map(|code| Dated::new(code, valid)).collect(),
        note: province.note.clone(),
        source: Some(source_of(province)),
        ..Agency::new(id, kind_of(province), province.name.clone(), valid)
    }
}

/// Where code, dates and successor come from, and the identification code, which others tell of.
fn source_of(province: &Province) -> Text {
    let Some((code, source)) = &province.h26 else { return province.source.clone() };
    let both = |lang: Lang| {
        let of_code = lang.pick("mã định danh", "identification code");
        format!("{}; {of_code} {code}: {}", province.source.get(lang), source.get(lang))
    };
    Text::new(both(Lang::Vi), both(Lang::En))
}

fn goes_on_as(agency: &mut Agency, province: &Province) {
    let later = first_of(agency.id.clone(), province);
    agency.valid.to = province.to;
    agency.kinds.extend(later.kinds);
    agency.names.extend(later.names);
    agency.aliases.extend(later.aliases);
    agency.codes.extend(later.codes.into_iter().filter(|code| code.value.system != CodeSystem::GSO));
    agency.note = agency.note.take().or(later.note);
}

fn of_ministry(ministry: &Ministry) -> Result<Agency, BadAgencyId> {
    let id = AgencyId::new(ministry.id.as_str())?;
    let name = Name { text: ministry.name.clone(), short: Some(ministry.short.clone()) };
    Ok(Agency {
        names: vec![Dated::always(name)],
        aliases: ministry.aliases.iter().cloned().map(Dated::always).collect(),
        note: Some(Text::new(
            "Theo danh mục bộ, cơ quan ngang bộ trước ngày 01/03/2025; chưa kiểm chứng cho thời gian sau. Ngày thành lập và ngày kết thúc chưa được ghi nhận.",
            "From the list of ministries before 1 March 2025; unverified for later. When it began and ended is not recorded.",
        )),
        ..Agency::new(id, AgencyKind::Ministry, ministry.name.clone(), Validity::ALWAYS)
    })
}
