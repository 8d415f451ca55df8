//! Sheets of paper: handing out, printing, keying twice, differences, counting, and what a stop of the program in between leaves.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::{CATALOGUE, DAY, NOW, OWNER, Page, Scene, ballot, every_role, manager, on_both, person, setup};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_ballot::{Drawer, Kept};
use chiso_model::Lang;
use chiso_model::agency::AgencyId;
use chiso_store::fieldwork::SurveySheet;
use chiso_store::surveys::Invitee;
use chiso_store::{Act, JournalFilter, Store, StoreError, Writer};
use chiso_survey::campaign::{CampaignCommand, Mode, Setup};
use chiso_survey::sheet::Stamp;
use chiso_surveys::{PeopleList, Person, Progress};
use chiso_web::Caller;
use serde_json::json;
use sha2::{Digest, Sha256};

/// A survey on paper and by phone that takes ballots, with twelve invited people of one group.
struct Paper {
    scene: Scene,
    id: String,
    base: String,
    group: String,
}

fn clerk(name: &str) -> Caller {
    person(name, Role::Interviewer, Some(OWNER), NOW)
}

fn list(count: usize) -> PeopleList {
    let person = |number: usize| Person {
        row: number as u64 + 2,
        name: Some(format!("Người {number:02}")),
        mail: None,
        phone: Some(format!("09{number:08}")),
        lang: Lang::Vi,
        design: [].into(),
        own: None,
    };
    PeopleList { people: (0..count).map(person).collect(), sha256: "a".repeat(64), unread: Vec::new() }
}

impl Paper {
    async fn of(store: Store) -> Paper {
        let scene = Scene::of(store);
        let modes = BTreeSet::from([Mode::Own, Mode::Paper, Mode::Phone]);
        let form = Some(scene.shipped("officials_ballot").await);
        let id = scene.drafted_with(Setup { modes, form, ..setup() }).await;
        scene.surveys.invite(&manager(NOW), &id, list(12), Arc::new(Progress::default())).await.unwrap();
        scene.surveys.act(&manager(NOW), &id, CampaignCommand::Open).await.unwrap();
        let group = format!("{id}/000001");
        Paper { base: format!("/vi/surveys/{id}/sheets"), scene, id, group }
    }

    /// The same with sheets for some people, on paper.
    async fn handed_out(store: Store, people: usize) -> Paper {
        let paper = Paper::of(store).await;
        let invitees = paper.invitees().await;
        let mut fields = vec![("group", paper.group.as_str()), ("mode", "paper"), ("sure", "yes")];
        fields.extend(invitees.iter().take(people).map(|invitee| ("person", invitee.id.as_str())));
        paper.post("/hand-out", &manager(NOW), &fields).await.has(&["Danh sách người nhận phiếu"]);
        paper
    }

    async fn get(&self, rest: &str, caller: &Caller) -> Page {
        self.scene.get(&format!("{}{rest}", self.base), caller).await
    }

    async fn post(&self, rest: &str, caller: &Caller, fields: &[(&str, &str)]) -> Page {
        self.scene.post(&format!("{}{rest}", self.base), caller, fields).await
    }

    async fn key(&self, stamp: Stamp, caller: &Caller, answers: &[(&str, &str)]) -> Page {
        self.post(&format!("/key/{}", stamp.text()), caller, &on_paper(answers)).await
    }

    /// Whether My work tells somebody of sheets that wait for them.
    async fn waits_for(&self, caller: &Caller) -> bool {
        let page = self.scene.get("/vi/work", caller).await;
        let told = page.body.contains("Nhập lần hai hoặc đối chiếu 1 phiếu");
        assert_eq!(told, page.body.contains(&format!("href=\"{}\"", self.base)), "{}", page.body);
        told
    }

