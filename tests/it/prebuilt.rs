//! How the action and the pre-commit hook come by the program: by checksum, and built only where there is none.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of the scripts, with a `curl` that gives a file instead of the net and a `cargo` that only says it was called.
struct Copy {
    folder: tempfile::TempDir,
}

const PROGRAM: &str = "#!/bin/sh\necho \"the released kidd $*\"\n";

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for file in [
            "action/program",
            "action/install.sh",
            "action/hook.sh",
            "packaging/address",
            "packaging/pin",
            "Cargo.toml",
        ] {
            let to = folder.path().join(file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(root.join(file), to).unwrap();
        }
        let copy = Self { folder };
        copy.script("bin/curl", "#!/bin/sh\nfor last; do :; done\necho \"$last\" >>asked\nwhile [ $# -gt 0 ]; do\nif [ \"$1\" = --output ]; then out=$2; fi; shift; done\ncp served \"$out\" 2>/dev/null\n");
        copy.script(
            "bin/cargo",
            "#!/bin/sh\nfor last; do :; done\necho \"$*\" >>built\nmkdir -p \"$last/bin\"\nprintf '#!/bin/sh\\necho the built kidd \"$*\"\\n' >\"$last/bin/kidd\"\nchmod +x \"$last/bin/kidd\"\n",
        );
        copy
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn script(&self, name: &str, text: &str) {
        let place = self.path(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, text).unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Packs a program as a release has it, for this machine, and says its checksum.
    fn release(&self) {
        let target = match (std::env::consts::OS, std::env::consts::ARCH) {
            ("macos", arch) => format!("{arch}-apple-darwin"),
            (_, arch) => format!("{arch}-unknown-linux-musl"),
        };
        let name = format!("kidd-{target}");
        self.script(&format!("{name}/kidd"), PROGRAM);
        let packed = format!("{name}.tar.gz");
        let tar = Command::new("tar").args(["-czf", &packed, &name]).current_dir(self.folder.path()).status();
        assert!(tar.unwrap().success());
        fs::copy(self.path(&packed), self.path("served")).unwrap();
        let sum = kidd::digest::bytes(&fs::read(self.path(&packed)).unwrap());
        fs::write(self.path("SHA256SUMS"), format!("{sum}  {packed}\n{sum}  kidd.html\n")).unwrap();
        let pin = Command::new(self.path("packaging/pin")).arg(self.folder.path()).output().unwrap();
        assert!(pin.status.success(), "{}", String::from_utf8_lossy(&pin.stderr));
        let pinned = fs::read_to_string(self.path("action/release.sha256")).unwrap();
        assert_eq!(pinned, format!("# v{}\n{sum}  {packed}\n", env!("CARGO_PKG_VERSION")));
    }

    fn hook(&self) -> Output {
        let path = format!("{}:/usr/bin:/bin", self.path("bin").display());
        Command::new(self.path("action/hook.sh"))
            .args(["check", "--base", "HEAD"])
            .current_dir(self.folder.path())
            .env("PATH", path)
            .output()
            .unwrap()
    }

    fn check(&self, said: &str, asked: usize, built: usize) {
        let done = self.hook();
        assert_eq!(String::from_utf8_lossy(&done.stdout), said, "{}", String::from_utf8_lossy(&done.stderr));
        let lines = |name| fs::read_to_string(self.path(name)).unwrap_or_default().lines().count();
        assert_eq!((lines("asked"), lines("built")), (asked, built));
    }
}

#[test]
fn a_released_program_is_taken_by_its_checksum_and_kept() {
    let copy = Copy::new();
    copy.release();
    copy.check("the released kidd check --base HEAD\n", 1, 0);
    copy.check("the released kidd check --base HEAD\n", 1, 0);
    let asked = fs::read_to_string(copy.path("asked")).unwrap();
    let address = format!("/kidd/releases/download/v{}/kidd-", env!("CARGO_PKG_VERSION"));
    assert!(asked.starts_with("https://github.com/") && asked.contains(&address), "{asked}");
}

#[test]
fn a_program_with_another_checksum_ends_it() {
    let copy = Copy::new();
    copy.release();
    fs::write(copy.path("served"), "something else").unwrap();
    let done = copy.hook();
    assert!(!done.status.success() && done.stdout.is_empty());
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.contains("it is not what was released"), "{told}");
    assert!(!copy.path("built").exists() && !copy.path("action/kept/bin/kidd").exists());
}

#[test]
fn without_a_release_the_program_is_built() {
    let copy = Copy::new();
    copy.check("the built kidd check --base HEAD\n", 0, 1);
    assert!(fs::read_to_string(copy.path("built")).unwrap().contains("--features pdf"));
    // One that cannot be reached is as good as none.
    let copy = Copy::new();
    copy.release();
    fs::remove_file(copy.path("served")).unwrap();
    copy.check("the built kidd check --base HEAD\n", 1, 1);
    // And so is one for other machines alone.
    let copy = Copy::new();
    fs::write(
        copy.path("action/release.sha256"),
        format!("# v9.9.9\n{}  kidd-riscv.tar.gz\n", "0".repeat(64)),
    )
    .unwrap();
    copy.check("the built kidd check --base HEAD\n", 0, 1);
}

#[test]
fn the_action_puts_the_program_on_the_path() {
    let copy = Copy::new();
    copy.release();
    let done = Command::new(copy.path("action/install.sh"))
        .current_dir(copy.folder.path())
        .env("PATH", format!("{}:/usr/bin:/bin", copy.path("bin").display()))
        .env("GITHUB_ACTION_PATH", copy.folder.path())
        .env("RUNNER_TEMP", copy.path("temp"))
        .env("GITHUB_PATH", copy.path("paths"))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stdout), "the released kidd --version\n");
    let paths = fs::read_to_string(copy.path("paths")).unwrap();
    assert_eq!(paths, format!("{}\n", copy.path("temp/kidd/bin").display()));
}
