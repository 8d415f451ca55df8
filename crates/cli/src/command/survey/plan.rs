//! The plan of a sample: a list of stages, in YAML or JSON.

use std::path::Path;

use chiso_model::Lang;
use chiso_survey::Stage;
use serde_json::Value as Json;

use super::yaml::{Node, Reader, Value};
use crate::failure::Failure;
use crate::{files, suggest};

/// What may stand in a stage.
const KEYS: [&str; 6] = ["unit", "strata", "method", "size", "take", "reserve"];
/// What holds numbers.
const NUMBERS: [&str; 2] = ["take", "reserve"];

/// Reads a plan.
pub(super) fn read(path: &Path, lang: Lang) -> Result<Vec<Stage>, Failure> {
    let file = path.display().to_string();
    let bytes = files::read(path, lang)?;
    let reader = Reader { file: &file, lang };
    let text = String::from_utf8_lossy(&bytes);
    let plan = reader.parse(&text)?;
    let Value::List(stages) = &plan.value else {
        return Err(reader.fault(
            plan.place,
            "phương án là danh sách các giai đoạn, mỗi giai đoạn bắt đầu bằng dấu “-”",
            "a plan is a list of stages, each beginning with `-`",
        ));
    };
    stages.iter().map(|stage| read_stage(stage, &reader)).collect()
}

fn read_stage(stage: &Node, reader: &Reader<'_>) -> Result<Stage, Failure> {
    let Value::Map(entries) = &stage.value else {
        return Err(reader.fault(
            stage.place,
            "mỗi giai đoạn gồm unit, method, take và nếu cần strata, size, reserve",
            "a stage has unit, method, take and, where wanted, strata, size, reserve",
        ));
    };
    let mut object = serde_json::Map::new();
    for (key, value) in entries {
        let name = text(key);
        if !KEYS.contains(&name.as_str()) {
            let (vi, en) = if let Some(meant) = suggest::nearest(&name, &KEYS) {
                (
                    format!("không có “{name}”; có phải là “{meant}”?"),
                    format!("there is no `{name}`; did you mean `{meant}`?"),
                )
            } else {
                let all = KEYS.join(", ");
                (format!("không có “{name}”; chỉ có {all}"), format!("there is no `{name}`; there are {all}"))
            };
            return Err(reader.fault(key.place, &vi, &en));
        }
        object.insert(name.clone(), json(value, NUMBERS.contains(&name.as_str())));
    }
    serde_json::from_value(Json::Object(object)).map_err(|error| {
        let vi = format!("giai đoạn này chưa đúng ({error}); xem mẫu trong docs/surveys.md");
        let en = format!("this stage is not right ({error}); see the example in docs/surveys.md");
        reader.fault(stage.place, &vi, &en)
    })
}

fn text(node: &Node) -> String {
    if let Value::Text(text) = &node.value { text.clone() } else { String::new() }
}

/// The same in JSON: names stay texts, also those that look like numbers.
fn json(node: &Node, numbers: bool) -> Json {
    match &node.value {
        Value::Text(text) if text.is_empty() || text == "null" || text == "~" => Json::Null,
        Value::Text(text) => match text.parse::<u64>() {
            Ok(number) if numbers => Json::from(number),
            _ => Json::from(text.as_str()),
        },
        Value::List(nodes) => Json::Array(nodes.iter().map(|node| json(node, numbers)).collect()),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (text(key), json(value, numbers))).collect())
        }
    }
}
