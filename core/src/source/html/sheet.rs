//! The style sheets that a page carries itself, and which of their rules an element falls under.

use cssparser::{
    AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser,
};
use rustc_hash::{FxHashMap, FxHashSet};
use scraper::ElementRef;
use scraper::selector::Simple;
use selectors::matching::{self, MatchingContext, SelectorCaches};
use selectors::parser::{Combinator, Component, ParseRelative, Selector, SelectorList};

use super::doubt::{self, Doubts, Variables};
use super::frames::Frames;
use super::style::{Declared, Styled};
use super::values::{Property, Value};
use super::{media, states};
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

/// The most pieces of an element that are looked at for words.
const MAX_NODES: usize = 256;

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
    /// The variables of all sheets, which are taken in before these.
    pub variables: Variables,
    /// What cannot be told of the sheets, and of what elements are given.
    pub doubts: Doubts,
    /// Whether a sheet asks for another one that is not at hand.
    pub has_imports: bool,
    /// Animations, and those of them at whose end nothing is seen.
    animations: FxHashSet<String>,
    hiding: FxHashSet<String>,
}

struct Rule {
    selector: Selector<Simple>,
    declared: std::rc::Rc<Declared>,
    climbs: bool,
    /// It asks for what stands before an element beside it.
    looks_back: bool,
    /// It is for what the style puts before or behind an element.
    adds: bool,
}

impl Sheets {
    /// Takes a sheet in.
    ///
    /// # Errors
    /// There are more rules than a page is held against.
    pub fn add(&mut self, sheet: &str) -> Result<()> {
        let mut rules = Rules {
            found: Vec::new(),
            nesting: 0,
            full: false,
            variables: &self.variables,
            doubts: Doubts::default(),
            within: None,
            has_imports: false,
            frames: Vec::new(),
        };
        let mut input = Parser::new(sheet);
        StyleSheetParser::new(&mut input, &mut rules).for_each(drop);
        self.has_imports |= rules.has_imports;
        self.doubts.extend(std::mem::take(&mut rules.doubts));
        for (name, hides) in std::mem::take(&mut rules.frames) {
            if hides {
                self.hiding.insert(name.clone());
            }
            self.animations.insert(name);
        }
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

    /// Takes in a sheet for a tree of its own, of which only whether it hides something is known.
    ///
    /// # Errors
    /// There are more rules than a page is held against.
    pub fn add_apart(&mut self, sheet: &str) -> Result<()> {
        let mut apart = Self { variables: std::mem::take(&mut self.variables), ..Self::default() };
        let added = apart.add(sheet);
        self.variables = std::mem::take(&mut apart.variables);
        added?;
        self.doubts.extend(std::mem::take(&mut apart.doubts));
        if apart.rules.iter().any(|rule| rule.declared.hides()) {
            self.doubts.add("a sheet of an element’s own");
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
        let own = element.attr("style").map(|style| Declared::inline(style, &self.variables));
        let matched = if self.is_empty() { Vec::new() } else { self.matched(element, depth)? };
        let (adding, matched): (Vec<usize>, Vec<usize>) =
            matched.into_iter().partition(|&rule| self.rules[rule].adds);
        for important in [false, true] {
            matched.iter().for_each(|&rule| styled.take(&self.rules[rule].declared, important));
            own.iter().for_each(|own| styled.take(own, important));
        }
        let declared = || matched.iter().map(|&rule| &*self.rules[rule].declared).chain(&own);
        let doubt = declared().find_map(|declared| declared.doubt.clone());
        let doubt = doubt.or_else(|| self.moving(declared(), styled));
        let doubt = doubt.filter(|_| has_words(element));
        // Words that a style adds to nothing are seen, too.
        let attribute = |name: &str| element.attr(name);
        let added = adding.iter().map(|&rule| &self.rules[rule].declared.added);
        let added =
            added.chain(declared().map(|declared| &declared.marks)).find_map(|added| added.words(attribute));
        let added = added.map(|words| format!("words that a style adds: “{}”", words.trim()));
        let doubts: Vec<String> = doubt.into_iter().chain(added).collect();
        doubts.iter().for_each(|doubt| self.doubts.add(doubt));
        Ok(())
    }

    /// A movement that takes words away, or one that is to bring them and is none of the page's own.
    fn moving<'d>(&self, declared: impl Iterator<Item = &'d Declared>, styled: &Styled) -> Option<String> {
        let names: Vec<&String> = declared.flat_map(|declared| &declared.animations).collect();
        if let Some(name) = names.iter().find(|name| self.hiding.contains(name.as_str())) {
            return Some(format!("animation: {name}"));
        }
        let is_faint = styled.get(Property::Opacity) == Some(Value::Gone)
            && styled.get(Property::Motion) == Some(Value::Special);
        let comes = names.iter().any(|name| self.animations.contains(name.as_str()));
        (is_faint && !comes).then(|| "opacity: 0".to_owned())
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
        let looking = candidates.iter().filter(|&&rule| self.rules[rule].looks_back).count();
        if looking > 0 {
            self.steps += looking * element.prev_siblings().take(MAX_STEPS).count();
        }
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

/// Whether there is something to hide in an element, or may be: not all of a large one is looked at.
fn has_words(element: ElementRef<'_>) -> bool {
    let is_word = |text: &str| text.contains(char::is_alphanumeric);
    let mut inside = element.descendants();
    inside.by_ref().take(MAX_NODES).any(|node| node.value().as_text().is_some_and(|text| is_word(text)))
        || inside.next().is_some()
}

fn too_much() -> Error {
    Error::new("has more style rules than can be checked")
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
            matches!(
                combinator,
                Combinator::Descendant
                    | Combinator::Child
                    | Combinator::NextSibling
                    | Combinator::LaterSibling
            )
        }
        Component::Negation(list) | Component::Is(list) | Component::Where(list) => {
            list.slice().iter().all(is_simple)
        }
        _ => false,
    })
}

