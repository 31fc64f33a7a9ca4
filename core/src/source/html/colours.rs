//! Colours, as far as it matters whether words can be told from what is behind them.

use super::values::{FAINT, Paint, Property, Value, ValuePart};

/// What browsers paint pages and fields with, and their words.
const WHITE: &[&str] = &["-moz-dialog", "background", "canvas", "field", "window"];
const BLACK: &[&str] = &["buttontext", "canvastext", "fieldtext", "infotext", "windowtext"];

pub(super) fn background(name: &str, parts: &[ValuePart]) -> Vec<(Property, Value)> {
    let is_picture = |part: &ValuePart| match part {
        ValuePart::Picture => true,
        ValuePart::Function(name) => !is_colour(name) && name != "color-mix",
        _ => false,
    };
    let paint = match () {
        () if parts.iter().any(is_picture) => plain_gradient(parts),
        // `background-image: none` says nothing about the colour.
        () if name == "background-image" => return Vec::new(),
        () => paint(parts).unwrap_or(Paint::Clear),
    };
    vec![(Property::Background, Value::Paint(paint))]
}

/// The colour of a gradient that has but one.
fn plain_gradient(parts: &[ValuePart]) -> Paint {
    let [ValuePart::Function(name), rest @ .., ValuePart::End] = parts else { return Paint::Unknown };
    let is_plain = name.ends_with("gradient")
        && !rest.iter().any(|part| matches!(part, ValuePart::Function(_) | ValuePart::Picture));
    let mut paints = rest.iter().filter_map(|part| paint(std::slice::from_ref(part)));
    match paints.next() {
        Some(first) if is_plain && paints.all(|other| other == first) => first,
        _ => Paint::Unknown,
    }
}

fn is_colour(function: &str) -> bool {
    matches!(
        function,
        "rgb" | "rgba" | "hsl" | "hsla" | "hwb" | "lab" | "lch" | "oklab" | "oklch" | "color" | "light-dark"
    )
}

/// The first colour of a value.
pub(super) fn paint(parts: &[ValuePart]) -> Option<Paint> {
    parts.iter().enumerate().find_map(|(at, part)| match part {
        ValuePart::Word(word) if word == "transparent" => Some(Paint::Clear),
        ValuePart::Word(word) if word == "currentcolor" => Some(Paint::OfWords),
        ValuePart::Word(word) if WHITE.contains(&word.as_str()) => Some(Paint::Solid(255, 255, 255)),
        ValuePart::Word(word) if BLACK.contains(&word.as_str()) => Some(Paint::Solid(0, 0, 0)),
        ValuePart::Word(word) => {
            cssparser::color::parse_named_color(word).ok().map(|(r, g, b)| Paint::Solid(r, g, b))
        }
        ValuePart::Hash(hash) => cssparser::color::parse_hash_color(hash.as_bytes())
            .ok()
            .map(|(r, g, b, alpha)| if alpha < FAINT { Paint::Clear } else { Paint::Solid(r, g, b) }),
        // Pages are read by day.
        ValuePart::Function(name) if name == "light-dark" => paint(&parts[at + 1..]),
        ValuePart::Function(name) if is_colour(name) => Some(function(name, &parts[at + 1..])),
        ValuePart::Function(name) if name == "color-mix" => Some(mixed(&parts[at + 1..])),
        _ => None,
    })
}

/// A colour that is mixed of two others, as far as these are known.
fn mixed(arguments: &[ValuePart]) -> Paint {
    let mut found: Vec<(Paint, Option<f32>)> = Vec::new();
    for part in arguments.iter().take_while(|part| **part != ValuePart::End) {
        match part {
            ValuePart::Word(_) | ValuePart::Hash(_) => {
                found.extend(paint(std::slice::from_ref(part)).map(|paint| (paint, None)));
            }
            ValuePart::Percent(share) => {
                if let Some(last) = found.last_mut() {
                    last.1 = Some(*share);
                }
            }
            _ => {}
        }
    }
    let [(one, share), (other, rest)] = found[..] else { return Paint::Unknown };
    let share = share.or(rest.map(|rest| 100.0 - rest)).unwrap_or(50.0) / 100.0;
    match (one, other) {
        (one, other) if one == other => one,
        (Paint::Solid(r, g, b), Paint::Solid(red, green, blue)) => {
            let mix = |one: u8, other: u8| {
                cssparser::color::clamp_floor_256_f32(
                    f32::from(one) * share + f32::from(other) * (1.0 - share),
                )
            };
            Paint::Solid(mix(r, red), mix(g, green), mix(b, blue))
        }
        _ => Paint::Unknown,
    }
}

