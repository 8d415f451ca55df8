//! Where mail goes.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr as _;
use std::time::Duration;

use chiso_model::Text;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::error::MailError;
use crate::letter::{Letter, Mail};

/// How the connection to a mail server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a server on the same machine or in a closed network.
    None,
    /// It begins in the clear and must change to TLS before anything is said.
    Starttls,
    /// TLS from the first byte.
    Tls,
}

/// Where mail goes.
#[derive(Clone)]
pub enum Route {
    /// Nowhere.
    None,
    /// Into files `<id>.eml` of a folder, which is made where it is missing: for trying out.
    Folder(PathBuf),
    /// To a mail server, whose certificate must be one that this machine trusts.
    Smtp {
        /// Name or address.
        host: String,
        /// Port.
        port: u16,
        /// How the connection is kept from others.
        security: Security,
        /// User name and password, where the server asks for them.
        account: Option<(String, String)>,
        /// How long handing over one mail may take.
        timeout: Duration,
    },
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::None => f.write_str("None"),
            Route::Folder(folder) => write!(f, "Folder({})", folder.display()),
            Route::Smtp { host, port, security, .. } => write!(f, "Smtp({host}:{port}, {security:?})"),
        }
    }
}

/// Who mails come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The address they name, with or without a name: `Bộ chỉ số <chiso@example.org>`.
    pub from: String,
    /// What the system is called in a sentence.
    pub system: Text,
    /// Its address on the web.
    pub home: String,
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// The mail server took it.
    Taken,
    /// It stands in this file.
    Written(PathBuf),
    /// There is no mail server.
    Nowhere,
}

/// Sends mail. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mailer {
    from: Mailbox,
    sender: Sender,
    way: Way,
}

#[derive(Debug, Clone)]
enum Way {
    None,
    Folder(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>, Duration),
}

impl Mailer {
    /// Makes ready to send; connects only when there is a mail.
    ///
    /// # Errors
    /// The sender has no mail address, or this machine has no certificates to trust.
    pub fn new(route: &Route, sender: Sender) -> Result<Mailer, MailError> {
        let from = mailbox(&sender.from)?;
        let way = match route {
            Route::None => Way::None,
            Route::Folder(folder) => Way::Folder(folder.clone()),
            Route::Smtp { host, port, security, account, timeout } => {
                let tls = match security {
                    Security::None => Tls::None,
                    Security::Starttls => Tls::Required(TlsParameters::new(host.clone())?),
                    Security::Tls => Tls::Wrapper(TlsParameters::new(host.clone())?),
                };
                let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
                    .port(*port)
                    .tls(tls)
                    .timeout(Some(*timeout))
                    .hello_name(ClientId::Domain(from.email.domain().to_owned()));
                if let Some((name, password)) = account {
                    transport = transport.credentials(Credentials::new(name.clone(), password.clone()));
                }
                Way::Smtp(transport.build(), *timeout)
            }
        };
        Ok(Mailer { from, sender, way })
    }

    /// Whether mails go anywhere. Where not, pages offer another way, such as a link that an administrator hands over.
    pub fn enabled(&self) -> bool {
        !matches!(self.way, Way::None)
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// It was not sent; [`MailError::is_transient`] says whether to try again.
    pub async fn send(&self, letter: &Letter<'_>) -> Result<Sent, MailError> {
        let message = self.message(letter)?;
        match &self.way {
            Way::None => Ok(Sent::Nowhere),
            Way::Folder(folder) => {
                let file = folder.join(format!("{}.eml", plain(letter.id)));
                write(&file, &message.formatted()).await.map_err(|error| MailError::Folder(error.to_string()))?;
                Ok(Sent::Written(file))
            }
            // The transport's own limit is for each answer of the server; one that answers slowly, line by line, would take longer.
            Way::Smtp(transport, timeout) => match tokio::time::timeout(*timeout, transport.send(message)).await {
                Ok(sent) => Ok(sent.map(|_| Sent::Taken)?),
                Err(_) => Err(MailError::Timeout),
            },
        }
    }

    fn message(&self, letter: &Letter<'_>) -> Result<Message, MailError> {
        let address = Address::from_str(letter.address).map_err(|_| MailError::Address(letter.address.to_owned()))?;
        let words = letter.render(&self.sender);
        let name = letter.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut message = Message::builder();
        if let Mail::Survey(call) = letter.mail {
            message = message.header(ListUnsubscribe(format!("<{}>", call.decline))).header(ListUnsubscribePost);
        }
        message
            .from(self.from.clone())
            .to(Mailbox::new((!name.is_empty()).then_some(name), address))
            .subject(words.subject)
            .message_id(Some(format!("<{}@{}>", plain(letter.id), self.from.email.domain())))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(words.text, words.html))
            .map_err(|error| MailError::Protocol(error.to_string()))
    }
}

/// An address with or without a name before it, in whatever letters.
fn mailbox(text: &str) -> Result<Mailbox, MailError> {
    let (name, address) = match text.split_once('<') {
        Some((name, rest)) => (name.trim().trim_matches('"'), rest.trim_end().strip_suffix('>').unwrap_or_default()),
        None => ("", text.trim()),
    };
    let address = Address::from_str(address).map_err(|_| MailError::Address(text.to_owned()))?;
    Ok(Mailbox::new((!name.is_empty()).then(|| name.to_owned()), address))
}

/// What can stand in a name of a file and in a header alike.
fn plain(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// Writes a file that is never half there.
async fn write(file: &std::path::Path, content: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let part = file.with_extension("part");
    tokio::fs::write(&part, content).await?;
    tokio::fs::rename(&part, file).await
}

/// Keeps the reader's "I am on holiday" from being sent to us (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<AutoSubmitted, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(AutoSubmitted::name(), "auto-generated".to_owned())
    }
}

/// Where mail programs say for their reader that they want no more of these (RFC 2369).
#[derive(Debug, Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(value: &str) -> Result<ListUnsubscribe, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ListUnsubscribe(value.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(ListUnsubscribe::name(), self.0.clone())
    }
}

/// That they may do so with one request (RFC 8058).
#[derive(Debug, Clone)]
struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<ListUnsubscribePost, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ListUnsubscribePost)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(ListUnsubscribePost::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}
