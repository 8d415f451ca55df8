//! From settings to a running server.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Weak};
use std::time::Duration;

use arc_swap::ArcSwap;
use axum_server::tls_rustls::RustlsConfig;
use chiso_catalogue::Catalogue;
use chiso_files::StorageError;
use chiso_mail::MailError;
use chiso_model::Lang;
use chiso_portal::SiteError;
use chiso_rounds::Rounds;
use chiso_settings::Settings;
use chiso_sms::SmsError;
use chiso_store::{LocationError, OpenError, Store, StoreError};
use chiso_surveys::{Folder, Surveys};
use chiso_workspace::{Desk, Parts, Refusal};
use tokio::sync::mpsc;

use crate::answer::bodies;
use crate::app::{App, Public};
use crate::clock;
use crate::files_origin::FilesOrigin;
use crate::keep::Keeper;
use crate::metrics::Metrics;
use crate::operations::LastLook;
use crate::publish::{self, Builder, Built, Imprint, PublishError};
use crate::rate::Rates;
use crate::serve::serve;
use crate::tls::{self, TlsError};
use crate::wire;

/// Why the server cannot start.
#[derive(Debug)]
pub enum StartError {
    /// Certificate or key.
    Tls(TlsError),
    /// The port for looking at files cannot be opened.
    FilesListen(SocketAddr, std::io::Error),
    /// The settings name no store.
    Location(LocationError),
    /// The store cannot be opened.
    Open(OpenError),
    /// The store, once open.
    Store(StoreError),
    /// The place for files.
    Files(StorageError),
    /// The files of ballots.
    Ballots(Refusal),
    /// The way mail goes.
    Mail(MailError),
    /// The way text messages go.
    Texts(SmsError),
    /// The first administrator's link cannot be made.
    First(Refusal),
    /// Shipped data cannot be used.
    Site(SiteError),
    /// What is published cannot be built.
    Publish(PublishError),
}

impl StartError {
    /// What is wrong, and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            StartError::Tls(error) => error.message(lang),
            StartError::FilesListen(address, error) => match lang {
                Lang::Vi => {
                    format!("Không mở được cổng xem tệp {address} ({error}). Hãy chọn cổng khác ở “files.listen”.")
                }
                Lang::En => format!(
                    "The port for looking at files, {address}, cannot be opened ({error}). Choose another in `files.listen`."
                ),
            },
            StartError::Location(error) => error.message(lang),
            StartError::Open(error) => error.message(lang),
            StartError::Store(error) => error.message(lang),
            StartError::Files(error) => error.message(lang),
            StartError::Mail(error) => error.message(lang),
            StartError::Texts(error) => error.message(lang),
            StartError::Ballots(refusal) | StartError::First(refusal) => refusal.message(lang),
            StartError::Site(error) => error.message(lang),
            StartError::Publish(error) => error.message(lang),
        }
    }
}

/// A server that is ready to answer.
pub struct Server {
    app: Arc<App>,
    builder: Builder,
    built: Built,
    keeper: Keeper,
    listener: TcpListener,
    /// The port for looking at files, where it has one of its own.
    files: Option<TcpListener>,
    tls: Option<RustlsConfig>,
    stop: Duration,
    /// Where it is reached, without a slash at the end.
    pub url: String,
    /// The address by which the first administrator is made, while there is none; it works once.
    pub first_link: Option<String>,
}

