//! Entries in words: acts and tables have names that people use; what has none stands as it is kept.

use chiso_model::Lang;
use serde_json::{Map, Value};

/// What is done, as the journal keeps it, in both languages.
const ACTS: &[(&str, &str, &str)] = &[
    ("agency.change", "thay đổi cơ quan", "agency changed"),
    ("agency.import", "nhập danh mục cơ quan", "agencies imported"),
    ("agency.ship", "nạp danh mục có sẵn", "shipped agencies taken over"),
    ("api-key.create", "tạo khóa API", "API key made"),
    ("api-key.revoke", "thu hồi khóa API", "API key revoked"),
    ("api-key.see", "dùng khóa API", "API key used"),
    ("assignment.create", "giao vai trò", "role given"),
    ("assignment.end", "kết thúc vai trò", "role ended"),
    ("ballots.home", "ghi nơi giữ phiếu khảo sát", "home of ballots noted"),
    ("boundary.drop", "ngừng sử dụng tệp ranh giới", "boundary file dropped"),
    ("boundary.use", "dùng tệp ranh giới", "boundary file used"),
    ("delegation.create", "ủy quyền", "role lent"),
    ("delegation.end", "kết thúc ủy quyền", "lending ended"),
    ("file.erase", "xóa tệp", "file erased"),
    ("file.store", "lưu tệp", "file stored"),
    ("store.restore", "khôi phục từ bản sao lưu", "restored from a backup"),
    ("first-administrator.create", "tạo người quản trị đầu tiên", "first administrator made"),
    ("first-administrator.link", "tạo liên kết cho người quản trị đầu tiên", "link for the first administrator made"),
    ("import.withdraw", "thu hồi lần nhập", "import withdrawn"),
    ("installation-key.create", "tạo khóa bảo mật nội bộ", "key of the installation made"),
    ("job.end", "xong việc nền", "background work ended"),
    ("job.take", "nhận việc nền", "background work taken"),
    ("lineage.correct", "sửa số quyết định của sự kiện", "decision of an event corrected"),
    ("lineage.enter", "ghi sắp xếp, thay đổi đơn vị", "change of agencies entered"),
    ("lineage.take-back", "rút lại sắp xếp, thay đổi đơn vị", "change of agencies taken back"),
    ("notice.choose", "chọn cách nhận thông báo", "choice of notices"),
    ("own-account.change", "đổi thông tin của mình", "own account changed"),
    ("own-account.change-password", "đổi mật khẩu của mình", "own password changed"),
    ("own-account.join-provider", "nối tài khoản với hệ thống định danh", "account joined to the identity provider"),
    ("own-account.try-password", "thử mật khẩu của mình", "own password tried"),
    ("person.accept-invitation", "nhận lời mời", "invitation accepted"),
    ("person.activate", "mở lại tài khoản", "account switched on"),
    ("person.ask-for-recovery", "xin chọn lại mật khẩu", "new password asked for"),
    ("person.change", "sửa thông tin người dùng", "person changed"),
    ("person.deactivate", "khóa tài khoản", "account switched off"),
    ("person.end-sessions", "kết thúc các phiên của người khác", "somebody's sessions ended"),
    ("person.erase", "xóa thông tin cá nhân", "person erased"),
    ("person.invite", "mời người dùng", "person invited"),
    ("person.make-link", "tạo liên kết dùng một lần", "one-time link made"),
    ("person.recover", "chọn mật khẩu mới", "new password chosen"),
    ("person.reset-second-factor", "đặt lại xác thực hai lớp", "second factor reset"),
    ("published-file.keep", "lưu bản dữ liệu mở", "published file kept"),
    ("result.check", "xác nhận đã đối chiếu kết quả", "results checked"),
    ("result.import", "nhập kết quả đã công bố", "results imported"),
    ("result.uncheck", "bỏ xác nhận đối chiếu kết quả", "check of results taken back"),
    ("measure.plan", "ghi kế hoạch khắc phục", "improvement plan changed"),
    ("notice.read", "đọc thông báo", "notice read"),
    ("round.draft", "chuẩn bị đợt đánh giá", "round set up"),
    ("round.revise", "sửa thiết lập đợt đánh giá", "setup of a round changed"),
    ("round.discard", "bỏ bản nháp đợt đánh giá", "draft of a round thrown away"),
    ("round.begin", "chuyển giai đoạn đợt đánh giá", "phase of a round begun"),
    ("round.move-deadline", "đổi hạn của giai đoạn", "deadline moved"),
    ("round.set-visibility", "đổi quyền xem kết quả của đơn vị", "what units see set"),
    ("round.set-appraisers", "phân công thẩm định", "appraisers set"),
    ("round.set-council", "đổi thành viên hội đồng", "council set"),
    ("round.name-heir", "chọn cơ quan kế thừa của một đơn vị", "heir of a unit named"),
    ("round.join-values", "đưa số liệu vào đợt đánh giá", "values joined"),
    ("round.publish", "công bố kết quả", "result published"),
    ("round.refuse", "từ chối thao tác trong đợt đánh giá", "command on a round refused"),
    ("council.call", "triệu tập phiên họp hội đồng", "meeting called"),
    ("council.attend", "ghi thành viên có mặt", "members present noted"),
    ("council.vote", "biểu quyết", "vote given"),
    ("council.conclude", "kết luận phiên họp", "meeting concluded"),
    ("council.decide", "ghi điểm hội đồng quyết định", "council’s points taken over"),
    ("self-score.assign", "giao tiêu chí", "criterion handed out"),
    ("self-score.save", "ghi số liệu tự đánh giá", "self-assessment saved"),
    ("self-score.comment", "trao đổi về tiêu chí", "comment on a criterion"),
    ("self-score.ready", "báo hoàn thành tiêu chí", "criterion finished"),
    ("self-score.return", "trả lại tiêu chí", "criterion returned"),
    ("self-score.submit", "ký gửi tự đánh giá", "self-assessment submitted"),
    ("self-score.reopen", "mở lại tiêu chí", "criteria reopened"),
    ("evidence.add", "thêm tài liệu kiểm chứng", "evidence added"),
    ("evidence.drop", "bỏ tài liệu kiểm chứng", "evidence removed"),
    ("appraisal.give", "thẩm định", "appraisal given"),
    ("appraisal.confirm", "đồng ý kết quả thẩm định", "appraisal confirmed"),
    ("appraisal.send-back", "trả lại kết quả thẩm định", "appraisal sent back"),
    ("explanation.save", "ghi giải trình", "explanation saved"),
    ("explanation.submit", "ký gửi giải trình", "explanation submitted"),
    ("publication.correct", "đính chính điểm đã công bố", "published score corrected"),
    ("second-factor.begin", "bắt đầu bật xác thực hai lớp", "second factor begun"),
    ("second-factor.confirm", "bật xác thực hai lớp", "second factor confirmed"),
    ("second-factor.remove", "tắt xác thực hai lớp", "second factor removed"),
    ("second-factor.renew-codes", "đổi mã dự phòng", "recovery codes renewed"),
    ("second-factor.sign", "nhập mã xác thực để ký", "second factor shown to sign"),
    ("session.end", "kết thúc phiên", "session ended"),
    ("session.end-others", "kết thúc các phiên khác", "other sessions ended"),
    ("session.second-factor", "xác thực hai lớp", "second factor shown"),
    ("session.see", "dùng phiên", "session used"),
    ("session.sign-in", "đăng nhập", "signed in"),
    ("session.sign-out", "đăng xuất", "signed out"),
    ("session.try", "thử đăng nhập", "sign-in tried"),
    ("survey.draft", "chuẩn bị đợt khảo sát", "survey set up"),
    ("survey.revise", "sửa thiết lập đợt khảo sát", "setup of a survey changed"),
    ("survey.discard", "bỏ bản nháp đợt khảo sát", "draft of a survey thrown away"),
    ("survey.invite", "đưa người được mời vào đợt khảo sát", "people added to a survey"),
    ("survey.open", "mở đợt khảo sát", "survey opened"),
    ("survey.move_close", "đổi thời điểm kết thúc khảo sát", "close of a survey moved"),
    ("survey.close", "đóng đợt khảo sát", "survey closed"),
    ("survey.publish", "công bố kết quả khảo sát", "results of a survey published"),
    ("survey.assign", "phân công điều tra viên", "interviewers assigned"),
    ("survey.bounce", "ghi thư khảo sát không gửi được", "letter of a survey noted as not delivered"),
    ("survey.call_back", "gọi lại kiểm tra phỏng vấn", "call-back of an interview noted"),
    ("survey.decline", "ghi người không nhận thư khảo sát", "somebody wants no more letters of a survey"),
    ("survey.draw_call_backs", "rút ngẫu nhiên người gọi lại", "call-backs drawn"),
    ("survey.forget", "xóa thông tin một người được mời", "a person invited forgotten"),
    ("survey.forget_all", "xóa thông tin mọi người được mời", "all people invited forgotten"),
    ("survey.letters", "xếp thư khảo sát vào hàng đợi", "letters of a survey put in the queue"),
    ("survey.letters_again", "gửi lại thư khảo sát", "letters of a survey sent again"),
    ("survey.letters_returned", "ghi thư khảo sát bị trả lại", "returned letters of a survey noted"),
    ("survey.set_population", "ghi số dân của các nhóm", "population of a survey entered"),
    ("survey.sheets", "làm phiếu giấy", "sheets of a survey made"),
    ("survey.sheet.count", "tính phiếu giấy", "sheet of a survey counted"),
    ("survey.sheet.key", "nhập phiếu giấy", "sheet of a survey keyed"),
    ("survey.sheet.settle", "chốt chỗ khác nhau của phiếu giấy", "differences of a sheet settled"),
    ("survey.sheet.void", "hủy phiếu giấy", "sheet of a survey made void"),
    ("survey.visit", "ghi lần đến phỏng vấn", "visit of an interviewer noted"),
    ("weight.import", "nhập quyền số", "weights imported"),
];

