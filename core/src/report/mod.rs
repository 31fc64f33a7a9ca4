//! Comparison or statement → what a person or a program reads.
//!
//! Each format is a file and a view of the same struct: it decides how things look, never what they are. Text of a
//! statement reaches an output through [`escape`] only.

pub(crate) mod account;
mod brief;
pub mod csv;
pub mod escape;
mod excerpt;
mod flowing;
mod gate;
mod github;
pub mod html;
pub mod json;
mod junit;
mod layout;
pub(crate) mod lifelines;
mod markdown;
pub(crate) mod opening;
mod pieces;
pub(crate) mod prose;
mod quote;
mod redline;
mod rich;
mod sarif;
mod spans;
pub mod terminal;
mod text;
mod words;

pub use brief::{brief, untold_line};
pub use github::github;
pub use junit::junit;
pub use layout::Layout;
pub use markdown::{Limit, drift as drift_markdown, gate_summary, markdown};
pub use sarif::sarif;
pub use text::text;
