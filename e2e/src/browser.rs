//! One headless Chromium, with the few verbs that the tests need.

use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::support::base64_decode;
use thirtyfour::{Key, LoggingPrefsLogLevel};

use crate::Result;

/// The flags keep the browser to itself: no sandbox, which root may not use; no card; no talk with its maker's servers.
const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

/// The shape of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// 390 x 844.
    Phone,
    /// 820 x 1180.
    Tablet,
    /// 1280 x 900.
    Desktop,
    /// What an A4 sheet of 210 mm leaves between margins of 10 mm, at 96 dots an inch.
    Paper,
}

impl Size {
    /// Width and height in CSS pixels.
    pub(crate) fn pixels(self) -> (i64, i64) {
        match self {
            Self::Phone => (390, 844),
            Self::Tablet => (820, 1180),
            Self::Desktop => (1280, 900),
            Self::Paper => (718, 1047),
        }
    }

    /// The greatest width of a page that nobody needs to scroll. Browsers shrink a page until it fits on paper; by a fifth, small print can still be read.
    pub(crate) fn widest(self) -> i64 {
        match self {
            Self::Phone | Self::Tablet | Self::Desktop => self.pixels().0,
            Self::Paper => 900,
        }
    }

    /// A word for names of tests and files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Tablet => "tablet",
            Self::Desktop => "desktop",
            Self::Paper => "paper",
        }
    }
}

/// What the system asks of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

/// One browser window.
pub(crate) struct Browser(WebDriver);

