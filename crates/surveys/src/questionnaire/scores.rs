//! How answers become scores, as a table: each score with its share in the one above.

use chiso_model::{Lang, decimal};
use chiso_questionnaire::{Form, ScoreNode, Statistic};
use chiso_web::Reader;
use chiso_web::parts::{Cell, Column, Row, Table, TableQuery};
use chiso_workspace::house::at;

use crate::words::{say, say_with};

/// The scores of a form; `rest` is the address of the page after the language.
pub(super) fn table(reader: &Reader, rest: &str, form: &Form) -> Table {
    let lang = reader.lang;
    let nodes = &form.scoring().nodes;
    let rows: Vec<Row> = nodes.iter().map(|node| row(form, node, lang)).collect();
    let total = rows.len();
    let columns = vec![
        Column::text(say(lang, "form-column-score")),
        Column::text(say(lang, "form-column-above")),
        Column::text(say(lang, "form-column-computed")),
        Column::number(say(lang, "form-column-share")),
    ];
    Table::new(lang, "form-scores", say(lang, "form-scores"), at(reader, rest), TableQuery::of(&[]))
        .columns(columns)
        .page_rows(total)
        .rows(rows, total)
}

fn row(form: &Form, node: &ScoreNode, lang: Lang) -> Row {
    let nodes = &form.scoring().nodes;
    let above = node.parent.and_then(|parent| nodes.get(parent));
    let computed = match &node.item {
        None => say(lang, "form-computed-mean-of-parts"),
        Some((question, Statistic::Mean)) => {
            say_with(lang, "form-computed-mean", &[("question", question.as_str().into())])
        }
        Some((question, Statistic::Share(codes))) => {
            let told = [("question", question.as_str().into()), ("codes", codes.join(", ").into())];
            say_with(lang, "form-computed-share", &told)
        }
    };
    Row::new(vec![
        Cell::text(title(form, node, lang)),
        above.map_or_else(|| Cell::None("–".to_owned()), |above| Cell::text(title(form, above, lang))),
        Cell::text(computed),
        above.map_or_else(|| Cell::None("–".to_owned()), |_| Cell::text(share(form, node, lang))),
    ])
}

fn title<'f>(form: &'f Form, node: &'f ScoreNode, lang: Lang) -> &'f str {
    match form.text(&node.label, lang.tag()) {
        "" => &node.name,
        label => label,
    }
}

/// The share of a score in the one above, in percent.
fn share(form: &Form, node: &ScoreNode, lang: Lang) -> String {
    let siblings = form.scoring().nodes.iter().filter(|other| other.parent == node.parent);
    let sum: f64 = siblings.map(|other| other.weight).sum();
    if sum > 0.0 { format!("{} %", decimal(100.0 * node.weight / sum, 1, lang)) } else { "–".to_owned() }
}
