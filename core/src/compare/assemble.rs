//! Links → the comparison of two statements.

use super::align::{Alignment, Link, read_and_align};
use super::cautions::cautions;
use super::findings;
use super::fold::Fold;
use super::header::header;
use super::headings::headings;
use super::model::{Change, ChangeKind, Comparison, SectionChange, SectionStatus, Summary};
use super::options::Options;
use super::unit::{Unit, VOTES};
use crate::Sides;
use crate::series::Rules;
use crate::source::Caution;
use crate::statement::{Claim, Sentence, Statement};

/// Compares two statements: what is the same, reworded, added, removed, split, merged and moved.
#[must_use]
pub fn compare<'a>(statements: Sides<&'a Statement>, rules: &Rules, options: &Options) -> Comparison<'a> {
    let fold = rules.compiled(Fold::new);
    let ballots = rules.compiled(findings::Ballots::new);
    let units = statements.map(|statement| {
        let sentences = statement.sentences.iter().zip(statement.claims_by_sentence());
        sentences.map(|(sentence, claims)| unit(sentence, claims, &ballots)).collect::<Vec<_>>()
    });
    let (alignment, read) = read_and_align(Sides::new(&units.before, &units.after), &fold, options);
    let is_cut = |statement: &Statement| {
        statement.cautions.iter().any(|caution| matches!(caution, Caution::LongSentences { .. }))
    };
    let degraded = alignment.degraded || is_cut(statements.before) || is_cut(statements.after);
    let changes = changes(alignment, statements);
    let mut comparison = Comparison {
        statements,
        degraded,
        cautions: cautions(statements, rules),
        summary: summary(&changes),
        header: header(statements, &fold),
        headings: headings(statements, &changes, &fold),
        sections: sections(&changes, statements, rules),
        changes,
        findings: Vec::new(),
    };
    let (findings, coarse) = findings::find(&comparison, rules, &fold, read.as_ref());
    comparison.findings = findings;
    comparison.degraded |= coarse;
    comparison
}

/// Compiles what comparing needs of these rules, which it does else when it first needs it.
pub fn compile(rules: &Rules) {
    rules.compiled(Fold::new);
}

/// A sentence for linking; what tells who voted how is filed apart from all else.
fn unit<'t>(sentence: &'t Sentence, claims: &'t [Claim], ballots: &findings::Ballots) -> Unit<'t> {
    let section = if ballots.is_in_text(&sentence.text) { VOTES } else { &sentence.section };
    Unit { text: &sentence.text, paragraph: sentence.paragraph, section, claims }
}

/// Entries in the newer edition's order, removed ones after their predecessor.
fn changes(alignment: Alignment, statements: Sides<&Statement>) -> Vec<Change> {
    let Alignment { links, removed, added, .. } = alignment;
    let mut entries: Vec<Change> = links.into_iter().map(linked).collect();
    entries.extend(added.into_iter().map(|unit| alone(ChangeKind::Added, Sides::new(vec![], vec![unit]))));
    entries.sort_by_key(|entry| entry.sentences.after.first().copied());

    // A removed sentence goes after the entry that holds the sentence before it.
    let mut holder: Vec<Option<usize>> = vec![None; statements.before.sentences.len()];
    for (index, entry) in entries.iter().enumerate() {
        for &sentence in &entry.sentences.before {
            holder[sentence] = Some(index);
        }
    }
    let mut after: Vec<Vec<Change>> = entries.iter().map(|_| Vec::new()).collect();
    let mut first: Vec<Change> = Vec::new();
    for sentence in removed {
        let entry = alone(ChangeKind::Removed, Sides::new(vec![sentence], vec![]));
        let place = sentence.checked_sub(1).and_then(|before| holder[before]);
        holder[sentence] = place;
        match place {
            Some(place) => after[place].push(entry),
            None => first.push(entry),
        }
    }
    first.extend(
        entries.into_iter().zip(after).flat_map(|(entry, after)| std::iter::once(entry).chain(after)),
    );
    for entry in &mut first {
        entry.section = section_of(entry, statements);
    }
    first
}

fn linked(link: Link) -> Change {
    Change {
        kind: link.kind,
        moved: link.moved.is_some(),
        move_group: link.moved,
        section: String::new(),
        sentences: link.units,
        similarity: link.similarity,
        phrases: link.phrases,
    }
}

const fn alone(kind: ChangeKind, sentences: Sides<Vec<usize>>) -> Change {
    Change {
        kind,
        moved: false,
        move_group: None,
        section: String::new(),
        sentences,
        similarity: 0.0,
        phrases: Vec::new(),
    }
}

fn section_of(entry: &Change, statements: Sides<&Statement>) -> String {
    let after = entry.sentences.after.first().map(|&sentence| &statements.after.sentences[sentence]);
    let before = entry.sentences.before.first().map(|&sentence| &statements.before.sentences[sentence]);
    after.or(before).map_or_else(String::new, |sentence| sentence.section.clone())
}

fn summary(changes: &[Change]) -> Summary {
    let mut summary = Summary::default();
    for change in changes {
        let count = match change.kind {
            ChangeKind::Same => &mut summary.same,
            ChangeKind::Reworded => &mut summary.reworded,
            ChangeKind::Added => &mut summary.added,
            ChangeKind::Removed => &mut summary.removed,
            ChangeKind::Split => &mut summary.split,
            ChangeKind::Merged => &mut summary.merged,
        };
        *count += 1;
        summary.moved += usize::from(change.moved);
        summary.noise += usize::from(change.phrases.iter().any(|phrase| phrase.trivial));
    }
    summary
}

/// The sections of both editions in the order of the rules; those that the rules do not know come last.
fn sections(changes: &[Change], statements: Sides<&Statement>, rules: &Rules) -> Vec<SectionChange> {
    let has = |statement: &Statement, id: &str| statement.sections.iter().any(|section| section.id == id);
    let known = rules.section.iter().map(|rule| (rule.id.as_str(), rule.title.as_str()));
    let further = [statements.after, statements.before].into_iter().flat_map(|statement| {
        statement.sections.iter().map(|section| (section.id.as_str(), section.title.as_str()))
    });
    let mut sections: Vec<SectionChange> = Vec::new();
    for (id, title) in known.chain(further) {
        let sides = statements.map(|statement| has(statement, id));
        if sections.iter().any(|section| section.id == id) || !(sides.before || sides.after) {
            continue;
        }
        let members: Vec<usize> = (0..changes.len()).filter(|&index| changes[index].section == id).collect();
        let status = match sides {
            Sides { before: false, .. } => SectionStatus::Added,
            Sides { after: false, .. } => SectionStatus::Removed,
            _ if members
                .iter()
                .all(|&index| changes[index].kind == ChangeKind::Same && !changes[index].moved) =>
            {
                SectionStatus::Same
            }
            _ => SectionStatus::Changed,
        };
        sections.push(SectionChange { id: id.to_owned(), title: title.to_owned(), status, changes: members });
    }
    sections
}
