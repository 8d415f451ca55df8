//! What the board says of the ballots themselves: quotas, flags with and without, ways, interviewers.

use crate::common::{NOW, Scene, ballot, every_role, group, manager, on_both, setup};
use chiso_store::Store;
use chiso_survey::campaign::{CampaignCommand, Setup};
use serde_json::json;

const SURVEY: &str = "type,name,label::Tiếng Việt (vi),label::English (en),required,appearance\n\
begin_group,about,Về Ông/Bà,About you,,field-list\nselect_one sex,sex,Giới tính,Sex,yes,\nend_group,,,,,\n\
begin_group,rating,Mức độ hài lòng,Satisfaction,,table-list\n\
select_one five,r1,Thái độ,Attitude,,\nselect_one five,r2,Thời gian,Time,,\nselect_one five,r3,Chi phí,Costs,,\n\
select_one five,r4,Kết quả,Result,,\nselect_one five,r5,Tiếp đón,Reception,,\nselect_one five,r6,Trang thiết bị,Equipment,,\n\
end_group,,,,,\n";
const CHOICES: &str = "list_name,name,label::Tiếng Việt (vi),label::English (en)\nsex,male,Nam,Male\nsex,female,Nữ,Female\n\
five,1,Rất không hài lòng,Very dissatisfied\nfive,2,Không hài lòng,Dissatisfied\nfive,3,Bình thường,Neutral\n\
five,4,Hài lòng,Satisfied\nfive,5,Rất hài lòng,Very satisfied\n";
const QUOTA: &str = "name,label::Tiếng Việt (vi),label::English (en),condition,target\n\
women,Nữ,Women,${sex} = 'female',80\npleased,Hài lòng về thái độ,Pleased with the attitude,${r1} >= 4,30\n";
const SCORE: &str = "name,parent,label::Tiếng Việt (vi),label::English (en),question,statistic,codes,weight\n\
index,,Chỉ số hài lòng,Satisfaction index,,,,\n\
s1,index,Thái độ,Attitude,r1,mean,,\ns2,index,Thời gian,Time,r2,mean,,\ns3,index,Chi phí,Costs,r3,mean,,\n\
s4,index,Kết quả,Result,r4,mean,,\ns5,index,Tiếp đón,Reception,r5,mean,,\ns6,index,Trang thiết bị,Equipment,r6,mean,,\n";

const DESIGN: &str = "part,stage,value\nmargin,,sex\n";

struct Field {
    scene: Scene,
    survey: String,
    groups: Vec<String>,
}

impl Field {
    /// A survey that is open, with people of An and Bình, who interview, and people of nobody.
    async fn of(store: Store) -> Field {
        let scene = Scene::of(store);
        let sheets = [("survey", SURVEY), ("choices", CHOICES), ("quota", QUOTA), ("score", SCORE), ("design", DESIGN)];
        let form = Some(scene.written(&sheets).await);
        let survey = scene.drafted_with(Setup { form, ..setup() }).await;
        scene.surveys.act(&manager(NOW), &survey, CampaignCommand::Open).await.unwrap();
        let designs = [
            json!({ "unit": "00004", "interviewer": "Nguyễn Văn An" }),
            json!({ "unit": "00008", "interviewer": "Trần Thị Bình" }),
            json!({ "unit": "00004" }),
        ];
        let rows = designs.into_iter().enumerate().map(|(number, design)| group(&survey, number, design, 60));
        let groups = scene.put_groups(rows.collect()).await;
        Field { scene, survey, groups }
    }

    /// Casts ballots of a group, from its number on; each says its ratings turned by its number.
    async fn cast(&self, first: u8, many: u8, group: usize, mode: &str, took: Option<u32>, ratings: [u8; 6]) {
        let ballots = (first..first + many).map(|number| {
            let mut answers = json!({ "sex": if number % 2 == 0 { "female" } else { "male" } });
            for item in 0..6 {
                answers[format!("r{}", item + 1)] = json!(ratings[(item + usize::from(number)) % 6].to_string());
            }
            let mut given = json!({ "answers": answers, "mode": mode });
            if let Some(took) = took {
                given["took"] = json!(took);
            }
            ([number; 32], ballot(&self.survey, &self.groups[group], &given))
        });
        self.scene.cast(ballots).await;
    }