    async fn invitees(&self) -> Vec<Invitee> {
        let mut all = self.scene.invitees(&self.id).await;
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    async fn sheets(&self) -> Vec<SurveySheet> {
        let survey = self.id.clone();
        self.scene.surveys.desk().store().read(move |r| r.survey_sheets(&survey)).await.unwrap()
    }

    async fn stamps(&self) -> Vec<Stamp> {
        self.sheets().await.iter().map(|row| Stamp::read(row.id.rsplit('/').next().unwrap()).unwrap()).collect()
    }

    async fn sheet(&self, stamp: Stamp) -> SurveySheet {
        self.sheets().await.into_iter().find(|row| row.id.ends_with(&stamp.text())).unwrap()
    }

    async fn box_of(&self) -> Vec<Kept> {
        self.scene.kept(&self.id).await
    }

    /// A ballot of a sheet gets into the box past the keyings.
    async fn in_the_box(&self, mark: [u8; 32], contact: &str) {
        let given = json!({ "answers": { "contact": contact }, "mode": "paper" });
        self.scene.cast([(mark, ballot(&self.id, &self.group, &given))]).await;
    }

    /// What lies between the keyings and the box.
    fn drawer(&self) -> Drawer {
        Drawer::open(&self.scene.ballots().join(chiso_ballot::DRAWER)).unwrap()
    }

    async fn write(&self, change: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError> + Send + 'static) {
        let act = Act::new("system", "test", NOW);
        self.scene.surveys.desk().store().write(act, change).await.unwrap();
    }

    /// Everything that the journal says of sheets, as text.
    async fn journal(&self) -> String {
        let filter = JournalFilter { about: "survey_sheet".to_owned(), limit: 1_000, ..JournalFilter::default() };
        let entries = self.scene.surveys.desk().store().read(move |r| r.journal(&filter)).await;
        format!("{:?}", entries.unwrap())
    }

    async fn code(&self, invitee: &Invitee) -> String {
        let page = self.scene.get(&format!("/vi/surveys/{}/people/slips", self.id), &manager(NOW)).await;
        let after = &page.body[page.body.find(invitee.name.as_deref().unwrap()).unwrap()..];
        let after = &after[after.find("slip-code\">").unwrap() + 11..];
        after[..after.find('<').unwrap()].replace('-', "")
    }
}

fn on_paper<'a>(answers: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    answers.iter().map(|(name, value)| (&*Box::leak(format!("on-paper:{name}").into_boxed_str()), *value)).collect()
}

/// A whole sheet of the officials' ballot: somebody who rates everything as good, and says a word.
const GOOD: [(&str, &str); 11] = [
    ("position", "2"),
    ("contact", "1"),
    ("direction", "4"),
    ("institutions", "4"),
    ("procedures", "5"),
    ("organisation", "4"),
    ("civil_service", "4"),
    ("finance", "3"),
    ("digital", "4"),
    ("priorities", "213"),
    ("comment", "Làm nhanh hơn nữa."),
];

/// The same with some fields keyed otherwise.
fn good_but<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let value = |(name, value): &(&'a str, &'a str)| {
        (*name, other.iter().find(|(own, _)| own == name).map_or(*value, |(_, other)| *other))
    };
    let mut all: Vec<_> = GOOD.iter().map(value).collect();
    all.extend(other.iter().filter(|(name, _)| !GOOD.iter().any(|(own, _)| own == name)));
    all
}

