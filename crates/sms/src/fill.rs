//! Templates: `{name}` in an address, a header or a body, and what takes its place there.

/// Names that a template may hold, each with what it is in Vietnamese and English.
pub const PLACEHOLDERS: [(&str, &str, &str); 8] = [
    (
        "number",
        "số có mã nước, chỉ gồm chữ số: 84912345678",
        "the number with its country code, digits alone: 84912345678",
    ),
    ("local", "số như viết ở Việt Nam: 0912345678", "the number as written in Việt Nam: 0912345678"),
    ("text", "nội dung tin nhắn", "the text"),
    ("sender", "tên người gửi (sms.sender)", "the sender's name (sms.sender)"),
    ("id", "mã của tin, giữ nguyên khi gửi lại", "what tells this text from others; the same when it is sent again"),
    ("unicode", "1 nếu nội dung có dấu, 0 nếu không", "1 where the text needs 16 bits a character, else 0"),
    ("secret", "khóa bí mật (sms.secret)", "the secret (sms.secret)"),
    (
        "basic",
        "khóa bí mật viết theo Base64, cho “Authorization: Basic”",
        "the secret in Base64, for `Authorization: Basic`",
    ),
];

/// Where a value is put, and so how it is written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In an address or a form: percent-encoded.
    Encoded,
    /// Within a text of JSON.
    Json,
    /// In a header, as it is.
    Plain,
}

/// Puts values into a template; braces around anything else stay.
pub(crate) fn fill(template: &str, place: Place, value: &dyn Fn(&str) -> Option<String>) -> String {
    let (mut filled, mut rest) = (String::new(), template);
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        let named = rest.find('}').and_then(|end| Some((end, value(&rest[1..end])?)));
        if let Some((end, value)) = named {
            filled.push_str(&written(&value, place));
            rest = &rest[end + 1..];
        } else {
            filled.push('{');
            rest = &rest[1..];
        }
    }
    filled + rest
}

/// A template with a value for each placeholder, to see whether it makes what it shall: JSON where `json` says so, else a form or an address.
pub fn sample(template: &str, json: bool) -> String {
    let value = |name: &str| PLACEHOLDERS.iter().any(|(known, ..)| *known == name).then(|| "1".to_owned());
    fill(template, if json { Place::Json } else { Place::Encoded }, &value)
}

fn written(value: &str, place: Place) -> String {
    match place {
        Place::Plain => value.to_owned(),
        Place::Json => {
            let quoted = serde_json::Value::from(value).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        }
        Place::Encoded => value
            .bytes()
            .map(|byte| match byte {
                byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_their_place_wants() {
        let value = |name: &str| match name {
            "text" => Some("Mời \"Ông\"\n&{number}".to_owned()),
            "number" => Some("849".to_owned()),
            _ => None,
        };
        for (template, place, expected) in [
            (
                "{\"to\":\"{number}\",\"text\":\"{text}\"}",
                Place::Json,
                "{\"to\":\"849\",\"text\":\"Mời \\\"Ông\\\"\\n&{number}\"}",
            ),
            ("to={number}&text={text}", Place::Encoded, "to=849&text=M%E1%BB%9Di%20%22%C3%94ng%22%0A%26%7Bnumber%7D"),
            ("{number", Place::Plain, "{number"),
            ("{}{other}{{number}}", Place::Plain, "{}{other}{849}"),
        ] {
            assert_eq!(fill(template, place, &value), expected);
        }
        assert_eq!(sample("{\"a\":{unicode},\"b\":{c}}", true), "{\"a\":1,\"b\":{c}}");
    }
}
