//! Days in rules and ledgers: `2023-09-18`, and nothing else.

use jiff::civil::Date;
use serde::{Deserialize as _, Deserializer, Serializer, de};

/// Writes the day, or nothing.
#[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
pub(super) fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

/// Reads a day.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| {
        parse(&text).ok_or_else(|| de::Error::custom(format!("{text:?} is not a day, as in 2023-09-18")))
    })
    .transpose()
}

/// A day in exactly this form; the library alone would take times and zones along with it.
pub(super) fn parse(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}
