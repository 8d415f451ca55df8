//! Forms that are part of the program.

use crate::form::Form;
use crate::problem::Problem;
use crate::read::read_sheets;
use crate::sheet::sheets_from_csv;

/// A form that is part of the program: its sheets as CSV, from the folder `questionnaires`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// The name of its folder.
    pub id: &'static str,
    /// Names of its sheets, and what stands in them.
    pub sheets: &'static [(&'static str, &'static str)],
}

macro_rules! sheets {
    ($folder:literal: $($sheet:literal),+) => {
        &[$(($sheet, include_str!(concat!("../../../questionnaires/", $folder, "/", $sheet, ".csv")))),+]
    };
}

/// Every form that is part of the program.
pub const SHIPPED: [Shipped; 2] = [
    // SIPAS 2026, the satisfaction of citizens: 39 items, 9 factors, 2 halves, the index.
    Shipped {
        id: "sipas_2026",
        sheets: sheets!("sipas_2026": "survey", "choices", "settings", "design", "score", "ballot"),
    },
    // An illustration of a ballot of officials about the reform work of other agencies.
    Shipped {
        id: "officials_ballot",
        sheets: sheets!("officials_ballot": "survey", "choices", "settings", "score", "ballot"),
    },
];

impl Shipped {
    /// The form. A test reads every one of them.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn form(&self) -> Result<Form, Vec<Problem>> {
        read_sheets(&sheets_from_csv(self.sheets)?)
    }
}

/// The form of a folder's name; none where none is shipped.
pub fn shipped(id: &str) -> Option<Form> {
    SHIPPED.iter().find(|shipped| shipped.id == id)?.form().ok()
}
