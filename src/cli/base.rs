//! The base of a branch: policy and rules as git has them there, and what the branch makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::examine::Work;
use super::input::slashed;
use super::policies::{self, beside};
use crate::archive::Archive;
use crate::policy::{self, Place, Policy, changes, tell};
use crate::series::RulesFile;
use crate::{Error, Result, git};

/// The base of a branch.
pub(super) struct Base<'r> {
    reference: &'r str,
    pub folder: PathBuf,
    /// The base as it is now.
    pub tip: String,
    /// Where the branch left it.
    pub start: String,
    /// The archive's folder from the top of the repository, with a slash at its end; empty for the top itself.
    pub prefix: String,
}

/// Where policy and acceptances stand.
pub(super) struct Home {
    /// From the working directory.
    pub folder: PathBuf,
    /// From the top of the repository, with a slash at its end; empty for the top itself.
    pub prefix: String,
}

/// The policy that decides, and what there is to tell about it.
pub(super) struct Decides {
    pub decides: Policy,
    pub told: Vec<policy::Judged>,
}

impl<'r> Base<'r> {
    pub fn of(reference: &'r str, root: &Path) -> Result<Self> {
        let folder = root.to_path_buf();
        let prefix = git::prefix(&folder)?.ok_or_else(|| {
            Error::new("is in no git repository, so that there is no base")
                .at_path(root)
                .help("leave out --base")
        })?;
        let tip = git::commit(&folder, reference)?.ok_or_else(|| {
            Error::new("is no revision of the git repository here")
                .at(format!("--base {reference}"))
                .help("in CI, fetch it: a shallow clone has one commit only (fetch-depth: 0)")
        })?;
        let start = git::merge_base(&folder, &tip, "HEAD")?.unwrap_or_else(|| tip.clone());
        Ok(Self { reference, folder, tip, start, prefix })
    }

    /// A file of a commit as text.
    pub fn text(&self, commit: &str, path: &str) -> Result<Option<String>> {
        let bytes = git::blob(&self.folder, commit, path)?;
        let text = bytes.map(String::from_utf8).transpose();
        text.map_err(|cause| Error::new("is not UTF-8 text").at(self.named(path)).because(cause))
    }

    /// `kidd.toml of origin/main`
    fn named(&self, path: &str) -> String {
        format!("{path} of {}", self.reference)
    }

    /// The nearest folder at or above the archive that has a policy at the base, else the one that it stands in.
    pub fn home(&self, root: &Path) -> Result<Home> {
        let folders = folders(&self.prefix);
        for (up, prefix) in folders.iter().enumerate() {
            if git::blob(&self.folder, &self.tip, &format!("{prefix}{}", policy::FILE))?.is_some() {
                return Ok(Home { folder: upward(root, up), prefix: prefix.clone() });
            }
        }
        let beside = beside(Some(root));
        let up = usize::from(beside != root);
        Ok(Home { folder: beside, prefix: folders.get(up).cloned().unwrap_or_default() })
    }

    /// The policy of the base, and what the branch makes of it.
    pub fn policy(&self, asked: Option<&Path>, home: &Home) -> Result<Decides> {
        let mut told = Vec::new();
        let path = match asked {
            Some(path) => match self.inside(path)? {
                Some(inside) => inside,
                // A policy from outside of the repository is not the branch's to change.
                None => return Ok(Decides { decides: policies::policy(path)?, told }),
            },
            None => format!("{}{}", home.prefix, policy::FILE),
        };
        let plain = Policy::default();
        let decides = match self.text(&self.tip, &path)? {
            Some(text) => match Policy::parse(&self.named(&path), &text) {
                Ok(policy) => policy,
                Err(error) => {
                    let subject = format!("{error}; the rules' own levels decide until it is mended");
                    let mut broken =
                        tell("policy/broken", subject, Some(Place { file: path.clone(), line: 1 }), &plain);
                    // The branch did not break it, and it may be the one that mends it.
                    broken.level = crate::compare::Level::Warning;
                    told.push(broken);
                    plain.clone()
                }
            },
            None if asked.is_some() => {
                return Err(
                    Error::new(format!("is not there at {}, whose policy decides", self.reference)).at(path)
                );
            }
            None => plain.clone(),
        };
        // A branch may also put a policy nearer to the archive than the base has one.
        let mut places: Vec<(String, PathBuf)> = folders(&self.prefix)
            .into_iter()
            .enumerate()
            .map(|(up, prefix)| {
                (format!("{prefix}{}", policy::FILE), upward(&self.folder, up).join(policy::FILE))
            })
            .collect();
        if let Some(asked) = asked {
            places.retain(|(known, _)| *known == path);
            if places.is_empty() {
                places.push((path.clone(), asked.to_path_buf()));
            }
        }
        for (path, file) in places {
            let before = self.text(&self.tip, &path)?;
            self.policy_changed(before, &path, &file, &mut told);
        }
        Ok(Decides { decides, told })
    }

