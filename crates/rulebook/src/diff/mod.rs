//! What changed between two rulebooks, for a person.

mod text;

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::Text;
use serde_json::Value;

use crate::definition::{Id, Node, Rulebook};
use crate::yaml::shorten_numbers;

/// What changed between two rulebooks.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Id and edition of the earlier one.
    pub before: String,
    /// Id and edition of the later one.
    pub after: String,
    /// How nodes were matched.
    pub matching: Matching,
    /// What changed, the rulebook first, then the nodes in the order of the later tree, then what is gone.
    pub changes: Vec<Change>,
}

/// How nodes of two rulebooks were matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// By the mapping that the later one declares.
    Mapping,
    /// By id: both are the same edition.
    SameEdition,
    /// By id, for lack of a mapping: results of the two cannot be compared.
    Id,
}

/// A change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Something the rulebook says as a whole.
    Book(Entry),
    /// A node that was not there.
    Added {
        /// The node.
        node: Named,
        /// The node above it.
        parent: Option<Id>,
    },
    /// A node that is no longer there.
    Removed {
        /// The node.
        node: Named,
    },
    /// A node that continues one with another id.
    Renamed {
        /// The node.
        node: Named,
        /// The earlier id.
        from: Id,
    },
    /// A node that stands under another one.
    Moved {
        /// The node.
        node: Named,
        /// The node above it then.
        from: Option<Id>,
        /// The node above it now.
        to: Option<Id>,
    },
    /// A node that the mapping declares not comparable.
    NotComparable {
        /// The node.
        node: Named,
        /// Why.
        why: Text,
    },
    /// A node whose id was there too, but that the mapping does not name: it may mean something else now.
    NotNamed {
        /// The node.
        node: Named,
    },
    /// Something a node says.
    Node {
        /// The node.
        node: Named,
        /// What.
        entry: Entry,
    },
}

/// A node in a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// Its max points.
    pub max: Option<f64>,
}

/// A key with its values then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Path of the key: `rule.scale.floor`.
    pub path: String,
    /// The value then; absent where the key was not there.
    pub from: Option<Value>,
    /// The value now; absent where the key is not there.
    pub to: Option<Value>,
}

/// What changed from one rulebook to another. Nodes are matched by the mapping that `after` declares for the edition of `before`, else by id.
pub fn diff(before: &Rulebook, after: &Rulebook) -> Difference {
    let names = |rulebook: &Rulebook| format!("{}/{}", rulebook.id, rulebook.edition);
    let continuation = after
        .continues
        .iter()
        .find(|c| c.edition == before.edition && *c.rulebook.as_ref().unwrap_or(&after.id) == before.id);
    let same = before.id == after.id && before.edition == after.edition;
    let matching = match continuation {
        Some(_) => Matching::Mapping,
        None if same => Matching::SameEdition,
        None => Matching::Id,
    };
    let mut changes = Vec::new();
    let skipped = ["tree", "companions", "continues"];
    entries(&tree_of(before), &tree_of(after), &skipped, &mut |entry| changes.push(Change::Book(entry)));
    let (old, new) = (placed(before), placed(after));
    let by_id: BTreeMap<&Id, &Placed<'_>> = old.iter().map(|placed| (&placed.node.id, placed)).collect();
    let earlier = |id: &Id| -> Option<Id> {
        match continuation {
            Some(continuation) => continuation.nodes.get(id).cloned(),
            None => Some(id.clone()),
        }
    };
    let mut continued: BTreeSet<Id> = BTreeSet::new();
    for placed in &new {
        let why = continuation.and_then(|c| c.not_comparable.get(&placed.node.id));
        let was = earlier(&placed.node.id).and_then(|id| by_id.get(&id).copied());
        let Some(was) = was else {
            let (node, id) = (named(placed.node), &placed.node.id);
            let taken = continuation.is_some_and(|c| c.nodes.values().any(|earlier| earlier == id));
            let was_there = by_id.contains_key(id) && !taken;
            if let Some(why) = why {
                changes.push(Change::NotComparable { node, why: why.clone() });
            } else if was_there {
                changes.push(Change::NotNamed { node });
            } else {
                changes.push(Change::Added { node, parent: placed.parent.cloned() });
            }
            if was_there {
                continued.insert(id.clone());
            }
            continue;
        };
        continued.insert(was.node.id.clone());
        compare(was, placed, &earlier, &mut changes);
    }
    for placed in old.iter().filter(|placed| !continued.contains(&placed.node.id)) {
        changes.push(Change::Removed { node: named(placed.node) });
    }
    Difference { before: names(before), after: names(after), matching, changes }
}

