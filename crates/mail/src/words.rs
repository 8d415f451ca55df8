//! What each mail says.

use chiso_model::Lang;

use crate::letter::{AccountChange, Mail, NoticeGroup};
use crate::survey;

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Text(String),
    /// What happens there, and where.
    Link(&'static str, String),
    /// Names and what they are.
    Facts(Vec<(&'static str, String)>),
    /// What is to be looked at, and where.
    List(Vec<(String, String)>),
}

/// Subject and paragraphs.
pub(crate) fn words(mail: &Mail, system: &str, lang: Lang) -> (String, Vec<Part>) {
    let text = |vi: &str, en: &str| Part::Text(lang.pick(vi, en).to_owned());
    match mail {
        Mail::Recovery { link, valid_minutes, made } => (
            lang.pick("Đặt lại mật khẩu", "Set a new password").to_owned(),
            vec![
                Part::Text(match (made, lang) {
                    (None, Lang::Vi) => format!("Có yêu cầu đặt lại mật khẩu của Ông/Bà tại {system}."),
                    (None, Lang::En) => format!("Somebody asked to set a new password for your account at {system}."),
                    (Some((by, when)), Lang::Vi) => {
                        format!("{by} đã tạo cho Ông/Bà liên kết đặt lại mật khẩu tại {system}, lúc {when}.")
                    }
                    (Some((by, when)), Lang::En) => {
                        format!("{by} made a link for you to set a new password at {system}, at {when}.")
                    }
                }),
                Part::Link(lang.pick("Đặt mật khẩu mới", "Set a new password"), link.clone()),
                Part::Text(match lang {
                    Lang::Vi => format!("Liên kết chỉ dùng được một lần, trong {valid_minutes} phút."),
                    Lang::En => format!("The link works once, within {valid_minutes} minutes."),
                }),
                if made.is_some() {
                    text(
                        "Nếu Ông/Bà không đề nghị việc này, xin báo cho người quản trị của cơ quan; mật khẩu hiện nay vẫn giữ nguyên.",
                        "If you did not ask for it, tell your organisation's administrator; your password stays as it is.",
                    )
                } else {
                    text(
                        "Nếu Ông/Bà không yêu cầu, xin bỏ qua thư này; mật khẩu hiện nay vẫn giữ nguyên.",
                        "If it was not you, leave this mail; your password stays as it is.",
                    )
                },
            ],
        ),
        Mail::Invitation { by, agency, link, valid_hours } => (
            match lang {
                Lang::Vi => format!("Tài khoản của Ông/Bà tại {system}"),
                Lang::En => format!("Your account at {system}"),
            },
            vec![
                Part::Text(match lang {
                    Lang::Vi => format!("{by} đã tạo tài khoản cho Ông/Bà tại {system}, thuộc {agency}."),
                    Lang::En => format!("{by} made an account for you at {system}, within {agency}."),
                }),
                Part::Link(lang.pick("Đặt mật khẩu để bắt đầu", "Set a password to begin"), link.clone()),
                Part::Text(match lang {
                    Lang::Vi => format!(
                        "Liên kết chỉ dùng được một lần, trong {valid_hours} giờ. Nếu đã quá hạn, xin liên hệ người tạo tài khoản để nhận liên kết mới."
                    ),
                    Lang::En => format!(
                        "The link works once, within {valid_hours} hours. If it has run out, ask the person above for a new one."
                    ),
                }),
            ],
        ),
        Mail::NewDevice { when, address, device, link } => (
            lang.pick("Đăng nhập từ thiết bị mới", "Sign-in from a new device").to_owned(),
            vec![
                Part::Text(match lang {
                    Lang::Vi => {
                        format!("Tài khoản của Ông/Bà tại {system} vừa đăng nhập từ một thiết bị chưa từng dùng.")
                    }
                    Lang::En => format!("Your account at {system} was used from a device that was never used before."),
                }),
                Part::Facts(vec![
                    (lang.pick("Thời gian", "Time"), when.clone()),
                    (lang.pick("Địa chỉ mạng", "Network address"), address.clone()),
                    (lang.pick("Thiết bị", "Device"), device.clone()),
                ]),
                text(
                    "Nếu đó là Ông/Bà thì không cần làm gì. Nếu không, xin kết thúc phiên đăng nhập này và đổi mật khẩu ngay.",
                    "If it was you, there is nothing to do. If not, end that session and change your password at once.",
                ),
                Part::Link(lang.pick("Xem các phiên đăng nhập", "See the sessions"), link.clone()),
            ],
        ),
        Mail::AccountChanged { what, by, when, link } => {
            let (subject, done) = account_change(*what, system, lang);
            let parts = vec![
                Part::Text(done),
                Part::Facts(vec![
                    (lang.pick("Người thực hiện", "Done by"), by.clone()),
                    (lang.pick("Thời gian", "Time"), when.clone()),
                ]),
                text(
                    "Nếu Ông/Bà không đề nghị việc này, xin báo ngay cho lãnh đạo cơ quan.",
                    "If you did not ask for it, tell the head of your organisation at once.",
                ),
                Part::Link(lang.pick("Xem tài khoản", "See your account"), link.clone()),
            ];
            (subject, parts)
        }
        Mail::RoleGranted { role, agency, by, from, until, link } => (
            match lang {
                Lang::Vi => format!("Vai trò mới: {role}"),
                Lang::En => format!("A new role: {role}"),
            },
            vec![
                Part::Text(match lang {
                    Lang::Vi => format!("Ông/Bà được giao một vai trò tại {system}."),
                    Lang::En => format!("You were given a role at {system}."),
                }),
                Part::Facts(vec![
                    (lang.pick("Vai trò", "Role"), role.clone()),
                    (lang.pick("Cơ quan", "Agency"), agency.clone()),
                    (lang.pick("Người giao", "Given by"), by.clone()),
                    (lang.pick("Từ ngày", "From"), from.clone()),
                    (
                        lang.pick("Đến ngày", "Until"),
                        until.clone().unwrap_or_else(|| lang.pick("không thời hạn", "no end").to_owned()),
                    ),
                ]),
                Part::Link(lang.pick("Mở trang làm việc", "Open the workspace"), link.clone()),
            ],
        ),
        Mail::Notices { digest, groups, inbox, choices } => notices(*digest, groups, inbox, choices, system, lang),
        Mail::Survey(call) => survey::words(call, lang),
    }
}

/// One notice is the subject itself; of several it says how many there are.
fn notices(
    digest: bool,
    groups: &[NoticeGroup],
    inbox: &str,
    choices: &str,
    system: &str,
    lang: Lang,
) -> (String, Vec<Part>) {
    let all: Vec<&str> = groups.iter().flat_map(|group| &group.notices).map(|(said, _)| said.as_str()).collect();
    let subject = match (all.as_slice(), digest, lang) {
        ([one], ..) => (*one).to_owned(),
        (more, true, Lang::Vi) => format!("Tổng hợp trong ngày: {} thông báo", more.len()),
        (more, true, Lang::En) => format!("Daily digest: {} notices", more.len()),
        (more, false, Lang::Vi) => format!("{} thông báo mới", more.len()),
        (more, false, Lang::En) => format!("{} new notices", more.len()),
    };
    let first = match (digest, lang) {
        (true, Lang::Vi) => format!("Những việc mới tại {system} kể từ thư tổng hợp trước:"),
        (true, Lang::En) => format!("What is new at {system} since the last digest:"),
        (false, Lang::Vi) => format!("Có việc cần Ông/Bà xem tại {system}:"),
        (false, Lang::En) => format!("There is something for you at {system}:"),
    };
    let mut parts = vec![Part::Text(first)];
    for group in groups {
        parts.push(Part::Text(group.about.clone()));
        parts.push(Part::List(group.notices.clone()));
    }
    parts.push(Part::Link(lang.pick("Xem mọi thông báo", "See all notices"), inbox.to_owned()));
    parts.push(Part::Link(lang.pick("Chọn thư muốn nhận", "Choose which mails you get"), choices.to_owned()));
    (subject, parts)
}

/// Subject and first paragraph of a mail about what was done to the account.
fn account_change(what: AccountChange, system: &str, lang: Lang) -> (String, String) {
    let subject = match what {
        AccountChange::LinkMade => lang.pick("Liên kết vào tài khoản đã được tạo", "A link to your account was made"),
        AccountChange::SecondFactorReset => {
            lang.pick("Xác thực hai lớp đã được đặt lại", "Your second factor was reset")
        }
    };
    let done = match (what, lang) {
        (AccountChange::LinkMade, Lang::Vi) => format!(
            "Người quản trị đã tạo liên kết dùng một lần để vào tài khoản của Ông/Bà tại {system} và sẽ chuyển tận tay Ông/Bà."
        ),
        (AccountChange::LinkMade, Lang::En) => format!(
            "An administrator made a link that works once and opens your account at {system}, and will hand it to you in person."
        ),
        (AccountChange::SecondFactorReset, Lang::Vi) => format!(
            "Người quản trị đã đặt lại xác thực hai lớp của Ông/Bà tại {system}: điện thoại và mã dự phòng đã đăng ký không dùng được nữa, mọi phiên đăng nhập đã kết thúc."
        ),
        (AccountChange::SecondFactorReset, Lang::En) => format!(
            "An administrator reset your second factor at {system}: the phone and the recovery codes that you had are of no use any more, and every session has ended."
        ),
    };
    (subject.to_owned(), done)
}

/// How a mail begins.
pub(crate) fn greeting(name: &str, lang: Lang) -> String {
    match (lang, name.trim()) {
        (Lang::Vi, "") => "Kính gửi Ông/Bà,".to_owned(),
        (Lang::En, "") => "Dear reader,".to_owned(),
        (Lang::Vi, name) => format!("Kính gửi Ông/Bà {name},"),
        (Lang::En, name) => format!("Dear {name},"),
    }
}

/// How a mail ends.
pub(crate) fn ending(system: &str, home: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Thư này do {system} ({home}) tự động gửi; xin không trả lời thư này."),
        Lang::En => format!("This mail was sent by {system} ({home}); answers to it are not read."),
    }
}
