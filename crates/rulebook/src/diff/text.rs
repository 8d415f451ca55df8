//! A difference as a text.

use std::fmt::Write as _;

use chiso_model::{Lang, shortest};
use serde_json::Value;

use super::{Change, Difference, Entry, Matching, Named};

impl Difference {
    /// What changed, as lines for a person.
    pub fn text(&self, lang: Lang) -> String {
        let mut out = format!("{} → {}\n", self.before, self.after);
        out.push_str(self.matching.text(lang));
        out.push('\n');
        if self.is_empty() {
            out.push('\n');
            out.push_str(lang.pick("Không có gì thay đổi.", "Nothing changed."));
            out.push('\n');
            return out;
        }
        self.book(lang, &mut out);
        self.nodes(lang, &mut out);
        let mut list = |heading: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                let _ = write!(out, "\n{heading}\n");
                for line in lines {
                    let _ = writeln!(out, "  {line}");
                }
            }
        };
        list(
            lang.pick("Mục mới", "New nodes"),
            self.lines(|change| match change {
                Change::Added { node, parent } => {
                    let under = parent
                        .as_ref()
                        .map_or_else(String::new, |p| format!("{} `{p}`", lang.pick(", dưới", ", under")));
                    Some(format!("{}{}{under}", name(node, lang), points(node, lang)))
                }
                _ => None,
            }),
        );
        list(
            lang.pick("Mục không còn", "Nodes that are gone"),
            self.lines(|change| match change {
                Change::Removed { node } => Some(format!("{}{}", name(node, lang), points(node, lang))),
                _ => None,
            }),
        );
        list(
            lang.pick("Mục không so sánh được", "Nodes that cannot be compared"),
            self.lines(|change| match change {
                Change::NotComparable { node, why } => Some(format!("{}: {}", name(node, lang), why.get(lang))),
                Change::NotNamed { node } => {
                    let why = lang.pick(
                        "bảng đối chiếu không nêu, tuy mã này đã có",
                        "the mapping does not name it, though its id was there",
                    );
                    Some(format!("{}: {why}", name(node, lang)))
                }
                _ => None,
            }),
        );
        out
    }

    fn lines(&self, line: impl Fn(&Change) -> Option<String>) -> Vec<String> {
        self.changes.iter().filter_map(line).collect()
    }

    fn book(&self, lang: Lang, out: &mut String) {
        let entries = self.changes.iter().filter_map(|change| match change {
            Change::Book(entry) => Some(entry),
            _ => None,
        });
        let lines: Vec<String> = entries.flat_map(|entry| entry_lines(entry, lang)).collect();
        if !lines.is_empty() {
            let _ = write!(out, "\n{}\n", lang.pick("Bộ tiêu chí", "The rulebook"));
            for line in lines {
                let _ = writeln!(out, "  {line}");
            }
        }
    }

    fn nodes(&self, lang: Lang, out: &mut String) {
        let mut last = None;
        for change in &self.changes {
            let (node, lines) = match change {
                Change::Renamed { node, from } => {
                    (node, vec![format!("{} `{from}`", lang.pick("tiếp nối", "continues"))])
                }
                Change::Moved { node, from, to } => {
                    let at = |id: &Option<_>| {
                        id.as_ref().map_or_else(|| lang.pick("gốc", "the root").to_owned(), |id| format!("`{id}`"))
                    };
                    (node, vec![format!("{}: {} → {}", lang.pick("chuyển chỗ", "moved"), at(from), at(to))])
                }
                Change::Node { node, entry } => (node, entry_lines(entry, lang)),
                _ => continue,
            };
            if last.is_none() {
                let _ = write!(out, "\n{}\n", lang.pick("Mục thay đổi", "Changed nodes"));
            }
            if last != Some(&node.id) {
                let _ = writeln!(out, "  {}", name(node, lang));
                last = Some(&node.id);
            }
            for line in lines {
                let _ = writeln!(out, "    {line}");
            }
        }
    }
}

impl Matching {
    fn text(self, lang: Lang) -> &'static str {
        match self {
            Matching::Mapping => lang.pick(
                "Các mục được ghép theo bảng đối chiếu mà phiên bản mới khai báo.",
                "Nodes are matched by the mapping that the new edition declares.",
            ),
            Matching::SameEdition => lang.pick("Cùng một phiên bản; các mục được ghép theo mã.", "The same edition; nodes are matched by id."),
            Matching::Id => lang.pick(
                "Phiên bản mới không khai báo đối chiếu (`continues`) nên kết quả hai bên không so sánh được; dưới đây các mục ghép theo mã.",
                "The new edition declares no mapping (`continues`), so results of the two cannot be compared; below, nodes are matched by id.",
            ),
        }
    }
}

