//! Assessment rounds: events, the texts of their rulebooks, refusals, notices, plans.

use crate::column::{Column, Value};
use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::Reader;
use chiso_model::Date;

record! {
    /// Something that happened to a round.
    pub RoundEventRow in round_event, Kept {
        /// The round, a slash, and the number in six digits.
        key id: String,
        /// Id of the round.
        plain round: String,
        /// Its number in the round, from 1.
        plain seq: i64,
        /// When, microseconds.
        plain at: i64,
        /// Who.
        plain made_by: String,
        /// What, as JSON.
        plain body: serde_json::Value,
    }
}

record! {
    /// Something that happened to a unit's assessment.
    pub AssessmentEventRow in assessment_event, Kept {
        /// The round, a slash, the unit, a slash, and the number in six digits.
        key id: String,
        /// Id of the round.
        plain round: String,
        /// Id of the agency.
        plain unit: String,
        /// Its number in the assessment, from 1.
        plain seq: i64,
        /// When, microseconds.
        plain at: i64,
        /// Who.
        plain made_by: String,
        /// What, as JSON.
        plain body: serde_json::Value,
    }
}

record! {
    /// How many events an assessment has: what a program holds in memory is compared with it.
    pub AssessmentHead in assessment_head, Passing {
        /// The round, a slash, and the unit.
        key id: String,
        /// Id of the round.
        plain round: String,
        /// Id of the agency.
        plain unit: String,
        /// Number of events.
        plain events: i64,
    }
}

record! {
    /// The very text of a rulebook that a round keeps to.
    pub RulebookText in rulebook_text, Kept {
        /// SHA-256 of the text, 64 hexadecimal digits.
        key sha256: String,
        /// The rulebook, as `id/edition`.
        plain reference: String,
        /// The text, YAML.
        plain text: String,
        /// When it was first kept, microseconds.
        plain created: i64,
    }
}

record! {
    /// A command that was refused because it was late, double, out of order or forged.
    pub RoundRefusal in round_refusal, Kept {
        /// Its id.
        key id: String,
        /// Id of the round.
        plain round: String,
        /// Id of the agency.
        plain unit: Option<String>,
        /// The criterion.
        plain node: Option<String>,
        /// When, microseconds.
        plain at: i64,
        /// Who.
        plain made_by: String,
        /// What was asked for, as `appraise`.
        plain command: String,
        /// Why it was refused, as `deadline_passed`.
        plain why: String,
    }
}

record! {
    /// What somebody is told in the program.
    pub Notice in notice, Passing {
        /// Its id.
        key id: String,
        /// Id of the person.
        plain person: String,
        /// What it is about, as `assigned`.
        plain kind: String,
        /// Id of the round.
        plain round: String,
        /// Id of the agency.
        plain unit: Option<String>,
        /// The criterion.
        plain node: Option<String>,
        /// When, microseconds.
        plain created: i64,
        /// When the person saw it, microseconds.
        plain seen: Option<i64>,
        /// When a mail of it was put in the queue, microseconds.
        plain mailed: Option<i64>,
    }
}

record! {
    /// How somebody wants to be told of a kind of thing by mail.
    pub NoticeChoice in notice_choice, Kept {
        /// The person, a slash, and the kind.
        key id: String,
        /// Id of the person.
        plain person: String,
        /// What it is about.
        plain kind: String,
        /// `at_once`, `digest` or `never`.
        plain mail: String,
    }
}

record! {
    /// What a unit plans to do about points that it lost.
    pub Measure in measure, Kept {
        /// Its id.
        key id: String,
        /// Id of the round whose result it answers.
        plain round: String,
        /// Id of the agency.
        plain unit: String,
        /// The criterion.
        plain node: String,
        /// What is to be done.
        plain title: String,
        /// Who sees to it, in words.
        plain lead: String,
        /// By when.
        plain due: Date,
        /// Points that are expected of it.
        plain expected: f64,
        /// How far it has come, 0 to 100.
        plain progress: i64,
        /// How it stands, in words.
        plain remark: String,
        /// When it was written down, microseconds.
        plain created: i64,
        /// Who wrote it down.
        plain made_by: String,
        /// When it was given up, microseconds.
        plain dropped: Option<i64>,
    }
}

