//! Where other services are: database, mail server, virus scanner, web addresses.

use std::fmt;
use std::path::PathBuf;

use url::Url;

use crate::secret::Secret;
use crate::setting::{Form, Setting, Shape};
use crate::value::{Choice, Value, Written, Wrong, choose, parsed, word};

/// The host of an address, without the brackets of an IPv6 one.
pub(crate) fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_start_matches('[').trim_end_matches(']');
    (!host.is_empty()).then(|| host.to_owned())
}

/// A web address, `http` or `https`, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port, 443 or 80 unless given.
    pub fn host_and_port(&self) -> (String, u16) {
        let url = Url::parse(&self.0).ok();
        let host = url.as_ref().and_then(host).unwrap_or_default();
        (host, url.as_ref().and_then(Url::port_or_known_default).unwrap_or(443))
    }

    /// Whether it is `https`.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https:")
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Value for WebAddress {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape {
        vi: "địa chỉ bắt đầu bằng “https://” hoặc “http://”",
        en: "an address that begins with `https://` or `http://`",
    };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| {
            let url = Url::parse(text).ok()?;
            let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
            let web = matches!(url.scheme(), "http" | "https") && url.has_host() && url.fragment().is_none();
            (web && plain).then(|| WebAddress(url.as_str().trim_end_matches('/').to_owned()))
        })
    }

    fn shown(&self) -> String {
        self.0.clone()
    }
}

/// A PostgreSQL database: `postgres://user@host/database`. What prints it leaves the password out.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Url);

impl DatabaseUrl {
    /// The whole address with its password: for the one place that connects.
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }

    /// The same address with a password, unless it has one.
    pub(crate) fn with_password(mut self, password: &Secret) -> DatabaseUrl {
        if self.0.password().is_none() {
            // Only an address without a host refuses a password, and such a one was not taken.
            let _ = self.0.set_password(Some(password.expose()));
        }
        self
    }

    /// Host and port, for trying whether they answer; none for a socket.
    pub fn host_and_port(&self) -> Option<(String, u16)> {
        let host = host(&self.0).filter(|host| !host.contains('%'))?;
        Some((host, self.0.port().unwrap_or(5432)))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = self.0.clone();
        if open.password().is_some() {
            let _ = open.set_password(Some("hidden"));
        }
        f.write_str(open.as_str())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Value for DatabaseUrl {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape {
        vi: "địa chỉ PostgreSQL, ví dụ “postgres://chiso@db.example.org/chiso”",
        en: "a PostgreSQL address, such as `postgres://chiso@db.example.org/chiso`",
    };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| {
            let url = Url::parse(text).ok()?;
            let database = url.path().trim_matches('/');
            let whole = matches!(url.scheme(), "postgres" | "postgresql") && url.has_host() && !database.is_empty();
            whole.then_some(DatabaseUrl(url))
        })
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

/// Where mail is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailServer {
    /// Nowhere: the system sends no mail.
    None,
    /// A server that is spoken to in the clear first; [`Starttls`] says what comes then.
    Smtp {
        /// Name or address.
        host: String,
        /// Port, 587 unless given.
        port: u16,
    },
    /// A server that is spoken to through TLS from the first byte.
    Smtps {
        /// Name or address.
        host: String,
        /// Port, 465 unless given.
        port: u16,
    },
    /// Each mail becomes a file in this folder: for trying out.
    Folder(PathBuf),
}

impl Value for MailServer {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape {
        vi: "“none”, “smtp://máy:587”, “smtps://máy:465” hoặc “file:thư-mục”",
        en: "`none`, `smtp://host:587`, `smtps://host:465` or `file:folder`",
    };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| {
            if text == "none" {
                return Some(MailServer::None);
            }
            if let Some(folder) = text.strip_prefix("file:") {
                return (!folder.is_empty()).then(|| MailServer::Folder(PathBuf::from(folder)));
            }
            let url = Url::parse(text).ok()?;
            let host = host(&url)?;
            let bare = url.username().is_empty() && url.password().is_none() && matches!(url.path(), "" | "/");
            match url.scheme() {
                "smtp" if bare => Some(MailServer::Smtp { host, port: url.port().unwrap_or(587) }),
                "smtps" if bare => Some(MailServer::Smtps { host, port: url.port().unwrap_or(465) }),
                _ => None,
            }
        })
    }

    fn shown(&self) -> String {
        match self {
            MailServer::None => "none".to_owned(),
            MailServer::Smtp { host, port } => format!("smtp://{host}:{port}"),
            MailServer::Smtps { host, port } => format!("smtps://{host}:{port}"),
            MailServer::Folder(folder) => format!("file:{}", folder.display()),
        }
    }
}

