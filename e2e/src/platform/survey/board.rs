//! The page of results, which moves with the ballots that come.

use serde_json::json;

use crate::Result;
use crate::person::Person;

/// The least number of ballots of which anything is told, as the setup proposes it.
pub(super) const LEAST: usize = 5;

/// The manager's page of results, opened once.
pub(super) struct Board<'a> {
    manager: &'a Person<'a>,
}

impl<'a> Board<'a> {
    /// Opens it; from then on it must not be loaded anew.
    pub(super) async fn open(manager: &'a Person<'a>, survey: &str) -> Result<Self> {
        manager.visit(survey, 200).await?;
        manager.follow(&format!("{survey}/results")).await?;
        manager.is_at(&format!("{survey}/results"), 200).await?;
        // Gone when the page is loaded anew.
        manager.browser.ask("window.opened_once = true", vec![]).await?;
        Ok(Self { manager })
    }

    /// As long as there are few ballots, it tells neither how many nor an index.
    pub(super) async fn tells_of_few(&self) -> Result<()> {
        let (few, none) = if self.manager.language == "vi" {
            ("ít hơn", "Chưa có kết quả")
        } else {
            ("fewer than", "No result yet")
        };
        self.waits_for(&format!("{few} {LEAST}")).await?;
        self.manager.reads(&[none]).await
    }

    /// Waits until the board tells of so many ballots; the sentence about the index.
    pub(super) async fn tells(&self, ballots: usize) -> Result<String> {
        self.waits_for(&ballots.to_string()).await?;
        let sentence = "return document.querySelector('#board section').innerText.split('\\n')[0]";
        let sentence = self.manager.browser.ask(sentence, vec![]).await?;
        Ok(sentence.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the first number of the board, that of ballots, is this.
    pub(super) async fn waits_for(&self, ballots: &str) -> Result<()> {
        let told =
            format!("document.querySelector('#board .facts dd')?.innerText.trim().split('\\n')[0] === '{ballots}'");
        self.manager.until(&format!("the board tells of {ballots} ballots"), &told).await?;
        if self.manager.browser.ask("return window.opened_once === true", vec![]).await? == json!(true) {
            return Ok(());
        }
        Err(self.manager.at("the board was loaded anew").await)
    }
}
