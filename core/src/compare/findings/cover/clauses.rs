//! Clauses of sentences without a link: said across in other words, or new and gone.

use super::super::candidate::Candidate;
use super::super::context::Span;
use super::super::rule::{Family, Fate, Rule};
use super::super::stances::rule as stance_rule;
use super::figures::figures;
use super::objects::Outcome;
use super::{COVERED, Cover, SAME, Told, both, points, widen};
use crate::compare::Change;
use crate::compare::counterparts::Nearest;
use crate::series::{Manner, StanceFamily};
use crate::statement::Speaker;
use crate::{Side, Sides};

/// From this cosine a clause has its counterpart in the one across that is most like it.
pub(super) const LIKE: f64 = 0.38;

/// The same for two that are each other's nearest: no third one is more like either.
const NEAREST: f64 = 0.26;

/// From this cosine a clause tells of what the other one waits for.
const AWAITED: f64 = 0.5;

/// From this cosine a clause that came in inside a link takes the place of one that went in a sentence without one.
const ELSEWHERE: f64 = 0.3;

/// A clause goes on across, in other words, if nothing in it is foreign (`NO_NEWS`) and one clause there is this much like it.
const GOES_ON: f64 = 0.3;

/// From this share of what a clause is about that stands nowhere across, it is absent there. Chosen on
/// eleven pairs for which careful readers say what is new and gone: most of that has more, most of what went on has less.
const ABSENT: f64 = 0.5;

/// How alike the nearest clause across is at least, to each unit of that share, for the clause to be said there in another way.
const SPOKEN: f64 = 0.6;

/// The same for a clause that promises something.
const PROMISED: f64 = 0.6;

/// Words that stand nowhere across and tell less bring nothing new: a rare word.
const NO_NEWS: u32 = 600;

/// A clause whose words tell less beyond what one sentence across says is no finding.
const LEAST: u32 = 1000;

/// The same for a clause that promises something, in whatever common words.
const LEAST_PROMISED: u32 = 400;

/// From here what is unsaid across makes a clause notable even if it takes no stance, binds nobody and names nothing new.
const NOTABLE: u32 = 4500;

/// Names that make notable what is no longer spoken of.
const NAMED: usize = 2;

/// The same for what is no longer spoken of.
const LONG: u32 = 6000;

/// Words that stand nowhere across and tell this much bring a topic of their own: one rare name or two rare words.
const FOREIGN: u32 = 800;

/// From this cosine a clause is the one across but for its promise, even with a strange word in it. Not tuned: between the cases of
/// the tests.
const TAKEN_OUT: f64 = 0.7;

/// Points for each name or figure that stands nowhere across, for `NAMES` at most.
const NAME: i32 = 3;
const NAMES: usize = 3;

/// Points for a watched formula that came or went in a clause that stayed.
pub(super) const FORMULA: i32 = 15;

/// Points for a stance that says it strongly, from `STRONGLY` on its ladder (`serious concern`, `urge`).
const GRAVE: i32 = 10;
const STRONGLY: i32 = 42;

impl Cover<'_, '_> {
    /// A clause of a sentence that has no link.
    pub(super) fn clause(&mut self, side: Side, clause: usize) {
        if self.paired.of(side).contains(&clause) {
            return;
        }
        let nearest = self.counterparts.nearest(side, clause);
        let span = self.span(side, clause);
        if self.is_dissent(side, span.sentence) || self.recalls(side, &span) {
            return;
        }
        if self.came_true(side, clause, nearest) || self.outcomes(side, &span, nearest) {
            return;
        }
        if is_said(nearest) {
            self.take_promises(side, &span);
            self.shifted(side, clause, nearest);
        } else if nearest.unsaid < self.least(side, &span) || goes_on(nearest) {
            // What promises nothing is no news; a promise may be, in whatever common words.
        } else if let Some(across) = self.partner(side, clause, nearest) {
            self.pair(side, clause, across, nearest);
        } else if !self.still_spoken(side, clause, nearest) {
            self.alone(side, &span, nearest);
        }
    }

