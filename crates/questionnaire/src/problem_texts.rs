//! What is said of each problem of a form, in Vietnamese and English.

use chiso_workbook::Limited;

use crate::name::LONGEST_NAME;
use crate::problem::{ProblemKind, did_you_mean, short};
use crate::refused;

/// Words between backquotes.
fn quoted<T: AsRef<str>>(words: &[T]) -> String {
    let shown: Vec<String> = words.iter().take(12).map(|word| format!("`{}`", short(word.as_ref()))).collect();
    shown.join(", ")
}

impl ProblemKind {
    /// What is wrong and how to mend it, in Vietnamese and English.
    pub fn texts(&self) -> (String, String) {
        let both = |vi: &str, en: &str| (vi.to_owned(), en.to_owned());
        match self {
            ProblemKind::FileTooLarge { limit } => (
                format!("Tệp lớn hơn {} MiB nên không phải là phiếu khảo sát. Hãy chọn đúng tệp.", limit >> 20),
                format!(
                    "The file is larger than {} MiB, which no questionnaire is. Choose the right file.",
                    limit >> 20
                ),
            ),
            ProblemKind::NotAWorkbook => both(
                "Tệp không phải là bảng tính Excel (.xlsx) hoặc đã bị hỏng. Hãy mở lại bằng Excel và lưu dưới dạng .xlsx, không đặt mật khẩu.",
                "The file is no Excel workbook (.xlsx), or it is damaged. Open it in Excel and save it as .xlsx, without a password.",
            ),
            ProblemKind::TooMuch { what, limit } => {
                let (vi, en) = match what {
                    Limited::UnpackedBytes => (
                        format!("{} MiB sau khi giải nén", limit >> 20),
                        format!("{} MiB after unpacking", limit >> 20),
                    ),
                    Limited::Rows => (format!("{limit} dòng mỗi trang tính"), format!("{limit} rows in a sheet")),
                    Limited::Columns => (format!("{limit} ô mỗi dòng"), format!("{limit} cells in a row")),
                    Limited::Cells => (format!("{limit} ô"), format!("{limit} cells")),
                };
                (
                    format!("Bảng tính quá lớn (giới hạn {vi}). Hãy xóa dòng, cột và trang tính thừa."),
                    format!(
                        "The workbook is too large (at most {en}). Delete rows, columns and sheets that are not needed."
                    ),
                )
            }
            ProblemKind::CellBeyond { reference } => (
                format!(
                    "Tệp bị hỏng: ô `{}` nằm ngoài trang tính. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại.",
                    short(reference)
                ),
                format!(
                    "The file is damaged: cell `{}` lies beyond any sheet. Open it in Excel or LibreOffice and save it again.",
                    short(reference)
                ),
            ),
            ProblemKind::CellError { error } => (
                format!("Ô báo lỗi `{}`. Hãy sửa công thức, hoặc gõ giá trị vào ô.", short(error)),
                format!("The cell shows the error `{}`. Mend its formula, or type the value.", short(error)),
            ),
            ProblemKind::FormulaWithoutValue => both(
                "Ô có công thức nhưng chưa có giá trị. Hãy mở bằng Excel rồi lưu lại, hoặc gõ giá trị vào ô.",
                "The cell holds a formula that has no value yet. Open the file in Excel and save it, or type the value.",
            ),
            ProblemKind::CellTooLong => {
                both("Ô dài quá 32.767 ký tự. Hãy rút gọn.", "The cell has more than 32,767 characters. Shorten it.")
            }
            ProblemKind::NotCsv { detail } => (
                format!("Không đọc được như CSV ({}). Hãy lưu lại dưới dạng CSV UTF-8.", short(detail)),
                format!("This is no CSV ({}). Save it as CSV UTF-8.", short(detail)),
            ),
            ProblemKind::MissingSheet(name) => (
                format!("Thiếu trang tính `{name}`. Hãy thêm vào, dòng đầu là tên các cột."),
                format!("The sheet `{name}` is missing. Add it, with the names of its columns in the first row."),
            ),
            ProblemKind::UnknownSheet { name, suggestion } => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                let name = short(name);
                (
                    format!("Trang tính `{name}` không được đọc.{vi} Hãy đổi tên, hoặc xóa trang tính này."),
                    format!("The sheet `{name}` is not read.{en} Rename it, or delete it."),
                )
            }
            ProblemKind::SheetTwice => both(
                "Có hai trang tính cùng tên. Hãy gộp lại hoặc xóa một.",
                "Two sheets have this name. Put them together, or delete one.",
            ),
            ProblemKind::NoQuestion => both(
                "Phiếu chưa có câu hỏi nào. Hãy thêm câu hỏi vào trang tính `survey`.",
                "The form asks nothing. Add questions to the sheet `survey`.",
            ),
            ProblemKind::UnnamedColumn => both(
                "Cột này có nội dung nhưng dòng 1 không có tên cột. Hãy đặt tên cột, hoặc xóa cột.",
                "This column has content, but no name in row 1. Name it, or delete it.",
            ),
            ProblemKind::UnknownColumn { name, suggestion } => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                let name = short(name);
                (
                    format!("Không có cột `{name}`.{vi} Hãy sửa tên, hoặc xóa cột."),
                    format!("There is no column `{name}`.{en} Mend its name, or delete it."),
                )
            }
            ProblemKind::RefusedColumn { name } => {
                let (vi, en) = refused::column(name);
                let name = short(name);
                (
                    format!("Không dùng cột `{name}` của XLSForm: {vi}."),
                    format!("The column `{name}` of XLSForm is not taken: {en}."),
                )
            }
            ProblemKind::ColumnWithLanguage { name } => {
                let name = short(name);
                (
                    format!("Cột `{name}` không viết theo ngôn ngữ. Hãy bỏ phần từ `::` trở đi."),
                    format!("The column `{name}` has no languages. Take away what follows from `::` on."),
                )
            }
            ProblemKind::NoLanguage => both(
                "Sau `::` phải là tên ngôn ngữ, ví dụ `label::Tiếng Việt (vi)`.",
                "After `::` there must be a language, as in `label::English (en)`.",
            ),
            ProblemKind::ColumnTwice { first } => (
                format!("Trùng tên với cột {first}. Hãy đổi tên hoặc xóa một cột."),
                format!("Column {first} has the same name. Rename or delete one of them."),
            ),
            ProblemKind::MissingColumn(name) => (
                format!("Thiếu cột `{name}`. Hãy thêm cột, tên ở dòng 1."),
                format!("The column `{name}` is missing. Add it, with its name in row 1."),
            ),
            ProblemKind::MissingCell(name) => (
                format!("Dòng này chưa điền cột `{name}`. Hãy điền vào, hoặc xóa dòng."),
                format!("This row has nothing in the column `{name}`. Fill it in, or delete the row."),
            ),
            ProblemKind::NotHere { column, of } => {
                let (column, of) = (short(column), short(of));
                (
                    format!("Dòng `{of}` không dùng cột `{column}`. Hãy xóa nội dung ô này."),
                    format!("A row `{of}` has no use for the column `{column}`. Clear this cell."),
                )
            }
            ProblemKind::UnknownType { name, suggestion } => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                let name = short(name);
                (
                    format!("Không có kiểu `{name}`.{vi} Các kiểu dùng được: {}.", quoted(&refused::TYPES)),
                    format!("There is no type `{name}`.{en} It can be: {}.", quoted(&refused::TYPES)),
                )
            }
            ProblemKind::RefusedType { name } => {
                let (vi, en) = refused::question_type(name);
                let name = short(name);
                (
                    format!("Không dùng kiểu `{name}` của XLSForm: {vi}."),
                    format!("The type `{name}` of XLSForm is not taken: {en}."),
                )
            }
            ProblemKind::BadSelect { name } => (
                format!(
                    "Sau `{name}` phải là tên một danh sách ở trang tính `choices`{}.",
                    if *name == "rank" { "" } else { ", rồi có thể thêm `or_other`" }
                ),
                format!(
                    "After `{name}` there must be the name of a list of the sheet `choices`{}.",
                    if *name == "rank" { "" } else { ", then perhaps `or_other`" }
                ),
            ),
            ProblemKind::BadName { name } => (
                format!(
                    "`{}` không dùng làm tên được. Tên gồm chữ cái không dấu, số, `_`, `-`, `.`, bắt đầu bằng chữ cái hoặc `_`, dài nhất {LONGEST_NAME} ký tự.",
                    short(name)
                ),
                format!(
                    "`{}` can be no name. A name has letters of English, digits, `_`, `-`, `.`, begins with a letter or `_`, and has at most {LONGEST_NAME} characters.",
                    short(name)
                ),
            ),
            ProblemKind::NameTwice { name, first } => (
                format!(
                    "Tên `{}` đã có ở dòng {first} (chữ hoa, chữ thường coi như nhau). Hãy đặt tên khác.",
                    short(name)
                ),
                format!(
                    "The name `{}` is that of row {first} (small and capital letters count as the same). Choose another.",
                    short(name)
                ),
            ),
            ProblemKind::EndWithoutBegin => both(
                "`end_group` này không khép lại nhóm nào. Hãy xóa đi, hoặc thêm `begin_group` ở trên.",
                "This `end_group` ends no group. Delete it, or add a `begin_group` above.",
            ),
            ProblemKind::EndOfAnother { name } => (
                format!("Dòng này khép lại nhóm `{}`. Hãy ghi đúng tên nhóm đó, hoặc để trống ô.", short(name)),
                format!("This row ends the group `{}`. Write that name, or leave the cell empty.", short(name)),
            ),
            ProblemKind::GroupWithoutEnd => both(
                "Nhóm này chưa khép lại. Hãy thêm dòng `end_group`.",
                "This group does not end. Add a row `end_group`.",
            ),
            ProblemKind::GroupsTooDeep { limit } => (
                format!("Các nhóm lồng nhau quá {limit} tầng. Hãy tách nhóm ra."),
                format!("Groups stand more than {limit} deep within each other. Take groups apart."),
            ),
            ProblemKind::EmptyGroup => both(
                "Nhóm không có gì. Hãy thêm câu hỏi, hoặc xóa nhóm.",
                "The group is empty. Add a question, or delete the group.",
            ),
            ProblemKind::UnknownList { name, suggestion } => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                let name = short(name);
                (
                    format!(
                        "Trang tính `choices` không có danh sách `{name}`.{vi} Hãy thêm các phương án, hoặc sửa tên."
                    ),
                    format!("The sheet `choices` has no list `{name}`.{en} Add its choices, or mend the name."),
                )
            }
            ProblemKind::NoOther { list } => {
                let list = short(list);
                (
                    format!(
                        "`or_other` cần phương án có mã `other` trong danh sách `{list}`. Hãy thêm phương án này, có nhãn ở mọi ngôn ngữ."
                    ),
                    format!(
                        "`or_other` needs a choice with the code `other` in the list `{list}`. Add it, with a label in every language."
                    ),
                )
            }
            ProblemKind::OtherWithFilter => both(
                "`or_other` không đi cùng `choice_filter`. Hãy bỏ một trong hai, hoặc hỏi riêng bằng một câu `text`.",
                "`or_other` does not go with `choice_filter`. Take one away, or ask by a `text` question.",
            ),
            ProblemKind::OtherTaken { name } => {
                let name = short(name);
                (
                    format!("`or_other` đặt tên `{name}` cho câu ghi rõ, nhưng tên này đã có. Hãy đổi tên câu kia."),
                    format!(
                        "`or_other` gives the name `{name}` to its text, but the name is taken. Rename the other question."
                    ),
                )
            }
            ProblemKind::BadRequired(error) => {
                let (vi, en) = error.texts();
                (
                    format!("`required` là `yes`, `no` hoặc một biểu thức; {vi}."),
                    format!("`required` is `yes`, `no` or an expression; {en}."),
                )
            }
            ProblemKind::BadAppearance { found, allowed } => {
                let found = short(found);
                if allowed.is_empty() {
                    (
                        format!("Không dùng `{found}` ở đây. Hãy xóa nội dung ô này."),
                        format!("`{found}` is not taken here. Clear this cell."),
                    )
                } else {
                    let allowed = quoted(allowed);
                    (
                        format!("Không dùng `{found}` ở đây. Hãy chọn một trong: {allowed}, hoặc để trống."),
                        format!("`{found}` is not taken here. It can be {allowed}, or empty."),
                    )
                }
            }
            ProblemKind::GridOutside => both(
                "`label` và `list-nolabel` chỉ dùng cho câu hỏi nằm ngay trong nhóm `field-list`. Hãy đặt `appearance` của nhóm là `field-list`.",
                "`label` and `list-nolabel` belong to questions directly in a `field-list` group. Give the group the appearance `field-list`.",
            ),
            ProblemKind::GridWithoutHead => both(
                "Dòng bảng này chưa có đầu bảng. Hãy thêm phía trên một câu có `appearance` là `label`, cùng danh sách.",
                "This row of a grid has no head. Add a question of the appearance `label` with the same list above.",
            ),
            ProblemKind::GridOfLists { first } => (
                format!(
                    "Các câu trong một bảng phải dùng chung danh sách `{}`. Hãy sửa `type`, hoặc đưa câu này ra ngoài.",
                    short(first)
                ),
                format!(
                    "All questions of a grid share the list `{}`. Change the `type`, or take the question out.",
                    short(first)
                ),
            ),
            ProblemKind::NoGridRow => both(
                "Nhóm `table-list` chỉ chứa câu `select_one`, `select_multiple` và `calculate`. Hãy đưa dòng này ra ngoài.",
                "A `table-list` group holds `select_one`, `select_multiple` and `calculate` only. Take this row out.",
            ),
            ProblemKind::BadParameters => both(
                "Viết `start=1 end=10 step=1`: ba số, `end` không nhỏ hơn `start`, `step` lớn hơn 0 và không quá 1000 bước.",
                "Write `start=1 end=10 step=1`: three numbers, `end` not below `start`, `step` above 0 and no more than 1000 steps.",
            ),
            ProblemKind::BadDefault { text } => (
                format!("`{}` không phải là câu trả lời hợp lệ của câu này. Hãy sửa, hoặc để trống ô.", short(text)),
                format!("`{}` is no answer to this question. Mend it, or leave the cell empty.", short(text)),
            ),
            ProblemKind::ComputedDefault => both(
                "Câu trả lời mặc định không tính bằng biểu thức. Hãy ghi giá trị, hoặc dùng câu `calculate`.",
                "A default answer is not computed. Write a value, or use a `calculate` question.",
            ),
            ProblemKind::Expression(error) => {
                let (vi, en) = error.texts();
                (format!("Không đọc được biểu thức: {vi}."), format!("The expression cannot be read: {en}."))
            }
            ProblemKind::UnknownReference { name, at, suggestion } => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                let name = short(name);
                (
                    format!("Ký tự thứ {at}: không có câu hỏi `{name}`.{vi} Hãy sửa tên."),
                    format!("Character {at}: there is no question `{name}`.{en} Mend the name."),
                )
            }
            ProblemKind::NoAnswer { name, at } => {
                let name = short(name);
                (
                    format!(
                        "Ký tự thứ {at}: `{name}` không có câu trả lời. Hãy gọi tên một câu hỏi hoặc câu `calculate`."
                    ),
                    format!("Character {at}: `{name}` has no answer. Name a question or a `calculate`."),
                )
            }
            ProblemKind::Ahead { name, at } => {
                let name = short(name);
                (
                    format!("Ký tự thứ {at}: câu `{name}` đứng sau hoặc chính là câu này. Hãy đưa câu đó lên trước."),
                    format!(
                        "Character {at}: `{name}` comes later, or is this question itself. Move it before this one."
                    ),
                )
            }
            ProblemKind::Circle { names } => {
                let names = quoted(names);
                (
                    format!("Các câu này cần kết quả của nhau: {names}. Hãy bỏ một chỗ gọi tên."),
                    format!("These need each other: {names}. Take one of the names out."),
                )
            }
            ProblemKind::BareName { name, at } => {
                let name = short(name);
                (
                    format!("Ký tự thứ {at}: hãy viết `${{{name}}}` nếu là câu hỏi, `'{name}'` nếu là chữ."),
                    format!("Character {at}: write `${{{name}}}` for a question, `'{name}'` for a text."),
                )
            }
            ProblemKind::UnknownFilterColumn { name, at, suggestion } => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                let name = short(name);
                (
                    format!(
                        "Ký tự thứ {at}: trang tính `choices` không có cột `{name}`.{vi} Hãy thêm cột, hoặc viết `${{{name}}}` nếu là câu hỏi."
                    ),
                    format!(
                        "Character {at}: the sheet `choices` has no column `{name}`.{en} Add it, or write `${{{name}}}` for a question."
                    ),
                )
            }
            ProblemKind::NoThis { at } => (
                format!("Ký tự thứ {at}: dấu `.` chỉ dùng trong `constraint`. Hãy viết `${{tên}}`."),
                format!("Character {at}: `.` belongs into a `constraint`. Write `${{name}}`."),
            ),
            ProblemKind::NoToday { at } => (
                format!(
                    "Ký tự thứ {at}: `calculation` không dùng được `today()`, vì giá trị tính ra nằm trong phiếu, mà phiếu không ghi ngày trả lời. \
                     Hãy viết `today()` ngay trong `relevant`, `constraint` hoặc `required`."
                ),
                format!(
                    "Character {at}: `calculation` cannot use `today()`: what is computed is kept in the ballot, and a ballot keeps no day. \
                     Write `today()` into the `relevant`, `constraint` or `required` that needs it."
                ),
            ),
            ProblemKind::BadCode { code } => (
                format!(
                    "`{}` không dùng làm mã được. Mã không có khoảng trắng và dấu `/`, dài nhất {LONGEST_NAME} ký tự.",
                    short(code)
                ),
                format!(
                    "`{}` can be no code. A code has no blanks, no `/`, and at most {LONGEST_NAME} characters.",
                    short(code)
                ),
            ),
            ProblemKind::CodeTwice { code, first } => (
                format!("Mã `{}` đã có ở dòng {first} của danh sách này. Hãy đặt mã khác.", short(code)),
                format!("The code `{}` is that of row {first} in this list. Choose another.", short(code)),
            ),
            ProblemKind::SecondSettings => both(
                "Trang tính `settings` chỉ có một dòng dưới tên cột. Hãy xóa dòng này.",
                "The sheet `settings` has one row under the names of its columns. Delete this one.",
            ),
            ProblemKind::UnknownLanguage { name, known } => {
                let named: Vec<&String> = known.iter().filter(|language| !language.is_empty()).collect();
                let name = short(name);
                if named.is_empty() {
                    return (
                        format!(
                            "Phiếu không có ngôn ngữ `{name}`. Hãy đặt tên cột `label::{name}`, hoặc để trống ô này."
                        ),
                        format!(
                            "The form has no language `{name}`. Name a column `label::{name}`, or clear this cell."
                        ),
                    );
                }
                let known = quoted(&named);
                (
                    format!("Phiếu không có ngôn ngữ `{name}`. Các ngôn ngữ: {known}. Hãy viết đúng như ở tên cột."),
                    format!(
                        "The form has no language `{name}`. It has {known}. Write it as in the names of the columns."
                    ),
                )
            }
            ProblemKind::BadWord { found, allowed } => {
                let (found, allowed) = (short(found), quoted(allowed));
                (
                    format!("Không có từ `{found}` ở đây. Hãy chọn trong: {allowed}."),
                    format!("`{found}` is not known here. It can be {allowed}."),
                )
            }
            ProblemKind::BadNumber { found, vi, en } => {
                let found = short(found);
                (format!("`{found}` không dùng được. Cần {vi}."), format!("`{found}` cannot be used. It must be {en}."))
            }
            ProblemKind::Twice { first } => (
                format!("Điều này đã ghi ở dòng {first}. Hãy xóa một dòng."),
                format!("Row {first} says this already. Delete one of them."),
            ),
            ProblemKind::UnknownParent { name } => {
                let name = short(name);
                (
                    format!("Không có dòng `{name}` ở phía trên. Hãy sửa tên, hoặc chuyển dòng đó lên trước."),
                    format!("There is no row `{name}` above. Mend the name, or move that row up."),
                )
            }
            ProblemKind::ItemWithChildren => both(
                "Mục tính từ câu hỏi thì không có mục con. Hãy xóa ô `question`, hoặc đổi `parent` của các mục con.",
                "What is computed from a question has nothing under it. Clear its `question`, or change the `parent` of what is under it.",
            ),
            ProblemKind::ScoreWithoutItem => both(
                "Mục này không có mục con. Hãy ghi `question`, hoặc thêm mục con.",
                "Nothing is under this score. Fill in its `question`, or add something under it.",
            ),
            ProblemKind::NotScorable { name, suggestion } => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                let name = short(name);
                (
                    format!("`{name}` không phải câu `select_one` hay `range` của phiếu.{vi} Hãy sửa tên."),
                    format!("`{name}` is no `select_one` or `range` question of the form.{en} Mend the name."),
                )
            }
            ProblemKind::UnknownCode { code, list } => {
                let (code, list) = (short(code), short(list));
                (
                    format!("Danh sách `{list}` không có mã `{code}`. Hãy sửa mã."),
                    format!("The list `{list}` has no code `{code}`. Mend it."),
                )
            }
            ProblemKind::CodesNoNumbers { list } => {
                let list = short(list);
                (
                    format!("`mean` cần mọi mã của danh sách `{list}` là số. Hãy sửa mã, hoặc dùng `share`."),
                    format!(
                        "`mean` needs every code of the list `{list}` to be a number. Change the codes, or use `share`."
                    ),
                )
            }
            ProblemKind::NoWeight => both(
                "Các mục con cộng lại có trọng số bằng 0. Hãy cho ít nhất một mục trọng số lớn hơn 0.",
                "What is under this weighs nothing. Give something a weight above 0.",
            ),
        }
    }
}
