//! Editions and texts as they lie in the folder, held against the policy there.

use super::judging::{Judging, Named};
use super::policy_files::{self, Home};
use super::selection::{Examined, Selection};
use crate::archive::{Archive, Entry};
use crate::files::slashed;
use crate::policy::Policy;
use crate::workspace::{Scope, Workspace, one_stdin};
use crate::{Error, Result, Sides};

/// Compares what the selection names and holds it against the policy and what was accepted.
pub(super) fn examine(selection: &Selection, scope: Scope) -> Result<Examined> {
    let archive = scope.archive()?;
    let home = Home::find(archive.root());
    let policy = match &selection.policy {
        Some(path) => policy_files::policy(path)?,
        None if home.has_policy => policy_files::policy(&home.policy())?,
        None => Policy::default(),
    };
    let accepted = policy_files::accepted(&home.accepted())?;
    let pairs = selected(selection, &archive, scope.series.as_deref())?;
    let workspace = Workspace::of(archive, scope).with_tracked(selection.tracked);
    let mut work = Judging::new(workspace, policy);
    for pair in &pairs {
        work.compare(pair)?;
    }
    if pairs.is_empty() {
        work.verdict.notes.push("Nothing to compare: no series has two editions.".to_owned());
    }
    work.policy.check_sections(&work.sections)?;
    work.unused();
    let matched = accepted.apply(&mut work.verdict);
    let file = slashed(&home.accepted());
    work.told(&accepted, &matched, &file);
    let mut verdict = work.verdict;
    verdict.policy = work.policy.origin.clone();
    verdict.fail_on = Some(work.policy.fail_on);
    Ok(Examined { verdict, accepted: home.accepted() })
}

/// The texts that a selection means.
fn selected(selection: &Selection, archive: &Archive, series: Option<&str>) -> Result<Vec<Named>> {
    let named = |before: &str, after: &str| Named {
        names: Sides::new(before.to_owned(), after.to_owned()),
        revisions: false,
    };
    match selection.texts.as_slice() {
        [old, new] => {
            one_stdin(old, new)?;
            Ok(vec![named(old, new)])
        }
        [new] => {
            let newest = newest(archive, series)?;
            let newest = newest.ok_or_else(|| {
                Error::new("there is no edition to compare it with").at(new).help("name both texts")
            })?;
            Ok(vec![named(&newest.id, new)])
        }
        _ => Ok(archive
            .series()
            .iter()
            .filter(|id| series.is_none_or(|series| series == *id))
            .filter_map(|id| {
                let editions = archive.editions(id);
                let real: Vec<&Entry> =
                    editions.iter().copied().filter(|entry| !entry.illustrative).collect();
                let chosen = if real.len() >= 2 { real } else { editions };
                let [.., before, after] = chosen.as_slice() else { return None };
                Some(named(&before.id, &after.id))
            })
            .collect()),
    }
}

/// The newest edition that is not made up, else the newest; of several series only where one is named.
fn newest<'a>(archive: &'a Archive, series: Option<&str>) -> Result<Option<&'a Entry>> {
    let mut newest = Vec::new();
    for id in archive.series().iter().filter(|id| series.is_none_or(|series| series == *id)) {
        let editions = archive.editions(id);
        newest.extend(editions.iter().rfind(|entry| !entry.illustrative).or(editions.last()).copied());
    }
    match newest.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(Error::new("the archive has more than one series").help("name one with --series")),
    }
}
