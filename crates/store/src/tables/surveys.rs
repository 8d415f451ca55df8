//! Surveys: events of campaigns, groups of invited people, who was invited, and what was sent. Ballots, and who has exchanged an invitation, lie elsewhere.

use crate::column::Value;
use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::{Reader, Writer};

record! {
    /// Something that happened to a campaign.
    pub SurveyEventRow in survey_event, Kept {
        /// The campaign, a slash, and the number in six digits.
        key id: String,
        /// Id of the campaign.
        plain survey: String,
        /// Its number in the campaign, from 1.
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
    /// People of a campaign who are alike to it: of one place in the sample and about one unit. Their tokens are signed with a key of their own, so a ballot shows which
    /// group it is of, and nothing more.
    pub SurveyGroup in survey_group, Kept {
        /// The campaign, a slash, and the number in six digits.
        key id: String,
        /// Id of the campaign.
        plain survey: String,
        /// What people call it.
        plain label: String,
        /// Where it stands in the sample, as JSON: a value for each column of the design, and the unit that is rated.
        plain design: serde_json::Value,
        /// How many people were invited.
        plain people: i64,
        /// The key that tells tokens (modulus and exponent, as the crate for ballots writes them).
        plain verifying: Vec<u8>,
        /// The key that signs.
        secret signing: Vec<u8>,
    }
}

record! {
    /// Somebody who was invited.
    pub Invitee in invitee, Kept {
        /// Its id, by chance.
        key id: String,
        /// Id of the campaign.
        plain survey: String,
        /// Id of the group.
        plain invited_to: String,
        /// Language of the letter.
        plain lang: String,
        /// True for somebody who wants no more letters.
        plain declined: bool,
        /// Name.
        personal name: Option<String>,
        /// Mail address.
        personal mail: Option<String>,
        /// Phone number.
        personal phone: Option<String>,
        /// Random bytes.
        personal salt: Option<Vec<u8>>,
    }
}

record! {
    /// What was sent to somebody who was invited.
    pub InviteeMailing in invitee_mailing, Passing {
        /// Id of the invitee.
        key id: String,
        /// Id of the campaign.
        plain survey: String,
        /// How many letters.
        plain sent: i64,
        /// When the last one was put in the queue, microseconds.
        plain last: i64,
        /// Which ways to reach them failed, and why, in the words of the servers: a line each.
        plain failed: Option<String>,
    }
}

statements! {
    ALL_SURVEY_EVENTS: SurveyEventRow = "SELECT {*} FROM survey_event ORDER BY survey, seq";
    COUNT_SURVEY_EVENTS = "SELECT COUNT(*) FROM survey_event";
    SURVEY_GROUPS: SurveyGroup = "SELECT {*} FROM survey_group WHERE survey = ?1 ORDER BY id";
    INVITEES: Invitee = "SELECT {*} FROM invitee WHERE survey = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
    OF_GROUP: Invitee = "SELECT {*} FROM invitee WHERE invited_to = ?1 ORDER BY id";
    OF_MAIL: Invitee = "SELECT {*} FROM invitee WHERE survey = ?1 AND mail = ?2 ORDER BY id";
    OF_PHONE: Invitee = "SELECT {*} FROM invitee WHERE survey = ?1 AND phone = ?2 ORDER BY id";
    DECLINED: Invitee = "SELECT {*} FROM invitee WHERE survey = ?1 AND declined <> 0 ORDER BY id";
    OF_FAILED: Invitee = "SELECT {*} FROM invitee WHERE id IN (SELECT id FROM invitee_mailing WHERE survey = ?1 AND failed IS NOT NULL) ORDER BY id";
    COUNT_INVITEES = "SELECT COUNT(*) FROM invitee WHERE survey = ?1";
    FAILED: InviteeMailing = "SELECT {*} FROM invitee_mailing WHERE survey = ?1 AND failed IS NOT NULL ORDER BY id";
    MAILINGS: InviteeMailing = "SELECT {*} FROM invitee_mailing WHERE survey = ?1 ORDER BY id";
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

impl Reader<'_> {
    /// Events of every campaign, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn all_survey_events(&mut self) -> Result<Vec<SurveyEventRow>, StoreError> {
        self.find(&ALL_SURVEY_EVENTS, &[])
    }

    /// How many events there are of all campaigns.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_survey_events(&mut self) -> Result<i64, StoreError> {
        self.number(&COUNT_SURVEY_EVENTS, &[])
    }

    /// The groups of a campaign, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn survey_groups(&mut self, survey: &str) -> Result<Vec<SurveyGroup>, StoreError> {
        self.find(&SURVEY_GROUPS, &[text(survey)])
    }

    /// People invited to a campaign, by id: those after `after`, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn invitees(&mut self, survey: &str, after: &str, limit: i64) -> Result<Vec<Invitee>, StoreError> {
        self.find(&INVITEES, &[text(survey), text(after), Value::Int(limit)])
    }

    /// People of a group, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn invitees_of_group(&mut self, group: &str) -> Result<Vec<Invitee>, StoreError> {
        self.find(&OF_GROUP, &[text(group)])
    }

    /// People invited to a campaign who share a mail address, or else a phone number, with one of them; that one as well.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn invitees_like(&mut self, invitee: &Invitee) -> Result<Vec<Invitee>, StoreError> {
        match (&invitee.mail, &invitee.phone) {
            (Some(mail), _) => self.find(&OF_MAIL, &[text(&invitee.survey), text(mail)]),
            (None, Some(phone)) => self.find(&OF_PHONE, &[text(&invitee.survey), text(phone)]),
            (None, None) => Ok(vec![invitee.clone()]),
        }
    }

    /// People invited to a campaign who want no more letters, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn invitees_who_declined(&mut self, survey: &str) -> Result<Vec<Invitee>, StoreError> {
        self.find(&DECLINED, &[text(survey)])
    }

    /// People invited to a campaign to whom something was sent in vain, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn invitees_who_failed(&mut self, survey: &str) -> Result<Vec<Invitee>, StoreError> {
        self.find(&OF_FAILED, &[text(survey)])
    }

    /// How many people were invited to a campaign.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_invitees(&mut self, survey: &str) -> Result<i64, StoreError> {
        self.number(&COUNT_INVITEES, &[text(survey)])
    }

    /// What was sent in vain to people of a campaign, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn failed_mailings(&mut self, survey: &str) -> Result<Vec<InviteeMailing>, StoreError> {
        self.find(&FAILED, &[text(survey)])
    }

    /// What was sent to the people of a campaign, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn invitee_mailings(&mut self, survey: &str) -> Result<Vec<InviteeMailing>, StoreError> {
        self.find(&MAILINGS, &[text(survey)])
    }
}

impl Writer<'_> {
    /// Takes from somebody who was invited everything that tells who it is: name, mail address, phone number. The invitation stays, and can be used.
    ///
    /// # Errors
    /// [`StoreError::Absent`] when nobody of that id was invited.
    pub fn forget_invitee(&mut self, id: &str) -> Result<(), StoreError> {
        let invitee: Invitee = self.fetch(id.to_owned())?;
        self.reader.connection.forget();
        self.update(&Invitee { name: None, mail: None, phone: None, salt: None, ..invitee })?;
        // What a mail server says names the address.
        let mailing = self.get::<InviteeMailing>(id.to_owned())?;
        if let Some(mailing) = mailing.filter(|mailing| mailing.failed.is_some()) {
            self.update(&InviteeMailing { failed: Some(String::new()), ..mailing })?;
        }
        Ok(())
    }
}