impl Browser {
    /// Starts one by the driver at `driver`, its own files in `profile`.
    pub(crate) async fn start(driver: &str, profile: &Path) -> Result<Self> {
        let mut wanted = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wanted.add_arg(flag).map_err(words)?;
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.display())).map_err(words)?;
        wanted.set_logging_prefs("browser", LoggingPrefsLogLevel::All).map_err(words)?;
        wanted.set_logging_prefs("performance", LoggingPrefsLogLevel::All).map_err(words)?;
        Ok(Self(WebDriver::new(driver, wanted).await.map_err(words)?))
    }

    /// Ends the browser.
    pub(crate) async fn close(self) {
        // It may have ended by itself; then there is nothing left to do.
        let _ = self.0.quit().await;
    }

    /// Shows `address`, and waits until it has loaded. Forgets what earlier pages said and asked for.
    pub(crate) async fn open(&self, address: &str) -> Result<()> {
        self.console().await?;
        self.requests().await?;
        self.0.goto(address).await.map_err(|error| format!("{address}: {error}"))
    }

    /// The address shown.
    pub(crate) async fn address(&self) -> Result<String> {
        Ok(self.0.current_url().await.map_err(words)?.to_string())
    }

    /// Sets the shape of the screen; `Paper` also shows the page as it prints.
    pub(crate) async fn size(&self, size: Size) -> Result<()> {
        let (width, height) = size.pixels();
        let mobile = matches!(size, Size::Phone | Size::Tablet);
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}),
        )
        .await?;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": mobile})).await?;
        Ok(())
    }

    /// Sets the colours that the system asks for, on the screen or, with `paper`, in print. Motion is off, so that pictures are alike.
    pub(crate) async fn scheme(&self, scheme: Scheme, paper: bool) -> Result<()> {
        let colours = if scheme == Scheme::Dark { "dark" } else { "light" };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({"media": if paper { "print" } else { "screen" }, "features": [
                {"name": "prefers-color-scheme", "value": colours},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]}),
        )
        .await
        .map(drop)
    }

    /// Cuts the page off the network, or not; it sees that, as a device does on which it is switched off.
    pub(crate) async fn offline(&self, cut: bool) -> Result<()> {
        let conditions = json!({"offline": cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", conditions).await.map(drop)
    }

    /// Opens an address in a second tab, does something there, closes it, and is back in the first.
    pub(crate) async fn in_second_tab<T>(&self, address: &str, work: impl AsyncFnOnce() -> Result<T>) -> Result<T> {
        let first = self.0.window().await.map_err(words)?;
        let second = self.0.new_tab().await.map_err(words)?;
        self.0.switch_to_window(second).await.map_err(words)?;
        let done = async {
            self.open(address).await?;
            work().await
        };
        let done = done.await;
        self.0.close_window().await.map_err(words)?;
        self.0.switch_to_window(first).await.map_err(words)?;
        done
    }

    /// Lets pages run scripts of their own, or not. What the tests themselves ask is answered all the same.
    pub(crate) async fn page_scripts(&self, run: bool) -> Result<()> {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": !run})).await.map(drop)
    }

    /// The value of a JavaScript function body in the page; a promise is waited for.
    pub(crate) async fn ask(&self, script: impl Into<String>, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.0.execute(script.into(), arguments).await.map_err(words)?.json().clone())
    }

    /// Presses and lets go one key.
    pub(crate) async fn press(&self, key: Key) -> Result<()> {
        self.0.action_chain().send_keys(key.value().to_string()).perform().await.map_err(words)
    }

    /// Presses one key while Control is held.
    pub(crate) async fn press_with_control(&self, key: char) -> Result<()> {
        let chain = self.0.action_chain().key_down(Key::Control.value()).send_keys(key.to_string());
        chain.key_up(Key::Control.value()).perform().await.map_err(words)
    }

    /// Types a text, key by key.
    pub(crate) async fn write(&self, text: &str) -> Result<()> {
        self.0.action_chain().send_keys(text).perform().await.map_err(words)
    }

    /// Clicks the element that a JavaScript function body gives; what lies over it makes the click fail.
    pub(crate) async fn click(&self, script: &str, arguments: Vec<Value>) -> Result<()> {
        self.element(script, arguments).await?.click().await.map_err(words)
    }

    /// Gives a file to the field that a JavaScript function body gives: the window in which people choose one is not the page's.
    pub(crate) async fn attach(&self, script: &str, arguments: Vec<Value>, file: &Path) -> Result<()> {
        let field = self.element(script, arguments).await?;
        field.send_keys(file.display().to_string()).await.map_err(words)
    }

    async fn element(&self, script: &str, arguments: Vec<Value>) -> Result<WebElement> {
        self.0.execute(script, arguments).await.map_err(words)?.element().map_err(words)
    }

    /// Origin and media type of the document in the frame that a JavaScript function body gives.
    pub(crate) async fn framed(&self, script: &str) -> Result<(String, String)> {
        self.element(script, vec![]).await?.enter_frame().await.map_err(words)?;
        let found = self.ask("return [location.origin, document.contentType]", vec![]).await;
        self.0.enter_default_frame().await.map_err(words)?;
        let found = found?;
        let text = |index: usize| found[index].as_str().unwrap_or_default().to_owned();
        Ok((text(0), text(1)))
    }

    /// Takes a cookie as if the server at `address` had set it.
    pub(crate) async fn keep_cookie(&self, address: &str, name: &str, value: &str) -> Result<()> {
        let cookie = json!({"name": name, "value": value, "url": address, "httpOnly": true, "sameSite": "Lax"});
        self.devtools("Network.setCookie", cookie).await.map(drop)
    }

    /// The value of a cookie that the server at `address` has set; also of one that no script may read.
    pub(crate) async fn cookie(&self, address: &str, name: &str) -> Result<String> {
        let found = self.devtools("Network.getCookies", json!({"urls": [address]})).await?;
        let cookie = found["cookies"].as_array().into_iter().flatten().find(|cookie| cookie["name"] == name);
        let value = cookie.and_then(|cookie| cookie["value"].as_str()).map(str::to_owned);
        value.ok_or_else(|| format!("{address} has set no cookie '{name}'"))
    }

    /// That the server at `address` has set no cookie, not even one that no script may read.
    pub(crate) async fn no_cookies(&self, address: &str) -> Result<()> {
        let found = self.devtools("Network.getCookies", json!({"urls": [address]})).await?;
        match found["cookies"].as_array().and_then(|cookies| cookies.first()) {
            None => Ok(()),
            Some(cookie) => Err(format!("{address} has set the cookie '{}'", cookie["name"])),
        }
    }

    /// Forgets every cookie: all servers of the tests share one host, and browsers tell hosts apart, not ports.
    pub(crate) async fn forget_cookies(&self) -> Result<()> {
        self.devtools("Network.clearBrowserCookies", json!({})).await.map(drop)
    }

    /// Errors and warnings on the page's console since last asked.
    pub(crate) async fn console(&self) -> Result<Vec<String>> {
        let entries = self.0.get_log("browser").await.map_err(words)?;
        Ok(entries
            .into_iter()
            .filter(|entry| entry.level == "SEVERE" || entry.level == "WARNING")
            .map(|entry| entry.message)
            .collect())
    }

    /// Addresses asked for over a network since last asked.
    pub(crate) async fn requests(&self) -> Result<Vec<String>> {
        let entries = self.0.get_log("performance").await.map_err(words)?;
        let events = entries.iter().filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok());
        Ok(events
            .filter(|event| event["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|event| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
            .filter(|address| ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| address.starts_with(scheme)))
            .collect())
    }

    /// Keeps a picture of the page, from its top to its end or to `height` pixels.
    pub(crate) async fn picture(&self, file: &Path, width: i64, height: i64) -> Result<()> {
        let tall = self.ask("return document.documentElement.scrollHeight", vec![]).await?.as_i64().unwrap_or(height);
        let clip = json!({"x": 0, "y": 0, "width": width, "height": tall.min(height), "scale": 1});
        let answer = self
            .devtools("Page.captureScreenshot", json!({"format": "png", "captureBeyondViewport": true, "clip": clip}))
            .await?;
        let picture = base64_decode(answer["data"].as_str().unwrap_or_default()).map_err(words)?;
        std::fs::write(file, picture).map_err(|error| format!("{}: {error}", file.display()))
    }

    async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.0.cdp().send_raw(method, parameters).await.map_err(|error| format!("{method}: {error}"))
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn words(error: WebDriverError) -> String {
    error.to_string()
}
