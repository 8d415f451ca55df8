//! Browsers that are used again: starting one takes longer than most tests.

use std::path::PathBuf;
use std::sync::Mutex;

use tokio::runtime::Runtime;

use crate::Result;
use crate::browser::Browser;

/// Idle browsers, and how to start another.
pub(crate) struct Pool {
    driver: String,
    profiles: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    idle: Vec<Browser>,
    started: usize,
}

impl Pool {
    /// An empty pool: `driver` is the driver's address, `profiles` a folder for the browsers' own files.
    pub(crate) fn new(driver: String, profiles: PathBuf) -> Self {
        Self { driver, profiles, state: Mutex::default() }
    }

    /// An idle browser, or a new one with an empty profile.
    pub(crate) async fn take(&self) -> Result<Browser> {
        let number = {
            let mut state = self.state.lock().map_err(|error| error.to_string())?;
            if let Some(browser) = state.idle.pop() {
                return Ok(browser);
            }
            state.started += 1;
            state.started
        };
        let profile = self.profiles.join(number.to_string());
        if profile.exists() {
            std::fs::remove_dir_all(&profile).map_err(|error| error.to_string())?;
        }
        Browser::start(&self.driver, &profile).await
    }

    /// Keeps `browser` for the next test.
    pub(crate) fn give_back(&self, browser: Browser) {
        if let Ok(mut state) = self.state.lock() {
            state.idle.push(browser);
        }
    }

    /// Ends every idle browser.
    pub(crate) fn close(&self, runtime: &Runtime) {
        let idle = self.state.lock().map(|mut state| std::mem::take(&mut state.idle)).unwrap_or_default();
        for browser in idle {
            runtime.block_on(browser.close());
        }
    }
}