    /// Tells a clause with the one across that is most like it, where most of what it says stands there: it is not gone, and not
    /// new, but said in another way. Whether it does. Several clauses may be said in one.
    fn still_spoken(&mut self, side: Side, clause: usize, nearest: Nearest) -> bool {
        let Some(across) = self.spoken_in(side, clause, nearest) else { return false };
        self.paired.of_mut(side).insert(clause);
        if self.counterparts.nearest(side.other(), across).clause == Some(clause) {
            self.paired.of_mut(side.other()).insert(across);
        }
        let own = self.span(side, clause);
        let promises = self.take_promises(side, &own);
        let here = self.here(side, own.sentence);
        let details = self.take_details(side, &own, &here);
        let spans = Sides::facing(side, own, self.span(side.other(), across));
        let text = |side: Side| self.context.text(side, spans.of(side));
        let shift = self.stances.shift(text(Side::Before), text(Side::After));
        let (rule, mut why) = match (shift, promises.first()) {
            (Some(shift), _) => (stance_rule(shift.family, shift.fate), vec![shift.why]),
            (None, Some(rule)) => {
                (self.turned(side, *rule, spans.of(side), spans.of(side.other())), Vec::new())
            }
            (None, None) => (Rule::new(Family::Phrase, Fate::Changed), Vec::new()),
        };
        why.extend(details);
        let is_minor = rule == Rule::new(Family::Phrase, Fate::Changed) && nearest.unsaid < NOTABLE;
        let spans = spans.map(|span| vec![span]);
        self.push(Told { rule, spans, about: None, why, tells: nearest.unsaid, extra: 0, is_minor });
        true
    }

    /// The clause across in which most of what a clause is about is spoken of, though not said. One that has a counterpart of its
    /// own says what it said before, and nothing of this one.
    pub(super) fn spoken_in(&self, side: Side, clause: usize, nearest: Nearest) -> Option<usize> {
        let across = nearest.clause.filter(|_| !is_absent(nearest))?;
        let back = self.counterparts.nearest(side.other(), across);
        (back.clause == Some(clause) || back.alike < LIKE).then_some(across)
    }

    /// What became of a promise that this side makes, by what the other one says of its matter: the same in other words if that
    /// binds as well, else less than a promise. Without what was promised it is gone, whatever else is said of the matter.
    pub(super) fn turned(&self, side: Side, promise: Rule, own: &Span, across: &Span) -> Rule {
        let object = self.object(side, own);
        let stands = |object| self.counterparts.has_head(side, own.sentence, object, across.sentence);
        if !object.is_none_or(stands) {
            return promise;
        }
        // Where the same clause goes on without a promise (`they pledged to work`, `they worked`), it was taken out.
        let mut clauses = self.counterparts.of_sentence(side, own.sentence);
        let is_same = clauses.any(|clause| {
            self.span(side, clause).meets(own) && self.counterparts.nearest(side, clause).alike >= TAKEN_OUT
        });
        if is_same && self.context.is_told_at_most(side.other(), across) {
            return promise;
        }
        let across = self.context.text(side.other(), across);
        if self.binds(across).is_some() {
            return promise.reworded().unwrap_or(promise);
        }
        if side == Side::Before
            && self.deeds.is_done(across)
            && let Some(kept) = promise.fulfilled()
        {
            return kept;
        }
        let fate = if side == Side::Before { Fate::Weakened } else { Fate::Strengthened };
        Rule::new(promise.family, fate)
    }

    /// Takes out what a link's sentences are told to promise anew, or no more, where the other edition promises it, there or
    /// elsewhere: its edits are told as what they are. What is said there without a promise is a promise less.
    pub(super) fn promises_of_link(&mut self, change: &Change) {
        for side in Side::BOTH {
            for &sentence in change.sentences.of(side) {
                for clause in self.counterparts.of_sentence(side, sentence) {
                    let span = self.span(side, clause);
                    let here = self.here(side, sentence);
                    let nearest = self.counterparts.nearest(side, clause);
                    for &number in &here {
                        if is_promise_in(&self.kept[number], side, &span) {
                            self.kept[number].bearing.extra += points(nearest.foreign) + names(nearest);
                        }
                    }
                    let promises = here.iter().any(|&number| is_promise_in(&self.kept[number], side, &span));
                    if promises && self.is_promised(side, nearest) {
                        self.take_promises(side, &span);
                        // What is promised in another sentence is not told here as gone, or as new.
                        let elsewhere = nearest.clause.is_some_and(|across| {
                            let other = self.span(side.other(), across).sentence;
                            !change.sentences.of(side.other()).contains(&other)
                        });
                        if elsewhere {
                            self.said.entry((side, sentence)).or_default().push(span.clone());
                        }
                    } else if promises {
                        _ = self.outcomes(side, &span, nearest);
                    }
                }
            }
        }
    }

    /// What a clause must tell beyond what is said across, to be told: less if it binds its speaker.
    fn least(&self, side: Side, span: &Span) -> u32 {
        let binds = self.binds(self.context.text(side, span)).is_some();
        if binds { LEAST_PROMISED } else { LEAST }
    }

