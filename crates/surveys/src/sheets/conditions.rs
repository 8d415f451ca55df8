//! Conditions of a form in words, for people who hold it on paper: `${contact} != 'never'` is “câu 2 không phải “Chưa làm việc””.

use chiso_model::Lang;
use chiso_questionnaire::Kind;

use super::paper::Paper;
use crate::words::{say, say_with};

/// A piece of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    /// `${name}`.
    Answer(&'t str),
    /// `'text'` or a number.
    Literal(&'t str),
    /// The name of a function, or a word between two operands.
    Word(&'t str),
    /// Anything else: `=`, `<=`, `(`.
    Sign(&'t str),
}

/// A condition in words; what has no words of its own stays as it is written.
pub(super) fn in_words(paper: &Paper<'_>, expression: &str) -> String {
    let tokens = tokens(expression);
    let mut said: Vec<String> = Vec::new();
    // Which question the next literal is an answer to, and brackets of `selected` that are still open.
    let (mut about, mut open, mut selected) = ("", 0usize, Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        let glued = |said: &mut Vec<String>, sign: &str| match said.last_mut() {
            Some(last) => last.push_str(sign),
            None => said.push(sign.to_owned()),
        };
        match token {
            Token::Answer(name) => {
                about = *name;
                said.push(question(paper, name));
            }
            Token::Literal(text) => said.push(answer(paper, about, text)),
            Token::Word("selected") if tokens.get(at + 1) == Some(&Token::Sign("(")) => selected.push(open),
            Token::Word(word) => said.push(word_of(paper.lang, word)),
            Token::Sign("(") => {
                open += 1;
                if selected.last() != Some(&(open - 1)) {
                    said.push("(".to_owned());
                }
            }
            Token::Sign(")") => {
                open = open.saturating_sub(1);
                if selected.last() == Some(&open) {
                    selected.pop();
                } else {
                    glued(&mut said, ")");
                }
            }
            Token::Sign(",") if selected.last() == Some(&open.saturating_sub(1)) => {
                said.push(say(paper.lang, "sheets-has-chosen"));
            }
            Token::Sign(",") => glued(&mut said, ","),
            Token::Sign(sign) => said.push(word_of(paper.lang, sign)),
        }
    }
    said.join(" ").replace("( ", "(")
}

/// A question by its number, something computed by its name in the form.
fn question(paper: &Paper<'_>, name: &str) -> String {
    match paper.form.item(name) {
        Some(item) if matches!(item.kind, Kind::Calculate(_)) && !item.label.is_empty() => {
            format!("“{}”", paper.text(&item.label))
        }
        Some(_) if paper.number(name) > 0 => {
            say_with(paper.lang, "sheets-question", &[("number", paper.number(name).into())])
        }
        _ => name.to_owned(),
    }
}

/// An answer as the paper has it.
fn answer(paper: &Paper<'_>, about: &str, text: &str) -> String {
    if text.is_empty() {
        return say(paper.lang, "sheets-empty");
    }
    let select = paper.form.item(about).and_then(|item| item.answerable()?.kind.select());
    let choice = select.and_then(|select| paper.form.choices(&select.list).iter().find(|choice| choice.code == text));
    match choice {
        Some(choice) => format!("“{}”", paper.text(&choice.label)),
        None if text.starts_with(|first: char| first.is_ascii_digit()) && paper.lang == Lang::Vi => {
            text.replace('.', ",")
        }
        None => text.to_owned(),
    }
}

fn word_of(lang: Lang, sign: &str) -> String {
    let key = match sign {
        "=" => "sheets-is",
        "!=" => "sheets-is-not",
        "and" => "sheets-and",
        "or" => "sheets-or",
        "not" => "sheets-not",
        "<=" => return "≤".to_owned(),
        ">=" => return "≥".to_owned(),
        "-" => return "−".to_owned(),
        other => return other.to_owned(),
    };
    say(lang, key)
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ':');
        let (token, length) = match first {
            '$' => {
                let end = rest.find('}').map_or(rest.len(), |end| end + 1);
                (Token::Answer(rest[1..end].trim_matches(['{', '}', ' '])), end)
            }
            '\'' | '"' => {
                let inner = rest[1..].find(first).unwrap_or(rest.len() - 1);
                (Token::Literal(&rest[1..=inner]), (inner + 2).min(rest.len()))
            }
            digit if digit.is_ascii_digit() => {
                let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
                (Token::Literal(&rest[..end]), end)
            }
            letter if letter.is_alphabetic() || letter == '_' => {
                let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
                (Token::Word(&rest[..end]), end)
            }
            _ => {
                let two = ["!=", "<=", ">="].iter().any(|sign| rest.starts_with(sign));
                let end = if two { 2 } else { first.len_utf8() };
                (Token::Sign(&rest[..end]), end)
            }
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use chiso_questionnaire::{read_sheets, sheets_from_csv};

    use super::*;

    #[test]
    fn a_condition_is_read_as_people_say_it() {
        let survey = "type,name,label::vi (vi),label::en (en),calculation\nselect_one l,one,Một,One,\nselect_multiple l,many,Nhiều,Many,\ninteger,age,Tuổi,Age,\n\
            calculate,sum,Tổng,Sum,1+1\n";
        let choices = "list_name,name,label::vi (vi),label::en (en)\nl,a,Có,Yes\nl,b,Không,No\n";
        let form = read_sheets(&sheets_from_csv(&[("survey", survey), ("choices", choices)]).unwrap()).unwrap();
        let paper = |lang: Lang| Paper::new(&form, lang.tag().to_owned(), lang);
        for (expression, vi, en) in [
            ("${one} = 'a'", "câu 1 là “Có”", "question 1 is “Yes”"),
            ("${one}!=\"b\"", "câu 1 không phải “Không”", "question 1 is not “No”"),
            (
                "selected(${many}, 'b') and ${age} >= 18",
                "câu 2 có chọn “Không” và câu 3 ≥ 18",
                "question 2 includes “No” and question 3 ≥ 18",
            ),
            (
                "not(selected(${many},'a')) or (${age} < 2.5)",
                "không (câu 2 có chọn “Có”) hoặc (câu 3 < 2,5)",
                "not (question 2 includes “Yes”) or (question 3 < 2.5)",
            ),
            ("${one} != ''", "câu 1 không phải bỏ trống", "question 1 is not left blank"),
            ("${sum} > 0", "“Tổng” > 0", "“Sum” > 0"),
            ("count-selected(${many}) > 1", "count-selected (câu 2) > 1", "count-selected (question 2) > 1"),
        ] {
            assert_eq!(in_words(&paper(Lang::Vi), expression), vi);
            assert_eq!(in_words(&paper(Lang::En), expression), en);
        }
    }
}
