//! The `kidd` command.

fn main() {}
