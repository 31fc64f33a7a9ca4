//! Bytes → blocks of text with their lines in the original.