    /// Tells that what the older edition waits for has come true in the newer one: `until it has gained confidence`, `it has gained
    /// confidence`; whether it has.
    fn came_true(&mut self, side: Side, clause: usize, nearest: Nearest) -> bool {
        let Some(across) = nearest.clause.filter(|_| nearest.alike >= AWAITED) else { return false };
        let own = self.span(side, clause);
        let other = self.span(side.other(), across);
        let awaits = |side: Side, span: &Span| self.deeds.awaits(self.context.text(side, span));
        if !awaits(side, &own) || awaits(side.other(), &other) {
            return false;
        }
        _ = self.take_promises(side, &own);
        self.paired.of_mut(side).insert(clause);
        self.paired.of_mut(side.other()).insert(across);
        // Seen from the other edition, something is waited for again.
        let (rule, spans, why) = match side {
            Side::Before => {
                let why = vec!["what was waited for has come true".to_owned()];
                (Rule::new(Family::Pledge, Fate::Fulfilled), Sides::new(vec![own], vec![other]), why)
            }
            Side::After => {
                (Rule::new(Family::Pledge, Fate::New), Sides::new(Vec::new(), vec![own]), Vec::new())
            }
        };
        self.push(Told {
            rule,
            spans,
            about: None,
            why,
            tells: nearest.unsaid,
            extra: GRAVE,
            is_minor: false,
        });
        true
    }

    /// Settles what became of the promises in a clause, where a clause across speaks of what they promise; whether one did.
    /// Inside a link a sentence that no longer promises drops the promise, although it speaks of the same.
    fn outcomes(&mut self, side: Side, span: &Span, nearest: Nearest) -> bool {
        let linked = self.context.is_linked(self.context.entry(side, span.sentence));
        let mut any = false;
        for number in self.here(side, span.sentence) {
            if is_promise_in(&self.kept[number], side, span)
                && let Some(outcome) = self.outcome(side, &self.kept[number], nearest)
                && !(linked && matches!(outcome, Outcome::Mentioned(_)))
            {
                self.settle_outcome(side, number, outcome);
                any = true;
            }
        }
        any
    }

    /// Whether the other edition says the same as a clause, and promises it.
    fn is_promised(&self, side: Side, nearest: Nearest) -> bool {
        let across = nearest.clause.map(|clause| self.span(side.other(), clause));
        let binds = |span: &Span| self.stances.binds(self.context.text(side.other(), span)).is_some();
        is_said(nearest)
            && across.as_ref().is_some_and(|span| binds(span) && !self.context.tells_only(side.other(), span))
    }

    /// A clause that is said across with another stance.
    fn shifted(&mut self, side: Side, clause: usize, nearest: Nearest) {
        let Some(across) = self.partner(side, clause, nearest) else { return };
        let spans = Sides::facing(side, self.span(side, clause), self.span(side.other(), across));
        let text = |side: Side| self.context.text(side, spans.of(side));
        let Some(shift) = self.stances.shift(text(Side::Before), text(Side::After)) else { return };
        self.paired.of_mut(side).insert(clause);
        self.paired.of_mut(side.other()).insert(across);
        let about = self.judged(text(Side::After), &shift);
        self.push(Told {
            rule: stance_rule(shift.family, shift.fate),
            spans: spans.map(|span| vec![span]),
            about,
            why: vec![shift.why],
            tells: nearest.unsaid,
            extra: 0,
            is_minor: false,
        });
    }

    /// The clause across that speaks of the same thing.
    fn partner(&self, side: Side, clause: usize, nearest: Nearest) -> Option<usize> {
        let across = nearest.clause.filter(|_| nearest.alike >= NEAREST)?;
        let back = self.counterparts.nearest(side.other(), across);
        (back.clause == Some(clause)).then_some(across)
    }

    /// Tells a clause that came in or went in a link together with its counterpart in a sentence without one; whether there is one.
    pub(super) fn pair_elsewhere(&mut self, side: Side, clause: usize) -> bool {
        let is_alone = |sentence: usize| !self.context.is_linked(self.context.entry(side.other(), sentence));
        let Some((across, alike)) = self.counterparts.most_alike(side, clause, is_alone) else {
            return false;
        };
        if alike < ELSEWHERE || self.paired.of(side.other()).contains(&across) {
            return false;
        }
        let nearest = self.counterparts.nearest(side, clause);
        self.pair(side, clause, across, nearest);
        true
    }

