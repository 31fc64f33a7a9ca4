//! The style sheets that a page carries itself, and which of their rules an element falls under.

use cssparser::{
    AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser,
};
use rustc_hash::FxHashMap;
use scraper::ElementRef;
use scraper::selector::Simple;
use selectors::matching::{self, MatchingContext, SelectorCaches};
use selectors::parser::{Combinator, Component, ParseRelative, Selector, SelectorList};

use super::media;
use super::style::{Declared, Styled};
use crate::{Error, Result};

/// Style sheets that came with a page, by the addresses that it links them with.
pub(in crate::source) type Linked = std::collections::HashMap<String, String>;

/// The longest list of selectors of one rule, in bytes, and the most brackets in it. Longer ones are passed over: they
/// may hide nothing, or take more time than a page is worth.
const MAX_SELECTOR: usize = 4 << 10;
const MAX_BRACKETS: usize = 16;

/// The most selectors that are kept of a page's sheets. Large sites have some 10,000, of which few matter here.
const MAX_RULES: usize = 50_000;

/// The most steps that may be taken to hold selectors against elements. A page with 3,000 elements and 500 rules that
/// matter takes under 1 million.
const MAX_STEPS: usize = 20_000_000;

/// How deep `@media`, `@supports` and `@layer` may stand in each other; deeper ones are passed over.
const MAX_NESTING: usize = 8;

/// The sheets of a page, by what the last part of a selector asks for.
#[derive(Default)]
pub(super) struct Sheets {
    rules: Vec<Rule>,
    by_id: FxHashMap<String, Vec<usize>>,
    by_class: FxHashMap<String, Vec<usize>>,
    by_tag: FxHashMap<String, Vec<usize>>,
    open: Vec<usize>,
    caches: SelectorCaches,
    steps: usize,
}

struct Rule {
    selector: Selector<Simple>,
    declared: std::rc::Rc<Declared>,
    climbs: bool,
}

impl Sheets {
    /// Takes a sheet in.
    ///
    /// # Errors
    /// There are more rules than a page is held against.
    pub fn add(&mut self, sheet: &str) -> Result<()> {
        let mut rules = Rules { found: Vec::new(), nesting: 0, full: false };
        let mut input = Parser::new(sheet);
        StyleSheetParser::new(&mut input, &mut rules).for_each(drop);
        if rules.full || self.rules.len() + rules.found.len() > MAX_RULES {
            return Err(too_much());
        }
        for rule in rules.found {
            let index = self.rules.len();
            let list = match key(&rule.selector) {
                Key::Id(id) => self.by_id.entry(id).or_default(),
                Key::Class(class) => self.by_class.entry(class).or_default(),
                Key::Tag(tag) => self.by_tag.entry(tag).or_default(),
                Key::None => &mut self.open,
            };
            list.push(index);
            self.rules.push(rule);
        }
        Ok(())
    }

    pub const fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What the sheets set for an element, and its own `style`, which wins but for what is important.
    ///
    /// # Errors
    /// The page has so many rules and elements that they cannot be held against each other.
    pub fn style(&mut self, element: ElementRef<'_>, depth: usize, styled: &mut Styled) -> Result<()> {
        let own = element.attr("style").map(Declared::inline);
        let matched = if self.is_empty() { Vec::new() } else { self.matched(element, depth)? };
        for important in [false, true] {
            matched.iter().for_each(|&rule| styled.take(&self.rules[rule].declared, important));
            own.iter().for_each(|own| styled.take(own, important));
        }
        Ok(())
    }

    /// The rules for an element, the weakest first.
    fn matched(&mut self, element: ElementRef<'_>, depth: usize) -> Result<Vec<usize>> {
        let value = element.value();
        let mut candidates: Vec<usize> = self.open.clone();
        candidates.extend(self.by_tag.get(value.name()).into_iter().flatten());
        candidates.extend(value.id().and_then(|id| self.by_id.get(id)).into_iter().flatten());
        for class in value.classes() {
            candidates.extend(self.by_class.get(class).into_iter().flatten());
        }
        let climbing = candidates.iter().filter(|&&rule| self.rules[rule].climbs).count();
        self.steps += 1 + candidates.len() + climbing * depth;
        if self.steps > MAX_STEPS {
            return Err(too_much());
        }
        let mut context = MatchingContext::new(
            matching::MatchingMode::Normal,
            None,
            &mut self.caches,
            matching::QuirksMode::NoQuirks,
            matching::NeedsSelectorFlags::No,
            matching::MatchingForInvalidation::No,
        );
        let rules = &self.rules;
        candidates.retain(|&rule| {
            matching::matches_selector(&rules[rule].selector, 0, None, &element, &mut context)
        });
        candidates.sort_unstable_by_key(|&rule| (rules[rule].selector.specificity(), rule));
        candidates.dedup();
        Ok(candidates)
    }
}

