//! What a comparison has to tell, in words: how much changed, what happened to an entry, where a finding stands.
//!
//! Every report for people takes these from here, so that all of them say the same.

use super::prose::{count, list, paragraphs, section_title};
use super::words::change_word;
use crate::Weight;
use crate::compare::{Change, ChangeKind, Comparison, Finding, SectionStatus, Summary};
use crate::statement::Delegation;

/// How much changed, in one or two sentences. `noise_hint` tells where the differences that say nothing are shown.
pub(crate) fn summary(comparison: &Comparison<'_>, noise_hint: &str) -> String {
    let Summary { reworded, added, removed, split, merged, moved, .. } = comparison.summary;
    let sides = comparison.statements;
    let kinds: Vec<String> = kinds(comparison.summary)
        .into_iter()
        .filter(|&(number, _)| number > 0)
        .map(|(number, kind)| format!("{number} {kind}"))
        .collect();
    let mut text = format!(
        "{} → {}: {}.",
        count(sides.before.sentences.len(), "sentence", "sentences"),
        sides.after.sentences.len(),
        if kinds.is_empty() { "nothing to compare".to_owned() } else { list(&kinds) },
    );
    if moved > 0 {
        text.push_str(&format!(" {moved} of these moved."));
    }
    if let Some(noise) = self::noise(comparison, noise_hint) {
        text.push_str(&format!(" {noise}"));
    }
    let headings = comparison.headings.len();
    if headings > 0 {
        let verb = if headings == 1 { "differs" } else { "differ" };
        text.push_str(&format!(" {} {verb}.", count(headings, "heading", "headings")));
    }
    if reworded + added + removed + split + merged + moved == 0 && !comparison.is_changed() {
        text.push_str(" No change.");
    }
    text
}

/// How many sentences have differences that mean nothing: of spelling, punctuation or naming.
pub(crate) fn noise(comparison: &Comparison<'_>, hint: &str) -> Option<String> {
    let noise = comparison.summary.noise;
    let sentences = count(noise, "sentence has", "sentences have");
    (noise > 0).then(|| format!("{sentences} trivial differences{hint}."))
}

/// The counts of a comparison's entries, each with its word. Moves are counted among them and not listed.
pub(crate) const fn kinds(summary: Summary) -> [(usize, &'static str); 6] {
    [
        (summary.same, "unchanged"),
        (summary.reworded, "reworded"),
        (summary.added, "added"),
        (summary.removed, "removed"),
        (summary.split, "split"),
        (summary.merged, "merged"),
    ]
}

/// `2 key, 3 notable and 2 minor`; nothing where there are no findings.
pub(crate) fn weights<'f>(findings: impl Iterator<Item = &'f Finding> + Clone) -> Option<String> {
    let weights: Vec<String> = Weight::ALL
        .into_iter()
        .map(|weight| (findings.clone().filter(|finding| finding.weight == weight).count(), weight))
        .filter(|&(number, _)| number > 0)
        .map(|(number, weight)| format!("{number} {}", weight.word()))
        .collect();
    (!weights.is_empty()).then(|| list(&weights))
}

/// The paragraphs of an entry: `¶5`, or `¶5 → ¶6` where they differ or the entry moved.
pub(crate) fn place(comparison: &Comparison<'_>, change: &Change) -> String {
    let sides = comparison.statements;
    let before = paragraphs(sides.before, &change.sentences.before);
    let after = paragraphs(sides.after, &change.sentences.after);
    match (before.as_str(), after.as_str()) {
        (one, "") | ("", one) => one.to_owned(),
        (before, after) if before == after && !change.moved => after.to_owned(),
        (before, after) => format!("{before} → {after}"),
    }
}

/// What happened to an entry: `moved together with 2 others (move 1), reworded`.
pub(crate) fn what_happened(change: &Change, groups: &[usize]) -> String {
    let kind = match change.kind {
        ChangeKind::Same => None,
        ChangeKind::Reworded => Some("reworded".to_owned()),
        ChangeKind::Added => Some("added".to_owned()),
        ChangeKind::Removed => Some("removed".to_owned()),
        ChangeKind::Split => Some(format!("split into {} sentences", change.sentences.after.len())),
        ChangeKind::Merged => Some(format!("{} sentences merged into one", change.sentences.before.len())),
    };
    let moved = change.moved.then(|| {
        let companions = change
            .move_group
            .and_then(|group| groups.get(group.checked_sub(1)?))
            .map_or(0, |size| size.saturating_sub(1));
        match (change.move_group, companions) {
            (Some(group), 1..) => {
                format!("moved together with {} (move {group})", count(companions, "other", "others"))
            }
            _ => "moved".to_owned(),
        }
    });
    let words: Vec<String> = moved.into_iter().chain(kind).collect();
    if words.is_empty() { "unchanged".to_owned() } else { words.join(", ") }
}

