//! Questionnaires: a subset of XLSForm, read and written with every part that is not understood refused by sheet, row and column; and the checking of answers.
