//! Mail that the system sends.
