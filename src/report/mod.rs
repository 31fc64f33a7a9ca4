//! Comparison or statement → what a person or a program reads.
