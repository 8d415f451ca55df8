//! The settings file: TOML, one table a section.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::nearest::meant;
use crate::problem::{Place, Problem};
use crate::reader::Reader;
use crate::setting::Setting;
use crate::table::{SECTIONS, all, find};
use crate::value::Written;

/// A settings file as it was given.
struct File<'a> {
    name: &'a str,
    text: &'a str,
}

impl File<'_> {
    fn place(&self, byte: usize) -> Place {
        let before = &self.text.get(..byte).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place::File { name: self.name.to_owned(), line, column }
    }
}

/// Notes what a file says, and what is wrong with it; gives back where it is no TOML.
///
/// `files` collects the paths of files that hold a secret: the secret's section and key, the path, and where it is named.
pub(crate) fn read(name: &str, text: &str, reader: &mut Reader, files: &mut Vec<SecretFile>) -> Vec<Problem> {
    let file = File { name, text };
    let (document, errors) = DeTable::parse_recoverable(text);
    let not_toml = errors.into_iter().map(|error| {
        let place = file.place(error.span().map_or(0, |span| span.start));
        let said = error.message().lines().collect::<Vec<_>>().join(", ");
        Problem::error(
            place,
            format!("không đúng cú pháp TOML ({said}); mỗi dòng viết “khóa = giá trị”, chữ đặt trong ngoặc kép"),
            format!("this is no TOML ({said}); write `key = value` on a line, with text in double quotes"),
        )
    });
    let not_toml = not_toml.collect();
    for (section, value) in document.get_ref() {
        let place = file.place(section.span().start);
        let known = SECTIONS.iter().find(|known| known.name == section.get_ref().as_ref());
        match (known, value.get_ref()) {
            (Some(known), DeValue::Table(table)) => {
                for (key, value) in table {
                    setting(&file, known.name, key, value, reader, files);
                }
            }
            (Some(known), _) => {
                let name = known.name;
                reader.problems.push(Problem::error(
                    place,
                    format!("“{name}” là một mục; hãy viết “[{name}]” trên một dòng riêng rồi đến các khóa của nó"),
                    format!("`{name}` is a section; write `[{name}]` on a line of its own, then its keys"),
                ));
            }
            (None, value) => reader.problems.push(unknown_section(place, section.get_ref(), value)),
        }
    }
    not_toml
}

/// The path of a file that holds a secret, and where it is named.
pub(crate) struct SecretFile {
    pub(crate) section: &'static str,
    pub(crate) key: &'static str,
    pub(crate) path: String,
    pub(crate) place: Place,
}

fn unknown_section(place: Place, name: &str, value: &DeValue<'_>) -> Problem {
    if !matches!(value, DeValue::Table(_)) {
        // A key at the top: most likely its section's line is missing.
        let (vi, en) = match all().find(|setting| setting.key == name) {
            Some(setting) => {
                let section = setting.section;
                (format!("; hãy đặt dưới dòng “[{section}]”"), format!("; put it below a line `[{section}]`"))
            }
            None => (String::new(), String::new()),
        };
        return Problem::error(
            place,
            format!("khóa “{name}” không thuộc mục nào{vi}"),
            format!("the key `{name}` stands in no section{en}"),
        );
    }
    let (vi, en) = meant(name, SECTIONS.iter().map(|section| section.name));
    Problem::error(place, format!("không có mục “[{name}]”{vi}"), format!("there is no section `[{name}]`{en}"))
}

fn setting(
    file: &File<'_>,
    section: &'static str,
    key: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
    reader: &mut Reader,
    files: &mut Vec<SecretFile>,
) {
    let name = key.get_ref().as_ref();
    let at_key = file.place(key.span().start);
    let at_value = file.place(value.span().start);
    if let Some(setting) = find(section, name) {
        return reader.give(setting, written(value.get_ref()), at_value);
    }
    let secret = name.strip_suffix("_file").and_then(|name| find(section, name)).filter(|setting| setting.secret);
    match (secret, written(value.get_ref())) {
        (Some(secret), Written::Text(path)) if !path.trim().is_empty() => {
            files.push(SecretFile { section, key: secret.key, path, place: at_value });
        }
        (Some(_), _) => reader.problems.push(Problem::error(
            at_value,
            format!("{section}.{name} phải là đường dẫn của một tệp"),
            format!("{section}.{name} must be the path of a file"),
        )),
        (None, _) => {
            let known: Vec<String> = all().filter(|setting| setting.section == section).flat_map(names).collect();
            let (mut vi, mut en) = meant(name, known.iter().map(String::as_str));
            if vi.is_empty()
                && let Some(other) = all().find(|setting| setting.key == name)
            {
                let other = other.section;
                vi = format!("; khóa này thuộc mục “[{other}]”");
                en = format!("; this key belongs to the section `[{other}]`");
            }
            reader.problems.push(Problem::error(
                at_key,
                format!("mục “[{section}]” không có khóa “{name}”{vi}"),
                format!("the section `[{section}]` has no key `{name}`{en}"),
            ));
        }
    }
}

/// The keys under which a setting may be given.
fn names(setting: &Setting) -> Vec<String> {
    let file = setting.secret.then(|| format!("{}_file", setting.key));
    std::iter::once(setting.key.to_owned()).chain(file).collect()
}

fn written(value: &DeValue<'_>) -> Written {
    match value {
        DeValue::String(text) => Written::Text(text.to_string()),
        DeValue::Boolean(truth) => Written::Truth(*truth),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            i64::from_str_radix(&digits, number.radix()).map_or(Written::Other, Written::Number)
        }
        DeValue::Array(members) => Written::List(members.iter().map(|member| written(member.get_ref())).collect()),
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => Written::Other,
    }
}
