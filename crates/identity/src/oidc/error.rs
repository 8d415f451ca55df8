//! What can go wrong between us and a provider.

use chiso_model::Lang;
use reqwest::Url;

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OidcError {
    /// No answer.
    Unreachable {
        /// The address.
        url: String,
        /// Why.
        reason: String,
    },
    /// An answer that is not a success.
    Status {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// An answer without something that it must have.
    Malformed {
        /// The address.
        url: String,
        /// What is missing or unreadable.
        what: String,
    },
    /// The provider names itself otherwise than the settings do.
    Discovery {
        /// The issuer of the settings.
        expected: String,
        /// The issuer that was found.
        found: String,
    },
    /// An address that is not protected by TLS.
    Insecure {
        /// The address.
        url: String,
    },
    /// The certificates of the settings cannot be read.
    Roots,
    /// No random numbers.
    NoRandom,
    /// The answer does not belong to the sign-in that this visitor began.
    State,
    /// Somebody else than the provider answers.
    Issuer {
        /// Who.
        found: String,
    },
    /// The provider, or the person there, said no.
    Refused {
        /// The code of RFC 6749.
        error: String,
        /// The provider's words.
        description: String,
    },
    /// The provider does not take the code: it was used already, is too old, or the secret of this installation is wrong.
    Code {
        /// The code of RFC 6749.
        error: String,
        /// The provider's words.
        description: String,
    },
    /// A token that cannot be read.
    Token,
    /// A token signed in a way that is not accepted.
    Algorithm {
        /// The way.
        found: String,
    },
    /// A token that none of the provider's keys has signed.
    Signature,
    /// A token for somebody else.
    Audience,
    /// A token of another sign-in.
    Nonce,
    /// A token that is no longer good, or not yet: clocks differ.
    Expired,
    /// Token and user information tell of two persons.
    Subject,
}

impl OidcError {
    pub(super) fn malformed(url: &Url, what: &str) -> OidcError {
        OidcError::Malformed { url: url.to_string(), what: what.to_owned() }
    }

    /// Whether trying again later may help: the provider is away.
    pub const fn is_temporary(&self) -> bool {
        matches!(self, OidcError::Unreachable { .. } | OidcError::Status { status: 500.., .. })
    }

    /// The message for people.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.vi(),
            Lang::En => self.en(),
        }
    }

    fn vi(&self) -> String {
        const AGAIN: &str = "Hãy bắt đầu đăng nhập lại.";
        match self {
            OidcError::Unreachable { url, reason } => {
                format!("Không kết nối được hệ thống định danh tại {url} ({reason}). Hãy thử lại sau, hoặc đăng nhập bằng mật khẩu.")
            }
            OidcError::Status { url, status } => {
                format!("Hệ thống định danh trả lời lỗi {status} tại {url}. Hãy thử lại sau, hoặc đăng nhập bằng mật khẩu.")
            }
            OidcError::Malformed { url, what } => {
                format!("Trả lời của hệ thống định danh tại {url} thiếu hoặc sai “{what}”. Hãy báo quản trị hệ thống kiểm tra địa chỉ đã cấu hình.")
            }
            OidcError::Discovery { expected, found } => format!(
                "Hệ thống định danh tự xưng là “{found}”, nhưng cấu hình ghi “{expected}”. Hãy sửa cấu hình cho khớp từng ký tự, kể cả dấu gạch chéo cuối."
            ),
            OidcError::Insecure { url } => {
                format!("Địa chỉ {url} của hệ thống định danh không dùng https. Hãy cấu hình địa chỉ https; http chỉ được dùng trên chính máy này.")
            }
            OidcError::Roots => "Không đọc được tệp chứng thư gốc đã cấu hình. Hãy dùng tệp PEM có ít nhất một chứng thư.".to_owned(),
            OidcError::NoRandom => crate::NoRandom.message(Lang::Vi).to_owned(),
            OidcError::State => format!("Phiên đăng nhập không khớp hoặc đã hết hạn. {AGAIN}"),
            OidcError::Issuer { found } => {
                format!("Trả lời đến từ “{found}”, không phải hệ thống định danh đã cấu hình. {AGAIN} Nếu lặp lại, hãy báo quản trị hệ thống.")
            }
            OidcError::Refused { error, description } => {
                format!("Hệ thống định danh từ chối đăng nhập ({error}{}). {AGAIN}", after(description))
            }
            OidcError::Code { error, description } => format!(
                "Hệ thống định danh không nhận mã đăng nhập ({error}{}): mã đã dùng hoặc hết hạn. {AGAIN} Nếu lặp lại, hãy báo quản trị hệ thống kiểm tra mã bí mật đã cấu hình.",
                after(description)
            ),
            OidcError::Token => format!("Không đọc được mã định danh nhận về. {AGAIN} Nếu lặp lại, hãy báo quản trị hệ thống."),
            OidcError::Algorithm { found } => {
                format!("Mã định danh ký bằng thuật toán “{found}” không được chấp nhận. Hãy báo quản trị hệ thống chọn RS256, PS256, ES256 hoặc EdDSA.")
            }
            OidcError::Signature => format!("Chữ ký của mã định danh không đúng. {AGAIN} Nếu lặp lại, hãy báo quản trị hệ thống."),
            OidcError::Audience => {
                "Mã định danh cấp cho hệ thống khác. Hãy báo quản trị hệ thống kiểm tra mã ứng dụng (client id) đã cấu hình.".to_owned()
            }
            OidcError::Nonce => format!("Mã định danh thuộc một lần đăng nhập khác. {AGAIN}"),
            OidcError::Expired => {
                format!("Mã định danh đã hết hạn hoặc chưa có hiệu lực. {AGAIN} Nếu lặp lại, hãy báo quản trị hệ thống kiểm tra đồng hồ của máy chủ.")
            }
            OidcError::Subject => format!("Thông tin người dùng không khớp với mã định danh. {AGAIN} Nếu lặp lại, hãy báo quản trị hệ thống."),
        }
    }

    fn en(&self) -> String {
        const AGAIN: &str = "Start to sign in again.";
        match self {
            OidcError::Unreachable { url, reason } => {
                format!("The identity provider at {url} cannot be reached ({reason}). Try again later, or sign in with your password.")
            }
            OidcError::Status { url, status } => {
                format!("The identity provider answers with error {status} at {url}. Try again later, or sign in with your password.")
            }
            OidcError::Malformed { url, what } => {
                format!("The identity provider's answer at {url} lacks “{what}” or cannot be read. Ask an administrator to check the address in the settings.")
            }
            OidcError::Discovery { expected, found } => format!(
                "The identity provider calls itself “{found}”, but the settings say “{expected}”. Make them equal to the letter, with the slash at the end or without it."
            ),
            OidcError::Insecure { url } => {
                format!("The identity provider's address {url} does not use https. Set an https address; http is only for this very machine.")
            }
            OidcError::Roots => "The file of root certificates in the settings cannot be read. Use a PEM file with at least one certificate.".to_owned(),
            OidcError::NoRandom => crate::NoRandom.message(Lang::En).to_owned(),
            OidcError::State => format!("This does not belong to the sign-in that was begun here, or that is too long ago. {AGAIN}"),
            OidcError::Issuer { found } => {
                format!("The answer comes from “{found}”, not from the identity provider in the settings. {AGAIN} If it happens again, tell an administrator.")
            }
            OidcError::Refused { error, description } => format!("The identity provider refused the sign-in ({error}{}). {AGAIN}", after(description)),
            OidcError::Code { error, description } => format!(
                "The identity provider does not take the sign-in code ({error}{}): it was used already or is too old. {AGAIN} If it happens again, ask an administrator to check the secret in the settings.",
                after(description)
            ),
            OidcError::Token => format!("The identity token cannot be read. {AGAIN} If it happens again, tell an administrator."),
            OidcError::Algorithm { found } => {
                format!("The identity token is signed with “{found}”, which is not accepted. Ask an administrator to choose RS256, PS256, ES256 or EdDSA.")
            }
            OidcError::Signature => format!("The signature of the identity token is wrong. {AGAIN} If it happens again, tell an administrator."),
            OidcError::Audience => "The identity token was made for another system. Ask an administrator to check the client id in the settings.".to_owned(),
            OidcError::Nonce => format!("The identity token belongs to another sign-in. {AGAIN}"),
            OidcError::Expired => {
                format!("The identity token is no longer good, or not yet. {AGAIN} If it happens again, ask an administrator to check the server's clock.")
            }
            OidcError::Subject => format!("The identity token and the user information tell of two persons. {AGAIN} If it happens again, tell an administrator."),
        }
    }
}

/// The provider's own words, after its code.
fn after(description: &str) -> String {
    if description.is_empty() { String::new() } else { format!(": {description}") }
}

impl std::fmt::Display for OidcError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.en())
    }
}

impl std::error::Error for OidcError {}
