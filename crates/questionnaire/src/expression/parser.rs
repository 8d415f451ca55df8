//! From tokens to a tree.

use regex::{Regex, RegexBuilder};

use super::function::REFUSED;
use super::lexer::{Placed, Token, tokens};
use super::{
    Binary, DEEPEST, Expression, ExpressionError, Function, LONGEST, MOST_OPERATORS, Node, Reference, Value, Wrong,
};
use crate::suggest::nearest;

/// A pattern takes at most this much memory once it is read.
const PATTERN_BYTES: usize = 1 << 18;

pub(super) fn parse(text: &str) -> Result<Expression, ExpressionError> {
    if text.chars().count() > LONGEST {
        return Err(ExpressionError { at: LONGEST + 1, wrong: Wrong::TooLong });
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
        operators: 0,
        end: text.chars().count() + 1,
        references: Vec::new(),
        columns: Vec::new(),
        this: None,
        today: None,
    };
    let root = parser.binary(1)?;
    if let Some(rest) = parser.tokens.get(parser.next) {
        return Err(parser
            .decimal_comma()
            .unwrap_or(ExpressionError { at: rest.at, wrong: Wrong::Unexpected(rest.written.clone()) }));
    }
    let Parser { references, columns, this, today, .. } = parser;
    Ok(Expression { text: text.to_owned(), root, references, columns, this, today })
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
    operators: usize,
    /// Number of the character after the last.
    end: usize,
    references: Vec<Reference>,
    columns: Vec<Reference>,
    this: Option<usize>,
    today: Option<usize>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|placed| &placed.token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |placed| placed.at)
    }

    fn unexpected(&self) -> ExpressionError {
        let found = self.tokens.get(self.next).map(|placed| placed.written.clone());
        ExpressionError { at: self.at(), wrong: found.map_or(Wrong::Ended, Wrong::Unexpected) }
    }

    /// `2,5` where the two numbers can only be meant as one.
    fn decimal_comma(&self) -> Option<ExpressionError> {
        let around = self.tokens.get(self.next.checked_sub(1)?..=self.next + 1)?;
        let [before, comma, after] = around else { return None };
        let is_number = |placed: &Placed| matches!(placed.token, Token::Number(_));
        let is_meant = is_number(before) && comma.token == Token::Comma && is_number(after);
        let written = || format!("{},{}", before.written, after.written);
        is_meant.then(|| ExpressionError { at: before.at, wrong: Wrong::BadNumber(written()) })
    }

    fn take(&mut self, wanted: &Token) -> Result<(), ExpressionError> {
        if self.peek() == Some(wanted) {
            self.next += 1;
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    /// Operators that bind at least as tightly as `least`, from the left.
    fn binary(&mut self, least: u8) -> Result<Node, ExpressionError> {
        let mut left = self.unary()?;
        while let Some(Token::Binary(operator)) = self.peek() {
            let operator = *operator;
            if operator.precedence() < least {
                break;
            }
            // A chain leans to the left and is as deep as it is long.
            self.operators += 1;
            if self.operators > MOST_OPERATORS {
                return Err(ExpressionError { at: self.at(), wrong: Wrong::TooDeep });
            }
            self.next += 1;
            let right = self.binary(operator.precedence() + 1)?;
            left = Node::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Node, ExpressionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ExpressionError { at: self.at(), wrong: Wrong::TooDeep });
        }
        let node = if self.peek() == Some(&Token::Binary(Binary::Subtract)) {
            self.next += 1;
            Node::Negate(Box::new(self.unary()?))
        } else {
            self.primary()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn primary(&mut self) -> Result<Node, ExpressionError> {
        let at = self.at();
        let Some(token) = self.peek().cloned() else { return Err(self.unexpected()) };
        match token {
            Token::Number(_) | Token::Text(_) | Token::Answer(_) | Token::This | Token::Name(_) | Token::Open => {}
            Token::Binary(_) | Token::Close | Token::Comma => return Err(self.unexpected()),
        }
        self.next += 1;
        Ok(match token {
            Token::Number(number) => Node::Literal(Value::Number(number)),
            Token::Text(text) => Node::Literal(Value::Text(text)),
            Token::Answer(name) => {
                self.references.push(Reference { name: name.clone(), at });
                Node::Answer(name)
            }
            Token::Name(name) if self.peek() == Some(&Token::Open) => self.call(&name, at)?,
            Token::Name(name) => {
                self.columns.push(Reference { name: name.clone(), at });
                Node::Column(name)
            }
            Token::Open => {
                let inner = self.binary(1)?;
                self.take(&Token::Close)?;
                inner
            }
            _ => {
                self.this.get_or_insert(at);
                Node::This
            }
        })
    }

    fn call(&mut self, name: &str, at: usize) -> Result<Node, ExpressionError> {
        let fail = |wrong| Err(ExpressionError { at, wrong });
        let Some((name, function, least, most)) = Function::named(name) else {
            if let Some((refused, ..)) = REFUSED.iter().find(|(refused, ..)| *refused == name) {
                return fail(Wrong::RefusedFunction(refused));
            }
            let suggestion = nearest(name, Function::ALL.iter().map(|(known, ..)| *known));
            return fail(Wrong::UnknownFunction { name: name.to_owned(), suggestion });
        };
        self.take(&Token::Open)?;
        let mut arguments = Vec::new();
        let mut places = Vec::new();
        if self.peek() != Some(&Token::Close) {
            loop {
                places.push(self.at());
                arguments.push(self.binary(1)?);
                if self.peek() != Some(&Token::Comma) {
                    break;
                }
                self.next += 1;
            }
        }
        self.take(&Token::Close)?;
        if !(least..=most).contains(&arguments.len()) {
            let found = arguments.len();
            return fail(Wrong::ArgumentCount { function: name, wanted: (least, most), found });
        }
        if function == Function::Today {
            self.today.get_or_insert(at);
        }
        if function == Function::Regex {
            let at = places.get(1).copied().unwrap_or(at);
            let Some(Node::Literal(Value::Text(pattern))) = arguments.pop() else {
                return Err(ExpressionError { at, wrong: Wrong::PatternNotLiteral });
            };
            let pattern = whole(&pattern).ok_or(ExpressionError { at, wrong: Wrong::BadPattern })?;
            let text = arguments.pop().unwrap_or(Node::Literal(Value::EMPTY));
            return Ok(Node::Regex(Box::new(text), Box::new(pattern)));
        }
        Ok(Node::Call(function, arguments))
    }
}

/// The pattern for a whole text. It takes time in proportion to the text, whatever the pattern.
fn whole(pattern: &str) -> Option<Regex> {
    // Read by itself first, so that a bracket cannot reach around it.
    let build = |pattern: &str| RegexBuilder::new(pattern).size_limit(PATTERN_BYTES).nest_limit(50).build().ok();
    build(pattern)?;
    build(&format!("^(?:{pattern})$"))
}
