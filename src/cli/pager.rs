//! A pager between a long report and a terminal, as git has it.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, StdoutLock, Write};
use std::process::{Child, Command, Stdio};

/// The pager where neither KIDD_PAGER nor PAGER names one.
const USUAL: &str = "less";

/// What `less` is told unless LESS says something: to end where all fits, to let colours through, to leave the text there.
const LESS: &str = "FRX";

/// Standard output, with a pager behind it as soon as more lines come than the terminal shows.
pub(super) struct Paged {
    /// What has come so far and might fit.
    head: Vec<u8>,
    lines: usize,
    /// Lines that fit: one is the prompt's.
    fitting: usize,
    command: OsString,
    to: To,
}

/// Where the text goes.
enum To {
    /// It is held: it may fit.
    Nowhere,
    Terminal(StdoutLock<'static>),
    Pager(Child),
}

impl Paged {
    /// A pager for this terminal; none where output goes elsewhere, or the user wants none.
    pub fn new() -> Option<Self> {
        let command = command(|name| env::var_os(name))?;
        let to_terminal = io::stdout().is_terminal();
        let rows = to_terminal.then(|| terminal_size::terminal_size_of(io::stdout())).flatten()?.1.0;
        let fitting = usize::from(rows).saturating_sub(1);
        Some(Self { head: Vec::new(), lines: 0, fitting, command, to: To::Nowhere })
    }

    /// Shows what is held, and waits until the user has left the pager.
    pub fn finish(mut self) -> io::Result<()> {
        if matches!(self.to, To::Nowhere) {
            self.to = To::Terminal(io::stdout().lock());
            self.release()?;
        }
        match self.to {
            To::Pager(mut pager) => {
                drop(pager.stdin.take());
                pager.wait().map(|_| ())
            }
            To::Terminal(mut terminal) => terminal.flush(),
            To::Nowhere => Ok(()),
        }
    }

    fn start(&mut self) {
        let mut command = shell(&self.command);
        if env::var_os("LESS").is_none() {
            command.env("LESS", LESS);
        }
        self.to = match command.stdin(Stdio::piped()).spawn() {
            Ok(pager) => {
                // An interrupt is the pager's: it ends a search there, and must not end us before it.
                let _ = ctrlc::set_handler(|| ());
                To::Pager(pager)
            }
            // Without a pager the text is shown as it is.
            Err(_) => To::Terminal(io::stdout().lock()),
        };
    }

    fn release(&mut self) -> io::Result<()> {
        let head = std::mem::take(&mut self.head);
        self.pass(&head)
    }

    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.to {
            To::Nowhere => self.head.extend_from_slice(bytes),
            To::Terminal(terminal) => terminal.write_all(bytes)?,
            To::Pager(pager) => match &mut pager.stdin {
                Some(pipe) => pipe.write_all(bytes)?,
                None => return Err(io::ErrorKind::BrokenPipe.into()),
            },
        }
        Ok(())
    }
}

impl Write for Paged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if matches!(self.to, To::Nowhere) {
            self.lines += memchr::memchr_iter(b'\n', bytes).count();
            if self.lines > self.fitting {
                self.start();
                self.release()?;
            }
        }
        self.pass(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Pager(Child { stdin: Some(pipe), .. }) => pipe.flush(),
            To::Terminal(terminal) => terminal.flush(),
            _ => Ok(()),
        }
    }
}

/// The first that is set of KIDD_PAGER and PAGER, else the usual one; an empty one and `cat` mean none.
fn command(variable: impl Fn(&str) -> Option<OsString>) -> Option<OsString> {
    let named = ["KIDD_PAGER", "PAGER"].into_iter().find_map(variable);
    let command = named.unwrap_or_else(|| USUAL.into());
    (!command.is_empty() && command != "cat").then_some(command)
}

/// A pager may have options and more, which a shell reads.
#[cfg(unix)]
fn shell(line: &OsString) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(line);
    command
}

#[cfg(not(unix))]
fn shell(line: &OsString) -> Command {
    let line = line.to_string_lossy();
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(USUAL));
    command.args(words);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(variables: &[(&str, &str)], expected: Option<&str>) {
        let lookup = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        assert_eq!(command(lookup), expected.map(OsString::from), "{variables:?}");
    }

    #[test]
    fn the_own_variable_beats_the_common_one() {
        check(&[], Some("less"));
        check(&[("PAGER", "more -s")], Some("more -s"));
        check(&[("PAGER", "more"), ("KIDD_PAGER", "less -S")], Some("less -S"));
        check(&[("PAGER", "more"), ("KIDD_PAGER", "")], None);
        check(&[("PAGER", "cat")], None);
    }
}
