//! What is published, built from what is shipped and what the store adds; built anew whenever that changes, by this server or another.

use std::sync::Arc;
use std::time::Duration;

use chiso_catalogue::Scheme;
use chiso_engine::Weights;
use chiso_model::agency::POPULATION;
use chiso_model::{Lang, Text};
use chiso_portal::{BoundaryFile, Extra, Site, SiteError, Terms};
use chiso_report::Boundary;
use chiso_settings::Settings;
use chiso_store::StoreError;
use chiso_workspace::{Desk, Refusal};

use crate::app::{App, Public};
use crate::clock;

/// What of the settings stands on public pages.
#[derive(Debug, Clone)]
pub(crate) struct Imprint {
    public_url: String,
    terms: Terms,
}

impl Imprint {
    /// `url` is told on pages only where an operator has set it: what a program guesses is no permanent address.
    pub(crate) fn of(settings: &Settings) -> Imprint {
        let portal = &settings.portal;
        let url = settings.server.public_url.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned());
        let shipped = Terms::default();
        let publisher = portal.name_vi.clone().map_or(shipped.publisher, |vi| Text { vi, en: portal.name_en.clone() });
        Imprint {
            public_url: url.unwrap_or_default(),
            terms: Terms {
                publisher,
                contact: portal.contact.clone(),
                licence: portal.licence.clone(),
                licence_url: portal.licence_url.as_str().to_owned(),
            },
        }
    }
}

/// Why what is published cannot be built.
#[derive(Debug)]
pub enum PublishError {
    /// The store.
    Store(StoreError),
    /// A file of boundaries.
    Boundary(Refusal),
    /// What is shown.
    Site(SiteError),
    /// The work ended before its time.
    Ended,
}

impl PublishError {
    /// What is wrong.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            PublishError::Store(error) => error.message(lang),
            PublishError::Boundary(refusal) => refusal.message(lang),
            PublishError::Site(error) => error.message(lang),
            PublishError::Ended => {
                lang.pick("việc tính toán bị ngắt giữa chừng", "the computation ended before its time").to_owned()
            }
        }
    }
}

impl std::fmt::Display for PublishError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

/// The site of what is published now.
pub(crate) async fn site(desk: &Desk, imprint: &Imprint) -> Result<Site, PublishError> {
    let figures = desk.imported_figures().await.map_err(PublishError::Store)?;
    // The first by name: an operator who has several says so in the name.
    let weights = desk.imported_weights().await.map_err(PublishError::Store)?.into_iter().next();
    let weights = weights.map(|(variable, values)| {
        let name = Text::new(variable.replace('-', " "), variable.replace('-', " "));
        Weights::of(&variable, name, POPULATION, values)
    });
    let mut boundaries = Vec::new();
    for (row, text) in desk.boundaries().await.map_err(PublishError::Boundary)? {
        match boundary(&text, &row.scheme, &row.property, &row.source) {
            Ok(file) => boundaries.push(file),
            // It could be drawn when it was taken in; a newer program may ask for more.
            Err(why) => tracing::error!(why = why.get(Lang::En), "a boundary file cannot be drawn"),
        }
    }
    let extra = Extra {
        figures,
        boundaries,
        weights,
        public_url: imprint.public_url.clone(),
        built_on: Some(chiso_web::day_in_viet_nam(clock::now_us())),
        terms: imprint.terms.clone(),
        ..Extra::default()
    };
    // Computing takes a while and holds no lock.
    let built = tokio::task::spawn_blocking(move || Site::build(extra)).await;
    built.map_err(|_| PublishError::Ended)?.map_err(PublishError::Site)
}

/// Boundaries ready to draw, or why they cannot be.
pub(crate) fn boundary(text: &str, scheme: &str, property: &str, source: &str) -> Result<BoundaryFile, Text> {
    let Some(scheme) = Scheme::from_id(scheme) else {
        return Err(Text::new("Không có bộ đơn vị này.", "There is no such set of units."));
    };
    let drawn = Boundary::read(text, property, "name")
        .map_err(|error| Text::new(error.message(Lang::Vi), error.message(Lang::En)))?;
    BoundaryFile::new(drawn, scheme, Text::new(source, source))
}

/// How often this server looks whether another one has published something.
const GLANCE: Duration = Duration::from_secs(5);

/// Builds anew whenever something was published, here (at once) or by another server over the same store (soon).
pub(crate) async fn follow(app: Arc<App>, imprint: Imprint) {
    let mut published = app.desk.published();
    let mut glance = tokio::time::interval(GLANCE);
    let mut built = None;
    loop {
        tokio::select! {
            _ = glance.tick() => (),
            changed = published.changed() => if changed.is_err() { return },
        }
        // Where the store cannot be read, the log of the requests says so.
        let Ok(last) = app.desk.store().read(|reader| reader.last_publication()).await else { continue };
        let before = built.replace(last);
        if before.is_some_and(|before| before != last) {
            renew(&app, &imprint).await;
        }
    }
}

/// Builds anew; where that fails, what was published before stays.
async fn renew(app: &App, imprint: &Imprint) {
    if let Err(error) = app.desk.reread_register().await {
        tracing::error!(%error, "agencies could not be read anew");
    }
    match site(&app.desk, imprint).await {
        Ok(site) => {
            app.public.store(Arc::new(Public::new(site)));
            tracing::info!("what is published was built anew");
        }
        Err(error) => tracing::error!(%error, "what is published could not be built anew; the state before it stays"),
    }
}
