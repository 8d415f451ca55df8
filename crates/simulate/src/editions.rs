//! Rulebooks of simulated rounds: the shipped one with another validity, and small ones that are made up whole.

use std::fmt::Write as _;

use chiso_model::Text;

/// A copy of a shipped rulebook's text for a later year: another edition, valid for that year, its titles marked as simulated. None where the text is not as
/// expected.
pub fn later_edition(yaml: &str, edition: &str, year: i16) -> Option<String> {
    let line = |begin: &str| yaml.lines().find(|line| line.starts_with(begin)).map(str::to_owned);
    let mut text = yaml.replacen(&line("edition: ")?, &format!("edition: {edition}"), 1);
    for (begin, with) in [("  from: ", format!("  from: {year}-01-01")), ("  to: ", format!("  to: {year}-12-31"))] {
        text = text.replacen(&line(begin)?, &with, 1);
    }
    for (begin, mark) in [("  vi: ", "mô phỏng"), ("  en: ", "simulated")] {
        let title = line(begin)?;
        text = text.replacen(&title, &format!("{title} ({mark} {year})"), 1);
    }
    Some(text)
}

/// The text of a made-up rulebook of 100 points: areas with equally many criteria, half of which are scored by levels and half by a ratio.
pub fn generated(id: &str, edition: &str, title: &Text, (areas, each): (usize, usize)) -> String {
    let area_points = whole(10_000, areas);
    let mut text = format!(
        "chiso: 1\nid: {id}\nedition: {edition}\ntitle:\n  vi: {} (mô phỏng)\n  en: {} (simulated)\nstatus: illustrative\nstatus_note:\n  \
         vi: Bộ tiêu chí mô phỏng do máy tạo ra, không của cơ quan nào.\n  en: A simulated rulebook made by a machine, no authority’s.\n\
         valid:\n  from: 2025-01-01\n\
         defaults:\n  missing:\n    blank: zero\n    not_applicable: drop_rescale\nrounding: {{digits: 2, mode: half_up}}\n\
         rank: {{on: rounded, ties: best, order: highest}}\ntree:\n  id: {id}\n  title:\n    vi: Chỉ số (mô phỏng)\n    en: Index (simulated)\n  \
         max: 100\n  aggregate: {{method: sum}}\n  children:\n",
        title.vi,
        title.get(chiso_model::Lang::En),
    );
    for (area, points) in (1..).zip(area_points) {
        // Written to a String: nothing can go wrong.
        let _ = write!(
            text,
            "    - id: a{area}\n      code: \"{area}\"\n      title:\n        vi: Lĩnh vực {area}\n        en: Area {area}\n      max: {}\n      \
             aggregate: {{method: sum}}\n      children:\n",
            hundredths(points)
        );
        for (number, points) in (1..).zip(whole(points, each)) {
            text.push_str(&criterion(area, number, points));
        }
    }
    text
}

/// Hundredths of points shared out so that nothing is lost.
fn whole(points: usize, among: usize) -> Vec<usize> {
    let among = among.max(1);
    let all = points;
    (0..among).map(|part| all * (part + 1) / among - all * part / among).collect()
}

fn hundredths(points: usize) -> String {
    format!("{}.{:02}", points / 100, points % 100)
}

fn criterion(area: usize, number: usize, points: usize) -> String {
    let (full, half) = (hundredths(points), hundredths(points / 2));
    let head = format!(
        "        - id: a{area}_{number}\n          code: \"{area}.{number}\"\n          title:\n            vi: Tiêu chí {area}.{number}\n            \
         en: Criterion {area}.{number}\n          max: {full}\n          origin: self_assessment\n          evidence:\n            \
         - vi: Báo cáo của đơn vị\n              en: Report of the unit\n          inputs:\n"
    );
    let rule = if number % 2 == 1 {
        format!(
            "            level:\n              title: {{vi: Mức đạt, en: Level reached}}\n          rule:\n            kind: levels\n            input: level\n            \
             levels:\n              - {{value: 2, title: {{vi: Đạt, en: Reached}}, points: {full}}}\n              \
             - {{value: 1, title: {{vi: Đạt một phần, en: Reached in part}}, points: {half}}}\n              \
             - {{value: 0, title: {{vi: Không đạt, en: Not reached}}, points: 0}}\n"
        )
    } else {
        RATIO.replace("FULL", &full)
    };
    head + &rule
}

/// The rule of a criterion that is scored by a ratio.
const RATIO: &str = "            done:
              title: {vi: Việc đã hoàn thành, en: Tasks finished}
            planned:
              title: {vi: Việc trong kế hoạch, en: Tasks planned}
          rule:
            kind: ratio
            numerator: done
            denominator: planned
            scale: {floor: 50%, full_from: 100%, between: ratio}
";

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use chiso_catalogue::Catalogue;
    use chiso_model::Period;
    use chiso_round::Rules;

    fn rules(yaml: &str, year: i16) -> Rules {
        let rulebook = chiso_rulebook::read_yaml(yaml, "made.yaml").unwrap_or_else(|problems| {
            let lines: Vec<String> = problems.iter().map(|problem| problem.line(chiso_model::Lang::En)).collect();
            unreachable!("{}", lines.join("; "))
        });
        Rules::new(&rulebook, Period::year(year)).unwrap()
    }

    #[test]
    fn a_later_edition_is_in_force_in_its_year_only_and_else_the_same() {
        let catalogue = Catalogue::load().unwrap();
        let shipped = catalogue.rulebook("par-index/2024-province-illustrative").unwrap();
        let later = later_edition(shipped.yaml, "2025-province-simulated", 2025).unwrap();
        assert_eq!(rules(&later, 2025).criteria().len(), rules(shipped.yaml, 2024).criteria().len());
        let rulebook = chiso_rulebook::read_yaml(&later, "later.yaml").unwrap();
        assert_eq!(rulebook.edition, "2025-province-simulated");
        assert!(rulebook.title.vi.contains("mô phỏng") && Rules::new(&rulebook, Period::year(2024)).is_err());
        assert_eq!(later_edition("chiso: 1", "x", 2025), None);
    }

    #[test]
    fn a_made_up_rulebook_gives_a_hundred_points_whatever_its_size() {
        for (areas, each) in [(1, 1), (3, 4), (6, 10), (7, 3)] {
            let rules = rules(&generated("so-nganh", "2026", &Text::new("Thử", "Try"), (areas, each)), 2026);
            let most: f64 = rules.criteria().iter().filter_map(|criterion| Some(criterion.range?.1)).sum();
            assert_eq!(rules.criteria().len(), areas * each);
            assert!((most - 100.0).abs() < 1e-9, "{areas} x {each}: {most}");
        }
    }
}
