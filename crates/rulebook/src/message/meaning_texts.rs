//! What is said about problems of meaning.

use chiso_model::shortest;

use super::expression::expression_texts;
use super::meaning::{MeaningProblem, NameOf};
use super::{did_you_mean, quoted};

impl NameOf {
    fn texts(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            NameOf::InputOrIndicator => (
                "đầu vào (`inputs`) của mục này hay mục nào trong `indicators`",
                "Khai báo tên này trong `inputs` của mục hoặc trong `indicators` của bộ tiêu chí.",
                "input of this node and no entry of `indicators`",
                "Declare it in the node's `inputs` or in the rulebook's `indicators`.",
            ),
            NameOf::Indicator => (
                "mục nào trong `indicators`",
                "Khai báo tên này trong `indicators` của bộ tiêu chí.",
                "entry of `indicators`",
                "Declare it in the rulebook's `indicators`.",
            ),
            NameOf::Attribute => (
                "mục nào trong `attributes`",
                "Khai báo cột này trong `attributes` của bộ tiêu chí.",
                "entry of `attributes`",
                "Declare the column in the rulebook's `attributes`.",
            ),
            NameOf::Part => (
                "thành phần của nhánh này",
                "Dùng mã của một thành phần nằm ngay dưới nhánh.",
                "part of this branch",
                "Use the id of a part directly under the branch.",
            ),
            NameOf::Node => (
                "mục nào của bộ tiêu chí này",
                "Dùng mã của một mục có trong tệp.",
                "node of this rulebook",
                "Use the id of a node that is in the file.",
            ),
        }
    }
}

/// At most this many known names are listed.
const LISTED: usize = 12;

fn known_texts(known: &[String]) -> (String, String) {
    match known.len() {
        0 => Default::default(),
        n if n > LISTED => Default::default(),
        _ => (format!(" Hiện có: {}.", quoted(known)), format!(" There are: {}.", quoted(known))),
    }
}

impl MeaningProblem {
    pub(crate) fn texts(&self) -> (String, String) {
        self.tree_texts()
            .or_else(|| self.rule_texts())
            .or_else(|| self.date_texts())
            .or_else(|| self.weight_texts())
            .or_else(|| self.sense_texts())
            .unwrap_or_else(|| self.other_texts())
    }

