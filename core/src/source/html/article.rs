//! Which blocks of a page are its article.

use super::super::{Block, Shape};
use super::elements::HIDDEN;
use super::walk::{Found, Mark};

/// A block with fewer characters is no prose: a line of a menu, a caption. Sentences of a statement are longer.
const PROSE: usize = 60;

/// The share of a block's characters in links above which it is a list of links, in percent.
const MAX_LINKED: usize = 50;

/// The share of the page's prose, in percent, from which an element that otherwise never holds the article holds it.
/// Such elements hold far less (a teaser, a comment) or, as a form around the page, nearly all.
const MOST: usize = 30;

/// The share of the prose, in percent, that an element marked as the article must hold to be believed. Pages mark
/// teasers as articles, too.
const MARKED: usize = 70;

/// The share of the prose, in percent, that an element must hold to be the article where none is marked: all of it.
/// A paragraph too many is seen at once; one too few would look like a pledge that was dropped.
const UNMARKED: usize = 100;

/// Blocks of prose that such an element must hold, too: one that holds a single paragraph is that paragraph, and a short
/// one beside it would be lost.
const LEAST_PARAGRAPHS: usize = 3;

/// The share of a block's characters in links, in percent, from which it is nothing but a link.
const NOTHING_BUT_LINKS: usize = 95;

/// Parts the blocks of the article from the others, which get the rule that left them out.
pub(super) fn article(
    blocks: Vec<Found>,
    flags: &[&'static str],
    marks: &[Mark],
) -> (Vec<Block>, Vec<(&'static str, Block)>) {
    let shown = |found: &Found| found.flags.iter().all(|&flag| flags[flag] != HIDDEN);
    let mut in_flag = vec![0_usize; flags.len()];
    let mut all = 0;
    for found in blocks.iter().filter(|found| shown(found)) {
        let prose = prose(found);
        all += prose;
        found.flags.iter().for_each(|&flag| in_flag[flag] += prose);
    }
    let left_out = |found: &Found| {
        let flag = found
            .flags
            .iter()
            .find(|&&flag| flags[flag] == HIDDEN || in_flag[flag] * 100 < all * MOST || all == 0);
        let rule = flag.map(|&flag| flags[flag]);
        rule.or_else(|| is_link(found).then_some("html/link"))
    };
    let home = home(&blocks, marks, &left_out);
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    let mut title: Option<Block> = None;
    let has_heading = |blocks: &[Block]| blocks.iter().any(|block| block.shape == Shape::Heading);
    for found in blocks {
        let here = home.is_none_or(|home| found.path.contains(&home));
        match left_out(&found) {
            Some(rule) => outside.push((rule, found.block)),
            None if here => inside.push(found.block),
            // The title often stands above the element that holds the text.
            None if found.block.shape == Shape::Heading && inside.is_empty() => {
                outside.extend(title.replace(found.block).map(|block| (OUTSIDE, block)));
            }
            None => outside.push((OUTSIDE, found.block)),
        }
    }
    match title {
        Some(title) if !has_heading(&inside) => inside.insert(0, title),
        Some(title) => outside.push((OUTSIDE, title)),
        None => {}
    }
    outside.sort_by_key(|(_, block)| block.lines[0].number);
    (inside, outside)
}

/// The rule for text that stands outside of the article.
const OUTSIDE: &str = "html/outside-article";

/// The element that holds the article: the innermost marked as one, else the innermost with all prose.
fn home(
    blocks: &[Found],
    marks: &[Mark],
    left_out: &impl Fn(&Found) -> Option<&'static str>,
) -> Option<usize> {
    let mut held = vec![0_usize; marks.len()];
    let mut paragraphs = vec![0_usize; marks.len()];
    let mut all = 0;
    for found in blocks.iter().filter(|found| left_out(found).is_none()) {
        let prose = prose(found);
        all += prose;
        found.path.iter().for_each(|&mark| {
            held[mark] += prose;
            paragraphs[mark] += usize::from(prose > 0);
        });
    }
    // Marks are numbered as they open: of those that hold this much, the last one is the innermost.
    let holds = |mark: &usize, share: usize| all > 0 && held[*mark] * 100 >= all * share;
    let marked =
        (0..marks.len()).rev().filter(|&mark| marks[mark].is_article).find(|mark| holds(mark, MARKED));
    let unmarked = |mark: &usize| holds(mark, UNMARKED) && paragraphs[*mark] >= LEAST_PARAGRAPHS;
    marked.or_else(|| (0..marks.len()).rev().find(unmarked))
}

/// Whether a block is a link and nothing else: an entry of a menu. Titles are often links, too.
fn is_link(found: &Found) -> bool {
    found.block.shape != Shape::Heading && found.linked * 100 >= found.length * NOTHING_BUT_LINKS
}

/// How many characters of prose a block has.
const fn prose(found: &Found) -> usize {
    if found.length < PROSE || found.linked * 100 > found.length * MAX_LINKED { 0 } else { found.length }
}
