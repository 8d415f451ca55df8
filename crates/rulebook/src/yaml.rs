//! A rulebook as canonical YAML.

use serde_json::{Number, Value};
use serde_saphyr::SerializerOptions;

use crate::definition::Rulebook;

/// The rulebook as YAML in its canonical form: keys in the order of the format, numbers in their shortest form, no anchors, nothing written that is taken anyway.
/// Reading it back gives the same rulebook; comments of the file it came from are gone.
pub fn to_yaml(rulebook: &Rulebook) -> String {
    value_to_yaml(serde_json::to_value(rulebook).unwrap_or_default())
}

pub(crate) fn value_to_yaml(mut value: Value) -> String {
    shorten_numbers(&mut value);
    // Writing a value that is already in memory into a text cannot fail; an empty text would be seen by every test.
    serde_saphyr::to_string_with_options(&value, options()).unwrap_or_default()
}

fn options() -> SerializerOptions {
    serde_saphyr::ser_options! {
        // Dates stay without quotes, as people write them.
        yaml_12: true,
        no_lang_directive: true,
        prefer_block_scalars: false,
        compact_list_indent: false,
    }
}

/// 10 instead of 10.0.
pub(crate) fn shorten_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(float) = number.as_f64()
                && float.fract() == 0.0
                && float.abs() < 9e15
            {
                #[allow(clippy::cast_possible_truncation)] // The bound is tested in the line above.
                let whole = float as i64;
                *number = Number::from(whole);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(shorten_numbers),
        Value::Object(map) => map.values_mut().for_each(shorten_numbers),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::to_yaml;
    use crate::conform::conform;
    use crate::definition::Rulebook;
    use crate::document::parse;
    use crate::generated;
    use crate::message::Problem;
    use chiso_model::Lang;

    fn reread(text: &str) -> Rulebook {
        let (root, problems) = parse(text, &Arc::from("r.yaml"));
        assert_eq!(problems, []);
        let conformed = conform(&root.unwrap());
        let lines: Vec<_> = conformed.problems.iter().map(|p: &Problem| p.line(Lang::En)).collect();
        assert!(lines.is_empty(), "{lines:#?}\n{text}");
        serde_json::from_value(conformed.value.unwrap()).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn yaml_reads_back_the_same(seed: u64) {
            let rulebook = generated::rulebook(seed);
            let text = to_yaml(&rulebook);
            let again = reread(&text);
            prop_assert_eq!(&again, &rulebook, "{}", text);
            prop_assert_eq!(to_yaml(&again), text);
        }
    }
}
