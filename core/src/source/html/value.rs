//! The value of a CSS declaration: whether, and how, it lets words be seen.

use cssparser::{ParseError, Parser, Token};

use super::media;

/// How far an offset or indent takes words off the page, in pixels: sheets write -999em or -9999px, and move things
/// that stay in sight by far less.
const AWAY: f32 = 500.0;

/// The same to the right or downwards, in pixels: a page may be that long, and is not that wide.
const FAR_AWAY: f32 = 5000.0;

/// The largest width or height of a box in which nothing is read, in pixels; words for screen readers have 1.
const TINY: f32 = 1.0;

/// The smallest letters that anybody reads, in pixels; footnotes have 8 and more.
const TINY_LETTERS: f32 = 3.0;

/// The same as a share of the letters around, in per cent; raised numbers have 50 and more.
const TINY_SHARE: f32 = 20.0;

/// The opacity, and the share of a colour that is opaque, below which nothing is seen.
const FAINT: f32 = 0.05;

/// The most parts of a value that are looked at; values that matter here have at most a dozen.
const MAX_PARTS: usize = 64;

/// The properties that decide whether words are seen, or how they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Display,
    Visibility,
    ContentVisibility,
    Opacity,
    Position,
    Left,
    Top,
    Right,
    Bottom,
    MarginLeft,
    MarginTop,
    TextIndent,
    Transform,
    Width,
    Height,
    MaxWidth,
    MaxHeight,
    Overflow,
    Clip,
    ClipPath,
    FontSize,
    Color,
    Background,
    TextDecoration,
    Motion,
    WhiteSpace,
    VerticalAlign,
}

/// How many properties there are.
pub(super) const PROPERTIES: usize = Property::VerticalAlign as usize + 1;

/// What is set, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// What makes words disappear: `none`, `hidden`, nothing wide, far away, struck.
    Gone,
    /// Nothing to see in one direction: a box of one pixel.
    Tiny,
    /// Out of the flow, for `position`; a block, for `display`; kept white space; raised.
    Special,
    /// In the line, for `display`; relative to the parent, for `font-size`.
    Inline,
    /// Anything else.
    Plain,
    /// A colour.
    Paint(Paint),
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Paint {
    Solid(u8, u8, u8),
    Clear,
    /// A picture, a variable, a gradient: nobody can tell.
    Unknown,
}

/// Whether a declaration may hide words in a way that only a browser can tell.
pub(super) fn is_doubtful(name: &str, parts: &[ValuePart]) -> bool {
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
        "transform" => {
            functions().any(|name| matches!(name, "matrix" | "matrix3d" | "rotatex" | "rotatey" | "rotate3d"))
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

/// A part of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ValuePart {
    Word(String),
    /// In pixels.
    Length(f32),
    Percent(f32),
    Number(f32),
    Hash(String),
    /// The name of a function; its arguments follow, and [`ValuePart::End`].
    Function(String),
    End,
    Picture,
    Important,
}

pub(super) fn collect(input: &mut Parser<'_>, parts: &mut Vec<ValuePart>) {
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
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
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
            _ => {}
        }
    }
    while input.next().is_ok() {}
}

