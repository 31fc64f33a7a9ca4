//! Keeps the rules that ship in forms that take no time to read: rules packed, words and spellings as finished tables.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "src/series/packed_form.rs"]
mod packed_form;
#[path = "src/series/word_end.rs"]
mod word_end;
#[path = "src/series/word_hash.rs"]
mod word_hash;

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    rules(&root);
    spelling(&root);
    rarity(&root);
    vocabulary(&root);
    for file in
        ["general.toml", "packed_form.rs", "spelling.toml", "rarity.txt", "word_end.rs", "word_hash.rs"]
    {
        println!("cargo:rerun-if-changed=src/series/{file}");
    }
    println!("cargo:rerun-if-changed=../statements");
}

fn write(name: &str, bytes: impl AsRef<[u8]>) {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join(name), bytes).expect("the build folder takes a file");
}

/// Writes `spelling.rs`: the endings of British words by their last three letters, and a bit for each three letters that
/// end one, so that most words are passed over at one look. A test holds it against the file that it is made of.
fn spelling(root: &Path) {
    let text = fs::read_to_string(root.join("src/series/spelling.toml")).unwrap_or_default();
    let table = toml::from_str::<toml::Table>(&text).unwrap_or_default();
    let rows = table.get("spelling").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    let words = |row: &toml::Value, key: &str| {
        let list = row.get(key).and_then(toml::Value::as_array).into_iter().flatten();
        list.filter_map(toml::Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let (mut rules, mut endings, mut bits) = (Vec::new(), Vec::new(), vec![0_u64; word_end::BITS / 64]);
    for (number, row) in rows.iter().enumerate() {
        let string = |key: &str| row.get(key).and_then(toml::Value::as_str).unwrap_or_default();
        let stem = row.get("stem").and_then(toml::Value::as_integer).unwrap_or_default();
        for tail in words(row, "tails") {
            let ending = format!("{}{tail}", string("from"));
            let end = word_end::end(ending.as_bytes()).expect("an ending of spelling.toml has three letters");
            bits[usize::from(end / 64)] |= 1 << (end % 64);
            endings.push((end, ending, string("from").len(), stem, number));
        }
        let mut except = words(row, "except");
        except.sort();
        rules.push((string("to"), except));
    }
    endings.sort();
    let rules: String = rules.iter().map(|(to, except)| format!("({to:?}, &{except:?}), ")).collect();
    write(
        "spelling.rs",
        format!(
            "static RULES: &[(&str, &[&str])] = &[{rules}];\n\
             static ENDINGS: [(u16, &str, u8, u8, u8); {}] = {endings:?};\nstatic ENDS: [u64; word_end::BITS / 64] = {bits:?};\n",
            endings.len(),
        ),
    );
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
    let slots = slots(entries.iter().map(|(_, word, _)| *word));
    let entries: Vec<(usize, usize, u16)> =
        entries.iter().map(|&(start, word, count)| (start, word.len(), count)).collect();
    write(
        "rarity.rs",
        format!(
            "const DOCUMENTS: u16 = {documents};\nstatic WORDS: &str = {words:?};\n\
             static ENTRIES: [(u32, u8, u16); {}] = {entries:?};\nstatic SLOTS: [u16; {}] = {slots:?};\n",
            entries.len(),
            slots.len(),
        ),
    );
}

/// Writes `vocabulary.rs`: the words of the general rules that are written in one, in the same form.
fn vocabulary(root: &Path) {
    let text = fs::read_to_string(root.join("src/series/general.toml")).unwrap_or_default();
    let rules = text.lines().filter(|line| !line.starts_with('#'));
    let words: BTreeSet<&str> = rules
        .flat_map(|line| line.split(|c: char| !c.is_alphabetic() && c != '-'))
        .filter(|word| word.len() >= LONG_ENOUGH && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .collect();
    let slots = slots(words.iter().copied());
    let (mut text, mut entries) = (String::new(), Vec::new());
    for word in words {
        entries.push((text.len(), word.len()));
        text.push_str(word);
    }
    write(
        "vocabulary.rs",
        format!(
            "static WORDS: &str = {text:?};\nstatic ENTRIES: [(u32, u8); {}] = {entries:?};\n\
             static SLOTS: [u16; {}] = {slots:?};\n",
            entries.len(),
            slots.len(),
        ),
    );
}

/// Words of fewer letters are not cut at the end of a line.
const LONG_ENOUGH: usize = 6;

/// A hash table of the numbers of these words.
fn slots<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Vec<u16> {
    // At most half of the slots are taken, so that few words meet.
    let mut slots = vec![u16::MAX; (words.len() * 2).next_power_of_two()];
    for (number, word) in words.enumerate() {
        let mut slot = word_hash::slot(word, slots.len());
        while slots[slot] != u16::MAX {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = u16::try_from(number).expect("the table lists fewer words than 65535");
    }
    slots
}

/// Writes `rules.rs`: every rules file that ships, as it stands and packed. One that is broken is left out; whoever
/// reads it with the program is told what is wrong with it.
fn rules(root: &Path) {
    let mut files = vec![root.join("src/series/general.toml")];
    // Beside this folder in the repository; the library alone ships the general rules only.
    collect(&root.join("../statements"), &mut files);
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut list = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        let text = fs::read_to_string(file).unwrap_or_default();
        let Ok(table) = toml::from_str::<toml::Table>(&text) else { continue };
        if !table.contains_key("rules") {
            continue;
        }
        let mut packed = Vec::new();
        pack(&toml::Value::Table(table), &mut packed);
        let name = format!("rules.{number}.packed");
        write(&name, &packed);
        list.push_str(&format!(
            "    (include_str!({file:?}), include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),\n"
        ));
    }
    list.push_str("]\n");
    write("rules.rs", &list);
}

fn pack(value: &toml::Value, packed: &mut Vec<u8>) {
    match value {
        toml::Value::String(text) => {
            packed.push(packed_form::TEXT);
            pack_text(text, packed);
        }
        toml::Value::Integer(number) => {
            packed.push(packed_form::INTEGER);
            packed.extend(number.to_le_bytes());
        }
        toml::Value::Float(number) => {
            packed.push(packed_form::FLOAT);
            packed.extend(number.to_le_bytes());
        }
        toml::Value::Boolean(true) => packed.push(packed_form::TRUE),
        toml::Value::Boolean(false) => packed.push(packed_form::FALSE),
        toml::Value::Array(list) => {
            packed.push(packed_form::LIST);
            pack_length(list.len(), packed);
            list.iter().for_each(|value| pack(value, packed));
        }
        toml::Value::Table(table) => {
            packed.push(packed_form::TABLE);
            pack_length(table.len(), packed);
            for (key, value) in table {
                pack_text(key, packed);
                pack(value, packed);
            }
        }
        // No rule takes one, which whoever reads the rules is told.
        toml::Value::Datetime(date) => pack(&toml::Value::String(date.to_string()), packed),
    }
}

fn pack_text(text: &str, packed: &mut Vec<u8>) {
    pack_length(text.len(), packed);
    packed.extend(text.bytes());
}

fn pack_length(mut length: usize, packed: &mut Vec<u8>) {
    while length >= 0x80 {
        packed.push(length as u8 | 0x80);
        length >>= 7;
    }
    packed.push(length as u8);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
