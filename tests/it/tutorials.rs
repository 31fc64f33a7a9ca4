//! The tutorials, followed word by word: every command of a ```console block is run, and its answer is the one that is printed.
//!
//! `$` begins a command and `…` stands for lines left out. The commands of a page run one after the other in one shell, in an
//! empty folder. `KIDD_UPDATE=1 cargo test --test it tutorials` writes the answers anew: as many lines before and after a `…`
//! as there were.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository::has_git;

/// Stands for lines that are left out.
const LEFT_OUT: &str = "…";

/// Stands before the exit code and the end of a command's answer.
const END: char = '\u{1e}';

/// A command of a block and the lines that are printed under it.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    command: String,
    answer: Vec<String>,
}

/// What a page is made of: lines as they stand, and the steps of its blocks.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Line(String),
    Step(Step),
}

fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match (inside, line) {
            (false, "```console") => {
                inside = true;
                parts.push(Part::Line(line.to_owned()));
            }
            (true, "```") => {
                inside = false;
                parts.push(Part::Line(line.to_owned()));
            }
            (true, line) => match (line.strip_prefix("$ "), parts.last_mut()) {
                (Some(command), _) => {
                    parts.push(Part::Step(Step { command: command.to_owned(), answer: Vec::new() }));
                }
                (None, Some(Part::Step(step))) => step.answer.push(line.to_owned()),
                (None, _) => panic!("a block does not begin with a command: {line}"),
            },
            (false, line) => parts.push(Part::Line(line.to_owned())),
        }
    }
    assert!(!inside, "a block does not end");
    parts
}

fn page(parts: &[Part]) -> String {
    let mut page = String::new();
    for part in parts {
        match part {
            Part::Line(line) => writeln!(page, "{line}").unwrap(),
            Part::Step(step) => {
                writeln!(page, "$ {}", step.command).unwrap();
                step.answer.iter().for_each(|line| writeln!(page, "{line}").unwrap());
            }
        }
    }
    page
}

/// The answers of these commands, run one after the other in one shell in `folder`. A command that fails must be followed by
/// one that asks for the exit code.
fn answers(commands: &[&str], folder: &Path) -> Vec<Vec<String>> {
    // What a person's terminal does: the exit code of a command is there for the next one.
    let mut script = String::from("exec 2>&1\n(exit 0)\n");
    for command in commands {
        writeln!(
            script,
            "{command}\nkidd_code=$?; printf '{END}%s\\n' \"$kidd_code\"; (exit \"$kidd_code\")"
        )
        .unwrap();
    }
    let program = Path::new(env!("CARGO_BIN_EXE_kidd")).parent().unwrap();
    let mut path = vec![program.to_path_buf()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let done = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("COLUMNS", "80")
        .env("KIDD_CACHE", "off")
        .env_remove("KIDD_ARCHIVE")
        .env_remove("CLICOLOR_FORCE")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "Jane Doe")))
        .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "jane@example.org")))
        .output()
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    let mut answers = Vec::new();
    let mut rest = text.as_str();
    for (position, command) in commands.iter().enumerate() {
        let (answer, after) =
            rest.split_once(END).unwrap_or_else(|| panic!("{command} ended the shell: {rest}"));
        let (code, after) = after.split_once('\n').unwrap();
        let asked = commands.get(position + 1).is_some_and(|next| *next == "echo $?");
        assert!(code == "0" || asked, "{command} ended with {code}: {answer}");
        answers.push(answer.lines().map(|line| line.trim_end().to_owned()).collect());
        rest = after;
    }
    answers
}

/// The answer as it is printed where these lines were: whole, or with as many lines before and after what is left out.
fn printed(before: &[String], answer: &[String]) -> Vec<String> {
    let Some(cut) = before.iter().position(|line| line == LEFT_OUT) else { return answer.to_vec() };
    let after = before.len() - cut - 1;
    if answer.len() <= cut + after {
        return answer.to_vec();
    }
    let mut printed = answer[..cut].to_vec();
    printed.push(LEFT_OUT.to_owned());
    printed.extend_from_slice(&answer[answer.len() - after..]);
    printed
}

fn follow(name: &str) {
    let place: PathBuf = [env!("CARGO_MANIFEST_DIR"), "docs", name].iter().collect();
    let text = std::fs::read_to_string(&place).unwrap();
    let mut parts = parts(&text);
    assert_eq!(page(&parts), text);
    let folder = tempfile::tempdir().unwrap();
    let steps: Vec<&mut Step> = parts
        .iter_mut()
        .filter_map(|part| match part {
            Part::Step(step) => Some(step),
            Part::Line(_) => None,
        })
        .collect();
    let commands: Vec<&str> = steps.iter().map(|step| step.command.as_str()).collect();
    assert!(commands.len() > 5, "{name} has commands");
    let answers = answers(&commands, folder.path());
    for (step, answer) in steps.into_iter().zip(&answers) {
        step.answer = printed(&step.answer, answer);
    }
    let played = page(&parts);
    if std::env::var_os("KIDD_UPDATE").is_some() {
        std::fs::write(&place, played).unwrap();
    } else {
        assert_eq!(played, text, "{name}: make it anew with KIDD_UPDATE=1 cargo test --test it tutorials");
    }
}

#[test]
fn a_journalist_gets_what_is_printed() {
    follow("tutorial-journalist.md");
}

#[test]
fn the_keeper_of_an_archive_gets_what_is_printed() {
    if has_git() {
        follow("tutorial-archive.md");
    }
}

#[test]
fn what_is_left_out_stays_left_out() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(printed(&lines("old\n…\nend"), &lines("a\nb\nc\nd")), lines("a\n…\nd"));
    assert_eq!(printed(&lines("old\n…\nend"), &lines("a\nb")), lines("a\nb"));
    assert_eq!(printed(&lines("old"), &lines("a\nb")), lines("a\nb"));
    assert_eq!(printed(&[], &[]), [""; 0]);
}

#[test]
fn a_command_that_fails_unseen_is_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(answers(&["false", "echo $?"], folder.path())[1], ["1"]);
    let unseen = std::panic::catch_unwind(|| answers(&["false", "true"], &std::env::temp_dir()));
    assert!(unseen.is_err());
}
