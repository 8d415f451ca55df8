//! Surveys of the demonstration: one of a year that is over, published, and one that takes ballots now.

use std::sync::Arc;

use chiso_model::{Lang, Text};
use chiso_questionnaire::{Form, shipped};
use chiso_survey::campaign::{CampaignCommand, Mode, Reminders, Setup};
use chiso_surveys::{Design, PeopleList, Person, Progress, Simulated, Surveys};
use chiso_web::{Caller, day_in_viet_nam};
use chiso_workspace::Refusal;
use chiso_workspace::house::XLSX;
use serde_json::json;

use crate::cast::Cast;
use crate::chance::Chance;

/// The questionnaire.
const FORM: &str = "sipas_2026";
/// No group of people who are alike is smaller.
const LEAST: u32 = 5;
/// Communes that are drawn in a province.
const COMMUNES: usize = 3;
/// A day, microseconds.
const DAY: i64 = 86_400_000_000;

/// A survey that was made.
#[derive(Debug, Clone)]
pub struct Surveyed {
    /// Its id.
    pub id: String,
    /// People who were invited.
    pub invited: usize,
    /// Ballots.
    pub ballots: usize,
    /// Rated units.
    pub units: usize,
}

/// Who and what surveys of the demonstration are made with.
pub(crate) struct Surveying<'a> {
    pub(crate) surveys: &'a Arc<Surveys>,
    pub(crate) cast: &'a Cast,
    pub(crate) chance: &'a Chance,
}

/// When a survey opens and closes.
struct Days {
    drafted: i64,
    opens: i64,
    closes: i64,
}