    fn tree_texts(&self) -> Option<(String, String)> {
        Some(match self {
            MeaningProblem::DoubledId { id, first } => (
                format!("Mã `{id}` trùng với {}. Mỗi mục một mã; đổi một trong hai.", first.near()),
                format!(
                    "Id `{id}` is the same as at {}. Every node has its own id; change one of the two.",
                    first.near()
                ),
            ),
            MeaningProblem::DoubledItem { item, list, first } => (
                format!("`{item}` đã có trong `{list}` ở {first}. Bỏ hoặc đổi một trong hai."),
                format!("`{item}` already stands in `{list}` at {first}. Remove or change one of the two."),
            ),
            MeaningProblem::RootId { root, rulebook } => (
                format!(
                    "Mục gốc có mã `{root}`, khác mã bộ tiêu chí `{rulebook}`. Hai mã phải giống nhau; sửa một trong hai."
                ),
                format!(
                    "The root has the id `{root}`, the rulebook `{rulebook}`. They must be the same; change one of the two."
                ),
            ),
            MeaningProblem::PointsDoNotAddUp { node, max, sum } => {
                let (max, sum) = (shortest(*max), shortest(*sum));
                (
                    format!(
                        "Điểm tối đa của `{node}` là {max}, nhưng các thành phần cộng lại được {sum}. Sửa điểm của thành phần hoặc của `{node}`; điểm thưởng và điểm trừ không tính vào tổng."
                    ),
                    format!(
                        "`{node}` has max {max}, but its parts add up to {sum}. Change the points of a part or of `{node}`; bonus and penalty rules do not count."
                    ),
                )
            }
            MeaningProblem::RuleAndIndicator { node, key } => (
                format!(
                    "`{node}` có quy tắc (`rule`) nên không dùng `{key}`. Bỏ `{key}`, hoặc bỏ `rule` nếu mục này chuẩn hóa một chỉ tiêu."
                ),
                format!(
                    "`{node}` has a `rule`, so `{key}` has no meaning. Remove `{key}`, or remove `rule` if the node normalises an indicator."
                ),
            ),
            MeaningProblem::LeafKeyOnBranch { node, key } => (
                format!(
                    "`{node}` có các thành phần nên không dùng `{key}`. Chuyển `{key}` xuống mục không có thành phần."
                ),
                format!("`{node}` has parts, so `{key}` has no meaning. Move `{key}` to a leaf."),
            ),
            MeaningProblem::BranchKeyOnLeaf { node, key } => (
                format!(
                    "`{node}` không có thành phần nên không dùng `{key}`. Bỏ `{key}`, hoặc thêm thành phần (`children` hay `of`)."
                ),
                format!(
                    "`{node}` has no parts, so `{key}` has no meaning. Remove it, or add parts (`children` or `of`)."
                ),
            ),
            MeaningProblem::NoAggregate { node } => (
                format!(
                    "Chưa nói các thành phần của `{node}` tổng hợp ra sao. Thêm `aggregate` ở mục này hoặc trong `defaults`, ví dụ `aggregate: {{method: sum}}`."
                ),
                format!(
                    "Nothing says how the parts of `{node}` become one value. Add `aggregate` here or in `defaults`, for example `aggregate: {{method: sum}}`."
                ),
            ),
            MeaningProblem::UnknownName { key, name, of, known, suggestion } => {
                let (mean_vi, mean_en) = did_you_mean(suggestion.as_deref());
                let (known_vi, known_en) = known_texts(known);
                let (of_vi, mend_vi, of_en, mend_en) = of.texts();
                (
                    format!("`{key}`: `{name}` không phải {of_vi}.{mean_vi} {mend_vi}{known_vi}"),
                    format!("`{key}`: `{name}` is no {of_en}.{mean_en} {mend_en}{known_en}"),
                )
            }
            MeaningProblem::Circle { chain } => {
                let chain = chain.join(" → ");
                (
                    format!("Các mục tham chiếu vòng quanh: {chain}. Bỏ một tham chiếu trong `of`."),
                    format!("Nodes refer to each other in a circle: {chain}. Remove one of the references in `of`."),
                )
            }
            MeaningProblem::ContinuesItself => (
                "Phiên bản này được ghi là tiếp nối chính nó. Ghi số hiệu phiên bản trước vào `edition`.".to_owned(),
                "This edition is said to continue itself. Write the earlier edition in `edition`.".to_owned(),
            ),
            MeaningProblem::ContinuesAndNot { node } => (
                format!(
                    "`{node}` vừa nằm trong `nodes` (so sánh được) vừa nằm trong `not_comparable`. Giữ lại một chỗ."
                ),
                format!("`{node}` stands both in `nodes` (comparable) and in `not_comparable`. Keep one of the two."),
            ),
            _ => return None,
        })
    }