#[test]
fn sheets_are_handed_out_to_a_group_and_close_its_invitations() {
    on_both(|store| async move {
        let paper = Paper::of(store).await;
        let (manager, all) = (manager(NOW), paper.invitees().await);
        paper.get("", &manager).await.has(&["Chưa phát phiếu nào.", "Phát phiếu"]);
        paper.get("/hand-out", &manager).await.has(&["hand-out?group=", "12"]);
        let way = format!("/hand-out?group={}", paper.group);
        let before = paper.get(&way, &manager).await;
        before.has(&["12 người, đã phát 0 phiếu", "Người 00", "Người 11"]);
        // One answers by the link, which no page tells.
        let first = paper.code(&all[0]).await;
        let opened = paper.scene.post(&format!("/vi/s/{first}/open"), &Caller::anonymous(NOW), &[]).await;
        assert_eq!(opened.status, StatusCode::OK);
        assert_eq!(paper.get(&way, &manager).await.body, before.body);

        let group = ("group", paper.group.as_str());
        let hand_out = async |mode: &str, people: &[usize], sure: bool| {
            let mut fields = vec![group, ("mode", mode)];
            fields.extend(people.iter().map(|number| ("person", all[*number].id.as_str())));
            if sure {
                fields.push(("sure", "yes"));
            }
            paper.post("/hand-out", &manager, &fields).await
        };
        hand_out("", &[1, 2, 3, 4, 5], false).await.refuses(&["Hãy chọn cách thu."]);
        hand_out("paper", &[1, 2, 3, 4], false).await.refuses(&["ít nhất 5 người", "checked"]);
        // Ticked twice is one, and who is not of the group is nobody.
        let mut fields = vec![group, ("mode", "paper"), ("person", "nobody")];
        fields.extend([1, 1, 2, 3, 4].map(|number| ("person", all[number].id.as_str())));
        paper.post("/hand-out", &manager, &fields).await.refuses(&["ít nhất 5 người"]);
        // Whoever answered by link is passed over, so four are left; or four would be left without a sheet. Both are refused in the same words, and only when it is meant.
        let asked = hand_out("paper", &[0, 1, 2, 3, 4], false).await;
        asked.has(&["Phát phiếu cho 5 người", "không trả lời bằng đường dẫn", "thư nhắc", "name=\"sure\""]);
        asked.lacks(&["Người 0"]);
        let few = hand_out("paper", &[0, 1, 2, 3, 4], true).await;
        few.refuses(&["Chưa phát phiếu nào", "ít hơn 5"]);
        let left = hand_out("paper", &[1, 2, 3, 4, 5, 6, 7, 8], true).await;
        left.refuses(&["Chưa phát phiếu nào", "ít hơn 5"]);
        assert!(paper.sheets().await.is_empty());
        // Six are chosen, one of whom has answered: the answer names the others, this once.
        let done = hand_out("paper", &[0, 1, 2, 3, 4, 5], true).await;
        assert_eq!(done.status, StatusCode::OK);
        done.has(&["đã tạo 5 phiếu", "Người 01", "0900000001", "Người 05"]);
        let overview = paper.scene.get(paper.base.trim_end_matches("/sheets"), &manager).await;
        overview.has(&["Phát phiếu, in phiếu", "Đang làm"]);
        done.lacks(&["Người 00", "Người 06"]);
        let rows = paper.sheets().await;
        assert_eq!(rows.len(), 5);
        assert!(rows.iter().all(|row| row.mode == "paper" && row.state == "out" && row.handed_to == paper.group));
        assert_eq!(paper.stamps().await.iter().collect::<BTreeSet<_>>().len(), 5);
        for stamp in paper.stamps().await {
            done.lacks(&[&stamp.text(), &stamp.grouped()]);
        }
        // Sent again: nobody of them waits any more, and nobody is named.
        let again = hand_out("paper", &[0, 1, 2, 3, 4, 5], true).await;
        again.refuses(&["Chưa phát phiếu nào"]);
        assert_eq!(paper.get("/names", &manager).await.status, StatusCode::NOT_FOUND);
        paper.get(&way, &manager).await.has(&["12 người, đã phát 5 phiếu", "Người 00", "Người 05", "Người 11"]);
        // By link after: the invitation is spent.
        let code = paper.code(&all[1]).await;
        let taken = paper.scene.post(&format!("/vi/s/{code}/open"), &Caller::anonymous(NOW), &[]).await;
        assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.body);
        // The others by phone, all at once: one, who answered by link, would be left.
        let fields = [group, ("mode", "phone"), ("all", "yes"), ("sure", "yes")];
        paper.post("/hand-out", &manager, &fields).await.refuses(&["Chưa phát phiếu nào"]);
        // Nothing of this closed an invitation.
        assert_eq!(paper.scene.surveys.settle_sheets(&paper.id, NOW).await.unwrap(), 0);
        let open =
            paper.scene.post(&format!("/vi/s/{}/open", paper.code(&all[6]).await), &Caller::anonymous(NOW), &[]).await;
        assert_eq!(open.status, StatusCode::OK, "{}", open.body);
        let journal = paper.journal().await;
        assert!(all.iter().all(|one| !journal.contains(&one.id) && !journal.contains(one.name.as_deref().unwrap())));
        // Whoever has a sheet that is not counted has not answered yet.
        let people = paper.scene.get(&format!("/vi/surveys/{}/people", paper.id), &manager).await;
        people.has(&["10 người chưa mở phiếu"]);
    });
}

#[test]
fn whoever_declined_is_nobody_whose_ballot_it_could_be() {
    on_both(|store| async move {
        let paper = Paper::of(store).await;
        let (manager, all) = (manager(NOW), paper.invitees().await);
        for one in &all[..3] {
            let decline = format!("/vi/s/{}/decline", paper.code(one).await);
            let page = paper.scene.post(&decline, &Caller::anonymous(NOW), &[]).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        }
        let hand_out = async |people: std::ops::Range<usize>| {
            let mut fields = vec![("group", paper.group.as_str()), ("mode", "paper"), ("sure", "yes")];
            fields.extend(people.map(|number| ("person", all[number].id.as_str())));
            paper.post("/hand-out", &manager, &fields).await
        };
        // Seven would be left, three of whom never answer.
        hand_out(3..8).await.refuses(&["Chưa phát phiếu nào", "ít hơn 5"]);
        assert!(paper.sheets().await.is_empty());
        assert_eq!(hand_out(3..12).await.status, StatusCode::OK);
        assert_eq!(paper.sheets().await.len(), 9);
    });
}

