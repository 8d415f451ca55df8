//! Settings of a running server, from a file and the environment, with every problem named.
