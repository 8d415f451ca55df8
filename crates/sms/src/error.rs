//! Why a text was not sent.

use chiso_model::Lang;

/// Why a text was not sent. Never holds what it says, nor the number: what gateways answer may repeat both, so of an answer only its status is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmsError {
    /// The number takes no texts, or is none: the gateway says so.
    Refused(String),
    /// The gateway asks to come again later, or is not well.
    Later(String),
    /// The gateway answers as if all were well, without the words that say so: perhaps the number, perhaps its account.
    NotTaken(String),
    /// The gateway does not let this system in, or does not know the address: settings, not the number.
    Account(u16),
    /// The gateway cannot be reached.
    Unreachable(String),
    /// It did not answer in time; whether it took the text is not known.
    Timeout,
    /// What the settings make is no request.
    Request(String),
}

/// Whether a text that was not sent is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// No: nothing helps but another number.
    Never,
    /// Some times; then the number is given up.
    AFewTimes,
    /// As long as the text is of use: the number is not at fault.
    AsLongAsOfUse,
}

impl SmsError {
    /// Whether to try again.
    pub fn again(&self) -> Again {
        match self {
            SmsError::Refused(_) => Again::Never,
            SmsError::NotTaken(_) => Again::AFewTimes,
            SmsError::Later(_)
            | SmsError::Account(_)
            | SmsError::Unreachable(_)
            | SmsError::Timeout
            | SmsError::Request(_) => Again::AsLongAsOfUse,
        }
    }

    /// What is wrong and how to mend it, for the administrator.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (SmsError::Refused(said), Lang::Vi) => {
                format!("Cổng tin nhắn không nhận số này ({said}); hãy kiểm tra số.")
            }
            (SmsError::Refused(said), Lang::En) => {
                format!("The gateway takes no texts for this number ({said}); check it.")
            }
            (SmsError::Later(said) | SmsError::NotTaken(said), Lang::Vi) => {
                format!("Cổng tin nhắn chưa nhận tin ({said}); hệ thống sẽ gửi lại.")
            }
            (SmsError::Later(said) | SmsError::NotTaken(said), Lang::En) => {
                format!("The gateway did not take the text ({said}); it is sent again later.")
            }
            (SmsError::Account(status), Lang::Vi) => {
                format!("Cổng tin nhắn không cho vào (mã {status}); hãy kiểm tra sms.url, sms.headers và sms.secret.")
            }
            (SmsError::Account(status), Lang::En) => {
                format!(
                    "The gateway does not let this system in (status {status}); check sms.url, sms.headers and sms.secret."
                )
            }
            (SmsError::Unreachable(why), Lang::Vi) => {
                format!("Không kết nối được cổng tin nhắn ({why}); hãy kiểm tra sms.url.")
            }
            (SmsError::Unreachable(why), Lang::En) => format!("The gateway cannot be reached ({why}); check sms.url."),
            (SmsError::Timeout, Lang::Vi) => "Cổng tin nhắn không trả lời kịp.".to_owned(),
            (SmsError::Timeout, Lang::En) => "The gateway did not answer in time.".to_owned(),
            (SmsError::Request(why), Lang::Vi) => {
                format!("Cài đặt sms không tạo được yêu cầu ({why}); hãy kiểm tra mục sms.")
            }
            (SmsError::Request(why), Lang::En) => {
                format!("The settings make no request ({why}); check the section sms.")
            }
        }
    }
}
