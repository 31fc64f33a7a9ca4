//! What a page adds around a statement is taken off, with the rule that took it.

use memchr::memmem;

use super::Furniture;
use crate::series::{FurnitureRule, Place, Template};
use crate::source::{Block, Document, Line, Shape};

/// A paragraph has at least this many words; fewer are a heading, a name or furniture.
const MIN_PROSE_WORDS: usize = 8;

/// Titles that end in an abbreviation ("… held in Washington, D.C.") have fewer words than this; sentences have more.
const MIN_STOPPED_WORDS: usize = 18;

/// A title has at most this many words; a longer block is a paragraph even without the end of a sentence.
const MAX_TITLE_WORDS: usize = 60;

/// A page without its furniture.
#[derive(Debug, Default)]
pub(super) struct Bare {
    /// What is left, in the order of the page.
    pub blocks: Vec<Block>,
    /// What was taken, in the order of the page.
    pub furniture: Vec<Furniture>,
    /// Whether a rule that marks made-up texts took something.
    pub illustrative: bool,
    /// Dates that stood in furniture (`NEWS | Sept. 18, 2023`), as written.
    pub dates: Vec<String>,
}

/// Takes the furniture off, line by line: what is left of a block stays together, but for a line out of its middle.
pub(super) fn take_off(document: &Document, rules: &[FurnitureRule]) -> Bare {
    let rules = Shapes::new(rules);
    let mut bare = Bare::default();
    if let Some(front) = &document.front {
        bare.furniture.push(Furniture {
            text: front.raw.trim_end().into(),
            rule: "front-matter".into(),
            line: 1,
        });
    }
    bare.furniture.extend(document.outside.iter().map(|outside| Furniture {
        text: outside.text.clone(),
        rule: outside.rule.clone(),
        line: outside.line,
    }));
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut broken = false;
    for block in &document.blocks {
        let before = blocks.len();
        lines(block, &rules, &mut bare, &mut blocks);
        let is_mark = blocks.len() == before;
        if broken && blocks.len() == before + 1 {
            rejoin(&mut blocks);
        }
        // The mark of a page may stand in the middle of a sentence.
        broken = is_mark && before > 0;
    }
    let mut blocks = edges(blocks, &rules, &mut bare);
    for block in &mut blocks {
        tail(block, &rules, &mut bare);
    }
    head(&mut blocks, &rules, &mut bare);
    blocks.retain(|block| !block.lines.is_empty());
    bare.furniture.sort_by_key(|piece| piece.line);
    bare.blocks = blocks;
    bare
}

/// Whether a block reads like a paragraph: it has words enough and the end of a sentence.
pub(super) fn is_prose(block: &Block) -> bool {
    let count =
        |most: usize| block.lines.iter().flat_map(|line| line.text.split_whitespace()).take(most).count();
    let ends_in_stop = || block.lines.last().is_some_and(|line| line.text.ends_with('.'));
    count(MIN_PROSE_WORDS) >= MIN_PROSE_WORDS
        && (block.lines.iter().any(|line| has_sentence_end(&line.text))
            || count(MIN_STOPPED_WORDS) >= MIN_STOPPED_WORDS && ends_in_stop()
            || count(MAX_TITLE_WORDS + 1) > MAX_TITLE_WORDS)
}

/// A stop behind a word; those of "U.S." and "D.C." stand in titles too.
fn has_sentence_end(line: &str) -> bool {
    let is_end = |before: &str| before.ends_with(|c: char| !c.is_uppercase() && c != '.');
    let trimmed = line.trim_end_matches(['"', '”', '’', '\'', ')']);
    let ended = trimmed.strip_suffix(['.', '!', '?', ':', ';']).is_some_and(is_end);
    ended || memmem::find_iter(line.as_bytes(), ". ").any(|at| is_end(&line[..at]))
}