    fn rule_texts(&self) -> Option<(String, String)> {
        Some(match self {
            MeaningProblem::NoMax { node, rule } => (
                format!("Quy tắc `{rule}` cần điểm tối đa, nhưng `{node}` không có `max`. Thêm `max`."),
                format!("Rule `{rule}` needs max points, but `{node}` has no `max`. Add `max`."),
            ),
            MeaningProblem::Expression { character, wrong } => expression_texts(*character, wrong),
            MeaningProblem::NotAscending { from, before } => {
                let (from, before) = (shortest(*from), shortest(*before));
                (
                    format!("Ngưỡng {from} không lớn hơn ngưỡng trước nó ({before}). Xếp các ngưỡng từ thấp đến cao, không trùng nhau."),
                    format!("Threshold {from} is not above the one before it ({before}). Put the thresholds from low to high, each once."),
                )
            }
            MeaningProblem::PointsAboveMax { key, points, max } => {
                let (points, max) = (shortest(*points), shortest(*max));
                (
                    format!("`{key}` là {points} điểm, nhiều hơn điểm tối đa {max}. Giảm `{key}` hoặc tăng `max`."),
                    format!("`{key}` is {points} points, more than the max of {max}. Lower `{key}` or raise `max`."),
                )
            }
            MeaningProblem::FloorAboveFull { floor, full_from } => {
                let (floor, full) = (shortest(*floor), shortest(*full_from));
                (
                    format!("Mức sàn {floor} cao hơn ngưỡng đạt điểm tối đa {full}. Mức sàn phải thấp hơn hoặc bằng `full_from`."),
                    format!("The floor {floor} lies above the full-marks threshold {full}. `floor` must not be more than `full_from`."),
                )
            }
            MeaningProblem::ScaleNeeds { between, key } => (
                format!("`between: {between}` cần có `{key}`. Thêm `{key}`."),
                format!("`between: {between}` needs `{key}`. Add `{key}`."),
            ),
            MeaningProblem::NotPositive { key, value } => {
                let value = shortest(*value);
                (format!("`{key}` là {value}; giá trị này phải lớn hơn 0."), format!("`{key}` is {value}; it must be above 0."))
            }
            MeaningProblem::NotAShare { key, value } => {
                let value = shortest(*value);
                (
                    format!("`{key}` là {value}; tỷ lệ phải từ 0 đến 1 (hoặc viết `90%`)."),
                    format!("`{key}` is {value}; a share lies between 0 and 1 (or is written `90%`)."),
                )
            }
            MeaningProblem::ScaleAndSteps => (
                "So sánh chỉ dùng `scale` hoặc `steps`, không dùng cả hai. Bỏ một.".to_owned(),
                "A comparison has either `scale` or `steps`, not both. Remove one.".to_owned(),
            ),
            MeaningProblem::DifferenceWithoutSteps => (
                "So sánh theo hiệu số (`measure: difference`) cần `steps` để ra điểm. Thêm `steps`, hoặc dùng `measure: ratio`.".to_owned(),
                "A comparison by difference (`measure: difference`) needs `steps` to earn points. Add `steps`, or use `measure: ratio`.".to_owned(),
            ),
            MeaningProblem::ComparedWithItself { name } => (
                format!("`{name}` được so sánh với chính nó. Ghi rõ giá trị đạt được vào `input`, kế hoạch vào `plan`."),
                format!("`{name}` is compared with itself. Name the value reached in `input` and the plan in `plan`."),
            ),
            MeaningProblem::UnusedInput { name } => (
                format!("Không quy tắc nào dùng đầu vào `{name}`. Bỏ đi, hoặc sửa tên cho khớp với quy tắc."),
                format!("No rule reads the input `{name}`. Remove it, or make its name that of the rule."),
            ),
            _ => return None,
        })
    }

    fn date_texts(&self) -> Option<(String, String)> {
        Some(match self {
            MeaningProblem::EndsBeforeStart { from, to } => (
                format!("Hết hiệu lực ({to}) trước khi có hiệu lực ({from}). Sửa `valid.from` hoặc `valid.to`."),
                format!("It ends ({to}) before it begins ({from}). Change `valid.from` or `valid.to`."),
            ),
            MeaningProblem::NoDatedRule => (
                "Danh sách quy tắc theo thời gian không có mục nào. Thêm quy tắc, hoặc bỏ khóa `rule`.".to_owned(),
                "The list of dated rules is empty. Add a rule, or remove the key `rule`.".to_owned(),
            ),
            MeaningProblem::Overlap { day, other } => (
                format!(
                    "Từ ngày {day} quy tắc này cùng có hiệu lực với quy tắc ở {other}. Sửa ngày để mỗi ngày chỉ có một quy tắc."
                ),
                format!(
                    "From {day} this rule is in force together with the one at {other}. Change the dates so that one rule is in force on each day."
                ),
            ),
            MeaningProblem::Gap { from, to, other } => {
                let (to_vi, to_en) = to.map_or_else(
                    || ("trở đi".to_owned(), " on".to_owned()),
                    |to| (format!("đến {to}"), format!(" to {to}")),
                );
                (
                    format!(
                        "Từ {from} {to_vi} không có quy tắc nào có hiệu lực (mốc kia ở {other}). Nối liền các ngày, hoặc thêm quy tắc cho thời gian này."
                    ),
                    format!(
                        "From {from}{to_en} no rule is in force (the other side is at {other}). Join the dates, or add a rule for that time."
                    ),
                )
            }
            _ => return None,
        })
    }

