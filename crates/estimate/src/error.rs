//! Why there is no estimate.

use chiso_model::{Lang, decimal, shortest};

/// What tallies do not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TallyLimit {
    /// Tallies of different items do not add up.
    OtherItems,
    /// Shares and variances of an item that is tallied as a number.
    SharesOfNumbers,
    /// Quantiles.
    Quantile,
    /// Ratios where respondents are a stage of sampling.
    RatioOfRespondents,
    /// A ballot of a cluster or a calibration cell that the sample does not have.
    OutsideSample,
}

impl TallyLimit {
    fn message(self, lang: Lang) -> &'static str {
        match self {
            TallyLimit::OtherItems => {
                lang.pick("hai bảng có các câu hỏi khác nhau", "the tallies are of different items")
            }
            TallyLimit::SharesOfNumbers => lang.pick(
                "tỷ lệ, phương sai của câu hỏi được cộng dồn như một số",
                "shares and variances of an item that is tallied as a number",
            ),
            TallyLimit::Quantile => lang.pick("phân vị", "a quantile"),
            TallyLimit::RatioOfRespondents => lang
                .pick("tỷ số khi người trả lời được chọn thẳng", "a ratio where respondents are a stage of sampling"),
            TallyLimit::OutsideSample => lang.pick(
                "có phiếu thuộc cụm hoặc nhóm không có trong mẫu",
                "a ballot is of a cluster or cell that the sample does not have",
            ),
        }
    }
}

