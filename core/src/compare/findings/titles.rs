//! What a finding is called: a sentence that a person would say, of the message of its rule.

use super::cover::figures::figures;
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
                .replace("{subject}", &without_figure(subject, std::slice::from_ref(now)))
                .replace("{change}", &change);
        }
        let told = texts.as_ref().map(|text| figures(rules, text));
        let only = |own: &[&str], other: &[&str]| {
            own.iter()
                .filter(|figure| !other.contains(figure))
                .map(|figure| (*figure).to_owned())
                .collect::<Vec<_>>()
        };
        let (was, now) = (only(&told.before, &told.after), only(&told.after, &told.before));
        let few = |figures: &[String]| (1..=FIGURES).contains(&figures.len());
        if few(&was) && few(&now) {
            let change = format!("{} → {}", was.join(" to "), now.join(" to "));
            return message.replace("{subject}", &without_figure(subject, &now)).replace("{change}", &change);
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

/// A subject in front of its figure: `current force level of 24,000 personnel` is the `current force level`.
fn without_figure(subject: &str, figures: &[String]) -> String {
    let Some(at) = figures.iter().filter_map(|figure| subject.find(figure.as_str())).min() else {
        return subject.to_owned();
    };
    let words: Vec<&str> = subject[..at].split_whitespace().collect();
    let hangs = |word: &&str| word.len() <= 3 || !word.chars().any(char::is_alphanumeric);
    let end = words.iter().rposition(|word| !hangs(word)).map_or(0, |last| last + 1);
    if end == 0 { subject.to_owned() } else { words[..end].join(" ") }
}