/// Whether a selector asks for what stands anywhere before an element beside it; one that asks for that of what the
/// element stands in, or twice, would take too many steps.
fn looks_back(selector: &Selector<Simple>) -> Option<bool> {
    let mut combinators = selector.iter_raw_match_order().filter_map(|component| match component {
        Component::Combinator(combinator) => Some(*combinator == Combinator::LaterSibling),
        _ => None,
    });
    let first = combinators.next().unwrap_or(false);
    (!combinators.any(|later| later)).then_some(first)
}

/// The rules of a sheet while it is read.
struct Rules<'v> {
    found: Vec<Rule>,
    nesting: usize,
    full: bool,
    variables: &'v Variables,
    doubts: Doubts,
    /// The condition that the rules stand under, where nobody can tell whether it holds.
    within: Option<String>,
    has_imports: bool,
    /// Animations, and whether nothing is seen at their end.
    frames: Vec<(String, bool)>,
}

/// The selectors of a rule, and the first that is not understood.
#[derive(Default)]
struct Prelude {
    selectors: Vec<Selector<Simple>>,
    /// Those of elements to which the rule adds words.
    adding: Vec<Selector<Simple>>,
    adding_doubt: Option<String>,
    doubt: Option<String>,
}

impl<'i> QualifiedRuleParser<'i> for Rules<'_> {
    type Prelude = Prelude;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, ParseError<()>> {
        let text = doubt::rest(input);
        let brackets = text.bytes().filter(|&byte| byte == b'(').count();
        if text.len() > MAX_SELECTOR || brackets > MAX_BRACKETS {
            return Ok(Prelude { doubt: Some(text.to_owned()), ..Prelude::default() });
        }
        let text = &*states::plain(text);
        let hosts: Vec<&str> = doubt::pieces(text).into_iter().filter_map(states::host).collect();
        let adding: Vec<_> = hosts.iter().filter_map(|host| selector(host)).collect();
        let is_unknown = |host: &&&str| !doubt::is_of_a_moment(host) && selector(host).is_none();
        let adding_doubt = hosts.iter().find(is_unknown).map(|host| (*host).to_owned());
        // One selector of a list that is not understood leaves the others as they are: `.a, .b:hover`.
        let selectors = text.split(',').map(str::trim).filter_map(selector).chain(whole(text)).collect();
        let is_doubt = |piece: &&str| !doubt::is_of_a_moment(piece) && selector(piece).is_none();
        let doubt = doubt::pieces(text).into_iter().find(is_doubt).map(str::to_owned);
        Ok(Prelude { selectors, adding, adding_doubt, doubt })
    }

    fn parse_block(
        &mut self,
        prelude: Self::Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        let declared = std::rc::Rc::new(Declared::body(input, self.variables));
        if declared.is_empty() {
            return Ok(());
        }
        let Prelude { selectors, adding, adding_doubt, doubt } = prelude;
        let is_seen = !declared.added.is_empty() && !declared.is_gone();
        let unknown = self.within.as_ref().or(adding_doubt.as_ref());
        if let Some(unknown) = unknown.filter(|_| is_seen && (!adding.is_empty() || adding_doubt.is_some())) {
            self.doubts.add(unknown);
        }
        if let Some(within) = self.within.as_ref().filter(|_| declared.hides()) {
            self.doubts.add(within);
        } else if let Some(doubt) = doubt.filter(|_| declared.hides()) {
            self.doubts.add(&doubt);
        } else if declared.hides_inside {
            self.doubts.add("a rule inside of a rule");
        }
        if self.within.is_some() {
            return Ok(());
        }
        let adding = adding.into_iter().filter(|_| is_seen).map(|selector| (selector, true));
        for (selector, adds) in selectors.into_iter().map(|selector| (selector, false)).chain(adding) {
            self.full |= self.found.len() >= MAX_RULES;
            if self.full {
                break;
            }
            let climbs = selector.iter_raw_match_order().any(Component::is_combinator);
            let looks_back = looks_back(&selector).unwrap_or_default();
            // Those that look far are held against elements only where it matters.
            if !looks_back || adds || declared.hides() {
                self.found.push(Rule { selector, declared: declared.clone(), climbs, looks_back, adds });
            }
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
    list.slice().first().filter(|selector| is_simple(selector) && looks_back(selector).is_some()).cloned()
}

/// What an at-rule is to a reader.
enum At {
    /// Its rules count.
    Counts,
    /// They do not, here.
    Not,
    /// Nobody can tell.
    Doubt(String),
    /// Another sheet.
    Import,
    /// The steps of an animation of this name.
    Frames(String),
    /// Marks of lists, and what they are in.
    Marks(String),
}

impl<'i> AtRuleParser<'i> for Rules<'_> {
    type Prelude = At;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<At, ParseError<()>> {
        let text = doubt::rest(input);
        let doubt = || At::Doubt(format!("@{name} {}", text.trim()));
        Ok(match name.to_ascii_lowercase().as_str() {
            "media" if media::is_screen(text) => At::Counts,
            "media" if media::is_known(text) => At::Not,
            "supports"
                if text
                    .to_ascii_lowercase()
                    .split(|c: char| !c.is_ascii_alphabetic())
                    .any(|word| word == "not") =>
            {
                doubt()
            }
            "supports" | "layer" => At::Counts,
            name if name.ends_with("keyframes") => {
                At::Frames(text.trim().trim_matches(['"', '\'']).to_ascii_lowercase())
            }
            "counter-style" => At::Marks(text.trim().to_owned()),
            // What another sheet says is not at hand, unless it stands here in other letters.
            "import" if text.to_ascii_lowercase().contains("data:") => doubt(),
            "import" => At::Import,
            "container" | "media" | "scope" | "starting-style" | "document" | "-moz-document" => doubt(),
            _ => At::Not,
        })
    }

    fn rule_without_block(&mut self, at: At, _: &ParserState) -> Result<(), ()> {
        match at {
            At::Doubt(what) => self.doubts.add(&what),
            At::Import => self.has_imports = true,
            At::Counts | At::Not | At::Frames(_) | At::Marks(_) => {}
        }
        Ok(())
    }

    fn parse_block(&mut self, at: At, _: &ParserState, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        let doubt = match at {
            At::Counts => None,
            At::Doubt(what) => Some(what),
            At::Not | At::Import => return Ok(()),
            At::Frames(name) => {
                let hides = Frames::hide(input, self.variables);
                self.frames.push((name, hides));
                return Ok(());
            }
            At::Marks(name) => {
                if states::has_words(doubt::rest(input)) {
                    self.doubts.add(&format!("@counter-style {name}"));
                }
                return Ok(());
            }
        };
        if self.nesting >= MAX_NESTING {
            self.doubts.add("rules under many conditions");
            return Ok(());
        }
        let around = self.within.clone();
        self.within = around.clone().or(doubt);
        self.nesting += 1;
        StyleSheetParser::new(input, self).for_each(drop);
        self.nesting -= 1;
        self.within = around;
        Ok(())
    }
}
