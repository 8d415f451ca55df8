//! Field work of surveys: who interviews which group, visits to people, sheets of paper, call-backs. What anybody answered is not kept here.

use crate::column::Value;
use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::Reader;

record! {
    /// Who interviews the people of a group.
    pub SurveyInterviewer in survey_interviewer, Kept {
        /// Id of the group.
        key id: String,
        /// Id of the campaign.
        plain survey: String,
        /// Id of the interviewer's account.
        plain person: String,
    }
}

record! {
    /// A visit of an interviewer to somebody who was invited: that it took place and what came of it, not what was said.
    pub SurveyVisit in survey_visit, Kept {
        /// Its id, chosen by chance on the interviewer's device: sent twice, it is one.
        key id: String,
        /// Id of the campaign.
        plain survey: String,
        /// Id of the invitee.
        plain invitee: String,
        /// Id of the interviewer's account.
        plain made_by: String,
        /// The day, as in 2026-11-22.
        plain day: String,
        /// What came of it.
        plain outcome: String,
        /// The hour in which it began, 0 to 23; only where the setup has place and time kept.
        plain hour: Option<i64>,
        /// Latitude and longitude to hundredths of a degree, about a kilometre, as in 21.03,105.85; only where the setup has place and time kept.
        plain place: Option<String>,
    }
}

record! {
    /// A sheet of paper with a stamp number, handed to somebody of a group; nobody keeps to whom.
    pub SurveySheet in survey_sheet, Kept {
        /// The campaign, a slash, and the stamp number.
        key id: String,
        /// Id of the campaign.
        plain survey: String,
        /// Id of the group.
        plain handed_to: String,
        /// Paper or phone.
        plain mode: String,
        /// How far it is.
        plain state: String,
        /// Account of who keyed it in first.
        plain first_by: Option<String>,
        /// By which id what they keyed lies in the drawer of ballots, until both agree.
        secret first: Option<Vec<u8>>,
        /// Account of who keyed it in a second time.
        plain second_by: Option<String>,
        /// The same.
        secret second: Option<Vec<u8>>,
    }
}

record! {
    /// Somebody who was interviewed and is called again, to check that the interview took place.
    pub SurveyCallback in survey_callback, Kept {
        /// Id of the invitee.
        key id: String,
        /// Id of the campaign.
        plain survey: String,
        /// What came of it.
        plain state: String,
        /// The day of that, as in 2026-11-22.
        plain day: Option<String>,
        /// Account of who called.
        plain made_by: Option<String>,
    }
}

statements! {
    INTERVIEWERS: SurveyInterviewer = "SELECT {*} FROM survey_interviewer WHERE survey = ?1 ORDER BY id";
    VISITS: SurveyVisit = "SELECT {*} FROM survey_visit WHERE survey = ?1 ORDER BY invitee, id";
    SHEETS: SurveySheet = "SELECT {*} FROM survey_sheet WHERE survey = ?1 ORDER BY id";
    KEYED_IN_PART: SurveySheet = "SELECT {*} FROM survey_sheet WHERE survey = ?1 AND (state = 'once' OR state LIKE 'differing %') ORDER BY id";
    CALLBACKS: SurveyCallback = "SELECT {*} FROM survey_callback WHERE survey = ?1 ORDER BY id";
}

fn of(survey: &str) -> [Value; 1] {
    [Value::Text(survey.to_owned())]
}

impl Reader<'_> {
    /// Who interviews which group of a campaign, by group.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn survey_interviewers(&mut self, survey: &str) -> Result<Vec<SurveyInterviewer>, StoreError> {
        self.find(&INTERVIEWERS, &of(survey))
    }

    /// Visits of a campaign, by invitee.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn survey_visits(&mut self, survey: &str) -> Result<Vec<SurveyVisit>, StoreError> {
        self.find(&VISITS, &of(survey))
    }

    /// Sheets of a campaign, by stamp number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn survey_sheets(&mut self, survey: &str) -> Result<Vec<SurveySheet>, StoreError> {
        self.find(&SHEETS, &of(survey))
    }

    /// Sheets of a campaign that somebody has keyed and that do not count yet: keyed by one, or by two who differ; by stamp number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn survey_sheets_keyed_in_part(&mut self, survey: &str) -> Result<Vec<SurveySheet>, StoreError> {
        self.find(&KEYED_IN_PART, &of(survey))
    }

    /// Those who are called again in a campaign, by invitee.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn survey_callbacks(&mut self, survey: &str) -> Result<Vec<SurveyCallback>, StoreError> {
        self.find(&CALLBACKS, &of(survey))
    }
}