/// Whether a mail server that is spoken to in the clear must change to TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starttls {
    /// Without it no mail is sent.
    Required,
    /// Never: for a server on the same machine or in a closed network.
    Off,
}

impl Choice for Starttls {
    const SHAPE: Shape =
        Shape { vi: "“required” (bắt buộc) hoặc “off” (không)", en: "`required` or `off`" };
    const WORDS: &'static [(&'static str, Self)] = &[("required", Starttls::Required), ("off", Starttls::Off)];
}

/// A virus scanner that speaks clamd's protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// Over the network.
    Tcp {
        /// Name or address.
        host: String,
        /// Port, 3310 unless given.
        port: u16,
    },
    /// Through a socket on the same machine.
    Socket(PathBuf),
}

impl Value for Scanner {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape {
        vi: "“tcp://máy:3310” hoặc “unix:/đường/dẫn”",
        en: "`tcp://host:3310` or `unix:/path`",
    };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| {
            if let Some(path) = text.strip_prefix("unix:") {
                return path.starts_with('/').then(|| Scanner::Socket(PathBuf::from(path)));
            }
            let url = Url::parse(text).ok().filter(|url| url.scheme() == "tcp")?;
            let host = host(&url)?;
            Some(Scanner::Tcp { host, port: url.port().unwrap_or(3310) })
        })
    }

    fn shown(&self) -> String {
        match self {
            Scanner::Tcp { host, port } => format!("tcp://{host}:{port}"),
            Scanner::Socket(path) => format!("unix:{}", path.display()),
        }
    }
}

/// A mail address with or without a name: `Chỉ số <chiso@example.org>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox(String);

impl Mailbox {
    /// As it is written in a mail.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Mailbox {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape {
        vi: "địa chỉ thư, ví dụ “chiso@example.org” hoặc “Bộ chỉ số <chiso@example.org>”",
        en: "a mail address, such as `chiso@example.org` or `Indices <chiso@example.org>`",
    };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| {
            let address = match text.split_once('<') {
                Some((_, rest)) => rest.strip_suffix('>')?,
                None => text,
            };
            let (person, host) = address.split_once('@')?;
            let odd = |c: char| c.is_whitespace() || c.is_control() || "<>,;@\"".contains(c);
            let whole = !person.is_empty() && !host.is_empty() && !person.contains(odd) && !host.contains(odd);
            (whole && !text.contains(char::is_control)).then(|| Mailbox(text.to_owned()))
        })
    }

    fn shown(&self) -> String {
        self.0.clone()
    }
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

impl Choice for LogFormat {
    const SHAPE: Shape = Shape { vi: "“text” hoặc “json”", en: "`text` or `json`" };
    const WORDS: &'static [(&'static str, Self)] = &[("text", LogFormat::Text), ("json", LogFormat::Json)];
}

/// The least important thing that is still logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLevel {
    /// Only what failed.
    Error,
    /// And what somebody should look at.
    Warn,
    /// And each request.
    Info,
    /// And steps within.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// The word for it, as log filters want it.
    pub fn as_str(self) -> &'static str {
        word(self)
    }
}

impl Choice for LogLevel {
    const SHAPE: Shape = Shape {
        vi: "“error”, “warn”, “info”, “debug” hoặc “trace”",
        en: "`error`, `warn`, `info`, `debug` or `trace`",
    };
    const WORDS: &'static [(&'static str, Self)] = &[
        ("error", LogLevel::Error),
        ("warn", LogLevel::Warn),
        ("info", LogLevel::Info),
        ("debug", LogLevel::Debug),
        ("trace", LogLevel::Trace),
    ];
}

/// Choices are values; a blanket rule would clash with those for lists and options.
macro_rules! choices {
    ($($type:ty),*) => { $(
        impl $crate::value::Value for $type {
            const FORM: Form = Form::Text;
            const SHAPE: Shape = <$type as Choice>::SHAPE;

            fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
                choose(written)
            }

            fn shown(&self) -> String {
                word(*self).to_owned()
            }
        }
    )* };
}

pub(crate) use choices;

choices!(Starttls, LogFormat, LogLevel);
