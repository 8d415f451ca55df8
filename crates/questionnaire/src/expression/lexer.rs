//! From text to tokens.

use super::{Binary, ExpressionError, Wrong};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// `${name}`
    Answer(String),
    /// `.`
    This,
    /// A name by itself: a function, or a column.
    Name(String),
    Binary(Binary),
    Open,
    Close,
    Comma,
}

/// A token, the number of its first character from 1, and how it is written.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) at: usize,
    pub(super) written: String,
}

pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, ExpressionError> {
    let characters: Vec<char> = text.chars().collect();
    let mut out: Vec<Placed> = Vec::new();
    let mut at = 0;
    while let Some(c) = characters.get(at).copied() {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        // `and`, `or`, `div`, `mod` and `*` are operators only where a value stands before them (XPath 1.0, 3.7).
        let after_value = out.last().is_some_and(|last| {
            matches!(
                last.token,
                Token::Number(_) | Token::Text(_) | Token::Answer(_) | Token::This | Token::Name(_) | Token::Close
            )
        });
        let (token, length) =
            token(&characters, at, after_value).map_err(|wrong| ExpressionError { at: at + 1, wrong })?;
        let written = characters[at..at + length].iter().collect();
        out.push(Placed { token, at: at + 1, written });
        at += length;
    }
    Ok(out)
}

fn token(characters: &[char], at: usize, after_value: bool) -> Result<(Token, usize), Wrong> {
    let c = characters[at];
    let next = characters.get(at + 1).copied();
    let one = |token| Ok((token, 1));
    match c {
        '(' => one(Token::Open),
        ')' => one(Token::Close),
        ',' => one(Token::Comma),
        '+' => one(Token::Binary(Binary::Add)),
        '-' => one(Token::Binary(Binary::Subtract)),
        '*' if after_value => one(Token::Binary(Binary::Multiply)),
        '=' => one(Token::Binary(Binary::Equal)),
        '!' if next == Some('=') => Ok((Token::Binary(Binary::Different), 2)),
        '<' if next == Some('=') => Ok((Token::Binary(Binary::AtMost), 2)),
        '<' => one(Token::Binary(Binary::Less)),
        '>' if next == Some('=') => Ok((Token::Binary(Binary::AtLeast), 2)),
        '>' => one(Token::Binary(Binary::Greater)),
        '\'' | '"' => {
            let end = characters[at + 1..].iter().position(|other| *other == c).ok_or(Wrong::OpenText)?;
            Ok((Token::Text(characters[at + 1..at + 1 + end].iter().collect()), end + 2))
        }
        '$' => {
            let end = characters[at..].iter().position(|other| *other == '}').ok_or(Wrong::BadReference)?;
            let name: String = characters[at + 1..at + end].iter().collect();
            let name = name.strip_prefix('{').map(str::trim).filter(|name| crate::name::is_name(name));
            Ok((Token::Answer(name.ok_or(Wrong::BadReference)?.to_owned()), end + 1))
        }
        '.' if next == Some('.') => Err(Wrong::Path("..".into())),
        '.' if !next.is_some_and(|next| next.is_ascii_digit()) => one(Token::This),
        '0'..='9' | '.' => number(characters, at),
        '/' | '[' | ']' | '@' | '|' | '*' => Err(Wrong::Path(c.into())),
        c if c.is_alphabetic() || c == '_' => {
            let rest = &characters[at..];
            // A colon belongs to functions such as `jr:choice-name`.
            let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
            let length = rest.iter().position(|c| !is_part(c)).unwrap_or(rest.len());
            let word: String = rest[..length].iter().collect();
            let operator = match word.as_str() {
                "and" => Some(Binary::And),
                "or" => Some(Binary::Or),
                "div" => Some(Binary::Divide),
                "mod" => Some(Binary::Modulo),
                _ => None,
            };
            let token = operator.filter(|_| after_value).map_or(Token::Name(word), Token::Binary);
            Ok((token, length))
        }
        c => Err(Wrong::UnknownCharacter(c)),
    }
}

fn number(characters: &[char], at: usize) -> Result<(Token, usize), Wrong> {
    let rest = &characters[at..];
    let is_part = |c: &char| c.is_ascii_digit() || *c == '.';
    let length = rest.iter().position(|c| !is_part(c)).unwrap_or(rest.len());
    let written: String = rest[..length].iter().collect();
    let value = written.parse().ok().filter(|value: &f64| value.is_finite());
    Ok((Token::Number(value.ok_or(Wrong::BadNumber(written))?), length))
}
