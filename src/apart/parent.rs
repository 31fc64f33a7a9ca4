//! The parent's side: it starts a child, waits within limits, and reads the answer.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::{ANSWER, COMPUTING, Reply, WAITING, scaled};
use crate::source::{Kind, Page, Tracked};
use crate::{Error, Result};

/// How often the end of a child that has said all is looked for.
const LOOK: Duration = Duration::from_millis(2);

/// Has a file that is no text parsed by a program in a process of its own.
///
/// # Errors
/// What the parser says of the file; that it crashed or ran into a limit; that the program cannot be started.
pub fn parse(program: &Path, kind: Kind, bytes: &[u8], tracked: Tracked) -> Result<Page> {
    parse_within(start(program, kind, tracked)?, kind, bytes, WAITING)
}

fn parse_within(mut child: Child, kind: Kind, bytes: &[u8], waiting: Duration) -> Result<Page> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let until = Instant::now() + waiting;
    // The child may end without having read all, and then nothing is lost by not having written it.
    let answer = thread::scope(|scope| {
        scope.spawn(move || input.map(|input| write(input, bytes)));
        let answer = read_until(output, until);
        let status = end(&mut child, until);
        (answer, status)
    });
    match answer {
        (_, None) => Err(Error::new(format!("could not be parsed within {} seconds", waiting.as_secs()))
            .help("save the statement as text")),
        (Some(answer), Some(status)) if status.success() => understood(&answer, kind),
        (_, Some(status)) => Err(failed(status, kind, scaled(COMPUTING, bytes.len() as u64))),
    }
}

fn start(program: &Path, kind: Kind, tracked: Tracked) -> Result<Child> {
    Command::new(program)
        .args(["extract", "--format", kind.name(), "--tracked", tracked.name()])
        .env_remove("RUST_BACKTRACE")
        // An allocator that reserves a gigabyte in advance would have it free of the limit.
        .env("MIMALLOC_ARENA_RESERVE", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // What a parser that panics says is of no use to the reader of a statement.
        .stderr(Stdio::null())
        .spawn()
        .map_err(|cause| {
            Error::new(format!("cannot be parsed: {} cannot be started ({cause})", program.display()))
                .because(cause)
        })
}

fn write(mut input: ChildStdin, bytes: &[u8]) {
    let _ = input.write_all(bytes);
}

/// All that the child says, if it comes in time and is no more than an answer may be.
fn read_until(output: Option<ChildStdout>, until: Instant) -> Option<Vec<u8>> {
    let output = output?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let done = output.take(ANSWER + 1).read_to_end(&mut answer);
        // Nobody listens any more if it took too long.
        let _ = sender.send(done.is_ok().then_some(answer));
    });
    let answer = receiver.recv_timeout(until.saturating_duration_since(Instant::now())).ok().flatten()?;
    (answer.len() as u64 <= ANSWER).then_some(answer)
}

/// How the child ended; `None` if it did not end by itself.
fn end(child: &mut Child, until: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < until => thread::sleep(LOOK),
            _ => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

fn understood(answer: &[u8], kind: Kind) -> Result<Page> {
    match serde_json::from_slice(answer) {
        Ok(Reply::Page(page)) => Ok(page),
        Ok(Reply::Error(refusal)) => Err(refusal.into_error()),
        Err(cause) => Err(Error::new(format!(
            "cannot be parsed: the extractor of {} files said what is no answer",
            kind.name().to_uppercase()
        ))
        .because(cause)),
    }
}

fn failed(status: ExitStatus, kind: Kind, computing: u64) -> Error {
    let name = kind.name().to_uppercase();
    let problem = if is_out_of_time(status) {
        format!("takes more than {computing} seconds to parse: it is damaged, or made to be slow")
    } else if status.code().is_some() {
        format!("cannot be parsed: the extractor of {name} files ended with {status}")
    } else {
        format!("is damaged: the parser of {name} files crashed on it or ran out of memory")
    };
    Error::new(problem).help("download it again, or save the statement as text")
}

#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;

    // At its soft limit a process gets SIGXCPU, at its hard one SIGKILL; ours are the same.
    const SIGKILL: i32 = 9;
    const SIGXCPU: i32 = 24;
    matches!(status.signal(), Some(SIGKILL | SIGXCPU))
}

#[cfg(not(unix))]
fn is_out_of_time(_: ExitStatus) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// What becomes of a child that does this.
    fn check(script: &str, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("extractor");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let large = vec![b'x'; 1 << 20];
        // A program that was just written may still be open in a child that another test starts.
        let said = (0..50).find_map(|_| {
            let started = start(&program, Kind::Pdf, Tracked::New);
            match started.and_then(|child| parse_within(child, Kind::Pdf, &large, Duration::from_secs(1))) {
                Err(error) if error.to_string().contains("busy") => {
                    thread::sleep(Duration::from_millis(20));
                    None
                }
                said => Some(said),
            }
        });
        let said = said.unwrap().map_or_else(|error| error.to_string(), |page| format!("{page:?}"));
        assert!(said.contains(expected), "{script}: {said}");
    }

    #[test]
    fn whatever_a_child_does_is_a_page_or_one_error() {
        check(
            r#"cat >/dev/null; echo '{"page":{"blocks":[],"outside":[]}}'"#,
            "Page { blocks: [], outside: [], cautions: [] }",
        );
        check(r#"echo '{"error":{"message":"is damaged","help":"get another"}}'"#, "is damaged; get another");
        check("echo nonsense", "said what is no answer");
        check("exit 3", "ended with exit status: 3");
        check("kill -SEGV $$", "crashed on it or ran out of memory");
        check("kill -XCPU $$", &format!("takes more than {COMPUTING} seconds to parse"));
        check("exec sleep 60", "could not be parsed within 1 seconds");
        check("exec >&-; exec sleep 60", "could not be parsed within 1 seconds");
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let error =
            parse(Path::new("no/such/program"), Kind::Pdf, b"x", Tracked::New).unwrap_err().to_string();
        assert!(error.contains("no/such/program cannot be started"), "{error}");
    }
}