/// The rules' shapes by the first character that a line must have, so that most lines are compared with few.
struct Shapes<'a> {
    rules: &'a [FurnitureRule],
    by_first: Vec<Vec<(&'a FurnitureRule, &'a Template)>>,
    open: Vec<(&'a FurnitureRule, &'a Template)>,
    heads: Vec<(&'a FurnitureRule, &'a Template)>,
    tails: Vec<(&'a FurnitureRule, memmem::Finder<'a>)>,
}

impl<'a> Shapes<'a> {
    fn new(rules: &'a [FurnitureRule]) -> Self {
        let mut by_first = vec![Vec::new(); 128];
        let mut open = Vec::new();
        for rule in rules {
            for shape in &rule.line {
                let first = shape.first().and_then(|first| by_first.get_mut(first as usize));
                first.unwrap_or(&mut open).push((rule, shape));
            }
        }
        let heads = rules.iter().flat_map(|rule| rule.head.iter().map(move |shape| (rule, shape))).collect();
        let tails = rules
            .iter()
            .flat_map(|rule| rule.tail.iter().map(move |words| (rule, memmem::Finder::new(words.as_str()))))
            .collect();
        Self { rules, by_first, open, heads, tails }
    }

    /// The rule that takes a line which stands at one of these places; what it keeps of the line goes to `bare`.
    fn take(&self, line: &Line, places: &[Place], bare: &mut Bare) -> bool {
        let Some(first) = line.text.chars().next() else { return false };
        let first = crate::series::fold(first) as usize;
        let known = self.by_first.get(first).into_iter().flatten().chain(&self.open);
        for (rule, shape) in known.filter(|(rule, _)| places.contains(&rule.place)) {
            if let Some(taken) = shape.whole(&line.text) {
                bare.dates.extend(taken.date);
                bare.push(rule, &line.text, line.number);
                return true;
            }
        }
        false
    }
}

impl Bare {
    fn push(&mut self, rule: &FurnitureRule, text: &str, line: usize) {
        self.illustrative |= rule.illustrative;
        self.furniture.push(Furniture { text: text.to_owned(), rule: rule.id.clone(), line });
    }
}

/// Takes single lines of a block wherever it stands.
fn lines(block: &Block, rules: &Shapes<'_>, bare: &mut Bare, kept: &mut Vec<Block>) {
    // A rule may be about the label too ("- 12 -" is no item).
    let mut rest: Vec<Line> = Vec::new();
    let mut label = block.label.clone();
    for line in &block.lines {
        // Markdown reads `- 2 -` as an item.
        let item = (block.shape == Shape::Item && block.lines.len() == 1)
            .then(|| Line { number: line.number, text: format!("- {}", line.text) });
        if rules.take(line, &[Place::Anywhere], bare)
            || item.is_some_and(|item| rules.take(&item, &[Place::Anywhere], bare))
        {
            if !rest.is_empty() {
                kept.push(Block {
                    shape: block.shape,
                    label: label.take(),
                    lines: std::mem::take(&mut rest),
                });
            }
        } else {
            rest.push(line.clone());
        }
    }
    if !rest.is_empty() {
        kept.push(Block { shape: block.shape, label, lines: rest });
    }
}

/// Joins the last two blocks where furniture between them broke a sentence: the first has not ended, the second goes on
/// in small letters, or the first is too long for anything but a paragraph.
fn rejoin(blocks: &mut Vec<Block>) {
    let [.., first, second] = &blocks[..] else { return };
    let plain = |block: &Block| block.shape == Shape::Paragraph;
    let words = |block: &Block| {
        let words = block.lines.iter().flat_map(|line| line.text.split_whitespace());
        words.take(MIN_STOPPED_WORDS).count()
    };
    let ended = first.lines.last().is_none_or(|line| {
        let end = line.text.trim_end_matches(['"', '”', '’', '\'', ')']);
        end.ends_with(['.', '!', '?', ':', ';'])
    });
    let small = second.lines.first().is_some_and(|line| line.text.starts_with(char::is_lowercase));
    let long = words(first) >= if small { MIN_PROSE_WORDS } else { MIN_STOPPED_WORDS };
    if plain(first) && plain(second) && second.label.is_none() && !ended && long {
        let lines = blocks.pop().map(|block| block.lines).unwrap_or_default();
        if let Some(first) = blocks.last_mut() {
            first.lines.extend(lines);
        }
    }
}

