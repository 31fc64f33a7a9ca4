//! The `kidd` command.

use std::process::ExitCode;

/// A comparison makes millions of small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // This thread works too: beside a full pool it would only wait, and each thread has a heap of its own. Where there
    // is no pool to be had, all is done here.
    let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    kidd::cli::run(std::env::args_os()).into()
}
