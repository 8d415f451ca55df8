//! A campaign that is about to begin: made by the program's own deeds in the store, before the server starts.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;

use chiso_identity::InvitationKey;
use chiso_model::Lang;
use chiso_questionnaire::{read_sheets, sheets_from_csv};
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_surveys::PeopleList;
use chiso_workspace::house::XLSX;

use crate::installation::{Installation, manager, now};

const QUESTIONS: &str = "type,name,label::Tiếng Việt (vi),required,parameters\ntext,who,Ông/Bà là ai,yes,\ntext,wish,Mong muốn,,\n\
range,again,Hỏi lại,,start=0 end=999 step=1\n";
const SETTINGS: &str = "form_title,default_language,style\nPhiếu thử,Tiếng Việt (vi),pages\n";

/// Ballots that two backups have between them, and the fewest people of a group.
pub(crate) const BETWEEN: usize = 20;
pub(crate) const LEAST: usize = 5;
const DAY_US: i64 = 86_400_000_000;

/// How somebody gives a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Own,
    Interview,
    Paper,
    Phone,
}

impl Way {
    /// What the ballot says of it: that it was an interview is not said.
    pub(crate) fn mode(self) -> &'static str {
        match self {
            Way::Own | Way::Interview => "own",
            Way::Paper => "paper",
            Way::Phone => "phone",
        }
    }

    /// Whether it is keyed from a sheet.
    pub(crate) fn has_sheet(self) -> bool {
        matches!(self, Way::Paper | Way::Phone)
    }
}

/// Somebody who was invited.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) number: usize,
    pub(crate) invitee: String,
    pub(crate) mail: String,
    /// The code of the invitation, which the person alone has.
    pub(crate) code: String,
    pub(crate) group: usize,
    pub(crate) way: Way,
    /// Where the person answers from.
    pub(crate) address: Ipv4Addr,
    /// Whether the browser blinds.
    pub(crate) blinds: bool,
    /// What the answers say, by which the test alone knows whose ballot it is.
    pub(crate) marker: String,
    /// Further answers, of a length of their own.
    pub(crate) wish: String,
    /// Seconds that it took, where a device measures them.
    pub(crate) took: Option<usize>,
}

pub(crate) struct Campaign {
    pub(crate) survey: String,
    /// The installation's key for invitations, which lies in the store.
    pub(crate) key: InvitationKey,
    pub(crate) people: Vec<Person>,
    /// The keys of the groups by id, as a browser gets them.
    pub(crate) keys: BTreeMap<String, Vec<u8>>,
}

/// Numbers that are the same at every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((x ^ (x >> 31)) % limit as u64).unwrap()
    }

    pub(crate) fn shuffled(&mut self, mut items: Vec<usize>) -> Vec<usize> {
        for i in (1..items.len()).rev() {
            let j = self.below(i + 1);
            items.swap(i, j);
        }
        items
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'a' + u8::try_from(self.below(26)).unwrap())).collect()
    }
}

/// Crockford's base 32, written apart from the program's: 26 digits of 128 bits and two zeros.
fn code_text(bytes: [u8; 16]) -> String {
    let mut bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    bits.extend([0, 0]);
    let digit = |five: &[u8]| {
        let value = five.iter().fold(0usize, |value, bit| value * 2 + usize::from(*bit));
        char::from("0123456789ABCDEFGHJKMNPQRSTVWXYZ".as_bytes()[value])
    };
    bits.chunks(5).map(digit).collect()
}

impl Campaign {
    /// Opens a campaign with groups of people who are alike, and who all answer by themselves.
    pub(crate) async fn open(at: &Installation, groups: usize, in_group: usize) -> Campaign {
        Campaign::open_with(at, groups, in_group, |_, _| Way::Own).await
    }

    /// The same, where `way` says how somebody answers, by the stratum and the number within it.
    pub(crate) async fn open_with(
        at: &Installation,
        groups: usize,
        in_group: usize,
        way: fn(usize, usize) -> Way,
    ) -> Campaign {
        let surveys = at.deeds().await;
        let desk = surveys.desk();
        let sheets = sheets_from_csv(&[("survey", QUESTIONS), ("settings", SETTINGS)]).unwrap();
        let form = read_sheets(&sheets).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let file = desk.keep_file(&manager(), "form.xlsx", XLSX, form.to_xlsx().unwrap()).await.unwrap();
        let both = |text: &str| serde_json::json!({ "vi": text, "en": text });
        let setup: Setup = serde_json::from_value(serde_json::json!({
            "title": both("Khảo sát thử"), "owner": "01", "year": 2026, "form": file.to_string(),
            "opens": now() - 2 * DAY_US, "closes": now() + DAY_US, "modes": ["own", "interview", "paper", "phone"], "keep_place": true,
            "least": LEAST, "between": BETWEEN, "per_minute": 60, "letter": both("Kính mời Ông/Bà trả lời."), "thanks": both("Xin cảm ơn."),
        }))
        .unwrap();
        let survey = surveys.draft(&manager(), setup).await.unwrap();
        let person = |number: usize| {
            let design = [("stratum".to_owned(), serde_json::json!(format!("g{}", number % groups)))].into();
            let mail = Some(format!("nguoi-{number:04}@example.vn"));
            let (name, lang) = (Some(format!("Người thứ {number}")), Lang::Vi);
            let phone = Some(format!("09{number:08}"));
            chiso_surveys::Person { row: number as u64 + 2, name, mail, phone, lang, design, own: None }
        };
        let people = (0..groups * in_group).map(person).collect();
        let list = PeopleList { people, sha256: "ab".repeat(32), unread: Vec::new() };
        surveys.invite(&manager(), &survey, list, Arc::default()).await.unwrap();
        surveys.act(&manager(), &survey, CampaignCommand::Open).await.unwrap();

        let (id, key) = (survey.clone(), desk.invitation_key(now()).await.unwrap());
        let (rows, keys) = desk
            .store()
            .read(move |reader| {
                Ok::<_, chiso_store::StoreError>((reader.invitees(&id, "", i64::MAX)?, reader.survey_groups(&id)?))
            })
            .await
            .unwrap();
        let mut chance = Chance(20);
        let mut people: Vec<Person> = rows
            .into_iter()
            .map(|row| {
                let mail = row.mail.unwrap();
                let number: usize = mail[6..10].parse().unwrap();
                let of = |part: usize| u8::try_from(11 + number * part % 240).unwrap();
                Person {
                    code: code_text(key.code(&survey, &row.id)),
                    invitee: row.id,
                    mail,
                    group: keys.iter().position(|group| group.id == row.invited_to).unwrap(),
                    address: Ipv4Addr::new(127, 100 + u8::try_from(number / 240).unwrap(), of(1), of(7)),
                    blinds: !number.is_multiple_of(3),
                    way: way(number % groups, number / groups),
                    marker: String::new(),
                    wish: String::new(),
                    took: None,
                    number,
                }
            })
            .collect();
        people.sort_by_key(|person| person.number);
        for person in &mut people {
            person.marker = chance.letters(16);
            let length = chance.below(600);
            person.wish = chance.letters(length);
            let is_measured = person.blinds && person.way == Way::Own || person.way == Way::Interview;
            person.took = is_measured.then(|| chance.below(3_600) / 10 * 10);
        }
        let keys = keys.into_iter().map(|group| (group.id, group.verifying)).collect();
        Campaign { survey, key, people, keys }
    }

    /// The id of a person's group.
    pub(crate) fn group_of(&self, who: usize) -> &str {
        self.keys.keys().nth(self.people[who].group).unwrap()
    }
}
