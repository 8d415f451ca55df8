//! A unit among the others of its region.

use chiso_model::{Cell, Lang};
use chiso_report::{Bar, RankedBars};

use super::dataset_charts::{frame, source_of};
use crate::board::Row;
use crate::site::{Publication, Site};
use crate::view::figure::Figure;
use crate::words::{self, tell};

/// Where a unit stands in its region.
pub(crate) struct Peers {
    pub(crate) sentence: String,
    pub(crate) figure: Figure,
}

impl Peers {
    /// None where no region is known, or no other unit of it has a value.
    pub(crate) fn of(site: &Site, publication: &Publication, row: &Row, lang: Lang) -> Option<Peers> {
        let region = row.unit.region.as_deref()?;
        let region_name = site.catalogue.region(region)?.name.get(lang);
        let board = &publication.board;
        let own = row.value.value()?;
        let all = board.rows.iter().filter(|other| other.unit.region.as_deref() == Some(region)).count();
        let mut peers: Vec<&Row> = board
            .rows
            .iter()
            .filter(|other| other.unit.region.as_deref() == Some(region) && !other.value.is_missing())
            .collect();
        if peers.len() < 2 {
            return None;
        }
        peers.sort_by(|a, b| b.value.raw().total_cmp(&a.value.raw()));
        let better = peers.iter().filter(|other| other.value.value().is_some_and(|value| value > own)).count();
        let (place, known) = ((better + 1).to_string(), peers.len().to_string());
        let name = row.unit.name.get(lang);
        let sentence = if peers.len() == all {
            tell!(lang, "peers-all", name = name, place = place, known = known, region = region_name)
        } else {
            tell!(
                lang,
                "peers-some",
                name = name,
                place = place,
                known = known,
                all = all.to_string(),
                region = region_name
            )
        };
        let mut frame = frame(publication, tell!(lang, "peers-title", region = region_name), lang);
        if !publication.dataset.simulated {
            frame.source = source_of(peers.iter().copied(), lang);
        }
        let mut rows: Vec<Bar> = peers
            .iter()
            .map(|other| Bar {
                label: other.unit.name.get(lang).to_owned(),
                value: other.value,
                highlight: other.unit.id == row.unit.id,
                href: Some(format!("/{}{}/unit/{}", lang.tag(), publication.rest(), other.unit.id)),
                ..Bar::default()
            })
            .collect();
        if let Some(mean) = board.mean {
            rows.push(Bar { label: words::say(lang, "peers-mean"), value: Cell::number(mean), ..Bar::default() });
        }
        let chart = RankedBars { frame, rows, max: board.max };
        Some(Peers {
            sentence: publication.marked(&sentence, lang),
            figure: Figure::new("peers", &chart, &chart.frame),
        })
    }
}
