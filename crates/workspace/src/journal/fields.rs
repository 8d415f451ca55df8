//! Names of fields in words: columns of tables, and parts of the documents that some of them hold.

use chiso_model::Lang;

/// What stands between the parts of a path: `document › names › 1 › vi`.
const BETWEEN: &str = " › ";

/// Columns and parts of documents, in both languages.
const FIELDS: &[(&str, &str, &str)] = &[
    ("account", "tài khoản", "account"),
    ("active", "đang dùng", "in use"),
    ("address", "địa chỉ", "address"),
    ("agency", "cơ quan", "agency"),
    ("aliases", "tên gọi khác", "aliases"),
    ("api_key", "khóa API", "API key"),
    ("appraisal", "điểm thẩm định", "appraisal"),
    ("at", "thời điểm", "when"),
    ("attempts", "số lần thử", "tries"),
    ("body", "nội dung", "content"),
    ("changed", "đổi lúc", "changed"),
    ("checked", "đối chiếu lúc", "checked"),
    ("checked_against", "đối chiếu với", "checked against"),
    ("checked_by", "người đối chiếu", "checked by"),
    ("code", "mã", "code"),
    ("codes", "mã", "codes"),
    ("command", "lệnh", "command"),
    ("confirmed", "xác nhận lúc", "confirmed"),
    ("counts", "số dòng", "counts"),
    ("created", "tạo lúc", "created"),
    ("date", "ngày", "date"),
    ("day", "ngày", "day"),
    ("decision", "số quyết định", "decision"),
    ("delegated_from", "ủy quyền từ", "lent by"),
    ("device", "thiết bị", "device"),
    ("digits", "số chữ số thập phân", "digits"),
    ("document", "nội dung", "content"),
    ("dropped", "bỏ lúc", "dropped"),
    ("due", "hạn", "due"),
    ("en", "tiếng Anh", "English"),
    ("ended", "kết thúc lúc", "ended"),
    ("erased", "xóa lúc", "erased"),
    ("events", "số việc", "number of steps"),
    ("expected", "số điểm dự kiến", "expected points"),
    ("expires", "hết hạn lúc", "expires"),
    ("figure", "số liệu", "figure"),
    ("file", "tệp", "file"),
    ("first_published", "công bố lần đầu lúc", "first published"),
    ("from", "từ", "from"),
    ("granted_by", "người giao", "given by"),
    ("hash", "mã băm", "hash"),
    ("home", "cơ quan của tài khoản", "home agency"),
    ("id", "mã", "id"),
    ("import", "lần nhập", "import"),
    ("index", "chỉ số", "index"),
    ("issuer", "nơi cấp", "issuer"),
    ("kind", "loại", "kind"),
    ("kinds", "loại", "kinds"),
    ("lang", "ngôn ngữ", "language"),
    ("last_error", "lỗi gần nhất", "last error"),
    ("lead", "người phụ trách", "in charge"),
    ("leased_until", "giữ việc đến", "taken until"),
    ("level", "cấp", "level"),
    ("made_by", "người tạo", "made by"),
    ("mail", "thư điện tử", "mail"),
    ("mail_key", "thư điện tử để đăng nhập", "mail to sign in with"),
    ("mailed", "gửi thư lúc", "mailed"),
    ("media_type", "kiểu tệp", "media type"),
    ("name", "tên", "name"),
    ("names", "tên", "names"),
    ("node", "tiêu chí", "criterion"),
    ("note", "ghi chú", "note"),
    ("origin", "nguồn nhập", "origin"),
    ("parents", "cơ quan cấp trên", "parents"),
    ("payload", "nội dung", "content"),
    ("person", "người dùng", "person"),
    ("progress", "tiến độ", "progress"),
    ("property", "thuộc tính chứa mã", "property with the code"),
    ("provenance", "cơ sở của số liệu", "provenance"),
    ("purpose", "dùng để", "purpose"),
    ("rank", "thứ hạng", "rank"),
    ("reference", "dẫn tới", "leads to"),
    ("remark", "nhận xét", "remark"),
    ("revoked", "thu hồi lúc", "revoked"),
    ("role", "vai trò", "role"),
    ("round", "đợt đánh giá", "round"),
    ("row", "dòng", "row"),
    ("salt", "chuỗi ngẫu nhiên", "random bytes"),
    ("scheme", "dùng cho", "scheme"),
    ("scope", "phạm vi", "scope"),
    ("scopes", "quyền", "scopes"),
    ("second_factor", "xác thực hai lớp", "second factor"),
    ("secret", "khóa bí mật", "secret"),
    ("seen", "dùng lần cuối", "last used"),
    ("seq", "số thứ tự", "number"),
    ("session", "phiên đăng nhập", "session"),
    ("sha256", "mã băm của tệp", "hash of the file"),
    ("shares", "tỷ lệ", "shares"),
    ("short", "tên ngắn", "short name"),
    ("size", "kích thước (byte)", "size (bytes)"),
    ("source", "nguồn", "source"),
    ("source_url", "địa chỉ nguồn", "source address"),
    ("step", "bước thời gian của mã", "time step of the code"),
    ("subject", "tài khoản bên cấp", "subject"),
    ("survey", "điểm điều tra xã hội học", "survey"),
    ("system", "hệ mã", "code system"),
    ("text", "văn bản", "text"),
    ("title", "tên", "title"),
    ("to", "đến", "to"),
    ("unchanged", "không đổi", "unchanged"),
    ("unit", "đơn vị", "unit"),
    ("used", "dùng lúc", "used"),
    ("valid", "thời gian", "time"),
    ("valid_from", "từ ngày", "valid from"),
    ("valid_to", "đến ngày", "valid to"),
    ("value", "giá trị", "value"),
    ("variable", "biến", "variable"),
    ("version", "phiên bản", "version"),
    ("vi", "tiếng Việt", "Vietnamese"),
    ("way", "cách đăng nhập", "way of signing in"),
    ("why", "lý do", "why"),
    ("withdrawn", "thu hồi lúc", "withdrawn"),
    ("year", "năm", "year"),
];

/// The name of a field in words; none where a part of its path has no words.
pub(super) fn name(lang: Lang, path: &str) -> Option<String> {
    let word = |part: &str| {
        let is_number = part.bytes().all(|b| b.is_ascii_digit());
        let known = || FIELDS.iter().find(|(known, ..)| *known == part).map(|(_, vi, en)| lang.pick(*vi, *en));
        if is_number { Some(part.to_owned()) } else { known().map(str::to_owned) }
    };
    let words: Vec<String> = path.split(BETWEEN).map(word).collect::<Option<_>>()?;
    Some(words.join(BETWEEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_what_people_change_have_names() {
        let told =
            ["agency", "lineage", "file_import", "published_figure", "weight", "person", "assignment", "api_key"];
        for table in chiso_store::TABLES.iter().filter(|table| told.contains(&table.name)) {
            for column in table.columns {
                assert!(name(Lang::Vi, column.name).is_some(), "`{}` of `{}` has no name", column.name, table.name);
            }
        }
        assert!(FIELDS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn parts_of_documents_are_named_where_all_are_known() {
        assert_eq!(
            name(Lang::Vi, "document › names › 1 › value › text › vi").as_deref(),
            Some("nội dung › tên › 1 › giá trị › văn bản › tiếng Việt")
        );
        assert_eq!(name(Lang::En, "document › strange"), None);
    }
}
