//! Who may do what: roles, assignments with a scope and a time, delegation, and the one table of role, resource and action.