    /// Tells what the branch makes of one policy file.
    fn policy_changed(
        &self,
        before: Option<String>,
        path: &str,
        file: &Path,
        told: &mut Vec<policy::Judged>,
    ) {
        let plain = Policy::default();
        let shown = slashed(file);
        let place = |line: usize| Some(Place { file: shown.clone(), line });
        let after = match policies::text(file) {
            Ok(after) => after,
            Err(error) => return told.push(tell("policy/broken", error.to_string(), place(1), &plain)),
        };
        if before == after {
            return;
        }
        let parsed = after.as_ref().map(|text| Policy::parse(&shown, text)).transpose();
        let after_policy = match parsed {
            Ok(policy) => policy.unwrap_or_default(),
            Err(error) => {
                let line = error.line_number().unwrap_or(1);
                return told.push(tell("policy/broken", error.to_string(), place(line), &plain));
            }
        };
        let before_policy =
            before.as_deref().and_then(|text| Policy::parse(path, text).ok()).unwrap_or_default();
        if before.is_none() {
            told.push(tell("policy/changed", format!("{path} is new"), place(1), &plain));
        }
        if after.is_none() {
            told.push(tell("policy/changed", format!("{path} is gone"), place(1), &plain));
        }
        for (line, what) in changes(&before_policy, &after_policy) {
            told.push(tell("policy/changed", what, place(line.unwrap_or(1)), &plain));
        }
    }

    /// The rules of each series at the base.
    pub fn rules(&self, root: &Path) -> Result<BTreeMap<String, Option<RulesFile>>> {
        let mut pinned = BTreeMap::new();
        for series in self.series(root) {
            let path = format!("{}{series}/series.toml", self.prefix);
            match self.text(&self.tip, &path)? {
                Some(text) => {
                    let file = RulesFile { origin: self.named(&path), text: text.into() };
                    pinned.insert(series, Some(file));
                }
                // A series that is new, with rules of its own, is read by them.
                None if Archive::ships(&series) => {
                    pinned.insert(series, None);
                }
                None => {}
            }
        }
        Ok(pinned)
    }

    /// Series of the folder, and those that the program knows.
    fn series(&self, root: &Path) -> BTreeSet<String> {
        let open = Archive::open(root).unwrap_or_else(|_| Archive::empty());
        open.series().into_iter().collect()
    }

    pub fn rules_changed(&self, root: &Path, work: &mut Work<'_>) -> Result<()> {
        for series in self.series(root) {
            let name = format!("{series}/series.toml");
            let before = self.text(&self.tip, &format!("{}{name}", self.prefix))?;
            let file = root.join(&name);
            let after = policies::text(&file).unwrap_or_else(|_| Some(String::new()));
            if before != after {
                let what = match (&before, &after) {
                    (None, _) => "is new",
                    (_, None) => "is gone",
                    _ => "is another",
                };
                work.tell("rules/changed", &format!("{name} {what}"), &slashed(&file), 1);
            }
        }
        Ok(())
    }

    /// A file of the working directory by its path from the top of this repository.
    fn inside(&self, path: &Path) -> Result<Option<String>> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (Some(name), true) = (path.file_name(), parent.is_dir()) else { return Ok(None) };
        let same = git::top(parent)? == git::top(&self.folder)?;
        Ok(git::prefix(parent)?.filter(|_| same).map(|prefix| format!("{prefix}{}", name.to_string_lossy())))
    }
}

/// `a/b/` → `a/b/`, `a/`, and the top.
pub(super) fn folders(prefix: &str) -> Vec<String> {
    let mut folders = vec![prefix.to_owned()];
    let mut rest = prefix.trim_end_matches('/');
    while !rest.is_empty() {
        rest = rest.rsplit_once('/').map_or("", |(above, _)| above);
        folders.push(if rest.is_empty() { String::new() } else { format!("{rest}/") });
    }
    folders
}

/// The folder so many levels above.
fn upward(folder: &Path, levels: usize) -> PathBuf {
    let mut folder = folder.to_path_buf();
    for _ in 0..levels {
        folder = match folder.components().next_back() {
            Some(std::path::Component::Normal(_)) => {
                folder.parent().map(Path::to_path_buf).unwrap_or_default()
            }
            _ => folder.join(".."),
        };
    }
    folder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_go_up_to_the_top() {
        assert_eq!(folders("a/b/"), ["a/b/", "a/", ""]);
        assert_eq!(folders(""), [""]);
        assert_eq!(upward(Path::new("a/b"), 1), Path::new("a"));
        assert_eq!(upward(Path::new("statements"), 1), Path::new(""));
        assert_eq!(upward(Path::new("statements"), 2), Path::new(".."));
        assert_eq!(upward(Path::new(""), 1), Path::new(".."));
        assert_eq!(upward(Path::new(".."), 1), Path::new("../.."));
    }
}
