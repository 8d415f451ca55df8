//! What is entered about a person.

use chiso_model::{Lang, Text};
use chiso_store::Writer;
use chiso_store::people::{Person, mail_key};
use chiso_web::language;

use crate::refusal::Refusal;

/// Longest name, characters.
const NAME: usize = 120;
/// Longest mail address, characters (RFC 5321, 4.5.3.1).
const MAIL: usize = 254;

/// What is entered about a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Full name.
    pub name: String,
    /// Mail address, by which the person signs in.
    pub mail: String,
    /// Language of mails.
    pub lang: Lang,
}

impl Entry {
    /// What was entered about a person; empty texts where the person was erased.
    pub(crate) fn of(person: Person) -> Entry {
        Entry {
            name: person.name.unwrap_or_default(),
            mail: person.mail.unwrap_or_default(),
            lang: language::of_tag(&person.lang).unwrap_or_default(),
        }
    }
}

/// What is wrong with a name.
pub(crate) fn wrong_name(name: &str) -> Option<Text> {
    match name.trim().chars().count() {
        0 => Some(Text::new("Hãy nhập họ và tên.", "Enter the full name.")),
        count if count > NAME => Some(Text::new(
            format!("Họ và tên dài quá {NAME} ký tự. Hãy rút gọn."),
            format!("The name is longer than {NAME} characters. Make it shorter."),
        )),
        _ => None,
    }
}

/// What is wrong with an entry: a field and what is wrong with it, each.
pub(crate) fn wrong(entry: &Entry) -> Vec<(&'static str, Text)> {
    let name = wrong_name(&entry.name).map(|text| ("name", text));
    let mail = (!is_mail(entry.mail.trim())).then(|| {
        (
            "mail",
            Text::new(
                "Hãy nhập địa chỉ thư điện tử đầy đủ, ví dụ an.nguyen@example.vn.",
                "Enter a whole mail address, for example an.nguyen@example.vn.",
            ),
        )
    });
    name.into_iter().chain(mail).collect()
}

/// Whether a text has the form of a mail address: one `@`, something before it, a name of a host with a dot after it, no blanks.
fn is_mail(text: &str) -> bool {
    let Some((account, host)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    text.chars().count() <= MAIL
        && !account.is_empty()
        && account.chars().all(plain)
        && host.chars().all(plain)
        && host.split('.').count() >= 2
        && host.split('.').all(|part| !part.is_empty())
}

/// Says that an address is taken.
pub(crate) fn taken() -> Refusal {
    Refusal::field(
        "mail",
        "Địa chỉ thư này đã có người dùng khác. Hãy kiểm tra lại, hoặc tìm người đó trong danh sách.",
        "Somebody else has this mail address already. Check it, or look for that person in the list.",
    )
}

/// Adds a person. The address must not be taken.
pub(crate) fn add(w: &mut Writer<'_>, id: &str, entry: &Entry) -> Result<Person, Refusal> {
    if w.person_by_mail(&entry.mail)?.is_some() {
        return Err(taken());
    }
    Ok(w.add_person(id, &entry.name, &entry.mail, entry.lang.tag())?)
}

/// Puts an entry in place of what was known.
pub(crate) fn put(w: &mut Writer<'_>, person: Person, entry: &Entry) -> Result<(), Refusal> {
    if w.person_by_mail(&entry.mail)?.is_some_and(|other| other.id != person.id) {
        return Err(taken());
    }
    w.update(&Person {
        name: Some(entry.name.trim().to_owned()),
        mail: Some(entry.mail.trim().to_owned()),
        mail_key: Some(mail_key(&entry.mail)),
        lang: entry.lang.tag().to_owned(),
        ..person
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses() {
        for (text, good) in [
            ("an.nguyen@example.vn", true),
            ("an@sub.example.vn", true),
            ("ân@tên-miền.vn", true),
            ("an+x@example.vn", true),
            ("an@example", false),
            ("@example.vn", false),
            ("an@", false),
            ("an@.vn", false),
            ("an nguyen@example.vn", false),
            ("an@example.vn\r\nBcc: x@y.vn", false),
            ("An <an@example.vn>", false),
            ("a@b@example.vn", false),
            ("", false),
        ] {
            assert_eq!(is_mail(text), good, "{text}");
        }
    }
}
