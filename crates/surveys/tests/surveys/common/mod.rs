//! Surveys on a real store, and people who work with them: deeds are called as pages call them, pages as browsers call them.
#![allow(unreachable_pub, reason = "a test")]

mod ballots;
#[path = "../../../../workspace/tests/workspace/common/mod.rs"]
mod base;
#[path = "../../../../workspace/tests/workspace/common/browser.rs"]
mod browser;
#[path = "../../../../workspace/tests/workspace/common/held.rs"]
mod held;
#[path = "../../../../workspace/tests/workspace/common/letters.rs"]
mod letters;
mod post;

use std::collections::BTreeSet;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Weak};

pub use ballots::{ballot, group};
use base::holder;
pub use base::{NOW, TODAY, on_both, person};
pub use browser::Page;
use browser::Pages;
use chiso_access::Role;
use chiso_catalogue::Catalogue;
use chiso_files::{Location, Rules, Vault};
use chiso_model::Text;
use chiso_questionnaire::{Form, read_sheets, sheets_from_csv};
use chiso_store::Store;
use chiso_survey::campaign::{CampaignCommand, Mode, Reminders, Setup};
use chiso_surveys::{Folder, Surveys};
use chiso_web::Caller;
use chiso_workspace::Desk;
use chiso_workspace::house::XLSX;
pub use held::held;
pub use letters::{mailer, taken};

pub const MINUTE: i64 = 60_000_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
/// Hà Nội, which runs surveys here.
pub const OWNER: &str = "01";

pub static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(Catalogue::load().unwrap()));

/// Surveys on a store.
pub struct Scene {
    pub surveys: Arc<Surveys>,
    /// Where files lie, and in `ballots` the two files of ballots.
    pub files: tempfile::TempDir,
    pages: Pages,
}

/// One asks a scene for pages.
impl Deref for Scene {
    type Target = Pages;

    fn deref(&self) -> &Pages {
        &self.pages
    }
}

/// The survey manager of [`OWNER`].
pub fn manager(now: i64) -> Caller {
    person("manager", Role::SurveyManager, Some(OWNER), now)
}

/// An interviewer of [`OWNER`].
pub fn interviewer(now: i64) -> Caller {
    person("interviewer", Role::Interviewer, Some(OWNER), now)
}

/// One caller for each role at [`OWNER`], then somebody without any role, then nobody.
pub fn every_role(now: i64) -> Vec<(&'static str, Caller)> {
    let held = Role::ALL.iter().copied().filter(|role| role.assignable());
    held.map(|role| (role.id(), person("somebody", role, Some(OWNER), now)))
        .chain([("nobody", holder("somebody", Vec::new(), now)), ("anonymous", Caller::anonymous(now))])
        .collect()
}

/// A campaign without a questionnaire: it opens an hour before [`NOW`] and closes ten days after, and is answered by oneself or to an interviewer.
pub fn setup() -> Setup {
    Setup {
        title: Text::new("Khảo sát hài lòng năm 2026", "Satisfaction survey 2026"),
        owner: OWNER.to_owned(),
        year: 2026,
        form: None,
        opens: NOW - HOUR,
        closes: NOW + 10 * DAY,
        modes: BTreeSet::from([Mode::Own, Mode::Interview]),
        keep_place: false,
        least: 5,
        between: 20,
        per_minute: 60,
        reminders: Reminders { days: BTreeSet::from([3, 7]) },
        letter: Text::new("Kính mời Ông/Bà trả lời phiếu.", "You are invited to answer."),
        sms: Text::default(),
        thanks: Text::new("Xin cảm ơn Ông/Bà.", "Thank you."),
        sample: [].into(),
        simulated: false,
    }
}

impl Scene {
    pub fn of(store: Store) -> Scene {
        Scene::furnished(store, |desk| desk)
    }

    /// Surveys at a desk that is given more, as a way to send mail; with the pages of the workspace around them.
    pub fn furnished(store: Store, furnish: impl FnOnce(Desk) -> Desk) -> Scene {
        let files = tempfile::tempdir().unwrap();
        let vault = Vault::open(&Location::Folder(files.path().join("files")), Rules::default()).unwrap();
        let desk = Arc::new(furnish(base::desk(store).with_files(vault)));
        desk.replace_register(CATALOGUE.register().clone());
        Scene::at(desk, files)
    }

    /// The same after the server was stopped and started again.
    pub fn restarted(self) -> Scene {
        let Scene { surveys, files, pages } = self;
        let desk = Arc::clone(surveys.desk());
        drop((pages, surveys));
        Scene::at(desk, files)
    }

    fn at(desk: Arc<Desk>, files: tempfile::TempDir) -> Scene {
        let surveys = Surveys::open(Arc::clone(&desk), Folder(&files.path().join("ballots"))).unwrap();
        let surveys = Arc::new(surveys);
        let in_surveys: Weak<Surveys> = Arc::downgrade(&surveys);
        desk.add_work(in_surveys.clone());
        desk.add_offering(in_surveys);
        let router = chiso_workspace::routes()
            .with_state::<()>(desk)
            .merge(chiso_surveys::routes().with_state(Arc::clone(&surveys)))
            .into_router();
        Scene { surveys, files, pages: Pages(router) }
    }

    /// The folder of register and box.
    pub fn ballots(&self) -> PathBuf {
        self.files.path().join("ballots")
    }

    /// Keeps a shipped questionnaire as a file; gives its SHA-256.
    pub async fn shipped(&self, id: &str) -> String {
        self.keeps(&chiso_questionnaire::shipped(id).unwrap()).await
    }

    /// Keeps a questionnaire whose sheets are written as CSV; gives its SHA-256.
    pub async fn written(&self, sheets: &[(&str, &str)]) -> String {
        let form = read_sheets(&sheets_from_csv(sheets).unwrap());
        self.keeps(&form.unwrap_or_else(|problems| panic!("{problems:#?}"))).await
    }

    async fn keeps(&self, form: &Form) -> String {
        let bytes = form.to_xlsx().unwrap();
        self.surveys.desk().keep_file(&manager(NOW), "form.xlsx", XLSX, bytes).await.unwrap().to_string()
    }

    /// A draft as [`setup`] says, with a shipped questionnaire.
    pub async fn drafted(&self, form: &str) -> String {
        let setup = Setup { form: Some(self.shipped(form).await), ..setup() };
        self.drafted_with(setup).await
    }

    /// A draft of a setup.
    pub async fn drafted_with(&self, setup: Setup) -> String {
        self.surveys.draft(&manager(NOW), setup).await.unwrap()
    }

    /// A campaign as [`setup`] says, with a shipped questionnaire, that takes ballots.
    pub async fn opened(&self, form: &str) -> String {
        let survey = self.drafted(form).await;
        self.surveys.act(&manager(NOW), &survey, CampaignCommand::Open).await.unwrap();
        survey
    }
}
