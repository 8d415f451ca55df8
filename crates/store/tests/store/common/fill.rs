//! Rows for every table.

use chiso_model::Date;
use chiso_store::agencies::{Agency, Lineage};
use chiso_store::fieldwork::{SurveyCallback, SurveyInterviewer, SurveySheet, SurveyVisit};
use chiso_store::files::{File, PublishedFile};
use chiso_store::imports::{Boundary, FileImport, PublishedFigure, Weight};
use chiso_store::jobs::Job;
use chiso_store::keys::ApiKey;
use chiso_store::people::{Assignment, ExternalIdentity, OneTimeLink, Password, RecoveryCode, SecondFactor};
use chiso_store::rounds::{
    AssessmentEventRow, AssessmentHead, Measure, Notice, NoticeChoice, RoundEventRow, RoundRefusal, RulebookText,
};
use chiso_store::sessions::{Attempt, Session};
use chiso_store::settings::InstallationKey;
use chiso_store::surveys::{Invitee, InviteeMailing, SurveyEventRow, SurveyGroup};
use chiso_store::{Store, StoreError, Writer, salt};
use serde_json::json;

use super::{NOW, act};

/// One row in every table, with keys that begin with `tag`.
pub(crate) async fn one_of_each(store: &Store, tag: &str) {
    let tag = tag.to_owned();
    store.write(act("test.fill").because("để thử"), move |w| put(w, &tag)).await.unwrap();
}

pub(crate) fn put(w: &mut Writer<'_>, tag: &str) -> Result<(), StoreError> {
    people(w, tag)?;
    things(w, tag)
}

/// The tables of schema 1.
pub(crate) fn people(w: &mut Writer<'_>, tag: &str) -> Result<(), StoreError> {
    let id = |what: &str| format!("{tag}-{what}");
    w.set(&id("portal.name"), "Chỉ số cải cách hành chính")?;
    w.insert(&InstallationKey { name: id("sessions"), value: vec![7; 32], created: NOW })?;
    let person = id("p");
    w.add_person(&person, "Nguyễn Thị Ánh Tuyết", &format!("{tag}.Tuyet@example.vn"), "vi")?;
    w.insert(&Password { person: person.clone(), hash: format!("$argon2id$v=19$m=8,t=1,p=1${tag}$"), changed: NOW })?;
    w.insert(&SecondFactor { person: person.clone(), secret: vec![0, 1, 254, 255], confirmed: Some(NOW) })?;
    w.insert(&RecoveryCode { id: id("code"), person: person.clone(), hash: id("codehash"), used: None })?;
    w.insert(&ExternalIdentity {
        id: id("identity"),
        person: person.clone(),
        issuer: "https://dangnhap.example.vn".to_owned(),
        subject: Some(id("subject")),
        salt: Some(salt()),
    })?;
    w.insert(&OneTimeLink {
        id: id("link"),
        purpose: "recovery".to_owned(),
        person: Some(person.clone()),
        hash: id("linkhash"),
        created: NOW,
        expires: NOW + 1,
        used: None,
        made_by: "system".to_owned(),
    })?;
    w.insert(&Assignment {
        id: id("assignment"),
        version: 1,
        person: person.clone(),
        role: "unit-lead".to_owned(),
        agency: Some(id("agency")),
        scope: json!(["1.2", "3"]),
        valid_from: "2026-01-01".parse().unwrap(),
        valid_to: None,
        delegated_from: None,
        granted_by: "system".to_owned(),
        ended: None,
    })?;
    w.insert(&Session {
        id: id("session"),
        person: person.clone(),
        hash: id("sessionhash"),
        created: NOW,
        expires: NOW + 1,
        ended: None,
        second_factor: true,
        way: "password".to_owned(),
        device: Some("Firefox của Tuyết".to_owned()),
        address: Some("203.0.113.7".to_owned()),
        salt: Some(salt()),
    })?;
    w.see_session(&id("session"), NOW)?;
    w.use_step(&person, 12)?;
    w.insert(&Attempt {
        id: id("attempt"),
        at: NOW,
        account: id("account"),
        address: "203.0.113.8".to_owned(),
        device: None,
    })?;
    w.insert(&Job {
        id: id("job"),
        kind: "mail".to_owned(),
        payload: json!({"to": format!("{tag}.Tuyet@example.vn"), "name": "Nguyễn Thị Ánh Tuyết"}),
        created: NOW,
        due: NOW,
        attempts: 0,
        leased_until: 0,
        last_error: None,
    })
}

