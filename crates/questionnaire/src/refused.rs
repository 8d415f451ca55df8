//! Parts of XLSForm that are known and not taken, each with the reason and what to do instead.

/// Types that are taken.
pub(crate) const TYPES: [&str; 12] = [
    "text",
    "integer",
    "decimal",
    "date",
    "select_one",
    "select_multiple",
    "rank",
    "range",
    "note",
    "calculate",
    "begin_group",
    "end_group",
];

type Why = (&'static str, &'static str);

const META: Why = (
    "phiếu không ghi giờ, thiết bị hay người trả lời; hãy xóa dòng",
    "a ballot keeps neither time nor device nor person; delete the row",
);
const FILES: Why = (
    "phiếu không nhận tệp, ảnh, âm thanh; hãy hỏi bằng câu `text`",
    "a ballot takes no files, pictures or sounds; ask by `text`",
);
const PLACE: Why = (
    "phiếu không ghi vị trí; hãy hỏi địa bàn bằng `select_one`",
    "a ballot keeps no position; ask for the area by `select_one`",
);
const REPEAT: Why =
    ("không có nhóm lặp; hãy viết từng câu ra", "there are no repeated groups; write each question down");
const TIME: Why = (
    "chỉ hỏi ngày; hãy dùng `date`, hoặc `select_one` cho khung giờ",
    "days only are asked; use `date`, or `select_one` for times of the day",
);
const OUTSIDE: Why = (
    "không đọc tệp ngoài; hãy đưa các phương án vào trang tính `choices`",
    "no other file is read; put the choices into the sheet `choices`",
);
const HIDDEN: Why = ("hãy dùng `calculate`", "use `calculate`");
const SPELLED: Why =
    ("hãy viết `select_one`, `select_multiple` hoặc `rank`", "write `select_one`, `select_multiple` or `rank`");
const CONFIRM: Why = ("hãy dùng `select_one` với một phương án", "use `select_one` with one choice");

/// Types of XLSForm that are not taken.
pub const REFUSED_TYPES: [(&str, Why); 42] = [
    ("start", META),
    ("end", META),
    ("today", META),
    ("deviceid", META),
    ("subscriberid", META),
    ("simserial", META),
    ("phonenumber", META),
    ("username", META),
    ("email", META),
    ("audit", META),
    ("start-geopoint", PLACE),
    ("background-geopoint", PLACE),
    ("geopoint", PLACE),
    ("geotrace", PLACE),
    ("geoshape", PLACE),
    ("image", FILES),
    ("photo", FILES),
    ("audio", FILES),
    ("background-audio", FILES),
    ("video", FILES),
    ("file", FILES),
    ("barcode", FILES),
    ("time", TIME),
    ("datetime", TIME),
    ("dateTime", TIME),
    ("begin repeat", REPEAT),
    ("begin_repeat", REPEAT),
    ("end repeat", REPEAT),
    ("end_repeat", REPEAT),
    ("begin loop", REPEAT),
    ("end loop", REPEAT),
    ("select_one_from_file", OUTSIDE),
    ("select_multiple_from_file", OUTSIDE),
    ("select_one_external", OUTSIDE),
    ("csv-external", OUTSIDE),
    ("xml-external", OUTSIDE),
    ("hidden", HIDDEN),
    ("acknowledge", CONFIRM),
    ("trigger", CONFIRM),
    ("select one", SPELLED),
    ("select multiple", SPELLED),
    ("select1", SPELLED),
];

const MEDIA: Why = ("phiếu chỉ có chữ; hãy xóa cột", "a questionnaire has texts only; delete the column");
const READONLY: Why = ("hãy dùng `note` hoặc `calculate`", "use `note` or `calculate`");
const ELSEWHERE: Why =
    ("đây là phần riêng của công cụ khác; hãy xóa cột", "it belongs to another tool; delete the column");
const GUIDANCE: Why = ("hãy viết vào `hint`", "write it into `hint`");
const REPEAT_COUNT: Why = ("không có nhóm lặp; hãy xóa cột", "there are no repeated groups; delete the column");
const TRIGGER: Why =
    ("giá trị luôn được tính lại; hãy dùng `calculate`", "values are always computed anew; use `calculate`");
const RENAME: Why = (
    "hãy viết tên đầy đủ của cột như ở docs/questionnaire.md",
    "write the name of the column as in docs/questionnaire.md",
);

/// Columns of XLSForm that are not taken, by what stands before `::`.
pub const REFUSED_COLUMNS: [(&str, Why); 35] = [
    ("media", MEDIA),
    ("image", MEDIA),
    ("big-image", MEDIA),
    ("audio", MEDIA),
    ("video", MEDIA),
    ("autoplay", MEDIA),
    ("geometry", MEDIA),
    ("read_only", READONLY),
    ("readonly", READONLY),
    ("guidance_hint", GUIDANCE),
    ("repeat_count", REPEAT_COUNT),
    ("trigger", TRIGGER),
    ("caption", RENAME),
    ("relevance", RENAME),
    ("calculate", RENAME),
    ("requiredmsg", RENAME),
    ("list name", RENAME),
    ("value", RENAME),
    ("command", RENAME),
    ("tag", RENAME),
    ("bind", ELSEWHERE),
    ("body", ELSEWHERE),
    ("instance", ELSEWHERE),
    ("control", ELSEWHERE),
    ("intent", ELSEWHERE),
    ("save_to", ELSEWHERE),
    ("parameters", ELSEWHERE),
    ("disabled", ELSEWHERE),
    ("instance_name", ELSEWHERE),
    ("submission_url", ELSEWHERE),
    ("public_key", ELSEWHERE),
    ("auto_send", ELSEWHERE),
    ("auto_delete", ELSEWHERE),
    ("allow_choice_duplicates", ELSEWHERE),
    ("namespaces", ELSEWHERE),
];

pub(crate) fn is_refused_type(name: &str) -> bool {
    REFUSED_TYPES.iter().any(|(refused, _)| *refused == name)
}

pub(crate) fn question_type(name: &str) -> Why {
    REFUSED_TYPES.iter().find(|(refused, _)| *refused == name).map_or(("", ""), |(_, why)| *why)
}

pub(crate) fn is_refused_column(name: &str) -> bool {
    let base = name.split("::").next().unwrap_or_default();
    REFUSED_COLUMNS.iter().any(|(refused, _)| *refused == base)
}

pub(crate) fn column(name: &str) -> Why {
    let base = name.split("::").next().unwrap_or_default();
    REFUSED_COLUMNS.iter().find(|(refused, _)| *refused == base).map_or(("", ""), |(_, why)| *why)
}
