//! One statement, by section.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::opening::{delegation_line, push_name};
use crate::report::Layout;
use crate::report::prose::{count, list, paragraphs, speaker_label, when_and_where};
use crate::report::rich::{Indent, Rich, Tone};
use crate::report::words::{act_word, kind_word};
use crate::statement::{
    Claim, ClaimKind, Commitment, CommitmentKind, Deadline, Entity, Quantity, Section, Sentence, Statement,
};

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
    if let Some(speaker) = speaker_label(&sentence.speaker) {
        text.push(Tone::Dim, &format!("({speaker}) "));
    }
    text.plain(&sentence.text);
    text.write(writer, layout, Indent { first: 2, rest: MARGIN })?;

    let commitments = of(&statement.commitments, sentence, |commitment| commitment.sentence);
    let mut told = vec![false; commitments.len()];
    for claim in of(&statement.claims, sentence, |claim| claim.sentence) {
        let same = |commitment: &Commitment| {
            commitment.rule == claim.rule && commitment.range.start == claim.range.start
        };
        match commitments.iter().position(same) {
            Some(found) => {
                told[found] = true;
                one_commitment(writer, &commitments[found], claim.quantities.as_slice(), sentence, detail)?;
                if detail.reasons {
                    marks(claim, statement).write(
                        writer,
                        layout,
                        Indent { first: MARGIN + 2, rest: MARGIN + 4 },
                    )?;
                }
            }
            None if detail.reasons || says(claim) => one_claim(writer, claim, sentence, statement, detail)?,
            None => {}
        }
    }
    for (commitment, _) in commitments.iter().zip(told).filter(|(_, told)| !told) {
        one_commitment(writer, commitment, &[], sentence, detail)?;
    }
    if detail.reasons {
        reasons(sentence).write(writer, layout, Indent { first: MARGIN, rest: MARGIN + 2 })?;
    }
    Ok(())
}

/// Those of one sentence; they stand in the order of the text.
fn of<'s, T>(all: &'s [T], sentence: &Sentence, place: impl Fn(&T) -> usize) -> &'s [T] {
    let start = all.partition_point(|known| place(known) < sentence.index);
    let end = all.partition_point(|known| place(known) <= sentence.index);
    all.get(start..end).unwrap_or_default()
}

/// Whether a claim says more than its sentence does by itself: it judges, asks, reads things on a scale, or gives a number.
fn says(claim: &Claim) -> bool {
    claim.kind != ClaimKind::Description || claim.ladder != SAYING || !claim.quantities.is_empty()
}

/// The ladder of verbs that only say something.
const SAYING: &str = "saying";

/// `• strongly-condemn (both sides) “the launches of the DPRK”`
fn one_claim(
    writer: &mut dyn Write,
    claim: &Claim,
    sentence: &Sentence,
    statement: &Statement,
    detail: &Detail,
) -> io::Result<()> {
    let mut line = Rich::of(Tone::Note, &format!("• {}", claim.kind.name()));
    let mut said: Vec<String> = Vec::new();
    said.push(format!("{}{}", if claim.negated { "not " } else { "" }, claim.stance.replace('-', " ")));
    said.extend(speaker_label(&claim.speaker).map(str::to_owned));
    said.extend(claim.deadline.as_ref().map(when));
    said.extend(numbers(&claim.quantities, sentence));
    line.push(Tone::Dim, &format!(" ({})", said.join("; ")));
    line.plain(&format!(" “{}”", sentence.text.get(claim.object.clone()).unwrap_or_default()));
    line.write(writer, &detail.layout, Indent { first: MARGIN, rest: MARGIN + 2 })?;
    if detail.reasons {
        let verb = sentence.text.get(claim.verb.clone()).unwrap_or_default();
        let mut why = Rich::default();
        why.push(Tone::Dim, &format!("rule {}, verb “{verb}”, {} {}", claim.rule, claim.ladder, claim.level));
        why.write(writer, &detail.layout, Indent { first: MARGIN + 2, rest: MARGIN + 4 })?;
        marks(claim, statement).write(
            writer,
            &detail.layout,
            Indent { first: MARGIN + 2, rest: MARGIN + 4 },
        )?;
    }
    Ok(())
}

/// What a claim carries beside its stance: `names us, dprk; strongly; only if`.
fn marks(claim: &Claim, statement: &Statement) -> Rich {
    let mut said: Vec<String> = Vec::new();
    let parties = claim.parties.iter().filter_map(|&party| statement.actors.get(party));
    let parties: Vec<&str> = parties.map(|actor| actor.key.as_str()).collect();
    if !parties.is_empty() {
        said.push(format!("names {}", parties.join(", ")));
    }
    if !claim.degrees.is_empty() {
        said.push(claim.degrees.join(", "));
    }
    let flags = [
        (claim.negated, "negated"),
        (claim.narrated, "told of an earlier time"),
        (claim.conditional, "on a condition"),
    ];
    said.extend(flags.into_iter().filter(|(is, _)| *is).map(|(_, flag)| flag.to_owned()));
    let said = if said.is_empty() { "no marks".to_owned() } else { said.join("; ") };
    Rich::of(Tone::Dim, &said)
}

fn when(deadline: &Deadline) -> String {
    match deadline.date {
        Some(date) => format!("{} ({date})", deadline.text),
        None => deadline.text.clone(),
    }
}

/// The quantities as they stand in the sentence.
fn numbers(quantities: &[Quantity], sentence: &Sentence) -> Vec<String> {
    let text = |quantity: &Quantity| {
        let words = sentence.text.get(quantity.range.clone()).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    quantities.iter().map(text).collect()
}

fn one_commitment(
    writer: &mut dyn Write,
    commitment: &Commitment,
    quantities: &[Quantity],
    sentence: &Sentence,
    detail: &Detail,
) -> io::Result<()> {
    let mut line = Rich::of(Tone::Note, &format!("• {}", kind_word(commitment.kind)));
    let mut said: Vec<String> = Vec::new();
    if commitment.kind != CommitmentKind::Assessment {
        said.push(act_word(commitment.act).to_owned());
    }
    said.extend(speaker_label(&commitment.speaker).map(str::to_owned));
    said.extend(commitment.deadline.as_ref().map(when));
    said.extend(numbers(quantities, sentence));
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
