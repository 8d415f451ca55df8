//! Why a mail was not sent.

use chiso_model::Lang;
use lettre::transport::smtp;

/// Why a mail was not sent. Never holds what the mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailError {
    /// An address is none: the sender's, or the reader's.
    Address(String),
    /// The mail server refuses the mail for good, in its words.
    Refused(String),
    /// The mail server does not take the account, or wants one, in its words.
    Account(String),
    /// The mail server asks to come again later, in its words.
    Later(String),
    /// The mail server cannot be reached.
    Unreachable(String),
    /// The mail server did not answer in time.
    Timeout,
    /// The connection to the mail server cannot be made safe.
    Tls(String),
    /// The mail server's answer makes no sense, or it lacks what the settings ask for.
    Protocol(String),
    /// The folder cannot be written to.
    Folder(String),
}

impl MailError {
    /// Whether trying again later can help, with the letter as it is: the reader's address is not at fault.
    pub fn is_transient(&self) -> bool {
        match self {
            MailError::Later(_) | MailError::Unreachable(_) | MailError::Timeout | MailError::Account(_) => true,
            MailError::Address(_)
            | MailError::Refused(_)
            | MailError::Tls(_)
            | MailError::Protocol(_)
            | MailError::Folder(_) => false,
        }
    }

    /// What is wrong and how to mend it, for the administrator.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (MailError::Address(address), Lang::Vi) => format!("“{address}” không phải là địa chỉ thư; hãy sửa lại."),
            (MailError::Address(address), Lang::En) => format!("`{address}` is no mail address; mend it."),
            (MailError::Refused(said), Lang::Vi) => {
                format!(
                    "Máy chủ thư từ chối ({said}); hãy kiểm tra địa chỉ người nhận, người gửi và tài khoản gửi thư."
                )
            }
            (MailError::Refused(said), Lang::En) => {
                format!("The mail server refuses ({said}); check the reader's address, the sender and the account.")
            }
            (MailError::Account(said), Lang::Vi) => {
                format!(
                    "Máy chủ thư không nhận tài khoản gửi thư ({said}); hãy kiểm tra mail.username và mail.password."
                )
            }
            (MailError::Account(said), Lang::En) => {
                format!("The mail server does not take the account ({said}); check mail.username and mail.password.")
            }
            (MailError::Later(said), Lang::Vi) => format!("Máy chủ thư đề nghị gửi lại sau ({said})."),
            (MailError::Later(said), Lang::En) => format!("The mail server asks to come again later ({said})."),
            (MailError::Unreachable(why), Lang::Vi) => {
                format!("Không kết nối được máy chủ thư ({why}); hãy kiểm tra mail.server.")
            }
            (MailError::Unreachable(why), Lang::En) => {
                format!("The mail server cannot be reached ({why}); check mail.server.")
            }
            (MailError::Timeout, Lang::Vi) => "Máy chủ thư không trả lời kịp; hãy kiểm tra mail.server.".to_owned(),
            (MailError::Timeout, Lang::En) => "The mail server did not answer in time; check mail.server.".to_owned(),
            (MailError::Tls(why), Lang::Vi) => format!(
                "Không lập được kết nối an toàn với máy chủ thư ({why}); hãy kiểm tra mail.starttls và chứng thư của máy chủ."
            ),
            (MailError::Tls(why), Lang::En) => format!(
                "The connection to the mail server cannot be made safe ({why}); check mail.starttls and the server's certificate."
            ),
            (MailError::Protocol(why), Lang::Vi) => {
                format!("Không trao đổi được với máy chủ thư ({why}); hãy kiểm tra mail.server và tài khoản gửi thư.")
            }
            (MailError::Protocol(why), Lang::En) => {
                format!("The mail server cannot be spoken to ({why}); check mail.server and the account.")
            }
            (MailError::Folder(why), Lang::Vi) => {
                format!("Không ghi được thư vào thư mục ({why}); hãy kiểm tra mail.server.")
            }
            (MailError::Folder(why), Lang::En) => {
                format!("The mail cannot be written to the folder ({why}); check mail.server.")
            }
        }
    }
}

impl From<smtp::Error> for MailError {
    fn from(error: smtp::Error) -> MailError {
        let said = said(&error);
        match &error {
            error if error.status().is_some_and(is_of_account) => MailError::Account(said),
            error if error.is_permanent() => MailError::Refused(said),
            error if error.is_transient() => MailError::Later(said),
            error if error.is_timeout() => MailError::Timeout,
            error if error.is_tls() => MailError::Tls(said),
            error if error.is_response() || error.is_client() => MailError::Protocol(said),
            _ if said.contains("certificate") || said.contains("TLS") => MailError::Tls(said),
            _ => MailError::Unreachable(said),
        }
    }
}

/// Whether a code speaks of the account and not of the letter (RFC 4954, sections 4 and 6).
fn is_of_account(code: smtp::response::Code) -> bool {
    matches!(u16::from(code), 530 | 534 | 535 | 538)
}

/// The error with what caused it, in one line.
fn said(error: &smtp::Error) -> String {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let more = deeper.to_string();
        if !said.contains(&more) {
            said = format!("{said}: {more}");
        }
        cause = deeper.source();
    }
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}