statements! {
    ROUND_EVENTS: RoundEventRow = "SELECT {*} FROM round_event WHERE round = ?1 AND seq > ?2 ORDER BY seq";
    ALL_ROUND_EVENTS: RoundEventRow = "SELECT {*} FROM round_event ORDER BY round, seq";
    COUNT_ROUND_EVENTS = "SELECT COUNT(*) FROM round_event";
    ASSESSMENT_EVENTS: AssessmentEventRow = "SELECT {*} FROM assessment_event WHERE round = ?1 AND unit = ?2 AND seq > ?3 ORDER BY seq";
    ASSESSMENT_EVENTS_SINCE: AssessmentEventRow = "SELECT {*} FROM assessment_event WHERE round = ?1 AND at > ?2 ORDER BY unit, seq";
    LAST_ROUND_MOMENT = "SELECT at FROM round_event WHERE round = ?1 ORDER BY seq DESC LIMIT 1";
    LAST_ASSESSMENT_MOMENT = "SELECT at FROM assessment_event WHERE round = ?1 ORDER BY at DESC LIMIT 1";
    ROUND_ASSESSMENT_EVENTS: AssessmentEventRow = "SELECT {*} FROM assessment_event WHERE round = ?1 ORDER BY unit, seq";
    HEADS: AssessmentHead = "SELECT {*} FROM assessment_head WHERE round = ?1 ORDER BY unit";
    REFUSALS: RoundRefusal = "SELECT {*} FROM round_refusal WHERE round = ?1 ORDER BY at DESC, id LIMIT ?2";
    NOTICES: Notice = "SELECT {*} FROM notice WHERE person = ?1 ORDER BY created DESC, id LIMIT ?2";
    UNSEEN: Notice = "SELECT {*} FROM notice WHERE person = ?1 AND seen IS NULL ORDER BY created, id";
    COUNT_UNSEEN = "SELECT COUNT(*) FROM notice WHERE person = ?1 AND seen IS NULL";
    TO_MAIL: Notice = "SELECT {*} FROM notice WHERE created > ?1 AND mailed IS NULL AND seen IS NULL ORDER BY person, created, id";
    TO_MAIL_OF: Notice = "SELECT {*} FROM notice WHERE person = ?1 AND created > ?2 AND mailed IS NULL AND seen IS NULL ORDER BY created, id";
    ALL_CHOICES: NoticeChoice = "SELECT {*} FROM notice_choice ORDER BY person, kind";
    NOTICE_CHOICES: NoticeChoice = "SELECT {*} FROM notice_choice WHERE person = ?1 ORDER BY kind";
    MEASURES: Measure = "SELECT {*} FROM measure WHERE unit = ?1 ORDER BY due, id";
    MEASURES_OF_ROUND: Measure = "SELECT {*} FROM measure WHERE round = ?1 ORDER BY unit, due, id";
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

impl Reader<'_> {
    /// Events of a round after a number, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn round_events(&mut self, round: &str, after: i64) -> Result<Vec<RoundEventRow>, StoreError> {
        self.find(&ROUND_EVENTS, &[text(round), Value::Int(after)])
    }

    /// Events of all rounds, round by round, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn all_round_events(&mut self) -> Result<Vec<RoundEventRow>, StoreError> {
        self.find(&ALL_ROUND_EVENTS, &[])
    }

    /// How many events all rounds have together: it only ever grows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_round_events(&mut self) -> Result<i64, StoreError> {
        self.number(&COUNT_ROUND_EVENTS, &[])
    }

    /// Events of a unit's assessment after a number, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn assessment_events(
        &mut self,
        round: &str,
        unit: &str,
        after: i64,
    ) -> Result<Vec<AssessmentEventRow>, StoreError> {
        self.find(&ASSESSMENT_EVENTS, &[text(round), text(unit), Value::Int(after)])
    }

    /// Events of a round's assessments after a moment, unit by unit, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn assessment_events_since(&mut self, round: &str, at: i64) -> Result<Vec<AssessmentEventRow>, StoreError> {
        self.find(&ASSESSMENT_EVENTS_SINCE, &[text(round), Value::Int(at)])
    }

    /// When something last happened in a round or in one of its assessments, microseconds; none where nothing did.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_moment(&mut self, round: &str) -> Result<Option<i64>, StoreError> {
        let mut last = None;
        for statement in [&LAST_ROUND_MOMENT, &LAST_ASSESSMENT_MOMENT] {
            let row = self.rows(statement, &[text(round)])?.pop();
            last = last.max(row.and_then(|mut row| row.pop()).map(i64::from_value).transpose()?);
        }
        Ok(last)
    }

    /// Events of all assessments of a round, unit by unit, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn assessment_events_of_round(&mut self, round: &str) -> Result<Vec<AssessmentEventRow>, StoreError> {
        self.find(&ROUND_ASSESSMENT_EVENTS, &[text(round)])
    }

    /// How many events each assessment of a round has, by unit; units of which nothing is known yet are not there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn assessment_heads(&mut self, round: &str) -> Result<Vec<AssessmentHead>, StoreError> {
        self.find(&HEADS, &[text(round)])
    }

    /// Refused commands of a round, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn round_refusals(&mut self, round: &str, limit: i64) -> Result<Vec<RoundRefusal>, StoreError> {
        self.find(&REFUSALS, &[text(round), Value::Int(limit)])
    }

    /// What a person was told, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notices(&mut self, person: &str, limit: i64) -> Result<Vec<Notice>, StoreError> {
        self.find(&NOTICES, &[text(person), Value::Int(limit)])
    }

    /// What a person was told and has not seen, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unseen_notices(&mut self, person: &str) -> Result<Vec<Notice>, StoreError> {
        self.find(&UNSEEN, &[text(person)])
    }

    /// How much of what a person was told they have not seen.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_unseen_notices(&mut self, person: &str) -> Result<i64, StoreError> {
        self.number(&COUNT_UNSEEN, &[text(person)])
    }

    /// What was told after a moment, nobody has seen and no mail was written of, by person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notices_to_mail(&mut self, after: i64) -> Result<Vec<Notice>, StoreError> {
        self.find(&TO_MAIL, &[Value::Int(after)])
    }

    /// Of these, what one person was told.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notices_to_mail_of(&mut self, person: &str, after: i64) -> Result<Vec<Notice>, StoreError> {
        self.find(&TO_MAIL_OF, &[text(person), Value::Int(after)])
    }

    /// How a person wants to be told, by kind.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notice_choices(&mut self, person: &str) -> Result<Vec<NoticeChoice>, StoreError> {
        self.find(&NOTICE_CHOICES, &[text(person)])
    }

    /// How everybody wants to be told who chose, by person and kind.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn all_notice_choices(&mut self) -> Result<Vec<NoticeChoice>, StoreError> {
        self.find(&ALL_CHOICES, &[])
    }

    /// What a unit plans, by due day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn measures(&mut self, unit: &str) -> Result<Vec<Measure>, StoreError> {
        self.find(&MEASURES, &[text(unit)])
    }

    /// What all units plan after a round, by unit and due day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn measures_of_round(&mut self, round: &str) -> Result<Vec<Measure>, StoreError> {
        self.find(&MEASURES_OF_ROUND, &[text(round)])
    }
}
