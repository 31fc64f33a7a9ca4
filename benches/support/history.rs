//! Histories of made-up dialogues whose commitments are known exactly: made, reworded, weakened, away, back, merged,
//! dropped. The same seed gives the same history on every machine.

use super::generate::Dice;

const SUBJECTS: &[&str] = &["Both sides", "The two sides", "The two delegations"];
const FIRM: &[&str] = &["pledged to", "agreed to", "committed to"];
const WEAK: &[&str] = &["discussed ways to", "exchanged views on ways to"];
const ACTIONS: &[&[&str]] = &[
    &["strengthen cooperation on", "deepen cooperation on"],
    &["share assessments of", "exchange assessments of"],
    &["conduct a joint study of", "carry out a joint study of"],
    &["expand combined training for", "expand joint training for"],
    &["develop common guidelines for", "draw up common guidelines for"],
    &["hold regular consultations on", "hold frequent consultations on"],
    &["modernize the systems behind", "renew the systems behind"],
    &["improve the procedures for", "simplify the procedures for"],
    &["build a shared database of", "maintain a shared database of"],
    &["test new concepts for", "try new concepts for"],
];
const KINDS: &[&str] = &[
    "coastal",
    "maritime",
    "orbital",
    "underwater",
    "airborne",
    "digital",
    "logistic",
    "medical",
    "arctic",
    "urban",
    "alpine",
    "chemical",
    "overland",
    "tactical",
    "industrial",
    "acoustic",
];
const THINGS: &[&str] = &[
    "radars",
    "sensors",
    "convoys",
    "satellites",
    "networks",
    "depots",
    "hospitals",
    "shipyards",
    "pipelines",
    "runways",
    "antennas",
    "drones",
    "simulators",
    "munitions",
    "ferries",
    "beacons",
];
const PURPOSES: &[&str] = &[
    "to protect the sea lanes of the northern strait",
    "to keep the winter supply routes open",
    "to shorten the warning time of both capitals",
    "to support the reserve brigades of the border provinces",
    "to lower the cost of the combined headquarters",
    "to answer disasters on both shores of the bay",
    "to train young officers of both services",
    "to replace the equipment of the older squadrons",
];
const TAILS: &[&str] = &[
    "",
    " in the coming years",
    " through the relevant working groups",
    " on the basis of mutual trust",
    " in close coordination with partners",
];
const REMARKS: &[&str] = &[
    "The leaders noted that the situation in the region remains complex and that it calls for patience and care.",
    "Both sides shared their assessments of recent developments in the waters around the two countries.",
    "The two sides welcomed the results of the exercise that was held on the plains in the spring of the year.",
    "The leaders commended the dedication of the men and women who serve far from their homes and families.",
    "Both sides underscored the importance of international law and of the peaceful settlement of disputes.",
    "The two sides assessed that the dialogue has become a key mechanism of coordination over many years.",
    "The delegations reviewed the progress of the projects on which they had reported at earlier meetings.",
    "The leaders expressed concern about reckless behavior that endangers ships and aircraft of third countries.",
    "Both sides took note of the findings of the independent panel on the safety of navigation.",
    "The two sides recalled the long friendship of their peoples, which has stood the test of time.",
];

/// What shows that a sentence is of a thread: its thing, which no other thread of the history has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// `coastal radars`
    pub topic: String,
    /// The editions that hold the commitment, in order.
    pub editions: Vec<usize>,
}

/// A dialogue.
pub struct Generated {
    /// One text an edition.
    pub texts: Vec<String>,
    /// Its commitments.
    pub threads: Vec<Known>,
}

struct Thread {
    topic: String,
    purpose: usize,
    action: usize,
    wording: usize,
    verb: usize,
    weak: bool,
    tail: usize,
    /// Editions for which it stays away.
    away: usize,
    over: bool,
    /// The thread whose clause holds this one, from now on.
    into: Option<usize>,
    editions: Vec<usize>,
}

/// Makes a dialogue of so many editions, each with about so many commitments.
pub fn history(seed: u64, editions: usize, commitments: usize) -> Generated {
    let mut dice = Dice::new(seed);
    let mut threads: Vec<Thread> = Vec::new();
    let mut order: Vec<usize> = Vec::new();
    let mut texts = Vec::new();
    for edition in 0..editions {
        age(&mut threads, edition, &mut dice);
        while threads.iter().filter(|thread| !thread.over && thread.away == 0).count() < commitments {
            order.push(threads.len());
            let thread = begin(threads.len(), &mut dice);
            threads.push(thread);
        }
        if edition > 0 && dice.chance(0.3) {
            let (one, other) = (dice.below(order.len()), dice.below(order.len()));
            order.swap(one, other);
        }
        texts.push(text(edition, &mut threads, &order, &mut dice));
    }
    let threads = threads
        .into_iter()
        .filter(|thread| !thread.editions.is_empty())
        .map(|thread| Known { topic: thread.topic, editions: thread.editions })
        .collect();
    Generated { texts, threads }
}

