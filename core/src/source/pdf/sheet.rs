//! One page: what a reader sees of it, each character once, in lines in the order of reading.

use std::collections::HashMap;

use super::glyphs::Glyph;
use super::lines::{self, Row};
use super::paint::{Scene, Seen};
use super::{columns, margin};

/// How far two drawings of one character may be from each other, in heights of the font: a bold face that is made by
/// drawing twice is off by a few hundredths. Two characters side by side are a fifth of a height apart or more.
const TWICE: f64 = 0.1;

/// The same in points, for a small font; never more than [`TWICE_AT_MOST`].
const TWICE_POINTS: f64 = 1.0;
const TWICE_AT_MOST: f64 = 0.18;

/// Characters of one place that are compared: a place of a real page has two or three.
const MAX_AT_A_PLACE: usize = 32;

/// How much larger than the text a watermark is that is drawn across it, in heights of the font.
const MARK: f64 = 2.5;

/// Characters that a watermark has at most.
const MAX_MARK: usize = 200;

/// A page as it is read.
pub(super) struct Sheet {
    pub rows: Vec<Row>,
    /// What is no text of it, with the rule that left it out.
    pub left: Vec<(&'static str, String)>,
    /// The page is a picture, and its text stands behind it.
    pub is_behind: bool,
}

impl Sheet {
    pub fn of(glyphs: Vec<Glyph>, scene: &Scene) -> Self {
        let mut left = Vec::new();
        let (text, is_behind) = visible(glyphs, scene, &mut left);
        let text = upright(text, &mut left);
        let text = unmarked(once(text), &mut left);
        let (text, numbers) = margin::take_off(text);
        tell("pdf/line-number", &numbers, &mut left);
        let mut rows = Vec::new();
        for (at, part) in columns::parts(text).into_iter().enumerate() {
            let place = |x: f64| part.place(x);
            let (from, scale) = (place(0.0), place(1.0) - place(0.0));
            rows.extend(lines::rows(part.glyphs).into_iter().map(|row| Row {
                part: at,
                left: row.left * scale + from,
                right: row.right * scale + from,
                ..row
            }));
        }
        Self { rows, left, is_behind }
    }
}

/// What a reader sees. The text behind a picture of a page is what he sees; elsewhere text that is not painted is none.
fn visible(glyphs: Vec<Glyph>, scene: &Scene, left: &mut Vec<(&'static str, String)>) -> (Vec<Glyph>, bool) {
    let (mut text, mut behind, mut hidden, mut of_page) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for glyph in glyphs {
        match scene.seen(&glyph) {
            Seen::Text => text.push(glyph),
            Seen::Behind => behind.push(glyph),
            Seen::Hidden => hidden.push(glyph),
            Seen::OfPage => of_page.push(glyph),
        }
    }
    let says = |glyphs: &[Glyph]| glyphs.iter().any(|glyph| !glyph.text.trim().is_empty());
    let is_behind = says(&behind) && (scene.is_picture() || !says(&text));
    if is_behind {
        text.extend(behind);
    } else {
        tell("pdf/hidden", &behind, left);
    }
    tell("pdf/hidden", &hidden, left);
    // A file that calls all of a page its furniture calls its text so.
    if says(&text) {
        tell("pdf/running-line", &of_page, left);
    } else {
        text = of_page;
    }
    (text, is_behind)
}

/// Turns the page so that most of it can be read from left to right; what stands across is a stamp or a watermark.
fn upright(glyphs: Vec<Glyph>, left: &mut Vec<(&'static str, String)>) -> Vec<Glyph> {
    let count = |angle: f64| glyphs.iter().filter(|glyph| glyph.is_along(angle)).count();
    let ways = [0.0, 90.0, 180.0, 270.0].map(|angle| (count(angle), angle));
    // Of equals the first, which is the usual one.
    let (_, angle) = ways.into_iter().rev().max_by_key(|(count, _)| *count).unwrap_or((0, 0.0));
    let (text, across): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| glyph.is_along(angle));
    if text.is_empty() {
        return across;
    }
    tell("pdf/rotated", &across, left);
    let turn = |glyph: Glyph| {
        let (x, y) = match angle {
            90.0 => (glyph.y, -glyph.x),
            180.0 => (-glyph.x, -glyph.y),
            270.0 => (-glyph.y, glyph.x),
            _ => (glyph.x, glyph.y),
        };
        Glyph { x, y, ..glyph }
    };
    text.into_iter().map(turn).collect()
}

/// Each character once, however often it was drawn at its place.
fn once(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    const CELL: f64 = 4.0;
    #[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
    let cell = |x: f64, y: f64| ((x / CELL).floor() as i64, (y / CELL).floor() as i64);
    let mut known: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if glyph.text.trim().is_empty() || glyph.width <= 0.0 {
            kept.push(glyph);
            continue;
        }
        let off = (TWICE * glyph.size).max(TWICE_POINTS.min(TWICE_AT_MOST * glyph.size));
        let is_twin = |other: &Glyph| {
            other.run != glyph.run
                && other.text == glyph.text
                && (other.x - glyph.x).abs() <= off
                && (other.y - glyph.y).abs() <= off
                && (other.size - glyph.size).abs() <= TWICE * glyph.size
        };
        let (across, up) = cell(glyph.x, glyph.y);
        // A large font may be off by more than a cell.
        let reach = cell(off, 0.0).0.clamp(0, 8) + 1;
        let places =
            (across - reach..=across + reach).flat_map(|x| (up - reach..=up + reach).map(move |y| (x, y)));
        let is_known = places
            .filter_map(|place| known.get(&place))
            .any(|here| here.iter().rev().take(MAX_AT_A_PLACE).any(|&at| is_twin(&kept[at])));
        if !is_known {
            known.entry((across, up)).or_default().push(kept.len());
            kept.push(glyph);
        }
    }
    kept
}

/// Takes large words off that stand across lines of the text.
fn unmarked(glyphs: Vec<Glyph>, left: &mut Vec<(&'static str, String)>) -> Vec<Glyph> {
    let mut sizes: Vec<f64> =
        glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    let is_large = |glyph: &Glyph| glyph.size > usual * MARK;
    let large: Vec<&Glyph> = glyphs
        .iter()
        .filter(|glyph| is_large(glyph) && !glyph.text.trim().is_empty())
        .take(MAX_MARK + 1)
        .collect();
    if large.is_empty() || large.len() > MAX_MARK {
        return glyphs;
    }
    // A letter of the text in the middle of a large one: nothing that is set stands so.
    let lies_in = |glyph: &Glyph, large: &Glyph| {
        let (x, y) = (glyph.x + glyph.width / 2.0, glyph.y + glyph.size * 0.3);
        (large.x..large.x + large.width).contains(&x) && (large.y..large.y + large.size * 0.7).contains(&y)
    };
    let mut marks: Vec<usize> = large
        .iter()
        .filter(|large| {
            glyphs
                .iter()
                .any(|glyph| !is_large(glyph) && !glyph.text.trim().is_empty() && lies_in(glyph, large))
        })
        .map(|large| large.drawn)
        .collect();
    marks.sort_unstable();
    let (mark, text): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| is_large(glyph) && marks.binary_search(&glyph.drawn).is_ok());
    tell("pdf/watermark", &mark, left);
    text
}

/// Tells what was left out, in the order in which it was drawn.
fn tell(rule: &'static str, glyphs: &[Glyph], left: &mut Vec<(&'static str, String)>) {
    let mut text = String::new();
    for pair in glyphs.iter().zip(std::iter::once(None).chain(glyphs.iter().map(Some))) {
        let (glyph, before) = pair;
        let is_apart = before.is_some_and(|before| {
            (glyph.y - before.y).abs() > glyph.size * 0.6 && before.drawn != glyph.drawn
                || glyph.is_upright() && (glyph.x - before.x - before.width).abs() > glyph.size * 0.25
        });
        if is_apart && !text.ends_with(' ') {
            text.push(' ');
        }
        text.push_str(&glyph.text);
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        left.push((rule, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, x: f64, y: f64, size: f64, run: usize) -> Vec<Glyph> {
        let at = |(index, c): (usize, char)| Glyph {
            x: x + index as f64 * size / 2.0,
            y,
            width: size / 2.0,
            size,
            run,
            drawn: run,
            angle: 0.0,
            text: c.to_string(),
        };
        text.chars().enumerate().map(at).collect()
    }

    fn check(page: Vec<Glyph>, expected: &[&str], told: &[(&str, &str)]) {
        let sheet = Sheet::of(page, &Scene::default());
        assert_eq!(sheet.rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), expected);
        assert_eq!(sheet.left.iter().map(|(rule, text)| (*rule, text.as_str())).collect::<Vec<_>>(), told);
    }

    #[test]
    fn a_bold_face_that_is_drawn_twice_is_read_once() {
        let mut page = glyphs("still bitter", 72.0, 700.0, 11.0, 1);
        page.extend(glyphs("still bitter", 72.4, 700.0, 11.0, 2));
        page.extend(glyphs(" end", 138.0, 700.0, 11.0, 3));
        check(page, &["still bitter end"], &[]);
    }

    #[test]
    fn what_stands_across_the_page_is_no_text() {
        let mut page = glyphs("both sides agreed", 72.0, 700.0, 11.0, 1);
        page.extend(
            glyphs("DRAFT", 100.0, 600.0, 60.0, 2).into_iter().map(|glyph| Glyph { angle: 45.0, ..glyph }),
        );
        check(page, &["both sides agreed"], &[("pdf/rotated", "DRAFT")]);
        let mut page = glyphs("both sides agreed to meet", 72.0, 700.0, 11.0, 1);
        page.extend(glyphs("COPY", 80.0, 690.0, 60.0, 2));
        check(page, &["both sides agreed to meet"], &[("pdf/watermark", "COPY")]);
    }

    #[test]
    fn a_page_that_lies_on_its_side_is_turned() {
        let turned = |glyph: Glyph| Glyph { x: -glyph.y, y: glyph.x, angle: 90.0, ..glyph };
        let mut page = glyphs("both sides", 72.0, 700.0, 11.0, 1);
        page.extend(glyphs("agreed", 72.0, 686.0, 11.0, 2));
        check(page.into_iter().map(turned).collect(), &["both sides", "agreed"], &[]);
    }
}