#[test]
fn what_a_stop_kept_from_being_made_is_made_at_the_next_start() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        assert_eq!(paper.scene.surveys.settle_sheets(&paper.id, NOW).await.unwrap(), 0);
        // Two invitations are closed, and their sheets were never made.
        let gone: Vec<String> = paper.sheets().await.into_iter().take(2).map(|row| row.id).collect();
        paper.write(move |w| gone.into_iter().try_for_each(|id| w.delete::<SurveySheet>(id))).await;
        assert_eq!(paper.sheets().await.len(), 4);
        assert_eq!(paper.scene.surveys.settle_sheets(&paper.id, NOW).await.unwrap(), 2);
        assert_eq!(paper.scene.surveys.settle_sheets(&paper.id, NOW).await.unwrap(), 0);
        assert!(paper.sheets().await.iter().all(|row| row.mode == "paper"));
        assert_eq!(paper.sheets().await.len(), 6);
    });
}

#[test]
fn a_number_that_is_mistyped_says_which_slip_is_likely() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let (ann, stamp) = (clerk("ann"), paper.stamps().await[0]);
        let text = stamp.text();
        let ask = async |typed: &str| paper.post("/key", &ann, &[("stamp", typed)]).await;
        paper.get("/key", &ann).await.has(&["Gõ hoặc quét số phiếu", "name=\"stamp\""]);
        ask(&stamp.grouped()).await.leads(&format!("{}/key/{text}", paper.base));
        ask("1234").await.refuses(&["Đã gõ 4 chữ số", "value=\"1234\""]);
        ask("1234567x").await.refuses(&["“x” không phải chữ số"]);
        let wrong = format!("{}{}", if text.starts_with('9') { '8' } else { '9' }, &text[1..]);
        ask(&wrong).await.refuses(&["chữ số kiểm tra không khớp", "Có thể sai chữ số thứ 1", &stamp.grouped()]);
        let swapped: Option<String> = (0..7).find(|at| text[*at..=*at] != text[at + 1..at + 2]).map(|at| {
            let mut typed = text.clone().into_bytes();
            typed.swap(at, at + 1);
            String::from_utf8(typed).unwrap()
        });
        ask(&swapped.unwrap()).await.refuses(&["Có thể đảo chữ số thứ", &stamp.grouped()]);
        let known = paper.stamps().await;
        let other = (0..100).map(Stamp::of).find(|stamp| !known.contains(stamp)).unwrap();
        ask(&other.text()).await.refuses(&["không có số phiếu đó"]);
        assert_eq!(paper.get(&format!("/key/{}", other.text()), &ann).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn two_keyings_that_agree_are_a_ballot_and_nothing_else_is_left() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let (ann, bob, stamp) = (clerk("ann"), clerk("bob"), paper.stamps().await[0]);
        let page = paper.get(&format!("/key/{}", stamp.text()), &ann).await;
        page.has(&["Lần một", "<b>1</b> Vị trí công tác", "on-paper:position", "Lãnh đạo cơ quan"]);
        // What is not keyed is told, and nothing that was typed is lost.
        let some = paper.key(stamp, &ann, &[("position", "2"), ("direction", "7"), ("comment", "“Giữ lại”")]).await;
        some.refuses(&["Câu 2: Chưa nhập", "Không có ô số 7. Các ô: 1, 2, 3, 4, 5."]);
        assert!(some.body.contains("“Giữ lại”") && some.body.contains("value=\"7\""), "{}", some.body);
        assert_eq!(paper.sheet(stamp).await.state, "out");

        let once = paper.key(stamp, &ann, &GOOD).await;
        once.leads(&format!("{}/key?said=said-sheet-once", paper.base));
        let row = paper.sheet(stamp).await;
        assert_eq!((row.state.as_str(), row.first_by.as_deref()), ("once", Some("ann")));
        assert!(row.first.is_some() && paper.box_of().await.is_empty());
        assert!(paper.waits_for(&bob).await && !paper.waits_for(&ann).await);
        // Not the same one again.
        let again = paper.key(stamp, &ann, &GOOD).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.body.contains("Lần thứ hai phải do người khác nhập"), "{}", again.body);
        paper.post("/key", &ann, &[("stamp", &stamp.text())]).await.refuses(&["phải do người khác nhập"]);
        // The other sees nothing of it.
        let second = paper.get(&format!("/key/{}", stamp.text()), &bob).await;
        second.has(&["Lần hai"]);
        second.lacks(&["Làm nhanh hơn", "value=\"4\""]);
        let overview = paper.get("", &bob).await;
        overview.has(&[&stamp.grouped(), "Nhập lần hai"]);
        overview.lacks(&["Làm nhanh hơn", "Chất lượng nhập theo cặp"]);
        // Capitals, blanks and the point of a free text do not count.
        let counted = paper.key(stamp, &bob, &good_but(&[("comment", "làm nhanh  hơn nữa")])).await;
        counted.leads(&format!("{}/key?said=said-sheet-counted", paper.base));

        let kept = paper.box_of().await;
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].ballot.people, paper.group);
        let wanted = "{\"answers\":{\"civil_service\":\"4\",\"comment\":\"làm nhanh  hơn nữa\",\"contact\":\"often\",\"digital\":\"4\",\"direction\":\"4\",\
            \"finance\":\"3\",\"institutions\":\"4\",\"low\":\"0\",\"organisation\":\"4\",\"position\":\"manager\",\
            \"priorities\":[\"digital\",\"procedures\",\"people\"],\"procedures\":\"5\"},\"mode\":\"paper\"}";
        assert_eq!(kept[0].ballot.answers, wanted);
        let row = paper.sheet(stamp).await;
        assert_eq!((row.state.as_str(), &row.first, &row.second), ("counted 0/13 0", &None, &None));
        assert_eq!(row.second_by.as_deref(), Some("bob"));
        assert!(!paper.waits_for(&bob).await && !paper.waits_for(&ann).await);
        // How many count is told in steps.
        paper.get("", &manager(NOW)).await.has(&["&#60; 5", "trên 6 phiếu đã phát", "&#60; 5"]);
        let last = paper.key(stamp, &clerk("eve"), &GOOD).await;
        assert_eq!(last.status, StatusCode::CONFLICT);
        assert_eq!(paper.box_of().await, kept);
        let journal = paper.journal().await;
        for told in ["survey.sheet.key", "survey.sheet.count", &stamp.text()] {
            assert!(journal.contains(told), "{told} is not in {journal}");
        }
        for answer in ["nhanh", "often", "given", "procedures", "token", "blank"] {
            assert!(!journal.contains(answer), "{answer} is in {journal}");
        }
        assert!(paper.scene.surveys.desk().store().verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn where_two_differ_the_paper_decides() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let (ann, bob, manager, stamp) = (clerk("ann"), clerk("bob"), manager(NOW), paper.stamps().await[0]);
        let differ = format!("/differ/{}", stamp.text());
        assert_eq!(paper.get(&differ, &manager).await.status, StatusCode::CONFLICT);
        paper.key(stamp, &ann, &GOOD).await;
        let differs =
            paper.key(stamp, &bob, &good_but(&[("finance", "2"), ("direction", "3"), ("position", "-")])).await;
        // A question that must be answered and is empty on the paper is confirmed first.
        differs.refuses(&["đối chiếu với tờ giấy", "Câu 1: Câu phải trả lời mà bỏ trống", "Đúng như trên giấy"]);
        let seen = ("on-paper-seen", "position=-");
        let mut fields = on_paper(&good_but(&[("finance", "2"), ("direction", "3"), ("position", "-")]));
        fields.push(seen);
        let differs = paper.post(&format!("/key/{}", stamp.text()), &bob, &fields).await;
        differs.leads(&format!("{}/differ/{}", paper.base, stamp.text()));
        assert_eq!(paper.sheet(stamp).await.state, "differing 3/13 0");
        assert!(paper.box_of().await.is_empty());
        // Who keyed first does not settle, nor somebody else who does not run the survey.
        for other in [&ann, &clerk("eve")] {
            assert_eq!(paper.get(&differ, other).await.status, StatusCode::CONFLICT);
            assert_eq!(paper.post(&differ, other, &[]).await.status, StatusCode::CONFLICT);
        }
        for (caller, name) in [(&bob, "bob"), (&manager, "manager")] {
            let page = paper.get(&differ, caller).await;
            page.has(&["3 ô khác nhau", "Vị trí công tác", "2 Lãnh đạo cấp phòng", "bỏ trống", "4 Tốt", "3 Khá"]);
            page.lacks(&["Làm nhanh hơn", "Công tác phối hợp"]);
            assert_eq!(page.status, StatusCode::OK, "{name}");
            assert!(paper.waits_for(caller).await, "{name}");
        }
        assert!(!paper.waits_for(&ann).await && !paper.waits_for(&clerk("eve")).await);
        paper
            .post(&differ, &bob, &[("holds:finance", "first")])
            .await
            .refuses(&["Hãy chọn lần một, lần hai, hoặc gõ lại.", "checked"]);
        paper
            .post(
                &differ,
                &bob,
                &[("holds:finance", "first"), ("holds:position", "first"), ("on-paper:direction", "9")],
            )
            .await
            .refuses(&["Không có ô số 9"]);
        let settled = [("holds:finance", "first"), ("holds:position", "first"), ("on-paper:direction", "5")];
        paper.post(&differ, &bob, &settled).await.leads(&format!("{}/key?said=said-sheet-counted", paper.base));
        let kept = paper.box_of().await;
        assert_eq!(kept.len(), 1);
        for part in ["\"direction\":\"5\"", "\"finance\":\"3\"", "\"position\":\"manager\"", "\"mode\":\"paper\""] {
            assert!(kept[0].ballot.answers.contains(part), "{part} is not in {}", kept[0].ballot.answers);
        }
        let row = paper.sheet(stamp).await;
        assert_eq!((row.state.as_str(), row.first, row.second), ("counted 3/13 0", None, None));
        // Three of thirteen fields.
        let overview = paper.get("", &manager).await;
        overview.has(&["Tỷ lệ ô khác nhau", "23,08 %", "Chất lượng nhập theo cặp người nhập", "23,08 %"]);
        paper.get("", &bob).await.lacks(&["Chất lượng nhập theo cặp người nhập"]);
    });
}

