//! Browser tests of the real binary. `cargo xtask browser` builds what is needed and runs them; a word after it picks tests by name.
//!
//! The pages are found by following links, so the tests are made when the program starts, one for each page, language and size; a new page is audited without
//! being listed. Tests of the platform (`platform`) start programs of their own over empty folders: the first day of an installation, by keyboard and by finger,
//! a whole assessment round up to its published bundle (which `python3` alters, as a stranger would), a whole survey from the letter at a mail server (aiosmtpd) to the
//! board that moves, interviews without a network, and every kind of page of those who have signed in and of those who answer. Knows the program only from outside: its
//! command line, its addresses and what people see.
//!
//! Environment: `CHISO_BINARY`, the program to start (default: the one built beside this); `CHISO_ADDRESS`, an address that already serves, instead; tests
//! that need a server of their own are then left out.

mod audit;
mod browser;
mod headers;
mod journey;
mod person;
mod platform;
mod pool;
mod post;
mod program;
mod site;
mod site_tests;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;

use crate::browser::Browser;
use crate::platform::house::Lazy as House;
use crate::platform::survey::bureau::Lazy as Bureau;
use crate::pool::Pool;
use crate::program::{ChromeDriver, Portal};
use crate::site::Site;

/// What went wrong, in words.
type Result<T> = std::result::Result<T, String>;

/// What every test may use.
struct World {
    runtime: Runtime,
    browsers: Pool,
    site: Site,
    house: House,
    bureau: Bureau,
    axe: String,
    /// Where screenshots and the findings that need a person's eye are kept.
    screenshots: PathBuf,
    /// Where the programs that are started keep their data.
    stores: PathBuf,
    // Stopped when dropped, last.
    _portal: Portal,
    _driver: ChromeDriver,
}

fn main() -> ExitCode {
    // Built together with the program, the HTTP client speaks TLS too and wants to be told by which library; built alone it asks for none.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut arguments = Arguments::from_args();
    // Two pages at a time: a browser has processes of its own.
    arguments.test_threads.get_or_insert(2);
    let world = match prepare(arguments.filter.is_none()) {
        Ok(world) => Arc::new(world),
        Err(reason) => {
            println!("the browser tests could not start: {reason}");
            return ExitCode::FAILURE;
        }
    };
    let conclusion = libtest_mimic::run(&arguments, trials(&world));
    println!("screenshots: {}", world.screenshots.display());
    world.browsers.close(&world.runtime);
    conclusion.exit_code()
}

/// Starts the programs and finds the pages; with `all`, pictures of earlier runs are removed, as pages may be gone.
fn prepare(all: bool) -> Result<World> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let axe_file = here.join("node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&axe_file)
        .map_err(|error| format!("axe-core: {}: {error}; run 'npm ci' in e2e/", axe_file.display()))?;
    let target = std::env::current_exe()
        .ok()
        .and_then(|file| Some(file.parent()?.parent()?.to_owned()))
        .ok_or("no target folder")?;
    let screenshots = target.join("screenshots");
    if all && screenshots.exists() {
        std::fs::remove_dir_all(&screenshots).map_err(|error| error.to_string())?;
    }
    std::fs::create_dir_all(&screenshots).map_err(|error| error.to_string())?;

    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    let stores = target.join("e2e-stores");
    let portal = Portal::start(&empty_folder(&stores, "portal")?)?;
    let site = runtime.block_on(Site::crawl(portal.address()))?;
    let driver = ChromeDriver::start()?;
    let browsers = Pool::new(driver.address().to_owned(), target.join("e2e-profiles"));
    println!("{}: {} addresses found, {} pages to audit", portal.address(), site.found().len(), site.sample().len());
    Ok(World {
        runtime,
        browsers,
        site,
        house: House::default(),
        bureau: Bureau::default(),
        axe,
        screenshots,
        stores,
        _portal: portal,
        _driver: driver,
    })
}

fn trials(world: &Arc<World>) -> Vec<Trial> {
    let mut trials = site_tests::trials(world);
    trials.extend(audit::trials(world));
    trials.extend(journey::trials(world));
    trials.extend(platform::trials(world));
    trials
}

/// An empty folder of this name.
fn empty_folder(within: &Path, name: &str) -> Result<PathBuf> {
    let folder = within.join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

impl World {
    /// An empty folder for a program's data.
    fn empty_folder(&self, name: &str) -> Result<PathBuf> {
        empty_folder(&self.stores, name)
    }

    /// A test that needs a browser.
    fn trial<F>(self: &Arc<Self>, name: String, work: F) -> Trial
    where
        F: AsyncFnOnce(&Self, &Browser) -> Result<()> + Send + 'static,
    {
        let world = Arc::clone(self);
        Trial::test(name, move || {
            world.runtime.block_on(async {
                let browser = world.browsers.take().await?;
                // A page of the test before would go on asking its server, which is gone, and its complaints would be taken for this test's.
                browser.open("about:blank").await?;
                browser.forget_cookies().await?;
                let result = work(&world, &browser).await;
                world.browsers.give_back(browser);
                result.map_err(Failed::from)
            })
        })
    }
}
