//! The parts of the board about the ballots themselves: which deserve a second look and what changes without them, how they were given, and what interviewers did.

use chiso_estimate::distribution::beta_cdf;
use chiso_model::{Lang, decimal};
use chiso_survey::campaign::Mode;
use chiso_survey::quality;
use chiso_web::parts::{Badge, Cell, Column, Row, Shape, Table};
use chiso_web::tell;

use super::board::{Board, Sentences};
use super::effect::InterviewerEffect;
use super::figures::Figure;
use super::live::Flag;
use super::shown::Steps;
use super::told::Told;
use crate::words::say;

/// What a way of giving ballots is called on the board.
fn way(mode: Mode, lang: Lang) -> String {
    say(
        lang,
        match mode {
            Mode::Own => "results-mode-own",
            Mode::Interview => "results-mode-interview",
            Mode::Paper => "results-mode-paper",
            Mode::Phone => "results-mode-phone",
        },
    )
}

fn without(flag: Option<Flag>, lang: Lang) -> String {
    say(
        lang,
        match flag {
            Some(Flag::Fast) => "results-without-fast",
            Some(Flag::Straight) => "results-without-straight",
            Some(Flag::Duplicate) => "results-without-duplicate",
            None => "results-without-any",
        },
    )
}

impl Board<'_> {
    fn hidden(&self) -> Cell {
        Cell::None(say(self.lang, "results-hidden"))
    }

    /// A value with its interval in one cell.
    pub(super) fn both(&self, node: usize, figure: Option<Figure>) -> Cell {
        let Some(figure) = figure else { return self.hidden() };
        match (figure.value, figure.interval) {
            (Some(value), Some(ends)) => Cell::text(format!("{} ({})", self.value(node, value), self.ends(ends))),
            (Some(value), None) => Cell::text(self.value(node, value)),
            (None, _) => Cell::None(say(self.lang, "results-none")),
        }
    }

    /// How many ballots have each flag, and by what rule.
    pub(crate) fn flags(&self) -> Table {
        let lang = self.lang;
        let rows = Flag::ALL.into_iter().zip(self.results.counts.flags).map(|(flag, told)| {
            let (name, rule, count) = match flag {
                Flag::Fast if self.results.timed => ("results-fast", say(lang, "results-fast-rule"), self.count(told)),
                Flag::Fast => {
                    let rule = tell!(lang, "results-fast-not-measured", least = quality::MEASURED);
                    ("results-fast", rule, Cell::text("–"))
                }
                Flag::Straight => {
                    let rule = tell!(lang, "results-straight-rule", rows = quality::ROWS);
                    ("results-straight", rule, self.count(told))
                }
                Flag::Duplicate => {
                    let rule = tell!(lang, "results-duplicate-rule", shared = quality::SHARED);
                    ("results-duplicate", rule, self.count(told))
                }
            };
            Row::new(vec![Cell::text(say(lang, name)), count, Cell::text(rule)])
        });
        let columns = vec![
            Column::text(say(lang, "results-column-flag")),
            Column::number(say(lang, "results-column-ballots")),
            Column::text(say(lang, "results-column-rule")),
        ];
        self.table("quality", "results-quality", columns, rows.collect())
    }

    /// Scores above the items from all ballots, without those that have a flag, and without those that have any; nothing where no ballot has one.
    pub(crate) fn with_and_without(&self) -> Option<Table> {
        let lang = self.lang;
        let counts = &self.results.counts;
        self.index()?;
        let flags = Flag::ALL.into_iter().map(Some).chain([None]).zip(&self.results.without);
        let told = counts.without.iter().copied().chain([counts.clean]);
        // What nobody is flagged for changes nothing.
        let shown: Vec<_> =
            flags.zip(told).filter(|(_, told)| told.is_none() || *told != self.results.flags_of).collect();
        if shown.is_empty() || counts.all.is_none() {
            return None;
        }
        let scoring = self.form.scoring();
        let row = |node: usize| {
            let others = shown.iter().map(|((_, without), told)| {
                self.both(node, without.as_ref().ok().and_then(|steps| self.told(steps, 0, node, *told)))
            });
            let first = [Cell::text(self.label(node)), self.both(node, self.whole(node))];
            Row::new(first.into_iter().chain(others).collect())
        };
        let mut columns =
            vec![Column::text(say(lang, "results-column-score")), Column::number(say(lang, "results-with-all"))];
        columns.extend(shown.iter().map(|((flag, _), _)| Column::number(without(*flag, lang))));
        let rows = (0..scoring.nodes.len()).filter(|node| scoring.nodes[*node].item.is_none()).map(row).collect();
        Some(self.table("flags", "results-with-and-without", columns, rows))
    }

    /// By how ballots were given; nothing where all were given in one way.
    pub(crate) fn by_mode(&self) -> Option<Table> {
        let lang = self.lang;
        let steps = self.results.modes.as_ref().ok().filter(|steps| !steps.figures.is_empty())?;
        let heads = self.heads();
        let row = |(number, mode): (usize, Mode)| {
            let (count, flagged) = self.results.counts.modes[number];
            (count != Some(0)).then(|| {
                let figures = heads.iter().map(|node| self.both(*node, self.told(steps, number, *node, count)));
                let first = [Cell::text(way(mode, lang)), self.count(count), self.count(flagged)];
                Row::new(first.into_iter().chain(figures).collect())
            })
        };
        let mut columns = vec![
            Column::text(say(lang, "results-column-mode")),
            Column::number(say(lang, "results-column-ballots")),
            Column::number(say(lang, "results-column-flagged")),
        ];
        columns.extend(heads.iter().map(|node| Column::number(self.label(*node))));
        Some(self.table(
            "modes",
            "results-by-mode",
            columns,
            Mode::ALL.into_iter().enumerate().filter_map(row).collect(),
        ))
    }

    /// Ballots that were given to an interviewer, and how many of them have a flag; none where that is not told, or there are none.
    fn interviewed(&self) -> Option<(u64, Told)> {
        let (count, flagged) = self.results.counts.modes[Mode::Interview as usize];
        count.filter(|count| *count > 0).map(|count| (count, flagged))
    }

    /// How much of what is said to interviewers depends on who they are; nothing where nobody was interviewed, or by one person alone.
    pub(crate) fn effects(&self) -> Option<Table> {
        let lang = self.lang;
        self.interviewed()?;
        let effects = self.results.effects.figures.first().filter(|effects| !effects.is_empty())?;
        let number = |value: f64, digits: u8| Cell::text(decimal(value, digits, lang));
        let row = |effect: &InterviewerEffect| {
            let df = format!("{}; {}", decimal(effect.df.0, 0, lang), decimal(effect.df.1, 0, lang));
            let statistic =
                if effect.statistic.is_finite() { decimal(effect.statistic, 2, lang) } else { "∞".to_owned() };
            let p = if effect.p < 0.001 {
                format!("<\u{a0}{}", decimal(0.001, 3, lang))
            } else {
                decimal(effect.p, 3, lang)
            };
            Row::new(vec![
                Cell::text(self.label(effect.node)),
                number(effect.intraclass, 3),
                number(effect.design_effect, 2),
                Cell::text(format!("{statistic} ({df})")),
                Cell::text(p),
            ])
        };
        let columns = vec![
            Column::text(say(lang, "results-column-score")),
            Column::number(say(lang, "results-column-intraclass")),
            Column::number(say(lang, "results-column-deff")),
            Column::number(say(lang, "results-column-f")),
            Column::number(say(lang, "results-column-p")),
        ];
        Some(self.table("effects", "results-effects", columns, effects.iter().map(row).collect()))
    }

    /// The work of each interviewer, for those who run the survey; nothing where nobody was interviewed.
    pub(crate) fn interviewers(&self) -> Option<Table> {
        let lang = self.lang;
        let names = self.interviewers.as_ref().filter(|names| !names.is_empty())?;
        let all = self.interviewed()?;
        let index = self.index()?;
        let none = Steps::default();
        let taken = if self.results.interviewers.figures.is_empty() { &none } else { &self.results.interviewers };
        let row = |((number, name), (count, flagged)): ((usize, &String), &(Told, Told))| {
            let taken = taken.figures.get(number).copied().flatten();
            let taken = taken.filter(|taken| count.is_some() && taken.ballots >= self.least());
            let mean = taken.map_or_else(|| self.hidden(), |taken| Cell::text(self.value(index, taken.mean)));
            let often = often(*count, *flagged, all);
            let apart = taken.is_some_and(|taken| taken.stands_out);
            let look = match (apart, often) {
                (false, false) => Cell::text("–"),
                (true, _) => Badge::new("warn", Shape::Triangle, say(lang, "results-stands-out")).into(),
                (false, true) => Badge::new("warn", Shape::Triangle, say(lang, "results-flagged-often")).into(),
            };
            Row::new(vec![Cell::text(name), self.count(*count), self.count(*flagged), mean, look])
        };
        let columns = vec![
            Column::text(say(lang, "results-column-interviewer")),
            Column::number(say(lang, "results-column-ballots")),
            Column::number(say(lang, "results-column-flagged")),
            Column::number(self.label(index)),
            Column::text(say(lang, "results-column-look")),
        ];
        let rows = names.iter().enumerate().zip(&self.results.counts.interviewers).map(row).collect();
        Some(self.table("interviewers", "results-interviewers", columns, rows))
    }

    /// What the numbers of interviewers mean.
    pub(crate) fn effects_explained(&self) -> Option<String> {
        self.effects().map(|_| Sentences { lines: vec![say(self.lang, "results-effects-explained")] }.to_string())
    }
}

