//! A rulebook as a workbook that an official can fill in, and back, without losing anything.

mod cells;
mod guide;
mod layout;
mod read;
mod sheets;
mod write;

pub use read::{load_xlsx, read_xlsx};
pub use write::{WriteError, to_xlsx};

#[cfg(test)]
mod tests {
    use chiso_model::Lang;
    use proptest::prelude::*;

    use std::collections::BTreeSet;

    use super::layout::{BOOK, BOOK_KEYS, NODE_COLUMNS, TABLES};
    use super::read::document;
    use super::sheets::{sheets, table_columns};
    use super::to_xlsx;
    use crate::conform::conform;
    use crate::definition::Rulebook;
    use crate::generated;
    use crate::to_yaml;

    fn reread(bytes: &[u8]) -> Rulebook {
        let read = document(bytes, "r.xlsx");
        let (root, problems) = (read.root, read.problems);
        let lines: Vec<_> = problems.iter().map(|p| p.line(Lang::En)).collect();
        assert!(lines.is_empty(), "{lines:#?}");
        let conformed = conform(&root.unwrap());
        let lines: Vec<_> = conformed.problems.iter().map(|p| p.line(Lang::En)).collect();
        assert!(lines.is_empty(), "{lines:#?}");
        serde_json::from_value(conformed.value.unwrap()).unwrap()
    }

    /// Else the test below would prove less than it says.
    #[test]
    fn generated_rulebooks_fill_every_column_of_every_sheet() {
        let mut missing: BTreeSet<String> = BTreeSet::new();
        missing.extend(BOOK_KEYS.iter().filter(|c| !c.container).map(|c| format!("rulebook {}", c.path)));
        missing.extend(NODE_COLUMNS.iter().filter(|c| !c.container).map(|c| format!("nodes {}", c.path)));
        for table in &TABLES {
            missing.extend(
                table_columns(table).iter().filter(|c| !c.container).map(|c| format!("{} {}", table.name, c.path)),
            );
        }
        for seed in 0..3000 {
            for sheet in sheets(&generated::rulebook(seed)) {
                if sheet.name == BOOK {
                    for row in &sheet.rows {
                        missing.remove(&format!("rulebook {}", row[0].as_ref().unwrap().as_str().unwrap()));
                    }
                }
                for (i, column) in sheet.columns.iter().enumerate() {
                    if sheet.rows.iter().any(|row| row[i].is_some()) {
                        missing.remove(&format!("{} {}", sheet.name, column.path));
                    }
                }
            }
        }
        assert_eq!(missing, BTreeSet::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn a_workbook_reads_back_the_same(seed: u64) {
            let rulebook = generated::rulebook(seed);
            let bytes = to_xlsx(&rulebook, Lang::Vi).unwrap();
            let again = reread(&bytes);
            prop_assert_eq!(to_yaml(&again), to_yaml(&rulebook));
            prop_assert_eq!(&again, &rulebook);
            prop_assert_eq!(to_xlsx(&again, Lang::Vi).unwrap(), bytes);
        }
    }
}
