//! The running server: every route together, who is asking, limits, TLS, logs and figures about itself.
