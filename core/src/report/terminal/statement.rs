//! One statement, by section.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::opening::{delegation_line, push_name};
use crate::report::Layout;
use crate::report::prose::{count, list, paragraphs, speaker_label, when_and_where};
use crate::report::rich::{Indent, Rich, Tone};
use crate::report::words::{act_word, kind_word};
use crate::statement::{Commitment, CommitmentKind, Entity, Section, Sentence, Statement};

/// Columns in front of a sentence, and of what is said about it.
const MARGIN: usize = 6;

/// What of a statement is shown.
#[derive(Debug, Clone, Default)]
pub struct Detail {
    /// Columns and colour.
    pub layout: Layout,
    /// List what was taken off the page; it is counted in any case.
    pub furniture: bool,
    /// Show which cues and rules decided.
    pub reasons: bool,
    /// One section alone: its id.
    pub section: Option<String>,
}

/// Writes a statement for reading: its header, then its sentences by section with the commitments in them, then the
/// bodies and instruments that it names.
///
/// # Errors
/// Those of the writer.
pub fn statement(writer: &mut dyn Write, statement: &Statement, detail: &Detail) -> io::Result<()> {
    opening(writer, statement, detail)?;
    let sections: Vec<&Section> = statement
        .sections
        .iter()
        .filter(|section| detail.section.as_ref().is_none_or(|wanted| section.id == *wanted))
        .collect();
    for section in &sections {
        one_section(writer, section, statement, detail)?;
    }
    match &detail.section {
        Some(wanted) if sections.is_empty() => {
            writeln!(writer)?;
            let text = format!("No sentence stands in the section {wanted}.");
            Rich::of(Tone::Plain, &text).write(writer, &detail.layout, Indent::all(0))
        }
        Some(_) => Ok(()),
        None => {
            entities(writer, "BODIES", &statement.bodies, statement, detail)?;
            entities(writer, "INSTRUMENTS", &statement.instruments, statement, detail)
        }
    }
}

pub(super) fn opening(writer: &mut dyn Write, statement: &Statement, detail: &Detail) -> io::Result<()> {
    let layout = &detail.layout;
    let mut title = Rich::default();
    push_name(&mut title, statement);
    title.write(writer, layout, Indent::all(0))?;
    writeln!(writer)?;
    if !statement.title.is_empty() {
        Rich::of(Tone::Plain, &statement.title).write(writer, layout, Indent::all(2))?;
    }
    if let Some(line) = when_and_where(statement) {
        Rich::of(Tone::Plain, &line).write(writer, layout, Indent::all(2))?;
    }
    for delegation in &statement.delegations {
        delegation_line(delegation).write(writer, layout, Indent { first: 2, rest: 7 })?;
    }
    for caution in &statement.cautions {
        let told = format!("Caution: {} {}.", statement.id, caution.clause());
        Rich::of(Tone::Note, &told).write(writer, layout, Indent::all(2))?;
    }
    writeln!(writer)?;
    let is_listed = detail.furniture || detail.reasons;
    let end = if is_listed { ":" } else { " (--all lists them)." };
    Rich::of(Tone::Plain, &summary(statement, end)).write(writer, layout, Indent::all(2))?;
    if is_listed {
        for furniture in &statement.furniture {
            let mut line = Rich::of(Tone::Note, &furniture.rule);
            line.push(Tone::Dim, &format!("  line {}  ", furniture.line)).plain(&furniture.text);
            line.write(writer, layout, Indent { first: 4, rest: 6 })?;
        }
    }
    Ok(())
}

/// One line: how much there is; `end` stands behind what was taken off the page.
fn summary(statement: &Statement, end: &str) -> String {
    let numbered: BTreeSet<usize> = statement.sentences.iter().map(|sentence| sentence.paragraph).collect();
    let mut kinds = Vec::new();
    for (kind, one, many) in [
        (CommitmentKind::Pledge, "pledge", "pledges"),
        (CommitmentKind::Assurance, "assurance", "assurances"),
        (CommitmentKind::Warning, "warning", "warnings"),
        (CommitmentKind::Schedule, "schedule", "schedules"),
    ] {
        let number = statement.commitments.iter().filter(|commitment| commitment.kind == kind).count();
        if number > 0 {
            kinds.push(count(number, one, many));
        }
    }
    let mut parts = vec![
        count(numbered.len(), "paragraph", "paragraphs"),
        count(statement.sentences.len(), "sentence", "sentences"),
        count(statement.bodies.len(), "body", "bodies"),
        count(statement.instruments.len(), "instrument", "instruments"),
    ];
    parts.extend(kinds);
    let mut text = format!("{}.", list(&parts));
    if !statement.furniture.is_empty() {
        text.push_str(&format!(
            " {} of the page taken off{end}",
            count(statement.furniture.len(), "piece", "pieces")
        ));
    }
    text
}