/// What a row is, by the name of its table, in both languages.
const TABLES: &[(&str, &str, &str)] = &[
    ("agency", "cơ quan", "agency"),
    ("api_key", "khóa API", "API key"),
    ("api_key_seen", "lần dùng khóa API", "use of an API key"),
    ("assessment_event", "việc trong bài chấm", "step of an assessment"),
    ("assessment_head", "tình trạng bài chấm", "state of an assessment"),
    ("assignment", "vai trò", "role"),
    ("attempt", "lần thử đăng nhập", "sign-in try"),
    ("boundary", "tệp ranh giới", "boundary file"),
    ("external_identity", "tài khoản liên kết", "linked account"),
    ("file", "tệp", "file"),
    ("file_import", "lần nhập", "import"),
    ("installation_key", "khóa bảo mật nội bộ", "key of the installation"),
    ("invitee", "người được mời khảo sát", "person invited to a survey"),
    ("invitee_mailing", "thư đã gửi người được mời", "letters to a person invited"),
    ("job", "việc nền", "background work"),
    ("journal", "nhật ký", "journal"),
    ("journal_head", "đầu nhật ký", "head of the journal"),
    ("lineage", "sắp xếp, thay đổi đơn vị", "change of agencies"),
    ("measure", "biện pháp cải thiện", "measure"),
    ("notice", "thông báo", "notice"),
    ("notice_choice", "lựa chọn nhận thông báo", "choice of notices"),
    ("one_time_link", "liên kết dùng một lần", "one-time link"),
    ("password", "mật khẩu", "password"),
    ("person", "người dùng", "person"),
    ("published_figure", "số liệu đã công bố", "published figure"),
    ("published_file", "tệp dữ liệu mở đã công bố", "published file of open data"),
    ("recovery_code", "mã dự phòng", "recovery code"),
    ("round_event", "việc trong đợt đánh giá", "step of a round"),
    ("round_refusal", "lệnh bị từ chối", "refused command"),
    ("rulebook_text", "văn bản bộ tiêu chí", "text of a rulebook"),
    ("second_factor", "xác thực hai lớp", "second factor"),
    ("session", "phiên đăng nhập", "session"),
    ("session_seen", "lần dùng phiên", "use of a session"),
    ("setting", "cấu hình", "setting"),
    ("survey_callback", "gọi lại kiểm tra phỏng vấn", "call-back of an interview"),
    ("survey_event", "việc trong đợt khảo sát", "step of a survey"),
    ("survey_group", "nhóm người được mời", "group of people invited"),
    ("survey_interviewer", "phân công điều tra viên", "interviewer of a group"),
    ("survey_sheet", "phiếu giấy", "sheet of paper"),
    ("survey_visit", "lần đến phỏng vấn", "visit of an interviewer"),
    ("used_step", "mã đã dùng", "used code"),
    ("weight", "quyền số", "weight"),
];