#[test]
fn paper_is_keyed_as_it_is_and_what_is_no_answer_does_not_count() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let (ann, bob, stamp) = (clerk("ann"), clerk("bob"), paper.stamps().await[0]);
        // Never worked with the agency, so nothing else is asked; something was ticked all the same, and two positions.
        let mut sheet = vec![("position", "1 2"), ("contact", "3"), ("direction", "1"), ("comment", "?")];
        let page = paper.key(stamp, &ann, &sheet).await;
        page.refuses(&["Câu 1: Đánh dấu nhiều ô", "Câu 3: Theo các câu trên thì câu này không phải trả lời"]);
        sheet = on_paper(&sheet);
        sheet.push(("on-paper-seen", "position=*; direction=1"));
        paper.post(&format!("/key/{}", stamp.text()), &ann, &sheet).await.leads(&paper.base);
        paper
            .post(&format!("/key/{}", stamp.text()), &bob, &sheet)
            .await
            .leads(&format!("{}/key?said=said-sheet-counted", paper.base));
        let kept = paper.box_of().await;
        assert_eq!(kept[0].ballot.answers, "{\"answers\":{\"contact\":\"never\",\"low\":\"0\"},\"mode\":\"paper\"}");
        assert_eq!(paper.sheet(stamp).await.state, "counted 0/13 2");
        paper.get("", &manager(NOW)).await.has(&["Ô không tính được", "2"]);
    });
}

