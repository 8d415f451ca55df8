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
        let lines = self.lines(|change| match change {
            Change::Book(entry) => Some(entry_text(entry, lang)),
            _ => None,
        });
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
            let (node, line) = match change {
                Change::Renamed { node, from } => (node, format!("{} `{from}`", lang.pick("tiếp nối", "continues"))),
                Change::Moved { node, from, to } => {
                    let at = |id: &Option<_>| {
                        id.as_ref().map_or_else(|| lang.pick("gốc", "the root").to_owned(), |id| format!("`{id}`"))
                    };
                    (node, format!("{}: {} → {}", lang.pick("chuyển chỗ", "moved"), at(from), at(to)))
                }
                Change::Node { node, entry } => (node, entry_text(entry, lang)),
                _ => continue,
            };
            if last.is_none() {
                let _ = write!(out, "\n{}\n", lang.pick("Mục thay đổi", "Changed nodes"));
            }
            if last != Some(&node.id) {
                let _ = writeln!(out, "  {}", name(node, lang));
                last = Some(&node.id);
            }
            let _ = writeln!(out, "    {line}");
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

fn entry_text(entry: &Entry, lang: Lang) -> String {
    let end = entry.path.find(['.', '[']).unwrap_or(entry.path.len());
    let (key, rest) = entry.path.split_at(end);
    let label = label(key, lang);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let place = match rest {
        "" => label.to_owned(),
        rest if rest.starts_with('[') => format!("{label}, {rest}"),
        rest => format!("{label}, `{rest}`"),
    };
    let (from, to) = two_texts(entry.from.as_ref(), entry.to.as_ref(), lang);
    format!("{place}: {from} → {to}")
}

/// Both values; a text in two languages is shown in the reader's, or in both where only the other one changed.
fn two_texts(from: Option<&Value>, to: Option<&Value>, lang: Lang) -> (String, String) {
    let one = |value: Option<&Value>, both: bool| {
        value.map_or_else(|| lang.pick("(không)", "(none)").to_owned(), |value| value_text(value, lang, both))
    };
    let (short_from, short_to) = (one(from, false), one(to, false));
    if short_from == short_to { (one(from, true), one(to, true)) } else { (short_from, short_to) }
}

fn value_text(value: &Value, lang: Lang, both: bool) -> String {
    match value {
        Value::Null => lang.pick("(không)", "(none)").to_owned(),
        Value::Bool(truth) => lang.pick(["không", "có"], ["no", "yes"])[usize::from(*truth)].to_owned(),
        Value::Number(number) => {
            let text = shortest(number.as_f64().unwrap_or_default());
            if lang == Lang::Vi { text.replace('.', ",") } else { text }
        }
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| value_text(item, lang, both)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) => {
            if let Some(vi) = map.get("vi").filter(|_| !both && map.keys().all(|key| key == "vi" || key == "en")) {
                let text = map.get("en").filter(|_| lang == Lang::En).unwrap_or(vi);
                return value_text(text, lang, both);
            }
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{key}: {}", value_text(value, lang, both))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
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
