//! The codebook as a table for people: every column of the answers, and what each code means.

use chiso_model::Lang;
use chiso_questionnaire::{Form, Multiple, VariableKind};
use chiso_workspace::house::TableFile;

use crate::words::say;

/// The codebook of a form for a reader; several choices stand in one column, as in the table of answers.
pub(super) fn codebook(form: &Form, name: &str, lang: Lang) -> TableFile {
    let mut rows = Vec::new();
    for variable in form.codebook(Multiple::OneColumn) {
        let groups: Vec<&str> = variable.groups.iter().map(|label| form.text(label, lang.tag())).collect();
        let kind = kind_title(variable.kind, lang);
        let label = form.text(variable.label, lang.tag()).to_owned();
        rows.push(vec![variable.name.clone(), kind, groups.join(" › "), label, String::new(), String::new()]);
        for (code, label) in &variable.codes {
            let label = label.map_or("", |label| form.text(label, lang.tag())).to_owned();
            let none = String::new;
            rows.push(vec![variable.name.clone(), none(), none(), none(), code.clone(), label]);
        }
    }
    let head =
        ["codebook-name", "codebook-kind", "codebook-group", "codebook-label", "codebook-code", "codebook-means"];
    TableFile { name: name.to_owned(), head: head.map(|key| say(lang, key)).into(), rows }
}

fn kind_title(kind: VariableKind, lang: Lang) -> String {
    let key = match kind {
        VariableKind::Text => "variable-text",
        VariableKind::Integer => "variable-integer",
        VariableKind::Decimal => "variable-decimal",
        VariableKind::Date => "variable-date",
        VariableKind::Code => "variable-code",
        VariableKind::Codes => "variable-codes",
        VariableKind::Order => "variable-order",
        VariableKind::Chosen => "variable-chosen",
        VariableKind::Other => "variable-other",
        VariableKind::Computed => "variable-computed",
    };
    say(lang, key)
}
