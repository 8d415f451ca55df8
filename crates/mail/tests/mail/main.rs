//! Mails as they are written, and as a real mail server gets them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod sending;
mod server;
mod words;

use chiso_mail::{AccountChange, Mail, NoticeGroup, Sender, SurveyCall};
use chiso_model::Text;

fn sender() -> Sender {
    Sender {
        from: "Bộ chỉ số <chiso@example.org>".to_owned(),
        system: Text::new("Bộ chỉ số", "the index system"),
        home: "https://chiso.example.org".to_owned(),
    }
}

fn changed(what: AccountChange) -> Mail {
    Mail::AccountChanged {
        what,
        by: "Trần Thị Bưởi".to_owned(),
        when: "22/11/2026 07:15".to_owned(),
        link: "https://chiso.example.org/vi/account".to_owned(),
    }
}

fn notices(digest: bool, said: &[&str]) -> Mail {
    let home = "https://chiso.example.org/vi";
    Mail::Notices {
        digest,
        groups: vec![NoticeGroup {
            about: "Chỉ số CCHC năm 2024 · Thành phố Hà Nội".to_owned(),
            notices: said.iter().map(|said| ((*said).to_owned(), format!("{home}/rounds/1/units/01"))).collect(),
        }],
        inbox: format!("{home}/notices"),
        choices: format!("{home}/notices/choices"),
    }
}

fn survey(again: bool, ballots: &[(&str, &str)]) -> Mail {
    let home = "https://chiso.example.org/vi/s";
    Mail::Survey(Box::new(SurveyCall {
        again,
        title: "Khảo sát hài lòng năm 2026".to_owned(),
        owner: "Sở Nội vụ".to_owned(),
        text: "Kính mời Ông/Bà trả lời phiếu.\n\nÝ kiến của Ông/Bà giúp cơ quan phục vụ tốt hơn.".to_owned(),
        ballots: ballots.iter().map(|(about, code)| ((*about).to_owned(), format!("{home}/{code}"))).collect(),
        closes: "02/12/2026 17:00".to_owned(),
        decline: format!("{home}/8XK3/decline"),
    }))
}

/// One of each.
fn mails() -> [(&'static str, Mail); 11] {
    let link = || "https://chiso.example.org/x/abc?d=1&e=2".to_owned();
    [
        ("recovery", Mail::Recovery { link: link(), valid_minutes: 30, made: None }),
        (
            "invitation",
            Mail::Invitation {
                by: "Trần Thị Bưởi".to_owned(),
                agency: "Sở Nội vụ tỉnh Đắk Lắk".to_owned(),
                link: link(),
                valid_hours: 72,
            },
        ),
        (
            "new_device",
            Mail::NewDevice {
                when: "22/11/2026 07:15".to_owned(),
                address: "203.0.113.7".to_owned(),
                device: "Firefox, Windows <script>".to_owned(),
                link: link(),
            },
        ),
        (
            "role_granted",
            Mail::RoleGranted {
                role: "Người nhập liệu".to_owned(),
                agency: "Sở Nội vụ".to_owned(),
                by: "Nguyễn Văn Đạt".to_owned(),
                from: "01/12/2026".to_owned(),
                until: None,
                link: link(),
            },
        ),
        (
            "recovery_made",
            Mail::Recovery {
                link: link(),
                valid_minutes: 30,
                made: Some(("Trần Thị Bưởi".to_owned(), "22/11/2026 07:15".to_owned())),
            },
        ),
        ("link_made", changed(AccountChange::LinkMade)),
        ("second_factor_reset", changed(AccountChange::SecondFactorReset)),
        ("notice", notices(false, &["Được giao: 1.1.1 Ban hành kế hoạch <CCHC>"])),
        ("digest", notices(true, &["Được giao: 1.1.1 Ban hành kế hoạch", "Sắp đến hạn: 1.1.2 Nhiệm vụ hoàn thành"])),
        ("survey", survey(false, &[("", "8XK3")])),
        ("survey_again", survey(true, &[("Sở Y tế", "8XK3"), ("Sở Tư pháp", "9YM4")])),
    ]
}
