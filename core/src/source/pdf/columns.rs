//! Columns: a page whose text stands side by side is read one column after the other.

use super::glyphs::Glyph;

/// Lines that each of two columns has at least: the words of fewer may stand over each other by chance, or in a table.
const MIN_LINES: usize = 4;

/// The narrowest room between two columns, in points. Printers leave 10 to 24; between words stand 3 to 6.
const MIN_GUTTER: usize = 8;

/// From which gap on two pieces of a line stand apart, in heights of the font.
const APART: f64 = 0.75;

/// How much of its column the usual line of a text fills, as a share. The cells of a table fill less.
const MIN_FILLED: f64 = 0.5;

/// The usual line of a text has so many characters at least.
const MIN_LENGTH: usize = 12;

/// Columns in columns: three or four columns are found by halves.
const MAX_DEPTH: usize = 2;

/// Pages with more pieces of lines are not looked at: no printer sets them.
const MAX_PIECES: usize = 4_000;

/// The widest page that is looked at, in points: 70 inches.
const MAX_WIDTH: f64 = 5_000.0;

/// A column is no narrower than this share of the text.
const MIN_SHARE: f64 = 0.15;

/// Characters that are read together, and how their column lies on the page.
pub(super) struct Strip {
    pub glyphs: Vec<Glyph>,
    /// What makes places in the column places on the page: as if it were as wide as the text.
    scale: f64,
    shift: f64,
}

impl Strip {
    pub fn place(&self, x: f64) -> f64 {
        x * self.scale + self.shift
    }
}

/// Characters on one base line.
pub(super) struct Level {
    pub pieces: Vec<Piece>,
}

/// Characters of a line that stand together.
pub(super) struct Piece {
    pub left: f64,
    pub right: f64,
    /// The characters among those of the page.
    pub glyphs: Vec<usize>,
}

/// Cuts a page into what is read together, in the order of reading.
pub(super) fn parts(glyphs: Vec<Glyph>) -> Vec<Strip> {
    cut(glyphs, MAX_DEPTH)
}

fn cut(glyphs: Vec<Glyph>, depth: usize) -> Vec<Strip> {
    let whole = |glyphs| Strip { glyphs, scale: 1.0, shift: 0.0 };
    let levels = levels(&glyphs);
    let (left, right) = extent(&levels);
    let pieces: usize = levels.iter().map(|level| level.pieces.len()).sum();
    let gutter = if depth == 0 || pieces > MAX_PIECES { None } else { gutter(&levels, left, right) };
    let Some(gutter) = gutter else { return vec![whole(glyphs)] };
    // For each character: the band it is of, and whether it stands right of the gutter there.
    let bands = bands(&levels, gutter);
    let mut sides: Vec<(Vec<Glyph>, Vec<Glyph>)> = bands.iter().map(|_| Default::default()).collect();
    let mut band_of = vec![0; glyphs.len()];
    for (at, band) in bands.iter().enumerate() {
        for level in &levels[band.from..band.to] {
            for &glyph in level.pieces.iter().flat_map(|piece| &piece.glyphs) {
                band_of[glyph] = at;
            }
        }
    }
    for (glyph, at) in glyphs.into_iter().zip(band_of) {
        let is_right = bands[at].is_cut && glyph.x + glyph.width / 2.0 > gutter;
        if is_right { sides[at].1.push(glyph) } else { sides[at].0.push(glyph) }
    }
    let mut parts = Vec::new();
    for (band, (one, other)) in bands.iter().zip(sides) {
        if !band.is_cut {
            parts.push(whole(one));
            continue;
        }
        for side in [one, other] {
            let (from, to) = extent(&self::levels(&side));
            let scale = (right - left) / (to - from).max(1.0);
            let placed = cut(side, depth - 1).into_iter().map(|part| Strip {
                scale: part.scale * scale,
                shift: part.shift * scale + left - from * scale,
                glyphs: part.glyphs,
            });
            parts.extend(placed);
        }
    }
    parts
}