/// How many entries moved together, by group.
pub(crate) fn group_sizes(comparison: &Comparison<'_>) -> Vec<usize> {
    let mut sizes = Vec::new();
    for group in comparison.changes.iter().filter_map(|change| change.move_group) {
        // Groups are counted from 1 and there are no more of them than entries.
        if group > sizes.len() && group <= comparison.changes.len() {
            sizes.resize(group, 0);
        }
        if let Some(size) = group.checked_sub(1).and_then(|position| sizes.get_mut(position)) {
            *size += 1;
        }
    }
    sizes
}

/// What happened to a section; `hidden` of its sentences are unchanged and not shown.
pub(crate) fn section_status(status: SectionStatus, hidden: usize) -> String {
    let word = match status {
        SectionStatus::Same => "unchanged",
        SectionStatus::Changed => "changed",
        SectionStatus::Added => "new section",
        SectionStatus::Removed => "section gone",
    };
    match hidden {
        0 => word.to_owned(),
        _ => format!("{word}; {} not shown", count(hidden, "unchanged sentence", "unchanged sentences")),
    }
}

/// The section of a finding; nothing for the one that holds what fits nowhere, or is the only one.
pub(crate) fn finding_section<'c>(finding: &'c Finding, comparison: &'c Comparison<'_>) -> Option<&'c str> {
    let tells = finding.section != CATCH_ALL && comparison.sections.len() > 1;
    tells.then(|| section_title(comparison, &finding.section))
}

/// The section of what fits nowhere.
const CATCH_ALL: &str = "other";

/// Where a finding stands: `Cyber ¶11 → ¶12`.
pub(crate) fn finding_place(finding: &Finding, comparison: &Comparison<'_>) -> String {
    let quote = finding.quote.as_ref().map(|quote| quote.as_ref().and_then(|quote| quote.sentence));
    let before = quote.before.map(|index| paragraphs(comparison.statements.before, &[index]));
    let after = quote.after.map(|index| paragraphs(comparison.statements.after, &[index]));
    let paragraph = match (before, after) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (before, after) => after.or(before).unwrap_or_default(),
    };
    let section = finding_section(finding, comparison).unwrap_or_default();
    format!("{section} {paragraph}").trim().to_owned()
}

/// `pledge/dropped` → `Pledge dropped`, `body/new` → `New body`
pub(crate) fn headline(rule: &str) -> String {
    let words = match rule.split_once('/') {
        Some((family, "new")) => format!("new {family}"),
        _ => rule.replace('/', " "),
    };
    let words = words.replace('-', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// `Dr. Taekeun Heo, Deputy Minister for National Defense Policy`
pub(crate) fn head(delegation: &Delegation) -> String {
    match (&delegation.office, delegation.acting) {
        (Some(office), true) => format!("{}, Acting {office}", delegation.lead),
        (Some(office), false) => format!("{}, {office}", delegation.lead),
        (None, true) => format!("{} (acting)", delegation.lead),
        (None, false) => delegation.lead.clone(),
    }
}

/// A sentence that no finding tells of.
pub(crate) struct Untold {
    /// `added`, `reworded`, `moved`, …
    pub kind: &'static str,
    /// `¶5`
    pub place: String,
    /// Its opening words, of the newer side where that has it.
    pub opening: String,
}

/// What no finding tells, as a sentence (`3 added and 2 removed sentences match no rule`), and its first `most` entries.
pub(crate) fn untold(comparison: &Comparison<'_>, most: usize) -> Option<(String, Vec<Untold>)> {
    let entries = comparison.untold();
    let kind = |change: &Change| match change.kind {
        ChangeKind::Same => "moved",
        kind => change_word(kind),
    };
    let kinds: Vec<&str> = entries.iter().map(|&index| kind(&comparison.changes[index])).collect();
    let counts: Vec<String> = ["added", "removed", "reworded", "split", "merged", "moved"]
        .into_iter()
        .map(|word| (kinds.iter().filter(|kind| **kind == word).count(), word))
        .filter(|&(number, _)| number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    if counts.is_empty() {
        return None;
    }
    let text = match entries.len() {
        1 => format!("{} sentence has no finding", counts[0]),
        _ => format!("{} sentences have no finding", list(&counts)),
    };
    let shown = entries.iter().zip(kinds).take(most).filter_map(|(&index, kind)| {
        let change = &comparison.changes[index];
        let sides = comparison.statements;
        let after = change.sentences.after.first().map(|&at| &sides.after.sentences[at].text);
        let text =
            after.or_else(|| change.sentences.before.first().map(|&at| &sides.before.sentences[at].text))?;
        Some(Untold { kind, place: place(comparison, change), opening: opening(text) })
    });
    Some((text, shown.collect()))
}

/// Words that a sentence is known by, where it stands in a list: enough to find it.
const OPENING: usize = 8;

fn opening(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut opening: Vec<&str> = words.by_ref().take(OPENING).collect();
    if words.next().is_some() {
        opening.push("…");
    }
    opening.join(" ")
}

/// What a reader must know when the work budget was spent.
pub(crate) const DEGRADED: &str =
    "The texts are too large to compare in full: some links may be coarser than they could be.";
