//! The modules of a device (`assets/interview`) against this program: whatever the form and the answers, both say the same.
//!
//! Each test makes many cases, has one Node.js process work on all of them, and compares. A difference is printed with the sheets and the answers that led to it.

mod answers;
mod corpus;
mod expression;
mod forms;
mod node;
mod pairs;
mod rust;
mod same;
