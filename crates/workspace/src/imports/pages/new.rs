//! `/{lang}/imports/{kind}/new`: bringing a file. It is stored and tried; nothing is written yet.

use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::Lang;
use chiso_web::parts::{Field, Form, Row, Table, TableQuery, read_day};
use chiso_web::{Caller, PageError, PostedFile, Reader};

use super::tables::guide;
use super::{IMPORTS, Kind};
use crate::refusal::Refusal;
use crate::sheet::{Links, Sheet, State, at, form_to, go};
use crate::words::say;

pub(super) fn page(kind: Kind, reader: &Reader, caller: &Caller) -> Result<Response, PageError> {
    show(kind, reader, &blank(kind, reader, caller), StatusCode::OK)
}

pub(super) async fn send(
    kind: Kind,
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let mut query: Vec<(&str, String)> = Vec::new();
    let taken = async {
        let file = file.ok_or_else(|| Refusal::field("file", "Hãy chọn một tệp.", "Choose a file."))?;
        if kind == Kind::Weights {
            let day = read_day(fields.get("day")).ok_or_else(|| {
                Refusal::field(
                    "day",
                    "Hãy nhập một ngày trong lịch, ví dụ 01/07/2025.",
                    "Enter a day of the calendar, for example 01/07/2025.",
                )
            })?;
            if chiso_model::agency::AgencyId::of(fields.get("variable")).is_err() {
                return Err(Refusal::field(
                    "variable",
                    "Hãy đặt tên biến bằng chữ và số, ví dụ: dân số 2024.",
                    "Name the variable with letters and digits, for example: population 2024.",
                ));
            }
            query.push(("variable", fields.get("variable").to_owned()));
            query.push(("day", day.to_string()));
        }
        desk.take_file(&caller, file).await
    };
    match taken.await {
        Ok(hash) => {
            let mut rest = format!("/imports/{}/try/{hash}", kind.id());
            if !query.is_empty() {
                rest.push('?');
                rest += &form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
            }
            Ok(go(&at(&reader, &rest)))
        }
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank(kind, &reader, &caller).fill(&fields))?;
            show(kind, &reader, &form, status)
        }
    }
}

fn blank(kind: Kind, reader: &Reader, caller: &Caller) -> Form {
    let lang = reader.lang;
    let form = form_to(reader, caller, &kind.new_rest());
    let form = if kind == Kind::Weights {
        form.field(
            Field::text(lang, "variable", say(lang, "weights-variable"))
                .hint(say(lang, "weights-variable-hint"))
                .limit(80)
                .autocomplete("off"),
        )
        .field(Field::day(lang, "day", say(lang, "weights-day")).value(chiso_model::day(caller.day, Lang::Vi)))
    } else {
        form
    };
    form.field(
        Field::file(lang, "file", say(lang, "import-file"), ".csv,.txt,.xlsx").hint(say(lang, "import-file-hint")),
    )
    .submit(say(lang, "import-try"))
    .cancel(say(lang, "cancel"), at(reader, IMPORTS))
}

fn show(kind: Kind, reader: &Reader, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let rest = kind.new_rest();
    let template = |extension: &str| format!("/imports/{}/template/template.{extension}", kind.id());
    let (csv, xlsx) = (template("csv"), template("xlsx"));
    let mut ways = vec![("import-template-csv", csv.as_str())];
    if kind != Kind::Weights {
        ways.push(("import-template-xlsx", xlsx.as_str()));
    }
    let lead = match kind {
        Kind::Agencies => say(lang, "import-lead-agencies"),
        Kind::Lineage => say(lang, "import-lead-lineage"),
        Kind::Results => say(lang, "import-lead-results"),
        Kind::Weights => say(lang, "import-lead-weights"),
    };
    let guide = guide(kind.columns(), lang);
    let count = guide.rows.len();
    let columns = Table::new(lang, guide.id, guide.title.clone(), at(reader, &rest), TableQuery::of(&[]))
        .columns(guide.columns)
        .page_rows(count)
        .rows(guide.rows.into_iter().map(Row::new).collect(), count);
    Sheet::new(reader, rest.clone(), kind.title(lang))
        .within(IMPORTS)
        .under(say(lang, "imports-title"), IMPORTS)
        .under(kind.title(lang), &rest)
        .lead(lead)
        .status(status)
        .section(say(lang, "import-templates"), &Links::of(reader, &ways))
        .form_under(say(lang, "import-upload"), form)
        .section(guide.title, &columns)
        .show()
}
