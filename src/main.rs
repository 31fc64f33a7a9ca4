//! The `kidd` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    kidd::cli::run(std::env::args_os()).into()
}
