//! For cargo-fuzz: `cargo fuzz run --features deep bundle_parts`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::bundle_parts(data));