/// Takes what is furniture only above the first or below the last paragraph of prose.
fn edges(blocks: Vec<Block>, rules: &Shapes<'_>, bare: &mut Bare) -> Vec<Block> {
    if !rules.rules.iter().any(|rule| rule.place != Place::Anywhere) {
        return blocks;
    }
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter();
    for block in blocks.by_ref() {
        let prose = is_prose(&block);
        let before = kept.len();
        keep(block, Place::Top, rules, bare, &mut kept);
        // A line of furniture may read like prose; the text starts where no rule takes it.
        if prose && kept.len() > before {
            break;
        }
    }
    kept.extend(blocks);
    let mut below: Vec<Block> = Vec::new();
    while let Some(block) = kept.pop() {
        let prose = is_prose(&block);
        let mut parts = Vec::new();
        keep(block, Place::Bottom, rules, bare, &mut parts);
        let stays = !parts.is_empty();
        below.extend(parts.into_iter().rev());
        if prose && stays {
            break;
        }
    }
    kept.extend(below.into_iter().rev());
    kept
}

fn keep(block: Block, place: Place, rules: &Shapes<'_>, bare: &mut Bare, kept: &mut Vec<Block>) {
    // A paragraph that was wrapped is furniture as a whole or not at all.
    let whole = Line { number: block.lines[0].number, text: block.raw() };
    if block.lines.len() > 1 && rules.take(&whole, &[place], bare) {
        return;
    }
    let Block { shape, mut label, lines } = block;
    let mut rest = Vec::new();
    for line in lines {
        if rules.take(&line, &[place], bare) {
            if !rest.is_empty() {
                kept.push(Block { shape, label: label.take(), lines: std::mem::take(&mut rest) });
            }
        } else {
            rest.push(line);
        }
    }
    if !rest.is_empty() {
        kept.push(Block { shape, label, lines: rest });
    }
}

/// Cuts a block where words of furniture start, glued to the text or not.
fn tail(block: &mut Block, rules: &Shapes<'_>, bare: &mut Bare) {
    let cut = block.lines.iter().enumerate().find_map(|(index, line)| {
        let first =
            |(rule, finder): &(_, memmem::Finder<'_>)| Some((finder.find(line.text.as_bytes())?, *rule));
        let (at, rule): (usize, &FurnitureRule) =
            rules.tails.iter().filter_map(first).min_by_key(|(at, _)| *at)?;
        Some((index, at, rule))
    });
    let Some((index, at, rule)) = cut else { return };
    let mut taken: Vec<Line> = block.lines.split_off(index);
    let number = taken[0].number;
    let start = taken[0].text[..at].trim_end().to_owned();
    if !start.is_empty() {
        block.lines.push(Line { number, text: start });
    }
    taken[0].text.drain(..at);
    let text: Vec<&str> = taken.iter().map(|line| line.text.as_str()).collect();
    bare.push(rule, &text.join("\n"), number);
}

/// Cuts a dateline off the first paragraph of prose.
fn head(blocks: &mut [Block], rules: &Shapes<'_>, bare: &mut Bare) {
    let Some(line) =
        blocks.iter_mut().find(|block| is_prose(block)).and_then(|block| block.lines.first_mut())
    else {
        return;
    };
    let found = rules.heads.iter().find_map(|(rule, shape)| Some((rule, shape.start(&line.text)?)));
    let Some((rule, taken)) = found.filter(|(_, taken)| taken.length > 0) else { return };
    bare.dates.extend(taken.date);
    bare.push(rule, line.text[..taken.length].trim(), line.number);
    line.text.drain(..taken.length);
    line.text = line.text.trim_start().to_owned();
}