/// What two agree on as drawer and row hold it; the mark with which the box takes it.
async fn agreed(paper: &Paper, stamp: Stamp) -> [u8; 32] {
    let ballot = serde_json::to_vec("{\"answers\":{\"contact\":\"never\"},\"mode\":\"paper\"}").unwrap();
    let id = Drawer::new_id().unwrap();
    paper.drawer().put(&paper.id, id, ballot).await.unwrap();
    let sheet = paper.sheet(stamp).await;
    let by = |name: &str| Some(name.to_owned());
    let state = "agreed 1/13 0".to_owned();
    let sheet = SurveySheet { state, first_by: by("ann"), first: Some(id.into()), second_by: by("bob"), ..sheet };
    paper.write(move |w| w.update(&sheet)).await;
    let key = paper.scene.surveys.desk().invitation_key(NOW).await.unwrap();
    Sha256::digest(key.code(&paper.id, &format!("sheet/{}", stamp.text()))).into()
}

#[test]
fn a_stop_between_box_and_row_neither_loses_a_ballot_nor_counts_it_twice() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let stamps = paper.stamps().await;
        // Stopped before the box had it, and after.
        agreed(&paper, stamps[0]).await;
        let mark = agreed(&paper, stamps[1]).await;
        paper.in_the_box(mark, "never").await;
        paper.get("", &manager(NOW)).await.has(&["2 phiếu đã khớp nhưng chưa ghi được vào kho phiếu"]);
        let paper = Paper { scene: paper.scene.restarted(), ..paper };
        assert_eq!(paper.scene.surveys.settle_sheets(&paper.id, NOW + DAY).await.unwrap(), 2);
        assert_eq!(paper.scene.surveys.settle_sheets(&paper.id, NOW + DAY).await.unwrap(), 0);
        assert_eq!(paper.box_of().await.len(), 2);
        for stamp in &stamps[..2] {
            let row = paper.sheet(*stamp).await;
            assert_eq!((row.state.as_str(), row.first), ("counted 1/13 0", None));
        }
        // Without a restart a manager does the same.
        agreed(&paper, stamps[2]).await;
        paper.post("/count", &manager(NOW), &[]).await.leads(&paper.base);
        assert_eq!(paper.box_of().await.len(), 3);
        paper.get("", &manager(NOW)).await.lacks(&["chưa ghi được vào kho phiếu"]);
        assert!(paper.drawer().all(&paper.id).await.unwrap().is_empty());
    });
}

