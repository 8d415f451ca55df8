//! The pages: one a file, each a struct with its template. A handler finds what was asked for, asks the views for the pieces, and answers.

pub(crate) mod about;
pub(crate) mod api;
pub(crate) mod as_now;
pub(crate) mod as_now_series;
pub(crate) mod compare;
pub(crate) mod data;
pub(crate) mod dataset;
pub(crate) mod dataset_charts;
pub(crate) mod distribution;
pub(crate) mod downloads;
pub(crate) mod explore;
pub(crate) mod heat_map;
pub(crate) mod indices;
pub(crate) mod map;
pub(crate) mod method;
pub(crate) mod method_tree;
pub(crate) mod not_found;
pub(crate) mod search;
pub(crate) mod shortcuts;
pub(crate) mod start;
pub(crate) mod trend;
pub(crate) mod unit;
pub(crate) mod unit_history;
pub(crate) mod unit_peers;
pub(crate) mod view_page;
pub(crate) mod why;
