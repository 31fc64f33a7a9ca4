//! The reader's screen: whether a condition on it holds for somebody who sits before a desk, and how long a length is there.

/// The width of the window that a page is read in, in pixels; the most common of desktop browsers.
pub(super) const WIDTH: f32 = 1280.0;

/// The same for its height.
pub(super) const HEIGHT: f32 = 800.0;

/// What a condition may ask for: of the reader's screen, and of what he does not sit before.
const KNOWN: &[&str] = &[
    "",
    "all",
    "any-hover",
    "any-pointer",
    "color",
    "forced-colors",
    "height",
    "hover",
    "max-device-width",
    "max-height",
    "max-width",
    "min-device-width",
    "min-height",
    "min-width",
    "orientation",
    "pointer",
    "prefers-color-scheme",
    "prefers-contrast",
    "prefers-reduced-motion",
    "prefers-reduced-transparency",
    "print",
    "screen",
    "scripting",
    "speech",
    "tv",
    "-ms-high-contrast",
    "handheld",
    "projection",
];

/// Whether rules under this condition count: `screen and (min-width: 40em)`. One that is not understood does not hold.
pub(super) fn is_screen(condition: &str) -> bool {
    let condition = condition.to_ascii_lowercase();
    condition.trim().is_empty() || condition.split(',').any(holds)
}

/// Whether all that a condition asks for is known: one that asks for more may hold in a browser and does not here.
pub(super) fn is_known(condition: &str) -> bool {
    let condition = condition.to_ascii_lowercase();
    condition.split(',').all(|query| {
        let query = query.trim().trim_start_matches("only ").trim_start_matches("not ");
        query.split(" and ").all(|part| {
            let part = part.trim().trim_start_matches('(').trim_end_matches(')');
            let feature = part.split_once(':').map_or(part, |(feature, _)| feature).trim();
            KNOWN.contains(&feature) || range(part).is_some()
        })
    })
}

fn holds(query: &str) -> bool {
    let query = query.trim().trim_start_matches("only ");
    let (negated, query) = match query.strip_prefix("not ") {
        Some(rest) => (true, rest),
        None => (false, query),
    };
    query.split(" and ").all(|part| is_so(part.trim())) != negated
}

fn is_so(part: &str) -> bool {
    let part = part.trim_start_matches('(').trim_end_matches(')');
    let Some((feature, value)) = part.split_once(':') else {
        if let Some(holds) = range(part) {
            return holds;
        }
        let features = [
            "all",
            "any-hover",
            "any-pointer",
            "color",
            "height",
            "hover",
            "orientation",
            "pointer",
            "prefers-color-scheme",
            "screen",
            "scripting",
            "width",
        ];
        return features.contains(&part);
    };
    match (feature.trim(), value.trim()) {
        ("min-width" | "min-device-width", value) => size(value).is_some_and(|size| WIDTH >= size),
        ("max-width" | "max-device-width", value) => size(value).is_some_and(|size| WIDTH <= size),
        ("min-height", value) => size(value).is_some_and(|size| HEIGHT >= size),
        ("max-height", value) => size(value).is_some_and(|size| HEIGHT <= size),
        ("orientation", "landscape")
        | ("hover" | "any-hover", "hover")
        | ("pointer" | "any-pointer", "fine")
        | ("scripting", "enabled")
        | ("forced-colors" | "-ms-high-contrast", "none")
        | ("prefers-contrast" | "prefers-reduced-motion" | "prefers-reduced-transparency", "no-preference")
        | ("prefers-color-scheme", "light") => true,
        _ => false,
    }
}

/// Whether the window is as wide or high as a comparison asks for: `width >= 600px`, `400px < width <= 700px`.
fn range(part: &str) -> Option<bool> {
    let mut sizes = Vec::new();
    for side in part.split(['<', '>', '=']).map(str::trim).filter(|side| !side.is_empty()) {
        sizes.push(match side {
            "width" | "device-width" => WIDTH,
            "height" | "device-height" => HEIGHT,
            value => size(value)?,
        });
    }
    let signs = part.split(|c: char| !matches!(c, '<' | '>' | '=')).filter(|sign| !sign.is_empty());
    let signs: Vec<&str> = signs.collect();
    if signs.is_empty() || sizes.len() != signs.len() + 1 {
        return None;
    }
    let mut all = true;
    for (sign, pair) in signs.into_iter().zip(sizes.windows(2)) {
        all &= match sign {
            "<" => pair[0] < pair[1],
            "<=" => pair[0] <= pair[1],
            ">" => pair[0] > pair[1],
            ">=" => pair[0] >= pair[1],
            _ => return None,
        };
    }
    Some(all)
}

fn size(value: &str) -> Option<f32> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
    Some(pixels(value[..end].parse().ok()?, &value[end..]))
}

/// A length in pixels, at the sizes that browsers start with: letters of 16 pixels, a window of 1280 by 800.
pub(super) fn pixels(value: f32, unit: &str) -> f32 {
    value
        * match unit.to_ascii_lowercase().as_str() {
            "em" | "rem" => 16.0,
            "ex" | "ch" => 8.0,
            "vw" | "svw" | "lvw" | "dvw" | "vi" => 12.8,
            "vh" | "svh" | "lvh" | "dvh" | "vb" => 8.0,
            "vmin" => 8.0,
            "vmax" => 12.8,
            "pt" => 4.0 / 3.0,
            "in" => 96.0,
            "cm" => 37.8,
            "mm" => 3.78,
            "pc" => 16.0,
            _ => 1.0,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_on_a_desk_is_neither_paper_nor_a_telephone() {
        let check = |condition: &str, expected: bool| {
            assert_eq!(is_screen(condition), expected, "{condition}");
        };
        check("", true);
        check("screen", true);
        check("only screen and (min-width: 40em)", true);
        check("(max-width: 600px)", false);
        check("print, (min-width:768px)", true);
        check("print", false);
        check("not print", true);
        check("(prefers-color-scheme: dark)", false);
        check("(strange: thing)", false);
        check("(width >= 600px)", true);
        check("screen and (width < 40em)", false);
        check("(400px <= width <= 1300px)", true);
        check("(400px <= width)", true);
        check("(width => 600px)", false);
        check("(min-height: 600px)", true);
    }

    #[test]
    fn what_is_asked_of_a_screen_that_nobody_knows_is_not_known() {
        let check =
            |condition: &str, expected: bool| assert_eq!(is_known(condition), expected, "{condition}");
        check("only screen and (max-width: 40em), print", true);
        check("(width >= 600px)", true);
        check("(prefers-color-scheme: dark)", true);
        check("(min-resolution: 1dpi)", false);
        check("(width => 600px)", false);
        check("not (strange)", false);
    }
}
