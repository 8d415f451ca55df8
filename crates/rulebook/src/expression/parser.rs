//! From tokens to operations, with their types checked.

use super::lexer::{Placed, Token, tokens};
use super::{Binary, Expression, ExpressionError, ExpressionErrorKind as Kind, Function, Operation};

#[derive(Clone, Copy, PartialEq)]
enum Type {
    Number,
    Truth,
}

/// An operation that was read: its index, type, and where it starts in the text.
#[derive(Clone, Copy)]
struct Read {
    index: usize,
    kind: Type,
    at: usize,
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
    operations: Vec<Operation>,
    names: Vec<String>,
}

pub(super) fn parse(text: &str) -> Result<Expression, ExpressionError> {
    if text.len() > Expression::MAX_BYTES {
        return Err(ExpressionError { at: Expression::MAX_BYTES, kind: Kind::TooLarge });
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(ExpressionError { at: 0, kind: Kind::Empty });
    }
    let mut parser = Parser { text, tokens, next: 0, depth: 0, operations: Vec::new(), names: Vec::new() };
    let root = parser.expression(0)?;
    if parser.next < parser.tokens.len() {
        return Err(parser.expected("an operator or the end"));
    }
    needs(root, Type::Number)?;
    Ok(Expression { text: text.to_owned(), root: root.index, operations: parser.operations, names: parser.names })
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, ..)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.text.len(), |(_, at, _)| *at)
    }

    fn accept(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: &Token, name: &'static str) -> Result<(), ExpressionError> {
        if self.accept(wanted) { Ok(()) } else { Err(self.expected(name)) }
    }

    fn expected(&self, name: &'static str) -> ExpressionError {
        let there = self.tokens.get(self.next).map(|(_, at, end)| self.text[*at..*end].trim_end().to_owned());
        ExpressionError { at: self.at(), kind: Kind::Expected(name, there) }
    }

    fn push(&mut self, operation: Operation, kind: Type, at: usize) -> Result<Read, ExpressionError> {
        if self.operations.len() >= Expression::MAX_OPERATIONS {
            return Err(ExpressionError { at, kind: Kind::TooLarge });
        }
        self.operations.push(operation);
        Ok(Read { index: self.operations.len() - 1, kind, at })
    }

    /// Reads operators that bind more strongly than `least`.
    fn expression(&mut self, least: u8) -> Result<Read, ExpressionError> {
        self.depth += 1;
        if self.depth > Expression::MAX_DEPTH {
            return Err(ExpressionError { at: self.at(), kind: Kind::TooLarge });
        }
        let mut left = self.prefix()?;
        while let Some(Token::Binary(binary)) = self.peek().cloned() {
            let strength = binary.strength();
            if strength <= least {
                break;
            }
            let at = self.at();
            self.next += 1;
            // A power binds to the right: 2 ^ 3 ^ 2 is 2 ^ (3 ^ 2).
            let right = self.expression(if binary == Binary::Power { strength - 1 } else { strength })?;
            if binary.is_comparison()
                && let Some(Token::Binary(next)) = self.peek()
                && next.is_comparison()
            {
                return Err(ExpressionError { at: self.at(), kind: Kind::ChainedComparison });
            }
            let arguments = if binary.is_logic() { Type::Truth } else { Type::Number };
            needs(left, arguments)?;
            needs(right, arguments)?;
            let kind = if binary.is_logic() || binary.is_comparison() { Type::Truth } else { Type::Number };
            let start = left.at.min(at);
            left = self.push(Operation::Binary(binary, left.index, right.index), kind, start)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> Result<Read, ExpressionError> {
        let at = self.at();
        match self.peek().cloned() {
            Some(Token::Binary(Binary::Subtract)) => {
                self.next += 1;
                // Under a power: -x ^ 2 is -(x ^ 2).
                let inner = self.expression(7)?;
                needs(inner, Type::Number)?;
                self.push(Operation::Negate(inner.index), Type::Number, at)
            }
            Some(Token::Not) => {
                self.next += 1;
                let inner = self.expression(3)?;
                needs(inner, Type::Truth)?;
                self.push(Operation::Not(inner.index), Type::Truth, at)
            }
            Some(Token::If) => {
                self.next += 1;
                let condition = self.expression(0)?;
                needs(condition, Type::Truth)?;
                self.expect(&Token::Then, "`then`")?;
                let then = self.expression(0)?;
                self.expect(&Token::Else, "`else`")?;
                let otherwise = self.expression(0)?;
                needs(otherwise, then.kind)?;
                self.push(Operation::If(condition.index, then.index, otherwise.index), then.kind, at)
            }
            Some(Token::Open) => {
                self.next += 1;
                let inner = self.expression(0)?;
                self.expect(&Token::Close, "`)`")?;
                Ok(Read { at, ..inner })
            }
            Some(Token::Number(number)) => {
                self.next += 1;
                self.push(Operation::Number(number), Type::Number, at)
            }
            Some(Token::Name(name)) => {
                self.next += 1;
                if self.accept(&Token::Open) { self.call(&name, at) } else { self.name(name, at) }
            }
            _ => Err(self.expected("a number, a name or `(`")),
        }
    }

    fn name(&mut self, name: String, at: usize) -> Result<Read, ExpressionError> {
        let index = self.names.iter().position(|n| *n == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        self.push(Operation::Name(index), Type::Number, at)
    }

    fn call(&mut self, name: &str, at: usize) -> Result<Read, ExpressionError> {
        let function = Function::named(name)
            .ok_or_else(|| ExpressionError { at, kind: Kind::UnknownFunction(name.to_owned()) })?;
        let mut arguments = Vec::new();
        let mut separator = None;
        if !self.accept(&Token::Close) {
            loop {
                let argument = self.expression(0)?;
                needs(argument, Type::Number)?;
                if function == Function::Has && !matches!(self.operations[argument.index], Operation::Name(_)) {
                    return Err(ExpressionError { at: argument.at, kind: Kind::NeedsName });
                }
                arguments.push(argument.index);
                if self.accept(&Token::Close) {
                    break;
                }
                let at = self.at();
                let Some(Token::Separator(found)) = self.peek().cloned() else {
                    return Err(self.expected("`,` or `)`"));
                };
                if *separator.get_or_insert(found) != found {
                    return Err(ExpressionError { at, kind: Kind::MixedSeparators });
                }
                self.next += 1;
            }
        }
        let (least, most) = function.arguments();
        if arguments.len() < least || arguments.len() > most {
            return Err(ExpressionError { at, kind: Kind::WrongArguments { function, given: arguments.len() } });
        }
        let kind = if function == Function::Has { Type::Truth } else { Type::Number };
        self.push(Operation::Call(function, arguments), kind, at)
    }
}

fn needs(read: Read, kind: Type) -> Result<(), ExpressionError> {
    if read.kind == kind {
        return Ok(());
    }
    let kind = if kind == Type::Number { Kind::NeedsNumber } else { Kind::NeedsTruth };
    Err(ExpressionError { at: read.at, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_a_text_is_no_expression() {
        let expected = |name, there: Option<&str>| Kind::Expected(name, there.map(str::to_owned));
        for (text, at, kind) in [
            ("", 0, Kind::Empty),
            ("   ", 0, Kind::Empty),
            ("x +", 3, expected("a number, a name or `(`", None)),
            ("x y", 2, expected("an operator or the end", Some("y"))),
            ("(x", 2, expected("`)`", None)),
            ("x # 2", 2, Kind::UnknownCharacter('#')),
            ("1.2.3", 0, Kind::BadNumber("1.2.3".into())),
            ("2.", 0, Kind::BadNumber("2.".into())),
            ("`so ho so", 0, Kind::OpenName),
            ("avg(x)", 0, Kind::UnknownFunction("avg".into())),
            ("sqrt(x, y)", 0, Kind::WrongArguments { function: Function::Sqrt, given: 2 }),
            ("min()", 0, Kind::WrongArguments { function: Function::Min, given: 0 }),
            ("x > 1", 0, Kind::NeedsNumber),
            ("(x > 1) + 2", 0, Kind::NeedsNumber),
            ("if x then 1 else 2", 3, Kind::NeedsTruth),
            ("if 0 < x < 1 then 1 else 0", 9, Kind::ChainedComparison),
            ("if x > 1 then 2", 15, expected("`else`", None)),
            ("if x > 1 then 2 else x > 3", 21, Kind::NeedsNumber),
            ("min(0,5; x)", 7, Kind::MixedSeparators),
            ("min(x; 0,5)", 8, Kind::MixedSeparators),
            ("nếu x > 1 thì 2", 1, Kind::VietnameseWord("nếu".into())),
            ("if x > 1 thì 2", 11, Kind::VietnameseWord("thì".into())),
            ("số", 1, Kind::UnknownCharacter('ố')),
            ("if has(x + 1) then 2 else 3", 7, Kind::NeedsName),
        ] {
            assert_eq!(parse(text), Err(ExpressionError { at, kind }), "{text}");
        }
        for text in ["min(1, 2)", "min(1; 2; 3)", "min(max(1, 2); 3)"] {
            assert!(parse(text).is_ok(), "{text}");
        }
        assert_eq!(parse(&"(".repeat(100)).unwrap_err().kind, Kind::TooLarge);
        assert_eq!(parse(&"-".repeat(4000)).unwrap_err().kind, Kind::TooLarge);
        assert_eq!(parse(&"1+".repeat(1100)).unwrap_err().kind, Kind::TooLarge);
        assert_eq!(parse(&"x".repeat(5000)).unwrap_err().kind, Kind::TooLarge);
    }
}
