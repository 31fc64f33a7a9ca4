//! Edits of links that no rule explains, told by the clauses in which they stand.

use std::ops::Range;

use super::super::context::Span;
use super::super::naming::{bare, stripped};
use super::super::rule::{Family, Fate, Rule};
use super::super::stances::rule as stance_rule;
use super::clauses::{FORMULA, LIKE, is_promise_in};
use super::figures::{figures, ranges, same_in};
use super::{COVERED, Cover, SAME, Told, both};
use crate::compare::{Change, Phrase};
use crate::{Side, Sides, lookalike};

/// Edits of a clause that tell less say nothing, unless they are figures or shift a stance: articles, `also`, `in addition`.
const LEAST: u32 = 550;

/// Words that tell less only tie together what stays where others went or came in.
const LITTLE: u32 = 250;

/// Why a promise is called kept here.
const BROUGHT: &str = "what was to be brought about is told as done";

/// Letters of words that name nothing: a preposition, an article.
const SCRAP: usize = 4;

/// Sentences with which a statement opens: who met, where, when and why.
const OPENING: usize = 2;

/// Semicolons from which a clause is a list, as of those who voted for something.
const LIST: usize = 3;

/// From this share of what either of two clauses tells, they have nothing in common that matters.
const APART: f64 = 0.65;

/// From this share of what a clause tells, words that came in make a new clause of it, and the same for what went.
const MOSTLY: f64 = 0.6;

/// From this share of what the clauses of both sides tell, words that differ leave only the same matter in other words.
const LOOSE: f64 = 0.4;

impl Cover<'_, '_> {
    /// The edits of a link that nothing explains.
    pub(super) fn edits(&mut self, entry: usize, change: &Change) {
        self.promises_of_link(change);
        let mut groups: Vec<Group> = Vec::new();
        for phrase in change.phrases.iter().filter(|phrase| !phrase.trivial) {
            let words = both(|side| {
                let places = self.context.places(side, entry, phrase.range.of(side).clone());
                let untold = places.iter().flat_map(|place| self.untold(side, place));
                untold.filter(|span| !self.is_formal(side, span)).collect::<Vec<_>>()
            });
            // Words that took the place of others are told where either side's are.
            let replaced = Side::BOTH.iter().all(|&side| !phrase.range.of(side).is_empty());
            let told = both(|side| words.of(side).is_empty());
            // What one side's finding tells as gone leaves the words in its place to be told.
            let by_both = || {
                Side::BOTH.into_iter().any(|side| {
                    *told.of(side) && {
                        let places = self.context.places(side, entry, phrase.range.of(side).clone());
                        places.iter().any(|place| self.is_told_by_both(side, place))
                    }
                })
            };
            if told.before && told.after || replaced && (told.before || told.after) && by_both() {
                continue;
            }
            if self.is_disguise(entry, phrase) {
                continue;
            }
            let clauses = both(|side| self.clauses_at(side, entry, phrase.range.of(side).clone()));
            match groups.last_mut() {
                Some(last) if last.meets(&clauses, &words) => last.join(clauses, words),
                _ => groups.push(Group { clauses, words }),
            }
        }
        for group in groups {
            let group = self.without_whole(group);
            if !group.words.before.is_empty() || !group.words.after.is_empty() {
                self.group(&group);
            }
        }
    }

    /// Whether words only say in which session something was said, or, where a statement opens, promise what is told as a promise.
    fn is_formal(&self, side: Side, span: &Span) -> bool {
        let sessions = &self.context.rules.sessions;
        let text = self.context.text(side, span).trim();
        let opens =
            span.range.start == 0 && sessions.openers.iter().any(|opener| text.starts_with(opener.as_str()));
        let names =
            || text.split_whitespace().any(|word| sessions.nouns.iter().any(|noun| noun == stripped(word)));
        let statement = self.context.statement(side);
        let opening = || {
            let text = &statement.sentences[span.sentence].text;
            let names_heads = statement.delegations.iter().any(|head| text.contains(&head.lead));
            let promised = || self.promise_at(side, span).is_some();
            // `met to renew our commitment to …` says why one met.
            names_heads && (self.context.naming.names_promise(self.context.text(side, span)) || promised())
        };
        opens && names() || span.sentence < OPENING && opening()
    }

