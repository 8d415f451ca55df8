//! Settings of a running server, from a file and the environment, with every problem named.
//!
//! One table says which settings there are, what they mean and what holds where nothing is given. Reading, what `chiso config check` prints, the docs and the
//! example file all come from it. Nothing here looks at the world: the caller reads the file and the environment, and tries what [`Settings::probes`] lists.

mod address;
mod environment;
mod file;
mod gateway;
mod nearest;
mod probe;
mod problem;
mod reader;
mod render;
mod secret;
mod setting;
mod table;
mod together;
mod value;

use std::io;
use std::ops::Deref;
use std::path::Path;

pub use address::{DatabaseUrl, LogFormat, LogLevel, MailServer, Mailbox, Scanner, Starttls, WebAddress};
pub use gateway::{GatewayAddress, GatewayFormat, GatewayHeader, GatewayMethod};
pub use ipnet::IpNet;
pub use probe::{Probe, Purpose};
pub use problem::{Place, Problem, Severity};
pub use render::{document, example};
pub use secret::Secret;
pub use setting::{Form, Section, Setting, Shape};
pub use table::{Files, Limits, Log, Mail, Oidc, Portal, SECTIONS, Server, SignIn, Sms, Store, Values};

use reader::Reader;
use value::Written;

/// The settings of a running server, complete and consistent; the sections are those of [`Values`].
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    values: Values,
    /// What the server can live with but somebody should look at.
    pub warnings: Vec<Problem>,
    rows: Vec<Row>,
}

/// One setting as it is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Section and key: `server.listen`.
    pub name: String,
    /// The value, with secrets hidden; empty where there is none.
    pub shown: String,
    /// Where it comes from.
    pub place: Place,
}

impl Deref for Settings {
    type Target = Values;

    fn deref(&self) -> &Values {
        &self.values
    }
}

impl Settings {
    /// Reads settings from a file (its name, for messages, and its text) and from the environment, which wins.
    ///
    /// `secret_file` reads a file that holds nothing but a secret, named by a `*_file` key; blanks around the secret do not count.
    ///
    /// # Errors
    /// Every problem at once, warnings included, in the order of their places.
    pub fn read(
        file: Option<(&str, &str)>,
        environment: &[(String, String)],
        secret_file: &dyn Fn(&Path) -> io::Result<String>,
    ) -> Result<Settings, Vec<Problem>> {
        let mut reader = Reader::default();
        let mut secret_files = Vec::new();
        let mut not_toml = Vec::new();
        if let Some((name, text)) = file {
            not_toml = file::read(name, text, &mut reader, &mut secret_files);
        }
        environment::read(environment, &mut reader, &mut secret_files);
        for named in &secret_files {
            take_secret(named, secret_file, &mut reader);
        }
        let values = Values::read(&mut reader);
        together::check(&mut reader);
        let (mut problems, rows) = (reader.problems, reader.shown);
        // What could be made of a line that is no TOML says nothing of its own.
        problems.retain(|problem| !not_toml.iter().any(|broken| problem.place.is_on_the_line_of(&broken.place)));
        problems.extend(not_toml);
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        match values {
            Some(values) if problems.iter().all(|problem| problem.severity == Severity::Warning) => {
                let rows = rows.into_iter().map(|(setting, shown, place)| Row { name: setting.name(), shown, place });
                Ok(Settings { values: values.completed(), warnings: problems, rows: rows.collect() })
            }
            _ => Err(problems),
        }
    }

    /// Every setting as it is in force, with where it comes from.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl Values {
    /// What is given in two places, put where it is used.
    fn completed(mut self) -> Values {
        if let Some(password) = &self.store.password {
            self.store.url = self.store.url.map(|url| url.with_password(password));
        }
        self
    }
}

fn take_secret(named: &file::SecretFile, read: &dyn Fn(&Path) -> io::Result<String>, reader: &mut Reader) {
    let Some(setting) = table::find(named.section, named.key) else { return };
    let (name, path) = (setting.name(), &named.path);
    if let Some((_, place)) = reader.given(named.section, named.key) {
        let problem = Problem::error(
            named.place.clone(),
            format!("{name} đã được ghi ở {place}; chỉ giữ một trong hai: {name} hoặc {name}_file"),
            format!("{name} is already given at {place}; keep only one of {name} and {name}_file"),
        );
        return reader.problems.push(problem);
    }
    match read(Path::new(path.trim())) {
        Ok(text) if text.trim().is_empty() => reader.problems.push(Problem::error(
            named.place.clone(),
            format!("tệp “{path}” của {name} không có gì bên trong"),
            format!("the file `{path}` of {name} is empty"),
        )),
        Ok(text) => reader.give(setting, Written::Text(text), Place::SecretFile(path.clone())),
        Err(error) => {
            let text = error.to_string();
            let said = text.split(" (os error").next().unwrap_or_default().to_owned();
            // Given, though not known: that another key misses it need not be told as well.
            reader.give(setting, Written::Text(path.clone()), named.place.clone());
            reader.problems.push(Problem::error(
                named.place.clone(),
                format!("không đọc được tệp “{path}” của {name} ({said}); hãy kiểm tra đường dẫn và quyền đọc"),
                format!("cannot read the file `{path}` of {name} ({said}); check the path and who may read it"),
            ));
        }
    }
}
