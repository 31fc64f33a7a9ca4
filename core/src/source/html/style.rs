//! What a block of CSS declarations says about whether, and how, words are seen.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, Token,
};

use super::added::Added;
use super::colours::{background, paint};
use super::doubt::{self, Variables};
use super::values::{FAINT, Paint, Property, Value, ValuePart};
use super::{media, sums};

/// How far an offset or indent takes words off the page, in pixels: sheets write -999em or -9999px, and move things
/// that stay in sight by far less.
const AWAY: f32 = 500.0;

/// The same to the right or downwards, in pixels: a page may be that long, and is not that wide.
const FAR_AWAY: f32 = 5000.0;

/// The largest width or height of a box in which nothing is read, in pixels; words for screen readers have 1.
const TINY: f32 = 1.0;

/// The height of a box that shows no line of letters, in pixels; those of footnotes have 8 and more.
pub(super) const LOW: f32 = 5.0;

/// The smallest share of its size at which anybody reads a word: 16 pixels become less than two.
const SHRUNK: f32 = 0.1;

/// How far words may be slanted, in degrees: at 90 they are a line.
const SLANTED: f32 = 80.0;

/// The smallest letters that anybody reads, in pixels; footnotes have 8 and more.
const TINY_LETTERS: f32 = 3.0;

/// The same as a share of the letters around, in per cent; raised numbers have 50 and more.
const TINY_SHARE: f32 = 20.0;

/// The most parts of a value that are looked at; values that matter here have at most a dozen.
const MAX_PARTS: usize = 64;

/// How many properties there are.
const PROPERTIES: usize = Property::VerticalAlign as usize + 1;

/// The properties that a block of declarations sets.
#[derive(Debug, Clone, Default)]
pub(super) struct Declared {
    set: Vec<(Property, Value)>,
    important: Vec<(Property, Value)>,
    /// A declaration of which nobody can tell whether it hides.
    pub doubt: Option<String>,
    /// Whether rules inside of the block hide something.
    pub hides_inside: bool,
    /// The animations that are named.
    pub animations: Vec<String>,
    /// What stands before or behind an element beside its own words, where the rule is for that.
    pub added: Added,
    /// What its quotation marks or the marks of its list are.
    pub marks: Added,
}

/// How deep rules may stand in each other; deeper ones are taken to hide something.
const MAX_DEPTH: usize = 8;

/// Properties of which a value that nobody knows may hide all.
const DECIDING: &[&str] = &[
    "clip-path",
    "content",
    "content-visibility",
    "display",
    "font-size",
    "opacity",
    "transform",
    "visibility",
];

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
                Item::Values { values, important, doubt, animations, added, is_mark } => {
                    declared.animations.extend(animations);
                    if is_mark {
                        declared.marks.take(added)
                    } else {
                        declared.added.take(added)
                    }
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
        self.set.is_empty()
            && self.important.is_empty()
            && self.doubt.is_none()
            && !self.hides_inside
            && self.animations.is_empty()
            && self.added.is_empty()
            && self.marks.is_empty()
    }

    /// Whether what is declared is not there at all, or not yet.
    pub fn is_gone(&self) -> bool {
        let gone = |&(property, value): &(Property, Value)| {
            value == Value::Gone
                && matches!(property, Property::Display | Property::Visibility | Property::Opacity)
        };
        self.set.iter().chain(&self.important).any(gone)
    }

    /// Whether what is declared can make words disappear.
    pub fn hides(&self) -> bool {
        self.hides_inside || self.doubt.is_some() || self.set.iter().chain(&self.important).any(hides)
    }
}