    fn weight_texts(&self) -> Option<(String, String)> {
        Some(match self {
            MeaningProblem::SomeWeights { node, without } => {
                let list = quoted(without);
                (
                    format!(
                        "Trong `{node}` có thành phần có trọng số, có thành phần không: {list}. Thêm `weight` cho các thành phần này, hoặc bỏ hết trọng số."
                    ),
                    format!(
                        "In `{node}` some parts have a weight and some have none: {list}. Add `weight` to these, or remove all weights."
                    ),
                )
            }
            MeaningProblem::WeightMissing { part } => (
                format!("Nhánh ghi `weights: given` nhưng `{part}` không có trọng số. Thêm `weight` cho `{part}`."),
                format!("The branch says `weights: given`, but `{part}` has no weight. Add `weight` to `{part}`."),
            ),
            MeaningProblem::NegativeWeight { weight } => {
                let weight = shortest(*weight);
                (
                    format!("Trọng số {weight} nhỏ hơn 0. Trọng số phải từ 0 trở lên."),
                    format!("The weight {weight} is less than 0. A weight is 0 or more."),
                )
            }
            MeaningProblem::AllWeightsZero { node } => (
                format!("Mọi trọng số trong `{node}` đều bằng 0. Ít nhất một thành phần phải có trọng số lớn hơn 0."),
                format!("All weights in `{node}` are 0. At least one part needs a weight above 0."),
            ),
            MeaningProblem::WeightUnused { part, weights } => (
                format!(
                    "Trọng số của `{part}` không được dùng, vì nhánh ghi `weights: {weights}`. Bỏ trọng số, hoặc ghi `weights: given`."
                ),
                format!(
                    "The weight of `{part}` is not used, for the branch says `weights: {weights}`. Remove it, or write `weights: given`."
                ),
            ),
            MeaningProblem::NoPointsForWeight { part } => (
                format!("Nhánh ghi `weights: points` nhưng `{part}` không có điểm tối đa. Thêm `max` cho `{part}`."),
                format!("The branch says `weights: points`, but `{part}` has no max points. Add `max` to `{part}`."),
            ),
            MeaningProblem::NotAYear { year } => (
                format!("`{year}` không phải năm. Viết bốn chữ số, ví dụ `2024`."),
                format!("`{year}` is no year. Write four digits, for example `2024`."),
            ),
            MeaningProblem::NoYearInForce { first, valid_from } => match first {
                Some(first) => (
                    format!(
                        "Trọng số bắt đầu từ năm {first}, nhưng bộ tiêu chí có hiệu lực từ {valid_from}. Thêm trọng số cho thời gian trước đó."
                    ),
                    format!(
                        "The weights begin with {first}, but the rulebook is in force from {valid_from}. Add a weight for the time before."
                    ),
                ),
                None => (
                    "Không có trọng số cho năm nào. Thêm ít nhất một dòng `năm: trọng số`.".to_owned(),
                    "There is no weight for any year. Add at least one line `year: weight`.".to_owned(),
                ),
            },
            MeaningProblem::RatioParts { count } => (
                format!("Tỷ số cần đúng hai thành phần (tử số, mẫu số), ở đây có {count}. Thêm bớt cho đủ hai."),
                format!(
                    "A ratio has exactly two parts (above and below the line), here there are {count}. Add or remove parts."
                ),
            ),
            MeaningProblem::NoCutoff { part } => (
                format!("Thiếu ngưỡng thiếu hụt của `{part}`. Thêm `{part}` vào `deprived_below`."),
                format!("There is no cut-off for `{part}`. Add `{part}` to `deprived_below`."),
            ),
            _ => return None,
        })
    }

