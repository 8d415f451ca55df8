//! How a file is handed to a browser: to be kept, never to be shown as part of this site; or to be looked at in a frame, at an origin of its own.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;

/// The headers of a download.
///
/// The name is given twice (RFC 6266): in ASCII for old programs, and whole (RFC 8187). A browser may neither guess another type nor run anything in it.
pub fn download_headers(name: &str, media_type: &str) -> [(&'static str, String); 5] {
    [
        ("content-type", media_type.to_owned()),
        (
            "content-disposition",
            format!("attachment; filename=\"{}\"; filename*=UTF-8''{}", ascii(name), percent(name)),
        ),
        ("x-content-type-options", "nosniff".to_owned()),
        (
            "content-security-policy",
            "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox".to_owned(),
        ),
        ("cross-origin-resource-policy", "same-origin".to_owned()),
    ]
}

/// The headers of a file that is looked at in a frame of a page of `pages`, at an origin where there is nothing else.
///
/// Nothing is loaded by it, nobody else frames it or draws it in, and no cache keeps it. No `sandbox`: older browsers start no PDF viewer in one, and this origin
/// has nothing to be kept from.
pub fn view_headers(media_type: &str, pages: &str) -> [(&'static str, String); 8] {
    [
        ("content-type", media_type.to_owned()),
        ("content-disposition", "inline".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        (
            "content-security-policy",
            format!("default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors {pages}"),
        ),
        ("cross-origin-resource-policy", "same-origin".to_owned()),
        ("cache-control", "no-store".to_owned()),
        ("referrer-policy", "no-referrer".to_owned()),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
    ]
}

/// The name without marks, and without what a quoted text cannot hold.
fn ascii(name: &str) -> String {
    let plain = name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).map(|c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        ' '..='~' if !"\"\\%/:*?<>|".contains(c) => c,
        _ => '_',
    });
    plain.collect()
}

/// The name with every byte escaped that RFC 8187 does not call an attribute character.
fn percent(name: &str) -> String {
    let mut escaped = String::new();
    for byte in name.nfc().collect::<String>().bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::download_headers;

    #[test]
    fn names_arrive_whole_and_cannot_break_out() {
        for (name, wanted) in [
            ("a.pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"),
            (
                "Báo cáo Đắk Lắk (bản 2).pdf",
                "attachment; filename=\"Bao cao Dak Lak (ban 2).pdf\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%C4%90%E1%BA%AFk%20L%E1%BA%AFk%20%28b%E1%BA%A3n%202%29.pdf",
            ),
            (
                "a\"; x=\"\r\nSet-Cookie: b.pdf",
                "attachment; filename=\"a_; x=___Set-Cookie_ b.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0ASet-Cookie%3A%20b.pdf",
            ),
            ("數.txt", "attachment; filename=\"_.txt\"; filename*=UTF-8''%E6%95%B8.txt"),
        ] {
            let headers = download_headers(name, "application/pdf");
            assert_eq!(headers[1], ("content-disposition", wanted.to_owned()));
            assert!(headers.iter().all(|(_, value)| value.chars().all(|c| (' '..='~').contains(&c))), "{name}");
        }
    }
}
