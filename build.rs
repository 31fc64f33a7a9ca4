//! Gives the program a fingerprint of its own source, so that nothing in a cache outlives a change of the program, and
//! the rules that ship in a form that is read faster than TOML.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.extend(["Cargo.toml", "Cargo.lock"].map(|name| root.join(name)));
    files.sort();
    // FNV-1a: a fingerprint that is the same everywhere; nobody has a reason to forge it.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(file).unwrap_or_default();
        for byte in name.bytes().chain([0]).chain(bytes).chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    rules(&root);
    println!("cargo:rerun-if-changed=statements");
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.toml");
    println!("cargo:rerun-if-changed=Cargo.lock");
    println!("cargo:rustc-env=KIDD_BUILD={} {hash:016x}", env!("CARGO_PKG_VERSION"));
}

/// Writes `rules.rs`: every rules file that ships, as it stands and as JSON. One that is broken is left out; whoever
/// reads it with the program is told what is wrong with it.
fn rules(root: &Path) {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let mut files = vec![root.join("src/series/general.toml")];
    collect(&root.join("statements"), &mut files);
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let text = fs::read_to_string(file).unwrap_or_default();
        let Ok(table) = toml::from_str::<toml::Table>(&text) else { continue };
        if !table.contains_key("rules") {
            continue;
        }
        let Ok(json) = serde_json::to_string(&table) else { continue };
        list.push_str(&format!("    (include_str!({file:?}), {json:?}),\n"));
    }
    list.push_str("]\n");
    fs::write(out.join("rules.rs"), list).expect("the build folder takes a file");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
