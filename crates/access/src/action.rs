//! What can be done with a thing.

use crate::word::words;

words! {
    /// An action. What it means for one kind of thing is told at [`Resource`](crate::Resource).
    Action {
        /// Know of it, list it, read it.
        See "see" "Xem" "See"
        /// Add a new one.
        Create "create" "Tạo mới" "Create"
        /// Change it.
        Change "change" "Sửa" "Change"
        /// Take it away, or end it.
        Remove "remove" "Xóa" "Remove"
        /// Hand it in: from here it is locked for those who made it.
        Submit "submit" "Gửi" "Submit"
        /// Give it back with a reason.
        Return "return" "Trả lại" "Return"
        /// Decide that it holds; for an import: write what was read into the store.
        Approve "approve" "Phê duyệt" "Approve"
        /// Unlock what was submitted.
        Reopen "reopen" "Mở lại" "Reopen"
        /// Show it to everybody.
        Publish "publish" "Công bố" "Publish"
        /// Take it out as a file.
        Export "export" "Xuất dữ liệu" "Export"
    }
}