    /// Takes out what is told in a clause as promised anew, or no more, and gives the rules by which it was.
    fn take_promises(&mut self, side: Side, span: &Span) -> Vec<Rule> {
        let mut rules = Vec::new();
        for number in self.here(side, span.sentence) {
            if is_promise_in(&self.kept[number], side, span) {
                self.gone[number] = true;
                rules.push(self.kept[number].rule);
            }
        }
        rules
    }

    /// Two clauses on the same thing, told once.
    fn pair(&mut self, side: Side, clause: usize, across: usize, nearest: Nearest) {
        self.paired.of_mut(side).insert(clause);
        self.paired.of_mut(side.other()).insert(across);
        let spans = Sides::facing(side, self.span(side, clause), self.span(side.other(), across));
        let promises = both(|side| self.take_promises(side, spans.of(side)));
        let mut details = Vec::new();
        let mut is_watched = false;
        for side in Side::BOTH {
            let here = self.here(side, spans.of(side).sentence);
            is_watched |= self.holds_formula(side, spans.of(side), &here);
            details.extend(self.take_details(side, spans.of(side), &here));
        }
        let text = |side: Side| self.context.text(side, spans.of(side));
        let shift = self.stances.shift(text(Side::Before), text(Side::After));
        let about = shift.as_ref().and_then(|shift| self.judged(text(Side::After), shift));
        let (rule, mut why) = match shift {
            Some(shift) => (stance_rule(shift.family, shift.fate), vec![shift.why]),
            None => {
                let reworded = promises.after.iter().chain(&promises.before).find_map(|rule| rule.reworded());
                (reworded.unwrap_or(Rule::new(Family::Phrase, Fate::Changed)), Vec::new())
            }
        };
        why.extend(details);
        let is_minor = !is_watched
            && rule == Rule::new(Family::Phrase, Fate::Changed)
            && nearest.unsaid < NOTABLE
            && nearest.names == 0;
        let spans = spans.map(|span| vec![span]);
        let extra = if is_watched { FORMULA } else { 0 };
        self.push(Told { rule, spans, about, why, tells: nearest.unsaid, extra, is_minor });
    }

    /// Whether a watched formula came or went in a clause.
    fn holds_formula(&self, side: Side, span: &Span, here: &[usize]) -> bool {
        here.iter().any(|&number| {
            let candidate = &self.kept[number];
            let own = candidate.spans.of(side);
            candidate.bearing.is_watched
                && candidate.rule.is_phrase()
                && candidate.spans.of(side.other()).is_empty()
                && own.iter().all(|own| span.covers(own))
        })
    }

    /// A clause that the other edition has nothing of.
    pub(super) fn alone(&mut self, side: Side, span: &Span, nearest: Nearest) {
        let here = self.here(side, span.sentence);
        // What is told of a part of the clause is told of the clause, whole.
        let one_sided = |candidate: &Candidate| candidate.spans.of(side.other()).is_empty();
        let part = here.iter().copied().find(|&number| {
            let candidate = &self.kept[number];
            let names = (candidate.rule.is_body() || candidate.rule.is_phrase()) && one_sided(candidate);
            is_promise_in(candidate, side, span)
                || names && candidate.spans.of(side).iter().any(|own| span.covers(own))
        });
        if let Some(number) = part {
            let extra = points(nearest.foreign) + names(nearest);
            let known = &mut self.kept[number];
            widen(self.context, known, side, span);
            known.bearing.extra += extra;
            self.absorb(side, span, &here, number);
            return;
        }
        let told: usize =
            span.range.len() - self.untold(side, span).iter().map(|rest| rest.range.len()).sum::<usize>();
        let detail = |number: &usize| self.kept[*number].rule.is_detail();
        if 2 * told >= span.range.len() && !here.iter().any(detail) {
            return;
        }
        // Names and members of lists in it are told with it.
        let why = self.take_details(side, span, &here);
        if self.context.leads_to_list(side, span.sentence) {
            return;
        }
        let text = self.context.text(side, span);
        let (stance, binds) = (self.stances.first(text), self.binds(text));
        let strongly = stance.is_some_and(|(_, level)| level >= STRONGLY);
        let notable = stance.is_some()
            || binds.is_some()
            || nearest.names > 0
            || nearest.unsaid >= NOTABLE
            || self.news(side, span) > 0;
        // What is no longer spoken of, and was neither judged nor promised, is notable for its gravity alone.
        let only_told = side == Side::Before && stance.is_none() && binds.is_none();
        let notable = notable
            && (!only_told
                || self.gravity(side, span) > 0
                || nearest.names >= NAMED
                || nearest.unsaid >= LONG
                || !figures(self.context.rules, text).is_empty());
        let mut spans = Sides::new(Vec::new(), Vec::new());
        spans.of_mut(side).push(span.clone());
        self.push(Told {
            rule: self.rule(side, text, nearest),
            spans,
            about: None,
            why,
            tells: nearest.foreign,
            extra: names(nearest) + if strongly { GRAVE } else { 0 },
            is_minor: !notable,
        });
    }