/// What a declaration sets.
pub(super) fn values(name: &str, parts: &[ValuePart]) -> Vec<(Property, Value)> {
    use Property as P;
    let is = |words: &[&str]| {
        parts.iter().any(|part| matches!(part, ValuePart::Word(word) if words.contains(&word.as_str())))
    };
    let pick = |gone: bool, other: Value| if gone { Value::Gone } else { other };
    let one = |property: Property, value: Value| vec![(property, value)];
    let box_value = |property: Property| one(property, size(parts));
    let offset = |property: Property| one(property, pick(is_away(parts), Value::Plain));
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
            let out = is(&["absolute", "fixed"]);
            let value = if out { Value::Special } else { Value::Plain };
            one(P::Position, if is(&["static", "sticky"]) { Value::Inline } else { value })
        }
        "left" | "inset-inline-start" => offset(P::Left),
        "top" => offset(P::Top),
        "right" => offset(P::Right),
        "bottom" => offset(P::Bottom),
        "margin-left" => offset(P::MarginLeft),
        "margin-top" => offset(P::MarginTop),
        "margin" | "inset" => {
            let property = if name == "margin" { P::MarginLeft } else { P::Left };
            let gone = parts.iter().any(|part| is_away(std::slice::from_ref(part)));
            one(property, pick(gone, Value::Plain))
        }
        "text-indent" => offset(P::TextIndent),
        "scale" | "zoom" => {
            let zero = matches!(parts.first(), Some(ValuePart::Number(0.0) | ValuePart::Percent(0.0)));
            // What is seen by one of these may be gone by another.
            if zero { one(P::Transform, Value::Gone) } else { Vec::new() }
        }
        "translate" => {
            let away = parts.iter().any(|part| is_away(std::slice::from_ref(part)));
            if away { one(P::Transform, Value::Gone) } else { Vec::new() }
        }
        "transform" => {
            let zero = matches!(parts, [ValuePart::Function(name), ValuePart::Number(by), ..] if name.starts_with("scale") && *by == 0.0);
            let away = matches!(parts, [ValuePart::Function(name), rest @ ..] if name.starts_with("translate") && rest.iter().any(|part| is_away(std::slice::from_ref(part))));
            one(P::Transform, pick(zero || away, Value::Plain))
        }
        "width" | "inline-size" => box_value(P::Width),
        "height" | "block-size" => box_value(P::Height),
        "max-width" => box_value(P::MaxWidth),
        "max-height" => box_value(P::MaxHeight),
        "overflow" | "overflow-x" | "overflow-y" => {
            one(P::Overflow, pick(is(&["hidden", "clip"]), Value::Plain))
        }
        "clip" => {
            let sides: Vec<f32> = parts.iter().filter_map(length).collect();
            let nothing = sides.len() == 4 && sides[2] - sides[0] <= TINY && sides[1] - sides[3] <= TINY;
            one(P::Clip, pick(nothing, Value::Plain))
        }
        "clip-path" => {
            let half = |part: &ValuePart| matches!(part, ValuePart::Percent(percent) if *percent >= 50.0);
            let zero = |part: &ValuePart| {
                length(part) == Some(0.0) || matches!(part, ValuePart::Percent(p) if *p == 0.0)
            };
            let nothing = match parts {
                [ValuePart::Function(name), first, ..] if name == "inset" => half(first),
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

fn size(parts: &[ValuePart]) -> Value {
    match parts.first().and_then(length) {
        Some(0.0) => Value::Gone,
        Some(size) if size <= TINY => Value::Tiny,
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

fn background(name: &str, parts: &[ValuePart]) -> Vec<(Property, Value)> {
    let is_picture = |part: &ValuePart| match part {
        ValuePart::Picture => true,
        ValuePart::Function(name) => !is_colour(name) && name != "color-mix",
        _ => false,
    };
    let paint = match () {
        () if parts.iter().any(is_picture) => Paint::Unknown,
        // `background-image: none` says nothing about the colour.
        () if name == "background-image" => return Vec::new(),
        () => paint(parts).unwrap_or(Paint::Clear),
    };
    vec![(Property::Background, Value::Paint(paint))]
}

fn is_colour(function: &str) -> bool {
    matches!(function, "rgb" | "rgba" | "hsl" | "hsla")
}

/// The first colour of a value.
fn paint(parts: &[ValuePart]) -> Option<Paint> {
    parts.iter().enumerate().find_map(|(at, part)| match part {
        ValuePart::Word(word) if word == "transparent" => Some(Paint::Clear),
        ValuePart::Word(word) => {
            cssparser::color::parse_named_color(word).ok().map(|(r, g, b)| Paint::Solid(r, g, b))
        }
        ValuePart::Hash(hash) => cssparser::color::parse_hash_color(hash.as_bytes())
            .ok()
            .map(|(r, g, b, alpha)| if alpha < FAINT { Paint::Clear } else { Paint::Solid(r, g, b) }),
        ValuePart::Function(name) if is_colour(name) => Some(function(name, &parts[at + 1..])),
        ValuePart::Function(name) if name == "color-mix" => Some(mixed(&parts[at + 1..])),
        _ => None,
    })
}

/// A colour that is mixed of others: known where these are alike.
fn mixed(arguments: &[ValuePart]) -> Paint {
    let arguments = arguments.iter().take_while(|part| **part != ValuePart::End);
    let mut paints = arguments.filter_map(|part| match part {
        ValuePart::Word(_) | ValuePart::Hash(_) => paint(std::slice::from_ref(part)),
        _ => None,
    });
    match (paints.next(), paints.next()) {
        (Some(one), Some(other)) if one == other => one,
        _ => Paint::Unknown,
    }
}

fn function(name: &str, arguments: &[ValuePart]) -> Paint {
    let arguments = || arguments.iter().take_while(|part| **part != ValuePart::End);
    if name.starts_with("hsl") {
        // Black and white are told by their lightness alone; what hue another colour has, nobody needs to know here.
        let shares: Vec<f32> = arguments()
            .filter_map(|part| match part {
                ValuePart::Percent(percent) => Some(*percent),
                _ => None,
            })
            .collect();
        return match shares[..] {
            [_, _, alpha] if alpha < FAINT * 100.0 => Paint::Clear,
            [_, lightness, ..] if lightness <= 0.0 => Paint::Solid(0, 0, 0),
            [_, lightness, ..] if lightness >= 100.0 => Paint::Solid(255, 255, 255),
            _ => Paint::Unknown,
        };
    }
    let numbers: Vec<f32> = arguments()
        .filter_map(|part| match part {
            ValuePart::Number(number) => Some(*number),
            ValuePart::Percent(percent) => Some(percent * 2.55),
            _ => None,
        })
        .collect();
    match numbers[..] {
        // A share of a fourth part that is written in percent was taken for one of 255.
        [_, _, _, alpha] if alpha < FAINT => Paint::Clear,
        [r, g, b] | [r, g, b, _] => {
            let byte = cssparser::color::clamp_floor_256_f32;
            Paint::Solid(byte(r), byte(g), byte(b))
        }
        _ => Paint::Unknown,
    }
}
