//! Edited copies of real texts whose truth is known exactly: moves, splits, merges, edits, insertions, deletions.

use std::collections::BTreeSet;
use std::path::Path;

use kidd::Sides;

/// Sentences with the paragraph of each.
pub type Text = Vec<(String, usize)>;

/// A text, an edited copy, and what was done to it.
pub struct Case {
    pub name: String,
    pub texts: Sides<Text>,
    /// Links as sets of positions.
    pub links: Vec<Sides<Vec<usize>>>,
    /// The links that moved, as pairs of positions.
    pub moved: BTreeSet<(usize, usize)>,
}

/// A small generator of pseudo-random numbers (splitmix64): the same numbers on every machine.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub const fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.next() % bound as u64) as usize }
    }

    pub fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64 <= share
    }
}

/// A text with its name and the folder it lies in.
pub struct Source {
    pub name: String,
    pub folder: String,
    pub text: Text,
}

/// Every text of at least twelve sentences in the folder and the folders in it.
pub fn texts(folder: &Path) -> Vec<Source> {
    let mut paths = Vec::new();
    collect(folder, &mut paths);
    paths.sort();
    let texts = paths.iter().filter_map(|path| {
        let text = cut(&std::fs::read_to_string(path).ok()?);
        let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let folder = part(path.parent().and_then(Path::file_name));
        (text.len() >= 12).then(|| Source { name: part(path.file_stem()), folder, text })
    });
    texts.collect()
}

fn collect(folder: &Path, paths: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "txt") {
            paths.push(path);
        }
    }
}

/// A plain cutter: good enough to take sentences from, since the truth does not depend on it.
fn cut(text: &str) -> Text {
    let mut sentences = Text::new();
    for (paragraph, block) in text.replace('\r', "").split("\n\n").enumerate() {
        let words: Vec<&str> = block.split_whitespace().collect();
        let mut sentence: Vec<&str> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            sentence.push(word);
            let stops =
                word.ends_with(['.', '?', '!']) && word.len() > 4 && !word[..word.len() - 1].contains('.');
            let next = words.get(index + 1).and_then(|next| next.chars().next());
            if stops && next.is_none_or(char::is_uppercase) {
                if sentence.len() >= 5 {
                    sentences.push((sentence.join(" "), paragraph));
                }
                sentence.clear();
            }
        }
    }
    sentences
}

#[derive(Clone)]
struct Item {
    text: String,
    from: Vec<usize>,
    moved: bool,
}

/// Edited copies of each text; `seeds` of each. What is inserted comes from other folders: it must not be there already.
pub fn cases(texts: &[Source], seeds: u64) -> Vec<Case> {
    let vocabulary: Vec<&str> = texts
        .iter()
        .flat_map(|source| source.text.iter().flat_map(|(sentence, _)| sentence.split(' ')))
        .filter(|word| word.len() > 3)
        .collect();
    let mut cases = Vec::new();
    for (number, source) in texts.iter().enumerate() {
        let others: Vec<&Text> =
            texts.iter().filter(|other| other.folder != source.folder).map(|other| &other.text).collect();
        for seed in 0..seeds {
            let mut dice = Dice::new(seed * 1000 + number as u64);
            let Some(other) = others.get(dice.below(others.len())) else { continue };
            cases.extend(case(
                format!("{}#{seed}", source.name),
                &source.text,
                other,
                &vocabulary,
                &mut dice,
            ));
        }
    }
    cases
}

fn case(name: String, old: &Text, other: &Text, vocabulary: &[&str], dice: &mut Dice) -> Option<Case> {
    let mut paragraphs: Vec<Vec<Item>> = Vec::new();
    let mut last = usize::MAX;
    for (index, (text, paragraph)) in old.iter().enumerate() {
        if *paragraph != last {
            paragraphs.push(Vec::new());
            last = *paragraph;
        }
        paragraphs.last_mut()?.push(Item { text: text.clone(), from: vec![index], moved: false });
    }
    merge(&mut paragraphs, dice);
    split(&mut paragraphs, dice);
    edit(&mut paragraphs, vocabulary, dice);
    replace_some(&mut paragraphs, other, dice);
    for _ in 0..2 + dice.below(9) {
        shift(&mut paragraphs, dice);
    }

    let mut new = Text::new();
    let mut links: Vec<Sides<Vec<usize>>> = Vec::new();
    let mut moved = BTreeSet::new();
    let mut order: Vec<(usize, bool)> = Vec::new();
    for (paragraph, items) in paragraphs.iter().filter(|items| !items.is_empty()).enumerate() {
        for item in items {
            let position = new.len();
            new.push((item.text.clone(), paragraph));
            let Some(&first) = item.from.first() else { continue };
            if item.moved {
                moved.extend(item.from.iter().map(|&from| (from, position)));
            }
            match links.last_mut() {
                Some(link) if link.before == item.from => link.after.push(position),
                _ => {
                    links.push(Sides::new(item.from.clone(), vec![position]));
                    order.push((first, item.moved));
                }
            }
        }
    }
    // The truth is exact only if no smaller set of links explains the new order.
    let staying = order.iter().filter(|(_, moved)| !moved).count();
    (longest(&order) == staying).then_some(Case { name, texts: Sides::new(old.clone(), new), links, moved })
}

