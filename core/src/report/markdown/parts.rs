//! A comparison as parts of a Markdown text.

use super::text::{plain, quote, redline, verbatim};
use crate::Sides;
use crate::compare::{Change, ChangeKind, Comparison, Finding, SectionChange};
use crate::report::account::{
    DEGRADED, Untold, finding_place, group_sizes, head, headline, place, section_status, summary, untold,
    weights, what_happened,
};
use crate::report::pieces::{is_whole, texts};
use crate::report::prose::{ILLUSTRATIVE, count, party_label, when_and_where};
use crate::report::quote::shorten;
use crate::report::redline::{Mark, Noise, Stretch, inline};
use crate::statement::Statement;

/// Columns of a quote in the table of findings beyond which what both sides say is left out.
const QUOTE: usize = 160;

/// Sentences that no finding tells of and that are named under the findings.
const OPENINGS: usize = 10;

/// What is written in one piece, or left out.
pub(super) struct Part {
    pub kind: Kind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Frame,
    Finding,
    Change,
}

/// All parts, in order. Each ends in a line end.
pub(super) fn all(comparison: &Comparison<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    opening(&mut parts, comparison);
    findings(&mut parts, comparison);
    if let Some((text, shown)) = untold(comparison, OPENINGS) {
        let left = comparison.untold().len() - shown.len();
        frame(&mut parts, format!("\n{text}:\n\n"));
        for Untold { kind, place, opening } in &shown {
            frame(&mut parts, format!("- {kind} “{}” ({place})\n", plain(opening)));
        }
        if left > 0 {
            frame(&mut parts, format!("- and {left} more\n"));
        }
    }
    let groups = group_sizes(comparison);
    frame(&mut parts, "\n## Changes by section\n".to_owned());
    for section in &comparison.sections {
        one_section(&mut parts, section, comparison, &groups);
    }
    parts
}

fn frame(parts: &mut Vec<Part>, text: String) {
    parts.push(Part { kind: Kind::Frame, text });
}

fn opening(parts: &mut Vec<Part>, comparison: &Comparison<'_>) {
    let sides = comparison.statements;
    frame(parts, format!("# {} → {}: what changed\n\n", plain(&sides.before.id), plain(&sides.after.id)));
    for statement in [sides.before, sides.after].into_iter().filter(|statement| statement.illustrative) {
        frame(parts, format!("> **{} is {ILLUSTRATIVE}.**\n\n", plain(&statement.id)));
    }
    frame(parts, "| | Old | New |\n|---|---|---|\n".to_owned());
    let mut row = |name: &str, value: &dyn Fn(&Statement) -> String| {
        let [before, after] = [value(sides.before), value(sides.after)];
        if !(before.is_empty() && after.is_empty()) {
            frame(parts, format!("| {name} | {before} | {after} |\n"));
        }
    };
    row("Edition", &|statement| plain(&statement.id));
    row("Title", &|statement| plain(&statement.title));
    row("Held", &|statement| when_and_where(statement).map(|text| plain(&text)).unwrap_or_default());
    let mut parties: Vec<&str> = Vec::new();
    for delegation in sides.before.delegations.iter().chain(&sides.after.delegations) {
        if !parties.contains(&delegation.party.as_str()) {
            parties.push(&delegation.party);
        }
    }
    for party in parties {
        row(&plain(&party_label(party)), &|statement| {
            let heads: Vec<String> = statement
                .delegations
                .iter()
                .filter(|delegation| delegation.party == party)
                .map(|delegation| plain(&head(delegation)))
                .collect();
            heads.join("; ")
        });
    }
    row("sha256", &|statement| verbatim(&statement.sha256));
    frame(parts, "\n".to_owned());
    let degraded = comparison.degraded.then_some(DEGRADED);
    for caution in comparison.cautions.iter().map(String::as_str).chain(degraded) {
        frame(parts, format!("> **Caution:** {}\n\n", plain(caution)));
    }
    frame(parts, format!("{}\n", plain(&summary(comparison, ""))));
}

fn findings(parts: &mut Vec<Part>, comparison: &Comparison<'_>) {
    match weights(comparison.findings.iter()) {
        None => {
            frame(parts, "\n## Findings: none\n".to_owned());
            return;
        }
        Some(weights) => {
            let head = "| # | Weight | Finding | Where | Old | New |\n|--:|---|---|---|---|---|\n";
            frame(parts, format!("\n## Findings: {weights}\n\n{head}"));
        }
    }
    for (number, finding) in (1..).zip(&comparison.findings) {
        parts.push(Part { kind: Kind::Finding, text: finding_row(number, finding, comparison) });
    }
}

fn finding_row(number: usize, finding: &Finding, comparison: &Comparison<'_>) -> String {
    let quotes = finding.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.as_str()));
    let quotes = shorten(quotes, QUOTE);
    let said = |spans: Option<_>, sign| {
        spans.map_or_else(|| "*nothing*".to_owned(), |spans: Vec<_>| format!("“{}”", quote(&spans, sign)))
    };
    let history =
        finding.history.as_ref().map_or_else(String::new, |history| format!(" ({})", plain(&history.told)));
    format!(
        "| {number} | {} | {}: {}{history} | {} | {} | {} |\n",
        finding.weight.word(),
        plain(&headline(finding.rule.id())),
        plain(&finding.subject),
        plain(&finding_place(finding, comparison)),
        said(quotes.before, "~~"),
        said(quotes.after, "**"),
    )
}

fn one_section(
    parts: &mut Vec<Part>,
    section: &SectionChange,
    comparison: &Comparison<'_>,
    groups: &[usize],
) {
    let entries: Vec<&Change> =
        section.changes.iter().filter_map(|&position| comparison.changes.get(position)).collect();
    let is_changed = |change: &&&Change| change.moved || change.kind != ChangeKind::Same;
    let same = entries.len() - entries.iter().filter(is_changed).count();
    frame(parts, format!("\n### {} ({})\n\n", plain(&section.title), section_status(section.status, 0)));
    for change in entries.iter().filter(is_changed) {
        let text = format!(
            "- **{}** {}: {}\n",
            place(comparison, change),
            what_happened(change, groups),
            body(change, comparison)
        );
        parts.push(Part { kind: Kind::Change, text });
    }
    if same > 0 {
        frame(parts, format!("- {}\n", count(same, "sentence unchanged", "sentences unchanged")));
    }
}

/// The sentences with what changed in them; whole, one after the other, where they share too little.
fn body(change: &Change, comparison: &Comparison<'_>) -> String {
    let texts = texts(comparison, change);
    let texts = Sides::new(texts.before.as_str(), texts.after.as_str());
    let line = match change.kind {
        ChangeKind::Added | ChangeKind::Removed => None,
        _ if is_whole(texts, &change.phrases) => None,
        _ => inline(texts, &change.phrases, Noise::Silent),
    };
    match line {
        Some(line) => redline(&line),
        None => [(texts.before, Mark::Old), (texts.after, Mark::New)]
            .into_iter()
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, mark)| redline(&[Stretch::whole(text, mark)]))
            .collect::<Vec<_>>()
            .join(" → "),
    }
}