/// The lines of a page from top to bottom, each in pieces. White space is of no piece.
pub(super) fn levels(glyphs: &[Glyph]) -> Vec<Level> {
    let mut order: Vec<usize> = (0..glyphs.len()).filter(|&at| !glyphs[at].text.trim().is_empty()).collect();
    order.sort_by(|&one, &other| glyphs[other].y.total_cmp(&glyphs[one].y));
    let mut lines: Vec<(f64, Vec<usize>)> = Vec::new();
    for at in order {
        let glyph = &glyphs[at];
        match lines.last_mut() {
            Some((y, line)) if *y - glyph.y <= glyph.size / 4.0 => line.push(at),
            _ => lines.push((glyph.y, vec![at])),
        }
    }
    let pieces = |(_, mut line): (f64, Vec<usize>)| {
        line.sort_by(|&one, &other| glyphs[one].x.total_cmp(&glyphs[other].x));
        let mut pieces: Vec<Piece> = Vec::new();
        for at in line {
            let glyph = &glyphs[at];
            let right = glyph.x + glyph.width;
            match pieces.last_mut() {
                Some(piece) if glyph.x - piece.right <= APART * glyph.size => {
                    piece.right = piece.right.max(right);
                    piece.glyphs.push(at);
                }
                _ => pieces.push(Piece { left: glyph.x, right, glyphs: vec![at] }),
            }
        }
        Level { pieces }
    };
    lines.into_iter().map(pieces).collect()
}

fn extent(levels: &[Level]) -> (f64, f64) {
    let pieces = || levels.iter().flat_map(|level| &level.pieces);
    let left = pieces().map(|piece| piece.left).fold(f64::INFINITY, f64::min);
    (left, pieces().map(|piece| piece.right).fold(left, f64::max))
}

/// The middle of the room between two columns, if there are some.
fn gutter(levels: &[Level], left: f64, right: f64) -> Option<f64> {
    let width = right - left;
    if !(width > 0.0 && width < MAX_WIDTH) {
        return None;
    }
    let margin = width * MIN_SHARE;
    let mut best: Option<(usize, f64)> = None;
    let mut open: Option<(usize, f64, usize)> = None;
    let mut x = left + margin;
    while x < right - margin {
        let lines: usize = bands(levels, x).iter().filter(|band| band.is_cut).map(|band| band.lines).sum();
        open = match open {
            Some((known, from, steps)) if known == lines => Some((known, from, steps + 1)),
            _ => Some((lines, x, 1)),
        };
        if let Some((lines, from, steps)) = open
            && lines > 0
            && steps >= MIN_GUTTER
            && best.is_none_or(|(most, _)| lines >= most)
        {
            best = Some((lines, (from + x) / 2.0));
        }
        x += 1.0;
    }
    best.map(|(_, x)| x)
}

/// Lines that follow each other, and whether they are cut in two columns.
struct Band {
    from: usize,
    to: usize,
    is_cut: bool,
    /// Lines of the shorter column.
    lines: usize,
}

/// Cuts the lines of a page into those that stand in columns left and right of a place and those that do not.
fn bands(levels: &[Level], gutter: f64) -> Vec<Band> {
    let crosses =
        |level: &Level| level.pieces.iter().any(|piece| piece.left < gutter && piece.right > gutter);
    let mut bands: Vec<Band> = Vec::new();
    let mut at = 0;
    while at < levels.len() {
        let end = levels[at..].iter().position(crosses).map_or(levels.len(), |length| at + length);
        let lines = columns(&levels[at..end], gutter);
        // The line that crosses goes with what is not cut.
        let next = if lines > 0 { end } else { (end + 1).min(levels.len()) };
        match bands.last_mut() {
            Some(last) if lines == 0 && !last.is_cut => last.to = next,
            _ => bands.push(Band { from: at, to: next, is_cut: lines > 0, lines }),
        }
        at = next;
    }
    bands
}