#[test]
fn what_is_keyed_lies_in_the_drawer_alone_and_after_a_restore_it_is_keyed_again() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let (ann, bob, stamps) = (clerk("ann"), clerk("bob"), paper.stamps().await);
        paper.key(stamps[0], &ann, &GOOD).await.leads(&paper.base);
        paper.key(stamps[1], &ann, &GOOD).await.leads(&paper.base);
        paper.key(stamps[1], &bob, &good_but(&[("finance", "2")])).await.leads(&paper.base);
        agreed(&paper, stamps[2]).await;
        // Of these the box has the ballot already.
        let mark = agreed(&paper, stamps[3]).await;
        paper.in_the_box(mark, "never").await;
        let lies = paper.drawer().all(&paper.id).await.unwrap();
        assert_eq!(lies.len(), 5);
        assert!(lies.values().any(|what| String::from_utf8_lossy(what).contains("Làm nhanh hơn nữa")));
        let copy = tempfile::tempdir().unwrap();
        chiso_ballot::copy(&paper.scene.ballots(), copy.path()).unwrap();
        for file in std::fs::read_dir(copy.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("Làm nhanh"));
        }
        for row in paper.sheets().await {
            assert!([&row.first, &row.second].into_iter().flatten().all(|id| id.len() == 16));
        }
        // Nothing of it is changed while everything is there.
        let before = paper.sheets().await;
        paper.scene.surveys.settle_sheets(&paper.id, NOW).await.map(|counted| assert_eq!(counted, 2)).unwrap();
        assert_eq!(before[0], paper.sheet(Stamp::read(before[0].id.rsplit('/').next().unwrap()).unwrap()).await);
        assert_eq!(paper.box_of().await.len(), 2);
        // What a restore leaves: rows and no drawer.
        let mark = agreed(&paper, stamps[4]).await;
        paper.in_the_box(mark, "often").await;
        let lies = paper.drawer().all(&paper.id).await.unwrap();
        paper.drawer().remove(&paper.id, lies.into_keys().collect()).await.unwrap();
        // Until the program settles, what is typed stays on the page.
        paper.key(stamps[0], &bob, &GOOD).await.refuses(&["không còn", "Làm nhanh hơn nữa"]);
        assert_eq!(paper.scene.surveys.settle_sheets(&paper.id, NOW).await.unwrap(), 0);
        for stamp in [stamps[0], stamps[1], stamps[4]] {
            let row = paper.sheet(stamp).await;
            assert_eq!((row.state.as_str(), row.first_by, row.first, row.second), ("out", None, None, None));
            for (caller, said) in [(&bob, "once"), (&ann, "counted")] {
                paper.key(stamp, caller, &GOOD).await.leads(&format!("{}/key?said=said-sheet-{said}", paper.base));
            }
        }
        // Three more sheets, of which the box had one.
        assert_eq!(paper.box_of().await.len(), 5);
        // A close takes what is left.
        paper.key(stamps[5], &ann, &GOOD).await.leads(&paper.base);
        assert_eq!(paper.drawer().all(&paper.id).await.unwrap().len(), 1);
        paper
            .scene
            .surveys
            .act(&manager(NOW), &paper.id, CampaignCommand::Close { reason: "Đủ phiếu".to_owned() })
            .await
            .unwrap();
        paper.scene.surveys.settle_sheets(&paper.id, NOW).await.unwrap();
        assert!(paper.drawer().all(&paper.id).await.unwrap().is_empty());
        paper.get("", &manager(NOW)).await.has(&[">5<", "trên 6 phiếu đã phát", ">5<"]);
    });
}

#[test]
fn two_who_key_at_one_moment_are_first_and_second() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let (ann, bob, stamp) = (clerk("ann"), clerk("bob"), paper.stamps().await[0]);
        let (one, other) = tokio::join!(paper.key(stamp, &ann, &GOOD), paper.key(stamp, &bob, &GOOD));
        assert_eq!([&one, &other].map(|page| page.status), [StatusCode::SEE_OTHER; 2], "{} {}", one.body, other.body);
        assert_eq!(paper.box_of().await.len(), 1);
        assert!(paper.sheet(stamp).await.state.starts_with("counted"));
    });
}

