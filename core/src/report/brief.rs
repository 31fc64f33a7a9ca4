//! A comparison in at most ten plain lines, to paste into a message.

use std::io::{self, Write};

use super::account::{Untold, finding_section, kinds, untold};
use super::escape;
use super::prose::{ILLUSTRATIVE, count, list, paragraphs, when_and_where};
use super::quote::{self, shorten};
use super::topics::{Topic, topics};
use crate::Sides;
use crate::compare::{Comparison, Finding, Quote};
use crate::statement::Statement;

/// What is said of an edition that only renews the one before.
const RENEWED: &str = "Renewed; nothing but the dates differs.";

/// Lines in a brief: what fits into one message without a fold.
const LINES: usize = 10;

/// Sentences that no finding tells of and that are named: a line of a message holds as many.
const OPENINGS: usize = 5;

/// Columns of one quote beyond which what both sides say is left out; two of them fill four lines on a phone.
const QUOTE: usize = 120;

/// Writes at most ten plain lines to paste into a message, most important first, each with its quotes and their
/// paragraphs. What is left out is counted.
///
/// # Errors
/// Those of the writer.
pub fn brief(writer: &mut dyn Write, comparison: &Comparison<'_>) -> io::Result<()> {
    let mut lines = vec![first_line(comparison)];
    let cautions: Vec<&str> = cautions(comparison).collect();
    if !cautions.is_empty() {
        lines.push(format!("Caution: {}", cautions.join(" ")));
    }
    if comparison.renewed {
        lines.push(RENEWED.to_owned());
    }
    let findings = &comparison.findings;
    // What only bears another date tells nothing.
    let untold = untold_line(comparison).filter(|_| !comparison.renewed);
    let room = LINES - lines.len() - usize::from(untold.is_some());
    let topics = topics(comparison);
    let shown = if findings.len() > room { room - 1 } else { findings.len() };
    if topics.is_empty() {
        lines.extend(findings[..shown].iter().map(|finding| line(finding, comparison)));
    } else {
        lines.extend(topics.iter().take(room).map(|topic| topic_line(topic, comparison)));
        let left: usize = topics.iter().skip(room).map(|topic| topic.findings.len()).sum();
        if left > 0 {
            lines.truncate(lines.len() - 1);
            let left = left + topics[room - 1].findings.len();
            lines.push(format!("({} in smaller topics left out.)", count(left, "finding", "findings")));
        }
    }
    if topics.is_empty() && shown < findings.len() {
        let left = count(findings.len() - shown, "less important finding", "less important findings");
        lines.push(format!("({left} left out.)"));
    }
    if findings.is_empty() && !comparison.renewed {
        lines.push(no_findings(comparison));
    }
    lines.extend(untold);
    for line in lines {
        writeln!(writer, "{}", escape::line(&line))?;
    }
    Ok(())
}

/// What no finding tells, on one line: `3 added and 2 removed sentences match no rule: added “The two sides …” (¶3); and 4
/// more.`
pub fn untold_line(comparison: &Comparison<'_>) -> Option<String> {
    let (text, shown) = untold(comparison, OPENINGS)?;
    let mut openings: Vec<String> =
        shown.iter().map(|Untold { kind, place, opening }| format!("{kind} “{opening}” ({place})")).collect();
    let left = comparison.untold().len() - shown.len();
    if left > 0 {
        openings.push(format!("and {left} more"));
    }
    Some(format!("{text}: {}.", openings.join("; ")))
}

fn first_line(comparison: &Comparison<'_>) -> String {
    let name = |statement: &Statement| {
        let known: Vec<String> = when_and_where(statement)
            .into_iter()
            .chain(statement.illustrative.then(|| ILLUSTRATIVE.to_owned()))
            .collect();
        match known.as_slice() {
            [] => statement.id.clone(),
            _ => format!("{} ({})", statement.id, known.join("; ")),
        }
    };
    let sides = comparison.statements.map(name);
    format!("{} → {}", sides.before, sides.after)
}

/// The cautions but those that a text is made up, which stands behind its name wherever that is shown.
pub(super) fn cautions<'c>(comparison: &'c Comparison<'_>) -> impl Iterator<Item = &'c str> {
    let sides = comparison.statements;
    let is_told = move |caution: &&str| {
        [sides.before, sides.after].into_iter().any(|statement| {
            let known = caution.strip_prefix(statement.id.as_str());
            statement.illustrative && known.is_some_and(|rest| rest.starts_with(" is illustrative"))
        })
    };
    comparison.cautions.iter().map(String::as_str).filter(move |caution| !is_told(caution))
}

/// `DPRK: Says in other words: denuclearization: “…” (¶11) → “…” (¶6); 14 pledges gone`
fn topic_line(topic: &Topic<'_>, comparison: &Comparison<'_>) -> String {
    let Some(first) = topic.findings.first() else { return topic.title.to_owned() };
    let told = format!("{}: {}: {}", topic.title, first.message, quotes(first, comparison));
    match topic.counts() {
        Some(counts) => format!("{told}; {counts}"),
        None => told,
    }
}

/// `No longer promised: a study (Cyber): “…” (¶11)`
fn line(finding: &Finding, comparison: &Comparison<'_>) -> String {
    let section =
        finding_section(finding, comparison).map_or_else(String::new, |title| format!(" ({title})"));
    format!("{}{section}: {}", finding.message, quotes(finding, comparison))
}

/// What both sides say, shortened, each with its paragraph.
fn quotes(finding: &Finding, comparison: &Comparison<'_>) -> String {
    let text = |quote: &Option<Quote>| quote.as_ref().map(|quote| quote.text.clone());
    let whole = finding.quote.as_ref().map(text);
    let short = shorten(whole.as_ref().map(Option::as_deref), QUOTE)
        .map(|spans| spans.map(|spans| quote::text(&spans)));
    let place =
        |statement: &Statement, quote: &Option<Quote>| match quote.as_ref().map(|quote| quote.sentence) {
            Some(Some(sentence)) => paragraphs(statement, &[sentence]),
            Some(None) => "header".to_owned(),
            None => String::new(),
        };
    let places = Sides::new(
        place(comparison.statements.before, &finding.quote.before),
        place(comparison.statements.after, &finding.quote.after),
    );
    match (&short.before, &short.after) {
        (Some(text), Some(_)) if whole.before == whole.after => {
            format!("“{text}” ({} → {})", places.before, places.after)
        }
        (Some(before), Some(after)) => {
            format!("“{before}” ({}) → “{after}” ({})", places.before, places.after)
        }
        (Some(before), None) => format!("was “{before}” ({})", places.before),
        (None, Some(after)) => format!("now “{after}” ({})", places.after),
        (None, None) => String::new(),
    }
}

fn no_findings(comparison: &Comparison<'_>) -> String {
    let summary = comparison.summary;
    let counts: Vec<String> = kinds(summary)
        .into_iter()
        .skip(1)
        .chain([(summary.moved, "moved")])
        .filter(|&(number, _)| number > 0)
        .map(|(number, kind)| format!("{number} {kind}"))
        .collect();
    match counts.as_slice() {
        [] if comparison.is_changed() => {
            "No findings; the title, a heading or the header differs.".to_owned()
        }
        [] => "No change.".to_owned(),
        _ => format!("No findings; sentences: {}.", list(&counts)),
    }
}