fn name(node: &Named, lang: Lang) -> String {
    format!("`{}` {}", node.id, node.title.get(lang))
}

fn points(node: &Named, lang: Lang) -> String {
    node.max.map_or_else(String::new, |max| match lang {
        Lang::Vi => format!(" (tối đa {} điểm)", shortest(max).replace('.', ",")),
        Lang::En => format!(" (max {})", shortest(max)),
    })
}

/// A line for each single value that changed.
fn entry_lines(entry: &Entry, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    leaves(&entry.path, entry.from.as_ref(), entry.to.as_ref(), lang, &mut out);
    out
}

fn leaves(path: &str, from: Option<&Value>, to: Option<&Value>, lang: Lang, out: &mut Vec<String>) {
    if from == to {
        return;
    }
    let group = |value: Option<&Value>| {
        value.is_some_and(|value| !is_text(value) && (value.is_array() || value.is_object()) && !is_empty(value))
    };
    if !group(from) && !group(to) {
        out.extend(leaf(path, from, to, lang));
        return;
    }
    // A single value on one side stands beside the parts of the other.
    let single = |value: Option<&'_ Value>| value.is_some() && !group(value);
    if single(from) {
        out.extend(leaf(path, from, None, lang));
    } else if single(to) {
        out.extend(leaf(path, None, to, lang));
    }
    let (from, to) = (from.filter(|value| group(Some(value))), to.filter(|value| group(Some(value))));
    let items = |value: Option<&Value>| value.and_then(Value::as_array).map_or(0, Vec::len);
    for i in 0..items(from).max(items(to)) {
        let at = |value: Option<&'_ Value>| value.and_then(|value| value.get(i)).cloned();
        leaves(&format!("{path}[{}]", i + 1), at(from).as_ref(), at(to).as_ref(), lang, out);
    }
    let keys = |value: Option<&Value>| -> Vec<String> {
        value.and_then(Value::as_object).map(|map| map.keys().cloned().collect()).unwrap_or_default()
    };
    let is = keys(to);
    let gone = keys(from).into_iter().filter(|key| !is.contains(key)).collect::<Vec<_>>();
    for key in is.iter().chain(&gone) {
        let at = |value: Option<&'_ Value>| value.and_then(|value| value.get(key)).cloned();
        leaves(&format!("{path}.{key}"), at(from).as_ref(), at(to).as_ref(), lang, out);
    }
}

/// A text in Vietnamese, and perhaps English.
fn is_text(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.contains_key("vi") && map.keys().all(|key| key == "vi" || key == "en"))
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}

/// One value then and now. Of a text in two languages the reader's is shown, and the other one where only that changed.
fn leaf(path: &str, from: Option<&Value>, to: Option<&Value>, lang: Lang) -> Option<String> {
    let place = place_text(path, lang);
    let shown = |value: Option<&Value>| value.map_or_else(|| none(lang), |value| value_text(value, lang));
    let (was, is) = (shown(from), shown(to));
    if was != is {
        return Some(format!("{place}: {was} → {is}"));
    }
    let (key, other) = match lang {
        Lang::Vi => ("en", "tiếng Anh"),
        Lang::En => ("vi", "Vietnamese"),
    };
    let inner = |value: Option<&Value>| value.and_then(|v| v.get(key)).and_then(Value::as_str).map(str::to_owned);
    let (was, is) = (inner(from), inner(to));
    (was != is).then(|| {
        let shown = |text: Option<String>| text.unwrap_or_else(|| none(lang));
        format!("{place}, {other}: {} → {}", shown(was), shown(is))
    })
}

fn none(lang: Lang) -> String {
    lang.pick("(không)", "(none)").to_owned()
}

fn value_text(value: &Value, lang: Lang) -> String {
    match value {
        Value::Bool(truth) => lang.pick(["không", "có"], ["no", "yes"])[usize::from(*truth)].to_owned(),
        Value::Number(number) => {
            let text = shortest(number.as_f64().unwrap_or_default());
            if lang == Lang::Vi { text.replace('.', ",") } else { text }
        }
        Value::String(text) => text.clone(),
        Value::Object(map) if is_text(value) => {
            let text = map.get("en").filter(|_| lang == Lang::En).or_else(|| map.get("vi"));
            text.map_or_else(|| none(lang), |text| value_text(text, lang))
        }
        Value::Array(_) | Value::Object(_) => lang.pick("(trống)", "(empty)").to_owned(),
        Value::Null => none(lang),
    }
}

