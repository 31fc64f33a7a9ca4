//! What nobody can tell of the styles of a page without being a browser: rules that hide something, and whose selector,
//! condition or value is not understood. They hide nothing here; whoever reads the text must know of them.

use std::hash::BuildHasher as _;

use cssparser::Parser;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The most doubts of a page that are told; more say no more.
const MOST: usize = 8;

/// The most characters of a rule that are told.
const SHOWN: usize = 60;

/// The most variables of a page, and values of one variable, that are kept; more are a doubt.
const MOST_NAMES: usize = 20_000;
const MOST_VALUES: usize = 8;

/// The longest value of a variable, in bytes: longer ones are pictures.
const MAX_VALUE: usize = 256;

/// The most values that one declaration may have by way of variables, and how deep these may stand in each other.
const MOST_MEANINGS: usize = 16;
const MOST_STEPS: usize = 64;

/// States that come and go with what a reader does, and what is no element: a rule for them hides no words for good.
const MOMENTS: &[&str] = &[
    ":active",
    ":after",
    ":autofill",
    ":backdrop",
    ":before",
    ":focus",
    ":fullscreen",
    ":hover",
    ":indeterminate",
    ":out-of-range",
    ":popover-open",
    ":target",
    ":user-",
    ":visited",
    "::-",
    "::cue",
    "::file-selector-button",
    "::grammar-error",
    "::highlight",
    "::marker",
    "::placeholder",
    "::selection",
    "::spelling-error",
    "::target-text",
    "::view-transition",
];

/// What is not known of the styles of a page, each once and in order; of those that are too many a hash, so that none hides
/// behind others that are known already.
#[derive(Debug, Clone, Default)]
pub(super) struct Doubts {
    told: Vec<String>,
    more: u64,
}

impl Doubts {
    /// Takes in the text of a rule or a declaration.
    pub fn add(&mut self, text: &str) {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = match flat.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &flat[..end]),
            None => flat,
        };
        if self.told.contains(&shown) {
            return;
        }
        if self.told.len() < MOST {
            self.told.push(shown);
        } else {
            self.more = FxBuildHasher.hash_one((self.more, text));
        }
    }

    /// Those of a page inside of this one, too.
    pub fn extend(&mut self, others: Self) {
        others.into_texts().iter().for_each(|other| self.add(other));
    }

    pub fn into_texts(self) -> Vec<String> {
        let more = (self.more != 0).then(|| format!("others, {:08x}", self.more >> 32));
        self.told.into_iter().chain(more).collect()
    }
}

/// Whether a selector is for a moment or for no element. A rule for what is *not* in a state holds for good.
pub(super) fn is_of_a_moment(selector: &str) -> bool {
    let selector = selector.to_ascii_lowercase();
    !selector.contains(":not(")
        && !selector.contains(":has(")
        && MOMENTS.iter().any(|moment| selector.contains(moment))
}

/// The variables of a page's styles, wherever they are set: which of several holds for an element is not looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables(FxHashMap<String, Vec<String>>);

impl Variables {
    /// Takes in those that a sheet or a `style` sets.
    pub fn scan(&mut self, css: &str) {
        const INITIAL: &[u8] = b"initial-value";
        let bytes = css.as_bytes();
        let mut starts: Vec<usize> = memchr::memmem::find_iter(bytes, b"--").collect();
        // The first value of a registered variable (`@property`) stands behind its name.
        starts.extend(memchr::memmem::find_iter(bytes, INITIAL));
        starts.sort_unstable();
        let (mut registered, mut done) = (None, 0);
        for start in starts {
            if start < done {
                continue;
            }
            let rest = &css[start..];
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
            let behind = &rest[name.len()..];
            done = start + name.len();
            let Some(value) = behind.trim_start().strip_prefix(':') else {
                registered = Some(name);
                continue;
            };
            let end = value.bytes().take(MAX_VALUE).position(|byte| matches!(byte, b';' | b'}'));
            let end = end.or((value.len() < MAX_VALUE).then_some(value.len()));
            let name = if name.starts_with("--") { Some(name) } else { registered.take() };
            if let Some(name) = name {
                self.set(name, end.map(|end| value[..end].trim()));
            }
        }
    }

