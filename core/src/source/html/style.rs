//! What a block of CSS declarations says about whether, and how, words are seen.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser,
};

use super::doubt::{self, Variables};
use super::media;
use super::value::{PROPERTIES, Paint, Property, Value, ValuePart, collect, is_doubtful, values};

/// The properties that a block of declarations sets.
#[derive(Debug, Clone, Default)]
pub(super) struct Declared {
    set: Vec<(Property, Value)>,
    important: Vec<(Property, Value)>,
    /// A declaration of which nobody can tell whether it hides.
    pub doubt: Option<String>,
    /// Whether rules inside of the block hide something.
    pub hides_inside: bool,
}

/// How deep rules may stand in each other; deeper ones are taken to hide something.
const MAX_DEPTH: usize = 8;

/// Properties of which a value that nobody knows may hide all.
const DECIDING: &[&str] =
    &["clip-path", "content-visibility", "display", "font-size", "opacity", "transform", "visibility"];

/// From how bright a colour on letters are none to be seen on white, of 255.
const WHITE: u8 = 240;

/// The properties of one element, after all rules.
#[derive(Debug, Clone)]
pub(super) struct Styled([Option<Value>; PROPERTIES]);

impl Default for Styled {
    fn default() -> Self {
        Self([None; PROPERTIES])
    }
}

impl Styled {
    pub fn get(&self, property: Property) -> Option<Value> {
        self.0[property as usize]
    }

    pub fn set(&mut self, property: Property, value: Value) {
        self.0[property as usize] = Some(value);
    }

    /// Takes over what a block declares; later calls win.
    pub fn take(&mut self, declared: &Declared, important: bool) {
        for &(property, value) in if important { &declared.important } else { &declared.set } {
            self.set(property, value);
        }
    }
}

impl Declared {
    /// The declarations of a `style` attribute.
    pub fn inline(style: &str, variables: &Variables) -> Self {
        Self::body(&mut Parser::new(style), variables)
    }

    /// The declarations of a rule, up to the end of its block.
    pub fn body(input: &mut Parser<'_>, variables: &Variables) -> Self {
        Self::inside(input, variables, 0)
    }

    fn inside(input: &mut Parser<'_>, variables: &Variables, depth: usize) -> Self {
        let mut declared = Self::default();
        for one in RuleBodyParser::new(input, &mut Declarations { variables, depth }).flatten() {
            match one {
                Item::Values { values, important, doubt } => {
                    let list = if important { &mut declared.important } else { &mut declared.set };
                    list.extend(values);
                    declared.doubt = declared.doubt.or(doubt);
                }
                Item::Rules { hide } => declared.hides_inside |= hide,
            }
        }
        declared
    }

    pub const fn is_empty(&self) -> bool {
        self.set.is_empty() && self.important.is_empty() && self.doubt.is_none() && !self.hides_inside
    }

    /// Whether what is declared can make words disappear.
    pub fn hides(&self) -> bool {
        self.hides_inside || self.doubt.is_some() || self.set.iter().chain(&self.important).any(hides)
    }
}

fn hides(&(property, value): &(Property, Value)) -> bool {
    match value {
        Value::Gone => property != Property::Overflow,
        Value::Paint(Paint::Clear) => property == Property::Color,
        Value::Paint(Paint::Solid(r, g, b)) => property == Property::Color && r.min(g).min(b) >= WHITE,
        _ => false,
    }
}

/// What stands in a block.
enum Item {
    Values {
        values: Vec<(Property, Value)>,
        important: bool,
        doubt: Option<String>,
    },
    /// Rules in a rule, which are not held against elements.
    Rules {
        hide: bool,
    },
}

struct Declarations<'v> {
    variables: &'v Variables,
    depth: usize,
}

