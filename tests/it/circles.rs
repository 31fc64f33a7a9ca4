//! No circle of modules: of two files, one knows the other, or none does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

/// Rooms without a circle. A room that was cleaned gets a line, and stays clean.
const CLEAN: &[&str] = &[
    "src",
    "core/src/desk",
    "core/src/drift",
    "core/src/ledger",
    "core/src/policy",
    "core/src/report",
    "core/src/series",
    "core/src/site",
    "core/src/source",
    "core/src/statement",
];

/// The folders of the crates.
const CRATES: &[&str] = &["src", "core/src"];

static IMPORT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)((?:pub )?)use ([^;]+);").unwrap());
static PATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[a-z_]\w*(?:::\w+)+").unwrap());
static ITEM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:fn|struct|enum|trait|type|const|static|macro_rules!) (\w+)").unwrap());
static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"//[^\n]*|\(in [^)]*\)|\((?:super|crate)\)").unwrap());

/// A module by its path in the crate.
type Module = Vec<String>;

/// The modules of a crate, each with the text of its file: without comments and tests.
struct Crate {
    folder: &'static str,
    files: BTreeMap<Module, String>,
}

/// A path in a file, and whether other files may see it as a name of this module.
struct Named {
    path: Vec<String>,
    /// The name that it has here; `*` for all that is there.
    name: String,
    is_import: bool,
    is_passed_on: bool,
}

impl Crate {
    fn read(folder: &'static str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files = BTreeMap::new();
        let mut folders = vec![(root, Vec::new())];
        while let Some((folder, module)) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                let inner = || module.iter().cloned().chain([name.clone()]).collect::<Module>();
                if path.is_dir() {
                    folders.push((path.clone(), inner()));
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    let is_its_folders = matches!(name.as_str(), "mod" | "lib" | "main");
                    let module = if is_its_folders { module.clone() } else { inner() };
                    files.insert(module, bare(&fs::read_to_string(&path).unwrap()));
                }
            }
        }
        Self { folder, files }
    }

    /// What each module needs of others.
    fn needs(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let named: BTreeMap<&Module, Vec<Named>> =
            self.files.iter().map(|(module, text)| (module, self.named(module, text))).collect();
        let needs = |module: &Module| {
            let paths = named[module].iter().filter(|named| !named.is_passed_on);
            paths.filter_map(|path| self.home(&path.path, &named, 0)).filter(|home| home != module).collect()
        };
        self.files.keys().map(|module| (module, needs(module))).collect()
    }

    /// The paths of a file, from the top of the crate.
    fn named(&self, module: &Module, text: &str) -> Vec<Named> {
        let mut named = Vec::new();
        for found in IMPORT.captures_iter(text) {
            for (path, name) in tree(&found[2]) {
                let is_passed_on = !found[1].is_empty();
                named.extend(self.down_from_top(module, &path).map(|path| Named {
                    path,
                    name,
                    is_import: true,
                    is_passed_on,
                }));
            }
        }
        let rest = IMPORT.replace_all(text, "");
        for found in PATH.find_iter(&rest) {
            let path: Vec<String> = found.as_str().split("::").map(str::to_owned).collect();
            // What was imported is counted where it is imported.
            let is_imported = named.iter().any(|known| known.is_import && known.name == path[0]);
            if !is_imported && let Some(path) = self.down_from_top(module, &path) {
                named.push(Named { path, name: String::new(), is_import: false, is_passed_on: false });
            }
        }
        named
    }

    /// A path of a module from the top of the crate; nothing for one that leads into another crate.
    fn down_from_top(&self, module: &Module, path: &[String]) -> Option<Vec<String>> {
        let mut base = module.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => (base, rest) = (Module::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    base.pop()?;
                    rest = &rest[1..];
                }
            }
            child => {
                base.push(child.to_owned());
                self.files.get(&base)?;
                rest = &rest[1..];
            }
        }
        Some([base.as_slice(), rest].concat())
    }

    /// The module in which that stands which a path names, whoever passes it on.
    fn home(&self, path: &[String], named: &BTreeMap<&Module, Vec<Named>>, depth: usize) -> Option<Module> {
        let length = (0..=path.len()).rev().find(|&end| self.files.contains_key(&path[..end]))?;
        let (module, rest) = path.split_at(length);
        let Some(wanted) = rest.first().filter(|_| depth < 8) else { return Some(module.to_vec()) };
        let imports = || named[&module.to_vec()].iter().filter(|named| named.is_import);
        if let Some(import) = imports().find(|import| import.name == *wanted) {
            return self.home(&import.path, named, depth + 1);
        }
        let defines =
            |module: &Module| ITEM.captures_iter(&self.files[module]).any(|found| &found[1] == wanted);
        if !defines(&module.to_vec()) {
            for import in imports().filter(|import| import.name == "*") {
                let home = self.home(&import.path, named, depth + 1)?;
                if defines(&home) {
                    return Some(home);
                }
            }
        }
        Some(module.to_vec())
    }

    /// The circles, each as the files in it.
    fn circles(&self) -> Vec<Vec<String>> {
        let needs = self.needs();
        let reach = |from: &Module| {
            let mut seen = BTreeSet::new();
            let mut open = vec![from.clone()];
            while let Some(module) = open.pop() {
                for next in &needs[&module] {
                    if seen.insert(next.clone()) {
                        open.push(next.clone());
                    }
                }
            }
            seen
        };
        let reached: BTreeMap<&Module, BTreeSet<Module>> =
            self.files.keys().map(|module| (module, reach(module))).collect();
        let circles: BTreeSet<Vec<String>> = self
            .files
            .keys()
            .filter(|module| reached[module].contains(*module))
            .map(|module| {
                let both =
                    |other: &&Module| reached[module].contains(*other) && reached[*other].contains(module);
                self.files.keys().filter(both).map(|module| self.shown(module)).collect()
            })
            .collect();
        circles.into_iter().collect()
    }

    fn shown(&self, module: &Module) -> String {
        [&[self.folder.to_owned()], module.as_slice()].concat().join("/")
    }
}

