//! Paths as a CI service shows them: from the top of what it checked out, wherever in it the program runs.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::files::slashed;
use crate::policy::Verdict;

/// GitHub's runner names the top of the checkout in it.
const VARIABLE: &str = "GITHUB_WORKSPACE";

/// Makes every place of a verdict one from the top of the checkout, where the program runs in it.
pub fn from_the_top(verdict: &mut Verdict) {
    let Some(checkout) = Checkout::here() else { return };
    let pairs = verdict.pairs.iter_mut().flat_map(|pair| &mut pair.judged);
    for judged in verdict.archive.iter_mut().chain(pairs) {
        for place in [&mut judged.place, &mut judged.old_place].into_iter().flatten() {
            if let Some(path) = checkout.path(Path::new(&place.file)) {
                place.file = slashed(&path);
            }
        }
    }
}

struct Checkout {
    top: PathBuf,
    /// The working directory as seen from the top.
    folder: PathBuf,
}

impl Checkout {
    /// The checkout that the program runs in, if it does.
    fn here() -> Option<Self> {
        let top = fs::canonicalize(env::var_os(VARIABLE)?).ok()?;
        let here = fs::canonicalize(env::current_dir().ok()?).ok()?;
        let folder = here.strip_prefix(&top).ok()?.to_path_buf();
        Some(Self { top, folder })
    }

    /// A path as seen from the top; `None` for one that leads out of the checkout.
    fn path(&self, file: &Path) -> Option<PathBuf> {
        if file.is_absolute() {
            return file.strip_prefix(&self.top).ok().map(Path::to_path_buf);
        }
        let mut path = self.folder.clone();
        for component in file.components() {
            match component {
                Component::Normal(name) => path.push(name),
                Component::CurDir => {}
                Component::ParentDir if path.pop() => {}
                _ => return None,
            }
        }
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_up_and_down_inside_of_the_checkout_only() {
        let checkout = Checkout { top: "/work".into(), folder: "a/b".into() };
        let check = |file: &str, expected: Option<&str>| {
            assert_eq!(checkout.path(Path::new(file)), expected.map(PathBuf::from), "{file}");
        };
        check("kidd/23.txt", Some("a/b/kidd/23.txt"));
        check("./23.txt", Some("a/b/23.txt"));
        check("../../kidd.toml", Some("kidd.toml"));
        check("../../../etc/passwd", None);
        check("/etc/passwd", None);
        check("/work/a/b/23.txt", Some("a/b/23.txt"));
    }
}
