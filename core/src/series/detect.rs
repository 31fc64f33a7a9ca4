//! Which series a text belongs to, told from its title and opening.

use super::{DetectRules, Lexicon, RulesFile, Scanned, Sign, parse};
use crate::Result;
use crate::source::Document;

/// How much of a text counts as its title, in blocks: a page's banner lines stand above it.
const TITLE_BLOCKS: usize = 12;

/// The longest block that can be a title, in bytes.
const TITLE_BYTES: usize = 300;

/// How much of a text counts as its opening, in bytes of its first long blocks.
const OPENING_BYTES: usize = 700;

/// How much of a text is searched at all, in bytes.
const BODY_BYTES: usize = 64 << 10;

/// The series of a text: the one whose signs weigh most, if they reach its threshold and no other's weigh as much.
///
/// # Errors
/// A rules file is broken.
pub fn detect(document: &Document, series: &[(String, RulesFile)]) -> Result<Option<String>> {
    Ok(Detector::new(series)?.detect(document))
}

/// The signs of several series, compiled, for any number of texts.
#[derive(Debug, Clone)]
pub struct Detector(Vec<Candidate>);

/// A series that a text may be of.
#[derive(Debug, Clone)]
struct Candidate {
    name: String,
    threshold: f64,
    title: Signs,
    opening: Signs,
    body: Signs,
}

/// Expressions with what each says.
#[derive(Debug, Clone)]
struct Signs {
    lexicon: Lexicon,
    weights: Vec<f64>,
}

impl Detector {
    /// Compiles the signs of these series; one without a threshold is never detected.
    ///
    /// # Errors
    /// A rules file is broken.
    pub fn new(series: &[(String, RulesFile)]) -> Result<Self> {
        let mut candidates = Vec::new();
        for (name, file) in series {
            let rules = signs(file)?;
            let Some(threshold) = rules.threshold else { continue };
            candidates.push(Candidate {
                name: name.clone(),
                threshold,
                title: Signs::new(&rules.title),
                opening: Signs::new(&rules.opening),
                body: Signs::new(&rules.body),
            });
        }
        Ok(Self(candidates))
    }

    /// The series of a text, as [`detect`] decides it.
    pub fn detect(&self, document: &Document) -> Option<String> {
        let zones = Zones::of(document);
        let scanned = [&zones.title, &zones.opening, &zones.body].map(|zone| Scanned::new(zone));
        let mut best: Option<(f64, &str)> = None;
        let mut is_tied = false;
        for candidate in &self.0 {
            let signs = [&candidate.title, &candidate.opening, &candidate.body];
            let weight: f64 = signs.iter().zip(&scanned).map(|(signs, zone)| signs.weigh(zone)).sum();
            if weight < candidate.threshold {
                continue;
            }
            match best {
                Some((most, _)) if most > weight => {}
                Some((most, _)) if most >= weight => is_tied = true,
                _ => (best, is_tied) = (Some((weight, candidate.name.as_str())), false),
            }
        }
        best.filter(|_| !is_tied).map(|(_, name)| name.to_owned())
    }
}

impl Signs {
    fn new(signs: &[Sign]) -> Self {
        Self {
            lexicon: Lexicon::new(signs.iter().map(|sign| &sign.text)),
            weights: signs.iter().map(|sign| sign.weight).collect(),
        }
    }

    /// The sum of the weights of those that are found, once each.
    fn weigh(&self, zone: &Scanned<'_>) -> f64 {
        let mut found: Vec<usize> = self.lexicon.find_in(zone).map(|hit| hit.pattern).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|index| self.weights[index]).sum()
    }
}

/// The `[detect]` table of a rules file, read without the rest of the file where it can be cut out.
fn signs(file: &RulesFile) -> Result<DetectRules> {
    let table = file.text.split_inclusive('\n').skip_while(|line| line.trim_end() != "[detect]");
    let table: String = table
        .enumerate()
        .take_while(|(index, line)| *index == 0 || !line.starts_with('['))
        .map(|(_, l)| l)
        .collect();
    let cut = format!("rules = 1\n{table}");
    match parse(&file.origin, &cut) {
        Ok(rules) if !table.is_empty() => Ok(rules.detect),
        _ => parse(&file.origin, &file.text).map(|rules| rules.detect),
    }
}

/// The parts of a text in which signs are looked for.
struct Zones {
    title: String,
    opening: String,
    body: String,
}

impl Zones {
    fn of(document: &Document) -> Self {
        let mut zones = Self { title: String::new(), opening: String::new(), body: String::new() };
        if let Some(title) = document.front.as_ref().and_then(|front| front.title.as_ref()) {
            zones.title.push_str(title);
        }
        for (index, block) in document.blocks.iter().enumerate() {
            let text = block.raw();
            let is_title = zones.opening.is_empty()
                && index < TITLE_BLOCKS
                && text.len() <= TITLE_BYTES
                && !text.ends_with(['.', '!', '?']);
            let zone = match () {
                () if is_title => &mut zones.title,
                () if zones.opening.len() < OPENING_BYTES => &mut zones.opening,
                () if zones.body.len() < BODY_BYTES => &mut zones.body,
                () => break,
            };
            zone.push('\n');
            zone.push_str(&text);
        }
        zones
    }
}
