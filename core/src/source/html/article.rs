//! Which blocks of a page are its article.

use super::super::{Block, Outside, Shape};
use super::walked::{Article, Mark, Placed, Walked};

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

/// The most blocks of a page's head that go with its title: date, place, publisher.
const MAX_HEAD: usize = 6;

/// The share of a block's characters in links, in percent, from which it is nothing but a link.
const NOTHING_BUT_LINKS: usize = 95;

/// Parts the blocks of the article from the others, which get the rule that left them out.
pub(super) fn article(walked: Walked) -> Article {
    let Walked { blocks, flags, marks, unseen: mut outside, doubts } = walked;
    let mut held = vec![Holding::default(); flags.len()];
    let mut all = 0;
    for found in &blocks {
        let prose = prose(found);
        all += prose;
        for &flag in &found.flags {
            held[flag].prose += prose;
            held[flag].has_sentence |= found.is_sentence && !is_linked(found);
        }
    }
    let goes = |flag: usize| match flags[flag].unless_sentences {
        true => !held[flag].has_sentence,
        false => held[flag].prose * 100 < all * MOST || all == 0,
    };
    let left_out = |found: &Placed| {
        let flag = found.flags.iter().find(|&&flag| goes(flag));
        let rule = flag.map(|&flag| flags[flag].rule);
        rule.or_else(|| is_link(found).then_some("html/link"))
    };
    let home = home(&blocks, &marks, &left_out);
    let mut inside = Vec::new();
    let mut head = Head::default();
    let has_title = blocks.iter().any(|found| {
        found.is_title && home.is_none_or(|home| found.path.contains(&home)) && left_out(found).is_none()
    });
    let has_heading = |blocks: &[Block]| blocks.iter().any(|block| block.shape == Shape::Heading);
    let told = |rule: &str, block: Block| Outside {
        rule: rule.to_owned(),
        line: block.lines[0].number,
        text: block.raw(),
    };
    for found in blocks {
        let here = home.is_none_or(|home| found.path.contains(&home));
        match left_out(&found) {
            Some(rule) => outside.push(told(rule, found.block)),
            None if here => inside.push(found.block),
            // The title often stands above the element that holds the text.
            None if found.block.shape == Shape::Heading && inside.is_empty() && !head.is_title => {
                outside.extend(head.start(found).into_iter().map(|block| told(OUTSIDE, block)));
            }
            // What stands between the title and the text says when it was published, and by whom.
            None if head.is_title
                && inside.is_empty()
                && prose(&found) == 0
                && head.blocks.len() < MAX_HEAD =>
            {
                head.blocks.push(found.block);
            }
            None => outside.push(told(OUTSIDE, found.block)),
        }
    }
    if if head.is_title { !has_title } else { !has_heading(&inside) } {
        inside.splice(0..0, head.blocks);
    } else {
        outside.extend(head.blocks.into_iter().map(|block| told(OUTSIDE, block)));
    }
    outside.sort_by_key(|outside| outside.line);
    Article { inside, outside, doubts }
}

/// The title over the article, and the lines below it.
#[derive(Default)]
struct Head {
    blocks: Vec<Block>,
    /// Whether the page marks it as its title.
    is_title: bool,
}

impl Head {
    /// Starts with another title; the blocks of the one before.
    fn start(&mut self, found: Placed) -> Vec<Block> {
        self.is_title = found.is_title;
        std::mem::replace(&mut self.blocks, vec![found.block])
    }
}

/// What an element holds that may be no part of the article.
#[derive(Debug, Clone, Copy, Default)]
struct Holding {
    prose: usize,
    has_sentence: bool,
}

/// The rule for text that stands outside of the article.
const OUTSIDE: &str = "html/outside-article";

/// The element that holds the article: the innermost marked as one, else the innermost with all prose.
fn home(
    blocks: &[Placed],
    marks: &[Mark],
    left_out: &impl Fn(&Placed) -> Option<&'static str>,
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
fn is_link(found: &Placed) -> bool {
    found.block.shape != Shape::Heading && found.linked * 100 >= found.length * NOTHING_BUT_LINKS
}

/// How many characters of prose a block has.
const fn prose(found: &Placed) -> usize {
    if found.length < PROSE || is_linked(found) { 0 } else { found.length }
}

/// Whether most of a block is links.
const fn is_linked(found: &Placed) -> bool {
    found.linked * 100 > found.length * MAX_LINKED
}
