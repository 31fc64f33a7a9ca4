//! The numbers that Word counts for the items of its lists.

use std::collections::HashMap;

use super::super::numeral::numeral;
use super::super::xml::{self, Node};
use crate::Result;

/// Levels of a list; Word has nine.
const LEVELS: usize = 9;

/// The lists of a file, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The definition that a list uses.
    lists: HashMap<i64, List>,
    definitions: HashMap<i64, HashMap<usize, Level>>,
    /// Lists with one definition go on counting together.
    counts: HashMap<i64, [Option<i64>; LEVELS]>,
}

#[derive(Debug, Clone, Default)]
struct List {
    definition: i64,
    /// Numbers that a level starts anew with when the list is first used.
    starts: HashMap<usize, i64>,
    is_used: bool,
}

#[derive(Debug, Clone)]
struct Level {
    start: i64,
    format: String,
    /// `%1.`, `(%2)`.
    text: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new() }
    }
}

pub(super) fn read(text: &str) -> Result<Numbering> {
    let mut numbering = Numbering::default();
    let (mut definition, mut list, mut level) = (None, None, None);
    xml::walk(text, &mut |node| {
        let Node::Open(element) = node else {
            if let Node::Close(element) = node {
                match element.name.as_str() {
                    "abstractNum" => definition = None,
                    "num" => list = None,
                    "lvl" | "lvlOverride" => level = None,
                    _ => {}
                }
            }
            return Ok(());
        };
        let attribute = |name: &str| element.get(name).and_then(|value| value.parse::<i64>().ok());
        match element.name.as_str() {
            "abstractNum" => definition = attribute("abstractNumId"),
            "num" => {
                list = attribute("numId");
                numbering.lists.extend(list.map(|list| (list, List::default())));
            }
            "abstractNumId" => {
                if let Some(list) = list.and_then(|list| numbering.lists.get_mut(&list)) {
                    list.definition = element.number().unwrap_or_default();
                }
            }
            "lvl" | "lvlOverride" => level = attribute("ilvl").and_then(|level| usize::try_from(level).ok()),
            "startOverride" => {
                if let (Some(list), Some(level), Some(start)) =
                    (list.and_then(|list| numbering.lists.get_mut(&list)), level, element.number())
                {
                    list.starts.insert(level, start);
                }
            }
            name @ ("start" | "numFmt" | "lvlText") => {
                if let (Some(definition), Some(level), None) = (definition, level, list) {
                    let level =
                        numbering.definitions.entry(definition).or_default().entry(level).or_default();
                    match name {
                        "start" => level.start = element.number().unwrap_or(1),
                        "numFmt" => level.format = element.get("val").unwrap_or("decimal").to_owned(),
                        _ => level.text = element.get("val").unwrap_or_default().to_owned(),
                    }
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(numbering)
}

/// The number or bullet of a paragraph.
pub(super) struct Label {
    pub text: String,
    pub is_bullet: bool,
}

impl Numbering {
    /// Counts a paragraph of this list and level.
    pub fn next(&mut self, list: i64, level: i64) -> Option<Label> {
        let level = usize::try_from(level).ok().filter(|&level| level < LEVELS)?;
        let list = self.lists.get_mut(&list)?;
        let levels = self.definitions.get(&list.definition)?;
        let counts = self.counts.entry(list.definition).or_default();
        if !list.is_used {
            list.is_used = true;
            for (&level, &start) in list.starts.iter().filter(|(level, _)| **level < LEVELS) {
                counts[level] = Some(start - 1);
            }
        }
        let start = |level: usize| levels.get(&level).map_or(1, |level| level.start);
        let here = counts[level].map_or(start(level), |count| count.saturating_add(1));
        counts[level] = Some(here);
        counts[level + 1..].fill(None);
        let shape = levels.get(&level)?;
        match shape.format.as_str() {
            "bullet" => return Some(Label { text: "•".to_owned(), is_bullet: true }),
            "none" => return None,
            _ => {}
        }
        let mut text = shape.text.clone();
        for (at, count) in counts.iter().enumerate().take(level + 1) {
            let kind = levels.get(&at).map_or('1', |level| kind(&level.format));
            text = text.replace(&format!("%{}", at + 1), &numeral(count.unwrap_or_else(|| start(at)), kind));
        }
        (!text.trim().is_empty()).then(|| Label { text: text.trim().to_owned(), is_bullet: false })
    }
}

/// The kind of [`numeral`] that a format of Word's is.
fn kind(format: &str) -> char {
    match format {
        "lowerLetter" => 'a',
        "upperLetter" => 'A',
        "lowerRoman" => 'i',
        "upperRoman" => 'I',
        _ => '1',
    }
}
