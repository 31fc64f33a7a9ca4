//! Parses pages and office files on a stack of their own, so that a parser that gives up is an error of the one file.

use std::panic;
use std::thread;

use kidd_core::source::{self, Kind, Page, Parser, Tracked};
use kidd_core::{Error, Result};

/// The stack of the thread that parses, in bytes: 64 MiB, as the program gives its own. Parsers of PDF recurse.
const STACK: usize = 64 << 20;

/// The name of that thread.
const NAME: &str = "kidd parser";

/// A parser in this process, on a thread of its own. The program has a process for it, with limits of memory and time; the
/// wheel has no program to start.
pub(crate) struct OwnStack;

impl Parser for OwnStack {
    fn parse(&self, kind: Kind, bytes: &[u8], tracked: Tracked) -> Result<Page> {
        let failed = |cause: std::io::Error| Error::new(format!("cannot be parsed ({cause})"));
        thread::scope(|scope| {
            let thread = thread::Builder::new().name(NAME.to_owned()).stack_size(STACK);
            let parsed = thread.spawn_scoped(scope, || source::parse(kind, bytes, tracked)).map_err(failed)?;
            parsed.join().unwrap_or_else(|_| {
                let kind = kind.name().to_uppercase();
                Err(Error::new(format!("is damaged: the parser of {kind} files gave up on it"))
                    .help("get it anew, or save the statement as text"))
            })
        })
    }
}

/// What a parser says when it gives up is told as an exception, and nowhere else.
pub(crate) fn keep_quiet() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some(NAME) {
            before(panic);
        }
    }));
}