/// Why there is no estimate: where the fault lies, and how to mend it. Rows are counted from 1, the heading of a file not counted.
#[derive(Debug, Clone, PartialEq)]
pub enum EstimateError {
    /// A weight that is negative or no number.
    Weight {
        /// The row, from 1.
        row: usize,
        /// What stands there.
        value: f64,
    },
    /// Neither weights nor populations from which they follow.
    NoWeights,
    /// All weights are zero, or there is no row.
    NothingWeighted,
    /// A column with another number of rows.
    Length {
        /// The column.
        column: String,
        /// Its rows.
        rows: usize,
        /// Rows wanted.
        wanted: usize,
    },
    /// A row without stratum, cluster or population.
    MissingLabel {
        /// The column.
        column: String,
        /// The row, from 1.
        row: usize,
    },
    /// A cluster that stands in two strata.
    ClusterInTwoStrata {
        /// The cluster.
        cluster: String,
        /// The strata.
        strata: (String, String),
    },
    /// Populations that are not positive, or counts mixed with fractions.
    Population {
        /// Stage, from 1.
        stage: usize,
        /// The row, from 1.
        row: usize,
        /// What stands there.
        value: f64,
    },
    /// Population counts that differ within a stratum (or a cluster).
    PopulationVaries {
        /// Stage, from 1.
        stage: usize,
        /// The stratum.
        stratum: String,
        /// Two of the values.
        values: (f64, f64),
    },
    /// More sampled than there are.
    PopulationTooSmall {
        /// Stage, from 1.
        stage: usize,
        /// The stratum.
        stratum: String,
        /// Units sampled.
        sampled: f64,
        /// The population given.
        population: f64,
    },
    /// A stratum with a single sampled unit.
    LonelyPsu {
        /// Stage, from 1.
        stage: usize,
        /// The stratum.
        stratum: String,
    },
    /// Sampling with unequal probabilities needs fractions at one stage.
    PpsNeedsFractions,
    /// Brewer's approximation is for the first stage, of a design of one stage.
    PpsOneStage,
    /// No degrees of freedom.
    NoDegreesOfFreedom,
    /// A label of an interval that its multiplier does not deserve.
    IntervalLabel {
        /// Level declared.
        level: f64,
        /// Multiplier declared.
        multiplier: f64,
        /// The level that the multiplier gives.
        gives: f64,
        /// The multiplier that the level needs.
        needs: f64,
    },
    /// A level that is not between 0 and 1.
    IntervalLevel(f64),
    /// An interval for shares asked for something else.
    IntervalNeedsShare(&'static str),
    /// The probability of a quantile is not between 0 and 1.
    Probability(f64),
    /// A level of a margin that has no total.
    MarginWithoutTotal {
        /// The margin.
        margin: String,
        /// The level.
        level: String,
    },
    /// A total with nobody in the sample.
    MarginWithoutSample {
        /// The margin.
        margin: String,
        /// The level.
        level: String,
    },
    /// A total that is negative or no number.
    MarginTotal {
        /// The margin.
        margin: String,
        /// The level.
        level: String,
        /// What was given.
        total: f64,
    },
    /// Margins that do not agree on the population.
    MarginsDisagree {
        /// Two margins.
        margins: (String, String),
        /// Their sums.
        sums: (f64, f64),
    },
    /// Raking that did not reach its margins.
    RakingStopped {
        /// The margin that is farthest off.
        margin: String,
        /// The level.
        level: String,
        /// What it reached.
        reached: f64,
        /// Its total.
        total: f64,
        /// Rounds.
        rounds: usize,
    },
    /// Calibration that did not reach its totals.
    CalibrationStopped {
        /// The auxiliary that is farthest off.
        auxiliary: String,
        /// What it reached.
        reached: f64,
        /// Its total.
        total: f64,
        /// Bounds of the weights' ratio, if any.
        bounds: Option<(f64, f64)>,
    },
    /// Auxiliaries of which one follows from the others, with another total.
    AuxiliaryFollows {
        /// The auxiliary.
        auxiliary: String,
    },
    /// Bounds of calibration that do not lie around 1, or are not those of the distance.
    Bounds(f64, f64),
    /// Weights that were calibrated already.
    CalibratedTwice,
    /// Trimming that leaves no weight to take the rest.
    NothingToTrimInto {
        /// Bounds of the weights.
        lower: f64,
        /// Upper bound.
        upper: f64,
    },
    /// BRR needs two clusters in each stratum.
    BrrNeedsTwo {
        /// The stratum.
        stratum: String,
        /// How many it has.
        clusters: usize,
    },
    /// Fay's factor is not in 0..1.
    FayFactor(f64),
    /// A replicate method whose number of replicates, scales or columns does not fit.
    Replicates {
        /// How many there are.
        replicates: usize,
        /// How many are wanted.
        wanted: usize,
    },
    /// Replicates are made from clusters, and the design draws respondents.
    ReplicatesNeedClusters,
    /// This estimate cannot be computed from tallies.
    NotFromTallies(TallyLimit),
    /// There is no such item.
    NoItem(usize),
}

impl EstimateError {
    /// The message, in a language: one sentence on what is wrong, one on how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let number = |value: f64| readable(value, lang);
        let percent = |share: f64| format!("{} %", readable((share * 1000.0).round() / 10.0, lang));
        let vi = lang == Lang::Vi;
        match self {
            EstimateError::Weight { row, value } if vi => {
                format!("Dòng {row}: trọng số {} không hợp lệ. Hãy ghi một số không âm.", number(*value))
            }
            EstimateError::Weight { row, value } => {
                format!("row {row}: {} is not a weight. Weights are numbers of zero or more.", number(*value))
            }
            EstimateError::NoWeights => lang
                .pick(
                    "Chưa có trọng số. Hãy khai báo cột trọng số (“weights”), hoặc tổng thể (“population”) ở mọi giai đoạn để tính trọng số.",
                    "there are no weights. Name the column of weights (`weights`), or give populations (`population`) at every stage, from which weights follow.",
                )
                .to_owned(),
            EstimateError::NothingWeighted => lang
                .pick("Không có dòng nào có trọng số lớn hơn 0. Hãy kiểm tra cột trọng số.", "no row has a weight above zero. Check the column of weights.")
                .to_owned(),
            EstimateError::Length { column, rows, wanted } if vi => {
                format!("Cột “{column}” có {rows} dòng, phải là {wanted}. Hãy lấy mọi cột từ cùng một tệp.")
            }
            EstimateError::Length { column, rows, wanted } => {
                format!("column `{column}` has {rows} rows instead of {wanted}. Take all columns from the same file.")
            }
            EstimateError::MissingLabel { column, row } if vi => {
                format!("Dòng {row}, cột “{column}”: ô trống. Mỗi người trả lời phải thuộc về một tầng, một cụm; hãy điền vào.")
            }
            EstimateError::MissingLabel { column, row } => {
                format!("row {row}, column `{column}`: empty. Every respondent belongs to a stratum and a cluster; fill it in.")
            }
            EstimateError::ClusterInTwoStrata { cluster, strata: (a, b) } if vi => format!(
                "Cụm “{cluster}” xuất hiện ở hai tầng “{a}” và “{b}”. Nếu đó là hai cụm trùng tên, hãy ghi “nested: true”; nếu là một cụm, hãy sửa tầng."
            ),
            EstimateError::ClusterInTwoStrata { cluster, strata: (a, b) } => format!(
                "cluster `{cluster}` stands in two strata, `{a}` and `{b}`. If these are two clusters of the same name, set `nested: true`; if it is one, mend its stratum."
            ),
            EstimateError::Population { stage, row, value } if vi => format!(
                "Dòng {row}, giai đoạn {stage}: quy mô tổng thể {} không hợp lệ. Hãy ghi toàn số đếm (từ 1 trở lên) hoặc toàn tỷ lệ chọn mẫu (lớn hơn 0, không quá 1).",
                number(*value)
            ),
            EstimateError::Population { stage, row, value } => format!(
                "row {row}, stage {stage}: the population {} cannot be. Give counts (1 or more) throughout, or sampling fractions (above 0, at most 1) throughout.",
                number(*value)
            ),
            EstimateError::PopulationVaries { stage, stratum, values: (a, b) } if vi => format!(
                "Tầng “{stratum}”, giai đoạn {stage}: có hai quy mô tổng thể khác nhau, {} và {}. Mỗi tầng chỉ có một; hãy sửa lại.",
                number(*a),
                number(*b)
            ),
            EstimateError::PopulationVaries { stage, stratum, values: (a, b) } => format!(
                "stratum `{stratum}`, stage {stage}: two populations, {} and {}. A stratum has one; mend the column (for unequal probabilities use `pps: brewer`).",
                number(*a),
                number(*b)
            ),
            EstimateError::PopulationTooSmall { stage, stratum, sampled, population } if vi => format!(
                "Tầng “{stratum}”, giai đoạn {stage}: mẫu có {} đơn vị nhưng tổng thể chỉ có {}. Hãy kiểm tra quy mô tổng thể hoặc tên cụm.",
                number(*sampled),
                number(*population)
            ),
            EstimateError::PopulationTooSmall { stage, stratum, sampled, population } => format!(
                "stratum `{stratum}`, stage {stage}: {} units are in the sample but only {} in the population. Check the population, or the names of clusters.",
                number(*sampled),
                number(*population)
            ),
            EstimateError::LonelyPsu { stage, stratum } if vi => format!(
                "Tầng “{stratum}”, giai đoạn {stage}: chỉ có một đơn vị mẫu nên không tính được sai số. Hãy gộp tầng này với một tầng tương tự, hoặc chọn “lonely: adjust” (thận trọng), “average”, “remove”, “certainty”."
            ),
            EstimateError::LonelyPsu { stage, stratum } => format!(
                "stratum `{stratum}`, stage {stage}: it has only one sampled unit, so there is no variance to see. Join it with a similar stratum, or choose `lonely: adjust` (cautious), `average`, `remove` or `certainty`."
            ),
            EstimateError::PpsNeedsFractions => lang
                .pick(
                    "Chọn mẫu với xác suất không đều (“pps: brewer”) cần xác suất chọn của từng đơn vị, lớn hơn 0 và không quá 1, ở cột “population”.",
                    "unequal probabilities (`pps: brewer`) need the inclusion probability of each unit, above 0 and at most 1, as `population`.",
                )
                .to_owned(),
            EstimateError::PpsOneStage => lang
                .pick("“pps: brewer” chỉ dùng cho thiết kế một giai đoạn. Hãy bỏ các giai đoạn sau.", "`pps: brewer` is for designs of one stage. Leave out the later stages.")
                .to_owned(),
            EstimateError::NoDegreesOfFreedom => lang
                .pick(
                    "Không còn bậc tự do nào (số cụm không lớn hơn số tầng), nên không có khoảng tin cậy. Hãy khai báo “df”, hoặc gộp tầng.",
                    "no degrees of freedom are left (no more clusters than strata), so there is no interval. Declare `df`, or join strata.",
                )
                .to_owned(),
            EstimateError::IntervalLabel { level, multiplier, gives, needs } if vi => format!(
                "Khoảng tin cậy ghi {} nhưng hệ số {} chỉ ứng với khoảng {}. Hãy ghi đúng {}, hoặc dùng hệ số {}.",
                percent(*level),
                number(*multiplier),
                percent(*gives),
                percent(*gives),
                readable((needs * 1000.0).round() / 1000.0, lang)
            ),
            EstimateError::IntervalLabel { level, multiplier, gives, needs } => format!(
                "the interval is labelled {}, but the multiplier {} makes it a {} interval. Label it {}, or use the multiplier {}.",
                percent(*level),
                number(*multiplier),
                percent(*gives),
                percent(*gives),
                readable((needs * 1000.0).round() / 1000.0, lang)
            ),
            EstimateError::IntervalLevel(level) if vi => {
                format!("Độ tin cậy {} không hợp lệ. Hãy ghi một số giữa 0 và 1, ví dụ 0.95.", number(*level))
            }
            EstimateError::IntervalLevel(level) => format!("{} is not a level of confidence. It lies between 0 and 1, for example 0.95.", number(*level)),
            EstimateError::IntervalNeedsShare(method) if vi => {
                format!("Khoảng tin cậy “{method}” chỉ dùng cho tỷ lệ. Hãy chọn “t”, hoặc ước lượng “share”.")
            }
            EstimateError::IntervalNeedsShare(method) => format!("the interval `{method}` is for shares only. Choose `t`, or estimate a `share`."),
            EstimateError::Probability(p) if vi => format!("Phân vị {} không hợp lệ. Hãy ghi một số lớn hơn 0 và nhỏ hơn 1, ví dụ 0.5.", number(*p)),
            EstimateError::Probability(p) => format!("{} is not the probability of a quantile. It lies between 0 and 1, for example 0.5.", number(*p)),
            EstimateError::MarginWithoutTotal { margin, level } if vi => {
                format!("Mẫu có “{margin}” = “{level}” nhưng chưa có tổng thể của nhóm này. Hãy bổ sung, hoặc gộp với nhóm khác.")
            }
            EstimateError::MarginWithoutTotal { margin, level } => {
                format!("the sample has `{margin}` = `{level}`, for which no total is given. Add it, or join the group with another.")
            }
            EstimateError::MarginWithoutSample { margin, level } if vi => {
                format!("Tổng thể có “{margin}” = “{level}” nhưng không có ai trong mẫu. Hãy gộp nhóm này với nhóm khác.")
            }
            EstimateError::MarginWithoutSample { margin, level } => {
                format!("there is a total for `{margin}` = `{level}`, but nobody of it in the sample. Join the group with another.")
            }
            EstimateError::MarginTotal { margin, level, total } if vi => {
                format!("Tổng thể của “{margin}” = “{level}” là {}, không hợp lệ. Hãy ghi một số lớn hơn 0.", number(*total))
            }
            EstimateError::MarginTotal { margin, level, total } => {
                format!("the total of `{margin}` = `{level}` is {}. It must be above zero.", number(*total))
            }
            EstimateError::MarginsDisagree { margins: (a, b), sums: (x, y) } if vi => format!(
                "Tổng của “{a}” là {} còn tổng của “{b}” là {}. Mọi phân bố phải cộng lại thành cùng một tổng thể; hãy sửa lại.",
                number(*x),
                number(*y)
            ),
            EstimateError::MarginsDisagree { margins: (a, b), sums: (x, y) } => format!(
                "`{a}` adds up to {} and `{b}` to {}. All margins must add up to the same population; mend one of them.",
                number(*x),
                number(*y)
            ),
            EstimateError::RakingStopped { margin, level, reached, total, rounds } if vi => format!(
                "Hiệu chỉnh không hội tụ sau {rounds} vòng: “{margin}” = “{level}” mới đạt {} trên {}. Các phân bố có thể mâu thuẫn nhau trong mẫu này; hãy gộp các nhóm nhỏ.",
                number(*reached),
                number(*total)
            ),
            EstimateError::RakingStopped { margin, level, reached, total, rounds } => format!(
                "raking did not converge in {rounds} rounds: `{margin}` = `{level}` reached {} of {}. The margins may contradict each other in this sample; join small groups.",
                number(*reached),
                number(*total)
            ),
            EstimateError::CalibrationStopped { auxiliary, reached, total, bounds } => {
                let hint = match (bounds, lang) {
                    (Some((l, u)), Lang::Vi) => format!("Giới hạn {}–{} có thể quá hẹp; hãy nới ra.", number(*l), number(*u)),
                    (Some((l, u)), Lang::En) => format!("The bounds {} to {} may be too tight; widen them.", number(*l), number(*u)),
                    (None, _) => lang.pick("Hãy bớt biến hiệu chỉnh hoặc kiểm tra các tổng.", "Leave out an auxiliary, or check the totals.").to_owned(),
                };
                match lang {
                    Lang::Vi => format!("Hiệu chỉnh không hội tụ: “{auxiliary}” mới đạt {} trên {}. {hint}", number(*reached), number(*total)),
                    Lang::En => format!("calibration did not converge: `{auxiliary}` reached {} of {}. {hint}", number(*reached), number(*total)),
                }
            }
            EstimateError::AuxiliaryFollows { auxiliary } if vi => {
                format!("Biến hiệu chỉnh “{auxiliary}” suy ra được từ các biến khác nhưng tổng lại không khớp. Hãy bỏ biến này hoặc sửa tổng.")
            }
            EstimateError::AuxiliaryFollows { auxiliary } => {
                format!("the auxiliary `{auxiliary}` follows from the others, but its total does not. Leave it out, or mend the totals.")
            }
            EstimateError::Bounds(l, u) if vi => format!("Giới hạn {}–{} không hợp lệ. Cần giới hạn dưới nhỏ hơn 1 và giới hạn trên lớn hơn 1.", number(*l), number(*u)),
            EstimateError::Bounds(l, u) => format!("the bounds {} to {} cannot be. The lower lies below 1, the upper above 1.", number(*l), number(*u)),
            EstimateError::CalibratedTwice => lang
                .pick("Trọng số đã được hiệu chỉnh. Hãy đưa mọi phân bố vào cùng một lần hiệu chỉnh.", "the weights are calibrated already. Put all margins into one calibration.")
                .to_owned(),
            EstimateError::NothingToTrimInto { lower, upper } if vi => {
                format!("Không còn trọng số nào nằm giữa {} và {} để nhận phần bị cắt. Hãy nới giới hạn.", number(*lower), number(*upper))
            }
            EstimateError::NothingToTrimInto { lower, upper } => {
                format!("no weight is left between {} and {} to take what was cut off. Widen the bounds.", number(*lower), number(*upper))
            }
            EstimateError::BrrNeedsTwo { stratum, clusters } if vi => {
                format!("Tầng “{stratum}” có {clusters} cụm; BRR cần đúng hai cụm mỗi tầng. Hãy dùng JKn hoặc bootstrap.")
            }
            EstimateError::BrrNeedsTwo { stratum, clusters } => {
                format!("stratum `{stratum}` has {clusters} clusters; BRR needs exactly two in each. Use JKn or the bootstrap.")
            }
            EstimateError::FayFactor(rho) if vi => format!("Hệ số Fay {} không hợp lệ. Hãy ghi một số từ 0 đến dưới 1.", number(*rho)),
            EstimateError::FayFactor(rho) => format!("{} is not a factor for Fay's method. It is zero or more and below 1.", number(*rho)),
            EstimateError::Replicates { replicates, wanted } if vi => format!("Có {replicates} bộ trọng số lặp hoặc hệ số, phải là {wanted}. Hãy kiểm tra lại."),
            EstimateError::Replicates { replicates, wanted } => format!("there are {replicates} replicates or scales instead of {wanted}. Check their columns."),
            EstimateError::ReplicatesNeedClusters => lang
                .pick(
                    "Thiết kế này chọn thẳng người trả lời, không có cụm. Hãy khai báo cột định danh người trả lời làm cụm (“clusters”), hoặc bỏ “replicates”.",
                    "this design draws respondents, not clusters. Name a column that identifies respondents as `clusters`, or leave out `replicates`.",
                )
                .to_owned(),
            EstimateError::NotFromTallies(what) if vi => format!("Không tính được từ bảng cộng dồn: {}. Hãy tính từ từng phiếu (“chiso survey estimate”).", what.message(lang)),
            EstimateError::NotFromTallies(what) => format!("this cannot be computed from tallies: {}. Compute it from the rows (`chiso survey estimate`).", what.message(lang)),
            EstimateError::NoItem(item) if vi => format!("Không có câu hỏi thứ {}. Hãy kiểm tra danh sách câu hỏi.", item + 1),
            EstimateError::NoItem(item) => format!("there is no item number {}. Check the list of items.", item + 1),
        }
    }
}

/// A number as it stands in a message.
fn readable(value: f64, lang: Lang) -> String {
    if !value.is_finite() {
        return format!("{value}");
    }
    let text = shortest(value);
    let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len().min(12));
    decimal(value, u8::try_from(digits).unwrap_or(12), lang)
}