    /// Whether a finding with words of both sides tells of a place.
    fn is_told_by_both(&self, side: Side, place: &Span) -> bool {
        self.here(side, place.sentence).into_iter().any(|number| {
            let spans = &self.kept[number].spans;
            !spans.of(side.other()).is_empty() && spans.of(side).iter().any(|span| span.meets(place))
        })
    }

    /// Whether words look the same and one side writes them in letters that only look like those of English: that has
    /// a rule of its own.
    fn is_disguise(&self, entry: usize, phrase: &Phrase) -> bool {
        let words = both(|side| {
            let places = self.context.places(side, entry, phrase.range.of(side).clone());
            places.iter().map(|place| self.context.text(side, place)).collect::<Vec<_>>().join(" ")
        });
        let is_disguised = |words: &String| !lookalike::disguised(words).is_empty();
        (is_disguised(&words.before) || is_disguised(&words.after))
            && lookalike::shape(&words.before) == lookalike::shape(&words.after)
    }

    /// The clauses that a range of an entry's text touches; an empty range touches the one it stands in.
    fn clauses_at(&self, side: Side, entry: usize, range: Range<usize>) -> Vec<usize> {
        let touching = if range.is_empty() { range.start.saturating_sub(1)..range.end + 1 } else { range };
        let mut clauses = Vec::new();
        for place in self.context.places(side, entry, touching) {
            let meets = |&clause: &usize| self.span(side, clause).meets(&place);
            clauses.extend(self.counterparts.of_sentence(side, place.sentence).filter(meets));
        }
        clauses.sort_unstable();
        clauses.dedup();
        clauses
    }

    /// Tells clauses of a group by themselves that came in or went whole, and gives the rest of the group.
    fn without_whole(&mut self, mut group: Group) -> Group {
        for side in Side::BOTH {
            let clauses = group.clauses.of(side).clone();
            if clauses.len() < 2 {
                continue;
            }
            for clause in clauses {
                let span = self.span(side, clause);
                let mut own = Sides::default();
                *own.of_mut(side) =
                    group.words.of(side).iter().filter_map(|word| within(word, &span)).collect();
                let differ = *self.counterparts.differ(&ranges(&own), |word| self.is_expected(word)).of(side);
                let nearest = self.counterparts.nearest(side, clause);
                let is_whole = f64::from(differ) >= MOSTLY * f64::from(self.counterparts.tells(side, clause));
                if differ < LEAST || !is_whole || nearest.alike >= LIKE || nearest.covered >= COVERED {
                    continue;
                }
                self.alone(side, &span, nearest);
                group.clauses.of_mut(side).retain(|&other| other != clause);
                let words = std::mem::take(group.words.of_mut(side));
                group.words.of_mut(side).extend(words.iter().flat_map(|word| without(word, &span)));
            }
        }
        group
    }

