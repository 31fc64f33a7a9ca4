//! The numbers of lines that a draft has in its margin.

use super::columns::levels;
use super::glyphs::Glyph;

/// Numbers that a margin has at least.
const MIN_NUMBERS: usize = 5;

/// Where every line is counted, so many of them have a number, as a share: not all lines of a page are of the text.
const MIN_COUNTED: f64 = 0.6;

/// The longest number of a line, in digits.
const MAX_DIGITS: usize = 4;

/// Takes the numbers of lines off; what remains, and what was taken.
pub(super) fn take_off(glyphs: Vec<Glyph>) -> (Vec<Glyph>, Vec<Glyph>) {
    let levels = levels(&glyphs);
    let mut found: Vec<usize> = Vec::new();
    for is_right in [false, true] {
        let edge = |pieces: &[super::columns::Piece]| if is_right { pieces.len() - 1 } else { 0 };
        let mut numbers: Vec<(u32, usize)> = Vec::new();
        // Up to where the text goes, on the side of the numbers.
        let mut inner = if is_right { f64::NEG_INFINITY } else { f64::INFINITY };
        let mut outer = if is_right { f64::INFINITY } else { f64::NEG_INFINITY };
        for (at, level) in levels.iter().enumerate() {
            let numbered = edge(&level.pieces);
            for (index, piece) in level.pieces.iter().enumerate() {
                let number = if index == numbered { number(&piece.glyphs, &glyphs) } else { None };
                match number {
                    Some(number) => {
                        numbers.push((number, at));
                        outer = if is_right { outer.min(piece.left) } else { outer.max(piece.right) };
                    }
                    None if is_right => inner = inner.max(piece.right),
                    None => inner = inner.min(piece.left),
                }
            }
        }
        let is_beside = if is_right { outer >= inner } else { outer <= inner };
        if is_beside && counts(&numbers, levels.len()) {
            let pieces = numbers.iter().map(|&(_, at)| &levels[at].pieces[edge(&levels[at].pieces)]);
            found.extend(pieces.flat_map(|piece| &piece.glyphs));
        }
    }
    found.sort_unstable();
    let mut taken = Vec::new();
    let mut rest = Vec::new();
    for (at, glyph) in glyphs.into_iter().enumerate() {
        if found.binary_search(&at).is_ok() { taken.push(glyph) } else { rest.push(glyph) }
    }
    (rest, taken)
}

fn number(piece: &[usize], glyphs: &[Glyph]) -> Option<u32> {
    let text: String = piece.iter().take(MAX_DIGITS + 1).map(|&at| glyphs[at].text.as_str()).collect();
    (text.len() <= MAX_DIGITS && text.bytes().all(|c| c.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Whether numbers from top to bottom count lines: each one, or every second, fifth or tenth.
fn counts(numbers: &[(u32, usize)], lines: usize) -> bool {
    if numbers.len() < MIN_NUMBERS {
        return false;
    }
    let step = numbers[1].0.saturating_sub(numbers[0].0);
    let goes_on = numbers.windows(2).all(|pair| pair[0].0 + step == pair[1].0);
    match step {
        1 => goes_on && numbers.len() as f64 >= MIN_COUNTED * lines as f64,
        2 | 5 | 10 => goes_on && numbers[0].0 % step <= 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: impl Fn(usize) -> Option<u32>, expected: bool) {
        let mut glyphs = Vec::new();
        for at in 0..12 {
            let number = numbers(at).map(|number| number.to_string()).unwrap_or_default();
            for (text, x) in [(number.as_str(), 40.0), ("both sides agreed", 72.0)] {
                glyphs.extend(text.chars().enumerate().map(|(index, c)| Glyph {
                    x: x + index as f64 * 5.0,
                    y: 700.0 - at as f64 * 12.0,
                    width: 5.0,
                    size: 10.0,
                    run: 0,
                    drawn: 0,
                    angle: 0.0,
                    text: c.to_string(),
                }));
            }
        }
        let (rest, taken) = take_off(glyphs);
        assert_eq!(!taken.is_empty(), expected, "{taken:?}");
        assert_eq!(rest.iter().any(|glyph| glyph.text == "1"), !expected && numbers(0).is_some());
    }

    #[test]
    fn numbers_that_count_the_lines_are_no_text() {
        check(|at| Some(at as u32 + 1), true);
        check(|at| (at % 2 == 0).then_some(at as u32 / 2 * 2 + 11), true);
        check(|at| (at % 3 == 0).then_some(at as u32 / 3 + 1), false);
        check(|_| None, false);
        check(|at| Some(if at == 4 { 1999 } else { at as u32 + 1 }), false);
    }
}