/// A path in words: `rule.levels[2].title` is "rule, level 2, title". Keys without a word of their own stay as they are written.
fn place_text(path: &str, lang: Lang) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut keys: Vec<&str> = Vec::new();
    for (i, part) in path.split('.').enumerate() {
        let (key, number) = match part.split_once('[') {
            Some((key, number)) => (key, Some(number.trim_end_matches(']'))),
            None => (part, None),
        };
        let word = match number {
            Some(_) => item_label(key, lang),
            None if i == 0 => Some(label(key, lang)),
            None => inner_label(key, lang),
        };
        match (word, number) {
            (Some(word), _) => {
                if !keys.is_empty() {
                    words.push(format!("`{}`", keys.join(".")));
                    keys.clear();
                }
                words.push(number.map_or_else(|| word.to_owned(), |number| format!("{word} {number}")));
            }
            (None, None) => keys.push(key),
            (None, Some(number)) => {
                keys.push(key);
                words.push(format!("`{}` {number}", keys.join(".")));
                keys.clear();
            }
        }
    }
    if !keys.is_empty() {
        words.push(format!("`{}`", keys.join(".")));
    }
    words.join(", ")
}

/// What an item of a list is called.
fn item_label(key: &str, lang: Lang) -> Option<&'static str> {
    let (vi, en) = match key {
        "levels" => ("mức", "level"),
        "steps" => ("ngưỡng", "step"),
        "options" => ("phương án", "option"),
        "cuts" | "quantiles" => ("loại", "band"),
        "unranked" => ("nhóm không xếp hạng", "unranked group"),
        "rule" => ("quy tắc", "rule"),
        "evidence" => ("tài liệu kiểm chứng", "evidence"),
        "gates" => ("điều kiện", "gate"),
        "of" => ("thành phần ở nơi khác", "part from elsewhere"),
        "legal_basis" => ("căn cứ pháp lý", "legal basis"),
        "attributes" => ("cột chia nhóm", "attribute"),
        _ => return None,
    };
    Some(lang.pick(vi, en))
}

/// What a key within another is called, where it is called the same everywhere.
fn inner_label(key: &str, lang: Lang) -> Option<&'static str> {
    let (vi, en) = match key {
        "title" => ("tên", "title"),
        "points" => ("điểm", "points"),
        "value" => ("giá trị", "value"),
        "valid" => ("hiệu lực", "validity"),
        _ => return None,
    };
    Some(lang.pick(vi, en))
}

fn label(key: &str, lang: Lang) -> &str {
    let (vi, en) = match key {
        "title" => ("tên", "title"),
        "code" => ("số hiệu", "code"),
        "note" => ("ghi chú", "note"),
        "max" => ("điểm tối đa", "max points"),
        "weight" => ("trọng số", "weight"),
        "owner" => ("cơ quan thẩm định", "appraised by"),
        "origin" => ("nguồn số liệu", "origin of facts"),
        "evidence" => ("tài liệu kiểm chứng", "evidence"),
        "inputs" => ("số liệu đầu vào", "inputs"),
        "rule" => ("quy tắc", "rule"),
        "indicator" => ("chỉ tiêu", "indicator"),
        "unit" => ("đơn vị tính", "unit of measurement"),
        "direction" => ("chiều", "direction"),
        "prepare" => ("xử lý số liệu", "preparation"),
        "normalise" => ("chuẩn hóa", "normalisation"),
        "aggregate" => ("tổng hợp", "aggregation"),
        "weights" => ("cách lấy trọng số", "source of weights"),
        "gates" => ("điều kiện", "gates"),
        "missing" => ("giá trị thiếu", "missing values"),
        "rounding" => ("làm tròn", "rounding"),
        "rank" => ("xếp hạng", "ranking"),
        "bands" => ("xếp loại", "bands"),
        "interval" => ("khoảng tin cậy", "interval"),
        "of" => ("thành phần ở nơi khác", "parts from elsewhere"),
        "id" => ("mã", "id"),
        "edition" => ("phiên bản", "edition"),
        "description" => ("mô tả", "description"),
        "status" => ("tình trạng", "status"),
        "status_note" => ("lý do của tình trạng", "reason for the status"),
        "valid" => ("hiệu lực", "validity"),
        "legal_basis" => ("căn cứ pháp lý", "legal basis"),
        "units" => ("loại đơn vị", "kind of unit"),
        "attributes" => ("cột chia nhóm", "attributes"),
        "indicators" => ("số liệu dùng chung", "shared indicators"),
        "defaults" => ("mặc định", "defaults"),
        other => return other,
    };
    lang.pick(vi, en)
}