    fn group(&mut self, group: &Group) {
        let is_same = same_in(self.context, &group.words);
        let opens = self.is_opening(group);
        let is_expected =
            |word: &str| self.is_expected(word) || is_same(word) || opens && self.is_place(word);
        let words = self.counterparts.differ(&ranges(&group.words), is_expected);
        let differ = words.before + words.after;
        let quoted = both(|side| self.joined(side, group.clauses.of(side)));
        let text = |side: Side| quoted.of(side).as_ref().map_or("", |span| self.context.text(side, span));
        let shift = self.stances.shift(text(Side::Before), text(Side::After));
        let edited = |side: Side| {
            let mut words = group.words.of(side).iter().map(|span| self.context.text(side, span));
            words.any(|words| words.contains(|c: char| c.is_ascii_digit()))
        };
        let rules = self.context.rules;
        let told = both(|side| figures(rules, text(side)));
        let numbers = (edited(Side::Before) || edited(Side::After)) && told.before != told.after;
        let replaced = numbers && !told.before.is_empty() && !told.after.is_empty();
        // What was told as done and is promised again is told as promised.
        let is_promised_again = group.words.after.is_empty()
            && quoted.after.as_ref().is_some_and(|span| {
                let mut here = self.here(Side::After, span.sentence).into_iter();
                here.any(|number| is_promise_in(&self.kept[number], Side::After, span))
            });
        if is_promised_again && self.deeds.is_done(text(Side::Before)) {
            return;
        }
        if !numbers && shift.is_none() && self.is_brought_about(group, &quoted) {
            return;
        }
        let came_true = self.deeds.came_true(text(Side::Before), text(Side::After));
        let waits_again = self.deeds.came_true(text(Side::After), text(Side::Before));
        // A grave matter that came in or went is told, in however few words.
        let grave =
            both(|side| group.words.of(side).iter().map(|span| self.gravity(side, span)).sum::<i32>());
        let is_grave = differ > 0 && grave.before != grave.after;
        if differ < LEAST && shift.is_none() && !numbers && !came_true && !waits_again && !is_grave {
            return;
        }
        let tells = |side: Side| -> u32 {
            group.clauses.of(side).iter().map(|&clause| self.counterparts.tells(side, clause)).sum()
        };
        let only = Side::BOTH.into_iter().find(|&side| {
            group.words.of(side.other()).is_empty() && f64::from(differ) >= MOSTLY * f64::from(tells(side))
        });
        // What came in here may have stood elsewhere before.
        let is_across = |side: Side, &clause: &usize| {
            let nearest = self.counterparts.nearest(side, clause);
            nearest.alike >= SAME || nearest.covered >= COVERED
        };
        if only.is_some_and(|side| group.clauses.of(side).iter().all(|clause| is_across(side, clause))) {
            return;
        }
        // A clause that came in here may stand for one that went elsewhere.
        if let Some(side) = only
            && let [clause] = group.clauses.of(side).as_slice()
            && self.pair_elsewhere(side, *clause)
        {
            return;
        }
        // Of two clauses that have little in common each is told by itself: what holds their sentences together is something else.
        let is_other = |side: Side| f64::from(*words.of(side)) >= APART * f64::from(tells(side));
        if shift.is_none()
            && !came_true
            && !waits_again
            && !replaced
            && is_other(Side::Before)
            && is_other(Side::After)
        {
            for side in Side::BOTH {
                for &clause in group.clauses.of(side) {
                    let nearest = self.counterparts.nearest(side, clause);
                    if nearest.covered < COVERED {
                        let span = self.span(side, clause);
                        self.alone(side, &span, nearest);
                    }
                }
            }
            return;
        }
        let about = shift.as_ref().and_then(|shift| self.judged(text(Side::After), shift));
        let mut why = Vec::new();
        let is_vote = Side::BOTH
            .into_iter()
            .any(|side| quoted.of(side).as_ref().is_some_and(|span| self.is_ballot(side, span.sentence)));
        let rule = match (shift, only) {
            _ if is_vote => Rule::new(Family::Vote, Fate::Changed),
            _ if came_true => Rule::new(Family::Pledge, Fate::Fulfilled),
            _ if waits_again => Rule::new(Family::Pledge, Fate::New),
            (Some(shift), None) => {
                why.push(shift.why);
                stance_rule(shift.family, shift.fate)
            }
            (_, Some(side)) => {
                let fate = Fate::alone(side);
                match self.stances.first(text(side)) {
                    Some((family, _)) => stance_rule(family, fate),
                    None => Rule::alone(Family::Phrase, side),
                }
            }
            _ if replaced => Rule::new(Family::Number, Fate::Changed),
            // Of two that tell little, one may tell nothing at all: a figure gave way to an empty word.
            _ if words.after < LITTLE.min(words.before) => Rule::new(Family::Phrase, Fate::Dropped),
            _ if words.before < LITTLE.min(words.after) => Rule::new(Family::Phrase, Fate::New),
            _ => Rule::new(Family::Phrase, Fate::Changed),
        };
        if only.is_none() && self.is_promise_turned(&quoted) {
            return;
        }
        if self.is_taken_up(&quoted)
            || self.is_kept_promise(&quoted)
            || is_vote && self.names_dissenters(group)
        {
            return;
        }
        why.extend(self.take_reworded(&quoted));
        let is_firmer =
            rule.family == Family::Assurance && matches!(rule.fate, Fate::Weakened | Fate::Strengthened);
        let extra = if is_firmer && self.take_formula(&quoted) { FORMULA } else { 0 };
        let measured = self.measured(rule, text(Side::After));
        let about = about.or_else(|| self.added(rule, group)).or(measured);
        let mut spans = quoted.map(|span| span.into_iter().collect::<Vec<_>>());
        if let Some(side) = only {
            spans.of_mut(side.other()).clear();
        }
        // Who stands in a list of names is worth a note.
        let is_list = Side::BOTH.into_iter().any(|side| {
            spans.of(side).iter().any(|span| self.context.text(side, span).matches("; ").count() >= LIST)
        });
        // Other words for the same, without a name or a figure of their own, are no more: the grave ones are lifted.
        let is_named = |side: Side, &clause: &usize| self.counterparts.nearest(side, clause).names > 0;
        let is_loose = rule == Rule::new(Family::Phrase, Fate::Changed)
            && told.before.is_empty()
            && told.after.is_empty()
            && f64::from(differ) >= LOOSE * f64::from(tells(Side::Before) + tells(Side::After))
            && !Side::BOTH
                .into_iter()
                .any(|side| group.clauses.of(side).iter().any(|clause| is_named(side, clause)));
        self.push(Told { rule, spans, about, why, tells: differ, extra, is_minor: is_list || is_loose });
    }