fn find(words: &[(&str, &'static str, &'static str)], id: &str, lang: Lang) -> Option<&'static str> {
    words.iter().find(|(known, ..)| *known == id).map(|(_, vi, en)| lang.pick(*vi, *en))
}

/// What was done, as `agency.change`.
pub(super) fn act(lang: Lang, act: &str) -> String {
    find(ACTS, act, lang).unwrap_or(act).to_owned()
}

/// The table that an entry is about.
pub(super) fn about(lang: Lang, about: &str) -> String {
    find(TABLES, about, lang).unwrap_or(about).to_owned()
}

/// What happened to the row.
pub(super) fn operation(lang: Lang, operation: &str) -> &'static str {
    match operation {
        "insert" => lang.pick("thêm", "added"),
        "update" => lang.pick("sửa", "changed"),
        "delete" => lang.pick("xóa", "removed"),
        _ => lang.pick("ghi chú", "noted"),
    }
}

/// Most lines that are told of one entry; the file of the journal has all.
const LINES: usize = 80;

/// What changed, part by part: name, before, after. Of a document only the parts that differ.
pub(super) fn changes(lang: Lang, before: Option<&str>, after: Option<&str>) -> Vec<(String, String, String)> {
    let read = |text: Option<&str>| -> Map<String, Value> {
        let columns: Map<String, Value> = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        columns.into_iter().map(|(name, value)| (name, document(value))).collect()
    };
    let (before, after) = (read(before), read(after));
    let mut names: Vec<&String> = before.keys().collect();
    names.extend(after.keys().filter(|name| !before.contains_key(*name)));
    let mut told = Vec::new();
    for name in names {
        compare(name, before.get(name), after.get(name), lang, &mut told);
    }
    if told.len() > LINES {
        told.truncate(LINES);
        told.push(("…".to_owned(), String::new(), String::new()));
    }
    told
}