/// How many lines the shorter of two columns has, if these lines stand in columns of text.
fn columns(levels: &[Level], gutter: f64) -> usize {
    let side = |is_right: bool| {
        let of_side = move |piece: &&Piece| (piece.left >= gutter) == is_right;
        // The width of the line, that of its widest piece, and its characters.
        let mut lines: Vec<(f64, f64, usize)> = Vec::new();
        for level in levels {
            let pieces = || level.pieces.iter().filter(of_side);
            let from = pieces().map(|piece| piece.left).fold(f64::INFINITY, f64::min);
            let to = pieces().map(|piece| piece.right).fold(f64::NEG_INFINITY, f64::max);
            let count = pieces().map(|piece| piece.glyphs.len()).sum();
            if count > 0 {
                let widest = pieces().map(|piece| piece.right - piece.left).fold(0.0, f64::max);
                lines.push((to - from, widest, count));
            }
        }
        lines
    };
    let sides = [side(false), side(true)];
    let is_text = |lines: &Vec<(f64, f64, usize)>| {
        if lines.len() < MIN_LINES {
            return false;
        }
        // Of three columns two are on one side, and their lines need not stand at one height.
        let full = lines.iter().map(|line| line.1).fold(0.0, f64::max);
        let mut widths: Vec<f64> = lines.iter().map(|line| line.0).collect();
        widths.sort_by(f64::total_cmp);
        let mut lengths: Vec<usize> = lines.iter().map(|line| line.2).collect();
        lengths.sort_unstable();
        let middle = lines.len() / 2;
        widths[middle] >= MIN_FILLED * full && lengths[middle] >= MIN_LENGTH
    };
    if sides.iter().all(is_text) { sides[0].len().min(sides[1].len()) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let at = |(index, c): (usize, char)| Glyph {
            x: x + index as f64 * 5.0,
            y,
            width: 5.0,
            size: 10.0,
            run: 0,
            drawn: 0,
            angle: 0.0,
            text: c.to_string(),
        };
        text.chars().enumerate().map(at).collect()
    }

    fn texts(lines: &[(&str, f64, f64)]) -> Vec<String> {
        let glyphs = lines.iter().flat_map(|(text, x, y)| line(text, *x, *y)).collect();
        parts(glyphs)
            .iter()
            .map(|part| part.glyphs.iter().map(|glyph| glyph.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other_and_what_stands_over_both_first() {
        let mut page = vec![("A title that stands over both of the columns of it", 50.0, 700.0)];
        for at in 0..6 {
            page.push(("left left left left ", 50.0, 680.0 - 12.0 * f64::from(at)));
            page.push(("right right right ri", 180.0, 676.0 - 12.0 * f64::from(at)));
        }
        let found = texts(&page);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found[0].starts_with("A title") && found[1].starts_with("left") && found[2].starts_with("right")
        );
    }

    #[test]
    fn three_columns_whose_lines_stand_at_heights_of_their_own_are_three() {
        let mut page = Vec::new();
        for at in 0..8 {
            page.push(("left left left left ", 50.0, 680.0 - 12.0 * f64::from(at)));
            page.push(("middle middle middle", 180.0, 676.0 - 12.0 * f64::from(at)));
            page.push(("right right right ri", 310.0, 672.0 - 12.0 * f64::from(at)));
        }
        let found = texts(&page);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().zip(["left", "middle", "right"]).all(|(text, word)| text.starts_with(word)));
    }

    #[test]
    fn a_table_is_read_line_by_line() {
        let mut page = Vec::new();
        for at in 0..6 {
            page.push(("Date", 50.0, 680.0 - 12.0 * f64::from(at)));
            page.push(("14 May 2024, in the city of Seoul", 180.0, 680.0 - 12.0 * f64::from(at)));
        }
        assert_eq!(texts(&page).len(), 1);
    }

    #[test]
    fn one_column_is_one_part() {
        let page: Vec<_> = (0..9)
            .map(|at| ("both sides agreed to hold the next one in Seoul", 50.0, 680.0 - 12.0 * f64::from(at)))
            .collect();
        assert_eq!(texts(&page).len(), 1);
    }
}
