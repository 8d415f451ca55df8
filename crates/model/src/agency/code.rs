//! Codes of agencies, in several systems at once.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::Text;

/// A system of codes: an open list of short names, of which those known here have a name for people. A province's own list is `local`, or any other name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeSystem(Cow<'static, str>);

impl CodeSystem {
    /// Codes of administrative units by the General Statistics Office (Quyết định 124/2004/QĐ-TTg and its changes).
    pub const GSO: CodeSystem = CodeSystem(Cow::Borrowed("gso"));
    /// Electronic identification codes of agencies (Quyết định 20/2020/QĐ-TTg): `H38`, `000.00.15.H38`.
    pub const H26: CodeSystem = CodeSystem(Cow::Borrowed("h26"));
    /// Codes that an agency made for itself.
    pub const LOCAL: CodeSystem = CodeSystem(Cow::Borrowed("local"));

    /// Every system known by name.
    pub const KNOWN: [CodeSystem; 3] = [CodeSystem::GSO, CodeSystem::H26, CodeSystem::LOCAL];

    /// The system of that name, written in small letters.
    pub fn new(name: &str) -> CodeSystem {
        let name = name.trim().to_lowercase();
        CodeSystem::KNOWN.into_iter().find(|known| known.0 == name).unwrap_or(CodeSystem(Cow::Owned(name)))
    }

    /// The name used in files and addresses.
    pub fn id(&self) -> &str {
        &self.0
    }

    /// What people call it: a system not known here is called by its id.
    pub fn name(&self) -> Text {
        match self.id() {
            "gso" => Text::new("Mã đơn vị hành chính (Cục Thống kê)", "GSO code"),
            "h26" => Text::new("Mã định danh điện tử", "Identification code"),
            "local" => Text::new("Mã nội bộ", "Local code"),
            other => Text::new(other, other),
        }
    }
}

/// A code within its system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Code {
    /// The system.
    pub system: CodeSystem,
    /// The code as written, with its leading zeros.
    pub code: String,
}

impl Code {
    /// A code of a system.
    pub fn new(system: CodeSystem, code: impl Into<String>) -> Code {
        Code { system, code: code.into() }
    }
}