/// A colour by its parts in one of CSS's spaces.
fn function(name: &str, arguments: &[ValuePart]) -> Paint {
    let arguments: Vec<String> = arguments
        .iter()
        .take_while(|part| **part != ValuePart::End)
        .map(|part| match part {
            ValuePart::Number(number) => number.to_string(),
            ValuePart::Percent(percent) => format!("{percent}%"),
            // The only lengths here are angles.
            ValuePart::Length(angle) => format!("{angle}deg"),
            ValuePart::Word(word) => named(word),
            ValuePart::Hash(hash) => format!("#{hash}"),
            _ => "?".to_owned(),
        })
        .collect();
    let is_derived = arguments.first().is_some_and(|first| first == "from");
    let (space, parts) = match arguments.split_first() {
        // `color(srgb 1 1 1)`: other spaces of red, green and blue differ by less than matters here.
        Some((_, rest)) if name == "color" && !is_derived => ("rgb", rest.to_vec()),
        _ => (name, arguments),
    };
    let parts: Vec<String> = match parts.as_slice() {
        parts if name == "color" && !is_derived => {
            parts.iter().enumerate().map(|(at, part)| of_255(at, part)).collect()
        }
        parts => parts.to_vec(),
    };
    let at = if is_derived { 5 } else { 3 };
    let (colour, alpha) = parts.split_at(at.min(parts.len()));
    let alpha = alpha.first().map_or(String::new(), |alpha| format!(" / {alpha}"));
    match csscolorparser::parse(&format!("{space}({}{alpha})", colour.join(" "))) {
        Ok(found) if found.a < FAINT => Paint::Clear,
        Ok(found) => {
            let [r, g, b, _] = found.to_rgba8();
            Paint::Solid(r, g, b)
        }
        Err(_) => Paint::Unknown,
    }
}

/// A colour's name in digits, and any other word as it is.
fn named(word: &str) -> String {
    match cssparser::color::parse_named_color(word) {
        Ok((r, g, b)) => format!("#{r:02x}{g:02x}{b:02x}"),
        Err(()) => word.to_owned(),
    }
}

/// A share of one as one of 255; the fourth one is that of what shines through.
fn of_255(at: usize, share: &str) -> String {
    match share.parse::<f32>() {
        Ok(share) if at < 3 => (share * 255.0).to_string(),
        _ => share.to_owned(),
    }
}

/// The colour of an old attribute, which browsers make of whatever stands there: `white`, `#fff`, `ffffff`.
pub(super) fn of_attribute(value: &str) -> Option<Paint> {
    let value = value.trim().to_ascii_lowercase();
    if value.is_empty() || value == "transparent" {
        return None;
    }
    if let Some(named) = paint(&[ValuePart::Word(value.clone())]) {
        return Some(named);
    }
    let digits = value.strip_prefix('#').unwrap_or(&value);
    if let Ok((r, g, b, _)) = cssparser::color::parse_hash_color(digits.as_bytes()) {
        return Some(Paint::Solid(r, g, b));
    }
    // Each third of the digits is a part, what is no digit is 0, and of a long part the first two count.
    let mut digits: Vec<u8> =
        digits.chars().take(LONGEST).map(|c| if c.is_ascii_hexdigit() { c as u8 } else { b'0' }).collect();
    while digits.is_empty() || !digits.len().is_multiple_of(3) {
        digits.push(b'0');
    }
    let part = |at: usize| {
        let third = digits.len() / 3;
        let part = &digits[at * third..(at + 1) * third];
        let part = &part[part.len().saturating_sub(8)..];
        let text = std::str::from_utf8(&part[..part.len().min(2)]).unwrap_or_default();
        u8::from_str_radix(text, 16).unwrap_or(0)
    };
    Some(Paint::Solid(part(0), part(1), part(2)))
}

/// The most characters of an old colour that browsers look at.
const LONGEST: usize = 128;
