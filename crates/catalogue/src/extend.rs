//! Published figures that an operator adds to those shipped.

use chiso_model::Text;

use crate::{Catalogue, Dataset, DatasetKind, Level, PublishedFigure, Reading, Scheme};

impl Catalogue {
    /// Adds published figures of any year. One that says the same as a known one adds nothing; one that differs from the main reading of its unit and year stands
    /// beside it as another reading; the first of a unit and year becomes its main reading. A year that no data set shows gets one.
    pub fn add_published(&mut self, figures: Vec<PublishedFigure>) {
        for mut figure in figures {
            let same = |known: &&PublishedFigure| {
                known.index == figure.index
                    && known.level == figure.level
                    && known.year == figure.year
                    && known.unit == figure.unit
            };
            let number = |figure: &PublishedFigure| figure.value.map(|value| value.value);
            let alike = |known: &PublishedFigure| {
                number(known) == number(&figure) && known.rank == figure.rank && known.source == figure.source
            };
            if self.published.iter().filter(same).any(alike) {
                continue;
            }
            let has_main = self.published.iter().filter(same).any(|known| known.reading == Reading::Main);
            figure.reading = if has_main { Reading::Other } else { Reading::Main };
            self.show_year(&figure);
            self.published.push(figure);
        }
    }

    /// Makes sure that a data set shows the year of a figure.
    fn show_year(&mut self, figure: &PublishedFigure) {
        let of_series =
            |dataset: &&Dataset| dataset.index == figure.index && dataset.level == figure.level && !dataset.simulated;
        if self.datasets.iter().filter(of_series).any(|dataset| dataset.year == Some(figure.year)) {
            return;
        }
        let scheme = match figure.level {
            // A year's result is that of the units that were there when it ended.
            Level::Province if figure.year >= 2025 => Some(Scheme::Provinces34),
            Level::Province => Some(Scheme::Provinces63),
            Level::Ministry => Some(Scheme::Ministries),
            Level::Country => None,
        };
        let earlier = self.datasets.iter().filter(of_series).find_map(|dataset| Some((dataset, dataset.year?)));
        let title = earlier.map_or_else(
            || {
                let name = figure.index.to_uppercase();
                Text::new(format!("{name} {}", figure.year), format!("{name} {}", figure.year))
            },
            |(dataset, year)| {
                let renewed = |text: &str| text.replacen(&year.to_string(), &figure.year.to_string(), 1);
                Text { vi: renewed(&dataset.title.vi), en: dataset.title.en.as_deref().map(renewed) }
            },
        );
        self.datasets.push(Dataset {
            id: format!("{}/{}/{}", figure.index, figure.level.id(), figure.year),
            index: figure.index.clone(),
            level: figure.level,
            year: Some(figure.year),
            kind: DatasetKind::Published,
            scheme,
            simulated: false,
            complete: false,
            ranked: None,
            title,
            note: None,
        });
    }
}