fn hides(&(property, value): &(Property, Value)) -> bool {
    match value {
        Value::Gone => !matches!(property, Property::Overflow | Property::Contain),
        Value::Size(size) => {
            matches!(property, Property::Width | Property::Height | Property::MaxWidth | Property::MaxHeight)
                && size == 0.0
        }
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
        animations: Vec<String>,
        added: Added,
        is_mark: bool,
    },
    /// Rules in a rule, which are not held against elements.
    Rules { hide: bool },
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
        let animations = if name.ends_with("animation") || name.ends_with("animation-name") {
            words(&parts).map(str::to_owned).collect()
        } else {
            Vec::new()
        };
        let added = Added::of(&name, text, self.variables);
        let is_mark = name == "quotes" || name.starts_with("list-style");
        Ok(Item::Values { values, important, doubt, animations, added, is_mark })
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

/// Whether a declaration may hide words in a way that only a browser can tell.
fn is_doubtful(name: &str, parts: &[ValuePart]) -> bool {
    let functions = || {
        parts.iter().filter_map(|part| match part {
            ValuePart::Function(name) if name != "var" => Some(name.as_str()),
            _ => None,
        })
    };
    let is_sum = || functions().any(|name| matches!(name, "calc" | "min" | "max" | "clamp"));
    let any = |is: &dyn Fn(&ValuePart) -> bool| parts.iter().any(is);
    match name {
        "display" | "visibility" | "content-visibility" | "opacity" => functions().next().is_some(),
        "clip-path" => {
            any(&|part| *part == ValuePart::Picture)
                || functions().any(|name| !matches!(name, "inset" | "circle" | "polygon"))
        }
        "mask" | "mask-image" | "-webkit-mask" | "-webkit-mask-image" => {
            functions().next().is_some() || any(&|part| *part == ValuePart::Picture)
        }
        "transform" => functions().any(|name| {
            matches!(name, "matrix" | "matrix3d" | "perspective" | "rotatex" | "rotatey" | "rotate3d")
        }),
        // A box of its own in place of the words, a way to somewhere, what lies behind all else.
        "content" => any(&|part| *part == ValuePart::Picture),
        "offset" | "offset-path" => functions().next().is_some(),
        "z-index" => any(&|part| matches!(part, ValuePart::Number(level) if *level < 0.0)),
        "mix-blend-mode" => {
            words(parts).any(|word| !matches!(word, "normal" | "inherit" | "initial" | "unset"))
        }
        "-webkit-text-security" => words(parts).any(|word| word != "none"),
        // Letters that run backwards.
        "unicode-bidi" => words(parts).any(|word| word.ends_with("override")),
        // A line under the words that goes through them.
        "text-underline-offset" => any(&|part| matches!(part, ValuePart::Length(by) if *by < 0.0)),
        "font-size-adjust" => any(&|part| matches!(part, ValuePart::Number(by) if *by < SHRUNK)),
        // What a colour is made of that is not known.
        "color" | "-webkit-text-fill-color" => {
            functions().any(|_| words(parts).any(|word| word == "from"))
                && paint(parts) == Some(Paint::Unknown)
        }
        "rotate" => any(&|part| matches!(part, ValuePart::Word(axis) if axis == "x" || axis == "y")),
        "left" | "top" | "right" | "bottom" | "inset" | "margin" | "margin-left" | "margin-top"
        | "text-indent" | "translate" => is_sum() && any(&|part| is_away(std::slice::from_ref(part))),
        "font" | "font-size" => {
            is_sum() && any(&|part| matches!(part, ValuePart::Length(size) if *size < TINY_LETTERS))
        }
        "letter-spacing" | "word-spacing" => {
            any(&|part| matches!(part, ValuePart::Length(space) if *space <= -TINY_LETTERS))
        }
        "line-height" => any(&|part| length(part) == Some(0.0)),
        _ => false,
    }
}

/// The words of a value.
fn words(parts: &[ValuePart]) -> impl Iterator<Item = &str> {
    parts.iter().filter_map(|part| match part {
        ValuePart::Word(word) => Some(word.as_str()),
        _ => None,
    })
}

fn collect(input: &mut Parser<'_>, parts: &mut Vec<ValuePart>) {
    while parts.len() < MAX_PARTS {
        let Ok(token) = input.next().cloned() else { return };
        match token {
            Token::Ident(word) if word.eq_ignore_ascii_case("important") => parts.push(ValuePart::Important),
            Token::Ident(word) => parts.push(ValuePart::Word(word.to_ascii_lowercase())),
            Token::Number { value, .. } => parts.push(ValuePart::Number(value)),
            Token::Percentage { unit_value, .. } => parts.push(ValuePart::Percent(unit_value * 100.0)),
            Token::Dimension { value, unit, .. } => {
                parts.push(ValuePart::Length(media::pixels(value, &unit)))
            }
            Token::Hash(hash) | Token::IDHash(hash) => parts.push(ValuePart::Hash(hash.to_string())),
            Token::UnquotedUrl(_) => parts.push(ValuePart::Picture),
            Token::Function(name) if sums::is_sum(&name) => {
                let name = name.to_ascii_lowercase();
                let start = input.state();
                match input.parse_nested_block(|input| sums::value(&name, input)) {
                    Ok(sum) => parts.push(sum),
                    Err(_) => {
                        input.reset(&start);
                        call(name, input, parts);
                    }
                }
            }
            Token::Function(name) => call(name.to_ascii_lowercase(), input, parts),
            _ => {}
        }
    }
    while input.next().is_ok() {}
}

/// A function and what stands in its brackets.
fn call(name: String, input: &mut Parser<'_>, parts: &mut Vec<ValuePart>) {
    // Functions in functions are variables and sums, of which nothing is known.
    let is_inner = parts.iter().any(|part| matches!(part, ValuePart::Function(_)))
        && parts.iter().filter(|part| matches!(part, ValuePart::Function(_))).count()
            > parts.iter().filter(|part| **part == ValuePart::End).count();
    parts.push(ValuePart::Function(name));
    let _ = input.parse_nested_block(|input| {
        if !is_inner {
            collect(input, parts);
        }
        while input.next().is_ok() {}
        Ok::<(), ParseError<()>>(())
    });
    parts.push(ValuePart::End);
}

/// What a declaration sets.
fn values(name: &str, parts: &[ValuePart]) -> Vec<(Property, Value)> {
    use Property as P;
    let is = |words: &[&str]| {
        parts.iter().any(|part| matches!(part, ValuePart::Word(word) if words.contains(&word.as_str())))
    };
    let pick = |gone: bool, other: Value| if gone { Value::Gone } else { other };
    let one = |property: Property, value: Value| vec![(property, value)];
    let box_value = |property: Property| one(property, size(parts));
    let offset = |property: Property| one(property, far(property, parts));
    // Two sides in the directions of the text.
    let sides = |first: Property, second: Property| {
        let end = parts.get(1..).filter(|rest| !rest.is_empty()).unwrap_or(parts);
        vec![(first, far(first, parts)), (second, far(second, end))]
    };
    match name {
        "display" => {
            let block =
                ["block", "flex", "grid", "table", "list-item", "flow-root", "table-cell", "table-row"];
            let other = match () {
                () if is(&["inline", "contents"]) => Value::Inline,
                () if is(&block) => Value::Special,
                () => Value::Plain,
            };
            one(P::Display, pick(is(&["none"]), other))
        }
        "visibility" => one(P::Visibility, pick(is(&["hidden", "collapse"]), Value::Plain)),
        "content-visibility" => one(P::ContentVisibility, pick(is(&["hidden"]), Value::Plain)),
        "opacity" | "filter" => {
            let share = match parts {
                [ValuePart::Function(function), share, ..] if function == "opacity" => Some(share),
                parts if name == "opacity" => parts.first(),
                _ => None,
            };
            let faint = match share {
                Some(ValuePart::Number(number)) => *number < FAINT,
                Some(ValuePart::Percent(percent)) => *percent < FAINT * 100.0,
                _ => false,
            };
            // Another filter takes no opacity back.
            if faint || name == "opacity" { one(P::Opacity, pick(faint, Value::Plain)) } else { Vec::new() }
        }
        "position" => {
            let value = match () {
                () if is(&["fixed"]) => Value::Outside,
                () if is(&["absolute"]) => Value::Special,
                () => Value::Plain,
            };
            one(P::Position, if is(&["static", "sticky"]) { Value::Inline } else { value })
        }
        "left" | "inset-inline-start" => offset(P::Left),
        "top" | "inset-block-start" => offset(P::Top),
        "right" | "inset-inline-end" => offset(P::Right),
        "bottom" | "inset-block-end" => offset(P::Bottom),
        "inset-inline" => sides(P::Left, P::Right),
        "inset-block" => sides(P::Top, P::Bottom),
        "margin-left" | "margin-inline" | "margin-inline-start" => offset(P::MarginLeft),
        "margin-top" | "margin-block" | "margin-block-start" => offset(P::MarginTop),
        "margin" | "inset" => {
            let property = if name == "margin" { P::MarginLeft } else { P::Left };
            let gone = parts.iter().any(|part| is_away(std::slice::from_ref(part)));
            one(property, pick(gone, Value::Plain))
        }
        "text-indent" => offset(P::TextIndent),
        // What is seen by one of these may be gone by another.
        "scale" | "zoom" if shrinks(parts) => one(P::Transform, Value::Gone),
        "translate" => {
            let away = parts.iter().any(|part| is_away(std::slice::from_ref(part)));
            if away { one(P::Transform, Value::Gone) } else { Vec::new() }
        }
        "transform" => {
            let gone = calls(parts).any(|(name, arguments)| match name {
                name if name.starts_with("scale") => shrinks(arguments),
                name if name.starts_with("translate") => {
                    arguments.iter().any(|part| is_away(std::slice::from_ref(part)))
                }
                name if name.starts_with("skew") => {
                    arguments.iter().any(|part| matches!(part, ValuePart::Length(by) if by.abs() >= SLANTED))
                }
                _ => false,
            });
            one(P::Transform, pick(gone, Value::Plain))
        }
        "width" | "inline-size" => box_value(P::Width),
        "height" | "block-size" => box_value(P::Height),
        "max-width" | "max-inline-size" => box_value(P::MaxWidth),
        "max-height" | "max-block-size" => box_value(P::MaxHeight),
        "overflow" | "overflow-x" | "overflow-y" | "overflow-block" | "overflow-inline" => {
            let scrolled = if is(&["auto", "scroll", "overlay"]) { Value::Special } else { Value::Plain };
            one(P::Overflow, pick(is(&["hidden", "clip"]), scrolled))
        }
        "contain" => {
            let (size, paint) = (is(&["size", "strict"]), is(&["paint", "content", "strict"]));
            match (size, paint) {
                (true, true) => one(P::Contain, Value::Gone),
                (true, false) => one(P::Contain, Value::Tiny),
                (false, true) => one(P::Contain, Value::Special),
                (false, false) => one(P::Contain, Value::Plain),
            }
        }
        "line-clamp" | "-webkit-line-clamp" => match parts.first() {
            Some(ValuePart::Number(lines)) => one(P::Clamp, Value::Size(*lines)),
            _ => one(P::Clamp, Value::Plain),
        },
        "clip" => {
            let sides: Vec<f32> = parts.iter().filter_map(length).collect();
            let nothing = sides.len() == 4 && sides[2] - sides[0] <= TINY && sides[1] - sides[3] <= TINY;
            one(P::Clip, pick(nothing, Value::Plain))
        }
        "clip-path" => {
            let zero = |part: &ValuePart| {
                length(part) == Some(0.0) || matches!(part, ValuePart::Percent(p) if *p == 0.0)
            };
            let nothing = match parts {
                [ValuePart::Function(name), rest @ ..] if name == "inset" => cut_to_nothing(rest),
                [ValuePart::Function(name), first, ..] if name == "circle" => zero(first),
                [ValuePart::Function(name), rest @ ..] if name == "polygon" => {
                    rest.iter().filter(|part| **part != ValuePart::End).all(zero)
                }
                _ => false,
            };
            one(P::ClipPath, pick(nothing, Value::Plain))
        }
        "font-size" => one(P::FontSize, font_size(parts)),
        "font" => match parts.iter().find(|part| {
            matches!(part, ValuePart::Length(_) | ValuePart::Percent(_) | ValuePart::Number(0.0))
        }) {
            Some(part) => one(P::FontSize, font_size(std::slice::from_ref(part))),
            None => Vec::new(),
        },
        // What fills the letters beats their colour.
        "-webkit-text-fill-color" => {
            paint(parts).map_or_else(Vec::new, |paint| one(P::Color, Value::Paint(paint)))
        }
        "color" if is(&["inherit", "currentcolor", "unset"]) => Vec::new(),
        "color" => one(P::Color, Value::Paint(paint(parts).unwrap_or(Paint::Unknown))),
        "background-color" => one(P::Background, Value::Paint(paint(parts).unwrap_or(Paint::Unknown))),
        "background" | "background-image" => background(name, parts),
        // The words are a hole through which the background is seen.
        "background-clip" | "-webkit-background-clip" if is(&["text"]) => {
            one(P::Background, Value::Paint(Paint::Unknown))
        }
        "text-decoration" | "text-decoration-line" => {
            one(P::TextDecoration, pick(is(&["line-through"]), Value::Plain))
        }
        "transition" | "transition-property" | "transition-duration" | "animation" | "animation-name" => {
            one(P::Motion, if is(&["none"]) { Value::Plain } else { Value::Special })
        }
        "white-space" => {
            let kept = is(&["pre", "pre-wrap", "pre-line", "break-spaces"]);
            one(P::WhiteSpace, if kept { Value::Special } else { Value::Plain })
        }
        "vertical-align" => one(P::VerticalAlign, if is(&["super"]) { Value::Special } else { Value::Plain }),
        _ => Vec::new(),
    }
}

fn length(part: &ValuePart) -> Option<f32> {
    match part {
        ValuePart::Length(length) => Some(*length),
        ValuePart::Number(number) if *number == 0.0 => Some(0.0),
        ValuePart::Word(word) if word == "auto" => Some(f32::MAX),
        _ => None,
    }
}

fn is_away(parts: &[ValuePart]) -> bool {
    match parts.first() {
        Some(ValuePart::Length(length)) => *length <= -AWAY || *length >= FAR_AWAY,
        Some(ValuePart::Percent(percent)) => *percent <= -100.0,
        _ => false,
    }
}

/// An offset, as far as it takes words out of sight.
fn far(property: Property, parts: &[ValuePart]) -> Value {
    if is_away(parts) {
        return Value::Gone;
    }
    let window = match property {
        Property::Top | Property::Bottom | Property::MarginTop => media::HEIGHT,
        _ => media::WIDTH,
    };
    match parts.first() {
        Some(ValuePart::Length(by)) if *by >= window => Value::Outside,
        Some(ValuePart::Percent(by)) if *by >= 100.0 => Value::Outside,
        _ => Value::Plain,
    }
}

/// The functions of a value with their arguments.
fn calls(parts: &[ValuePart]) -> impl Iterator<Item = (&str, &[ValuePart])> {
    parts.split(|part| *part == ValuePart::End).filter_map(|call| {
        let at = call.iter().rposition(|part| matches!(part, ValuePart::Function(_)))?;
        match &call[at] {
            ValuePart::Function(name) => Some((name.as_str(), &call[at + 1..])),
            _ => None,
        }
    })
}

/// Whether a scale makes words too small to read.
fn shrinks(parts: &[ValuePart]) -> bool {
    parts.iter().any(|part| match part {
        ValuePart::Number(by) => by.abs() < SHRUNK,
        ValuePart::Percent(by) => by.abs() < SHRUNK * 100.0,
        _ => false,
    })
}

/// Whether insets from four sides leave nothing between two that face each other.
fn cut_to_nothing(parts: &[ValuePart]) -> bool {
    let shares: Vec<f32> = parts
        .iter()
        .take_while(|part| !matches!(part, ValuePart::End | ValuePart::Word(_)))
        .map(|part| if let ValuePart::Percent(share) = part { *share } else { 0.0 })
        .collect();
    let side = |at: usize| match (shares.as_slice(), at) {
        ([], _) => 0.0,
        ([.., last], at) if at >= shares.len() && at < 2 => shares.first().copied().unwrap_or(*last),
        (list, 2) => list.get(2).or(list.first()).copied().unwrap_or(0.0),
        (list, 3) => list.get(3).or(list.get(1)).or(list.first()).copied().unwrap_or(0.0),
        (list, at) => list[at],
    };
    side(0) + side(2) >= 100.0 || side(1) + side(3) >= 100.0
}

fn size(parts: &[ValuePart]) -> Value {
    match parts.first().and_then(length) {
        Some(size) if size < f32::MAX => Value::Size(size.max(0.0)),
        _ => Value::Plain,
    }
}

fn font_size(parts: &[ValuePart]) -> Value {
    match parts.first() {
        Some(ValuePart::Length(size)) if *size < TINY_LETTERS => Value::Gone,
        Some(ValuePart::Number(0.0)) => Value::Gone,
        Some(ValuePart::Percent(share)) if *share < TINY_SHARE => Value::Gone,
        Some(ValuePart::Percent(_)) => Value::Inline,
        Some(ValuePart::Word(word)) if matches!(word.as_str(), "inherit" | "smaller" | "larger") => {
            Value::Inline
        }
        _ => Value::Plain,
    }
}
