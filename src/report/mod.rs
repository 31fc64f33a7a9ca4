//! Comparison or statement → what a person or a program reads.
//!
//! Each format is a file and a view of the same struct: it decides how things look, never what they are. Text of a
//! statement reaches an output through [`escape`] only.

pub mod escape;
mod layout;

pub use layout::Layout;
