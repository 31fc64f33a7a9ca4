//! Takes off what a page adds around a statement, and names the rule that took it.

use memchr::memmem;

use super::Furniture;
use super::prose::Prose;
use crate::series::{FurnitureRule, Place, Rules, Template};
use crate::source::{Block, Document, Line, Shape};

/// A block that goes on in small letters behind the mark of a page has at least this many words before it.
const MIN_BROKEN_WORDS: usize = 8;

/// A block that goes on in any other way has at least this many.
const MIN_LONG_WORDS: usize = 18;

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

/// Takes the furniture off: whole blocks, and lines of their own. A paragraph that was wrapped goes as a whole or not at
/// all, but for the marks of pages inside it.
pub(super) fn take_off(document: &Document, rules: &Rules, prose: &Prose<'_>) -> Bare {
    let rules = Shapes::new(&rules.furniture, prose);
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
        rules.strip(block, Place::Anywhere, &mut bare, &mut blocks);
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

/// The rules' shapes by the first character that a line must have, so that most lines are compared with few.
struct Shapes<'a> {
    rules: &'a [FurnitureRule],
    prose: &'a Prose<'a>,
    by_first: Vec<Vec<(&'a FurnitureRule, &'a Template)>>,
    open: Vec<(&'a FurnitureRule, &'a Template)>,
    heads: Vec<(&'a FurnitureRule, &'a Template)>,
    tails: Vec<(&'a FurnitureRule, memmem::Finder<'a>)>,
}

impl<'a> Shapes<'a> {
    fn new(rules: &'a [FurnitureRule], prose: &'a Prose<'a>) -> Self {
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
        Self { rules, prose, by_first, open, heads, tails }
    }

    /// Whether a rule takes a line in this place; what the rule keeps of it goes to `bare`.
    fn take(&self, line: &Line, stand: Stand, bare: &mut Bare) -> bool {
        let Some(first) = line.text.chars().next() else { return false };
        let first = crate::series::fold(first) as usize;
        let known = self.by_first.get(first).into_iter().flatten().chain(&self.open);
        let fits = |rule: &FurnitureRule, shape: &Template| {
            rule.place == stand.place
                && (rule.inside || !stand.is_inside)
                && !(stand.is_item && shape.is_open() && !rule.known)
        };
        for (rule, shape) in known.filter(|(rule, shape)| fits(rule, shape)) {
            let says =
                |text: &str| if rule.known { self.prose.says_more(text) } else { self.prose.says(text) };
            if let Some(taken) = shape.whole(&line.text, &says) {
                bare.dates.extend(taken.date);
                bare.push(rule, &line.text, line.number);
                return true;
            }
        }
        false
    }

    /// Takes the lines of a block that are furniture at a place; what is left of it stays together, but for lines of
    /// their own out of its middle.
    fn strip(&self, block: &Block, place: Place, bare: &mut Bare, kept: &mut Vec<Block>) {
        let is_item = block.label.is_some() || block.shape == Shape::Item;
        let stand = Stand { place, is_item, is_inside: false };
        let whole = Line { number: block.lines[0].number, text: block.raw() };
        let is_wrapped =
            block.lines.len() > 1 && (self.prose.is_paragraph(block) || self.prose.has_finite(&whole.text));
        // Lines of their own may stand without a blank one between them.
        let has_lines =
            || !is_wrapped && block.lines.iter().any(|line| self.take(line, stand, &mut Bare::default()));
        if block.lines.len() > 1 && !has_lines() && self.take(&whole, stand, bare) {
            return;
        }
        // Markdown reads `- 2 -` as an item: a rule may be about the label too.
        let labelled = block
            .label
            .as_ref()
            .filter(|_| block.lines.len() == 1)
            .map(|label| Line { number: whole.number, text: format!("{label} {}", whole.text) });
        if labelled.is_some_and(|line| self.take(&line, Stand { is_item: false, ..stand }, bare)) {
            return;
        }
        let mut rest: Vec<Line> = Vec::new();
        let mut label = block.label.clone();
        // Whether the line before has ended, so that this one is a line of its own if the next one starts anew.
        let mut ended = true;
        for (index, line) in block.lines.iter().enumerate() {
            let next = block.lines.get(index + 1);
            let starts = next.is_none_or(|next| !next.text.starts_with(char::is_lowercase));
            let is_alone = !is_wrapped || ended && starts;
            // The last line of a wrapped paragraph ends it: "until" / "25".
            let may_be_inside = next.is_some() && index > 0;
            let is_taken = if is_alone {
                self.take(line, stand, bare)
            } else {
                may_be_inside && self.take(line, Stand { is_inside: true, ..stand }, bare)
            };
            if !is_taken {
                ended = self.prose.ends(&line.text);
                rest.push(line.clone());
            } else if is_alone && !rest.is_empty() {
                kept.push(Block {
                    shape: block.shape,
                    label: label.take(),
                    lines: std::mem::take(&mut rest),
                });
            }
        }
        if !rest.is_empty() {
            kept.push(Block { shape: block.shape, label, lines: rest });
        }
    }
}

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
struct Stand {
    place: Place,
    /// An item of a list or a numbered paragraph, which no shape with room for anything takes.
    is_item: bool,
    /// In the middle of a sentence.
    is_inside: bool,
}

