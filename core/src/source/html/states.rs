//! States in selectors: which elements are in them while a page is just read, and what is no element at all.

/// States that an element has by its attributes or its kind, and what asks for the same. The longer of two names that begin
/// alike comes first.
const PLAIN: &[(&str, &str)] = &[
    (":any-link", "[href]"),
    (":checked", "[checked]"),
    (":defined", ""),
    (":disabled", "[disabled]"),
    (":enabled", ":not([disabled])"),
    (":in-range", ":not([required])"),
    (":invalid", "[required]"),
    (":link", "[href]"),
    (":open", "[open]"),
    (":optional", ":not([required])"),
    (":placeholder-shown", "[placeholder]"),
    (":read-only", ":not(input):not(textarea)"),
    (":required", "[required]"),
    (":valid", ":not([required])"),
];

/// What a style puts before or behind the words of an element.
const BESIDE: &[&str] = &["::after", "::before", "::marker", ":after", ":before"];

/// A list of selectors without states that an attribute shows as well.
pub(super) fn plain(selectors: &str) -> std::borrow::Cow<'_, str> {
    if !selectors.contains(':') {
        return selectors.into();
    }
    let mut plain = String::with_capacity(selectors.len());
    let mut rest = selectors;
    while let Some(at) = rest.find(':') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let low = |name: &str| from.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let ends = |name: &str| {
            !from[name.len()..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '('))
        };
        let is_doubled = before.ends_with(':') || from[1..].starts_with(':');
        let state = PLAIN.iter().find(|(name, _)| !is_doubled && low(name) && ends(name));
        match state {
            Some((name, same)) => {
                // A universal selector that stood before it stands alone now.
                let is_alone = !plain
                    .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ']' | ')' | '*'));
                if is_alone && same.is_empty() {
                    plain.push('*');
                }
                plain.push_str(same);
                rest = &from[name.len()..];
            }
            None => {
                let colons = from.bytes().take_while(|&byte| byte == b':').count();
                plain.push_str(&from[..colons]);
                rest = &from[colons..];
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

/// The selector of the elements to which a style adds words: `p` of `p::before`.
pub(super) fn host(selector: &str) -> Option<&str> {
    let end = |name: &&&str| {
        selector
            .len()
            .checked_sub(name.len())
            .and_then(|at| selector.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    let name = BESIDE.iter().find(end)?;
    let host = selector[..selector.len() - name.len()].trim_end_matches(':');
    Some(if host.trim_end().is_empty() || host.ends_with([' ', '>', '+', '~']) { "*" } else { host })
}

/// Whether the marks that a sheet makes of its own have words in them; Roman numbers and single letters are none.
pub(super) fn has_words(marks: &str) -> bool {
    let is_number = |word: &str| word.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    let mut quoted = marks.split(['"', '\'']).skip(1).step_by(2);
    quoted.any(|mark| {
        let mut words = mark.split(|c: char| !c.is_alphabetic());
        words.any(|word| word.chars().nth(1).is_some() && !is_number(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_that_an_attribute_shows_is_asked_for_by_it() {
        let check = |selector: &str, expected: &str| assert_eq!(plain(selector), expected);
        check("a:link", "a[href]");
        check("a:LINK b, p:not(:checked)", "a[href] b, p:not([checked])");
        check("a:hover::before", "a:hover::before");
        check("input:read-only", "input:not(input):not(textarea)");
        check("x-y:defined", "x-y");
        check(":defined", "*");
        check("p::placeholder, p:linked", "p::placeholder, p:linked");
    }

    #[test]
    fn words_are_added_to_what_stands_before_the_last_colons() {
        let check =
            |selector: &str, expected: Option<&str>| assert_eq!(host(selector), expected, "{selector}");
        check("p::before", Some("p"));
        check("p .x:AFTER", Some("p .x"));
        check("p > ::before", Some("*"));
        check("p:hover", None);
        let check = |marks: &str, expected: bool| assert_eq!(has_words(marks), expected, "{marks}");
        check("symbols: 'Not agreed: '", true);
        check("suffix: ' no '", true);
        check("symbols: 'i' 'ii' 'iii' 'xviii'; name: long", false);
        check("symbols: 'a' 'b)' '(c'", false);
    }
}