    /// Tells once of a promise to bring something about that the other of two clauses on the same thing tells as brought about: `will
    /// publish`, `published`. Seen from there the promise is a new one. Whether there is one.
    fn is_brought_about(&mut self, group: &Group, quoted: &Sides<Option<Span>>) -> bool {
        let (Some(before), Some(after)) = (&quoted.before, &quoted.after) else { return false };
        let spans = Sides::new(before.clone(), after.clone());
        for side in Side::BOTH {
            let [clause] = group.clauses.of(side).as_slice() else { continue };
            let nearest = self.counterparts.nearest(side, *clause);
            let is_like = nearest.alike >= LIKE
                && nearest.clause.is_some_and(|near| group.clauses.of(side.other()).contains(&near));
            let own = spans.of(side);
            let promise = self.here(side, own.sentence).into_iter().find(|&number| {
                is_promise_in(&self.kept[number], side, own)
                    && self.kept[number].rule.family == Family::Pledge
            });
            let across = self.context.text(side.other(), spans.of(side.other()));
            let (Some(number), true, None) = (promise, is_like, self.binds(across)) else { continue };
            let brings = self.context.results().brings.is_in(self.context.text(side, own));
            if !brings || !self.deeds.is_brought(across) {
                continue;
            }
            if side == Side::After {
                return true;
            }
            self.gone[number] = true;
            let about = Some(self.kept[number].subject.clone());
            let rule = Rule::new(Family::Pledge, Fate::Fulfilled);
            let spans = spans.map(|span| vec![span]);
            self.push(Told {
                rule,
                spans,
                about,
                why: vec![BROUGHT.to_owned()],
                tells: nearest.unsaid,
                extra: 0,
                is_minor: false,
            });
            return true;
        }
        false
    }

    /// What a figure is of that nobody decides: the subject of its verb (`the unemployment rate | rose to 4.3 percent`).
    fn measured(&self, rule: Rule, text: &str) -> Option<String> {
        let figure = *figures(self.context.rules, text).first()?;
        let is_told = rule == Rule::new(Family::Number, Fate::Changed) && self.binds(text).is_none();
        let front = text.get(..text.find(figure)?).filter(|_| is_told)?;
        let clause = front.rsplit(", ").next().unwrap_or(front);
        let subject = self.context.naming.described(clause)?;
        let is_who =
            self.context.rules.modifiers.subjects.iter().any(|known| subject.eq_ignore_ascii_case(known));
        (!is_who && subject.len() < clause.trim().len()).then_some(subject)
    }

    /// What came in, or went, where nothing took its place: `and overflight` is about `overflight`.
    fn added(&self, rule: Rule, group: &Group) -> Option<String> {
        let side = Side::BOTH.into_iter().find(|&side| rule == Rule::alone(Family::Phrase, side))?;
        let longest = group.words.of(side).iter().max_by_key(|span| span.range.len())?;
        let words = self.context.text(side, longest).trim_matches([',', ' ', '—', '–', ';']);
        // Where most of a clause is new, it is about what the clause is about.
        let clause: usize =
            group.clauses.of(side).iter().map(|&clause| self.span(side, clause).range.len()).sum();
        let naming = &self.context.naming;
        let is_phrase = !words.split_whitespace().any(|word| naming.opens_clause(&bare(word)));
        let first = stripped(words.split_whitespace().next()?);
        if 2 * longest.range.len() > clause || !is_phrase || first.ends_with("ing") || first.ends_with("ed") {
            return None;
        }
        let phrase = naming.noun_phrase(words)?;
        let says = phrase.chars().filter(|c| c.is_alphabetic()).count() > SCRAP;
        says.then_some(phrase)
    }