impl Bare {
    fn push(&mut self, rule: &FurnitureRule, text: &str, line: usize) {
        self.illustrative |= rule.illustrative;
        self.furniture.push(Furniture { text: text.to_owned(), rule: rule.id.clone(), line });
    }
}

/// Joins the last two blocks where furniture between them broke a sentence: the first has not ended, the second goes on
/// in small letters, or the first is too long for anything but a paragraph.
fn rejoin(blocks: &mut Vec<Block>) {
    let [.., first, second] = &blocks[..] else { return };
    let plain = |block: &Block| block.shape == Shape::Paragraph;
    let words = |block: &Block| {
        let words = block.lines.iter().flat_map(|line| line.text.split_whitespace());
        words.take(MIN_LONG_WORDS).count()
    };
    let ended = first.lines.last().is_none_or(|line| {
        let end = line.text.trim_end_matches(['"', '”', '’', '\'', ')']);
        end.ends_with(['.', '!', '?', ':', ';'])
    });
    let small = second.lines.first().is_some_and(|line| line.text.starts_with(char::is_lowercase));
    let long = words(first) >= if small { MIN_BROKEN_WORDS } else { MIN_LONG_WORDS };
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
        let prose = rules.prose.is_paragraph(&block);
        let before = kept.len();
        rules.strip(&block, Place::Top, bare, &mut kept);
        // A line of furniture may read like prose; the text starts where no rule takes it.
        if prose && kept.len() > before {
            break;
        }
    }
    kept.extend(blocks);
    let mut below: Vec<Block> = Vec::new();
    while let Some(block) = kept.pop() {
        let prose = rules.prose.is_paragraph(&block);
        let mut parts = Vec::new();
        rules.strip(&block, Place::Bottom, bare, &mut parts);
        let stays = !parts.is_empty();
        below.extend(parts.into_iter().rev());
        if prose && stays {
            break;
        }
    }
    kept.extend(below.into_iter().rev());
    kept
}

/// Cuts a block where words of furniture start, glued to the text or not.
fn tail(block: &mut Block, rules: &Shapes<'_>, bare: &mut Bare) {
    let cut = block.lines.iter().enumerate().find_map(|(index, line)| {
        // In the middle of a sentence the words are its own.
        let is_open = |at: usize| {
            let before = line.text[..at].trim_end();
            let before = if before.is_empty() && index > 0 { &block.lines[index - 1].text } else { before };
            before.is_empty() || rules.prose.ends(before)
        };
        let first = |(rule, finder): &(_, memmem::Finder<'_>)| {
            finder.find(line.text.as_bytes()).filter(|&at| is_open(at)).map(|at| (at, *rule))
        };
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
    let Some(line) = blocks
        .iter_mut()
        .find(|block| rules.prose.is_paragraph(block))
        .and_then(|block| block.lines.first_mut())
    else {
        return;
    };
    let found = rules.heads.iter().find_map(|(rule, shape)| Some((rule, shape.start(&line.text)?)));
    // A dateline stands before a sentence.
    let starts = |at: usize| !line.text[at..].trim_start().starts_with(char::is_lowercase);
    let Some((rule, taken)) = found.filter(|(_, taken)| taken.length > 0 && starts(taken.length)) else {
        return;
    };
    bare.dates.extend(taken.date);
    bare.push(rule, line.text[..taken.length].trim(), line.number);
    line.text.drain(..taken.length);
    line.text = line.text.trim_start().to_owned();
}