/// Those that came with schema 2.
fn things(w: &mut Writer<'_>, tag: &str) -> Result<(), StoreError> {
    let id = |what: &str| format!("{tag}-{what}");
    let person = id("p");
    let agency = id("agency");
    w.insert(&Agency {
        id: agency.clone(),
        version: 1,
        origin: "entered".to_owned(),
        document: json!({"names": [{"vi": "Thừa Thiên Huế", "to": "2024-12-31"}], "note": "Nghị quyết 202/2025/QH15"}),
    })?;
    w.insert(&Lineage {
        id: id("lineage"),
        origin: "shipped".to_owned(),
        document: json!({"kind": "merge", "day": "2025-07-01", "shares": {"population-2024": 0.25}}),
    })?;
    w.insert(&FileImport {
        id: id("import"),
        kind: "results".to_owned(),
        file: id("sha"),
        name: "kết quả 2024.xlsx".to_owned(),
        created: NOW,
        made_by: person.clone(),
        counts: json!({"rows": 63}),
        withdrawn: None,
        checked: None,
        checked_by: None,
        checked_against: None,
    })?;
    w.insert(&PublishedFigure {
        id: id("figure"),
        import: id("import"),
        figure: json!({"index": "par-index", "value": "91.87", "note": "“Đà Nẵng”"}),
    })?;
    w.insert(&Weight {
        id: id("weight"),
        import: id("import"),
        variable: "population-2024".to_owned(),
        agency: agency.clone(),
        value: 0.1 + 0.2,
    })?;
    w.insert(&Boundary {
        id: id("boundary"),
        file: id("sha"),
        scheme: "provinces-34".to_owned(),
        property: "ma".to_owned(),
        source: "Bộ Nông nghiệp và Môi trường".to_owned(),
        created: NOW,
        made_by: person.clone(),
        active: false,
    })?;
    w.insert(&File {
        sha256: id("sha"),
        size: 5,
        media_type: "text/csv".to_owned(),
        name: "số liệu.csv".to_owned(),
        created: NOW,
        made_by: person.clone(),
    })?;
    put_round(w, tag, &person)?;
    put_survey(w, tag, &person)?;
    w.insert(&PublishedFile {
        sha256: id("published"),
        name: "ranking.vi.csv".to_owned(),
        media_type: "text/csv".to_owned(),
        size: 6,
        first_published: NOW,
    })?;
    w.insert(&ApiKey {
        id: id("key"),
        agency: Some(agency),
        name: "Cổng dịch vụ công".to_owned(),
        hash: id("keyhash"),
        scopes: json!(["facts:write"]),
        created: NOW,
        made_by: "system".to_owned(),
        expires: None,
        revoked: None,
    })?;
    w.see_api_key(&id("key"), NOW)
}