impl Difference {
    /// True where nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

fn compare(was: &Placed<'_>, is: &Placed<'_>, earlier: &dyn Fn(&Id) -> Option<Id>, changes: &mut Vec<Change>) {
    let node = || named(is.node);
    if was.node.id != is.node.id {
        changes.push(Change::Renamed { node: node(), from: was.node.id.clone() });
    }
    if is.parent.and_then(earlier).as_ref() != was.parent && is.parent.is_some() | was.parent.is_some() {
        changes.push(Change::Moved { node: node(), from: was.parent.cloned(), to: is.parent.cloned() });
    }
    let skipped = ["id", "children"];
    entries(&value_of(was.node), &value_of(is.node), &skipped, &mut |entry| {
        changes.push(Change::Node { node: node(), entry });
    });
}

struct Placed<'a> {
    node: &'a Node,
    parent: Option<&'a Id>,
}

fn placed(rulebook: &Rulebook) -> Vec<Placed<'_>> {
    fn add<'a>(node: &'a Node, parent: Option<&'a Id>, out: &mut Vec<Placed<'a>>) {
        out.push(Placed { node, parent });
        for child in &node.children {
            add(child, Some(&node.id), out);
        }
    }
    let mut out = Vec::new();
    for root in std::iter::once(&rulebook.tree).chain(&rulebook.companions) {
        add(root, None, &mut out);
    }
    out
}

fn named(node: &Node) -> Named {
    Named { id: node.id.clone(), title: node.title.clone(), max: node.max }
}

fn value_of(node: &Node) -> Value {
    // Children are compared as nodes of their own; without them the value stays small.
    let mut value = serde_json::to_value(Node { children: Vec::new(), ..node.clone() }).unwrap_or_default();
    shorten_numbers(&mut value);
    value
}

fn tree_of(rulebook: &Rulebook) -> Value {
    let mut value = serde_json::to_value(rulebook).unwrap_or_default();
    shorten_numbers(&mut value);
    value
}

fn entries(before: &Value, after: &Value, skipped: &[&str], tell: &mut dyn FnMut(Entry)) {
    let empty = serde_json::Map::new();
    let (before, after) = (before.as_object().unwrap_or(&empty), after.as_object().unwrap_or(&empty));
    let keys = after.keys().chain(before.keys().filter(|key| !after.contains_key(*key)));
    for key in keys.filter(|key| !skipped.contains(&key.as_str())) {
        entry(key.clone(), before.get(key), after.get(key), tell);
    }
}

/// The smallest differences that make sense by themselves: another kind or method is told of as a whole.
fn entry(path: String, before: Option<&Value>, after: Option<&Value>, tell: &mut dyn FnMut(Entry)) {
    if before == after {
        return;
    }
    if let (Some(Value::Object(was)), Some(Value::Object(is))) = (before, after) {
        let same_kind = ["kind", "method"].iter().all(|tag| was.get(*tag) == is.get(*tag));
        let is_text = is.contains_key("vi");
        if same_kind && !is_text {
            let keys = is.keys().chain(was.keys().filter(|key| !is.contains_key(*key)));
            for key in keys {
                entry(format!("{path}.{key}"), was.get(key), is.get(key), tell);
            }
            return;
        }
    }
    if let (Some(Value::Array(was)), Some(Value::Array(is))) = (before, after) {
        for i in 0..was.len().max(is.len()) {
            entry(format!("{path}[{}]", i + 1), was.get(i), is.get(i), tell);
        }
        return;
    }
    tell(Entry { path, from: before.cloned(), to: after.cloned() });
}

