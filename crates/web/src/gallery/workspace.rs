//! The frame of the workspace with an inbox in it.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;

use super::{Pairs, at, pieces};
use crate::page::show;
use crate::parts::{Definitions, Flash, Inbox, Panel, TableQuery};
use crate::words::WORDS;
use crate::{Chrome, Entry, PageError, Reader, Section, Shell, Switch};

#[derive(Template)]
#[template(path = "parts-workspace.html")]
struct WorkspacePage {
    c: Chrome,
    shell: Shell,
    inbox: Inbox,
}

/// `GET /{lang}/parts/workspace`
pub(super) async fn page(reader: Reader, Query(pairs): Pairs) -> Result<Response, PageError> {
    let lang = reader.lang;
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let here = at(lang, "/workspace");
    let query = TableQuery::of(&pairs);
    let panel = query.open.parse::<usize>().ok().and_then(|at| pieces::WORK.get(at.checked_sub(1)?));
    let panel = panel.map(|(unit, criterion, points, date, status)| {
        let known = Definitions::new()
            .line(t("Tiêu chí", "Criterion"), *criterion)
            .line(t("Điểm", "Points"), pieces::number(points, lang))
            .line(t("Hạn", "Due"), pieces::due(*date, lang));
        Panel::new(*unit, query.address(&here, |query| query.open.clear()))
            .badge(status.badge(lang))
            .part(&known)
            .part(&pieces::timeline(lang))
            .full(at(lang, ""))
    });
    let mut c = Chrome::new(&WORDS, &reader, Section::Workspace, "/parts/workspace", t("Việc của tôi", "My work"));
    c.rest = query.address("/parts/workspace", |_| ());
    let names = [
        ("Việc của tôi", "My work", 20),
        ("Kỳ đánh giá", "Rounds", 0),
        ("Điều tra", "Surveys", 0),
        ("Hồ sơ", "Dossiers", 3),
        ("Bảng theo dõi", "Boards", 0),
        ("Cơ quan", "Agencies", 0),
        ("Người dùng", "People", 0),
        ("Nhật ký", "Journal", 0),
        ("Cài đặt", "Settings", 0),
    ];
    let mut shell = Shell::new(&reader)
        .search(here.clone(), query.text.clone())
        .period(Switch {
            label: t("Kỳ", "Period").to_owned(),
            current: "2026".to_owned(),
            options: ["2026", "2025", "2024"].map(|year| (year.to_owned(), here.clone())).to_vec(),
        })
        .agency(Switch {
            label: t("Cơ quan", "Agency").to_owned(),
            current: "Hải Phòng".to_owned(),
            options: ["Hải Phòng", "Sở Nội vụ"].map(|name| (name.to_owned(), here.clone())).to_vec(),
        })
        .account(t("Tài khoản của tôi", "My account"), at(lang, ""))
        .sign_out(at(lang, "/save"))
        .flash(Flash::of(&WORDS, lang, &pairs));
    if shell.name.is_empty() {
        t("Trần Thị Hương", "Trần Thị Hương").clone_into(&mut shell.name);
    }
    for (place, (vi, en, count)) in names.into_iter().enumerate() {
        shell = shell.entry(Entry::new(t(vi, en), here.clone(), place == 0).count(count));
    }
    let table = pieces::work_table(lang, here, query, true);
    show(lang, &WorkspacePage { c, shell, inbox: Inbox::new(lang, table, panel) })
}
