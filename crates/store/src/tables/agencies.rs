//! Agencies through time, each fact with its dates, and how they came out of one another.

use chiso_model::Date;

use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::Reader;

record! {
    /// An agency; what it is called, belongs to and is coded as are rows of their own.
    pub Agency in agency, Kept {
        /// Its id, for ever.
        key id: String,
        /// Counts changes.
        plain version: i64,
        /// `shipped`, `entered`, or the id of the import that brought it.
        plain origin: String,
        /// First day; none when it was there before all records.
        plain valid_from: Option<Date>,
        /// Last day; none while it lasts.
        plain valid_to: Option<Date>,
        /// A remark.
        plain note: Option<String>,
    }
}

record! {
    /// What an agency is called, and its kind, between two days.
    pub AgencyName in agency_name, Kept {
        /// Its id.
        key id: String,
        /// Id of the agency.
        plain agency: String,
        /// Id of the kind.
        plain kind: String,
        /// Vietnamese name.
        plain vi: String,
        /// English name.
        plain en: Option<String>,
        /// Short name.
        plain short: Option<String>,
        /// Other ways in which it is written, as a JSON list.
        plain aliases: serde_json::Value,
        /// First day.
        plain valid_from: Option<Date>,
        /// Last day.
        plain valid_to: Option<Date>,
    }
}

record! {
    /// What an agency belongs to, between two days.
    pub AgencyParent in agency_parent, Kept {
        /// Its id.
        key id: String,
        /// Id of the agency.
        plain agency: String,
        /// Id of the agency above.
        plain parent: String,
        /// First day.
        plain valid_from: Option<Date>,
        /// Last day.
        plain valid_to: Option<Date>,
    }
}

record! {
    /// A code of an agency in one system, between two days.
    pub AgencyCode in agency_code, Kept {
        /// Its id.
        key id: String,
        /// Id of the agency.
        plain agency: String,
        /// The system, as `gso` or `h26`.
        plain system: String,
        /// The code.
        plain code: String,
        /// First day.
        plain valid_from: Option<Date>,
        /// Last day.
        plain valid_to: Option<Date>,
    }
}

record! {
    /// A change by which agencies came out of others.
    pub Lineage in lineage, Kept {
        /// Its id.
        key id: String,
        /// Id of the kind, as `merge`.
        plain kind: String,
        /// First day of what came of it.
        plain day: Date,
        /// Number of the decision.
        plain decision: Option<String>,
        /// Where this is known from.
        plain source: Option<String>,
        /// A remark.
        plain note: Option<String>,
    }
}

record! {
    /// An agency on one side of such a change.
    pub LineagePart in lineage_part, Kept {
        /// Its id.
        key id: String,
        /// Id of the change.
        plain edge: String,
        /// `from` or `to`.
        plain side: String,
        /// Id of the agency.
        plain agency: String,
        /// Shares by variable, as a JSON object; empty where it is the whole.
        plain shares: serde_json::Value,
    }
}

/// Every row about agencies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgencyRows {
    /// Agencies, by id.
    pub agencies: Vec<Agency>,
    /// Their names.
    pub names: Vec<AgencyName>,
    /// What they belong to.
    pub parents: Vec<AgencyParent>,
    /// Their codes.
    pub codes: Vec<AgencyCode>,
    /// Changes, by day.
    pub lineage: Vec<Lineage>,
    /// Who took part in them.
    pub parts: Vec<LineagePart>,
}

statements! {
    AGENCIES: Agency = "SELECT {*} FROM agency ORDER BY id";
    NAMES: AgencyName = "SELECT {*} FROM agency_name ORDER BY agency, valid_from NULLS FIRST, id";
    PARENTS: AgencyParent = "SELECT {*} FROM agency_parent ORDER BY agency, valid_from NULLS FIRST, id";
    CODES: AgencyCode = "SELECT {*} FROM agency_code ORDER BY agency, system, valid_from NULLS FIRST, id";
    LINEAGE: Lineage = "SELECT {*} FROM lineage ORDER BY day, id";
    PARTS: LineagePart = "SELECT {*} FROM lineage_part ORDER BY edge, side, agency, id";
    COUNT = "SELECT COUNT(*) FROM agency";
}

impl Reader<'_> {
    /// Everything about agencies.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn agency_rows(&mut self) -> Result<AgencyRows, StoreError> {
        Ok(AgencyRows {
            agencies: self.find(&AGENCIES, &[])?,
            names: self.find(&NAMES, &[])?,
            parents: self.find(&PARENTS, &[])?,
            codes: self.find(&CODES, &[])?,
            lineage: self.find(&LINEAGE, &[])?,
            parts: self.find(&PARTS, &[])?,
        })
    }

    /// How many agencies there are, those of other times too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_agencies(&mut self) -> Result<i64, StoreError> {
        self.number(&COUNT, &[])
    }
}
