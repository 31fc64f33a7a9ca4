//! What the statements say, against what a person reads in them.

use std::fmt::Write as _;

use kidd::series::{self, RulesFile};
use kidd::source;
use kidd::statement::{self, Commitment, Entity, Statement};

/// One of the two texts that ship, read as `kidd show` reads it.
fn statement(name: &str) -> Statement {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/statements/kidd");
    let rules = std::fs::read_to_string(format!("{folder}/series.toml")).unwrap();
    let rules =
        series::load(&RulesFile { origin: "series.toml".into(), text: rules.into() }, &|_| Ok(None)).unwrap();
    let bytes = std::fs::read(format!("{folder}/{name}.txt")).unwrap();
    statement::read(&source::read(name, &bytes).unwrap(), &rules).unwrap()
}

fn old() -> Statement {
    statement("23")
}

fn new() -> Statement {
    statement("sample")
}

fn listed(entities: &[Entity]) -> String {
    let mut list = String::new();
    for entity in entities {
        let new = if entity.established { " (new)" } else { "" };
        let sentences: Vec<String> =
            entity.mentions.iter().map(|mention| mention.sentence.to_string()).collect();
        let acronym = entity.acronym.as_deref().unwrap_or("-");
        writeln!(list, "{}: {} [{acronym}]{new} in {}", entity.kind, entity.name, sentences.join(" "))
            .unwrap();
    }
    list
}

#[test]
fn bodies_of_the_23rd() {
    insta::assert_snapshot!(listed(&old().bodies));
}

#[test]
fn instruments_of_the_23rd() {
    insta::assert_snapshot!(listed(&old().instruments));
}

#[test]
fn bodies_of_the_sample() {
    insta::assert_snapshot!(listed(&new().bodies));
}

#[test]
fn instruments_of_the_sample() {
    insta::assert_snapshot!(listed(&new().instruments));
}

fn told(statement: &Statement, commitments: &[Commitment]) -> String {
    let mut list = String::new();
    for found in commitments {
        let force = &found.force;
        let deadline = found.deadline.as_ref().map(|deadline| {
            let date = deadline.date.map_or("no date".to_owned(), |date| date.to_string());
            format!(" | by {:?} {date}", deadline.text)
        });
        let object = &statement.sentences[found.sentence].text[found.object.clone()];
        writeln!(
            list,
            "{} {:?} {:?} {:?} | {} {} | {}{}{} | {}\n    {}\n    … {object}",
            found.sentence,
            found.kind,
            found.speaker,
            found.act,
            force.rung,
            force.complement.as_deref().unwrap_or("-"),
            found.verb,
            if force.hedges.is_empty() {
                String::new()
            } else {
                format!(" | hedged {}", force.hedges.join(", "))
            },
            deadline.unwrap_or_default(),
            found.rule,
            found.text,
        )
        .unwrap();
    }
    list
}

#[test]
fn commitments_of_the_23rd() {
    let statement = old();
    insta::assert_snapshot!(told(&statement, &statement.commitments));
}

#[test]
fn assessments_of_the_23rd() {
    let statement = old();
    insta::assert_snapshot!(told(&statement, &statement.assessments));
}

#[test]
fn commitments_of_the_sample() {
    let statement = new();
    insta::assert_snapshot!(told(&statement, &statement.commitments));
}
