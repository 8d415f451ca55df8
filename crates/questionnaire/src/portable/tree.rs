//! An expression as JSON.
//!
//! A text is a text, a number is a number. Everything else is a list that begins with a word:
//!
//! - `["answer", name]` is `${name}`, `["column", name]` a column beside the choice that is looked at, `["this"]` is `.`;
//! - `["negate", a]`, and the operators between two values by their own sign: `or` `and` `=` `!=` `<` `<=` `>` `>=` `+` `-` `*` `div` `mod`;
//! - a function by its name with its arguments: `["if", condition, a, b]`, `["today"]`; of `["regex", a, pattern]` the pattern is written as in [`super::pattern`].
//!
//! So `${age} >= 18 and . != 'x'` is `["and",[">=",["answer","age"],18.0],["!=",["this"],"x"]]`. Brackets and blanks leave no trace: what means the same is the same tree.

use serde_json::{Value as Json, json};

use super::pattern::portable_pattern;
use crate::expression::{Binary, Expression, Function, Node, Value};

/// The tree of an expression.
pub(super) fn tree(expression: &Expression) -> Json {
    node(expression.root())
}

fn node(part: &Node) -> Json {
    match part {
        Node::Literal(Value::Number(number)) => json!(number),
        Node::Literal(literal) => json!(literal.text()),
        Node::Answer(name) => json!(["answer", name]),
        Node::Column(name) => json!(["column", name]),
        Node::This => json!(["this"]),
        Node::Negate(inner) => json!(["negate", node(inner)]),
        Node::Binary(operator, a, b) => json!([sign(*operator), node(a), node(b)]),
        Node::Regex(text, pattern) => json!(["regex", node(text), portable_pattern(pattern.as_str())]),
        Node::Call(function, arguments) => {
            let name = Function::ALL.iter().find(|(_, known, ..)| known == function).map_or("", |(name, ..)| name);
            std::iter::once(json!(name)).chain(arguments.iter().map(node)).collect()
        }
    }
}

fn sign(operator: Binary) -> &'static str {
    match operator {
        Binary::Or => "or",
        Binary::And => "and",
        Binary::Equal => "=",
        Binary::Different => "!=",
        Binary::Less => "<",
        Binary::AtMost => "<=",
        Binary::Greater => ">",
        Binary::AtLeast => ">=",
        Binary::Add => "+",
        Binary::Subtract => "-",
        Binary::Multiply => "*",
        Binary::Divide => "div",
        Binary::Modulo => "mod",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_one_tree() {
        for (written, wanted) in [
            ("(${age}>=18) and . != 'x'", json!(["and", [">=", ["answer", "age"], 18.0], ["!=", ["this"], "x"]])),
            ("1 - 2 - -3", json!(["-", ["-", 1.0, 2.0], ["negate", 3.0]])),
            ("if(size = 'l', today(), '')", json!(["if", ["=", ["column", "size"], "l"], ["today"], ""])),
            ("regex(., 'a.')", json!(["regex", ["this"], "^a[\\u{0}-\\u{9}\\u{b}-\\u{10ffff}]$"])),
        ] {
            assert_eq!(tree(&Expression::parse(written).unwrap()), wanted, "{written}");
        }
    }
}