    /// What the format allows and nobody can have meant.
    fn sense_texts(&self) -> Option<(String, String)> {
        Some(match self {
            MeaningProblem::CutIsAShare { from, max } => {
                let (cut, max) = (shortest(*from), shortest(*max));
                let points = shortest((from * 100.0 * 1e6).round() / 1e6);
                (
                    format!("Ngưỡng xếp loại là {cut}, trong khi điểm tối đa là {max}. `{points}%` được hiểu là {cut}; ngưỡng tính bằng điểm thì viết `{points}`."),
                    format!("The cut is {cut}, but the max is {max} points. `{points}%` is {cut}; for a cut in points write `{points}`."),
                )
            }
            MeaningProblem::FullWithoutMax { node, from } => {
                let (at_vi, at_en) = from
                    .as_ref()
                    .map_or_else(Default::default, |place| (format!(" (ghi ở {place})"), format!(" (said at {place})")));
                (
                    format!("`missing` có `full` (tính đủ điểm){at_vi}, nhưng `{node}` không có điểm tối đa. Thêm `max`, hoặc ghi `missing` khác cho `{node}`."),
                    format!("`missing` says `full` (full points){at_en}, but `{node}` has no max points. Add `max`, or give `{node}` another `missing`."),
                )
            }
            MeaningProblem::DropInMean { part, node, mean } => (
                format!("`missing: drop` của `{part}` trong `{node}` (`{mean}`): với loại trung bình này, bỏ một thành phần ra cũng có nghĩa là chia lại trọng số, như `drop_rescale`. Ghi `drop_rescale` cho rõ."),
                format!("`missing: drop` of `{part}` in `{node}` (`{mean}`): in such a mean, leaving a part out gives its weight to the rest, as `drop_rescale` does. Write `drop_rescale`."),
            ),
            MeaningProblem::NegativeFraction { node } => (
                format!("`{node}` có `direction: negative` với `fraction_of_max`: giá trị đổi dấu rồi chia cho giá trị lớn nhất nên đơn vị kém hơn lại được kết quả cao hơn. Dùng `min_max` hoặc `distance_to_max`."),
                format!("`{node}` has `direction: negative` with `fraction_of_max`: values change their sign and are divided by the greatest, so the worse unit comes out higher. Use `min_max` or `distance_to_max`."),
            ),
            MeaningProblem::NothingBefore { key } => (
                format!("`{key}` là 0: giá trị được so sánh với chính nó. Ghi từ 1 trở lên."),
                format!("`{key}` is 0: the value is compared with itself. Write 1 or more."),
            ),
            MeaningProblem::InputMaxPoints => (
                "`max_points` trong công thức là điểm tối đa của mục nên không dùng làm tên đầu vào. Đổi tên đầu vào này.".to_owned(),
                "In formulas `max_points` stands for the node's max points, so no input can have this name. Rename the input.".to_owned(),
            ),
            MeaningProblem::ChildAndReference { part } => (
                format!("`{part}` đã nằm ngay dưới mục này, nay lại được nêu trong `of` nên sẽ tính hai lần. Bỏ khỏi `of`."),
                format!("`{part}` stands directly under this node and in its `of` too, so it would count twice. Remove it from `of`."),
            ),
            MeaningProblem::PointsBelowZero { key, points } => {
                let points = shortest(*points);
                (
                    format!("`{key}` là {points}, thấp hơn 0 điểm. Nếu là điểm trừ thì dùng quy tắc `penalty`; nếu không, sửa lại."),
                    format!("`{key}` is {points}, less than 0 points. Where points are taken off use the rule `penalty`; else change it."),
                )
            }
            MeaningProblem::CopelandWeight { part } => (
                format!("Trọng số của `{part}` lấy từ số liệu, nhưng `copeland` so sánh từng cặp đơn vị nên cần cùng một trọng số cho mọi đơn vị. Ghi trọng số bằng số."),
                format!("The weight of `{part}` is a fact, but `copeland` compares units in pairs and needs one weight for all. Write the weight as a number."),
            ),
            _ => return None,
        })
    }