fn longest(order: &[(usize, bool)]) -> usize {
    let mut ends: Vec<usize> = Vec::new();
    for &(value, _) in order {
        let place = ends.partition_point(|&end| end < value);
        if place == ends.len() { ends.push(value) } else { ends[place] = value }
    }
    ends.len()
}

fn merge(paragraphs: &mut [Vec<Item>], dice: &mut Dice) {
    for items in paragraphs {
        let mut at = 0;
        while at + 1 < items.len() {
            if dice.chance(0.06) {
                let next = items.remove(at + 1);
                let item = &mut items[at];
                item.text = format!(
                    "{}{}{}",
                    item.text.trim_end_matches('.'),
                    [", and ", "; "][dice.below(2)],
                    lower(&next.text)
                );
                item.from.extend(next.from);
            }
            at += 1;
        }
    }
}

fn split(paragraphs: &mut [Vec<Item>], dice: &mut Dice) {
    for items in paragraphs {
        let mut at = 0;
        while at < items.len() {
            if items[at].from.len() == 1
                && dice.chance(0.12)
                && let Some((one, two)) = halves(&items[at].text)
            {
                let second = Item { text: two, ..items[at].clone() };
                items[at].text = one;
                items.insert(at + 1, second);
                at += 1;
            }
            at += 1;
        }
    }
}

/// Cuts at a comma or `and` with at least five words on either side.
fn halves(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> = text.split(' ').collect();
    let cut =
        (5..words.len().saturating_sub(5)).find(|&at| words[at - 1].ends_with(',') || words[at] == "and")?;
    let one = words[..cut].join(" ");
    let rest = if words[cut] == "and" { &words[cut + 1..] } else { &words[cut..] };
    Some((format!("{}.", one.trim_end_matches([',', ';', '.'])), upper(&rest.join(" "))))
}

fn edit(paragraphs: &mut [Vec<Item>], vocabulary: &[&str], dice: &mut Dice) {
    for item in paragraphs.iter_mut().flatten() {
        if !dice.chance(0.3) {
            continue;
        }
        let mut words: Vec<String> = item.text.split(' ').map(str::to_owned).collect();
        // One to three words, as editors do; never more than a fifth.
        for _ in 0..1 + dice.below(3.min(words.len() / 5)) {
            let at = dice.below(words.len() - 1);
            match dice.below(3) {
                0 if words.len() > 6 => drop(words.remove(at)),
                1 => words.insert(at, vocabulary[dice.below(vocabulary.len())].to_owned()),
                _ => vocabulary[dice.below(vocabulary.len())].clone_into(&mut words[at]),
            }
        }
        item.text = words.join(" ");
    }
}

/// Takes some sentences out and puts sentences of another text in.
fn replace_some(paragraphs: &mut [Vec<Item>], other: &Text, dice: &mut Dice) {
    for items in paragraphs {
        let whole = |items: &[Item], at: usize| {
            let alone = |near: Option<&Item>| near.is_none_or(|near| near.from != items[at].from);
            items[at].from.len() == 1
                && alone(at.checked_sub(1).map(|at| &items[at]))
                && alone(items.get(at + 1))
        };
        for at in (0..items.len()).rev() {
            if dice.chance(0.06) && whole(items, at) {
                items.remove(at);
            } else if dice.chance(0.06) && whole(items, at) {
                let text = other[dice.below(other.len())].0.clone();
                items.insert(at, Item { text, from: Vec::new(), moved: false });
            }
        }
    }
}

/// Moves a run of sentences, or a whole paragraph, past more sentences than it has.
fn shift(paragraphs: &mut Vec<Vec<Item>>, dice: &mut Dice) {
    let source = dice.below(paragraphs.len());
    let count = paragraphs[source].len();
    if count == 0 || count > 6 || paragraphs[source].iter().any(|item| item.moved || item.from.is_empty()) {
        return;
    }
    let mut target = dice.below(paragraphs.len());
    let crossed: usize = paragraphs[source.min(target)..source.max(target)].iter().map(Vec::len).sum();
    if target.abs_diff(source) < 2 || crossed < 3 * count + 3 {
        return;
    }
    let start = if dice.chance(0.5) { 0 } else { dice.below(count) };
    let whole = start == 0 && dice.chance(0.7);
    let end = if whole { count } else { start + 1 + dice.below((count - start).min(3)) };
    // Both halves of a split move together.
    let cuts =
        |at: usize| at > 0 && at < count && paragraphs[source][at - 1].from == paragraphs[source][at].from;
    if cuts(start) || cuts(end) {
        return;
    }
    let mut block: Vec<Item> = paragraphs[source].drain(start..end).collect();
    for item in &mut block {
        item.moved = true;
    }
    if whole {
        paragraphs.remove(source);
        target -= usize::from(target > source);
        paragraphs.insert(target + usize::from(target >= source), block);
    } else {
        let items = &mut paragraphs[target];
        let mut at = dice.below(items.len() + 1);
        while at > 0 && at < items.len() && items[at - 1].from == items[at].from {
            at += 1;
        }
        items.splice(at..at, block);
    }
}

/// An acronym keeps its capital.
fn lower(text: &str) -> String {
    if text.chars().nth(1).is_none_or(|second| !second.is_lowercase() && second != ' ') {
        return text.to_owned();
    }
    recase(text, |first| first.to_lowercase().collect())
}

fn upper(text: &str) -> String {
    recase(text, |first| first.to_uppercase().collect())
}

fn recase(text: &str, change: impl Fn(char) -> String) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| change(first) + characters.as_str())
}
