//! What styles set, as far as it decides whether words are seen, and what their values are made of.

/// The opacity, and the share of a colour that is opaque, below which nothing is seen.
pub(super) const FAINT: f32 = 0.1;

/// The properties that decide whether words are seen, or how they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Display,
    Visibility,
    ContentVisibility,
    Opacity,
    Position,
    Left,
    Top,
    Right,
    Bottom,
    MarginLeft,
    MarginTop,
    TextIndent,
    Contain,
    Clamp,
    Transform,
    Width,
    Height,
    MaxWidth,
    MaxHeight,
    Overflow,
    Clip,
    ClipPath,
    FontSize,
    Color,
    Background,
    TextDecoration,
    Motion,
    WhiteSpace,
    VerticalAlign,
}

/// What is set, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// What makes words disappear: `none`, `hidden`, nothing wide, far away, struck.
    Gone,
    /// Nothing to see in one direction: a box of one pixel.
    Tiny,
    /// Out of the flow, for `position`; a block, for `display`; kept white space; raised.
    Special,
    /// In the line, for `display`; relative to the parent, for `font-size`.
    Inline,
    /// Out of the window, and out of reach where nothing scrolls: 100% to the left, 100vh from below.
    Outside,
    /// A width or height in pixels, or a number of lines.
    Size(f32),
    /// Anything else.
    Plain,
    /// A colour.
    Paint(Paint),
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Paint {
    Solid(u8, u8, u8),
    Clear,
    /// That of the words themselves, for what is behind them.
    OfWords,
    /// A picture, a variable, a gradient: nobody can tell.
    Unknown,
}

/// A part of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ValuePart {
    Word(String),
    /// In pixels.
    Length(f32),
    Percent(f32),
    Number(f32),
    Hash(String),
    /// The name of a function; its arguments follow, and [`ValuePart::End`].
    Function(String),
    End,
    Picture,
    Important,
}