/// A column that holds a document holds it as text.
fn document(value: Value) -> Value {
    match &value {
        Value::String(text) if text.starts_with(['{', '[']) => serde_json::from_str(text).unwrap_or(value),
        _ => value,
    }
}

fn compare(
    name: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    lang: Lang,
    told: &mut Vec<(String, String, String)>,
) {
    let nested = |value: Option<&Value>| matches!(value, Some(Value::Object(_) | Value::Array(_)));
    if !nested(before) && !nested(after) {
        told.push((name.to_owned(), leaf(lang, before), leaf(lang, after)));
        return;
    }
    let (before, after) = (parts(before), parts(after));
    let mut names: Vec<&String> = before.iter().map(|(name, _)| name).collect();
    names.extend(after.iter().map(|(name, _)| name).filter(|name| !before.iter().any(|(known, _)| known == *name)));
    for part in names {
        let find =
            |parts: &[(String, Value)]| parts.iter().find(|(known, _)| known == part).map(|(_, value)| value.clone());
        let (was, is) = (find(&before), find(&after));
        if was != is {
            compare(&format!("{name} › {part}"), was.as_ref(), is.as_ref(), lang, told);
        }
    }
}

/// The parts of a document: fields by name, items by number.
fn parts(value: Option<&Value>) -> Vec<(String, Value)> {
    match value {
        Some(Value::Object(fields)) => fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
        Some(Value::Array(items)) => {
            items.iter().enumerate().map(|(at, value)| ((at + 1).to_string(), value.clone())).collect()
        }
        _ => Vec::new(),
    }
}

fn leaf(lang: Lang, value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Null) => "–".to_owned(),
        Some(Value::String(text)) => match text.as_str() {
            "(personal)" => lang.pick("(dữ liệu cá nhân, không ghi)", "(personal, not kept here)").to_owned(),
            "(secret)" => lang.pick("(bí mật, không ghi)", "(secret, not kept here)").to_owned(),
            text => text.to_owned(),
        },
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Literals of the form `thing.verb` in the sources of this crate; names of files look alike and end otherwise.
    fn acts_below(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                acts_below(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for literal in text.split('"') {
                let file = [".html", ".csv", ".xlsx", ".ftl", ".json", ".geojson", ".vn"]
                    .iter()
                    .any(|end| literal.ends_with(end));
                let parts: Vec<&str> = literal.split('.').collect();
                let word = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                if !file && parts.len() == 2 && parts.iter().all(word) {
                    found.push(literal.to_owned());
                }
            }
        }
    }

    #[test]
    fn every_act_of_this_crate_has_words() {
        let mut acts = Vec::new();
        acts_below(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut acts);
        assert!(acts.len() > 30, "{acts:?}");
        for act in acts {
            assert!(find(ACTS, &act, Lang::Vi).is_some(), "`{act}` has no words");
        }
    }

    #[test]
    fn every_table_of_the_store_has_words() {
        for table in chiso_store::TABLES {
            assert!(find(TABLES, table.name, Lang::Vi).is_some(), "`{}` has no words", table.name);
        }
    }

    #[test]
    fn what_changed_is_told_column_by_column() {
        let before = r#"{"name":"(personal)","active":1}"#;
        let after = r#"{"name":"(personal)","active":0,"note":"x"}"#;
        let told = changes(Lang::En, Some(before), Some(after));
        assert_eq!(
            told,
            [
                ("name".to_owned(), "(personal, not kept here)".to_owned(), "(personal, not kept here)".to_owned()),
                ("active".to_owned(), "1".to_owned(), "0".to_owned()),
                ("note".to_owned(), String::new(), "x".to_owned()),
            ]
        );
        assert_eq!(changes(Lang::Vi, None, None), []);
        let (before, after) = (r#"{"d":"{\"a\":[1,2],\"b\":1}"}"#, r#"{"d":"{\"a\":[1,3],\"b\":1}"}"#);
        let told = changes(Lang::Vi, Some(before), Some(after));
        assert_eq!(told, [("d › a › 2".to_owned(), "2".to_owned(), "3".to_owned())]);
    }
}
