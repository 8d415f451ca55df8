//! Syntax that reads the file of ballots into SPSS.

use std::fmt::Write as _;

use chiso_model::Lang;
use chiso_questionnaire::{Form, Multiple, Variable, VariableKind};

use super::front::Front;

/// A name as SPSS takes it: it begins with a letter, and has no hyphen.
fn spss_name(name: &str) -> String {
    let name = name.replace('-', "_");
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("v{name}") }
}

/// A text in quotation marks of SPSS, in one line.
fn quoted(text: &str) -> String {
    format!("'{}'", text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\'', "''"))
}

/// Syntax that reads `ballots.csv` into SPSS, with the labels of variables and codes.
pub(super) fn syntax(form: &Form, front: &Front, lang: Lang) -> String {
    let variables = form.codebook(Multiple::OneColumn);
    let is_number = |variable: &Variable<'_>| match variable.kind {
        VariableKind::Integer | VariableKind::Decimal => true,
        VariableKind::Code => variable.codes.iter().all(|(code, _)| code.parse::<f64>().is_ok()),
        _ => false,
    };
    let format = |variable: &Variable<'_>| match variable.kind {
        _ if is_number(variable) => "F12.4",
        VariableKind::Date => "SDATE10",
        VariableKind::Code => "A64",
        _ => "A2000",
    };
    let mut text = String::from(
        "\u{feff}* Encoding: UTF-8.\nGET DATA /TYPE=TXT /FILE='ballots.csv' /ENCODING='UTF8' /DELIMITERS=',' /QUALIFIER='\"'\n  /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /VARIABLES=\n",
    );
    // Writing to a text does not fail.
    for (name, format) in front.columns() {
        let _ = writeln!(text, "  {} {format}", spss_name(name));
    }
    for variable in &variables {
        let _ = writeln!(text, "  {} {}", spss_name(&variable.name), format(variable));
    }
    text.push_str(".\n");
    for variable in &variables {
        let _ = writeln!(
            text,
            "VARIABLE LABELS {} {}.",
            spss_name(&variable.name),
            quoted(form.text(variable.label, lang.tag()))
        );
        if variable.kind != VariableKind::Code || variable.codes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "VALUE LABELS {}", spss_name(&variable.name));
        for (code, label) in &variable.codes {
            let label = label.map_or("", |label| form.text(label, lang.tag()));
            let code = if is_number(variable) { code.clone() } else { quoted(code) };
            let _ = writeln!(text, "  {code} {}", quoted(label));
        }
        text.push_str(".\n");
    }
    text.push_str("EXECUTE.\n");
    text
}