    /// Whether a document, or somebody who speaks for nobody here, is said to have promised: `the Framework reaffirmed our
    /// commitment` recalls what was promised elsewhere.
    fn recalls(&self, side: Side, span: &Span) -> bool {
        let statement = self.context.statement(side);
        statement.sentences[span.sentence].speaker == Speaker::Other
            && self.binds(self.context.text(side, span)) == Some(Manner::Restates)
            && self.context.naming.names_promise(self.context.text(side, span))
    }

    /// Takes out names, formulas and members of lists that stand in a clause which is told whole, and gives them as reasons.
    fn take_details(&mut self, side: Side, span: &Span, here: &[usize]) -> Vec<String> {
        let mut why = Vec::new();
        for &number in here {
            let candidate = &self.kept[number];
            let own = candidate.spans.of(side);
            let is_detail = candidate.rule.is_detail() || candidate.rule.is_phrase();
            if is_detail
                && candidate.spans.of(side.other()).is_empty()
                && own.iter().all(|own| span.covers(own))
            {
                why.push(format!("{}: {}", candidate.rule.id(), candidate.subject));
                self.gone[number] = true;
            }
        }
        why
    }

    /// What a candidate that tells of the whole clause takes over from those inside it.
    fn absorb(&mut self, side: Side, span: &Span, here: &[usize], taker: usize) {
        let others: Vec<usize> = here.iter().copied().filter(|&number| number != taker).collect();
        let is_watched = others.iter().any(|&number| {
            let other = &self.kept[number];
            other.rule.is_phrase() && other.spans.of(side).iter().all(|own| span.covers(own))
        });
        let why = self.take_details(side, span, &others);
        let known = &mut self.kept[taker];
        known.why.extend(why);
        known.bearing.is_watched |= is_watched;
    }

    /// The rule for a clause that stands on this side alone: by its stance, by what it promises, by its figures, else by
    /// whether its words are of another topic.
    fn rule(&self, side: Side, text: &str, nearest: Nearest) -> Rule {
        let fate = Fate::alone(side);
        match (self.stances.first(text), self.binds(text)) {
            (Some((family, _)), _) if family != StanceFamily::Description => stance_rule(family, fate),
            (_, Some(Manner::Restates)) if self.context.naming.names_promise(text) => {
                Rule::alone(Family::Assurance, side)
            }
            (_, Some(Manner::Commits)) => Rule::alone(Family::Pledge, side),
            (Some((family, _)), _) => stance_rule(family, fate),
            _ if !figures(self.context.rules, text).is_empty() => Rule::alone(Family::Number, side),
            _ if nearest.foreign >= FOREIGN => Rule::alone(Family::Topic, side),
            _ => Rule::alone(Family::Phrase, side),
        }
    }
}

/// Whether what a clause is about is absent across, and not only said in another way: a name or a good part of its words stand
/// nowhere there, or the clause that is most like it has too few of the others.
fn is_absent(nearest: Nearest) -> bool {
    nearest.missing >= ABSENT || nearest.names > 0 || nearest.alike < SPOKEN * nearest.missing
}

/// Whether a clause goes on across in other words: nothing in it is new.
fn goes_on(nearest: Nearest) -> bool {
    nearest.foreign < NO_NEWS && nearest.names == 0 && nearest.alike >= GOES_ON
}

/// Whether what a clause promises or judges is said across.
fn is_said(nearest: Nearest) -> bool {
    nearest.alike >= SAME || nearest.covered >= COVERED || goes_on(nearest) && nearest.alike >= PROMISED
}

fn names(nearest: Nearest) -> i32 {
    NAME * i32::try_from(nearest.names.min(NAMES)).unwrap_or_default()
}

/// Whether a candidate tells, of one side alone, something in this clause as promised anew or no more.
pub(super) fn is_promise_in(candidate: &Candidate, side: Side, span: &Span) -> bool {
    candidate.rule.is_promise_on(side)
        && !candidate.bearing.is_watched
        && candidate.spans.of(side.other()).is_empty()
        && candidate
            .spans
            .of(side)
            .first()
            .is_some_and(|own| own.meets(span) && own.range.start >= span.range.start)
}
