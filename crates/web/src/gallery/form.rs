//! The sample forms: every kind of field, blank and wrong.

use chiso_model::Lang;

use super::at;
use crate::parts::{Choice, Field, Form, read_day};
use crate::{Fields, Reader};

fn agencies(lang: Lang) -> Vec<Choice> {
    [
        ("01", "Hà Nội", "Ha Noi"),
        ("31", "Hải Phòng", "Hai Phong"),
        ("46", "Huế", "Hue"),
        ("48", "Đà Nẵng", "Da Nang"),
        ("66", "Đắk Lắk", "Dak Lak"),
        ("79", "Thành phố Hồ Chí Minh", "Ho Chi Minh City"),
    ]
    .into_iter()
    .map(|(id, vi, en)| Choice::new(id, lang.pick(vi, en)))
    .collect()
}

/// Every kind of field, as one finds it.
pub(super) fn blank(reader: &Reader) -> Form {
    let lang = reader.lang;
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    Form::new(lang, reader.caller.as_ref(), at(lang, ""))
        .field(
            Field::text(lang, "name", t("Họ và tên", "Full name"))
                .hint(t("Như trên giấy tờ tùy thân.", "As on the identity card."))
                .autocomplete("name"),
        )
        .field(Field::email(lang, "mail", t("Thư điện tử", "E-mail address")))
        .field(
            Field::text(lang, "phone", t("Điện thoại", "Telephone"))
                .autocomplete("tel")
                .inputmode("tel")
                .short()
                .optional(),
        )
        .field(Field::password(lang, "password", t("Mật khẩu mới", "New password"), "new-password").hint(t(
            "Ít nhất 12 ký tự; một câu dài dễ nhớ là tốt nhất.",
            "At least 12 characters; a long sentence that is easy to remember is best.",
        )))
        .field(Field::code(lang, "code", t("Mã xác thực", "Verification code")).limit(6))
        .section(
            t("Tự đánh giá", "Self-assessment"),
            t("Phần này minh họa một biểu mẫu dài, chia thành các mục.", "This shows a long form in parts."),
        )
        .field(Field::search_select(
            lang,
            "agency",
            t("Cơ quan", "Agency"),
            Some(t("Chọn cơ quan", "Choose an agency").to_owned()),
            agencies(lang),
        ))
        .field(
            Field::find(lang, "unit", t("Đơn vị", "Unit"), agencies(lang))
                .hint(t("Gõ tên hoặc mã, có dấu hoặc không dấu.", "Type a name or code, with or without marks.")),
        )
        .field(
            Field::number(lang, "score", t("Điểm tự chấm", "Self-score"), t("điểm", "points")).hint(t(
                "Từ 0 đến 2,5; viết dấu phẩy hoặc dấu chấm thập phân.",
                "From 0 to 2.5; decimal comma or point.",
            )),
        )
        .field(Field::day(lang, "from", t("Ngày ban hành", "Date of issue")))
        .field(
            Field::radios(
                lang,
                "kind",
                t("Loại tài liệu", "Kind of document"),
                vec![
                    Choice::new("decision", t("Quyết định", "Decision"))
                        .hint(t("Có số, ngày và người ký.", "With number, date and signatory.")),
                    Choice::new("plan", t("Kế hoạch", "Plan")),
                    Choice::new("report", t("Báo cáo", "Report")),
                ],
            )
            .hint(t("Chọn một.", "Choose one.")),
        )
        .field(
            Field::boxes(
                lang,
                "areas",
                t("Lĩnh vực", "Areas"),
                vec![
                    Choice::new("1", t("Chỉ đạo điều hành", "Steering")),
                    Choice::new("2", t("Thể chế", "Institutions")),
                    Choice::new("3", t("Thủ tục hành chính", "Administrative procedures")),
                ],
            )
            .optional(),
        )
        .field(
            Field::file(lang, "evidence", t("Tài liệu kiểm chứng", "Evidence"), ".pdf,.xlsx")
                .hint(t("PDF hoặc XLSX, tối đa 20 MB.", "PDF or XLSX, at most 20 MB."))
                .optional(),
        )
        .field(Field::area(lang, "note", t("Giải trình", "Explanation"), 4).limit(2000).optional())
        .field(Field::single_box(
            lang,
            "true",
            t("Tôi cam đoan nội dung trên là đúng", "I declare that the above is true"),
            false,
        ))
        .submit(t("Gửi", "Send"))
        .submit_as(t("Lưu nháp", "Save draft"), "draft", "yes")
        .cancel(t("Bỏ", "Cancel"), at(lang, ""))
}

