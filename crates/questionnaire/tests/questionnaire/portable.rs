//! A form for a device: its exact bytes. What a device makes of it is compared with this crate in `crates/surveys/tests/interview_form`.

use crate::cases::sheets_of;
use chiso_questionnaire::{SHIPPED, read_sheets};
use serde_json::Value;

const FORM: &str = "
[settings]
form_title | style
Thử | pages
[survey]
type | name | label::Tiếng Việt (vi) | label::English (en) | hint | relevant | required | required_message::English (en) | constraint | constraint_message | choice_filter | calculation | default | appearance | parameters
begin_group | g | Nhóm | | | | | | | | | | | |
integer | age | Tuổi | Age | Năm | | yes | How old? | . >= 0 | Sai, ${age} | | | 7 | |
select_one ab or_other | one | Vì sao, ${age}? | | | ${twice} > 17 | ${age} != '' | | | | | | a | minimal |
end_group | | | | | | | | | | | | | |
select_multiple ab | many | Những gì | | | | | | | | size = 'l' | | a b | |
range | scale | Điểm | | | | | | | | | | | rating | start=0 end=1 step=0.5
note | bye | Chào | | | | | | | | | | | |
calculate | twice | | | | | | | | | | if(regex(${age}, '[0-9]+'), -${age} * 2, '') | | |
[choices]
list_name | name | label::Tiếng Việt (vi) | label::English (en) | size
ab | a | Một | One | l
ab | b | Hai | |
ab | other | Khác | Other |
";

#[test]
fn a_form_for_a_device_is_these_bytes() {
    let form = read_sheets(&sheets_of(FORM)).unwrap();
    let wanted: Vec<&str> = include_str!("portable.json").lines().map(str::trim).collect();
    let found = form.portable();
    assert_eq!(found.to_string(), wanted.concat());
    assert_eq!(found["fingerprint"], form.hash().to_string());
}

/// Every number is a place in `items`, every name a question or a list.
#[test]
fn whatever_a_form_names_is_there() {
    for shipped in SHIPPED {
        let portable = shipped.form().unwrap().portable();
        let items = portable["items"].as_array().unwrap();
        let numbers = |value: &Value| -> Vec<usize> {
            value.as_array().unwrap().iter().map(|number| usize::try_from(number.as_u64().unwrap()).unwrap()).collect()
        };
        let mut order = numbers(&portable["order"]);
        order.sort_unstable();
        assert_eq!(order, (0..items.len()).collect::<Vec<_>>());
        for page in portable["pages"].as_array().unwrap() {
            assert!(
                numbers(&page["items"]).iter().chain(&numbers(&page["groups"])).all(|number| *number < items.len())
            );
        }
        for item in items {
            assert!(item.get("list").is_none_or(|list| portable["lists"][list.as_str().unwrap()].is_array()));
            for code in ["vi", "en"] {
                assert!(item.get("label").is_none_or(|label| label[code].is_array()), "{item}");
            }
        }
        assert_eq!(portable["messages"]["vi"]["missing"], "Xin trả lời câu này.");
        assert_eq!(portable["messages"]["en"]["missing"], "Please answer this question.");
    }
}
