//! Whether a reader of the page sees the words of an element, and if not, why.

use scraper::node::Element;

use super::super::paper::are_alike;
use super::colours::of_attribute;
use super::style::{LOW, Styled};
use super::values::{Paint, Property, Value};

/// The rule for what the page does not show.
pub(super) const HIDDEN: &str = "html/hidden";

/// The rule for what is struck out.
pub(super) const STRUCK: &str = "html/struck";

/// The largest box, in pixels each way, that shows no word: an icon's.
const ICON: f32 = 16.0;

/// Classes of words for screen readers only, as common sheets name them.
const FOR_SCREEN_READERS: &[&str] = &[
    "a11y-hidden",
    "assistive-text",
    "at-only",
    "cdk-visually-hidden",
    "element-invisible",
    "for-screen-reader",
    "is-visually-hidden",
    "screen-reader",
    "screen-reader-only",
    "screen-reader-text",
    "screenreader",
    "screenreader-only",
    "screenreader-text",
    "show-for-sr",
    "sr-only",
    "sr-only-focusable",
    "sronly",
    "u-hidden-visually",
    "u-visually-hidden",
    "usa-sr-only",
    "visually-hidden",
    "visuallyhidden",
];

/// Classes that the sheets of common frameworks hide; they say so only where the sheet itself is not at hand.
const HIDDEN_ELSEWHERE: &[&str] = &["d-none", "hidden", "hide", "is-hidden", "u-hidden"];

/// What a class that shows an element again on a wide screen contains: `d-md-block`, `lg:flex`.
const SHOWN_AGAIN: &[&str] = &["block", "flex", "grid", "inline", "table"];

/// Classes of fonts whose letters are pictures: the words in them are names of pictures.
const PICTURE_FONTS: &[&str] = &[
    "fa",
    "fab",
    "far",
    "fas",
    "glyphicon",
    "icon",
    "icons",
    "material-icons",
    "material-icons-outlined",
    "material-symbols-outlined",
    "material-symbols-rounded",
    "mdi",
];

/// What hides words that a script may show once the page has loaded, and what does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Every style is believed.
    All,
    /// No style is believed: the page shows nothing without its scripts.
    None,
}

/// How the words of an element stand before a reader; handed down to the elements inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// Why the element and all that is in it are not seen.
    gone: Option<&'static str>,
    invisible: bool,
    no_size: bool,
    indented: bool,
    color: Paint,
    background: Paint,
    /// Whether white space stands as it is written.
    pub kept_space: bool,
    /// Whether the element is set a little higher.
    pub raised: bool,
}

impl Sight {
    /// At the root. Where sheets are not at hand, nobody knows the colour of the page.
    pub const fn new(has_other_sheets: bool) -> Self {
        Self {
            gone: None,
            invisible: false,
            no_size: false,
            indented: false,
            color: Paint::Solid(0, 0, 0),
            background: if has_other_sheets { Paint::Unknown } else { Paint::Solid(255, 255, 255) },
            kept_space: false,
            raised: false,
        }
    }

    /// Why words here are not seen.
    pub fn unseen(&self) -> Option<&'static str> {
        let hidden = self.invisible || self.no_size || self.indented || self.is_of_the_same_colour();
        self.gone.or(hidden.then_some(HIDDEN))
    }

    /// The same, but for what is inside and may be seen again.
    pub const fn gone(&self) -> Option<&'static str> {
        self.gone
    }

    /// Sets that nothing in here is seen.
    pub fn hide(&mut self, rule: &'static str) {
        self.gone = self.gone.or(Some(rule));
    }

    /// How the words of an element stand inside of this one.
    pub fn inside(mut self, element: &Element, styled: &Styled, trust: Trust) -> Self {
        let name = element.name();
        if matches!(name, "s" | "strike" | "del") || styled.get(Property::TextDecoration) == Some(Value::Gone)
        {
            self.hide(STRUCK);
        }
        if name == "a" || name == "button" {
            // Browsers colour these by themselves.
            self.color = Paint::Unknown;
        }
        if name == "pre" || name == "listing" || name == "xmp" || name == "plaintext" {
            self.kept_space = true;
        }
        match styled.get(Property::WhiteSpace) {
            Some(Value::Special) => self.kept_space = true,
            Some(_) => self.kept_space = false,
            None => {}
        }
        self.raised = matches!(name, "sup") || styled.get(Property::VerticalAlign) == Some(Value::Special);
        // A script takes such a style off again, or else nobody would see the page.
        let is_page = matches!(name, "html" | "body");
        self.paint(styled);
        if trust == Trust::All && !is_page {
            self.vanish(styled);
            if is_for_screen_readers(element) || is_picture_font(element) {
                self.hide(HIDDEN);
            }
        }
        self
    }

    fn paint(&mut self, styled: &Styled) {
        if let Some(Value::Paint(color)) = styled.get(Property::Color) {
            self.color = color;
        }
        match styled.get(Property::Background) {
            Some(Value::Paint(Paint::Clear)) | None => {}
            Some(Value::Paint(Paint::OfWords)) => self.background = self.color,
            Some(Value::Paint(paint)) => self.background = paint,
            Some(_) => {}
        }
    }

    fn vanish(&mut self, styled: &Styled) {
        use Property as P;
        let is = |property: P, value: Value| styled.get(property) == Some(value);
        let gone = |property: P| is(property, Value::Gone);
        let is_fixed = is(P::Position, Value::Outside);
        let is_free = is(P::Position, Value::Special) || is_fixed;
        let is_moved = is_free || is(P::Position, Value::Plain);
        let offsets = [P::Left, P::Top, P::Right, P::Bottom];
        let is_away = is_moved && offsets.into_iter().any(gone)
            || is_fixed && offsets.into_iter().any(|offset| is(offset, Value::Outside))
            || [P::MarginLeft, P::MarginTop, P::Transform].into_iter().any(gone);
        let is_cut = is_cut(styled);
        let is_clipped = gone(P::Clip) && is_free || gone(P::ClipPath);
        // What fades is on its way: a script lets it come once it is scrolled to.
        let is_faint = gone(P::Opacity) && !is(P::Motion, Value::Special);
        if is_faint
            || [P::Display, P::ContentVisibility].into_iter().any(gone)
            || is_away
            || is_cut
            || is_clipped
        {
            self.hide(HIDDEN);
        }
        match styled.get(P::Visibility) {
            Some(Value::Gone) => self.invisible = true,
            Some(_) => self.invisible = false,
            None => {}
        }
        match styled.get(P::FontSize) {
            Some(Value::Gone) => self.no_size = true,
            // A size that is a share of nothing is nothing.
            Some(Value::Inline) | None => {}
            Some(_) => self.no_size = false,
        }
        match styled.get(P::TextIndent) {
            Some(Value::Gone) => self.indented = true,
            Some(_) => self.indented = false,
            None => {}
        }
    }

    fn is_of_the_same_colour(&self) -> bool {
        match (self.color, self.background) {
            (Paint::Clear, Paint::Solid(..)) => true,
            (Paint::Solid(r, g, b), Paint::Solid(red, green, blue)) => {
                are_alike([r, g, b].map(u32::from), [red, green, blue].map(u32::from))
            }
            _ => false,
        }
    }
}

