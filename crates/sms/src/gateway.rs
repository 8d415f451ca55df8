//! The gateway: one request for each text, and what its answer means.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};

use crate::error::SmsError;
use crate::fill::{Place, fill};
use crate::number::Number;
use crate::segments::{Encoding, segments};

/// Bytes of an answer that are looked at.
const LARGEST: usize = 64 * 1024;

/// How a gateway is spoken to. Templates hold the names of [`PLACEHOLDERS`](crate::PLACEHOLDERS) in braces.
#[derive(Clone)]
pub struct Plan {
    /// Method.
    pub method: Method,
    /// Address: a template.
    pub url: String,
    /// Body, where there is one.
    pub body: Option<Body>,
    /// Names and values of headers; values are templates.
    pub headers: Vec<(String, String)>,
    /// What opens the gateway: a key, or user and password with a colon between them.
    pub secret: Option<String>,
    /// Who texts come from.
    pub sender: Option<String>,
    /// What must stand in an answer that says the text was taken, beside a status of success.
    pub success: Option<String>,
    /// What stands in an answer that says the number is wrong, whatever its status.
    pub refusals: Vec<String>,
    /// How long one request may take.
    pub timeout: Duration,
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// What is sent stands in the address.
    Get,
    /// In a body.
    Post,
    /// In a body.
    Put,
}

/// A body: a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// JSON.
    Json(String),
    /// Names and values as a form has them.
    Form(String),
}

/// A text on its way.
#[derive(Clone, Copy)]
pub struct Sms<'a> {
    /// What tells it from every other. Sent again it keeps it, so that gateways that look at it take it once.
    pub id: &'a str,
    /// To whom.
    pub to: &'a Number,
    /// What it says.
    pub text: &'a str,
}

/// Sends texts. Cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    client: Client,
    plan: std::sync::Arc<Plan>,
}

/// Without what opens it.
impl std::fmt::Debug for Gateway {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Gateway(…)")
    }
}

impl Gateway {
    /// Makes ready to send; connects only when there is a text.
    ///
    /// # Errors
    /// [`SmsError::Request`] where the plan makes no request: found out with a text that goes nowhere.
    pub fn new(plan: Plan) -> Result<Gateway, SmsError> {
        // Fails only where one was chosen before, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).timeout(plan.timeout).user_agent("chiso");
        let client = client.build().map_err(|error| SmsError::Request(told(&error.without_url())))?;
        let gateway = Gateway { client, plan: std::sync::Arc::new(plan) };
        let number = Number::read("0900000000").map_err(|_| SmsError::Request("number".to_owned()))?;
        gateway.request(&Sms { id: "0", to: &number, text: "0" })?;
        Ok(gateway)
    }

    /// Sends a text; it is sent when the gateway says that it took it.
    ///
    /// # Errors
    /// It was not, or that is not known.
    pub async fn send(&self, sms: &Sms<'_>) -> Result<(), SmsError> {
        let answer = self.client.execute(self.request(sms)?).await.map_err(failed)?;
        let status = answer.status();
        let body = beginning(answer).await?;
        self.judge(status, &body)
    }

    fn request(&self, sms: &Sms<'_>) -> Result<reqwest::Request, SmsError> {
        let plan = &self.plan;
        let value = |name: &str| {
            let secret = || plan.secret.clone().unwrap_or_default();
            Some(match name {
                "number" => sms.to.international().to_owned(),
                "local" => sms.to.local(),
                "text" => sms.text.to_owned(),
                "sender" => plan.sender.clone().unwrap_or_default(),
                "id" => sms.id.to_owned(),
                "unicode" => u8::from(segments(sms.text).encoding == Encoding::Ucs2).to_string(),
                "secret" => secret(),
                "basic" => BASE64.encode(secret()),
                _ => return None,
            })
        };
        // What is wrong is told without the values.
        let wrong = |what: &str| SmsError::Request(what.to_owned());
        let url = Url::parse(&fill(&plan.url, Place::Encoded, &value)).map_err(|error| wrong(&error.to_string()))?;
        let mut headers = HeaderMap::new();
        let body = plan.body.as_ref().map(|body| match body {
            Body::Json(template) => ("application/json", fill(template, Place::Json, &value)),
            Body::Form(template) => ("application/x-www-form-urlencoded", fill(template, Place::Encoded, &value)),
        });
        if let Some((kind, _)) = &body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        for (name, template) in &plan.headers {
            let name: HeaderName = name.parse().map_err(|_| wrong("sms.headers"))?;
            let mut value =
                HeaderValue::from_str(&fill(template, Place::Plain, &value)).map_err(|_| wrong("sms.headers"))?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let method = match plan.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
        };
        let mut request = self.client.request(method, url).headers(headers);
        if let Some((_, body)) = body {
            request = request.body(body);
        }
        request.build().map_err(|error| wrong(&told(&error.without_url())))
    }

    /// What an answer means. A wrong key or address is no fault of the number, so that one mistake in the settings does not strike out everybody.
    fn judge(&self, status: StatusCode, body: &str) -> Result<(), SmsError> {
        let code = status.as_u16();
        if self.plan.refusals.iter().any(|refusal| body.contains(refusal.as_str())) {
            return Err(SmsError::Refused(format!("HTTP {code}, sms.refusals")));
        }
        match code {
            200..300 if self.plan.success.as_deref().is_none_or(|success| body.contains(success)) => Ok(()),
            200..300 => Err(SmsError::NotTaken(format!("HTTP {code}, sms.success"))),
            401 | 402 | 403 | 404 | 405 | 407 => Err(SmsError::Account(code)),
            408 | 425 | 429 => Err(SmsError::Later(format!("HTTP {code}"))),
            400..500 => Err(SmsError::Refused(format!("HTTP {code}"))),
            _ => Err(SmsError::Later(format!("HTTP {code}"))),
        }
    }
}

/// The beginning of an answer, as text.
async fn beginning(mut answer: Response) -> Result<String, SmsError> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(failed)? {
        body.extend_from_slice(&piece);
        if body.len() > LARGEST {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&body).into_owned())
}

/// The address holds number and text where the method is GET.
fn failed(error: reqwest::Error) -> SmsError {
    if error.is_timeout() { SmsError::Timeout } else { SmsError::Unreachable(told(&error.without_url())) }
}

/// The innermost cause.
fn told(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
