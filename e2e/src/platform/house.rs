//! An installation with people, agencies and results in it, made once for all tests that look at pages: by hand, as on the first day.

use tokio::sync::OnceCell;

use super::first_day;
use crate::browser::{Browser, Size};
use crate::person::{Hand, Person};
use crate::program::Portal;
use crate::{Result, World};

/// Somebody who has signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Administrator,
    Coordinator,
    Contributor,
}

impl Who {
    /// A word for names of tests and files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Coordinator => "coordinator",
            Self::Contributor => "contributor",
        }
    }
}

/// The installation, running.
pub(crate) struct House {
    portal: Portal,
    /// Sessions by who has them.
    sessions: Vec<(Who, String)>,
    /// Addresses that no link leads to, by who may open them: trials of files.
    pub(crate) trials: Vec<(Who, String)>,
    /// An invitation that waits, after the language.
    pub(crate) invitation: String,
}

/// Made when first asked for.
#[derive(Default)]
pub(crate) struct Lazy(OnceCell<House>);

impl Lazy {
    /// The installation; `browser` makes it where it is not there yet.
    pub(crate) async fn get(&self, world: &World, browser: &Browser) -> Result<&House> {
        self.0.get_or_try_init(|| House::build(world, browser)).await
    }
}

impl House {
    async fn build(world: &World, browser: &Browser) -> Result<Self> {
        let portal = Portal::start_in(&world.empty_folder("house")?, "vi")?;
        browser.forget_cookies().await?;
        browser.size(Size::Desktop).await?;
        let somebody = Person { browser, hand: Hand::Pointer, server: portal.address(), language: "vi", watch: None };
        let made = first_day::furnish(&somebody, &portal.first_link()?, &world.empty_folder("house-files")?).await?;
        browser.forget_cookies().await?;
        Ok(Self { sessions: made.sessions, trials: made.trials, invitation: made.invitation, portal })
    }

    /// Scheme, host and port, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        self.portal.address()
    }

    /// The session of somebody, as a cookie's value.
    pub(crate) fn session(&self, who: Who) -> &str {
        self.sessions.iter().find(|(of, _)| *of == who).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Signs a browser in.
    pub(crate) async fn let_in(&self, browser: &Browser, who: Who) -> Result<()> {
        browser.forget_cookies().await?;
        browser.keep_cookie(self.address(), first_day::SESSION, self.session(who)).await
    }
}
