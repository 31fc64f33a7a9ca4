//! Sums in values: `calc(1px - 1px)`, `min(0px, 1em)`, as far as they are of one kind.

use cssparser::{ParseError, Parser, Token};

use super::media;
use super::values::ValuePart;

/// How deep brackets may stand in each other; deeper sums are not known.
const MAX_DEPTH: usize = 16;

/// Whether a function makes a number or a length of others.
pub(super) fn is_sum(name: &str) -> bool {
    ["calc", "-webkit-calc", "min", "max", "clamp"].iter().any(|sum| name.eq_ignore_ascii_case(sum))
}

/// The value of a sum whose name has been read, up to the end of its brackets.
pub(super) fn value<'i>(name: &str, input: &mut Parser<'i>) -> Result<ValuePart, ParseError<()>> {
    let sum = function(name, input, 0)?;
    match sum.kind {
        Kind::Number => Ok(ValuePart::Number(sum.by)),
        Kind::Length => Ok(ValuePart::Length(sum.by)),
        Kind::Percent => Ok(ValuePart::Percent(sum.by)),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Length,
    Percent,
}

#[derive(Clone, Copy)]
struct Sum {
    by: f32,
    kind: Kind,
}

fn function(name: &str, input: &mut Parser<'_>, depth: usize) -> Result<Sum, ParseError<()>> {
    if depth > MAX_DEPTH {
        return Err(ParseError::custom(()));
    }
    let mut sums = vec![sum(input, depth)?];
    while input.try_parse(|input| input.expect_comma()).is_ok() {
        sums.push(sum(input, depth)?);
    }
    input.expect_exhausted()?;
    let first = sums[0];
    if sums.iter().any(|sum| sum.kind != first.kind) {
        return Err(ParseError::custom(()));
    }
    let all = sums.iter().map(|sum| sum.by);
    let by = match (name.to_ascii_lowercase().as_str(), sums.as_slice()) {
        ("min", _) => all.fold(f32::INFINITY, f32::min),
        ("max", _) => all.fold(f32::NEG_INFINITY, f32::max),
        ("clamp", [low, value, high]) => low.by.max(value.by.min(high.by)),
        (name, [one]) if name.ends_with("calc") => one.by,
        _ => return Err(ParseError::custom(())),
    };
    Ok(Sum { by, kind: first.kind })
}

fn sum(input: &mut Parser<'_>, depth: usize) -> Result<Sum, ParseError<()>> {
    let mut left = product(input, depth)?;
    loop {
        let sign = input.try_parse(|input| match input.next() {
            Ok(Token::Delim('+')) => Ok(1.0),
            Ok(Token::Delim('-')) => Ok(-1.0),
            _ => Err(()),
        });
        let Ok(sign) = sign else { return Ok(left) };
        let right = product(input, depth)?;
        if right.kind != left.kind {
            return Err(ParseError::custom(()));
        }
        left.by += sign * right.by;
    }
}

fn product(input: &mut Parser<'_>, depth: usize) -> Result<Sum, ParseError<()>> {
    let mut left = term(input, depth)?;
    loop {
        let times = input.try_parse(|input| match input.next() {
            Ok(Token::Delim('*')) => Ok(true),
            Ok(Token::Delim('/')) => Ok(false),
            _ => Err(()),
        });
        let Ok(times) = times else { return Ok(left) };
        let right = term(input, depth)?;
        left = match (times, left.kind, right.kind) {
            (true, kind, Kind::Number) | (true, Kind::Number, kind) => Sum { by: left.by * right.by, kind },
            (false, kind, Kind::Number) if right.by != 0.0 => Sum { by: left.by / right.by, kind },
            _ => return Err(ParseError::custom(())),
        };
    }
}

fn term(input: &mut Parser<'_>, depth: usize) -> Result<Sum, ParseError<()>> {
    match input.next()?.clone() {
        Token::Number { value, .. } => Ok(Sum { by: value, kind: Kind::Number }),
        Token::Percentage { unit_value, .. } => Ok(Sum { by: unit_value * 100.0, kind: Kind::Percent }),
        Token::Dimension { value, unit, .. } => {
            Ok(Sum { by: media::pixels(value, &unit), kind: Kind::Length })
        }
        Token::ParenthesisBlock if depth < MAX_DEPTH => {
            input.parse_nested_block(|input| function("calc", input, depth + 1))
        }
        Token::Function(name) if is_sum(&name) => {
            input.parse_nested_block(|input| function(&name, input, depth + 1))
        }
        _ => Err(ParseError::custom(())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_one_kind_are_known_and_others_are_not() {
        let check = |text: &str, expected: Option<ValuePart>| {
            let mut input = Parser::new(text);
            let name = input.expect_function().unwrap().to_string();
            let found = input.parse_nested_block(|input| value(&name, input));
            assert_eq!(found.ok(), expected, "{text}");
        };
        check("calc(1px - 1px)", Some(ValuePart::Length(0.0)));
        check("calc((1em + 4px) * 2 / 4)", Some(ValuePart::Length(10.0)));
        check("min(0px, 3px)", Some(ValuePart::Length(0.0)));
        check("clamp(1px, 5px, 3px)", Some(ValuePart::Length(3.0)));
        check("calc(-1 * 9999px)", Some(ValuePart::Length(-9999.0)));
        check("calc(50% + 50%)", Some(ValuePart::Percent(100.0)));
        check("calc(100% - 20px)", None);
        check("calc(1px / 0)", None);
        check("calc(var(--x) + 1px)", None);
        check(&format!("calc({}1px{})", "(".repeat(50), ")".repeat(50)), None);
    }
}