    async fn page(&self, lang: &str) -> crate::common::Page {
        self.scene.get(&format!("/{lang}/surveys/{}/results", self.survey), &manager(NOW)).await
    }
}

#[test]
fn quotas_fill_as_ballots_come() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        field.page("vi").await.has(&["Chỉ tiêu số phiếu", "Nữ", ">0<", ">80<", "0\u{a0}%"]);
        field.cast(0, 4, 0, "own", None, [4, 5, 4, 3, 4, 5]).await;
        field.page("vi").await.has(&["ít hơn 5", "kết quả tính từ 0 phiếu", "Chỉ tiêu số phiếu", "Nữ", ">0<", ">80<"]);
        // 40 ballots: 20 women of 80, and 33 who are pleased where 30 were wanted.
        field.cast(4, 36, 0, "own", None, [4, 5, 4, 3, 4, 5]).await;
        let page = field.page("vi").await;
        page.has(&[
            "Chỉ tiêu số phiếu",
            "Nữ",
            ">20<",
            ">80<",
            "25\u{a0}%",
            "Hài lòng về thái độ",
            ">33<",
            ">30<",
            "110\u{a0}%",
        ]);
        field.cast(40, 14, 1, "own", None, [4, 5, 4, 3, 4, 5]).await;
        field.page("en").await.has(&["Quotas", "Women", ">27<", ">80<", "34\u{a0}%", "Pleased with the attitude"]);
    });
}

#[test]
fn flagged_ballots_are_counted_and_scores_stand_with_and_without_them() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        field.cast(0, 30, 2, "own", Some(300), [4, 5, 4, 3, 4, 5]).await;
        field.page("vi").await.has(&["Trả lời quá nhanh", ">0<", "Cùng một phương án", ">0<"]);
        field.page("vi").await.lacks(&["Điểm số khi tính và không tính", "Theo cách thu phiếu", "Ảnh hưởng"]);
        // Six in thirty seconds who say 1 and 2, and seven in a straight line of ones.
        field.cast(30, 6, 2, "own", Some(30), [1, 2, 1, 2, 1, 2]).await;
        field.cast(36, 7, 2, "own", Some(400), [1; 6]).await;
        let page = field.page("vi").await;
        // Means: 30 · 25/6 = 125, 6 · 1.5 = 9, 7: 141/43; without the fast 132/37, without the straight 134/36, without both 125/30.
        page.has(&["Trả lời quá nhanh", ">6<", "Cùng một phương án", ">7<", "Giống nhau", ">0<"]);
        page.has(&[
            "Mọi phiếu",
            "Không tính phiếu quá nhanh",
            "Không tính phiếu cùng một phương án",
            "Không tính mọi phiếu cần xem lại",
            "3,28 (",
            "3,57 (",
            "3,72 (",
            "4,17 (",
        ]);
        page.lacks(&["Không tính phiếu giống nhau"]);
        // Four more in a straight line who are also fast: what is between the figures must not be four ballots.
        field.cast(43, 4, 2, "own", Some(30), [5; 6]).await;
        let page = field.page("en").await;
        page.has(&["Quality of the ballots", "Given too fast"]);
        page.lacks(&[">4</td>"]);
    });
}

#[test]
fn ways_and_interviewers_are_told_apart_and_names_are_for_those_who_run_it() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        field.cast(0, 24, 0, "own", None, [4, 5, 4, 3, 4, 5]).await;
        field.cast(24, 24, 1, "own", None, [1, 2, 2, 3, 1, 2]).await;
        field.cast(48, 12, 2, "own", Some(300), [4, 4, 4, 3, 4, 4]).await;
        field.cast(60, 8, 2, "paper", None, [5, 4, 4, 3, 4, 4]).await;
        let page = field.page("vi").await;
        page.has(&[
            "Theo cách thu phiếu",
            "Tự trả lời",
            ">12<",
            "3,83 (",
            "Phỏng vấn",
            ">48<",
            "3,00 (",
            "Phiếu giấy",
            ">8<",
            "4,00 (",
        ]);
        page.lacks(&["Điện thoại"]);
        // An says 25/6, Bình 11/6 throughout: the interviewer is all there is of the index.
        page.has(&["Ảnh hưởng của người phỏng vấn", "Tương quan", "Chỉ số hài lòng", "1,000", "24,00", "0,001"]);
        page.has(&["Nguyễn Văn An", ">24<", "4,17", "khác hẳn", "Trần Thị Bình", ">24<", "1,83", "khác hẳn"]);
        field.page("en").await.has(&[
            "By how ballots were given",
            "To an interviewer",
            "Interviewers",
            "far from all others",
        ]);
        for (role, caller) in every_role(NOW) {
            let page = field.scene.get(&format!("/vi/surveys/{}/results", field.survey), &caller).await;
            assert_eq!(page.body.contains("Nguyễn Văn An"), role == "survey-manager", "{role}");
        }
    });
}