/// Whether an interviewer's ballots have flags more often than chance makes it where they are as frequent as among all others: by the binomial distribution, from counts that
/// are told. `all` are the ballots given to interviewers.
fn often(count: Told, flagged: Told, (all, all_flagged): (u64, Told)) -> bool {
    let (Some(count), Some(flagged), Some(all_flagged)) = (count, flagged, all_flagged) else { return false };
    // Flags may stand as of another moment than the ballots.
    let Some(others_flagged) = all_flagged.checked_sub(flagged) else { return false };
    if flagged == 0 || flagged > count || all <= count || others_flagged > all - count {
        return false;
    }
    let share = others_flagged as f64 / (all - count) as f64;
    // P(X ≥ flagged) of a binomial is the beta distribution function at the share.
    beta_cdf(share, flagged as f64, (count - flagged) as f64 + 1.0) < OFTEN
}

/// Chances at which flags are too many.
const OFTEN: f64 = 0.01;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_too_many_where_chance_hardly_makes_them() {
        // scipy: binom.sf(x − 1, 20, 10/100): 5 of 20 have 0.0432, 6 of 20 have 0.0113, 7 of 20 have 0.0024.
        for (flagged, all_flagged, too_many) in [(5, 15, false), (6, 16, false), (7, 17, true), (0, 10, false)] {
            assert_eq!(often(Some(20), Some(flagged), (120, Some(all_flagged))), too_many, "{flagged}");
        }
        assert!(!often(Some(20), None, (120, Some(17))));
        assert!(!often(Some(20), Some(20), (20, Some(20))), "there are no others");
    }
}