fn one_section(
    writer: &mut dyn Write,
    section: &Section,
    statement: &Statement,
    detail: &Detail,
) -> io::Result<()> {
    let layout = &detail.layout;
    writeln!(writer)?;
    let mut heading = Rich::of(Tone::Strong, &section.title.to_uppercase());
    heading.push(Tone::Dim, &format!("  {}", paragraphs(statement, &section.sentences)));
    heading.write(writer, layout, Indent::all(0))?;
    let mut session = None;
    for sentence in section.sentences.iter().filter_map(|&index| statement.sentences.get(index)) {
        if sentence.session.as_deref() != session {
            session = sentence.session.as_deref();
            let text = format!("in the session: {}", session.unwrap_or("not named"));
            Rich::of(Tone::Dim, &text).write(writer, layout, Indent::all(MARGIN))?;
        }
        one_sentence(writer, sentence, statement, detail)?;
    }
    let members: BTreeSet<usize> = section.sentences.iter().copied().collect();
    for (label, known) in [("bodies: ", &statement.bodies), ("instruments: ", &statement.instruments)] {
        let names: Vec<&str> = known
            .iter()
            .filter(|entity| entity.mentions.iter().any(|mention| members.contains(&mention.sentence)))
            .map(|entity| entity.acronym.as_deref().unwrap_or(&entity.name))
            .collect();
        if !names.is_empty() {
            let mut line = Rich::of(Tone::Dim, label);
            line.plain(&names.join(", "));
            line.write(writer, layout, Indent { first: 2, rest: 4 })?;
        }
    }
    Ok(())
}

fn one_sentence(
    writer: &mut dyn Write,
    sentence: &Sentence,
    statement: &Statement,
    detail: &Detail,
) -> io::Result<()> {
    let layout = &detail.layout;
    let mut text = Rich::of(Tone::Note, &format!("¶{}", sentence.paragraph + 1));
    text.pad_to(MARGIN - 2);
    if let Some(speaker) = speaker_label(sentence.speaker) {
        text.push(Tone::Dim, &format!("({speaker}) "));
    }
    text.plain(&sentence.text);
    text.write(writer, layout, Indent { first: 2, rest: MARGIN })?;

    let kept_apart: &[Commitment] = if detail.reasons { &statement.assessments } else { &[] };
    for commitment in of(&statement.commitments, sentence).iter().chain(of(kept_apart, sentence)) {
        one_commitment(writer, commitment, detail)?;
    }
    if detail.reasons {
        reasons(sentence).write(writer, layout, Indent { first: MARGIN, rest: MARGIN + 2 })?;
    }
    Ok(())
}

/// Those of one sentence; they stand in the order of the text.
fn of<'s>(commitments: &'s [Commitment], sentence: &Sentence) -> &'s [Commitment] {
    let start = commitments.partition_point(|known| known.sentence < sentence.index);
    let end = commitments.partition_point(|known| known.sentence <= sentence.index);
    commitments.get(start..end).unwrap_or_default()
}

fn one_commitment(writer: &mut dyn Write, commitment: &Commitment, detail: &Detail) -> io::Result<()> {
    let mut line = Rich::of(Tone::Note, &format!("• {}", kind_word(commitment.kind)));
    let mut said: Vec<String> = Vec::new();
    if commitment.kind != CommitmentKind::Assessment {
        said.push(act_word(commitment.act).to_owned());
    }
    said.extend(speaker_label(commitment.speaker).map(str::to_owned));
    if let Some(deadline) = &commitment.deadline {
        said.push(match deadline.date {
            Some(date) => format!("{} ({date})", deadline.text),
            None => deadline.text.clone(),
        });
    }
    if !said.is_empty() {
        line.push(Tone::Dim, &format!(" ({})", said.join("; ")));
    }
    line.plain(&format!(" “{}”", commitment.text));
    if detail.reasons {
        let force = &commitment.force;
        let mut why = format!("  rule {}, verb “{}”", commitment.rule, commitment.verb);
        if !force.rung.is_empty() {
            why.push_str(&format!(", rung {}", force.rung));
        }
        if let Some(complement) = &force.complement {
            why.push_str(&format!(", complement {complement}"));
        }
        if !force.hedges.is_empty() {
            why.push_str(&format!(", hedged by “{}”", force.hedges.join("”, “")));
        }
        line.push(Tone::Dim, &why);
    }
    line.write(writer, &detail.layout, Indent { first: MARGIN, rest: MARGIN + 2 })
}

/// `cues: cyber Cyber 3, missile-defense missile 1`
fn reasons(sentence: &Sentence) -> Rich {
    let cues: Vec<String> =
        sentence.cues.iter().map(|hit| format!("{} ← {} {:.1}", hit.section, hit.cue, hit.weight)).collect();
    let cues = if cues.is_empty() { "none".to_owned() } else { cues.join(", ") };
    Rich::of(Tone::Dim, &format!("line {}; cues: {cues}", sentence.line))
}

fn entities(
    writer: &mut dyn Write,
    heading: &str,
    entities: &[Entity],
    statement: &Statement,
    detail: &Detail,
) -> io::Result<()> {
    /// Columns of the acronyms.
    const ACRONYM: usize = 10;
    if entities.is_empty() {
        return Ok(());
    }
    writeln!(writer)?;
    let mut text = Rich::of(Tone::Strong, heading);
    text.push(Tone::Dim, &format!("  {}", entities.len()));
    text.write(writer, &detail.layout, Indent::all(0))?;
    for entity in entities {
        let mut line = Rich::of(Tone::Plain, entity.acronym.as_deref().unwrap_or("-"));
        line.pad_to(ACRONYM).plain(&entity.name);
        let places: Vec<usize> = entity.mentions.iter().map(|mention| mention.sentence).collect();
        let established = if entity.established { ", newly established" } else { "" };
        let kind = entity.kind.replace('-', " ");
        line.push(Tone::Dim, &format!("  {kind}{established}  {}", paragraphs(statement, &places)));
        line.write(writer, &detail.layout, Indent { first: 2, rest: 2 + ACRONYM })?;
    }
    Ok(())
}
