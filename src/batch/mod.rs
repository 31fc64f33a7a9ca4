//! Pairs as lines of JSON in, comparisons as lines of JSON out: in order, in constant memory, one bad pair no end.
//!
//! A thread reads lines ahead, as many as [`WINDOW`] and no more; what is there is worked on by all cores at once and
//! written in the order of the input. So a program that feeds pairs one by one gets each answer before it sends the
//! next pair, and one that feeds millions never fills the memory.

mod answer;
mod lines;

pub use lines::{Answer, Count, Given, Line, MAX_LINE, TextPair, TextSource, WINDOW, run};
