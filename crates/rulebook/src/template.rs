//! A filled-in example to start a new rulebook from.

use chiso_model::Lang;

use crate::workbook::{WriteError, to_xlsx};

/// A rulebook with an example of every kind of rule, as YAML with comments in Vietnamese and English. It passes every check.
pub fn template_yaml() -> &'static str {
    include_str!("template.yaml")
}

/// The same as a workbook, with explanations in `lang`.
///
/// # Errors
///
/// [`WriteError`] as of [`to_xlsx`]; it does not happen for the template.
pub fn template_xlsx(lang: Lang) -> Result<Vec<u8>, WriteError> {
    let rulebook =
        crate::read_yaml(template_yaml(), "template.yaml").map_err(|problems| WriteError::of_problems(&problems))?;
    to_xlsx(&rulebook, lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{load_xlsx, load_yaml, to_yaml};

    #[test]
    fn the_template_has_no_problem_as_yaml_or_as_workbook() {
        let from_yaml = load_yaml(template_yaml(), "template.yaml");
        let lines: Vec<_> = from_yaml.problems.iter().map(|p| p.line(Lang::En)).collect();
        assert_eq!(lines, Vec::<String>::new());
        for lang in Lang::ALL {
            let from_xlsx = load_xlsx(&template_xlsx(lang).unwrap(), "template.xlsx");
            let lines: Vec<_> = from_xlsx.problems.iter().map(|p| p.line(lang)).collect();
            assert_eq!(lines, Vec::<String>::new());
            assert_eq!(to_yaml(&from_xlsx.rulebook.unwrap()), to_yaml(from_yaml.rulebook.as_ref().unwrap()));
        }
    }

    #[test]
    fn the_template_shows_every_kind_of_rule() {
        for rule in crate::schema::SCHEMA["$defs"]["Rule"]["oneOf"].as_array().unwrap() {
            let kind = rule["properties"]["kind"]["const"].as_str().unwrap();
            assert!(template_yaml().contains(&format!("kind: {kind}")), "{kind}");
        }
    }
}
