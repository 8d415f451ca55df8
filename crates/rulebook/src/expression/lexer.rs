//! From text to tokens.

use super::{Binary, ExpressionError, ExpressionErrorKind};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Name(String),
    Binary(Binary),
    Not,
    If,
    Then,
    Else,
    Open,
    Close,
    /// Between arguments: `,` or `;`.
    Separator(char),
}

/// A token, where it starts and where it ends.
pub(super) type Placed = (Token, usize, usize);

pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, ExpressionError> {
    let mut out = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let mut follows = |wanted: char| rest.next_if(|(_, c)| *c == wanted).is_some();
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' | ';' => Token::Separator(c),
            '+' => Token::Binary(Binary::Add),
            '-' | '−' => Token::Binary(Binary::Subtract),
            '*' | '×' => Token::Binary(Binary::Multiply),
            '/' | '÷' => Token::Binary(Binary::Divide),
            '^' => Token::Binary(Binary::Power),
            '≤' => Token::Binary(Binary::AtMost),
            '≥' => Token::Binary(Binary::AtLeast),
            '≠' => Token::Binary(Binary::Different),
            '=' => {
                follows('=');
                Token::Binary(Binary::Equal)
            }
            '!' if follows('=') => Token::Binary(Binary::Different),
            '<' if follows('=') => Token::Binary(Binary::AtMost),
            '<' if follows('>') => Token::Binary(Binary::Different),
            '<' => Token::Binary(Binary::Less),
            '>' if follows('=') => Token::Binary(Binary::AtLeast),
            '>' => Token::Binary(Binary::Greater),
            '`' => {
                let (length, _) = text[at + 1..]
                    .char_indices()
                    .find(|(_, c)| *c == '`')
                    .ok_or(ExpressionError { at, kind: ExpressionErrorKind::OpenName })?;
                let name = text[at + 1..at + 1 + length].to_owned();
                while rest.next_if(|(i, _)| *i <= at + 1 + length).is_some() {}
                Token::Name(name)
            }
            c if c.is_ascii_digit() => {
                let mut end = at + 1;
                while let Some((i, _)) = rest.next_if(|(_, c)| c.is_ascii_digit() || *c == '.') {
                    end = i + 1;
                }
                let digits = &text[at..end];
                let percent = rest.next_if(|(_, c)| *c == '%').is_some();
                // The exponent shifts the decimal mark, so that 92.5% is exactly the number written 0.925.
                let written = if percent { format!("{digits}e-2") } else { digits.to_owned() };
                let bad = || ExpressionError { at, kind: ExpressionErrorKind::BadNumber(digits.to_owned()) };
                if digits.ends_with('.') {
                    return Err(bad());
                }
                Token::Number(written.parse::<f64>().ok().filter(|n| n.is_finite()).ok_or_else(bad)?)
            }
            c if c.is_ascii_alphabetic() || c == '_' => {
                let mut end = at + 1;
                while let Some((i, _)) = rest.next_if(|(_, c)| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')) {
                    end = i + 1;
                }
                word(&text[at..end])
            }
            c => {
                let word = word_around(text, at);
                let kind = if VIETNAMESE.contains(&word.to_lowercase().as_str()) {
                    ExpressionErrorKind::VietnameseWord(word.to_owned())
                } else {
                    ExpressionErrorKind::UnknownCharacter(c)
                };
                return Err(ExpressionError { at, kind });
            }
        };
        let end = rest.peek().map_or(text.len(), |(i, _)| *i);
        out.push((token, at, end));
    }
    Ok(out)
}

/// Words of a condition in Vietnamese.
const VIETNAMESE: [&str; 8] = ["nếu", "thì", "không", "ngược", "còn", "lại", "và", "hoặc"];

/// The word in which a byte lies.
fn word_around(text: &str, at: usize) -> &str {
    let start = text[..at]
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |i| at + i);
    &text[start..end]
}

fn word(word: &str) -> Token {
    match word {
        "if" => Token::If,
        "then" => Token::Then,
        "else" => Token::Else,
        "and" => Token::Binary(Binary::And),
        "or" => Token::Binary(Binary::Or),
        "not" => Token::Not,
        name => Token::Name(name.to_owned()),
    }
}
