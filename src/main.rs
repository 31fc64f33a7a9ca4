//! The `kidd` command.

use std::process::ExitCode;

/// A comparison makes millions of small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kidd::cli::run(std::env::args_os()).into()
}
