//! The child's side: it limits itself, parses, and answers.

use std::io::{Read, Write};

use super::{COMPUTING, MEMORY, MOST_MEMORY, Refusal, Reply, STACK, scaled};
use crate::source::{Kind, MAX_BYTES, Page, Tracked, bounded, parse};
use crate::{Error, Result};

/// Parses what comes from `input` and writes the answer to `output`: what `kidd extract` does.
///
/// The process gets less memory and computing time for good, the less the shorter the file is: nothing else should run
/// in it.
///
/// # Errors
/// The limits cannot be set, or the answer cannot be written. A file that cannot be read is an answer, no error.
pub fn serve(kind: Kind, tracked: Tracked, input: impl Read, mut output: impl Write) -> Result<()> {
    let taken = taken();
    limit(MAX_BYTES as u64, taken)?;
    let bytes = read(input);
    // A file of the usual size gets the less.
    limit(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64), taken)?;
    let answer = match bytes.and_then(|bytes| on_its_own_stack(kind, tracked, bytes)).and_then(bounded) {
        Ok(page) => Reply::Page(page),
        Err(error) => Reply::Error(Refusal {
            message: error.message().to_owned(),
            help: error.advised().map(str::to_owned),
        }),
    };
    let failed = |cause: std::io::Error| Error::new(format!("cannot be written ({cause})")).at("the answer");
    serde_json::to_writer(&mut output, &answer).map_err(|cause| failed(cause.into()))?;
    output.flush().map_err(failed)
}

fn read(input: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|cause| Error::new(format!("cannot be read ({cause})")).because(cause))?;
    if bytes.len() > MAX_BYTES {
        return Err(Error::new("is larger than 64 MiB, the most that one statement may have"));
    }
    Ok(bytes)
}

fn on_its_own_stack(kind: Kind, tracked: Tracked, bytes: Vec<u8>) -> Result<Page> {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || parse(kind, &bytes, tracked));
    let thread = thread.map_err(|cause| Error::new(format!("cannot be parsed ({cause})")).because(cause))?;
    thread.join().unwrap_or_else(|_| {
        Err(Error::new(format!(
            "is damaged: the parser of {} files gave up on it",
            kind.name().to_uppercase()
        ))
        .help("download it again, or save the statement as text"))
    })
}

#[cfg(unix)]
fn limit(bytes: u64, taken: u64) -> Result<()> {
    use rlimit::Resource;

    let memory = scaled(MEMORY, bytes).min(MOST_MEMORY) + STACK as u64 + taken;
    let limits = [
        (Resource::AS, memory),
        (Resource::CPU, scaled(COMPUTING, bytes)),
        (Resource::CORE, 0),
        (Resource::FSIZE, 0),
    ];
    for (resource, most) in limits {
        // A process may lower its limits, and never needs to be asked for more than it has.
        let most = resource.get_hard().map_or(most, |hard| hard.min(most));
        if let Err(cause) = resource.set(most, most) {
            // macOS knows no limit of the address space; the others hold there.
            if cfg!(target_os = "linux") {
                return Err(Error::new(format!("a limit cannot be set ({cause})")).because(cause));
            }
        }
    }
    Ok(())
}

/// The address space that the program has already, in bytes.
fn taken() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB"));
    size.and_then(|size| size.trim().parse::<u64>().ok()).map_or(0, |size| size << 10)
}

#[cfg(not(unix))]
fn limit(_: u64, _: u64) -> Result<()> {
    Ok(())
}
