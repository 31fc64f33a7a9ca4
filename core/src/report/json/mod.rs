//! The JSON that `kidd` writes: a public contract.
//!
//! Each document is one object whose `schema` names its kind and version. The number goes up when a field goes away
//! or changes its meaning; new fields may come at any time, so a reader should skip what it does not know. Fields
//! stand in the order given here, the same input gives the same bytes, and every field is always there: what is not
//! known is `null`. Ids, dates (`2023-09-18`) and the words of the lists below are lower case. Characters that
//! cannot be seen or that turn the direction of text are written as `\uXXXX`.
//!
//! Positions are counted from 0, `start` and `end` are bytes (UTF-8, end excluded).
//!
//! # `kidd show --format json`: `kidd.statement/2`
//!
//! | field | what |
//! |---|---|
//! | `schema` | `"kidd.statement/2"` |
//! | `id` | `kidd-23`; for a file its name |
//! | `series` | whose rules read it, or null |
//! | `ordinal` | 23, or null |
//! | `title` | as published |
//! | `date`, `end_date` | first and last day of the meeting, or null |
//! | `venue` | as written, or null |
//! | `sha256` | of the bytes as published |
//! | `text_sha256` | of the canonical text: equal for two publications that differ in page furniture alone |
//! | `illustrative` | true for a made-up text |
//! | `cautions[]` | what a reader must know of how the file was read, as clauses without their subject |
//! | `sides[]` | for whom the statement speaks: ids of parties, by the series, else by title and opening |
//! | `delegations[]` | `party`, `lead`, `office` (or null), `acting` |
//! | `furniture[]` | what was taken off the page: `text`, `rule`, `line` (from 1) |
//! | `blocks[]` | `index` (paragraph number; null unless body), `role` (title, byline, heading, body, item, signature), `label` (a printed number, or null), `line` (from 1), `text` |
//! | `sections[]` | `id`, `title`, `sentences` (positions) |
//! | `sentences[]` | `index`, `paragraph`, `section`, `session` (or null), `speaker` (joint, leaders, other, unattributed, or the id of a party: `us`, `japan`, `nato`), `deadline` (`text`, `date` or null; or null), `text`, `start`, `end` (in `clean_text`), `line` (from 1), `cues[]` (`section`, `cue`, `weight`: what decided the section) |
//! | `bodies[]` | `name`, `acronym` (or null), `kind`, `established` (true if the text calls it new), `sentences`, `key` (stable across editions) |
//! | `instruments[]` | the same |
//! | `actors[]` | every state, group, organisation and person that is named: `key` (the party's id, or made of the name), `name`, `kind` (state, group, organisation, person), `sentences`, `mentions[]` (`sentence`, `start`, `end` in its text) |
//! | `claims[]` | what each clause says: `sentence`, `kind` (pledge, assurance, warning, schedule, assessment, call, description), `speaker`, `stance` (a rung of the rules), `ladder`, `level`, `negated`, `narrated` (told of an earlier time), `conditional`, `degrees[]`, `object`, `parties[]` (keys of actors), `quantities[]` (`text`, `value`, `upper` or null, `unit`, `bound` or null), `text`, `start`, `end` (in the sentence's text), `deadline`, `rule` |
//! | `votes[]` | `sentence`, `name`, `office` (or null), `vote` (for, against, absent), `preference` (or null), `reason` (or null), `alternate` |
//! | `commitments[]` | the claims of the first four kinds: `sentence`, `kind` (pledge, assurance, warning, schedule), `speaker`, `verb`, `act` (new, expand, continue, reaffirm), `force` (`rung`, `level`, `complement`, `complement_level`, `hedges`), `text`, `start`, `end` (in the sentence's text), `deadline`, `rule` |
//! | `assessments[]` | the same, with `kind` assessment: praise, predictions and assessments, which are no commitments |
//! | `clean_text` | the body without furniture; a paragraph ends in an empty line |
//!
//! # `kidd diff --format json`: `kidd.comparison/2`
//!
//! | field | what |
//! |---|---|
//! | `schema` | `"kidd.comparison/2"` |
//! | `from`, `to` | the older and the newer edition: `id`, `series`, `title`, `date`, `end_date`, `venue`, `sha256`, `text_sha256`, `illustrative` |
//! | `degraded` | true if the texts were too large to compare in full |
//! | `cautions[]` | what to know before trusting the comparison, as sentences |
//! | `summary` | counts of entries in `changes`: `same`, `reworded`, `added`, `removed`, `split`, `merged`, `moved` (counted above too), `noise` (entries with a trivial phrase) |
//! | `header[]` | fields of the header that differ, the title among them: `field`, `from`, `to` (or null) |
//! | `headings[]` | headings that differ: `kind` (renamed, added, removed, moved), `from`, `to` (or null), `from_sentence`, `to_sentence` (the first sentence under it, or null) |
//! | `sections[]` | `id`, `title`, `status` (same, changed, added, removed), `changes` (ids) |
//! | `changes[]` | see below |
//! | `findings[]` | most important first: `rule`, `weight` (key, notable, minor), `subject`, `message`, `change` (id), `from`, `to` (quotes, or null), `from_sentence`, `to_sentence` (positions; null where the words are put together from the header), `section`, `why[]`, `history` (what the earlier editions of the archive know of it, in words: `first time since the 19th`; null where fewer than two earlier ones are at hand, and where they say nothing), `first_seen` (whether what the newer edition says stands in no earlier one; null where `history` is) |
//! | `untold[]` | ids of the changes of which no finding quotes a sentence |
//!
//! Every sentence of both editions stands in exactly one entry of `changes`, so both editions rebuild from it.
//! Entries come in the newer edition's order, removed ones after their predecessor:
//!
//! | field | what |
//! |---|---|
//! | `id` | `c1`, `c2`, … in the order of the list |
//! | `kind` | same, reworded, added, removed, split, merged |
//! | `moved` | whether it left the order of the text |
//! | `move` | `m1`: shared by sentences that moved together; or null |
//! | `section` | the newer side's, else the older side's |
//! | `from[]`, `to[]` | the sentences: `sentence`, `paragraph`, `section`, `text`, `start`, `end` (in the side's clean text) |
//! | `similarity` | share of weighted words in common, 0 to 1 |
//! | `phrases[]` | `kind` (replaced, inserted, deleted), `from`, `to` (null on the side without words), `from_range`, `to_range`, `trivial` (says nothing), `edits[]` (`from_range`, `to_range`: the minimal spans; a lone mark stands with the word it touches) |
//!
//! Ranges are `[start, end]` in the side's sentences joined by one space; `from` and `to` of a phrase quote them.
//!
//! # `kidd align --format json`: `kidd.alignment/1`
//!
//! | field | what |
//! |---|---|
//! | `schema` | `"kidd.alignment/1"` |
//! | `degraded` | true if the texts were too large to link in full |
//! | `links[]` | in the newer text's order: `kind` (same, reworded, split, merged), `moved`, `move`, `from`, `to` (positions of lines, blank ones not counted), `similarity`, `phrases[]` as above |
//! | `removed`, `added` | positions of lines without a link |
//!
//! # `kidd batch`: one document a line
//!
//! `kidd.comparison/2` as above with two more fields: `line` (of the input, from 1) and `pair` (the `id` of the input line,
//! as it was given, or null); or `kidd.error/1`: `schema`, `line`, `pair`, `error` (what is wrong and what to do).
//!
//! # `kidd drift --format json`: `kidd.drift/1`
//!
//! | field | what |
//! |---|---|
//! | `schema` | `"kidd.drift/1"` |
//! | `series`, `title` | `kidd`, and how the series is called |
//! | `cautions[]` | what a reader must know first, as sentences |
//! | `editions[]` | those at hand, the oldest first: `id`, `date` (or null), `ordinal` (or null), `title`, `illustrative`, `sentences` (how many) |
//! | `missing[]` | those known to stand between them and not at hand: `id`, `date`, `ordinal`, `month` (or null), `after` (the edition at hand before it) |
//! | `lifelines[]` | `id`, `subject`, `kind` (phrase, body, instrument, pledge, assurance, warning, schedule, section), `asked` (given on the command line), `first`, `last` (editions), `gone` (newer editions at hand do not have it), `points[]` |
//! | `points[]` | in the order of the editions, one for each wording: `edition`, `wording`, `sentence` (the first one that has it), `text` (that sentence), `status`, `held`, `count` (how often it stands there), `variant` (exact, inflected, equivalent, alternative, wider, near; null unless asked for) |
//! | `status` | first, same, changed, returned (after an edition without it), last (newer editions do not have it), gap (`wording`, `sentence` and `text` are null): with `held` true the edition does not have it and a later one does, with `held` false the edition is missing and nobody knows |
//! | `threads[]` | commitments followed through the editions: `id`, `subject`, `kind`, `steps[]` (`edition`, `step`: made, continued, strengthened, weakened, returned, merged, fulfilled, dropped; `changed` (its words), `sentence` and `text` (null where the edition does not hold it), `thread` (the one it went into, or null), `why[]`) |
//! | `silences[]` | what stood in most of the recent editions and does not in the newest: `lifeline`, `subject`, `kind`, `seen`, `of` (in so many of so many), `last` (edition), `wording`, `text` |
//! | `sections[]` | `id`, `title`, in the order of the rules |
//! | `drift[]` | for each successive pair at hand: `from`, `to`, `kept` (share of the older words that stayed, 0 to 1, weighted: see [`drift`](crate::drift)), `new` (share of the newer words that came), both null where that side has none, and `sections[]` (`id`, `kept`, `new`) |
//!
//! # `kidd list --format json`: `kidd.list/1`
//!
//! | field | what |
//! |---|---|
//! | `schema` | `"kidd.list/1"` |
//! | `archive` | the folder, or null for the archive that is part of the program |
//! | `revisions[]` | by series and date: `id`, `revision`, `series`, `file`, `media_type`, `sha256`, `text_sha256`, `canon`, `source` (or null), `date`, `end_date`, `retrieved` (or null), `illustrative`, `prev` (or null), `hash`, as in the [ledger](crate::ledger) |
//! | `known[]` | editions of the catalogues whose text is not held: `id`, `ordinal`, `date`, `end_date`, `month`, `venue` (or null), `us[]`, `rok[]` (heads of delegation), `published[]`, `reported[]` (addresses), `note` (or null) |
//!
//! # `kidd verify --format json`: `kidd.verification/1`
//!
//! | field | what |
//! |---|---|
//! | `schema` | `"kidd.verification/1"` |
//! | `archive` | the folder, or null for the archive that is part of the program |
//! | `revisions` | how many lines of the ledger could be read |
//! | `head` | the hash of the last of them, or null |
//! | `worst` | damage, recoverable, note; null where there is no problem |
//! | `problems[]` | `severity` (as above), `place` (a file, or a line of the ledger), `message` |
//!
//! # `kidd check --format json`: `kidd.check/1`
//!
//! | field | what |
//! |---|---|
//! | `schema` | `"kidd.check/1"` |
//! | `passed` | whether the gate holds |
//! | `fail_on` | the lowest level that keeps it from holding: note, warning, error |
//! | `policy` | the policy that decided, or null |
//! | `base` | the revision that the branch was held against, or null |
//! | `blocking` | how many findings keep the gate from holding |
//! | `notes[]` | what a reader must know, as sentences |
//! | `archive[]` | findings about the archive, the policy and what was accepted, as in `comparisons[].findings[]` |
//! | `comparisons[]` | `from`, `to` (editions or files), `cautions[]`, `findings[]` |
//! | `findings[]` | `id` (for `kidd accept`), `fingerprint` (sha256; the id is its start), `rule`, `level`, `blocks`, `status` (open, accepted, off), `subject`, `message`, `section` (or null), `from`, `to` (quotes, or null), `history` (what earlier editions know, in words; or null), `place`, `from_place` (`file`, `line` from 1; or null), `decided_by` (`source`: policy, rules, fixed; `line`, `what`, or null), `accepted` (`by`, `when`, `reason`; or null) |

mod alignment;
mod comparison;
mod drift;
mod format;
mod gate;
mod listing;
mod phrase;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod schema_words;
mod statement;
mod verdict;

use std::io::{self, Write};

use serde::Serialize;

pub use alignment::alignment;
pub use comparison::{batch, batch_error, comparison};
pub use drift::drift;
pub use gate::gate;
pub use listing::listing;
pub use statement::statement;
pub use verdict::verdict;

/// Writes one document on one line, without its end.
fn on_one_line(writer: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *writer, format::Lines::none());
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// Writes one document and a line end.
pub(crate) fn document(writer: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *writer, format::Lines::default());
    value.serialize(&mut serializer)?;
    writer.write_all(b"\n")
}