impl Server {
    /// Opens the store and computes what is published. The port is open already: whoever opened it could say why it could not.
    ///
    /// # Errors
    /// When the store, the certificate or shipped data cannot be used.
    pub async fn start(settings: &Settings, listener: TcpListener, address: SocketAddr) -> Result<Server, StartError> {
        let tls = match (&settings.server.tls_cert, &settings.server.tls_key) {
            (Some(certificate), Some(key)) => Some(tls::read(certificate, key).map_err(StartError::Tls)?),
            _ => None,
        };
        let (files_origin, files) = FilesOrigin::open(settings, address, tls.is_some())?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let url = settings
            .server
            .public_url
            .as_ref()
            .map_or_else(|| format!("{scheme}://{address}"), |url| url.as_str().trim_end_matches('/').to_owned());
        let store = Store::open(&wire::location(settings)?).await.map_err(StartError::Open)?;
        let vault = wire::vault(settings).map_err(StartError::Files)?;
        let keeper = Keeper::new(store.clone(), vault.clone());
        let desk = Desk::new(Parts { store, policy: wire::policy(settings, url.clone()) });
        let desk = Arc::new(wire::furnish(desk, settings, &url, vault)?);
        let now = clock::now_us();
        let shipped = Arc::new(Catalogue::load().map_err(|error| StartError::Site(SiteError::Catalogue(error)))?);
        let rounds = Arc::new(Rounds::new(Arc::clone(&desk), Arc::clone(&shipped)).with_clock(clock::now_us));
        let in_rounds: Weak<Rounds> = Arc::downgrade(&rounds);
        desk.add_work(in_rounds);
        let surveys = Surveys::start(Arc::clone(&desk), Folder(&wire::ballots(settings)), now).await;
        let surveys = Arc::new(surveys.map_err(StartError::Ballots)?);
        let in_surveys: Weak<Surveys> = Arc::downgrade(&surveys);
        desk.add_work(in_surveys.clone());
        desk.add_offering(in_surveys);
        desk.open_register(shipped.register(), now).await.map_err(StartError::Store)?;
        let earlier = Arc::new(keeper.clone());
        let builder = Builder { desk: Arc::clone(&desk), imprint: Imprint::of(settings), earlier };
        let built = builder.build().await.map_err(StartError::Publish)?;
        let first_link = desk.first_administrator_link(now).await.map_err(StartError::First)?;
        let app = Arc::new(App {
            desk,
            rounds,
            surveys,
            public: ArcSwap::from_pointee(Public::new(&built.site)),
            rates: Rates::new(
                settings.limits.per_address_per_minute,
                settings.limits.per_account_per_minute,
                settings.limits.sign_ins_per_address_per_minute,
            ),
            metrics: Metrics::new(),
            bodies: bodies(settings.server.request_megabytes, settings.files.max_megabytes),
            patience: Duration::from_secs(settings.server.request_seconds.into()),
            trusted: settings.server.trusted_proxies.clone(),
            metrics_from: settings.server.metrics_from.clone(),
            last_look: LastLook::default(),
            files: files_origin,
            tls: tls.is_some(),
        });
        let stop = Duration::from_secs(settings.server.stop_seconds.into());
        Ok(Server { app, builder, built, keeper, listener, files, tls, stop, url, first_link })
    }

    /// Serves until the process is asked to stop.
    ///
    /// # Errors
    /// When the port fails while it is served.
    pub async fn serve(self) -> std::io::Result<()> {
        tokio::spawn(housekeeping(Arc::clone(&self.app)));
        // States wait while the one before them is kept; so none is left out, and few are in memory.
        let (keep, states) = mpsc::channel(3);
        tokio::spawn(self.keeper.work(states));
        tokio::spawn(publish::follow(Arc::clone(&self.app), self.builder, self.built, keep));
        tokio::spawn(notices(Arc::clone(&self.app)));
        // Letters of surveys need the register, so they leave where it is, and with them all others.
        if self.app.surveys.away().is_none() {
            tokio::spawn(letters(Arc::clone(&self.app)));
            tokio::spawn(survey_letters(Arc::clone(&self.app)));
            tokio::spawn(warm(Arc::clone(&self.app)));
        }
        serve(&self.app, self.listener, self.files, self.tls, self.stop).await
    }
}

/// What is done from time to time.
async fn housekeeping(app: Arc<App>) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    loop {
        minute.tick().await;
        app.rates.sweep();
    }
}

/// Sends letters that wait.
async fn letters(app: Arc<App>) {
    app.desk.work_jobs(clock::now_us).await;
}

/// Between two looks at whether somebody is to be told something.
const NOTICES: Duration = Duration::from_secs(60);

/// Invites to surveys and reminds, as their setup says.
async fn survey_letters(app: Arc<App>) {
    Arc::clone(&app.surveys).work_letters(clock::now_us, NOTICES).await;
}

/// Reads surveys that are open ahead of whoever asks for them, while the server answers already.
async fn warm(app: Arc<App>) {
    app.surveys.warm(clock::now_us()).await;
}

/// Tells people of deadlines, and puts letters of what they were told into the queue.
async fn notices(app: Arc<App>) {
    app.rounds.work_notices(clock::now_us, NOTICES).await;
}