#[cfg(test)]
mod tests {
    use chiso_model::Lang;

    use super::diff;
    use crate::definition::{MissingAction, MissingPolicies, MissingPolicy, Rule, Rulebook, Rules};
    use crate::{read_yaml, template_yaml};

    fn changed(replacements: &[(&str, &str)]) -> Rulebook {
        let mut text = template_yaml().to_owned();
        for (from, to) in replacements {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        read_yaml(&text, "changed.yaml")
            .unwrap_or_else(|problems| panic!("{:#?}", problems.iter().map(|p| p.line(Lang::En)).collect::<Vec<_>>()))
    }

    #[test]
    fn nothing_changed() {
        let difference = diff(&changed(&[]), &changed(&[]));
        assert!(difference.is_empty());
        assert!(difference.text(Lang::En).contains("Nothing changed."));
        assert!(difference.text(Lang::Vi).contains("Không có gì thay đổi."));
    }

    #[test]
    fn tells_a_person_what_changed() {
        let before = changed(&[
            ("edition: 2024-example", "edition: 2023-example"),
            ("- edition: 2023-example", "- edition: 2022-example"),
        ]);
        let after = changed(&[
            (
                "nodes: {example: example, plan: direction}",
                "nodes: {example: example, plan: plan, plan.tasks: plan.tasks, plan.quality: plan.reports, economy: economy, economy.poverty: economy.poverty, example.assessed: example.assessed}",
            ),
            ("from: 2024-01-01, to: 2025-12-31}\nlegal", "from: 2024-01-01}\nlegal"),
            ("to: 2025-12-31}\n              rule", "to: 2026-12-31}\n              rule"),
            ("- valid: {from: 2025-01-01, to: 2026-12-31}", "- valid: {from: 2025-01-01}"),
            ("scale: {floor: 60%, full_from: 90%}", "scale: {floor: 70%, full_from: 90%}"),
            (
                "economy.poverty\n          title: {vi: Tỷ lệ hộ nghèo, en: Poverty rate}",
                "economy.poverty\n          title: {vi: Tỷ lệ nghèo, en: Share of poor}",
            ),
            ("normalise: {method: min_max, to: 20}", "normalise: {method: z_score}"),
        ]);
        let difference = diff(&before, &after);
        assert_eq!(
            difference.text(Lang::En),
            "\
example/2023-example → example/2024-example
Nodes are matched by the mapping that the new edition declares.

The rulebook
  edition: 2023-example → 2024-example
  validity, `to`: 2025-12-31 → (none)

Changed nodes
  `plan.quality` Quality of the plan
    continues `plan.reports`
    code: 1.5 → 1.2
    title: Reports handed in late → Quality of the plan
    evidence 1: Register of reports → The plan
    rule, `kind`: deduction → levels
    rule, level 1, value: (none) → 0
    rule, level 1, title: (none) → No measurable target
    rule, level 1, points: (none) → 0
    rule, level 2, value: (none) → 1
    rule, level 2, title: (none) → In part
    rule, level 2, points: (none) → 2.5
    rule, level 3, value: (none) → 2
    rule, level 3, title: (none) → In full
    rule, level 3, points: (none) → 5
    rule, `each`: 0.5 → (none)
    rule, `floor`: 1 → (none)
  `plan.tasks` Share of tasks done
    rule, `scale.floor`: 0.6 → 0.7
  `economy.poverty` Share of poor
    title: Poverty rate → Share of poor
    normalisation, `method`: min_max → z_score
    normalisation, `to`: 20 → (none)

New nodes
  `plan.reports` Reports handed in late (max 5), under `plan`

Nodes that are gone
  `plan.quality` Quality of the plan (max 5)

Nodes that cannot be compared
  `plan.issued` Plan issued in time: the mapping does not name it, though its id was there
  `plan.inspection` Share of agencies inspected: the mapping does not name it, though its id was there
  `plan.leadership` Leaders' score: the mapping does not name it, though its id was there
  `service` Service to citizens: The survey's method has changed
  `service.survey` Satisfaction: the mapping does not name it, though its id was there
  `service.online` Online dossiers: the mapping does not name it, though its id was there
  `service.quality` Service-quality index: the mapping does not name it, though its id was there
  `service.growth` Revenue compared with the year before: the mapping does not name it, though its id was there
  `service.target` Revenue compared with the plan: the mapping does not name it, though its id was there
  `economy.income` Mean income: the mapping does not name it, though its id was there
  `bonus` Bonus: the mapping does not name it, though its id was there
  `penalty` Penalty: the mapping does not name it, though its id was there
"
        );
    }

    #[test]
    fn without_a_mapping_nodes_are_matched_by_id() {
        let before = changed(&[("edition: 2024-example", "edition: 2022-example")]);
        let after = changed(&[
            ("- id: bonus\n", "- id: reward\n"),
            (
                "        - id: plan.leadership\n          code: \"1.6\"",
                "        - id: plan.leadership\n          code: \"1.7\"",
            ),
            ("en: Department of Home Affairs", "en: Home Affairs"),
            (
                "expression: \"if all > 0 then min(max_points, max_points * online / all / 0.8) else 0\"",
                "expression: \"max_points * online / all\"",
            ),
        ]);
        assert_eq!(
            diff(&before, &after).text(Lang::Vi),
            "\
example/2022-example → example/2024-example
Phiên bản mới không khai báo đối chiếu (`continues`) nên kết quả hai bên không so sánh được; dưới đây các mục ghép theo mã.

Bộ tiêu chí
  phiên bản: 2022-example → 2024-example

Mục thay đổi
  `plan` Chỉ đạo điều hành
    cơ quan thẩm định, tiếng Anh: Department of Home Affairs → Home Affairs
  `plan.leadership` Đánh giá của lãnh đạo
    số hiệu: 1.6 → 1.7
  `service.online` Hồ sơ trực tuyến
    quy tắc, `expression`: if all > 0 then min(max_points, max_points * online / all / 0.8) else 0 → max_points * online / all

Mục mới
  `reward` Điểm thưởng, dưới `example`

Mục không còn
  `bonus` Điểm thưởng
"
        );
    }

    #[test]
    fn names_places_and_values_in_words() {
        let before = changed(&[]);
        let mut after = before.clone();
        after.tree.missing = Some(MissingPolicy::ByKind(MissingPolicies {
            blank: Some(MissingAction::Zero),
            ..MissingPolicies::default()
        }));
        after.tree.title.en = None;
        for node in &mut after.tree.children[0].children {
            if let Some(Rules::One(rule)) = &mut node.rule
                && let Rule::Levels { levels, .. } = rule.as_mut()
            {
                levels[1].title.vi = "Một phần thôi".to_owned();
            }
        }
        let text = diff(&before, &after).text(Lang::Vi);
        for line in [
            "    tên, tiếng Anh: Example index → (không)\n",
            "    giá trị thiếu, `blank`: (không) → zero\n",
            "    quy tắc, mức 2, tên: Một phần → Một phần thôi\n",
        ] {
            assert!(text.contains(line), "{line}{text}");
        }
        assert!(!text.contains(['{', '[']), "{text}");
    }

    #[test]
    fn tells_of_nodes_that_moved() {
        let before = changed(&[]);
        let mut after = before.clone();
        let leaf = after.tree.children[0].children.pop().unwrap();
        after.tree.children[1].children.push(leaf);
        let text = diff(&before, &after).text(Lang::En);
        assert!(text.contains("  `plan.leadership` Leaders' score\n    moved: `plan` → `service`\n"), "{text}");
    }
}
