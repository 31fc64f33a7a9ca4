//! An archive held against a model of it that a person can read at a glance: random commands, and cuts wherever a run can be
//! cut off. What was kept stays kept, byte for byte; what was cut off is told, and mended or taken back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kidd::archive::{self, Added, Archive, Draft, Severity, ledger};
use kidd::digest;

use crate::mutate::Dice;

/// Archives that are played through, each from a number of its own; KIDD_MODEL_RUNS sets another number.
fn runs() -> u64 {
    std::env::var("KIDD_MODEL_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(12)
}

/// Commands of each.
const COMMANDS: usize = 30;

/// Editions that the commands speak of: few, so that most have revisions.
const EDITIONS: usize = 4;

/// What an archive must hold: the texts of each edition, the oldest revision first.
#[derive(Debug, Clone, Default, PartialEq)]
struct Model(BTreeMap<String, Vec<String>>);

impl Model {
    /// What adding a text makes of it: whether it is a new revision. Any revision may be the one that has it already.
    fn add(&mut self, id: &str, text: &str) -> bool {
        let texts = self.0.entry(id.to_owned()).or_default();
        let is_new = !texts.iter().any(|known| known == text);
        if is_new {
            texts.push(text.to_owned());
        }
        is_new
    }
}

/// All files of an archive with their bytes.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Makes the folder hold these files and no others.
fn put(root: &Path, wanted: &Files) {
    for file in files(root).keys().filter(|file| !wanted.contains_key(*file)) {
        fs::remove_file(root.join(file)).unwrap();
    }
    for (file, bytes) in wanted {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if fs::read(&path).ok().as_ref() != Some(bytes) {
            // Originals cannot be written to.
            let _ = fs::remove_file(&path);
            fs::write(path, bytes).unwrap();
        }
    }
}

fn draft(id: &str, text: &str) -> Draft {
    Draft {
        series: "talks".into(),
        id: id.into(),
        bytes: text.into(),
        media_type: "text/plain".into(),
        text_sha256: digest::canonical(text),
        source: Some(format!("https://example.org/{id}/{}", text.len())),
        date: None,
        end_date: None,
        retrieved: None,
        illustrative: false,
    }
}

/// How far a run came before it was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// The text is not on the disk.
    Lost,
    /// The text is on the disk, with all that is known of it.
    Kept,
    /// The ledger has it already.
    Listed,
}

struct Played {
    folder: tempfile::TempDir,
    model: Model,
    /// What was done so far, for whoever reads a failure.
    story: Vec<String>,
}

impl Played {
    fn root(&self) -> PathBuf {
        self.folder.path().join("statements")
    }

    fn worst(&self) -> Option<Severity> {
        archive::verify(&self.root(), None, None).unwrap().worst()
    }

    /// The archive holds what the model holds, each text byte for byte and with where it is from, and is whole.
    #[track_caller]
    fn agrees(&self) {
        let root = self.root();
        if self.model.0.is_empty() {
            return;
        }
        let archive = Archive::open(&root).unwrap();
        let mut held = Model::default();
        for entry in archive.entries() {
            let text = String::from_utf8(archive.read(entry).unwrap()).unwrap();
            assert_eq!(entry.source, draft(&entry.id, &text).source, "{:#?}", self.story);
            let texts = held.0.entry(entry.id.clone()).or_default();
            texts.push(text);
            assert_eq!(entry.revision as usize, texts.len(), "{:#?}", self.story);
        }
        assert_eq!(held, self.model, "{:#?}", self.story);
    }

    fn add(&mut self, id: &str, text: &str) {
        self.story.push(format!("add {id}: {text}"));
        let before = files(&self.root());
        let added = archive::add(&self.root(), &draft(id, text));
        let added = added.unwrap_or_else(|error| panic!("{error}: {:#?}", self.story));
        let is_new = matches!(added, Added::New(_));
        assert_eq!(is_new, self.model.add(id, text), "{:#?}", self.story);
        if !is_new {
            assert_eq!(files(&self.root()), before, "{:#?}", self.story);
        }
    }

    /// Cuts an `add` off at one of its steps, and says how far it came.
    fn cut(&mut self, id: &str, text: &str, dice: &mut Dice) -> Cut {
        let root = self.root();
        let before = files(&root);
        let Ok(Added::New(entry)) = archive::add(&root, &draft(id, text)) else { return Cut::Listed };
        let after = files(&root);
        let step = dice.below(7);
        self.story.push(format!("cut off in step {step}: add {id}: {text}"));
        let announced = root.join(format!(".kidd-{}.line", &entry.sha256[..12]));
        let announced = announced.strip_prefix(&root).unwrap().to_owned();
        let line = format!("{}\n", entry.line()).into_bytes();
        let part = |bytes: &[u8], dice: &mut Dice| bytes[..dice.below(bytes.len() + 1)].to_vec();
        let original = PathBuf::from(&entry.file);
        let own = PathBuf::from(ledger::FILE);
        let mut state = if step == 6 { after.clone() } else { before };
        match step {
            0 => drop(state.insert(".kidd-a1b2c3.tmp".into(), part(&line, dice))),
            1 => drop(state.insert(announced, line)),
            2 => {
                state.insert(announced, line);
                state.insert("talks/.kidd-a1b2c3.tmp".into(), part(text.as_bytes(), dice));
            }
            3 => {
                state.insert(announced, line);
                state.insert(original.clone(), after[&original].clone());
            }
            4 | 5 => {
                state.insert(announced, line);
                state.insert(original.clone(), after[&original].clone());
                state.insert(".kidd-d4e5f6.tmp".into(), part(&after[&own], dice));
            }
            _ => drop(state.insert(announced, line)),
        }
        // An archive begins with its first line.
        put(&root, &state);
        match step {
            0..3 => Cut::Lost,
            3..6 => Cut::Kept,
            _ => Cut::Listed,
        }
    }

