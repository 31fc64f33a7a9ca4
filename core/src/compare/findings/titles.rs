//! What a finding is called: a sentence that a person would say, of the message of its rule.

use super::cover::figures::figures;
use super::naming::stripped;
use super::rule::{Family, Fate, Rule};
use super::stances::Stances;
use crate::Sides;
use crate::compare::Quote;
use crate::series::Rules;

/// Figures that are named on either side: more are a table, and quoted.
const FIGURES: usize = 2;

/// Names a finding: `{subject}` is what it is about, `{change}` what became of what.
pub(super) fn title(
    rules: &Rules,
    (rule, message): (Rule, &str),
    subject: &str,
    quote: &Sides<Option<Quote>>,
    why: &[String],
) -> String {
    if !message.contains("{change}") {
        return message.replace("{subject}", subject);
    }
    let text = |quote: &Option<Quote>| quote.as_ref().map_or(String::new(), |quote| quote.text.clone());
    let texts = quote.as_ref().map(text);
    if rule == Rule::new(Family::Number, Fate::Changed) {
        let ranges = texts.as_ref().map(|text| ranges(rules, text));
        if let ([was], [now]) = (&ranges.before[..], &ranges.after[..])
            && was != now
        {
            let change = format!("{was} → {now}");
            return message
                .replace("{subject}", &counted(rules, subject, std::slice::from_ref(now)))
                .replace("{change}", &change);
        }
        let told = texts.as_ref().map(|text| measures(rules, text));
        let only = |own: &[Measure<'_>], other: &[Measure<'_>]| -> Vec<String> {
            let stays = |measure: &Measure<'_>| other.iter().any(|known| known.figure == measure.figure);
            let left: Vec<&Measure<'_>> = own.iter().filter(|measure| !stays(measure)).collect();
            // `by 0.25 percentage points to 3.50 percent`: the step and where it leads; a level is set against a level.
            let leads = left.iter().any(|measure| measure.is_level);
            left.iter()
                .filter(|measure| !(leads && measure.is_step))
                .map(|measure| measure.text.clone())
                .collect()
        };
        let (was, now) = (only(&told.before, &told.after), only(&told.after, &told.before));
        let few = |figures: &[String]| (1..=FIGURES).contains(&figures.len());
        if few(&was) && few(&now) {
            let change = format!("{} → {}", was.join(" and "), now.join(" and "));
            let figures: Vec<String> = told.after.iter().map(|measure| measure.text.clone()).collect();
            return message
                .replace("{subject}", &counted(rules, subject, &figures))
                .replace("{change}", &change);
        }
        return message.replace("{subject}", subject).replace("{change}", "another figure");
    }
    let dated = why.iter().find_map(|why| why.strip_prefix("resolved to dates: ")).map(str::to_owned);
    let shift = || {
        let shift = rules.compiled(Stances::new).shift(&texts.before, &texts.after)?;
        let (was, now) = shift
            .why
            .strip_prefix("stance: ")?
            .split_once(" → ")
            .map(|(was, now)| (was.to_owned(), now.to_owned()))?;
        Some(format!("now “{now}”, before “{was}”"))
    };
    let named = message.replace("{subject}", subject);
    match dated.or_else(shift) {
        Some(change) if !subject.contains(&change) => named.replace("{change}", &change),
        _ => named.replace(" ({change})", ""),
    }
}

/// The ranges of a text with their unit: `5-1/4 to 5-1/2 percent`.
fn ranges(rules: &Rules, text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_end_matches([',', '.', ';']).to_owned();
    let is_figure = |word: &str| !figures(rules, word).is_empty();
    let joins = |word: &str| rules.quantity.between.iter().any(|between| between == word);
    let is_unit = |word: &str| rules.quantity.units.iter().flatten().any(|unit| *unit == bare(word));
    let at = (0..words.len().saturating_sub(2))
        .filter(|&at| is_figure(words[at]) && joins(words[at + 1]) && is_figure(words[at + 2]));
    at.map(|at| {
        let unit = words.get(at + 3).filter(|word| is_unit(word));
        let range = format!("{} {} {}", words[at], words[at + 1], bare(words[at + 2]));
        unit.map_or(range.clone(), |unit| format!("{range} {}", bare(unit)))
    })
    .collect()
}