#[test]
fn a_sheet_can_be_void_and_a_closed_survey_takes_none() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let (ann, manager, stamps) = (clerk("ann"), manager(NOW), paper.stamps().await);
        paper.key(stamps[0], &ann, &GOOD).await;
        let void = format!("/void/{}", stamps[0].text());
        paper
            .post("/key", &manager, &[("stamp", &stamps[0].text()), ("void", "yes")])
            .await
            .leads(&format!("{}{void}", paper.base));
        paper.get(&void, &manager).await.has(&["Hủy phiếu", "Không có phiếu khác thay"]);
        paper.post(&void, &manager, &[]).await.refuses(&["Hãy chọn lý do.", "Hãy ghi rõ"]);
        let fields = [("why", "spoiled"), ("remark", "Ướt mưa, rách trang hai")];
        paper.post(&void, &manager, &fields).await.leads(&format!("{}?said=said-sheet-void", paper.base));
        let row = paper.sheet(stamps[0]).await;
        assert_eq!((row.state.as_str(), row.first), ("void spoiled", None));
        assert!(paper.journal().await.contains("Ướt mưa, rách trang hai"));
        assert_eq!(paper.key(stamps[0], &clerk("bob"), &GOOD).await.status, StatusCode::CONFLICT);
        paper.post(&void, &manager, &fields).await.refuses(&["đã bị hủy"]);
        // No other sheet is made for it.
        assert_eq!(paper.scene.surveys.settle_sheets(&paper.id, NOW).await.unwrap(), 0);
        // After the close what is typed stays on the page.
        let late = Caller { now_us: NOW + 11 * DAY, ..ann };
        paper.key(stamps[1], &late, &GOOD).await.refuses(&["không nhận phiếu lúc này", "Làm nhanh hơn nữa"]);
        assert!(paper.box_of().await.is_empty());
    });
}

#[test]
fn sheets_are_printed_with_their_numbers_in_any_language_of_the_form() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let (manager, stamps) = (manager(NOW), paper.stamps().await);
        let page = paper.get("/print", &manager).await;
        page.has(&[
            "lang=\"vi\"",
            "6 phiếu chưa nhập",
            "Hà Nội",
            "<svg class=\"qr\"",
            "Vị trí công tác",
            "Chỉ trả lời nếu câu 2 không phải “Chưa làm việc”",
        ]);
        page.has(&["Chỉ trả lời nếu “Số nội dung được đánh giá kém” &#62; 0.", "Ghi thứ tự 1, 2, 3"]);
        for stamp in &stamps {
            page.has(&[&stamp.grouped()]);
        }
        let english = paper.get(&format!("/print?group={}&language=en", paper.group), &manager).await;
        english.has(&[
            "<html lang=\"en\">",
            "How often you work with the agency",
            "Answer only if question 2 is not “Never”",
        ]);
        // What came back is not printed again.
        paper.key(stamps[0], &clerk("ann"), &GOOD).await;
        let rest = paper.get("/print", &manager).await;
        rest.has(&["5 phiếu chưa nhập"]);
        rest.lacks(&[&stamps[0].grouped()]);
    });
}

#[test]
fn who_may_do_what_with_sheets() {
    on_both(|store| async move {
        let paper = Paper::handed_out(store, 6).await;
        let stamp = paper.stamps().await[0].text();
        let pages = ["/hand-out", "/print", &format!("/void/{stamp}")];
        for (role, caller) in every_role(NOW) {
            let manages = role == "survey-manager";
            for page in pages {
                let page = paper.get(page, &caller).await;
                assert_eq!(page.status == StatusCode::OK, manages, "{role}: {}", page.status);
                assert!(manages || !page.body.contains("Người 0"), "{role}");
            }
            let keys = manages || role == "interviewer";
            for page in ["", "/key", &format!("/key/{stamp}")] {
                let page = paper.get(page, &caller).await;
                assert_eq!(page.status == StatusCode::OK, keys, "{role}: {}", page.status);
            }
            for form in ["/hand-out", "/count", &format!("/void/{stamp}")] {
                let page = paper.post(form, &caller, &[]).await;
                let reached = ![StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&page.status)
                    && !page.to.contains("sign-in");
                assert!(manages || !reached, "{role}: {form} {} {}", page.status, page.to);
            }
        }
        // A clerk of the agency above that of the survey keys too.
        let above = CATALOGUE.register().ancestors(&AgencyId::new(OWNER).unwrap(), manager(NOW).day);
        let above = person("above", Role::Interviewer, Some(above[0].id().as_str()), NOW);
        assert_eq!(paper.get("/key", &above).await.status, StatusCode::OK);
        // A clerk of another agency knows nothing of it.
        let elsewhere = person("other", Role::Interviewer, Some("48"), NOW);
        assert_eq!(paper.get("/key", &elsewhere).await.status, StatusCode::NOT_FOUND);
        // Nor is there anything where no sheets are taken.
        let without = paper.scene.opened("officials_ballot").await;
        let page = paper.scene.get(&format!("/vi/surveys/{without}/sheets"), &manager(NOW)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    });
}