/// Whether a box cuts off all the words that stand in it.
fn is_cut(styled: &Styled) -> bool {
    use Property as P;
    let size = |property: P| match styled.get(property) {
        Some(Value::Size(size)) => Some(size),
        _ => None,
    };
    let least = |one: Option<f32>, other: Option<f32>| match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let contained = styled.get(P::Contain);
    let mut height = least(size(P::Height), size(P::MaxHeight));
    let width = least(size(P::Width), size(P::MaxWidth));
    if matches!(contained, Some(Value::Gone | Value::Tiny)) && styled.get(P::Height).is_none() {
        height = Some(0.0);
    }
    let hides = styled.get(P::Overflow) == Some(Value::Gone)
        || matches!(contained, Some(Value::Gone | Value::Special));
    let scrolls = styled.get(P::Overflow) == Some(Value::Special);
    let within = |size: Option<f32>, most: f32| size.is_some_and(|size| size <= most);
    let is_icon = within(width, ICON) && within(height, ICON);
    let is_pushed = styled.get(P::TextIndent) == Some(Value::Outside);
    hides && (is_icon || is_pushed || within(width, 0.0)) || (hides || scrolls) && within(height, LOW)
}

/// What an element is given before any sheet: by its attributes, and by classes of sheets that are not at hand.
pub(super) fn given(element: &Element, has_other_sheets: bool) -> Styled {
    let mut styled = Styled::default();
    let is_closed =
        element.name() == "dialog" && element.attr("open").is_none() || element.attr("popover").is_some();
    let has_class = |names: &[&str]| element.classes().any(|class| names.binary_search(&class).is_ok());
    let is_hidden_elsewhere = has_other_sheets
        && has_class(HIDDEN_ELSEWHERE)
        && !element.classes().any(|class| {
            class.contains([':', '-']) && SHOWN_AGAIN.iter().any(|shown| class.ends_with(shown))
        });
    if element.attr("hidden").is_some() || is_closed || is_hidden_elsewhere {
        styled.set(Property::Display, Value::Gone);
    }
    let old = [("bgcolor", Property::Background), ("color", Property::Color), ("text", Property::Color)];
    for (attribute, property) in old {
        if let Some(colour) = element.attr(attribute).and_then(of_attribute) {
            styled.set(property, Value::Paint(colour));
        }
    }
    if matches!(element.name(), "iframe" | "marquee") {
        for (attribute, property) in [("width", Property::Width), ("height", Property::Height)] {
            if let Some(size) = element.attr(attribute).and_then(|size| size.trim().parse().ok()) {
                styled.set(property, Value::Size(size));
                styled.set(Property::Overflow, Value::Gone);
            }
        }
    }
    if element.attr("background").is_some() {
        styled.set(Property::Background, Value::Paint(Paint::Unknown));
    }
    styled
}

fn is_for_screen_readers(element: &Element) -> bool {
    element
        .classes()
        .any(|class| FOR_SCREEN_READERS.binary_search(&class.to_ascii_lowercase().as_str()).is_ok())
}

/// Names of pictures in a font that shows them as pictures.
fn is_picture_font(element: &Element) -> bool {
    matches!(element.name(), "i" | "span" | "em")
        && element.attr("aria-hidden") == Some("true")
        && element.classes().any(|class| PICTURE_FONTS.binary_search(&class).is_ok())
        || element.classes().any(|class| class.starts_with("material-symbols") || class == "material-icons")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        for table in [FOR_SCREEN_READERS, HIDDEN_ELSEWHERE, SHOWN_AGAIN, PICTURE_FONTS] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }
}
