//! A survey with two groups of invited people, and a form with every type of question.

use std::time::Duration;

use chiso_ballot::{Batching, Code, Issuer, Kept, Register};
use chiso_store::surveys::{Invitee, SurveyGroup};
use chiso_store::{Store, StoreError, Writer};
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_workspace::Refusal;

use crate::common::{NOW, Scene, manager, setup};

const SURVEY: &str = "\
type,name,label::Tiếng Việt (vi),label::English (en),required,relevant,constraint,constraint_message::Tiếng Việt (vi),appearance,calculation,choice_filter,parameters
note,intro,Xin chào,Hello,,,,,,,,
begin_group,about,Về Ông/Bà,About you,,,,,field-list,,,
select_one sex,sex,Giới tính,Sex,yes,,,,,,,
integer,age,Tuổi,Age,yes,,. >= 18,Khảo sát dành cho người từ 18 tuổi.,,,,
select_one sex,spouse,Vợ hoặc chồng,Spouse,yes,${age} > 20,,,,,,
end_group,,,,,,,,,,,
begin_group,work,Việc làm,Work,,${sex} = 'female',,,field-list,,,
text,job,Nghề,Job,yes,,,,,,,
end_group,,,,,,,,,,,
begin_group,rating,Mức độ hài lòng,Satisfaction,,,,,table-list,,,
select_one five,r1,Thái độ,Attitude,yes,,,,,,,
select_one five,r2,Thời gian,Time,yes,,,,,,,
end_group,,,,,,,,,,,
begin_group,more,Thêm,More,,,,,field-list,,,
select_multiple channel or_other,channels,Kênh,Channels,,,,,,,,
rank channel,order,Thứ tự,Order,,,,,,,,
range,score,Điểm,Score,,,,,,,,start=0 end=10 step=1
range,share,Tỷ lệ,Share,,,,,,,,start=0 end=1 step=0.01
date,day,Ngày nhận,Day,,,,,,,,
decimal,fee,Phí (nghìn đồng),Fee,,,,,,,,
select_one province,province,Tỉnh,Province,,,,,minimal,,,
select_one commune,commune,Xã,Commune,,,,,,,province = ${province},
text,wish,Mong muốn,Wish,,,,,multiline,,,
end_group,,,,,,,,,,,
calculate,total,Tổng,Total,,,,,,${r1} + ${r2},,
";

const CHOICES: &str = "\
list_name,name,label::Tiếng Việt (vi),label::English (en),province
sex,male,Nam,Male,
sex,female,Nữ,Female,
five,1,Rất không hài lòng,Very dissatisfied,
five,2,Không hài lòng,Dissatisfied,
five,3,Bình thường,Neutral,
five,4,Hài lòng,Satisfied,
five,5,Rất hài lòng,Very satisfied,
channel,desk,Một cửa,Desk,
channel,online,Trực tuyến,Online,
channel,other,Khác,Other,
province,p1,Hà Nội,Ha Noi,
province,p2,Đà Nẵng,Da Nang,
commune,c1,Ba Vì,Ba Vi,p1
commune,c2,Sóc Sơn,Soc Son,p1
commune,c3,Hòa Vang,Hoa Vang,p2
";

const SETTINGS: &str = "form_title,default_language,style\nPhiếu thử,Tiếng Việt (vi),pages\n";

/// A survey that takes ballots, and the codes of its invited people: the first three of one group, the others of another.
pub(super) struct Survey {
    pub(super) scene: Scene,
    pub(super) id: String,
    pub(super) codes: Vec<String>,
    pub(super) groups: [String; 2],
}

/// Crockford's base 32, written apart from the program's: 26 digits of 128 bits and two zeros.
pub(super) fn code_text(bytes: [u8; 16]) -> String {
    let mut bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    bits.extend([0, 0]);
    let digit = |five: &[u8]| {
        let value = five.iter().fold(0usize, |value, bit| value * 2 + usize::from(*bit));
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ".as_bytes()[value] as char
    };
    bits.chunks(5).map(digit).collect()
}

pub(super) fn invitee(number: usize) -> String {
    format!("{number:032x}")
}

impl Survey {
    /// Opened, with six invited people.
    pub(super) async fn of(store: Store) -> Survey {
        Survey::with(store, |setup| setup, true).await
    }

    pub(super) async fn with(store: Store, change: impl FnOnce(Setup) -> Setup, opened: bool) -> Survey {
        let scene = Scene::of(store);
        let form = Some(scene.written(&[("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)]).await);
        let id = scene.drafted_with(change(Setup { form, ..setup() })).await;
        let key = scene.surveys.desk().invitation_key(NOW).await.unwrap();
        let codes: Vec<String> = (0..6).map(|number| code_text(key.code(&id, &invitee(number)))).collect();
        let groups = [format!("{id}/000001"), format!("{id}/000002")];
        let rows = groups.clone().map(|group| {
            let issuer = Issuer::generate().unwrap();
            SurveyGroup {
                id: group.clone(),
                survey: id.clone(),
                label: group,
                design: serde_json::json!({ "stratum": "01", "unit": "01" }),
                people: 3,
                verifying: issuer.verifier().to_bytes().unwrap(),
                signing: issuer.to_bytes().unwrap(),
            }
        });
        let survey = id.clone();
        let insert = move |writer: &mut Writer<'_>, _: &_| -> Result<(), Refusal> {
            for row in &rows {
                writer.insert(row)?;
            }
            for number in 0..6 {
                writer.insert(&Invitee {
                    id: invitee(number),
                    survey: survey.clone(),
                    invited_to: rows[number / 3].id.clone(),
                    lang: "vi".to_owned(),
                    declined: number == 2,
                    name: None,
                    mail: None,
                    phone: None,
                    salt: None,
                })?;
            }
            Ok(())
        };
        let invite = CampaignCommand::Invite { people: 6, list: "list".to_owned() };
        scene.surveys.act_then(&manager(NOW), &id, invite, insert).await.unwrap();
        let survey = Survey { scene, id, codes, groups };
        survey.register().invite(&survey.id, survey.codes.iter().map(|code| Code::of(code)).collect()).await.unwrap();
        if opened {
            survey.scene.surveys.act(&manager(NOW), &survey.id, CampaignCommand::Open).await.unwrap();
        }
        survey
    }

    pub(super) fn register(&self) -> Register {
        let quick = Batching { most: 1, wait: Duration::ZERO };
        Register::open(&self.scene.ballots().join("register.sqlite"), quick).unwrap()
    }

    /// Everything in the box.
    pub(super) async fn kept(&self) -> Vec<Kept> {
        self.scene.kept(&self.id).await
    }

    /// The number and the hash of the last row of the journal.
    pub(super) async fn journal(&self) -> (i64, String) {
        let head: Result<_, StoreError> = self.scene.surveys.desk().store().read(|reader| reader.journal_head()).await;
        head.unwrap()
    }
}
