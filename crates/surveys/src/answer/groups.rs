//! The keys of groups of invited people, held in memory: a group's keys never change.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chiso_ballot::{Issuer, Token, Verifier};
use chiso_model::Text;
use chiso_store::surveys::SurveyGroup;
use chiso_workspace::Refusal;

use crate::entry::Surveys;

/// A group of invited people.
pub(crate) struct Group {
    /// Signs its tokens.
    pub(crate) issuer: Issuer,
    /// Tells its tokens from others.
    pub(crate) verifier: Verifier,
    /// Where it stands in the sample, and the unit that is rated.
    pub(crate) design: serde_json::Value,
}

impl Group {
    /// Modulus and exponent in base64url, for a browser.
    pub(crate) fn public(&self) -> (String, String) {
        let (n, e) = self.verifier.components();
        (BASE64.encode(n), BASE64.encode(e))
    }
}

/// Groups in memory, by id.
#[derive(Default)]
pub(crate) struct Groups(Mutex<BTreeMap<String, Arc<Group>>>);

impl Surveys {
    /// A group of a survey; none where it has none of the id.
    pub(crate) async fn group(&self, survey: &str, id: &str) -> Result<Option<Arc<Group>>, Refusal> {
        if id.split_once('/').is_none_or(|(of, _)| of != survey) {
            return Ok(None);
        }
        let known = self.groups.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let key = id.to_owned();
        let row = self.desk.store().read(move |reader| reader.get::<SurveyGroup>(key)).await?;
        let Some(row) = row else { return Ok(None) };
        let keys =
            Issuer::from_bytes(&row.signing).and_then(|issuer| Ok((issuer, Verifier::from_bytes(&row.verifying)?)));
        let (issuer, verifier) = keys.map_err(|_| {
            Refusal::Fault(Text::new(
                "Khóa của một nhóm được mời trong kho dữ liệu bị hỏng. Hãy chạy “chiso journal verify”.",
                "The key of a group of invited people in the store is damaged. Run “chiso journal verify”.",
            ))
        })?;
        let group = Arc::new(Group { issuer, verifier, design: row.design });
        let mut known = self.groups.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(id.to_owned(), Arc::clone(&group));
        Ok(Some(group))
    }

    /// The token of a ballot, where it is of the group of the survey that it names.
    pub(crate) async fn right(&self, survey: &str, group: &str, token: &str) -> Result<Option<Token>, Refusal> {
        let Ok(token) = Token::read(token) else { return Ok(None) };
        let group = self.group(survey, group).await?;
        Ok(group.is_some_and(|group| group.verifier.check(&token).is_ok()).then_some(token))
    }
}
