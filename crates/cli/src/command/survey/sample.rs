//! The sample that a design file makes of data.

use chiso_estimate::{
    Auxiliary, Design, Distance, EstimateError, Interval, Margin, Method, Raking, Replicates, Stage, Weighting,
};
use chiso_model::Lang;

use super::data::Data;
use super::design::{self, Calibration, DesignFile, How};
use super::yaml::Reader;
use crate::failure::Failure;
use crate::files;

/// A sample ready for estimates.
pub(super) struct Sample {
    pub(super) design: Design,
    pub(super) weighting: Weighting,
    pub(super) replicates: Option<Replicates>,
}

/// What the engine refuses, with the file in which it lies.
pub(super) fn refused(file: &str, error: &EstimateError, lang: Lang) -> Failure {
    Failure::one(format!("{file}: {}", error.message(lang)))
}

/// Leaves out rows that lack what the design needs, where the file says so; tells how many on standard error.
pub(super) fn complete(file: &DesignFile, data: &mut Data, reader: &Reader) -> Result<(), Failure> {
    if !file.leaves_out {
        return Ok(());
    }
    let columns = file.columns().map(|column| data.declared(column, reader)).collect::<Result<Vec<_>, _>>()?;
    let all = data.rows();
    let left_out = data.leave_out_without(&columns);
    let name = &data.file;
    if left_out == all {
        return Err(Failure::one(match reader.lang {
            Lang::Vi => {
                format!("{name}: dòng nào cũng để trống một cột mà thiết kế mẫu cần; không còn dòng nào để tính")
            }
            Lang::En => format!("{name}: every row is empty in a column that the design needs; none is left"),
        }));
    }
    if left_out > 0 {
        files::tell(&match reader.lang {
            Lang::Vi => format!("{name}: bỏ qua {left_out} trong {all} dòng vì để trống cột mà thiết kế mẫu cần"),
            Lang::En => format!(
                "{name}: {left_out} of {all} rows are left out: they are empty in a column that the design needs"
            ),
        });
    }
    Ok(())
}

pub(super) fn make(file: &DesignFile, data: &Data, reader: &Reader) -> Result<Sample, Failure> {
    let lang = reader.lang;
    let in_data = |error: &EstimateError| refused(&data.file, error, lang);
    for (column, _) in &file.codes {
        data.declared(column, reader)?;
    }
    let weights = match &file.weights {
        None => None,
        Some(design::Weights::Equal) => Some(vec![1.0; data.rows()]),
        Some(design::Weights::Column(column)) => Some(data.numbers(data.declared(column, reader)?)?),
    };
    let stages = file.stages.iter().map(|stage| made(stage, data, reader)).collect::<Result<Vec<_>, _>>()?;
    let design = Design::new(weights, &stages, file.rules).map_err(|error| in_data(&error))?;
    let mut weighting = Weighting::of(&design);
    if let Some(calibration) = &file.calibration {
        weighting = calibrated(weighting, calibration, data, reader)?;
    }
    if let Some((lower, upper)) = file.trim {
        weighting = weighting.trimmed(lower, upper).map_err(|error| refused(reader.file, &error, lang))?;
    }
    let replicates = match &file.replicates {
        None => None,
        Some(wanted) => Some(replicates(wanted, &design, data, reader)?),
    };
    Ok(Sample { design, weighting, replicates })
}

fn made(stage: &design::Stage, data: &Data, reader: &Reader) -> Result<Stage, Failure> {
    let crossed = |columns: &[design::Column]| {
        let places = columns.iter().map(|column| data.declared(column, reader)).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, Failure>(data.crossed(&places))
    };
    let population = match &stage.population {
        None => None,
        Some(column) => Some(data.numbers(data.declared(column, reader)?)?),
    };
    Ok(Stage { strata: crossed(&stage.strata)?, clusters: crossed(&stage.clusters)?, population })
}

fn calibrated(weighting: Weighting, wanted: &Calibration, data: &Data, reader: &Reader) -> Result<Weighting, Failure> {
    let refuse = |error: EstimateError| refused(reader.file, &error, reader.lang);
    let mut margins = Vec::new();
    for (column, totals) in &wanted.margins {
        let factor = data.factor(data.declared(column, reader)?);
        margins.push(Margin::new(factor, totals).map_err(refuse)?);
    }
    let distance = match wanted.how {
        How::Raking => {
            let raking = Raking { residuals: wanted.residuals, ..Raking::default() };
            // One margin is post-stratification, whose residuals are weighted in any case.
            return match margins.as_slice() {
                [margin] => weighting.post_stratified(margin),
                margins => weighting.raked(margins, raking),
            }
            .map_err(refuse);
        }
        How::Linear => Distance::Linear,
        How::Exponential => Distance::Raking,
        How::Logit => Distance::Logit { lower: wanted.bounds.0, upper: wanted.bounds.1 },
    };
    let mut auxiliaries = Vec::new();
    for margin in &margins {
        for (level, total) in margin.totals.iter().enumerate() {
            let inside = |code: &u32| f64::from(u8::from(*code as usize == level));
            let name = format!("{}={}", margin.factor.name, margin.factor.levels[level]);
            auxiliaries.push(Auxiliary {
                name,
                values: margin.factor.codes.iter().map(inside).collect(),
                total: *total,
            });
        }
    }
    for (column, total) in &wanted.totals {
        let values = data.numbers(data.declared(column, reader)?)?;
        auxiliaries.push(Auxiliary { name: column.name.clone(), values, total: *total });
    }
    weighting.calibrated(&auxiliaries, distance).map_err(refuse)
}

fn replicates(
    wanted: &design::Replicates,
    design: &Design,
    data: &Data,
    reader: &Reader,
) -> Result<Replicates, Failure> {
    let made = match wanted {
        design::Replicates::Jk1 => Replicates::jk1(design),
        design::Replicates::Jkn => Replicates::jkn(design),
        design::Replicates::Brr(fay) => Replicates::brr(design, *fay),
        design::Replicates::Bootstrap { count, seed } => Replicates::bootstrap(design, *count, *seed),
        design::Replicates::Given { columns, scale, scales, from_estimate } => {
            let read = |column: &design::Column| data.numbers(data.declared(column, reader)?);
            let columns = columns.iter().map(read).collect::<Result<Vec<_>, _>>()?;
            let scales = scales.clone().unwrap_or_else(|| vec![1.0; columns.len()]);
            Replicates::given(columns, *scale, scales, *from_estimate, None)
        }
    };
    made.map_err(|error| refused(reader.file, &error, reader.lang))
}

/// The interval that the design file asks for; a kind for shares is used for shares only.
pub(super) fn interval(file: &DesignFile, shares: bool, reader: &Reader) -> Result<Interval, Failure> {
    let usual = if shares { Method::Logit } else { Method::T };
    let method = file.method.filter(|method| shares || !method.is_for_shares()).unwrap_or(usual);
    let made = match file.multiplier {
        Some(multiplier) => Interval::with_multiplier(method, file.level, multiplier),
        None => Interval::new(method, file.level),
    };
    made.map_err(|error| refused(reader.file, &error, reader.lang))
}