/// A file without comments, tests and who may see what.
fn bare(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    COMMENT.replace_all(text, "").into_owned()
}

/// `a::{b, c::{d as e}}` → the paths in it, with the names that they have here.
fn tree(text: &str) -> Vec<(Vec<String>, String)> {
    let text = text.trim();
    let Some((head, inner)) = text.split_once('{') else {
        let (path, name) = text.split_once(" as ").unwrap_or((text, ""));
        let mut path: Vec<String> = path.split("::").map(|part| part.trim().to_owned()).collect();
        if path.last().is_some_and(|last| last == "self" || last == "*") {
            let last = path.pop().unwrap();
            let name = if last == "*" { last } else { path.last().cloned().unwrap_or_default() };
            return vec![(path, name)];
        }
        let name =
            if name.is_empty() { path.last().cloned().unwrap_or_default() } else { name.trim().to_owned() };
        return vec![(path, name)];
    };
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(inner[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.flat_map(|part| tree(&format!("{}{part}", head.trim()))).collect()
}

#[test]
fn no_room_that_was_cleaned_has_a_circle_of_files() {
    let circles: Vec<Vec<String>> = CRATES.iter().flat_map(|folder| Crate::read(folder).circles()).collect();
    let is_clean =
        |file: &String| CLEAN.iter().any(|room| file == room || file.starts_with(&format!("{room}/")));
    let broken: Vec<String> =
        circles.iter().filter(|circle| circle.iter().any(is_clean)).map(|circle| circle.join(", ")).collect();
    assert!(broken.is_empty(), "files that know each other in a circle:\n{}", broken.join("\n"));
}

#[test]
fn a_circle_is_seen_through_what_passes_names_on() {
    let check = |files: &[(&str, &str)], expected: &[&[&str]]| {
        let files = files.iter().map(|(module, text)| {
            let module: Module =
                module.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            (module, bare(text))
        });
        let circles = Crate { folder: "x", files: files.collect() }.circles();
        assert_eq!(circles, expected);
    };
    // A table of contents is no need, and neither is a name that it passes on.
    let contents = ("a", "mod b;\nmod c;\npub use b::One;\npub use c::Two;");
    check(
        &[("", ""), contents, ("a::b", "pub struct One;"), ("a::c", "use super::One;\npub struct Two(One);")],
        &[],
    );
    check(
        &[
            ("", ""),
            contents,
            ("a::b", "use super::{\n    Two,\n};"),
            ("a::c", "fn f(x: crate::a::One) {}\nstruct Two;"),
        ],
        &[&["x/a/b", "x/a/c"]],
    );
    // A file that calls its own part, which needs what stands in the file.
    check(
        &[("", ""), ("a", "mod b;\nconst X: u8 = 1;\nfn f() { b::g() }"), ("a::b", "use super::X;")],
        &[&["x/a", "x/a/b"]],
    );
    check(
        &[
            ("", ""),
            ("a", "mod b;\nfn f() { b::g() }"),
            ("a::b", "// use super::f;\n#[cfg(test)]\nmod tests { use super::super::f; }"),
        ],
        &[],
    );
}
