//! Keeps the rules that ship in forms that take no time to read: rules as JSON, the rarity of words as a finished table.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "src/series/word_hash.rs"]
mod word_hash;

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    rules(&root);
    spelling(&root);
    rarity(&root);
    for file in ["general.toml", "spelling.toml", "rarity.txt", "word_hash.rs"] {
        println!("cargo:rerun-if-changed=src/series/{file}");
    }
    println!("cargo:rerun-if-changed=../statements");
}

fn write(name: &str, text: &str) {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join(name), text).expect("the build folder takes a file");
}

/// Writes `spelling.json`, which a test holds against the file that it is made of.
fn spelling(root: &Path) {
    let text = fs::read_to_string(root.join("src/series/spelling.toml")).unwrap_or_default();
    let table = toml::from_str::<toml::Table>(&text).unwrap_or_default();
    write("spelling.json", &serde_json::to_string(&table).unwrap_or_default());
}

/// Writes `rarity.rs`: all words in one text, where each stands in it with its count, and a hash table of their numbers.
/// There is no pointer in it, so that nothing of it has to be made ready when the program starts.
fn rarity(root: &Path) {
    let text = fs::read_to_string(root.join("src/series/rarity.txt")).unwrap_or_default();
    let (mut documents, mut words, mut entries) = (0_u16, String::new(), Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(' ');
        let first = parts.next().unwrap_or_default();
        if let Ok(count) = first.parse::<u16>() {
            for word in parts {
                entries.push((words.len(), word, count));
                words.push_str(word);
            }
        } else if let Some(count) = parts.next().and_then(|count| count.parse().ok()) {
            documents = count;
        }
    }
    // At most half of the slots are taken, so that few words meet.
    let mut slots = vec![u16::MAX; (entries.len() * 2).next_power_of_two()];
    for (number, (_, word, _)) in entries.iter().enumerate() {
        let mut slot = word_hash::slot(word, slots.len());
        while slots[slot] != u16::MAX {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = u16::try_from(number).expect("the table lists fewer words than 65535");
    }
    let entries: Vec<(usize, usize, u16)> =
        entries.iter().map(|&(start, word, count)| (start, word.len(), count)).collect();
    write(
        "rarity.rs",
        &format!(
            "const DOCUMENTS: u16 = {documents};\nstatic WORDS: &str = {words:?};\n\
             static ENTRIES: [(u32, u8, u16); {}] = {entries:?};\nstatic SLOTS: [u16; {}] = {slots:?};\n",
            entries.len(),
            slots.len(),
        ),
    );
}

/// Writes `rules.rs`: every rules file that ships, as it stands and as JSON. One that is broken is left out; whoever
/// reads it with the program is told what is wrong with it.
fn rules(root: &Path) {
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
    write("rules.rs", &list);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
