//! How wide a text is, near enough to lay out a chart on a machine without the reader's fonts.
//!
//! The widths are those of a wide system face; a narrower one leaves a little air.

/// Width of a text at a size, in the units of the size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(share).sum::<f64>() * size
}

fn share(sign: char) -> f64 {
    match sign {
        'i' | 'j' | 'l' | 'I' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | '.' | ',' | '\'' | ':' | ';' | '|' | '!' => 0.31,
        '\u{202f}' | '\u{2009}' => 0.2,
        ' ' | '\u{a0}' => 0.32,
        't' | 'f' | 'r' | '(' | ')' | '-' | '/' | '"' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' | '…' | '→' => 0.95,
        'c' | 's' | 'k' | 'v' | 'x' | 'y' | 'z' | 'ý' | 'ỳ' | 'ỷ' | 'ỹ' | 'ỵ' => 0.57,
        '−' | '+' | '<' | '>' | '=' => 0.8,
        sign if sign.is_uppercase() => 0.71,
        sign if sign.is_ascii() => 0.63,
        _ => 0.64,
    }
}

/// The widest of some texts.
pub(crate) fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, size: f64) -> f64 {
    texts.into_iter().map(|text| width(text, size)).fold(0.0, f64::max)
}

/// The text in lines of at most `room`, broken between words; a longer word stands alone.
pub(crate) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + 0.32 * size <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// At most `count` lines; what does not fit ends in an ellipsis. The widths here are generous, so a line may overrun by a little before it is cut.
pub(crate) fn wrap_to(text: &str, size: f64, room: f64, count: usize) -> Vec<String> {
    let mut lines = wrap(text, size, room);
    if lines.len() > count && count > 0 {
        let rest = lines.split_off(count - 1).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|line| fit(line, size, room + size * 0.4)).collect()
}

/// The text cut to `room`, with an ellipsis where it is cut.
pub(crate) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = share('…') * size;
    for sign in text.chars() {
        used += share(sign) * size;
        if used > room {
            break;
        }
        kept.push(sign);
    }
    format!("{}…", kept.trim_end())
}
