//! For cargo-fuzz: `cargo fuzz run --features deep expression`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::expression(data));
