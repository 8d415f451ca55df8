//! Fuzz targets of every reader of what people hand in: formulas, rulebooks, facts, bundles.
//!
//! Each target is a function over bytes that breaks (an assertion, a panic) when a promise does: nothing panics, a refusal says why, what was read can be
//! written and read again, and computing gives numbers or says which kind of missing value. The same functions run for a moment on the stable toolchain in every
//! test run (`cargo xtask fuzz`, see `main.rs`), and for as long as one likes, led by coverage, with cargo-fuzz on nightly.

mod bundles;
mod cells;
mod forms;
mod imports;
pub mod mutate;
pub mod random;
pub mod seeds;
mod targets;

pub use bundles::{bundle, bundle_parts};
pub use forms::{form, form_cells, form_expression};
pub use imports::{agencies_csv, lineage_csv, results_csv};
pub use targets::{expression, facts_csv, facts_json, rulebook_yaml, workbook, workbook_cells};

/// One target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The name of its function, of its seeds' folder and of its program for cargo-fuzz.
    pub name: &'static str,
    /// Breaks when a promise does.
    pub run: fn(&[u8]),
    /// Good inputs to start from.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every target.
pub const TARGETS: [Target; 14] = [
    Target { name: "expression", run: expression, seeds: seeds::expression },
    Target { name: "rulebook_yaml", run: rulebook_yaml, seeds: seeds::rulebook_yaml },
    Target { name: "facts_csv", run: facts_csv, seeds: seeds::facts_csv },
    Target { name: "facts_json", run: facts_json, seeds: seeds::facts_json },
    Target { name: "agencies_csv", run: agencies_csv, seeds: seeds::agencies_csv },
    Target { name: "lineage_csv", run: lineage_csv, seeds: seeds::lineage_csv },
    Target { name: "results_csv", run: results_csv, seeds: seeds::results_csv },
    Target { name: "bundle", run: bundle, seeds: seeds::bundle },
    Target { name: "bundle_parts", run: bundle_parts, seeds: seeds::bundle_parts },
    Target { name: "form", run: form, seeds: seeds::form },
    Target { name: "form_cells", run: form_cells, seeds: seeds::form_cells },
    Target { name: "form_expression", run: form_expression, seeds: seeds::form_expression },
    Target { name: "workbook", run: workbook, seeds: seeds::workbook },
    Target { name: "workbook_cells", run: workbook_cells, seeds: seeds::workbook_cells },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_seeds_and_none_of_them_breaks_it() {
        for target in TARGETS {
            let seeds = (target.seeds)();
            assert!(!seeds.is_empty(), "{} has no seeds", target.name);
            for seed in seeds {
                (target.run)(&seed);
            }
        }
    }
}
