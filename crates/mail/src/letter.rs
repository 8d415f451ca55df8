//! The mails that are sent.

use chiso_model::Lang;

/// A mail with what stands in it. Links are whole addresses; times are as the reader writes them (`22/11/2026 07:15`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mail {
    /// Somebody asked to set a new password.
    Recovery {
        /// Where it is set, once.
        link: String,
        /// For how many minutes the link works.
        valid_minutes: u32,
        /// Who made the link and when, where it was an administrator.
        made: Option<(String, String)>,
    },
    /// An account was made for the reader.
    Invitation {
        /// Who made it.
        by: String,
        /// The agency it is for.
        agency: String,
        /// Where the password is set, once.
        link: String,
        /// For how many hours the link works.
        valid_hours: u32,
    },
    /// The account was used from a machine that it was never used from.
    NewDevice {
        /// When.
        when: String,
        /// From which network address.
        address: String,
        /// With which browser, as far as it says.
        device: String,
        /// Where sessions are seen and ended.
        link: String,
    },
    /// An administrator changed how the reader signs in.
    AccountChanged {
        /// What was done.
        what: AccountChange,
        /// By whom.
        by: String,
        /// When.
        when: String,
        /// Where the reader sees their account.
        link: String,
    },
    /// The reader was given a role.
    RoleGranted {
        /// Its name in the reader's language.
        role: String,
        /// Within which agency.
        agency: String,
        /// By whom.
        by: String,
        /// From which day.
        from: String,
        /// Until which day, if it ends.
        until: Option<String>,
        /// Where the work begins.
        link: String,
    },
    /// Something in assessment rounds that the reader should know of, or do.
    Notices {
        /// True where it gathers what happened since the day before.
        digest: bool,
        /// What it is about, group by group.
        groups: Vec<NoticeGroup>,
        /// Where all notices are.
        inbox: String,
        /// Where the reader says which mails they want.
        choices: String,
    },
    /// The reader is asked to answer a survey.
    Survey(Box<SurveyCall>),
}

/// What asks somebody to answer a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyCall {
    /// True where the reader was asked before.
    pub again: bool,
    /// What the survey is called.
    pub title: String,
    /// The agency that runs it.
    pub owner: String,
    /// What the agency says, in paragraphs that empty lines part.
    pub text: String,
    /// What each ballot is about (nothing where that needs no saying), and where it is given.
    pub ballots: Vec<(String, String)>,
    /// When the survey closes.
    pub closes: String,
    /// Where the reader says that they want no more letters of this survey, with one click.
    pub decline: String,
}

/// Notices of one round and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeGroup {
    /// What they are about: a round, and a unit in it.
    pub about: String,
    /// What happened or is to be done, and where: a text and a whole address each.
    pub notices: Vec<(String, String)>,
}

/// What an administrator does to somebody's way of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChange {
    /// A link that opens the account once was made, to be handed over.
    LinkMade,
    /// The second factor was taken away.
    SecondFactorReset,
}

/// A mail on its way to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// What tells it from every other mail, for example the number of its job. Sent again it keeps it, so that mailboxes know it as the same.
    pub id: &'a str,
    /// The reader's name.
    pub name: &'a str,
    /// The reader's mail address.
    pub address: &'a str,
    /// The language the reader chose.
    pub lang: Lang,
    /// What is said.
    pub mail: &'a Mail,
}
