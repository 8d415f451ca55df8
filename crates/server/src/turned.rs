//! Requests that are turned away before any page or operation sees them: told as a page to people, as a problem to programs.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_model::Lang;
use chiso_web::{PageError, Problem, Why, language};

use crate::metrics::Kind;

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turned {
    /// Too many came; the number of seconds after which to come again.
    TooMany(u64),
    /// The answer took longer than so many seconds.
    TooSlow(u64),
    /// The store cannot be read.
    Unwell,
    /// A handler failed inside.
    Broken,
    /// The key is not good.
    NoKey,
}

impl Why for Turned {
    fn status(&self) -> StatusCode {
        match self {
            Turned::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Turned::TooSlow(_) | Turned::Unwell => StatusCode::SERVICE_UNAVAILABLE,
            Turned::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Turned::NoKey => StatusCode::UNAUTHORIZED,
        }
    }

    fn title(&self, lang: Lang) -> String {
        let text = match self {
            Turned::TooMany(_) => lang.pick("Quá nhiều yêu cầu", "Too many requests"),
            Turned::TooSlow(_) => lang.pick("Xử lý quá lâu nên đã dừng", "This took too long and was given up"),
            Turned::Unwell => {
                lang.pick("Hệ thống tạm thời chưa đọc được dữ liệu", "The system cannot read its data for now")
            }
            Turned::Broken => lang.pick("Chưa hiển thị được trang này", "This page cannot be shown"),
            Turned::NoKey => lang.pick("Khóa API không dùng được", "This API key cannot be used"),
        };
        text.to_owned()
    }

    fn help(&self, lang: Lang) -> String {
        match (self, lang) {
            (Turned::TooMany(seconds), Lang::Vi) => {
                format!("Hệ thống nhận quá nhiều yêu cầu từ quý vị trong một phút. Xin thử lại sau {seconds} giây.")
            }
            (Turned::TooMany(seconds), Lang::En) => {
                format!("Too many requests came from you within a minute. Please try again in {seconds} seconds.")
            }
            (Turned::TooSlow(seconds), Lang::Vi) => format!(
                "Việc này chưa xong sau {seconds} giây. Nếu quý vị vừa gửi biểu mẫu, xin kiểm tra xem nội dung đã được ghi chưa trước khi gửi lại."
            ),
            (Turned::TooSlow(seconds), Lang::En) => format!(
                "It was not finished after {seconds} seconds. If you have just sent a form, please check whether it was saved before you send it again."
            ),
            (Turned::Unwell, Lang::Vi) => {
                "Xin thử lại sau ít phút. Người vận hành xem nguyên nhân trong nhật ký.".to_owned()
            }
            (Turned::Unwell, Lang::En) => {
                "Please try again in a few minutes. The operator finds the cause in the log.".to_owned()
            }
            (Turned::Broken, Lang::Vi) => "Đã có lỗi ở phía chúng tôi. Xin thử lại sau ít phút.".to_owned(),
            (Turned::Broken, Lang::En) => {
                "Something went wrong on our side. Please try again in a few minutes.".to_owned()
            }
            (Turned::NoKey, Lang::Vi) => {
                "Khóa này không có, đã hết hạn hoặc đã bị thu hồi. Hãy tạo khóa mới ở mục “Khóa API”.".to_owned()
            }
            (Turned::NoKey, Lang::En) => {
                "It is not known, has ended or was revoked. Make a new one under “API keys” in the workspace."
                    .to_owned()
            }
        }
    }
}

/// How whoever asks is to be answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    lang: Lang,
    /// A person with a browser, who is better served by a page.
    person: bool,
}

impl Asker {
    pub(crate) fn of(request: &Request) -> Asker {
        let path = request.uri().path();
        let in_path = path.split('/').nth(1).and_then(language::of_tag);
        let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        Asker {
            lang: in_path.unwrap_or_else(|| language::of_headers(request.headers())),
            person: Kind::of(path) == Kind::Page && accepts.is_some_and(|accept| accept.contains("text/html")),
        }
    }

    /// Says why there is no answer.
    pub(crate) fn tell(self, why: Turned) -> Response {
        let mut response = if self.person {
            PageError::new(self.lang, why).into_response()
        } else {
            // Documents of the API speak English.
            let lang = self.lang;
            Problem::new(why.status(), format!("{}. {}", why.title(lang), why.help(lang))).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Turned::TooMany(seconds) = why {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