    /// Whether these clauses open a statement: who met, when and where is told by the header.
    fn is_opening(&self, group: &Group) -> bool {
        Side::BOTH.into_iter().all(|side| {
            let statement = self.context.statement(side);
            let mut sentences = group.clauses.of(side).iter().map(|&clause| self.span(side, clause).sentence);
            sentences.all(|sentence| {
                let text = &statement.sentences[sentence].text;
                sentence == 0 || statement.delegations.iter().any(|head| text.contains(&head.lead))
            })
        })
    }

    /// Takes out what tells that a promise in these clauses is reworded, where other words of them changed too: one finding
    /// tells of both.
    fn take_reworded(&mut self, quoted: &Sides<Option<Span>>) -> Vec<String> {
        let mut why = Vec::new();
        for side in Side::BOTH {
            let Some(own) = quoted.of(side) else { continue };
            for number in self.here(side, own.sentence) {
                let candidate = &self.kept[number];
                if candidate.rule.is_reworded()
                    && !candidate.bearing.is_watched
                    && candidate.spans.of(side).iter().all(|span| own.covers(span))
                {
                    why.push(format!("{}: {}", candidate.rule.id(), candidate.subject));
                    self.gone[number] = true;
                }
            }
        }
        why
    }

    /// Whether a promise in these clauses is told as kept, which quotes both of them.
    fn is_kept_promise(&self, quoted: &Sides<Option<Span>>) -> bool {
        let (Some(before), Some(after)) = (&quoted.before, &quoted.after) else { return false };
        self.here(Side::Before, before.sentence).into_iter().any(|number| {
            let candidate = &self.kept[number];
            let within =
                |own: &Span, spans: &[Span]| !spans.is_empty() && spans.iter().all(|span| own.covers(span));
            matches!(candidate.rule.fate, Fate::Fulfilled | Fate::Weakened | Fate::Strengthened)
                && candidate.rule.is_promise()
                && within(before, &candidate.spans.before)
                && within(after, &candidate.spans.after)
        })
    }

    /// Whether a promise that one side alone makes in these clauses is told with what the other side says of its matter there,
    /// which quotes both of them: what goes on is not gone, and one finding tells of it.
    fn is_promise_turned(&mut self, quoted: &Sides<Option<Span>>) -> bool {
        let (Some(before), Some(after)) = (&quoted.before, &quoted.after) else { return false };
        let spans = Sides::new(before, after);
        for side in Side::BOTH {
            let own = *spans.of(side);
            let across = (*spans.of(side.other())).clone();
            let clauses = self.counterparts.of_sentence(side, own.sentence);
            let goes_on = clauses.filter(|&clause| self.span(side, clause).meets(own)).all(|clause| {
                let spoken = self.spoken_in(side, clause, self.counterparts.nearest(side, clause));
                spoken.is_some_and(|clause| self.span(side.other(), clause).meets(&across))
            });
            let promise = self.here(side, own.sentence).into_iter().find(|&number| {
                let candidate = &self.kept[number];
                is_promise_in(candidate, side, own)
                    && candidate.spans.of(side).iter().all(|span| own.covers(span))
            });
            let Some(number) = promise.filter(|_| goes_on) else { continue };
            let rule = self.turned(side, self.kept[number].rule, own, &across);
            let quotes = both(|side| self.context.quote(side, spans.of(side)));
            let candidate = &mut self.kept[number];
            candidate.rule = rule;
            candidate.quote = quotes;
            candidate.spans.of_mut(side.other()).push(across);
            return true;
        }
        false
    }

