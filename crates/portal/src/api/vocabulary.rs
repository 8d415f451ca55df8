//! Words that fields and query parameters may hold, for the description alone: what is written comes from the types of the crates below, and a test compares.
#![allow(dead_code, reason = "only their names go into the description")]

use utoipa::ToSchema;

/// What is scored.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Level {
    Province,
    Ministry,
    Country,
}

/// Where the values of a data set come from: computed here with a trace, published elsewhere, or a method without values.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum DatasetKind {
    Computed,
    Published,
    Method,
}

/// How far a rulebook can be relied on.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Status {
    Official,
    Reconstructed,
    Illustrative,
}

/// Why there is no value.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Missing {
    Blank,
    NotApplicable,
    Abstained,
    Withheld,
    NotComputable,
}

/// How a value is known: printed by its source, derived from other printed figures, told by a secondary source, computed here, or made up to show the form.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Provenance {
    Published,
    Derived,
    Reported,
    Computed,
    Simulated,
}

/// The reading that tables and sentences use, or another that stands beside it.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Reading {
    Main,
    Other,
}

/// What a sentence rests on.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Basis {
    Derived,
    Quoted,
    Computed,
    Simulated,
}

/// A language.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Language {
    Vi,
    En,
}

/// Units as they were in each year, or all years within the units of today.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum View {
    Then,
    Now,
}

/// How values of several units become one.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum Combination {
    WeightedMean,
    Sum,
}

/// The level of government of an agency.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum AgencyLevel {
    National,
    Ministry,
    Province,
    District,
    Commune,
    Department,
}

/// What kind of agency it is.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum AgencyKind {
    Country,
    Ministry,
    Province,
    City,
    District,
    Commune,
    Ward,
    SpecialZone,
    Department,
    Office,
    ServiceCentre,
    PublicServiceUnit,
    PostOperator,
    Other,
}

/// What happened to agencies.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(super) enum LineageKind {
    Merge,
    Split,
    Rename,
    Move,
    Dissolve,
    Create,
}

#[cfg(test)]
mod tests {
    use super::*;
    use chiso_engine::Combination as Combined;
    use chiso_model::{Missing as Kind, agency};
    use utoipa::PartialSchema;

    fn words<T: PartialSchema>() -> Vec<String> {
        let schema = serde_json::to_value(T::schema()).unwrap();
        schema["enum"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_words_are_those_of_the_types() {
        let levels = chiso_catalogue::Level::ALL.map(chiso_catalogue::Level::id);
        assert_eq!(words::<Level>(), levels);
        assert_eq!(words::<AgencyLevel>(), agency::Level::ALL.map(agency::Level::id));
        assert_eq!(words::<AgencyKind>(), agency::AgencyKind::ALL.map(agency::AgencyKind::id));
        assert_eq!(words::<LineageKind>(), agency::LineageKind::ALL.map(agency::LineageKind::id));
        assert_eq!(words::<Combination>(), [Combined::WeightedMean, Combined::Sum].map(Combined::id));
        let kinds = [Kind::Blank, Kind::NotApplicable, Kind::Abstained, Kind::Withheld, Kind::NotComputable];
        assert_eq!(words::<Missing>(), kinds.map(Kind::id));
    }
}