/// The form with what came, and with what is wrong.
pub(super) fn checked(reader: &Reader, fields: &Fields) -> Form {
    let lang = reader.lang;
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let mut form = blank(reader).fill(fields);
    if fields.get("name").is_empty() {
        form = form.wrong("name", t("Hãy nhập họ và tên", "Enter your full name"));
    }
    if !fields.get("mail").contains('@') {
        form = form.wrong(
            "mail",
            t(
                "Hãy nhập địa chỉ thư điện tử, ví dụ can.bo@haiphong.gov.vn",
                "Enter an e-mail address, for example officer@haiphong.gov.vn",
            ),
        );
    }
    if read_day(fields.get("from")).is_none() {
        form = form.wrong(
            "from",
            t("Hãy nhập một ngày có thật, ví dụ 21/11/2026", "Enter a day that exists, for example 21/11/2026"),
        );
    }
    if fields.get("kind").is_empty() {
        form = form.wrong("kind", t("Hãy chọn loại tài liệu", "Choose the kind of document"));
    }
    form
}

/// A form that came back.
pub(super) fn wrong(reader: &Reader) -> Form {
    let lang = reader.lang;
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let options = vec![Choice::new("yes", t("Có", "Yes")), Choice::new("no", t("Không", "No"))];
    Form::new(lang, reader.caller.as_ref(), at(lang, ""))
        .field(Field::email(lang, "wrong-mail", t("Thư điện tử", "E-mail address")).value("can.bo"))
        .field(
            Field::number(lang, "wrong-score", t("Điểm tự chấm", "Self-score"), t("điểm", "points"))
                .value("3,5")
                .hint(t("Từ 0 đến 2,5.", "From 0 to 2.5.")),
        )
        .field(Field::radios(
            lang,
            "wrong-choice",
            t("Đã công bố trên cổng thông tin điện tử?", "Published on the web portal?"),
            options,
        ))
        .field(Field::select(
            lang,
            "wrong-agency",
            t("Cơ quan", "Agency"),
            Some(t("Chọn cơ quan", "Choose an agency").to_owned()),
            agencies(lang),
        ))
        .field(Field::find(lang, "wrong-unit", t("Đơn vị", "Unit"), agencies(lang)).value("tan lap"))
        .field(Field::area(lang, "wrong-note", t("Lý do", "Reason"), 3).value(t("Chưa rõ", "Unclear")))
        .submit(t("Gửi lại", "Send again"))
        .wrong(
            "wrong-mail",
            t(
                "Thư điện tử cần có dấu @, ví dụ can.bo@haiphong.gov.vn",
                "The e-mail address needs an @, for example officer@haiphong.gov.vn",
            ),
        )
        .wrong("wrong-score", t("Điểm tối đa là 2,5; đã nhập 3,5", "The maximum is 2.5; 3.5 was entered"))
        .wrong("wrong-choice", t("Hãy chọn Có hoặc Không", "Choose Yes or No"))
        .wrong("wrong-agency", t("Hãy chọn cơ quan", "Choose an agency"))
        .wrong(
            "wrong-unit",
            t(
                "Chưa rõ “tan lap” là cơ quan nào. Hãy chọn bên dưới hoặc gõ mã.",
                "It is not clear what “tan lap” means. Pick one below, or type its code.",
            ),
        )
        .candidates(
            "wrong-unit",
            &[
                Choice::new("a", t("Xã Tân Lập (1)", "Tân Lập Commune (1)")).hint("Tuyên Quang"),
                Choice::new("b", t("Xã Tân Lập (2)", "Tân Lập Commune (2)")).hint("Tây Ninh"),
            ],
        )
        .wrong("wrong-note", t("Lý do cần ít nhất 20 ký tự", "The reason needs at least 20 characters"))
}

/// A form that saves itself.
pub(super) fn self_saving(reader: &Reader) -> Form {
    let lang = reader.lang;
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    Form::new(lang, reader.caller.as_ref(), at(lang, "/save"))
        .field(Field::area(lang, "draft-note", t("Giải trình", "Explanation"), 3))
        .saves_itself(at(lang, "/save"))
        .submit_as(t("Lưu nháp", "Save draft"), "draft", "yes")
}