fn begin(number: usize, dice: &mut Dice) -> Thread {
    // Things run through all pairs of words, so that no two threads have the same one while sharing each word.
    let round = number / (KINDS.len() * THINGS.len());
    let place = number % (KINDS.len() * THINGS.len());
    let (kind, thing) = (place % KINDS.len(), (place / KINDS.len() + place) % THINGS.len());
    let suffix = if round == 0 { String::new() } else { format!(" of phase {}", round + 1) };
    Thread {
        topic: format!("{} {}{suffix}", KINDS[kind], THINGS[thing]),
        purpose: dice.below(PURPOSES.len()),
        action: dice.below(ACTIONS.len()),
        wording: 0,
        verb: dice.below(FIRM.len()),
        weak: false,
        tail: dice.below(TAILS.len()),
        away: 0,
        over: false,
        into: None,
        editions: Vec::new(),
    }
}

/// What happens to the commitments between two editions.
fn age(threads: &mut [Thread], edition: usize, dice: &mut Dice) {
    if edition == 0 {
        return;
    }
    for number in 0..threads.len() {
        let partner = dice.below(threads.len());
        let free = |thread: &Thread| !thread.over && thread.away == 0 && thread.into.is_none();
        let can_merge = partner != number && free(&threads[partner]) && !threads[partner].weak;
        let thread = &mut threads[number];
        if thread.over {
            continue;
        }
        if thread.away > 0 {
            thread.away -= 1;
            continue;
        }
        match dice.below(100) {
            0..=3 => thread.over = true,
            4..=8 => thread.away = 1 + dice.below(4),
            9 if can_merge && !thread.weak => {
                thread.over = true;
                thread.into = Some(partner);
            }
            10..=24 => thread.verb = dice.below(FIRM.len()),
            25..=34 => thread.tail = dice.below(TAILS.len()),
            35..=42 => thread.wording = dice.below(ACTIONS[thread.action].len()),
            43..=46 => thread.weak = true,
            47..=52 => thread.weak = false,
            _ => {}
        }
        // A commitment that went is over for good: one that is only discussed is none to come back to.
        if thread.away > 0 {
            thread.weak = false;
        }
    }
}

fn text(edition: usize, threads: &mut [Thread], order: &[usize], dice: &mut Dice) -> String {
    let number = edition + 1;
    let year = 1500 + edition;
    let mut text = format!(
        "{} Harbour Dialogue Joint Statement\n\nThe Ministry of Defense of Norland and the Ministry of Defense of \
         Sudland held the {} Harbour Dialogue on March 3, {year} in Port Alma.\n",
        nth(number),
        nth(number)
    );
    let merged: Vec<Option<usize>> = (0..threads.len())
        .map(|number| threads.iter().position(|other| other.into == Some(number)))
        .collect();
    let topics: Vec<String> = threads.iter().map(|thread| thread.topic.clone()).collect();
    let mut in_paragraph = 0;
    for &number in order {
        let thread = &mut threads[number];
        if thread.over || thread.away > 0 {
            continue;
        }
        if in_paragraph == 0 {
            text.push('\n');
            text.push_str(REMARKS[dice.below(REMARKS.len())]);
        }
        let subject = SUBJECTS[dice.below(SUBJECTS.len())];
        let verb = if thread.weak { WEAK[thread.verb % WEAK.len()] } else { FIRM[thread.verb] };
        let action = ACTIONS[thread.action][thread.wording];
        let with = merged[number].map_or_else(String::new, |other| format!(" and {}", topics[other]));
        let (purpose, tail) = (PURPOSES[thread.purpose], TAILS[thread.tail]);
        text.push_str(&format!(" {subject} {verb} {action} {}{with} {purpose}{tail}.", thread.topic));
        thread.editions.push(edition);
        in_paragraph = (in_paragraph + 1) % 3;
        if in_paragraph == 0 {
            text.push('\n');
        }
    }
    text.push('\n');
    text
}

fn nth(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
