//! Pieces that several pages share: a struct and a small template each. They hold text that is ready to print; no page computes.

pub(crate) mod badge;
pub(crate) mod change;
pub(crate) mod chooser;
pub(crate) mod citation;
pub(crate) mod figure;
pub(crate) mod index_list;
pub(crate) mod names;
pub(crate) mod ranking;
pub(crate) mod ranking_query;
pub(crate) mod sentences;
pub(crate) mod strengths;
pub(crate) mod summary_sentences;
pub(crate) mod tree;
pub(crate) mod view_tabs;
