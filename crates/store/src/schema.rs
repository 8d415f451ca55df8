//! Every table, statement and migration, in one place each.

use crate::journal::{self, Entry, Head};
use crate::record::{Record as _, Table};
use crate::statement::Statement;
use crate::tables::{agencies, fieldwork, files, imports, jobs, keys, people, rounds, sessions, settings, surveys};

/// Migrations, the oldest first; a released one is never changed again.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
];

/// Every table, in the order in which an archive holds them; the ledger first.
pub const TABLES: &[&Table] = &[
    Entry::TABLE,
    Head::TABLE,
    settings::Setting::TABLE,
    settings::InstallationKey::TABLE,
    people::Person::TABLE,
    people::Password::TABLE,
    people::SecondFactor::TABLE,
    people::RecoveryCode::TABLE,
    people::ExternalIdentity::TABLE,
    people::OneTimeLink::TABLE,
    people::Assignment::TABLE,
    sessions::Session::TABLE,
    sessions::SessionSeen::TABLE,
    sessions::UsedStep::TABLE,
    sessions::Attempt::TABLE,
    jobs::Job::TABLE,
    agencies::Agency::TABLE,
    agencies::Lineage::TABLE,
    files::File::TABLE,
    files::PublishedFile::TABLE,
    imports::FileImport::TABLE,
    imports::PublishedFigure::TABLE,
    imports::Weight::TABLE,
    imports::Boundary::TABLE,
    keys::ApiKey::TABLE,
    keys::ApiKeySeen::TABLE,
    rounds::RulebookText::TABLE,
    rounds::RoundEventRow::TABLE,
    rounds::AssessmentEventRow::TABLE,
    rounds::AssessmentHead::TABLE,
    rounds::RoundRefusal::TABLE,
    rounds::Notice::TABLE,
    rounds::NoticeChoice::TABLE,
    rounds::Measure::TABLE,
    surveys::SurveyEventRow::TABLE,
    surveys::SurveyGroup::TABLE,
    surveys::Invitee::TABLE,
    surveys::InviteeMailing::TABLE,
    fieldwork::SurveyInterviewer::TABLE,
    fieldwork::SurveyVisit::TABLE,
    fieldwork::SurveySheet::TABLE,
    fieldwork::SurveyCallback::TABLE,
];

/// Every statement that is written by hand.
pub(crate) const STATEMENTS: &[&[Statement]] = &[
    journal::STATEMENTS,
    settings::STATEMENTS,
    people::STATEMENTS,
    sessions::STATEMENTS,
    jobs::STATEMENTS,
    agencies::STATEMENTS,
    files::STATEMENTS,
    imports::STATEMENTS,
    keys::STATEMENTS,
    rounds::STATEMENTS,
    surveys::STATEMENTS,
    fieldwork::STATEMENTS,
];

/// Every statement there is, by name, those made from tables too: for the test that prepares them all on both databases.
#[doc(hidden)]
pub fn statement_texts() -> Vec<(String, String)> {
    let by_hand = STATEMENTS.iter().copied().flatten();
    let mut texts: Vec<(String, String)> =
        by_hand.map(|statement| (statement.name.to_owned(), statement.text().into_owned())).collect();
    for table in TABLES {
        let mut add = |verb: &str, text: String| texts.push((format!("{verb} {}", table.name), text));
        add("select", table.select.to_owned());
        add("insert", crate::transaction::insert_text(table));
        add("delete", table.delete.to_owned());
        if table.columns.len() > 1 {
            add("update", table.update());
        }
    }
    texts
}
