//! The JSON contract, read by types written apart from the writer's: they refuse a field that they do not know.

use std::collections::BTreeMap;

use kidd::report::json;
use serde::Deserialize;

use crate::fixture;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementFile {
    schema: String,
    id: String,
    series: Option<String>,
    ordinal: Option<u32>,
    title: String,
    date: Option<String>,
    end_date: Option<String>,
    venue: Option<String>,
    sha256: String,
    text_sha256: String,
    illustrative: bool,
    cautions: Vec<String>,
    sides: Vec<String>,
    delegations: Vec<DelegationEntry>,
    furniture: Vec<FurnitureEntry>,
    blocks: Vec<BlockEntry>,
    sections: Vec<SectionEntry>,
    sentences: Vec<SentenceEntry>,
    bodies: Vec<EntityEntry>,
    instruments: Vec<EntityEntry>,
    actors: Vec<ActorEntry>,
    claims: Vec<ClaimEntry>,
    votes: Vec<VoteEntry>,
    commitments: Vec<CommitmentEntry>,
    assessments: Vec<CommitmentEntry>,
    clean_text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorEntry {
    key: String,
    name: String,
    kind: String,
    sentences: Vec<usize>,
    mentions: Vec<MentionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MentionEntry {
    sentence: usize,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct ClaimEntry {
    sentence: usize,
    kind: String,
    speaker: String,
    stance: String,
    ladder: String,
    level: i32,
    negated: bool,
    narrated: bool,
    conditional: bool,
    degrees: Vec<String>,
    object: String,
    parties: Vec<String>,
    quantities: Vec<QuantityEntry>,
    text: String,
    start: usize,
    end: usize,
    deadline: Option<DeadlineEntry>,
    rule: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuantityEntry {
    text: String,
    value: f64,
    upper: Option<f64>,
    unit: String,
    #[allow(dead_code)]
    bound: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct VoteEntry {
    sentence: usize,
    name: String,
    office: Option<String>,
    vote: String,
    preference: Option<String>,
    reason: Option<String>,
    alternate: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DelegationEntry {
    party: String,
    lead: String,
    #[allow(dead_code)]
    office: Option<String>,
    #[allow(dead_code)]
    acting: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FurnitureEntry {
    text: String,
    rule: String,
    line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockEntry {
    index: Option<usize>,
    role: String,
    #[allow(dead_code)]
    label: Option<String>,
    line: usize,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionEntry {
    id: String,
    title: String,
    sentences: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceEntry {
    index: usize,
    paragraph: usize,
    section: String,
    #[allow(dead_code)]
    session: Option<String>,
    speaker: String,
    deadline: Option<DeadlineEntry>,
    text: String,
    start: usize,
    end: usize,
    line: usize,
    cues: Vec<CueEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    section: String,
    cue: String,
    weight: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineEntry {
    text: String,
    date: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntityEntry {
    name: String,
    #[allow(dead_code)]
    acronym: Option<String>,
    kind: String,
    #[allow(dead_code)]
    established: bool,
    sentences: Vec<usize>,
    key: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommitmentEntry {
    sentence: usize,
    kind: String,
    speaker: String,
    verb: String,
    act: String,
    #[allow(dead_code)]
    force: ForceEntry,
    text: String,
    start: usize,
    end: usize,
    deadline: Option<DeadlineEntry>,
    rule: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct ForceEntry {
    rung: String,
    level: i32,
    complement: Option<String>,
    complement_level: Option<i32>,
    hedges: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ComparisonFile {
    schema: String,
    from: EditionEntry,
    to: EditionEntry,
    #[allow(dead_code)]
    degraded: bool,
    cautions: Vec<String>,
    summary: BTreeMap<String, usize>,
    header: Vec<HeaderEntry>,
    headings: Vec<HeadingEntry>,
    sections: Vec<SectionChangeEntry>,
    changes: Vec<ChangeEntry>,
    findings: Vec<FindingEntry>,
    untold: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct HeadingEntry {
    kind: String,
    from: Option<String>,
    to: Option<String>,
    from_sentence: Option<usize>,
    to_sentence: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionEntry {
    id: String,
    #[allow(dead_code)]
    series: Option<String>,
    #[allow(dead_code)]
    title: String,
    date: Option<String>,
    end_date: Option<String>,
    #[allow(dead_code)]
    venue: Option<String>,
    sha256: String,
    text_sha256: String,
    illustrative: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderEntry {
    field: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionChangeEntry {
    id: String,
    title: String,
    status: String,
    changes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeEntry {
    id: String,
    kind: String,
    moved: bool,
    r#move: Option<String>,
    section: String,
    from: Vec<Member>,
    to: Vec<Member>,
    similarity: f64,
    phrases: Vec<PhraseEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    sentence: usize,
    paragraph: usize,
    section: String,
    text: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseEntry {
    kind: String,
    from: Option<String>,
    to: Option<String>,
    from_range: [usize; 2],
    to_range: [usize; 2],
    trivial: bool,
    edits: Vec<EditEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditEntry {
    from_range: [usize; 2],
    to_range: [usize; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindingEntry {
    rule: String,
    weight: String,
    subject: String,
    message: String,
    change: String,
    from: Option<String>,
    to: Option<String>,
    from_sentence: Option<usize>,
    to_sentence: Option<usize>,
    section: String,
    #[allow(dead_code)]
    why: Vec<String>,
    history: Option<String>,
    first_seen: Option<bool>,
}

const SPEAKERS: [&str; 4] = ["joint", "leaders", "other", "unattributed"];

/// A word for a speaker, or the id of a party.
fn is_speaker(word: &str) {
    let rules = kidd::series::general().unwrap();
    let is_party = rules.party.iter().any(|party| party.id == word) || word == "fomc";
    assert!(is_party || SPEAKERS.contains(&word), "{word} is no speaker");
}

fn one_of(word: &str, words: &[&str]) {
    assert!(words.contains(&word), "{word} is not one of {words:?}");
}

fn is_date(text: &str) {
    assert!(text.parse::<jiff::civil::Date>().is_ok(), "{text} is no date");
}

/// Reads a statement and checks what must hold of every one.
fn check_statement(text: &str) -> StatementFile {
    let file: StatementFile = serde_json::from_str(text).unwrap();
    assert_eq!(file.schema, "kidd.statement/2");
    file.date.iter().chain(&file.end_date).for_each(|date| is_date(date));
    for block in &file.blocks {
        one_of(&block.role, &["title", "byline", "heading", "body", "item", "signature"]);
        assert!(block.line > 0 && !block.text.is_empty());
        assert_eq!(block.index.is_some(), ["body", "item"].contains(&block.role.as_str()));
    }
    let mut filed: Vec<usize> = Vec::new();
    for section in &file.sections {
        assert!(!section.title.is_empty() && !section.sentences.is_empty());
        assert!(section.sentences.iter().all(|&index| file.sentences[index].section == section.id));
        filed.extend(&section.sentences);
    }
    filed.sort_unstable();
    assert_eq!(filed, (0..file.sentences.len()).collect::<Vec<_>>(), "each sentence stands in one section");
    let mut at = 0;
    for (index, sentence) in file.sentences.iter().enumerate() {
        assert_eq!(sentence.index, index);
        assert_eq!(file.clean_text[sentence.start..sentence.end], sentence.text);
        let between = &file.clean_text[at..sentence.start];
        assert!(between.trim().is_empty(), "words between two sentences: {between}");
        at = sentence.end;
        is_speaker(&sentence.speaker);
        assert!(sentence.line > 0);
        for cue in &sentence.cues {
            assert!(!cue.section.is_empty() && !cue.cue.is_empty() && cue.weight.is_finite());
        }
        if let Some(deadline) = &sentence.deadline {
            assert!(sentence.text.contains(&deadline.text));
            deadline.date.iter().for_each(|date| is_date(date));
        }
        assert!(file.blocks.iter().any(|block| block.index == Some(sentence.paragraph)));
    }
    assert!(file.clean_text[at..].trim().is_empty(), "words after the last sentence");
    for entity in file.bodies.iter().chain(&file.instruments) {
        assert!(!entity.name.is_empty() && !entity.key.is_empty() && !entity.kind.is_empty());
        assert!(!entity.sentences.is_empty());
        assert!(entity.sentences.windows(2).all(|pair| pair[0] < pair[1]));
    }
    for commitment in file.commitments.iter().chain(&file.assessments) {
        let sentence = &file.sentences[commitment.sentence];
        assert_eq!(sentence.text[commitment.start..commitment.end], commitment.text);
        is_speaker(&commitment.speaker);
        one_of(&commitment.act, &["new", "expand", "continue", "reaffirm"]);
        assert!(!commitment.verb.is_empty() && !commitment.rule.is_empty());
        if let Some(deadline) = &commitment.deadline {
            assert!(!deadline.text.is_empty());
        }
    }
    assert!(file.sides.iter().all(|side| !side.is_empty()));
    for actor in &file.actors {
        assert!(!actor.key.is_empty() && !actor.name.is_empty());
        one_of(&actor.kind, &["state", "group", "organisation", "person"]);
        assert!(actor.mentions.iter().all(|mention| actor.sentences.contains(&mention.sentence)));
        for mention in &actor.mentions {
            assert!(!file.sentences[mention.sentence].text[mention.start..mention.end].trim().is_empty());
        }
    }
    for claim in &file.claims {
        let sentence = &file.sentences[claim.sentence];
        assert_eq!(sentence.text[claim.start..claim.end], claim.text);
        assert!(sentence.text.contains(&claim.object) && !claim.stance.is_empty() && !claim.rule.is_empty());
        is_speaker(&claim.speaker);
        one_of(
            &claim.kind,
            &["pledge", "assurance", "warning", "schedule", "assessment", "call", "description"],
        );
        assert!(claim.parties.iter().all(|party| file.actors.iter().any(|actor| actor.key == *party)));
        for quantity in &claim.quantities {
            assert!(sentence.text.contains(&quantity.text) && quantity.value.is_finite());
            assert!(quantity.upper.is_none_or(f64::is_finite) && !quantity.unit.starts_with(' '));
        }
    }
    for vote in &file.votes {
        let words: Vec<&str> = file.sentences[vote.sentence].text.split_whitespace().collect();
        assert!(words.join(" ").contains(&vote.name));
        one_of(&vote.vote, &["for", "against", "absent"]);
    }
    for commitment in &file.commitments {
        one_of(&commitment.kind, &["pledge", "assurance", "warning", "schedule"]);
    }
    assert!(file.assessments.iter().all(|assessment| assessment.kind == "assessment"));
    check_claims(&file);
    file
}

/// What must hold of the claims of every statement, of those who are named in it and of their votes.
fn check_claims(file: &StatementFile) {
    file.sides.iter().for_each(|side| is_speaker(side));
    for actor in &file.actors {
        assert!(!actor.key.is_empty() && !actor.name.is_empty() && !actor.kind.is_empty());
        assert!(!actor.mentions.is_empty());
        for mention in &actor.mentions {
            assert!(
                actor.sentences.contains(&mention.sentence),
                "a mention of {} in no sentence",
                actor.name
            );
            assert!(!file.sentences[mention.sentence].text[mention.start..mention.end].is_empty());
        }
    }
    for claim in &file.claims {
        let sentence = &file.sentences[claim.sentence];
        assert_eq!(sentence.text[claim.start..claim.end], claim.text);
        one_of(
            &claim.kind,
            &["pledge", "assurance", "warning", "schedule", "assessment", "call", "description"],
        );
        is_speaker(&claim.speaker);
        assert!(!claim.rule.is_empty());
        for quantity in &claim.quantities {
            assert!(sentence.text.contains(&quantity.text) && quantity.value.is_finite());
            assert!(quantity.upper.is_none_or(|upper| upper.is_finite()) && !quantity.unit.contains('\n'));
        }
        if let Some(deadline) = &claim.deadline {
            deadline.date.iter().for_each(|date| is_date(date));
        }
    }
    for vote in &file.votes {
        assert!(vote.sentence < file.sentences.len() && !vote.name.is_empty() && !vote.vote.is_empty());
    }
}

/// Reads a comparison and checks what must hold of every one: above all, that both editions rebuild from it.
fn check_comparison(text: &str, before: &StatementFile, after: &StatementFile) -> ComparisonFile {
    let file: ComparisonFile = serde_json::from_str(text).unwrap();
    assert_eq!(file.schema, "kidd.comparison/2");
    for (edition, statement) in [(&file.from, before), (&file.to, after)] {
        assert_eq!(edition.id, statement.id);
        assert_eq!((&edition.sha256, &edition.text_sha256), (&statement.sha256, &statement.text_sha256));
        assert_eq!(edition.illustrative, statement.illustrative);
        edition.date.iter().chain(&edition.end_date).for_each(|date| is_date(date));
        assert_eq!(
            edition.illustrative,
            file.cautions
                .iter()
                .any(|caution| caution.contains(&edition.id) && caution.contains("illustrative"))
        );
        for clause in &statement.cautions {
            assert!(file.cautions.contains(&format!("{} {clause}.", edition.id)), "{clause}");
        }
    }
    rebuilds(before, file.changes.iter().flat_map(|change| &change.from));
    rebuilds(after, file.changes.iter().flat_map(|change| &change.to));

    let mut counts: BTreeMap<String, usize> =
        ["same", "reworded", "added", "removed", "split", "merged", "moved", "noise"]
            .map(|name| (name.to_owned(), 0))
            .into();
    for (position, change) in file.changes.iter().enumerate() {
        assert_eq!(change.id, format!("c{}", position + 1));
        *counts.get_mut(&change.kind).unwrap() += 1;
        *counts.get_mut("moved").unwrap() += usize::from(change.moved);
        *counts.get_mut("noise").unwrap() += usize::from(change.phrases.iter().any(|phrase| phrase.trivial));
        check_change(change);
    }
    assert_eq!(file.summary, counts);

    let mut filed: Vec<&str> = Vec::new();
    for section in &file.sections {
        assert!(!section.title.is_empty());
        one_of(&section.status, &["same", "changed", "added", "removed"]);
        for id in &section.changes {
            assert_eq!(by_id(&file, id).section, section.id);
            filed.push(id);
        }
    }
    filed.sort_unstable();
    filed.dedup();
    assert_eq!(filed.len(), file.changes.len(), "each entry stands in one section");

    for header in &file.header {
        assert!(!header.field.is_empty() && header.from != header.to);
    }
    for heading in &file.headings {
        one_of(&heading.kind, &["renamed", "added", "removed", "moved"]);
        assert!(heading.from.is_some() || heading.to.is_some());
    }
    for id in &file.untold {
        let change = by_id(&file, id);
        assert!(change.moved || change.kind != "same", "{id}");
        assert!(file.findings.iter().all(|finding| {
            !change.from.iter().any(|told| finding.from_sentence == Some(told.sentence))
                && !change.to.iter().any(|told| finding.to_sentence == Some(told.sentence))
        }));
    }
    for finding in &file.findings {
        one_of(&finding.weight, &["key", "notable", "minor"]);
        assert!(finding.rule.contains('/') && !finding.subject.is_empty() && !finding.message.is_empty());
        assert!(!finding.section.is_empty());
        by_id(&file, &finding.change);
        assert!(finding.from.is_some() || finding.to.is_some(), "{} quotes nothing", finding.rule);
        assert_eq!(finding.first_seen.is_some(), finding.history.is_some(), "{}", finding.rule);
        quoted(finding.from.as_ref(), finding.from_sentence, before);
        quoted(finding.to.as_ref(), finding.to_sentence, after);
    }
    file
}

fn by_id<'f>(file: &'f ComparisonFile, id: &str) -> &'f ChangeEntry {
    file.changes.iter().find(|change| change.id == id).unwrap_or_else(|| panic!("there is no {id}"))
}

fn quoted(quote: Option<&String>, sentence: Option<usize>, statement: &StatementFile) {
    if let (Some(quote), Some(sentence)) = (quote, sentence) {
        let text = &statement.sentences[sentence].text;
        assert!(text.contains(quote.as_str()), "“{quote}” does not stand in: {text}");
    }
}

fn rebuilds<'f>(statement: &StatementFile, members: impl Iterator<Item = &'f Member>) {
    let mut members: Vec<&Member> = members.collect();
    members.sort_by_key(|member| member.sentence);
    assert_eq!(members.len(), statement.sentences.len());
    for (member, sentence) in members.iter().zip(&statement.sentences) {
        assert_eq!(member.text, sentence.text);
        assert_eq!(
            (member.sentence, member.paragraph, member.start, member.end),
            (sentence.index, sentence.paragraph, sentence.start, sentence.end)
        );
        assert_eq!(member.section, sentence.section);
    }
}

fn check_change(change: &ChangeEntry) {
    let sizes = (change.from.len(), change.to.len());
    assert!(
        match change.kind.as_str() {
            "same" | "reworded" => sizes == (1, 1),
            "added" => sizes == (0, 1),
            "removed" => sizes == (1, 0),
            "split" => sizes.0 == 1 && sizes.1 > 1,
            "merged" => sizes.0 > 1 && sizes.1 == 1,
            _ => false,
        },
        "{} has {sizes:?} sentences",
        change.kind
    );
    assert_eq!(change.moved, change.r#move.is_some());
    assert!((0.0..=1.0).contains(&change.similarity));
    assert_eq!(change.section, change.to.first().or(change.from.first()).unwrap().section);
    let joined =
        |members: &[Member]| members.iter().map(|member| member.text.as_str()).collect::<Vec<_>>().join(" ");
    let (from, to) = (joined(&change.from), joined(&change.to));
    for phrase in &change.phrases {
        let words = |text: &str, [start, end]: [usize; 2]| text[start..end].to_owned();
        assert_eq!(words(&from, phrase.from_range), phrase.from.clone().unwrap_or_default());
        assert_eq!(words(&to, phrase.to_range), phrase.to.clone().unwrap_or_default());
        assert_eq!(
            phrase.kind,
            match (&phrase.from, &phrase.to) {
                (Some(_), Some(_)) => "replaced",
                (None, Some(_)) => "inserted",
                (Some(_), None) => "deleted",
                (None, None) => panic!("a phrase without words"),
            }
        );
        for edit in &phrase.edits {
            for (outer, inner) in [(phrase.from_range, edit.from_range), (phrase.to_range, edit.to_range)] {
                // A place where words came in stands behind the word before it, which may be outside of what is quoted.
                let gap = usize::from(inner[0] == inner[1]);
                assert!(outer[0] <= inner[0] + gap && inner[1] <= outer[1], "{outer:?} {inner:?}");
            }
        }
    }
    if change.kind == "same" {
        assert!(change.phrases.iter().all(|phrase| phrase.trivial));
    }
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_is_written_can_be_read_by_its_documentation() {
    let statements = fixture::statements();
    let sides = statements.as_ref().map(|statement| written(|writer| json::statement(writer, statement)));
    let (before, after) = (check_statement(&sides.before), check_statement(&sides.after));
    assert_eq!(before.series.as_deref(), Some("kidd"));
    assert_eq!((before.ordinal, before.venue.as_deref()), (Some(23), Some("Seoul")));
    assert_eq!(before.title, "23rd Korea-U.S. Integrated Defense Dialogue Joint Statement");
    assert_eq!(
        (&*before.delegations[0].party, &*before.delegations[0].lead),
        ("us", "Cara Allison Marshall")
    );
    assert_eq!(before.furniture[0].text, "/Public Release. View in full\u{200b} here.");
    assert_eq!((&*before.furniture[0].rule, before.furniture[0].line), ("repost-disclaimer", 41));

    let comparison = fixture::comparison(&statements);
    let text = written(|writer| json::comparison(writer, &comparison));
    check_comparison(&text, &before, &after);
}

/// The texts that ship, read and compared as `kidd diff` does it.
#[test]
fn what_is_written_of_the_shipped_pair_can_be_read() {
    use kidd::compare::{self, Options};
    use kidd::series::{self, RulesFile};
    use kidd::{Sides, source, statement};

    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/statements/kidd");
    let text = std::fs::read_to_string(format!("{folder}/series.toml")).unwrap();
    let rules =
        series::load(&RulesFile { origin: "series.toml".into(), text: text.into() }, &|_| Ok(None)).unwrap();
    let statements = Sides::new("23", "sample").map(|name| {
        let bytes = std::fs::read(format!("{folder}/{name}.txt")).unwrap();
        statement::read(&source::read(name, &bytes).unwrap(), &rules).unwrap()
    });
    let sides = statements.as_ref().map(|statement| written(|writer| json::statement(writer, statement)));
    let (before, after) = (check_statement(&sides.before), check_statement(&sides.after));
    let comparison = compare::compare(statements.as_ref(), &rules, &Options::default());
    let file = check_comparison(&written(|writer| json::comparison(writer, &comparison)), &before, &after);
    assert!(!file.findings.is_empty() && !file.header.is_empty());
}