/// One row in every table of assessment rounds.
fn put_round(w: &mut Writer<'_>, tag: &str, person: &str) -> Result<(), StoreError> {
    let id = |name: &str| format!("{tag}-{name}");
    w.insert(&RulebookText {
        sha256: id("rules"),
        reference: "par-index/2024".to_owned(),
        text: "chiso: 1\nid: par-index\n".to_owned(),
        created: NOW,
    })?;
    w.insert(&RoundEventRow {
        id: id("round/000001"),
        round: id("round"),
        seq: 1,
        at: NOW,
        made_by: person.to_owned(),
        body: json!({"kind": "began", "phase": "council", "reason": "đủ hồ sơ"}),
    })?;
    w.insert(&AssessmentEventRow {
        id: id("round/province:01/000001"),
        round: id("round"),
        unit: "province:01".to_owned(),
        seq: 1,
        at: NOW,
        made_by: person.to_owned(),
        body: json!({"kind": "commented", "node": "c1_1_1", "text": "“xem lại”"}),
    })?;
    w.insert(&AssessmentHead {
        id: id("round/province:01"),
        round: id("round"),
        unit: "province:01".to_owned(),
        events: 1,
    })?;
    w.insert(&RoundRefusal {
        id: id("refusal"),
        round: id("round"),
        unit: Some("province:01".to_owned()),
        node: None,
        at: NOW,
        made_by: person.to_owned(),
        command: "submit".to_owned(),
        why: "deadline_passed".to_owned(),
    })?;
    w.insert(&Notice {
        id: id("notice"),
        person: person.to_owned(),
        kind: "assigned".to_owned(),
        round: id("round"),
        unit: Some("province:01".to_owned()),
        node: Some("c1_1_1".to_owned()),
        created: NOW,
        seen: None,
        mailed: None,
    })?;
    w.insert(&NoticeChoice {
        id: id("person/assigned"),
        person: person.to_owned(),
        kind: "assigned".to_owned(),
        mail: "digest".to_owned(),
    })?;
    w.insert(&Measure {
        id: id("measure"),
        round: id("round"),
        unit: "province:01".to_owned(),
        node: "c1_1_1".to_owned(),
        title: "Ban hành kế hoạch trước 31/12".to_owned(),
        lead: "Sở Nội vụ".to_owned(),
        due: Date::constant(2026, 12, 31),
        expected: 0.25,
        progress: 50,
        remark: String::new(),
        created: NOW,
        made_by: person.to_owned(),
        dropped: None,
    })
}

fn put_survey(w: &mut Writer<'_>, tag: &str, person: &str) -> Result<(), StoreError> {
    let id = |what: &str| format!("{tag}-{what}");
    w.insert(&SurveyEventRow {
        id: id("survey/000001"),
        survey: id("survey"),
        seq: 1,
        at: NOW,
        made_by: person.to_owned(),
        body: json!({"event": "closed", "reason": "đủ phiếu"}),
    })?;
    w.insert(&SurveyGroup {
        id: id("survey/000001"),
        survey: id("survey"),
        label: "Xã Đông Anh".to_owned(),
        design: json!({"stratum": "Hà Nội", "weight": 12.5}),
        people: 40,
        verifying: vec![1, 0, 255],
        signing: vec![9, 8, 7],
    })?;
    w.insert(&Invitee {
        id: id("invitee"),
        survey: id("survey"),
        invited_to: id("survey/000001"),
        lang: "vi".to_owned(),
        declined: false,
        name: Some("Trần Văn Bình".to_owned()),
        mail: Some(format!("{tag}.binh@example.vn")),
        phone: None,
        salt: Some(salt()),
    })?;
    w.insert(&InviteeMailing { id: id("invitee"), survey: id("survey"), sent: 1, last: NOW, failed: None })?;
    put_fieldwork(w, tag, person)
}

fn put_fieldwork(w: &mut Writer<'_>, tag: &str, person: &str) -> Result<(), StoreError> {
    let id = |what: &str| format!("{tag}-{what}");
    w.insert(&SurveyInterviewer { id: id("survey/000001"), survey: id("survey"), person: person.to_owned() })?;
    w.insert(&SurveyVisit {
        id: id("visit"),
        survey: id("survey"),
        invitee: id("invitee"),
        made_by: person.to_owned(),
        day: "2026-11-22".to_owned(),
        outcome: "interviewed".to_owned(),
        hour: Some(9),
        place: Some("21.03,105.85".to_owned()),
    })?;
    w.insert(&SurveySheet {
        id: id("survey/482913"),
        survey: id("survey"),
        handed_to: id("survey/000001"),
        mode: "paper".to_owned(),
        state: "keyed_once".to_owned(),
        first_by: Some(person.to_owned()),
        first: Some(b"{}".to_vec()),
        second_by: None,
        second: None,
    })?;
    w.insert(&SurveyCallback {
        id: id("invitee"),
        survey: id("survey"),
        state: "drawn".to_owned(),
        day: None,
        made_by: None,
    })
}