fn too_much() -> Error {
    Error::new("has more rules of style than can be held against its elements")
        .help("open it in a browser, and save the statement as text")
}

/// What the last part of a selector asks for.
enum Key {
    Id(String),
    Class(String),
    Tag(String),
    None,
}

fn key(selector: &Selector<Simple>) -> Key {
    let mut key = Key::None;
    for component in selector.iter() {
        match component {
            Component::ID(id) => return Key::Id(id.0.to_string()),
            Component::Class(class) => key = Key::Class(class.0.to_string()),
            Component::LocalName(name) if !matches!(key, Key::Class(_)) => {
                key = Key::Tag(name.lower_name.0.to_string());
            }
            _ => {}
        }
    }
    key
}

/// Whether a selector is of the kinds that take few steps to hold against an element.
fn is_simple(selector: &Selector<Simple>) -> bool {
    selector.iter_raw_match_order().all(|component| match component {
        Component::LocalName(_)
        | Component::ID(_)
        | Component::Class(_)
        | Component::AttributeInNoNamespaceExists { .. }
        | Component::AttributeInNoNamespace { .. }
        | Component::AttributeOther(_)
        | Component::ExplicitUniversalType
        | Component::ExplicitAnyNamespace
        | Component::Root
        | Component::Empty
        | Component::Nth(_) => true,
        Component::Combinator(combinator) => {
            matches!(combinator, Combinator::Descendant | Combinator::Child | Combinator::NextSibling)
        }
        Component::Negation(list) | Component::Is(list) | Component::Where(list) => {
            list.slice().iter().all(is_simple)
        }
        _ => false,
    })
}

/// The rules of a sheet while it is read.
struct Rules {
    found: Vec<Rule>,
    nesting: usize,
    full: bool,
}

impl<'i> QualifiedRuleParser<'i> for Rules {
    type Prelude = Vec<Selector<Simple>>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, ParseError<()>> {
        let start = input.position();
        while input.next().is_ok() {}
        let text = input.slice_from(start);
        let brackets = text.bytes().filter(|&byte| byte == b'(').count();
        if text.len() > MAX_SELECTOR || brackets > MAX_BRACKETS {
            return Ok(Vec::new());
        }
        // One selector of a list that is not understood leaves the others as they are: `.a, .b:hover`.
        Ok(text.split(',').map(str::trim).filter_map(selector).chain(whole(text)).collect())
    }

    fn parse_block(
        &mut self,
        prelude: Self::Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        let declared = std::rc::Rc::new(Declared::body(input));
        if declared.is_empty() {
            return Ok(());
        }
        for selector in prelude {
            self.full |= self.found.len() >= MAX_RULES;
            if self.full {
                break;
            }
            let climbs = selector.iter_raw_match_order().any(Component::is_combinator);
            self.found.push(Rule { selector, declared: declared.clone(), climbs });
        }
        Ok(())
    }
}

/// A list with commas inside of brackets, which cutting at commas would break.
fn whole(text: &str) -> Vec<Selector<Simple>> {
    if !text.contains('(') || !text.contains(',') {
        return Vec::new();
    }
    let list = SelectorList::parse(&scraper::selector::Parser, &mut Parser::new(text), ParseRelative::No);
    let is_bracketed = |selector: &Selector<Simple>| {
        selector.iter_raw_match_order().any(|component| {
            matches!(component, Component::Negation(list) | Component::Is(list) | Component::Where(list) if list.slice().len() > 1)
        })
    };
    list.map(|list| list.slice().iter().filter(|one| is_simple(one) && is_bracketed(one)).cloned().collect())
        .unwrap_or_default()
}

fn selector(text: &str) -> Option<Selector<Simple>> {
    let mut input = Parser::new(text);
    let list = SelectorList::parse(&scraper::selector::Parser, &mut input, ParseRelative::No).ok()?;
    list.slice().first().filter(|selector| is_simple(selector)).cloned()
}

/// What an at-rule is to a reader.
enum At {
    /// Its rules count.
    Counts,
    /// They do not, here.
    Not,
}

impl<'i> AtRuleParser<'i> for Rules {
    type Prelude = At;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<At, ParseError<()>> {
        let start = input.position();
        while input.next().is_ok() {}
        let text = input.slice_from(start);
        let counts = match name.to_ascii_lowercase().as_str() {
            "media" => media::is_screen(text),
            "supports" => !text.trim_start().to_ascii_lowercase().starts_with("not"),
            "layer" => true,
            _ => false,
        };
        Ok(if counts { At::Counts } else { At::Not })
    }

    fn rule_without_block(&mut self, _: At, _: &ParserState) -> Result<(), ()> {
        Ok(())
    }

    fn parse_block(&mut self, at: At, _: &ParserState, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        if matches!(at, At::Counts) && self.nesting < MAX_NESTING {
            self.nesting += 1;
            StyleSheetParser::new(input, self).for_each(drop);
            self.nesting -= 1;
        }
        Ok(())
    }
}