    fn other_texts(&self) -> (String, String) {
        match self {
            MeaningProblem::LowNotUnderHigh { low, high } => {
                let (low, high) = (shortest(*low), shortest(*high));
                (
                    format!("`low` ({low}) phải nhỏ hơn `high` ({high}). Nếu càng thấp càng tốt thì giữ nguyên thứ tự và ghi `direction: negative`."),
                    format!("`low` ({low}) must be less than `high` ({high}). Where less is better keep this order and write `direction: negative`."),
                )
            }
            MeaningProblem::LogOfGoalpost { low } => {
                let low = shortest(*low);
                (
                    format!("Lấy lôgarit (`log: true`) thì mốc phải lớn hơn 0, nhưng `low` là {low}. Tăng `low`, hoặc bỏ `log`."),
                    format!("With a logarithm (`log: true`) goalposts must be above 0, but `low` is {low}. Raise `low`, or remove `log`."),
                )
            }
            MeaningProblem::GoalpostsAndPool => (
                "Đã có mốc cố định (`goalposts`) thì không dùng `over`. Bỏ một trong hai.".to_owned(),
                "With fixed `goalposts`, `over` has no meaning. Remove one of the two.".to_owned(),
            ),
            MeaningProblem::FlatScale { value } => {
                let value = shortest(*value);
                (
                    format!("Hai đầu thang điểm bằng nhau ({value}), mọi đơn vị sẽ được cùng một điểm. Sửa `from` hoặc `to`."),
                    format!("Both ends of the scale are {value}, so all units would get the same. Change `from` or `to`."),
                )
            }
            MeaningProblem::WinsoriseNothing => (
                "`max_points` là 0 nên không điểm nào được kéo vào. Ghi từ 1 trở lên, hoặc bỏ `winsorise`.".to_owned(),
                "`max_points` is 0, so no point is winsorised. Write 1 or more, or remove `winsorise`.".to_owned(),
            ),
            MeaningProblem::TreatNothing => (
                "Có ngưỡng xử lý ngoại lệ nhưng không có cách xử lý. Thêm `winsorise` hoặc `otherwise: log`, hoặc bỏ `treat`.".to_owned(),
                "There are gates but no treatment. Add `winsorise` or `otherwise: log`, or remove `treat`.".to_owned(),
            ),
            MeaningProblem::NoBands => (
                "Danh sách xếp loại không có loại nào. Thêm các loại, hoặc bỏ `bands`.".to_owned(),
                "The list of bands is empty. Add bands, or remove `bands`.".to_owned(),
            ),
            MeaningProblem::HighestBandFirst => (
                "Các loại xếp từ cao xuống thấp. Đảo lại: loại thấp nhất (không có `from`) đứng đầu.".to_owned(),
                "The bands go from the highest to the lowest. Turn the list around: the lowest (without `from`) comes first.".to_owned(),
            ),
            MeaningProblem::LowestBandFrom { band } => (
                format!("`{band}` là loại thấp nhất nên không có `from`. Bỏ `from`, hoặc thêm một loại thấp hơn lên đầu danh sách."),
                format!("`{band}` is the lowest band, so it has no `from`. Remove `from`, or put a lower band first."),
            ),
            MeaningProblem::BandWithoutFrom { band } => (
                format!("Loại `{band}` không có `from`. Thêm `from`; chỉ loại thấp nhất, đứng đầu danh sách, mới không có."),
                format!("Band `{band}` has no `from`. Add it; only the lowest band, first in the list, has none."),
            ),
            MeaningProblem::IntervalLevel { multiplier, level, real_level, real_multiplier } => {
                let multiplier = shortest(*multiplier);
                let (percent_vi, percent_en) = (percent(*level, true), percent(*level, false));
                let (real_vi, real_en) = (percent(*real_level, true), percent(*real_level, false));
                (
                    format!("Hệ số {multiplier} ứng với mức tin cậy {real_vi}, không phải {percent_vi} (mức này ứng với hệ số {real_multiplier:.3}). Sửa `level` hoặc `multiplier`."),
                    format!("The multiplier {multiplier} belongs to a level of {real_en}, not {percent_en} (which has {real_multiplier:.3}). Change `level` or `multiplier`."),
                )
            }
            MeaningProblem::NoEvidence { node } => (
                format!("`{node}` do đơn vị tự đánh giá nhưng không yêu cầu tài liệu kiểm chứng nào. Thêm `evidence`."),
                format!("`{node}` is self-assessed but wants no evidence. Add `evidence`."),
            ),
            MeaningProblem::NoEnglish { title } => {
                let title = super::short(title);
                (
                    format!("`{title}` chưa có tiếng Anh; bản tiếng Anh sẽ hiện tiếng Việt. Thêm `en`."),
                    format!("`{title}` has no English; English pages will show the Vietnamese. Add `en`."),
                )
            }
            MeaningProblem::NoStatusNote { status } => (
                format!("Tình trạng là `{status}` nhưng không nói vì sao. Thêm `status_note`."),
                format!("The status is `{status}`, but nothing says why. Add `status_note`."),
            ),
            _ => Default::default(),
        }
    }
}

fn percent(share: f64, comma: bool) -> String {
    let rounded = (share * 1000.0).round() / 10.0;
    let text = shortest(rounded);
    if comma { format!("{} %", text.replace('.', ",")) } else { format!("{text} %") }
}
