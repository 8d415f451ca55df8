//! What all pages share: the shell, words in two languages, parts of forms and tables, errors, headers, and the list of routes.