impl Surveying<'_> {
    fn manager(&self, now_us: i64) -> Result<Caller, Refusal> {
        Ok(self.cast.who("survey-manager")?.at(now_us))
    }

    /// The survey of citizens over 2025, published, which rates provinces: in each of them communes drawn, in each so many people.
    pub(crate) async fn finished(&self, provinces: &[String], people: usize) -> Result<Surveyed, Refusal> {
        let at = crate::demo::at;
        let days = Days { drafted: at(2025, 10, 1), opens: at(2025, 10, 6), closes: at(2025, 11, 8) };
        let title = Text::new(
            "Khảo sát hài lòng của người dân năm 2025 (mô phỏng)",
            "Satisfaction survey of citizens 2025 (simulated)",
        );
        let (survey, form) = self.drafted(title, ("viet-nam", 2025), [Mode::Own].into(), &days).await?;
        let places = provinces.iter().flat_map(|province| (1..=COMMUNES).map(move |commune| (province, commune)));
        let designs = places.map(|(province, commune)| {
            let psu = format!("{province} – xã {commune}");
            let weight = 1.0 + self.chance.about(&["weight", province, &commune.to_string()]).below(8) as f64 / 4.0;
            Design::from([
                ("stratum".to_owned(), json!(province)),
                ("psu".to_owned(), json!(psu)),
                ("weight".to_owned(), json!(weight)),
                ("unit".to_owned(), json!(province)),
            ])
        });
        let list = people_of(&designs.map(|design| (design, people)).collect::<Vec<_>>());
        let invited = list.people.len();
        let manager = self.manager(days.drafted)?;
        self.surveys.invite(&manager, &survey, list, Arc::new(Progress::default())).await?;
        self.surveys.act(&self.manager(days.opens)?, &survey, CampaignCommand::Open).await?;
        let ballots = self.answered(&survey, &form, at(2025, 10, 7), 28, 78).await?;
        let reason = String::new();
        self.surveys.act(&self.manager(at(2025, 11, 10))?, &survey, CampaignCommand::Close { reason }).await?;
        self.surveys.publish(&self.manager(at(2025, 11, 20))?, &survey, "").await?;
        Ok(Surveyed { id: survey, invited, ballots, units: provinces.len() })
    }

    /// A survey of those who came to departments of a city, open now: some answer by themselves, some are to be interviewed.
    pub(crate) async fn running(&self, departments: &[String], now_us: i64) -> Result<Surveyed, Refusal> {
        let days = Days { drafted: now_us - 9 * DAY, opens: now_us - 6 * DAY, closes: now_us + 15 * DAY };
        let year = day_in_viet_nam(now_us).year();
        let title = Text::new(
            format!("Khảo sát người đến làm thủ tục tại các sở của Hà Nội năm {year} (mô phỏng)"),
            format!("Survey of visitors of the departments of Hà Nội {year} (simulated)"),
        );
        let modes = [Mode::Own, Mode::Interview, Mode::Paper].into();
        let (survey, form) = self.drafted(title, ("01", year), modes, &days).await?;
        let interviewer = self.cast.who("interviewer")?;
        let mut designs = Vec::new();
        for (number, department) in departments.iter().enumerate() {
            let design =
                Design::from([("stratum".to_owned(), json!(department)), ("unit".to_owned(), json!(department))]);
            designs.push((design.clone(), 14));
            if number < 2 {
                let own = [("interviewer".to_owned(), json!(interviewer.name))];
                designs.push((design.into_iter().chain(own).collect(), 8));
            }
        }
        let list = people_of(&designs);
        let invited = list.people.len();
        let manager = self.manager(days.drafted)?;
        self.surveys.invite(&manager, &survey, list, Arc::new(Progress::default())).await?;
        self.surveys.act(&self.manager(days.opens)?, &survey, CampaignCommand::Open).await?;
        self.surveys.assign_as_listed(&self.manager(days.opens)?, &survey).await?;
        let ballots = self.answered(&survey, &form, days.opens + DAY, 5, 60).await?;
        Ok(Surveyed { id: survey, invited, ballots, units: departments.len() })
    }

    async fn drafted(
        &self,
        title: Text,
        (owner, year): (&str, i16),
        modes: std::collections::BTreeSet<Mode>,
        days: &Days,
    ) -> Result<(String, Form), Refusal> {
        let manager = self.manager(days.drafted)?;
        let form = shipped(FORM).ok_or(Refusal::Hidden)?;
        let file = form.to_xlsx().map_err(|_| Refusal::Hidden)?;
        let file = self.surveys.desk().keep_file(&manager, &format!("{FORM}.xlsx"), XLSX, file).await?;
        let setup = Setup {
            title,
            owner: owner.to_owned(),
            year,
            form: Some(file.to_string()),
            opens: days.opens,
            closes: days.closes,
            keep_place: modes.contains(&Mode::Interview),
            modes,
            least: LEAST,
            between: 20,
            per_minute: 60,
            reminders: Reminders::default(),
            letter: Text::new(
                "Kính mời Ông/Bà trả lời phiếu khảo sát. Đây là đợt khảo sát mô phỏng, để thử phần mềm.",
                "You are invited to answer this survey. It is simulated, for trying the software out.",
            ),
            sms: Text::default(),
            thanks: Text::new("Xin cảm ơn Ông/Bà.", "Thank you."),
            sample: [].into(),
            simulated: true,
        };
        Ok((self.surveys.draft(&manager, setup).await?, form))
    }

    /// Ballots of about so many of a hundred of those who have no interviewer, over some days from a moment on.
    async fn answered(
        &self,
        survey: &str,
        form: &Form,
        from: i64,
        days: usize,
        percent: u32,
    ) -> Result<usize, Refusal> {
        let held = survey.to_owned();
        let store = self.surveys.desk().store();
        let (invitees, groups) = store
            .read(move |reader| -> Result<_, chiso_store::StoreError> {
                Ok((reader.invitees(&held, "", i64::MAX)?, reader.survey_groups(&held)?))
            })
            .await?;
        let ballots = invitees.iter().filter_map(|invitee| {
            let group = groups.iter().find(|group| group.id == invitee.invited_to)?;
            if group.design.get("interviewer").is_some() {
                return None;
            }
            // By the name, which is the same for the same seed, as the id is not.
            let mut chance = self.chance.about(&["answers", invitee.name.as_deref()?]);
            if !chance.happens(percent) {
                return None;
            }
            let unit = group.design.get("unit").and_then(serde_json::Value::as_str).unwrap_or_default();
            let content = 60.0 + 28.0 * self.chance.about(&["content", unit]).share();
            let place = 6.0 * (self.chance.about(&["place", &group.label]).share() - 0.5);
            let day = day_in_viet_nam(from + DAY * i64::try_from(chance.below(days)).unwrap_or_default());
            Some(Simulated {
                invitee: invitee.id.clone(),
                answers: crate::respondents::answers(form, day, content + place, &mut chance),
                mode: Mode::Own,
                took: Some(u32::try_from(180 + chance.below(900)).unwrap_or_default()),
                day,
            })
        });
        self.surveys.give_simulated(survey, ballots.collect(), from).await
    }
}

/// So many people of each design.
fn people_of(designs: &[(Design, usize)]) -> PeopleList {
    let of = designs.iter().flat_map(|(design, count)| std::iter::repeat_n(design, *count));
    let person = |(number, design): (usize, &Design)| Person {
        row: number as u64 + 2,
        name: Some(format!("Người dân số {} (mô phỏng)", number + 1)),
        // Reserved for examples: no letter arrives anywhere.
        mail: (!design.contains_key("interviewer")).then(|| format!("nguoi-dan-{}@mo-phong.example", number + 1)),
        phone: None,
        lang: Lang::Vi,
        design: design.clone(),
        own: None,
    };
    let people: Vec<Person> = of.enumerate().map(person).collect();
    PeopleList { sha256: format!("{:0>64}", people.len()), people, unread: Vec::new() }
}
