//! A plan of stages in words, for those who read how a sample was drawn.

use chiso_model::{Lang, decimal};
use chiso_survey::{Allocation, Method, Stage, Take};

use crate::words::{say, say_with};

/// A stage, `number` from 1: units, strata, method, how many, and how many in reserve.
pub(super) fn told(number: usize, stage: &Stage, lang: Lang) -> String {
    let of = |key: &str, name: &'static str, text: &str| say_with(lang, key, &[(name, text.into())]);
    let count = |key: &str, number: u64| of(key, "number", &decimal(number as f64, 0, lang));
    let mut parts = vec![of("people-told-unit", "column", &stage.unit)];
    let strata: Vec<String> = stage.strata.iter().map(|column| format!("“{column}”")).collect();
    parts.push(match strata.as_slice() {
        [] => say(lang, "people-told-no-strata"),
        strata => of("people-told-strata", "columns", &strata.join(", ")),
    });
    let method = match stage.method {
        Method::SimpleRandom => "people-told-random",
        Method::Systematic => "people-told-systematic",
        Method::SystematicPps => "people-told-pps",
    };
    parts.push(say(lang, method));
    parts.extend(stage.size.as_ref().map(|column| of("people-told-size", "column", column)));
    match &stage.take {
        Take::All => parts.push(say(lang, "people-told-all")),
        Take::Each(number) if strata.is_empty() => parts.push(count("people-told-number", *number)),
        Take::Each(number) => parts.push(count("people-told-each", *number)),
        Take::Total { number, .. } if strata.is_empty() => parts.push(count("people-told-number", *number)),
        Take::Total { number, allocation, least } => {
            let key = match allocation {
                Allocation::Proportional => "people-told-proportional",
                Allocation::Equal => "people-told-equal",
            };
            parts.push(count(key, *number));
            parts.extend((*least > 0).then(|| count("people-told-least", *least)));
        }
        Take::Of(numbers) => {
            let numbers =
                numbers.iter().map(|(stratum, number)| format!("{stratum} {}", decimal(*number as f64, 0, lang)));
            parts.push(of("people-told-of", "numbers", &numbers.collect::<Vec<_>>().join(", ")));
        }
    }
    parts.extend((number > 1).then(|| say(lang, "people-told-within")));
    let reserve = if strata.is_empty() { "people-told-reserve" } else { "people-told-reserve-each" };
    parts.extend((stage.reserve > 0).then(|| count(reserve, stage.reserve as u64)));
    format!("{}.", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_stage_by_stage() {
        let stage = |strata: &[&str], method, take, reserve| Stage {
            unit: "commune".to_owned(),
            strata: strata.iter().map(ToString::to_string).collect(),
            method,
            size: (method == Method::SystematicPps).then(|| "people".to_owned()),
            take,
            reserve,
        };
        let total = |allocation, least| Take::Total { number: 1_200, allocation, least };
        let of = Take::Of([("A / urban".to_owned(), 2), ("A / rural".to_owned(), 3)].into());
        for (number, stage, vi, en) in [
            (
                1,
                stage(&["province", "area"], Method::SystematicPps, Take::Each(2), 0),
                "Đơn vị theo cột “commune”; phân tầng theo “province”, “area”; chọn với xác suất tỷ lệ với quy mô (PPS); quy mô theo cột “people”; lấy 2 ở mỗi tầng.",
                "Units named by column “commune”; strata by “province”, “area”; probability proportional to size (PPS); sizes in column “people”; 2 of each stratum.",
            ),
            (
                2,
                stage(&[], Method::SimpleRandom, Take::Each(30), 5),
                "Đơn vị theo cột “commune”; không phân tầng; chọn ngẫu nhiên đơn giản; lấy 30; tính trong mỗi đơn vị của giai đoạn trước; dự phòng 5.",
                "Units named by column “commune”; no strata; simple random sampling; 30 are taken; within each unit of the stage before; 5 in reserve.",
            ),
            (
                1,
                stage(&["a"], Method::Systematic, total(Allocation::Proportional, 3), 0),
                "Đơn vị theo cột “commune”; phân tầng theo “a”; chọn hệ thống; lấy tổng cộng 1\u{202f}200, chia theo số đơn vị của tầng; ít nhất 3 ở mỗi tầng.",
                "Units named by column “commune”; strata by “a”; systematic sampling; 1,200 in all, divided by the size of strata; at least 3 of each stratum.",
            ),
            (
                1,
                stage(&["a"], Method::Systematic, total(Allocation::Equal, 0), 0),
                "Đơn vị theo cột “commune”; phân tầng theo “a”; chọn hệ thống; lấy tổng cộng 1\u{202f}200, chia đều các tầng.",
                "Units named by column “commune”; strata by “a”; systematic sampling; 1,200 in all, divided equally among strata.",
            ),
            (
                1,
                stage(&["a"], Method::Systematic, of, 4),
                "Đơn vị theo cột “commune”; phân tầng theo “a”; chọn hệ thống; lấy theo từng tầng: A / rural 3, A / urban 2; dự phòng 4 ở mỗi tầng.",
                "Units named by column “commune”; strata by “a”; systematic sampling; by stratum: A / rural 3, A / urban 2; 4 of each stratum in reserve.",
            ),
            (
                1,
                stage(&[], Method::SimpleRandom, Take::All, 0),
                "Đơn vị theo cột “commune”; không phân tầng; chọn ngẫu nhiên đơn giản; lấy tất cả.",
                "Units named by column “commune”; no strata; simple random sampling; all are taken.",
            ),
        ] {
            assert_eq!(
                (told(number, &stage, Lang::Vi), told(number, &stage, Lang::En)),
                (vi.to_owned(), en.to_owned())
            );
        }
    }
}
