//! Keeps the rules that ship in a form that is read faster than TOML.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    rules(&root);
    println!("cargo:rerun-if-changed=src/series/general.toml");
    println!("cargo:rerun-if-changed=../statements");
}

/// Writes `rules.rs`: every rules file that ships, as it stands and as JSON. One that is broken is left out; whoever
/// reads it with the program is told what is wrong with it.
fn rules(root: &Path) {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let mut files = vec![root.join("src/series/general.toml")];
    // Beside this folder in the repository; the library alone ships the general rules only.
    collect(&root.join("../statements"), &mut files);
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
