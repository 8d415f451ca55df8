//! Ballots: who is invited and what they answer, the token for it, and the form that casts it.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::line::Line;

/// What the respondent reads when the ballot counts.
const COUNTED: &str = "<h1>Đã nhận phiếu</h1>";
/// What stands there when the token was used before.
const BEFORE: &str = "<h1>Phiếu này đã được ghi nhận trước đó</h1>";

/// What was prepared.
pub(super) struct Plan {
    /// Ids of the surveys.
    pub(super) surveys: Vec<String>,
    /// The session of their manager.
    pub(super) cookie: String,
    /// Everybody who is invited.
    pub(super) people: Vec<Person>,
}

/// Somebody who is invited, and what they answer.
pub(super) struct Person {
    /// The place of the survey among the surveys.
    pub(super) survey: usize,
    code: String,
    answers: String,
}

/// A ballot that can be sent.
pub(super) struct Ballot {
    /// The place of the survey among the surveys.
    pub(super) survey: usize,
    path: String,
    form: String,
}

/// What the server said of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It counts.
    Counted,
    /// It counted before.
    Before,
}

impl Plan {
    /// Reads what the example wrote.
    pub(super) fn read(folder: &Path) -> Result<Plan, String> {
        let text = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let told: Value = serde_json::from_str(&text("load.json")?).map_err(|error| error.to_string())?;
        let surveys: Vec<String> =
            told["surveys"].as_array().into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect();
        let cookie = told["cookie"].as_str().unwrap_or_default().to_owned();
        let person = |line: &str| {
            let mut parts = line.splitn(3, '\t');
            let survey = parts.next()?.parse().ok().filter(|survey| *survey < surveys.len())?;
            Some(Person { survey, code: parts.next()?.to_owned(), answers: parts.next()?.to_owned() })
        };
        let lines = text("ballots.txt")?;
        let people: Option<Vec<Person>> = lines.lines().map(person).collect();
        let people = people.ok_or("ballots.txt: a line is no ballot")?;
        Ok(Plan { surveys, cookie, people })
    }
}

impl Person {
    /// Exchanges the invitation as a browser without JavaScript: the server makes the token, and the first screen brings it.
    ///
    /// # Errors
    /// Where there is no answer, or it is no first screen.
    pub(super) fn open(&self, line: &mut Line, surveys: &[String]) -> Result<Ballot, String> {
        let page = line.post(&format!("/vi/s/{}/open", self.code), "")?;
        let hidden = |name: &str| {
            let (_, rest) = page.body.split_once(&format!("name=\"{name}\" value=\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        let (Some(token), Some(group)) = (hidden(":token"), hidden(":group")) else {
            return Err(format!("an invitation was answered with {} and no first screen", page.status));
        };
        // As the last screen carries it.
        let fields = [
            (":token", token.as_str()),
            (":group", &group),
            (":answers", &self.answers),
            (":screen", "over"),
            (":language", "vi"),
            (":reached", "1"),
            (":go", "send"),
        ];
        let pairs = fields.map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        let path = format!("/vi/ballot/{}", surveys[self.survey]);
        Ok(Ballot { survey: self.survey, path, form: pairs.join("&") })
    }

    /// Exchanges the invitation as a browser with JavaScript: it sends a number that it blinded, and gets the signature. The number here is made up, which costs the server the
    /// same; the first of its 256 bytes is zero, so that it is below every key.
    ///
    /// # Errors
    /// Where there is no answer, or it is no signature.
    pub(super) fn exchange(&self, line: &mut Line) -> Result<(), String> {
        // 256 bytes in base64url are 342 letters, of which the last has four bits that are zero.
        let number = self.code.bytes().cycle().take(339).map(char::from).collect::<String>();
        let page = line.post(&format!("/vi/s/{}/token", self.code), &format!("blinded=AA{number}A"))?;
        let is_signature = page.status == 200 && page.body.len() == 342 && !page.body.contains('<');
        if is_signature { Ok(()) } else { Err(format!("a blinded number was answered with {}", page.status)) }
    }
}

impl Ballot {
    /// Sends it.
    ///
    /// # Errors
    /// Where there is no answer, or it is not the page that thanks.
    pub(super) fn send(&self, line: &mut Line) -> Result<Said, String> {
        let page = line.post(&self.path, &self.form)?;
        match page.status {
            200 if page.body.contains(COUNTED) => Ok(Said::Counted),
            200 if page.body.contains(BEFORE) => Ok(Said::Before),
            status => Err(format!("a ballot was answered with {status}")),
        }
    }
}

/// As a form is sent: letters, digits and four signs as they are, everything else by its bytes.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len() * 2), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"*-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
