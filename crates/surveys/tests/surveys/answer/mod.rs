//! Answering, as a respondent's browser does it: from the code of a letter to the ballot in the box, with and without JavaScript.

mod browser;
mod closed;
mod device;
mod invited;
mod screens;
mod way;
