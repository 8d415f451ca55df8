//! What letters say.

use chiso_model::Lang;

use super::Letter;

/// A letter that invites a person.
pub(crate) fn invitation(lang: Lang, to: &str, name: &str, host: &str, link: &str) -> Letter {
    let (subject, text) = match lang {
        Lang::Vi => (
            format!("Mời sử dụng hệ thống chỉ số {host}"),
            format!(
                "Kính gửi {name},\n\nQuý vị được cấp tài khoản trên hệ thống {host}. Xin mở liên kết dưới đây để chọn mật khẩu:\n\n{link}\n\nLiên kết dùng được một lần, trong 7 ngày. Nếu liên kết hết hạn, xin đề nghị người quản trị của cơ quan gửi lại.\n\nNếu quý vị không chờ thư này, xin bỏ qua."
            ),
        ),
        Lang::En => (
            format!("Your account on {host}"),
            format!(
                "Dear {name},\n\nAn account on {host} has been made for you. Open this link to choose a password:\n\n{link}\n\nThe link works once, within 7 days. If it is too old, ask your organisation's administrator for another.\n\nIf you did not expect this letter, leave it."
            ),
        ),
    };
    Letter { to: to.to_owned(), name: name.to_owned(), subject, text }
}

/// A letter with the link by which a person chooses a new password.
pub(crate) fn recovery(lang: Lang, to: &str, name: &str, host: &str, link: &str) -> Letter {
    let (subject, text) = match lang {
        Lang::Vi => (
            format!("Chọn lại mật khẩu trên {host}"),
            format!(
                "Kính gửi {name},\n\nCó người (có thể là quý vị) vừa đề nghị chọn lại mật khẩu trên {host}. Xin mở liên kết dưới đây:\n\n{link}\n\nLiên kết dùng được một lần, trong 30 phút. Chọn xong mật khẩu mới thì mọi phiên đăng nhập cũ kết thúc.\n\nNếu quý vị không đề nghị, xin bỏ qua thư này; mật khẩu không thay đổi."
            ),
        ),
        Lang::En => (
            format!("A new password on {host}"),
            format!(
                "Dear {name},\n\nSomebody, perhaps you, has asked for a new password on {host}. Open this link:\n\n{link}\n\nThe link works once, within 30 minutes. Once you have chosen a new password, every session that is open ends.\n\nIf you did not ask, leave this letter; your password stays as it is."
            ),
        ),
    };
    Letter { to: to.to_owned(), name: name.to_owned(), subject, text }
}
