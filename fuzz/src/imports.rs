//! The targets of import files, and what they promise.

use chiso_facts::{Problem, agencies as import, lineage as events, results as published, weights};
use chiso_model::agency::{Agency, AgencyId, AgencyKind, CodeSystem, Register, Validity};
use chiso_model::{Date, Lang, Text};

/// A register in which codes and names of the seeds are known: a code that changed hands in a merger, a province that stays, a department, a ward.
fn register() -> Register {
    let (eve, merger) = (Date::constant(2025, 6, 30), Date::constant(2025, 7, 1));
    let id = |text: &str| AgencyId::of(text).unwrap_or_else(|_| AgencyId::numbered(0));
    let make = |own: &str, kind, name: &str, valid| Agency::new(id(own), kind, Text::new(name, name), valid);
    let gso = |agency: Agency, code: &str, parent: &str| agency.below(id(parent)).with_code(CodeSystem::GSO, code);
    let (before, after, always) = (Validity::until(eve), Validity::since(merger), Validity::ALWAYS);
    let department = make("snv", AgencyKind::Department, "Sở Nội vụ", after).below(id("15-2025"));
    Register::new(
        [
            make("viet-nam", AgencyKind::Country, "Việt Nam", always),
            gso(make("15", AgencyKind::Province, "Yên Bái", before), "15", "viet-nam"),
            gso(make("15-2025", AgencyKind::Province, "Lào Cai", after), "15", "viet-nam"),
            gso(make("00001", AgencyKind::Commune, "Xã Một", before), "00001", "15"),
            gso(make("00002", AgencyKind::Commune, "Xã Hai", before), "00002", "15"),
            gso(make("00003", AgencyKind::Commune, "Xã Ba", before), "00003", "15"),
            gso(make("22", AgencyKind::Province, "Quảng Ninh", always), "22", "viet-nam"),
            gso(make("00004", AgencyKind::Ward, "Phường Cũ", after), "00004", "15-2025"),
            department.with_code(CodeSystem::LOCAL, "SNV").with_code(CodeSystem::H26, "000.00.15.H38"),
        ],
        [],
    )
}

/// Agencies in CSV: what is refused is told; a sound plan makes a sound register, in which the same file has nothing to do any more.
///
/// # Panics
/// When a promise is broken, as every target.
pub fn agencies_csv(data: &[u8]) {
    agencies("fuzz.csv", data);
}

/// Events in CSV: what is refused is told; a sound plan makes a sound register, in which the same file has nothing to do any more.
///
/// # Panics
/// When a promise is broken.
pub fn lineage_csv(data: &[u8]) {
    lineage("fuzz.csv", data);
}

/// Published results in CSV: what is refused is told; what is read is of a unit of its year.
///
/// # Panics
/// When a promise is broken.
pub fn results_csv(data: &[u8]) {
    results("fuzz.csv", data);
}

pub(crate) fn agencies(name: &str, data: &[u8]) {
    let register = register();
    let file = import::read(name, data, None);
    let plan = import::plan(&register, &file);
    told(&plan.problems);
    told(&plan.warnings);
    assert_eq!(plan.create.len() + plan.change.len() + plan.unchanged.len(), file.rows.len(), "a row was lost");
    if !plan.is_sound() {
        return;
    }
    let after = plan.apply(&register);
    assert_eq!(after.check(), [], "a sound plan made an impossible register");
    let again = import::plan(&after, &file);
    assert!(again.is_sound(), "{:?}", again.problems);
    assert!(again.create.is_empty() && again.change.is_empty(), "done twice: {:?} {:?}", again.create, again.change);
}

pub(crate) fn lineage(name: &str, data: &[u8]) {
    let register = register();
    let file = events::read(name, data, None);
    let plan = events::plan(&register, &file);
    told(&plan.problems);
    told(&plan.warnings);
    if !plan.is_sound() {
        return;
    }
    let after = plan.apply(&register);
    assert_eq!(after.check(), [], "a sound plan made an impossible register");
    let again = events::plan(&after, &file);
    assert_eq!((again.problems, again.create), (Vec::new(), Vec::new()), "done twice");
    assert_eq!(again.unchanged.len(), file.rows.len(), "a row was lost");
}

pub(crate) fn results(name: &str, data: &[u8]) {
    let register = register();
    let read = published::read(name, data, None, &register);
    told(&read.problems);
    told(&read.warnings);
    for figure in &read.figures {
        let day = Date::constant(figure.year, 12, 31);
        assert!(register.on(&figure.unit, day).is_some_and(|unit| unit.level == figure.level), "{figure:?}");
        let numbers = [figure.value, figure.appraisal, figure.survey].into_iter().flatten();
        assert!(numbers.into_iter().all(|number| (0.0..=100.0).contains(&number.value)), "{figure:?}");
        assert!(figure.value.is_some() || figure.rank.is_some(), "{figure:?}");
    }
    match weights::read(name, data, None, &register, Date::constant(2024, 12, 31)) {
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            told(&problems);
        }
        Ok(read) => {
            let sound = |weight: f64| weight > 0.0 && weight.is_finite();
            assert!(read.values.values().all(|cell| cell.value().is_none_or(sound)), "{:?}", read.values);
        }
    }
}

fn told(problems: &[Problem]) {
    for problem in problems {
        for lang in [Lang::Vi, Lang::En] {
            assert!(!problem.message(lang).is_empty() && problem.place.file.starts_with("fuzz"), "{problem:?}");
        }
    }
}
