//! Blocks become a statement: the order of the steps.

use std::ops::Range;

use rayon::prelude::*;

use super::furniture::take_off;
use super::prose::Prose;
use super::roles::{self, Piece};
use super::{
    Block, Role, Sentence, Speaker, Statement, facts, header, languages, sections, sentences, sessions,
    topics,
};
use crate::series::{Rules, Scanned};
use crate::source::{self, Caution, Document, bounds};
use crate::{Error, Result, dates};

/// Reads what a page says, by the rules of its series.
///
/// # Errors
/// The page holds nothing but furniture, is in another language, or has more sentences than a statement may have.
pub fn read(document: &Document, rules: &Rules) -> Result<Statement> {
    let prose = Prose::new(rules);
    let mut bare = take_off(document, rules, &prose);
    let (blocks, foreign) =
        languages::english(bare.blocks, rules).map_err(|error| error.at(&document.origin))?;
    bare.blocks = blocks;
    let front = document.front.clone().unwrap_or_default();
    let pieces = roles::assign(&bare.blocks, front.title.is_some(), &rules.header, &prose);
    let mut statement = Statement {
        id: name_of(&document.origin),
        series: rules.name.clone(),
        origin: document.origin.clone(),
        sha256: document.sha256.clone(),
        cautions: document.cautions.iter().cloned().chain(languages::cautions(&foreign)).collect(),
        furniture: languages::told(bare.furniture, foreign),
        illustrative: bare.illustrative,
        ..Statement::default()
    };
    if let Some(title) = &front.title {
        statement.blocks.push(heading(Role::Title, title, front.title_line));
    }
    bounds::words(pieces.iter().map(|piece| piece.joined.text.as_str()))
        .map_err(|error| error.at(&document.origin))?;
    let cut = |piece: &Piece| {
        let text = &piece.joined.text;
        sentences::bounded(text, sentences::cut(text, piece.label.as_deref(), &rules.sentences))
    };
    let cuts: Vec<(Vec<Range<usize>>, usize)> =
        pieces.par_iter().map(|piece| if is_text(piece) { cut(piece) } else { Default::default() }).collect();
    bounds::sentences(cuts.iter().map(|(cuts, _)| cuts.len()).sum())
        .map_err(|error| error.at(&document.origin))?;
    let long = cuts.iter().map(|(_, long)| long).sum();
    if long > 0 {
        statement.cautions.push(Caution::LongSentences { count: long });
    }
    for (piece, (cuts, _)) in pieces.into_iter().zip(cuts) {
        push(&mut statement, piece, cuts);
    }
    if statement.sentences.is_empty() {
        return Err(Error::new("is not a statement: there is no sentence on the page")
            .at(&document.origin)
            .help("give the page with the text of the statement, not only its head"));
    }
    let title = statement.blocks.iter().find(|block| block.role == Role::Title);
    statement.title = title.map(|block| block.text.clone()).unwrap_or_default();
    let written = front.date.iter().chain(&bare.dates);
    let published = written.into_iter().find_map(|date| dates::parse(date, None));
    header::read(&mut statement, published, front.venue, rules);
    let text = std::mem::take(&mut statement.clean_text);
    let texts: Vec<Scanned<'_>> =
        statement.sentences.par_iter().map(|sentence| Scanned::new(&text[sentence.range.clone()])).collect();
    let say = || {
        // Without sections in the rules, the topics of the general rules and the text's own headings are the sections.
        if rules.section.is_empty() {
            topics::file(&mut statement, &texts, rules);
        } else {
            sections::file(&mut statement, &texts, rules);
        }
        sessions::name(&mut statement.sentences, &rules.sessions, &rules.entity);
        facts::extract(&mut statement, &texts, rules);
    };
    let ((), digest) = rayon::join(say, || crate::digest::canonical(&text));
    drop(texts);
    bounds::facts(
        (statement.commitments.len() + statement.assessments.len()).max(statement.claims.len()),
        statement.bodies.len() + statement.instruments.len(),
    )
    .map_err(|error| error.at(&document.origin))?;
    statement.clean_text = text;
    statement.text_sha256 = digest;
    Ok(statement)
}

/// Reads what a text, or a page of any format as text, says: [`source::read`] and [`read`] in one.
///
/// # Errors
/// Those of both.
pub fn read_text(name: &str, text: &str, rules: &Rules) -> Result<Statement> {
    read(&source::read(name, text.as_bytes())?, rules)
}

/// Compiles what reading needs of these rules, which it does else when it first needs it.
pub fn compile(rules: &Rules) {
    rayon::join(
        || facts::compile(rules),
        || {
            rules.compiled(header::Vocabulary::new);
            rules.cues();
            if rules.section.is_empty() {
                rules.topics();
            }
        },
    );
}

/// The name of a file without its folder and ending.
fn name_of(origin: &str) -> String {
    let file = origin.rsplit(['/', '\\']).next().unwrap_or(origin);
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => file.to_owned(),
    }
}

fn heading(role: Role, text: &str, line: usize) -> Block {
    Block { index: None, role, label: None, line, text: text.to_owned(), range: None }
}

/// Whether a block is of the body, and is cut into sentences.
const fn is_text(piece: &Piece) -> bool {
    matches!(piece.role, Role::Body | Role::Item)
}

/// Takes a block in; those of the body get their number, their place in the clean text and their sentences.
fn push(statement: &mut Statement, piece: Piece, cuts: Vec<Range<usize>>) {
    if !is_text(&piece) {
        statement.blocks.push(piece.block());
        return;
    }
    let paragraph =
        statement.blocks.iter().filter_map(|block| block.index).next_back().map_or(0, |last| last + 1);
    let start = statement.clean_text.len();
    for range in cuts {
        statement.sentences.push(Sentence {
            index: statement.sentences.len(),
            paragraph,
            section: String::new(),
            session: None,
            speaker: Speaker::default(),
            deadline: None,
            text: piece.joined.text[range.clone()].to_owned(),
            line: piece.joined.line(range.start),
            range: start + range.start..start + range.end,
            cues: Vec::new(),
        });
    }
    statement.clean_text.push_str(&piece.joined.text);
    let end = statement.clean_text.len();
    statement.clean_text.push_str("\n\n");
    statement.blocks.push(Block { index: Some(paragraph), range: Some(start..end), ..piece.block() });
}
