//! A git repository with a small archive in it, for tests of what CI does. Where git is missing they are skipped, and
//! say so.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a program did.
#[derive(Debug, Clone)]
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// What the Action did.
#[derive(Debug, Clone)]
pub struct Played {
    pub code: i32,
    /// The log of the step, standard error behind standard output.
    pub log: String,
    /// The summary of the step.
    pub summary: String,
    pub sarif: String,
    pub output: String,
}

pub struct Repository {
    folder: tempfile::TempDir,
}

/// Whether git can be run; says so where it cannot.
pub fn has_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok_and(|done| done.status.success());
    if !there {
        // Not by a macro: the harness would keep it to itself.
        let _ = writeln!(std::io::stderr(), "SKIPPED: git is missing");
    }
    there
}

fn shipped(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The 23rd statement as it ships.
pub fn the_23rd() -> String {
    fs::read_to_string(shipped("statements/kidd/23.txt")).unwrap()
}

/// A successor made of the 23rd by replacing words.
pub fn successor(replaced: &[(&str, &str)]) -> String {
    let mut text = the_23rd();
    for (old, new) in
        [("23rd", "24th"), ("September 18", "September 24"), ("Sept. 18", "Sept. 24"), ("2023", "2024")]
    {
        text = text.replace(old, new);
    }
    for (old, new) in replaced {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    text
}

impl Repository {
    /// The shipped archive and a policy on the branch `main`, and a branch to work on; `None` where git is missing.
    pub fn new() -> Option<Self> {
        if !has_git() {
            return None;
        }
        let repository = Self { folder: tempfile::tempdir().unwrap() };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        for file in
            ["ledger.jsonl", "kidd/23.txt", "kidd/sample.txt", "kidd/series.toml", "kidd/catalog.toml"]
        {
            let text = fs::read(shipped("statements").join(file)).unwrap();
            repository.write_bytes(&format!("statements/{file}"), &text);
        }
        repository.write(".gitattributes", "statements/** -text\n");
        repository.write("kidd.toml", POLICY);
        repository.commit();
        repository.git(&["checkout", "--quiet", "-b", "branch"]);
        Some(repository)
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn git(&self, arguments: &[&str]) -> Done {
        let done = self.try_git(arguments);
        assert_eq!(done.code, 0, "git {arguments:?}: {}", done.err);
        done
    }

    pub fn try_git(&self, arguments: &[&str]) -> Done {
        self.run(Command::new("git").args(arguments))
    }

    pub fn commit(&self) {
        self.git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "x"]);
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }

    pub fn write(&self, file: &str, text: &str) {
        self.write_bytes(file, text.as_bytes());
    }

    pub fn write_bytes(&self, file: &str, bytes: &[u8]) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // Originals cannot be written to; a hostile branch does it all the same.
        let _ = fs::remove_file(&path);
        fs::write(path, bytes).unwrap();
    }

    pub fn remove(&self, file: &str) {
        fs::remove_file(self.path().join(file)).unwrap();
    }

    pub fn kidd(&self, arguments: &[&str]) -> Done {
        self.run(Command::new(env!("CARGO_BIN_EXE_kidd")).args(arguments))
    }

    /// Takes a made-up 24th edition in.
    pub fn add_24(&self, text: &str) {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        let name = file.path().to_str().unwrap();
        let options = ["--series", "kidd", "--edition", "24", "--illustrative", "--retrieved", "2024-09-25"];
        let done = self.kidd(&[&["add", name][..], &options].concat());
        assert_eq!(done.code, 0, "{}", done.err);
    }

    /// Adds a line to the ledger that is chained to the others, whatever it says.
    pub fn forge(&self, id: &str, revision: u32, file: &str, text: &str) {
        let mut ledger = self.read("statements/ledger.jsonl");
        let last: serde_json::Value = serde_json::from_str(ledger.lines().last().unwrap()).unwrap();
        ledger.push_str(&line(id, revision, file, text, last["hash"].as_str()));
        self.write("statements/ledger.jsonl", &ledger);
    }

    /// The script of the Action, as a pull request runs it.
    pub fn play(&self) -> Played {
        self.commit();
        let aside = tempfile::tempdir().unwrap();
        let file = |name: &str| aside.path().join(name);
        let path = std::env::var("PATH").unwrap_or_default();
        let binaries = Path::new(env!("CARGO_BIN_EXE_kidd")).parent().unwrap();
        let done = self.run(
            Command::new("bash")
                .arg(shipped("action/check.sh"))
                .env("PATH", format!("{}:{path}", binaries.display()))
                .env("GITHUB_STEP_SUMMARY", file("summary"))
                .env("GITHUB_OUTPUT", file("output"))
                .env("KIDD_SARIF", file("sarif"))
                .env("KIDD_BASE", "main"),
        );
        let read = |name: &str| fs::read_to_string(file(name)).unwrap_or_default();
        Played {
            code: done.code,
            log: format!("{}{}", done.out, done.err),
            summary: read("summary"),
            sarif: read("sarif"),
            output: read("output"),
        }
    }

    /// Runs kidd in a folder of the repository.
    pub fn kidd_in(&self, folder: &str, arguments: &[&str]) -> Done {
        self.run_in(folder, Command::new(env!("CARGO_BIN_EXE_kidd")).args(arguments))
    }

    fn run(&self, command: &mut Command) -> Done {
        self.run_in("", command)
    }

    fn run_in(&self, folder: &str, command: &mut Command) -> Done {
        for variable in
            ["KIDD_ARCHIVE", "NO_COLOR", "CLICOLOR_FORCE", "GIT_DIR", "GIT_INDEX_FILE", "GITHUB_BASE_REF"]
        {
            command.env_remove(variable);
        }
        let command = command.env("GITHUB_WORKSPACE", self.path());
        let done = command
            .current_dir(self.path().join(folder))
            .env("COLUMNS", "80")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs([("GIT_AUTHOR_NAME", "Tester"), ("GIT_AUTHOR_EMAIL", "tester@example.org")])
            .envs([("GIT_COMMITTER_NAME", "Tester"), ("GIT_COMMITTER_EMAIL", "tester@example.org")])
            .output()
            .unwrap();
        Done {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&done.stdout).into_owned(),
            err: String::from_utf8_lossy(&done.stderr).into_owned(),
        }
    }
}

/// A line of a ledger with hashes that fit, whatever else it says.
pub fn line(id: &str, revision: u32, file: &str, text: &str, prev: Option<&str>) -> String {
    let prev = prev.map_or("null".to_owned(), |prev| format!("{prev:?}"));
    let sha256 = kidd::digest::bytes(text.as_bytes());
    let sealed = format!(
        "{{\"id\":{},\"revision\":{revision},\"file\":{},\"media_type\":\"text/plain\",\"sha256\":\"{sha256}\",\
         \"text_sha256\":\"{sha256}\",\"canon\":1,\"date\":\"2024-09-24\",\"illustrative\":false,\"prev\":{prev}",
        serde_json::to_string(id).unwrap(),
        serde_json::to_string(file).unwrap(),
    );
    format!("{sealed},\"hash\":\"{}\"}}\n", kidd::digest::bytes(sealed.as_bytes()))
}

/// The policy of the base.
pub const POLICY: &str = "\
policy = 1
fail-on = \"error\"

[levels]
\"pledge/dropped\" = \"error\"

[[phrase]]
phrase = \"ironclad\"
breach = [\"missing\", \"weakened\"]
";