    /// Whether the words that changed in a list of voters are the names of those who are told to vote against.
    fn names_dissenters(&self, group: &Group) -> bool {
        let votes = self.kept.iter().filter(|candidate| candidate.rule.family == Family::Vote);
        let names: Vec<&str> =
            votes.flat_map(|candidate| candidate.subject.split_whitespace()).map(stripped).collect();
        let joins = |word: &str| self.context.rules.grammar.conjunctions.iter().any(|known| known == word);
        Side::BOTH.into_iter().all(|side| {
            let texts = group.words.of(side).iter().map(|span| self.context.text(side, span));
            let mut words = texts.flat_map(str::split_whitespace).map(stripped);
            words.all(|word| word.is_empty() || joins(word) || names.contains(&word))
        })
    }

    /// Takes out a watched formula that changed in these clauses, whose stance tells of it; whether there was one.
    fn take_formula(&mut self, quoted: &Sides<Option<Span>>) -> bool {
        let Some(own) = &quoted.after else { return false };
        let formula = self.here(Side::After, own.sentence).into_iter().find(|&number| {
            let candidate = &self.kept[number];
            candidate.bearing.is_watched
                && candidate.rule == Rule::new(Family::Phrase, Fate::Changed)
                && candidate.spans.after.iter().all(|span| own.covers(span))
        });
        if let Some(number) = formula {
            self.gone[number] = true;
        }
        formula.is_some()
    }

    /// Whether a watched formula came or went in these clauses, which then tells of them: it quotes both.
    fn is_taken_up(&mut self, quoted: &Sides<Option<Span>>) -> bool {
        for side in Side::BOTH {
            let (Some(own), Some(across)) = (quoted.of(side), quoted.of(side.other())) else { continue };
            let taker = self.here(side, own.sentence).into_iter().find(|&number| {
                let candidate = &self.kept[number];
                candidate.rule.is_phrase()
                    && candidate.spans.of(side.other()).is_empty()
                    && candidate.spans.of(side).iter().any(|span| own.covers(span))
            });
            if let Some(number) = taker {
                let candidate = &mut self.kept[number];
                *candidate.quote.of_mut(side) = self.context.quote(side, own);
                *candidate.quote.of_mut(side.other()) = self.context.quote(side.other(), across);
                candidate.spans.of_mut(side.other()).push(across.clone());
                return true;
            }
        }
        false
    }

    /// The clauses of the first sentence among these as one span.
    fn joined(&self, side: Side, clauses: &[usize]) -> Option<Span> {
        let mut spans = clauses.iter().map(|&clause| self.span(side, clause));
        let first = spans.next()?;
        Some(spans.filter(|span| span.sentence == first.sentence).fold(first.clone(), |joined, span| {
            Span::new(joined.sentence, joined.range.start..span.range.end.max(joined.range.end))
        }))
    }
}

/// Edits that stand in the same clauses.
struct Group {
    clauses: Sides<Vec<usize>>,
    words: Sides<Vec<Span>>,
}

impl Group {
    fn meets(&self, clauses: &Sides<Vec<usize>>, words: &Sides<Vec<Span>>) -> bool {
        Side::BOTH.into_iter().any(|side| {
            let here = self.clauses.of(side);
            !words.of(side).is_empty() && clauses.of(side).iter().any(|clause| here.contains(clause))
        })
    }

    fn join(&mut self, clauses: Sides<Vec<usize>>, words: Sides<Vec<Span>>) {
        for (list, more) in
            [(&mut self.clauses.before, clauses.before), (&mut self.clauses.after, clauses.after)]
        {
            list.extend(more);
            list.sort_unstable();
            list.dedup();
        }
        self.words.before.extend(words.before);
        self.words.after.extend(words.after);
    }
}

/// The part of some words that stands in a clause.
fn within(words: &Span, clause: &Span) -> Option<Span> {
    let range = words.range.start.max(clause.range.start)..words.range.end.min(clause.range.end);
    words.meets(clause).then(|| Span::new(words.sentence, range))
}

/// The parts of some words that stand outside a clause.
fn without(words: &Span, clause: &Span) -> Vec<Span> {
    if !words.meets(clause) {
        return vec![words.clone()];
    }
    let front = words.range.start..clause.range.start.max(words.range.start);
    let behind = clause.range.end.min(words.range.end)..words.range.end;
    let parts = [front, behind].into_iter().filter(|range| !range.is_empty());
    parts.map(|range| Span::new(words.sentence, range)).collect()
}
