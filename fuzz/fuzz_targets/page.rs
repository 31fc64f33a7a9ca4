#![no_main]

#[path = "../properties.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::page(bytes, properties_extractor()));

fn properties_extractor() -> Option<&'static std::path::Path> {
    std::option_env!("KIDD").map(std::path::Path::new)
}
