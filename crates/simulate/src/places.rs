//! Which agencies are assessed: provinces of the shipped register, and made-up agencies below them.

use chiso_model::agency::{Agency, AgencyId, AgencyKind, Validity};
use chiso_model::{Date, Text};
use chiso_store::{Act, agencies};
use chiso_workspace::{Desk, Refusal};

/// Since when made-up agencies exist: two levels of government, 1 July 2025.
const SINCE: Date = Date::constant(2025, 7, 1);

/// The departments of a made-up province.
const DEPARTMENTS: [(&str, &str); 8] = [
    ("Sở Nội vụ", "Department of Home Affairs"),
    ("Sở Tư pháp", "Department of Justice"),
    ("Sở Tài chính", "Department of Finance"),
    ("Sở Y tế", "Department of Health"),
    ("Sở Xây dựng", "Department of Construction"),
    ("Sở Công Thương", "Department of Industry and Trade"),
    ("Sở Giáo dục và Đào tạo", "Department of Education and Training"),
    ("Sở Khoa học và Công nghệ", "Department of Science and Technology"),
];

/// Ids of the provinces and cities that there were on a day, at most so many.
pub(crate) fn provinces(desk: &Desk, day: Date, most: usize) -> Vec<String> {
    let register = desk.register();
    let is_province = |kind| matches!(kind, AgencyKind::Province | AgencyKind::City);
    let there = register
        .at(day)
        .filter(|found| register.get(found.id()).is_some_and(|agency| is_province(agency.kind_on(day))));
    there.take(most).map(|found| found.id().as_str().to_owned()).collect()
}

/// Adds made-up departments below a province; gives their ids.
///
/// # Errors
/// The store.
pub(crate) async fn departments(desk: &Desk, province: &str, most: usize, now_us: i64) -> Result<Vec<String>, Refusal> {
    let made = DEPARTMENTS.iter().take(most).map(|(vi, en)| {
        let id = AgencyId::of(&format!("mo phong {province} {vi}"));
        (
            id,
            AgencyKind::Department,
            Text::new(format!("{vi} (mô phỏng)"), format!("{en} (simulated)")),
            province.to_owned(),
        )
    });
    add(desk, made.collect(), now_us).await
}

/// Adds so many made-up communes, dealt out over provinces; gives their ids.
///
/// # Errors
/// The store.
pub(crate) async fn communes(
    desk: &Desk,
    provinces: &[String],
    count: usize,
    now_us: i64,
) -> Result<Vec<String>, Refusal> {
    let made = (1..=count).zip(provinces.iter().cycle()).map(|(number, province)| {
        let name = Text::new(format!("Xã số {number} (mô phỏng)"), format!("Commune {number} (simulated)"));
        (AgencyId::of(&format!("xa mo phong {number}")), AgencyKind::Commune, name, province.clone())
    });
    add(desk, made.collect(), now_us).await
}

/// A made-up agency: its id, kind, name, and the agency above it.
type Made = (Result<AgencyId, chiso_model::agency::BadAgencyId>, AgencyKind, Text, String);

async fn add(desk: &Desk, made: Vec<Made>, now_us: i64) -> Result<Vec<String>, Refusal> {
    let bad = |error: chiso_model::agency::BadAgencyId| {
        Refusal::Fault(Text::new(error.message(chiso_model::Lang::Vi), error.message(chiso_model::Lang::En)))
    };
    let made: Vec<Agency> = made
        .into_iter()
        .map(|(id, kind, name, above)| {
            let agency = Agency::new(id?, kind, name, Validity::since(SINCE)).below(AgencyId::new(above)?);
            let source = Some(Text::new("Cơ quan mô phỏng, không có thật", "A simulated agency; there is none"));
            Ok(Agency { source, ..agency })
        })
        .collect::<Result<_, _>>()
        .map_err(bad)?;
    let mut rows = Vec::with_capacity(made.len());
    for agency in &made {
        let told = |error: serde_json::Error| Refusal::Fault(Text::new(error.to_string(), error.to_string()));
        let document = serde_json::to_value(agency).map_err(told)?;
        let id = agency.id.as_str().to_owned();
        rows.push(agencies::Agency { id, version: 1, origin: "entered".to_owned(), document });
    }
    let ids = rows.iter().map(|row| row.id.clone()).collect();
    desk.store()
        .write(Act::new("system", "simulation.agencies", now_us), move |writer| -> Result<(), Refusal> {
            rows.iter().try_for_each(|row| writer.insert(row))?;
            Ok(())
        })
        .await?;
    desk.reread_register().await?;
    Ok(ids)
}