/// A figure as it is told: with its sign and its unit.
struct Measure<'t> {
    figure: &'t str,
    text: String,
    /// `by 0.25 percentage points`
    is_step: bool,
    /// `to 3.50 percent`
    is_level: bool,
}

/// Words behind a figure that may be its scale, its currency and its unit.
const UNIT: usize = 4;

/// The figures of a text with their units, in order.
fn measures<'t>(rules: &Rules, text: &'t str) -> Vec<Measure<'t>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut left = figures(rules, text).into_iter().peekable();
    let mut measures = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(figure) = left.next_if(|figure| stripped(word) == *figure) else { continue };
        let rest = &words[at + 1..];
        let count = (1..=UNIT.min(rest.len())).rev().find(|&count| is_unit(rules, &rest[..count]));
        let mut told = vec![word.trim_start_matches('(')];
        told.extend(&rest[..count.unwrap_or(0)]);
        let before = at.checked_sub(1).map_or("", |before| words[before]);
        measures.push(Measure {
            figure,
            text: told.join(" ").trim_end_matches([',', '.', ';', ':', ')']).to_owned(),
            is_step: before == "by",
            is_level: before == "to",
        });
    }
    measures
}

/// Whether words behind a figure are units alone: `billion crowns`, `percentage points`. What a scale is of (`billion crowns`)
/// is a unit, whatever its name.
fn is_unit(rules: &Rules, words: &[&str]) -> bool {
    let units = || rules.quantity.units.iter().flatten();
    let joined = words.join(" ");
    let joined = joined.trim_end_matches([',', '.', ';', ':', ')']);
    if units().any(|unit| unit == joined) {
        return true;
    }
    words.split_first().is_some_and(|(first, rest)| {
        let is_scale = rules.quantity.scales.iter().any(|scale| scale.name == *first);
        is_scale && (is_unit(rules, rest) || matches!(rest, [one] if is_currency(one)))
    })
}

/// `crowns`: a plural in small letters.
fn is_currency(word: &str) -> bool {
    let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
    bare.len() > PLURAL && bare.ends_with('s') && bare.chars().all(|c| c.is_ascii_lowercase())
}

/// Letters of a plural at least: `as` and `this` are none.
const PLURAL: usize = 4;

/// What is counted, without its figure: of `current force level of 24,000 personnel` the `current force level`, of `25 billion
/// euros in military assistance` the `military assistance`.
fn counted(rules: &Rules, subject: &str, figures: &[String]) -> String {
    let bare = |figure: &String| figure.split(' ').next().unwrap_or_default().to_owned();
    let found = figures.iter().filter_map(|figure| {
        let whole = subject.find(figure.as_str()).map(|at| at..at + figure.len());
        whole.or_else(|| subject.find(&bare(figure)).map(|at| at..at + bare(figure).len()))
    });
    let Some(range) = found.min_by_key(|range| range.start) else { return subject.to_owned() };
    let words: Vec<&str> = subject[..range.start].split_whitespace().collect();
    let hangs = |word: &&str| {
        let small = word.to_lowercase();
        word.len() <= 3
            || BOUNDS.contains(&small.as_str())
            || rules.grammar.prepositions.contains(&small)
            || !word.chars().any(char::is_alphanumeric)
    };
    if let Some(last) = words.iter().rposition(|word| !hangs(word)) {
        return words[..=last].join(" ");
    }
    let behind: Vec<&str> = subject[range.end..].split_whitespace().skip_while(hangs_before(rules)).collect();
    if behind.is_empty() { subject.to_owned() } else { behind.join(" ") }
}

/// What bounds a figure, in front of it: `at least 3.5 percent`.
const BOUNDS: [&str; 6] = ["least", "most", "about", "around", "approximately", "nearly"];

/// Prepositions and articles in front of what is counted.
fn hangs_before(rules: &Rules) -> impl FnMut(&&str) -> bool {
    move |word: &&str| {
        let small = word.to_lowercase();
        let is_unit = rules.quantity.units.iter().flatten().any(|unit| *unit == small);
        is_unit || rules.grammar.prepositions.contains(&small) || rules.grammar.determiners.contains(&small)
    }
}
