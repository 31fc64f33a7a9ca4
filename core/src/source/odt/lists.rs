//! Lists of an OpenDocument text: the number or bullet that stands before each item.

use super::super::numeral::numeral;
use super::super::xml::{Element, Space};

/// Levels of a list; OpenDocument has ten.
const LEVELS: usize = 10;

/// How the items of a list are labelled, level by level.
#[derive(Debug, Clone, Default)]
pub(super) struct ListStyle([Level; LEVELS]);

/// How the items of one level are labelled.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// `1 a A i I`; `None` for bullets and for items without a label.
    kind: Option<char>,
    bullet: Option<String>,
    prefix: String,
    suffix: String,
    start: i64,
    /// How many levels a number shows ("1.2").
    shown: usize,
}

/// The label of an item.
pub(super) struct Label {
    pub text: String,
    pub is_bullet: bool,
}

impl Level {
    /// The level that an element describes, and its number, counted from 0.
    pub fn of(element: &Element) -> Option<(usize, Self)> {
        if element.space != Space::OdfText {
            return None;
        }
        let number = element.get("level")?.parse::<usize>().ok()?.checked_sub(1)?;
        let text = |name: &str| element.get(name).unwrap_or_default().to_owned();
        let mut level = Self {
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            start: 1,
            shown: 1,
            ..Self::default()
        };
        match element.name.as_str() {
            "list-level-style-bullet" => level.bullet = Some("•".to_owned()),
            "list-level-style-number" => {
                level.kind = element.get("num-format").and_then(|format| format.chars().next());
                level.start = element.get("start-value").and_then(|start| start.parse().ok()).unwrap_or(1);
                level.shown = element.get("display-levels").and_then(|shown| shown.parse().ok()).unwrap_or(1);
            }
            _ => return None,
        }
        Some((number, level))
    }
}

impl ListStyle {
    pub fn set(&mut self, number: usize, level: Level) {
        if let Some(slot) = self.0.get_mut(number) {
            *slot = level;
        }
    }

    /// The number that the first item of a level has.
    pub fn start(&self, level: usize) -> i64 {
        self.0.get(level).map_or(1, |level| level.start)
    }

    /// The label of an item; the numbers are those of its level and of the levels around it.
    pub fn label(&self, numbers: &[i64]) -> Option<Label> {
        let last = numbers.len().checked_sub(1)?;
        let level = self.0.get(last)?;
        if let Some(bullet) = &level.bullet {
            return Some(Label { text: bullet.clone(), is_bullet: true });
        }
        level.kind?;
        let first = (last + 1).saturating_sub(level.shown.max(1));
        let shown = (first..=last).filter_map(|at| Some(numeral(numbers[at], self.0.get(at)?.kind?)));
        let text = format!("{}{}{}", level.prefix, shown.collect::<Vec<_>>().join("."), level.suffix);
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(Label { text, is_bullet: false })
    }
}