impl Declarations<'_> {
    fn rules(&self, input: &mut Parser<'_>) -> Item {
        if self.depth >= MAX_DEPTH {
            return Item::Rules { hide: true };
        }
        Item::Rules { hide: Declared::inside(input, self.variables, self.depth + 1).hides() }
    }

    /// What a declaration with variables in it sets, and whether that is in doubt.
    fn varied(&self, name: &str, text: &str) -> (Vec<(Property, Value)>, bool) {
        let Some(meanings) = self.variables.meanings(text) else {
            let unknown = |property| vec![(property, Value::Paint(Paint::Unknown))];
            return match name {
                "color" => (unknown(Property::Color), false),
                "background" | "background-color" => (unknown(Property::Background), false),
                _ => (Vec::new(), DECIDING.contains(&name)),
            };
        };
        let mut meant: Vec<(Vec<(Property, Value)>, bool)> = Vec::new();
        for meaning in meanings {
            let mut parts = Vec::new();
            collect(&mut Parser::new(&meaning), &mut parts);
            let found = (values(name, &parts), is_doubtful(name, &parts));
            if !meant.contains(&found) {
                meant.push(found);
            }
        }
        match meant.as_slice() {
            [] => (Vec::new(), false),
            [(values, doubt)] => (values.clone(), *doubt),
            // One of them holds, and colours are not known of several.
            several => {
                let doubt = several.iter().any(|(values, doubt)| {
                    *doubt
                        || values
                            .iter()
                            .any(|one| hides(one) && !matches!(one.1, Value::Paint(Paint::Solid(..))))
                });
                let is_colour = |(_, value): &(Property, Value)| matches!(value, Value::Paint(_));
                let colour = several.iter().flat_map(|(values, _)| values).find(|one| is_colour(one));
                let unknown = colour.map(|&(property, _)| (property, Value::Paint(Paint::Unknown)));
                let seen =
                    || several.iter().map(|(values, _)| values).find(|values| !values.iter().any(hides));
                (unknown.map_or_else(|| seen().cloned().unwrap_or_default(), |one| vec![one]), doubt)
            }
        }
    }
}

impl<'i> DeclarationParser<'i> for Declarations<'_> {
    type Declaration = Item;
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<Self::Declaration, ParseError<()>> {
        let start = input.position();
        let mut parts = Vec::new();
        collect(input, &mut parts);
        let text = input.slice_from(start);
        let important = parts.ends_with(&[ValuePart::Important]);
        let name = name.to_ascii_lowercase();
        let is_varied = parts.iter().any(|part| matches!(part, ValuePart::Function(name) if name == "var"));
        let (values, is_doubtful) = if is_varied && !name.starts_with("--") {
            self.varied(&name, text)
        } else {
            (values(&name, &parts), is_doubtful(&name, &parts))
        };
        let doubt = is_doubtful.then(|| format!("{name}:{}", text.trim()));
        Ok(Item::Values { values, important, doubt })
    }
}

impl<'i> AtRuleParser<'i> for Declarations<'_> {
    /// Whether what stands inside may count.
    type Prelude = bool;
    type AtRule = Item;
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<bool, ParseError<()>> {
        let condition = doubt::rest(input);
        Ok(!name.eq_ignore_ascii_case("media") || media::is_screen(condition) || !media::is_known(condition))
    }

    fn parse_block(
        &mut self,
        counts: bool,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Item, ParseError<()>> {
        Ok(if counts { self.rules(input) } else { Item::Rules { hide: false } })
    }
}

impl<'i> QualifiedRuleParser<'i> for Declarations<'_> {
    /// Whether the rule is for more than a moment.
    type Prelude = bool;
    type QualifiedRule = Item;
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<bool, ParseError<()>> {
        Ok(!doubt::pieces(doubt::rest(input)).into_iter().all(doubt::is_of_a_moment))
    }

    fn parse_block(
        &mut self,
        stays: bool,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<Item, ParseError<()>> {
        Ok(if stays { self.rules(input) } else { Item::Rules { hide: false } })
    }
}

impl RuleBodyItemParser<'_, Item, ()> for Declarations<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}