#[test]
fn weights_are_raked_to_what_is_known_of_the_population() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        // Women say 5 throughout and men 3: 12 of each.
        for number in 0..24 {
            field.cast(number, 1, 2, "own", None, [if number % 2 == 0 { 5 } else { 3 }; 6]).await;
        }
        let page = field.page("vi").await;
        page.has(&["Chỉ số hài lòng: 4,00", "chưa có tổng thể", "Nhập số dân để hiệu chỉnh trọng số"]);
        page.lacks(&["Hiệu chỉnh theo dân số"]);
        let address = format!("/vi/surveys/{}/results/population", field.survey);
        let caller = manager(NOW);
        field.scene.get(&address, &caller).await.has(&["Số dân để hiệu chỉnh", "Số dân theo sex", "male, female"]);
        let send = async |text: &str| field.scene.post(&address, &caller, &[("margin-0", text)]).await;
        send("male 100").await.refuses(&["Còn thiếu: female", "male 100"]);
        send("male\t100\nfemale\t300\n").await.leads(&format!("/vi/surveys/{}/results", field.survey));
        // (100 · 3 + 300 · 5) / 400 = 4.5; nothing varies within men and women, so nothing is uncertain.
        let page = field.page("vi").await;
        page.has(&["Chỉ số hài lòng: 4,00", "Hiệu chỉnh theo dân số", "4,50 (4,50 – 4,50)", "theo sex"]);
        // Other totals after one more ballot would show what it says.
        field.cast(24, 1, 2, "own", None, [1; 6]).await;
        send("male\t200\nfemale\t200\n").await.leads("/vi/surveys/");
        field.page("vi").await.lacks(&["4,50 (", "4,00 (4,00", "3,85 ("]);
        field.scene.get(&address, &caller).await.has(&["male\t200"]);
        field.cast(25, 5, 2, "own", None, [3; 6]).await;
        // Enough for the whole, and for neither men nor women.
        field.page("vi").await.has(&["Chỉ số hài lòng: 3,73", "Chưa hiệu chỉnh được theo sex: số dân đã đổi"]);
        field.cast(30, 5, 2, "own", None, [3; 6]).await;
        // Women: 12 · 5, one 1 and five 3 of 18; men 3. (200 · 76/18 + 200 · 3) / 400 = 3.611…
        field.page("vi").await.has(&["Hiệu chỉnh theo dân số", "3,61 ("]);
        send("male\t1\nfemale\t1000000000\n").await.leads("/vi/surveys/");
        let page = field.page("vi").await;
        page.has(&["Chưa hiệu chỉnh được theo sex: số dân theo sex lệch quá xa"]);
        page.lacks(&["Hiệu chỉnh theo dân số ("]);
        field.cast(35, 12, 2, "own", None, [3; 6]).await;
        field.page("vi").await.has(&["lệch quá xa"]);
        send("").await.leads("/vi/surveys/");
        field.page("vi").await.lacks(&["Hiệu chỉnh theo dân số"]);
        send("male\t200\nfemale\t200\n").await.leads("/vi/surveys/");
        let close = CampaignCommand::Close { reason: "Đủ phiếu".to_owned() };
        field.scene.surveys.act(&caller, &field.survey, close).await.unwrap();
        send("male\t100\nfemale\t300\n").await.refuses(&["đã đóng và đã có số dân", "male\t100"]);
        for (role, caller) in every_role(NOW) {
            let status = field.scene.get(&address, &caller).await.status;
            assert_eq!(status == axum::http::StatusCode::OK, role == "survey-manager", "{role}");
        }
    });
}
