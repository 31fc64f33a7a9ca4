//! The tables of the words by which dates and terms are told.

use serde::Deserialize;

use super::table::Keyed;

/// Which part of a year, month or other stretch of time is meant; its end is the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The first third (`early`, `beginning of`).
    Early,
    /// The second third (`mid`).
    Middle,
    /// All of it (`late`, `end of`).
    Late,
    /// The first half.
    FirstHalf,
    /// The second half.
    SecondHalf,
    /// Quarters, and so on to the fourth.
    FirstQuarter,
    /// The second quarter.
    SecondQuarter,
    /// The third quarter.
    ThirdQuarter,
    /// The fourth quarter.
    FourthQuarter,
}

/// A stretch of time that can be `this` or `next`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
}

/// Words of dates and terms. Exactly one of the fields besides `id` and `names` is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeRule {
    /// `november`, `next`
    pub id: String,
    /// `November`, `Nov.`
    pub names: Vec<String>,
    /// What opens a term (`by`, `no later than`).
    #[serde(default)]
    pub opens: bool,
    /// It opens a term with an event too (`by the 55th SCM`).
    #[serde(default)]
    pub event: bool,
    /// A month, from 1.
    #[serde(default)]
    pub month: Option<i8>,
    /// A season, by its last month.
    #[serde(default)]
    pub season: Option<i8>,
    /// A part of what follows.
    #[serde(default)]
    pub part: Option<Part>,
    /// How far ahead (`this` 0, `next` 1).
    #[serde(default)]
    pub ahead: Option<i16>,
    /// A unit.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// A number in words.
    #[serde(default)]
    pub number: Option<i16>,
    /// A whole term without a date (`in the near future`).
    #[serde(default)]
    pub vague: bool,
    /// A vague term that forecasts have too: it counts in a promise only.
    #[serde(default)]
    pub horizon: bool,
}

impl Keyed for TimeRule {
    fn id(&self) -> &str {
        &self.id
    }
}