    fn repair(&mut self) {
        self.story.push("repair".to_owned());
        let done = archive::repair(&self.root());
        assert!(done.is_ok(), "{done:?}: {:#?}", self.story);
        assert!(self.worst() < Some(Severity::Recoverable), "{:#?}", self.story);
        assert!(archive::repair(&self.root()).unwrap().is_empty(), "{:#?}", self.story);
    }
}

/// Plays one archive through.
fn play(number: u64) {
    let mut dice = Dice(number);
    let folder = tempfile::tempdir().unwrap();
    let mut played = Played { folder, model: Model::default(), story: vec![format!("run {number}")] };
    played.add("talks-1", "Both sides met.");
    for step in 0..COMMANDS {
        let id = format!("talks-{}", 1 + dice.below(EDITIONS));
        let known = played.model.0.get(&id).cloned().unwrap_or_default();
        let fresh = format!("Both sides met {} times, and {step} left.", dice.below(9));
        match dice.below(8) {
            // A new edition or a revision.
            0..=2 => played.add(&id, &fresh),
            // Again what is there.
            3 if !known.is_empty() => {
                let text = known[dice.below(known.len())].clone();
                played.add(&id, &text);
            }
            // A run is cut off, and others go on before anybody looks.
            4 | 5 => {
                let cut = played.cut(&id, &fresh, &mut dice);
                if cut == Cut::Listed {
                    played.model.add(&id, &fresh);
                }
                let worst = played.worst();
                assert_eq!(worst, Some(Severity::Recoverable), "{:#?}", played.story);
                match dice.below(3) {
                    // The same again takes up what was left.
                    0 => {
                        played.add(&id, &fresh);
                        played.repair();
                    }
                    1 => {
                        let other = format!("talks-{}", EDITIONS + 1);
                        played.add(&other, &format!("Others met, and {step} left."));
                        played.repair();
                        if cut == Cut::Kept {
                            played.model.add(&id, &fresh);
                        }
                    }
                    _ => {
                        played.repair();
                        if cut == Cut::Kept {
                            played.model.add(&id, &fresh);
                        }
                    }
                }
            }
            // Something is damaged, and brought back from a copy.
            6 => damaged(&mut played, &mut dice),
            _ => {
                let whole = archive::verify(&played.root(), None, None).unwrap();
                assert_eq!(whole.worst(), None, "{:?} {:#?}", whole.problems, played.story);
            }
        }
        played.agrees();
    }
}

/// Alters a file, and holds that it is told, that no repair hides it, and that nothing else is touched by one.
fn damaged(played: &mut Played, dice: &mut Dice) {
    let root = played.root();
    let whole = files(&root);
    let listed: Vec<PathBuf> =
        whole.keys().filter(|file| !file.starts_with(".gitattributes")).cloned().collect();
    let file = listed[dice.below(listed.len())].clone();
    let is_ledger = file == Path::new(ledger::FILE);
    let mut state = whole.clone();
    let bytes = state.get_mut(&file).unwrap();
    let what = match dice.below(4) {
        0 => {
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(8);
            "a bit flipped in"
        }
        1 => {
            bytes.truncate(dice.below(bytes.len()));
            "cut off"
        }
        2 => {
            bytes.clear();
            "emptied"
        }
        _ => {
            state.remove(&file);
            "removed"
        }
    };
    played.story.push(format!("{what} {}", file.display()));
    put(&root, &state);
    match archive::verify(&root, None, None) {
        Ok(verdict) => assert!(verdict.worst() >= Some(Severity::Recoverable), "{:#?}", played.story),
        // Without a ledger there is no archive.
        Err(_) => assert!(is_ledger, "{:#?}", played.story),
    }
    let _ = archive::repair(&root);
    let repaired = files(&root);
    for (file, bytes) in state.iter().filter(|(file, _)| *file != Path::new(ledger::FILE)) {
        assert_eq!(repaired.get(file), Some(bytes), "{} {:#?}", file.display(), played.story);
    }
    // A last line whose hash alone was lost is made anew; nothing else can bring back what was altered.
    if let Ok(verdict) = archive::verify(&root, None, None)
        && verdict.worst() < Some(Severity::Recoverable)
    {
        assert_eq!(repaired.get(&file), whole.get(&file), "{:#?}", played.story);
    }
    let _ = fs::remove_file(root.join(&file));
    put(&root, &whole);
}

#[test]
fn an_archive_holds_what_its_model_holds_whatever_is_done_and_wherever_it_is_cut_off() {
    (0..runs()).for_each(play);
}

#[test]
fn the_model_would_notice_a_text_that_is_lost_or_kept_as_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut played = Played { folder, model: Model::default(), story: Vec::new() };
    played.add("talks-1", "Both sides met.");
    played.agrees();
    for wrong in ["Both sides met", "Neither side met."] {
        let mut other =
            Played { folder: tempfile::tempdir().unwrap(), model: Model::default(), story: Vec::new() };
        put(&other.root(), &files(&played.root()));
        other.model.add("talks-1", wrong);
        assert!(std::panic::catch_unwind(|| other.agrees()).is_err());
    }
}
