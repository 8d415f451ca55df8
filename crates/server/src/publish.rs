//! What is published, built from what is shipped and what the store adds; built anew whenever that changes, by this server or another.

use std::sync::Arc;
use std::time::Duration;

use chiso_catalogue::Scheme;
use chiso_engine::Weights;
use chiso_model::agency::POPULATION;
use chiso_model::{Lang, Text};
use chiso_portal::{BoundaryFile, Earlier, Extra, Site, SiteError, Terms};
use chiso_report::Boundary;
use chiso_settings::Settings;
use chiso_store::StoreError;
use chiso_web::api::Description;
use chiso_workspace::Desk;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

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

/// A state of what is published.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) site: Arc<Site>,
    /// The last publication that is surely in it.
    of: Option<i64>,
}

/// What every state is built from, beside what the store adds.
pub(crate) struct Builder {
    pub(crate) desk: Arc<Desk>,
    pub(crate) imprint: Imprint,
    pub(crate) earlier: Arc<dyn Earlier>,
}

impl Builder {
    /// Builds what is published now.
    pub(crate) async fn build(&self) -> Result<Built, PublishError> {
        let (desk, imprint) = (&self.desk, &self.imprint);
        // First of all: what is published while it is built then counts as new.
        let of = desk.store().read(|reader| reader.last_publication()).await.map_err(PublishError::Store)?;
        let figures = desk.imported_figures().await.map_err(PublishError::Store)?;
        // The first by name: an operator who has several says so in the name.
        let weights = desk.imported_weights().await.map_err(PublishError::Store)?.into_iter().next();
        let weights = weights.map(|(variable, values)| {
            let name = Text::new(variable.replace('-', " "), variable.replace('-', " "));
            Weights::of(&variable, name, POPULATION, values)
        });
        let extra = Extra {
            figures,
            boundaries: self.boundaries().await,
            weights,
            public_url: imprint.public_url.clone(),
            built_on: Some(chiso_web::day_in_viet_nam(clock::now_us())),
            terms: imprint.terms.clone(),
            description: Some(description()),
            earlier: Some(Arc::clone(&self.earlier)),
        };
        // Computing takes a while and holds no lock.
        let built = tokio::task::spawn_blocking(move || Site::build(extra)).await;
        let site = built.map_err(|_| PublishError::Ended)?.map_err(PublishError::Site)?;
        Ok(Built { site: Arc::new(site), of })
    }

    /// A map goes back to tiles where its file cannot be used; everything else is shown all the same.
    async fn boundaries(&self) -> Vec<BoundaryFile> {
        let files = self.desk.boundaries().await.unwrap_or_else(|why| {
            tracing::error!(why = why.message(Lang::En), "boundary files cannot be read");
            Vec::new()
        });
        let mut boundaries = Vec::new();
        for (row, text) in files {
            match boundary(&text, &row.scheme, &row.property, &row.source) {
                Ok(file) => boundaries.push(file),
                // It could be drawn when it was taken in; a newer program may ask for more.
                Err(why) => tracing::error!(why = why.get(Lang::En), "a boundary file cannot be drawn"),
            }
        }
        boundaries
    }
}

/// The description of every operation of the API, whichever crate has it.
pub(crate) fn description() -> Description {
    Description::new([chiso_portal::operations(), chiso_workspace::operations()])
}

/// Boundaries ready to draw, or why they cannot be.
fn boundary(text: &str, scheme: &str, property: &str, source: &str) -> Result<BoundaryFile, Text> {
    let Some(scheme) = Scheme::from_id(scheme) else {
        return Err(Text::new("Không có bộ đơn vị này.", "There is no such set of units."));
    };
    let drawn = Boundary::read(text, property, "name")
        .map_err(|error| Text::new(error.message(Lang::Vi), error.message(Lang::En)))?;
    BoundaryFile::new(drawn, scheme, Text::new(source, source))
}

/// Tries whether boundaries can be drawn: what is taken in is then shown.
pub(crate) fn drawable(text: &str, scheme: &str, property: &str) -> Result<(), Text> {
    boundary(text, scheme, property, "").map(drop)
}

/// How often this server looks whether another one has published something.
const GLANCE: Duration = Duration::from_secs(2);

/// How long nothing is built after it could not be.
const PAUSE: Duration = Duration::from_secs(30);

/// Builds anew whenever something was published, here (at once) or by another server over the same store (soon). Every state goes to `keep`.
pub(crate) async fn follow(app: Arc<App>, builder: Builder, first: Built, keep: mpsc::Sender<Arc<Site>>) {
    let mut published = builder.desk.published();
    let mut glance = tokio::time::interval(GLANCE);
    glance.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut shown = first.of;
    // It ends only when the program does.
    let _ = keep.send(first.site).await;
    loop {
        tokio::select! {
            _ = glance.tick() => (),
            changed = published.changed() => if changed.is_err() { return },
        }
        // Where the store cannot be read, the log of the requests says so.
        let Ok(last) = builder.desk.store().read(|reader| reader.last_publication()).await else { continue };
        if last == shown {
            continue;
        }
        if let Err(error) = builder.desk.reread_register().await {
            tracing::error!(%error, "agencies could not be read anew");
        }
        match builder.build().await {
            Ok(built) => {
                shown = built.of;
                app.public.store(Arc::new(Public::new(&built.site)));
                tracing::info!("what is published was built anew");
                let _ = keep.send(built.site).await;
            }
            // It is tried again: a store may be back, a mended program may be started.
            Err(error) => {
                tracing::error!(%error, "what is published could not be built anew; the state before it stays");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