    /// Sets a variable, to a value that is not kept where it is too long.
    fn set(&mut self, name: &str, value: Option<&str>) {
        if self.0.len() >= MOST_NAMES && !self.0.contains_key(name) {
            return;
        }
        let values = self.0.entry(name.to_owned()).or_default();
        match value {
            Some(value) if values.len() > MOST_VALUES || values.iter().any(|known| known == value) => {}
            Some(value) => values.push(value.to_owned()),
            None => values.resize(MOST_VALUES + 1, String::new()),
        }
    }

    /// What a value with variables in it may mean: each way to put their values in. `None` where there are too many.
    pub fn meanings(&self, value: &str) -> Option<Vec<String>> {
        let (mut open, mut meanings) = (vec![value.to_owned()], Vec::new());
        let mut steps = 0;
        while let Some(text) = open.pop() {
            steps += 1;
            if steps > MOST_STEPS || meanings.len() > MOST_MEANINGS || text.len() > 4 * SHOWN * MOST_VALUES {
                return None;
            }
            let Some((before, inside, after)) = variable(&text) else {
                meanings.push(text);
                continue;
            };
            let (name, otherwise) =
                inside.split_once(',').map_or((inside, None), |(name, rest)| (name, Some(rest)));
            let values = self.0.get(name.trim()).map(Vec::as_slice).unwrap_or_default();
            if values.len() > MOST_VALUES {
                return None;
            }
            let values = values.iter().map(String::as_str).chain(otherwise.map(str::trim));
            open.extend(values.map(|value| format!("{before}{value}{after}")));
        }
        Some(meanings)
    }
}

/// The first variable of a value: what stands before it, in its brackets, and behind it.
fn variable(value: &str) -> Option<(&str, &str, &str)> {
    let at = value.to_ascii_lowercase().find("var(")?;
    let inside = &value[at + 4..];
    let mut depth = 1;
    let end = inside.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let end = end.unwrap_or(inside.len());
    Some((&value[..at], &inside[..end], inside.get(end + 1..).unwrap_or_default()))
}

/// The pieces of a list between commas that stand in no brackets.
pub(super) fn pieces(list: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, byte) in list.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                pieces.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(list[start..].trim());
    pieces
}

/// All that is left of an input, as text.
pub(super) fn rest<'i>(input: &mut Parser<'i>) -> &'i str {
    let start = input.position();
    while input.next().is_ok() {}
    input.slice_from(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_means_what_it_is_set_to_anywhere() {
        let mut variables = Variables::default();
        variables.scan(
            ":root{--a:none;--b : var(--a)} .x{--a:block} @property --c{syntax:'*';initial-value:hidden}",
        );
        let check = |value: &str, expected: &[&str]| {
            let mut meanings = variables.meanings(value).unwrap();
            meanings.sort();
            assert_eq!(meanings, expected, "{value}");
        };
        check("none", &["none"]);
        check("var(--a)", &["block", "none"]);
        check("var(--b)", &["block", "none"]);
        check("var(--c)", &["hidden"]);
        check("var(--unknown)", &[]);
        check("1px var(--unknown, var(--a, 2px)) 3px", &["1px 2px 3px", "1px block 3px", "1px none 3px"]);
        check("var(--unknown", &[]);
        let mut endless = Variables::default();
        endless.scan("a{--a:var(--a) var(--a)}");
        assert_eq!(endless.meanings("var(--a)"), None);
    }

    #[test]
    fn a_state_that_comes_and_goes_is_a_moment_and_what_is_not_in_it_is_none() {
        let check =
            |selector: &str, expected: bool| assert_eq!(is_of_a_moment(selector), expected, "{selector}");
        check("a:hover b", true);
        check("p::before", true);
        check("p:not(:hover)", false);
        check("p:has(b)", false);
        check("p:has(b:hover)", false);
        check("p", false);
        assert_eq!(pieces("a:is(b, c), d[e=',']"), ["a:is(b, c)", "d[e=',']"]);
    }
}
