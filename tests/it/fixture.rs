//! Two short editions and their comparison, built by hand: every kind of change once, and what a report must survive.

use jiff::civil::date;
use kidd::compare::{
    Change, ChangeKind, Comparison, Edit, Finding, HeaderChange, Phrase, PhraseKind, Quote, SectionChange,
    SectionStatus, Summary,
};
use kidd::statement::{
    Act, Block, Commitment, CommitmentKind, CueHit, Deadline, Delegation, Entity, Force, Furniture, Mention,
    Party, Role, Section, Sentence, Speaker, Statement,
};
use kidd::{Rule, Sides, Weight};

/// The sections of the fixture, in the order of the rules.
const SECTIONS: &[(&str, &str)] = &[
    ("meeting", "Meeting"),
    ("denuclearization", "Denuclearization"),
    ("extended-deterrence", "Extended deterrence"),
    ("exercises", "Exercises"),
    ("cyber", "Cyber"),
    ("space", "Space"),
    ("opcon", "Operational control"),
    ("conclusion", "Conclusion"),
];

/// `(paragraph, section, text)`
const OLD: &[(usize, &str, &str)] = &[
    (0, "meeting", "The two sides held the 23rd Korea-U.S. Integrated Defense Dialogue (KIDD) in Seoul."),
    (1, "denuclearization", "Both sides reaffirmed the goal of the complete denuclearization of the DPRK."),
    (
        2,
        "extended-deterrence",
        "The U.S. side reaffirmed its ironclad commitment to the defense of the ROK and reiterated that any nuclear attack by the DPRK against the United States or its Allies will result in the end of the Kim regime.",
    ),
    (
        3,
        "exercises",
        "They assessed that UFS23, in conjunction with over 30 intensive Warrior Shield field training exercises, enhanced combined operation execution capabilities.",
    ),
    (
        3,
        "exercises",
        "Based on these outcomes, the two sides pledged to further strengthen combined exercises and training.",
    ),
    (
        4,
        "cyber",
        "The two sides commended the outcomes of the Cyber Cooperation Working Group (CCWG) meeting, and the leaders will participate in a bilateral cyber exercise early next year.",
    ),
    (5, "space", "They pledged to continue close consultations on space."),
    (5, "space", "The consultations take place in the Space Cooperation Working Group (SCWG)."),
    (6, "opcon", "Both sides reviewed the progress in meeting the three conditions."),
    (
        6,
        "opcon",
        "They pledged to comprehensively review the results of the bilateral evaluation to pursue the FOC certification and other subsequent tasks in a systematic and stable manner, as laid down in the plan.",
    ),
    (7, "conclusion", "Both sides agreed that the KIDD is a key mechanism."),
];

const NEW: &[(usize, &str, &str)] = &[
    (
        0,
        "meeting",
        "Both sides held the 24th Korea-U.S. Integrated Defense Dialogue (KIDD) in Washington, D.C.",
    ),
    (
        1,
        "denuclearization",
        "Both sides reaffirmed the goal of the denuclearization of the Korean Peninsula.",
    ),
    (2, "opcon", "Both sides reviewed the progress in meeting the three conditions."),
    (
        3,
        "extended-deterrence",
        "The U.S. side reaffirmed its unwavering commitment to the defense of the ROK and reiterated that any nuclear attack by the DPRK against the United States or its Allies will result in the end of that regime.",
    ),
    (
        4,
        "exercises",
        "They assessed that UFS23, in conjunction with over 30 intensive Warrior Shield field training exercises, enhanced combined operation execution capabilities.",
    ),
    (4, "exercises", "Next year the two sides will hold Freedom\u{202e} Edge, a multi-domain exercise."),
    (
        5,
        "cyber",
        "The two sides commended the outcomes of the Cyber Cooperation Working Group (CCWG) meeting.",
    ),
    (5, "cyber", "The leaders will participate in a bilateral cyber exercise by the end of 2024."),
    (
        6,
        "space",
        "They pledged to continue close consultations on space in the Space Cooperation Working Group (SCWG).",
    ),
    (7, "conclusion", "Both sides agreed that the KIDD is a key mechanism."),
];

/// Both editions.
pub fn statements() -> Sides<Statement> {
    Sides::new(old(), new())
}

fn old() -> Statement {
    let mut statement = statement(OLD);
    statement.id = "kidd-23".into();
    statement.ordinal = Some(23);
    statement.title = "23rd Korea-U.S. Integrated Defense Dialogue Joint Statement".into();
    statement.date = Some(date(2023, 9, 18));
    statement.venue = Some("Seoul".into());
    statement.delegations = vec![
        delegation(
            "us",
            "Cara Allison Marshall",
            "Deputy Assistant Secretary of Defense (DASD) for East Asia",
            true,
        ),
        delegation("rok", "Dr. Taekeun Heo", "Deputy Minister for National Defense Policy (DEPMIN)", false),
    ];
    statement.furniture = vec![Furniture {
        text: "/Public Release. View in full\u{200b} here.".into(),
        rule: "repost-disclaimer".into(),
        line: 41,
    }];
    statement
}

fn new() -> Statement {
    let mut statement = statement(NEW);
    statement.id = "kidd-sample".into();
    statement.ordinal = Some(24);
    statement.title = "24th Korea-U.S. Integrated Defense Dialogue Joint Statement".into();
    statement.date = Some(date(2023, 10, 26));
    statement.end_date = Some(date(2023, 10, 27));
    statement.venue = Some("Washington, D.C.".into());
    statement.illustrative = true;
    statement.delegations = vec![
        delegation(
            "us",
            "Dr. Morgan Hale",
            "Deputy Assistant Secretary of Defense (DASD) for East Asia",
            false,
        ),
        delegation("rok", "Mr. Junho Baek", "Deputy Minister for National Defense Policy (DEPMIN)", false),
    ];
    statement
}

fn delegation(party: &str, lead: &str, office: &str, acting: bool) -> Delegation {
    Delegation { party: party.into(), lead: lead.into(), office: Some(office.into()), acting }
}

fn us() -> Speaker {
    let rules = kidd::series::general().unwrap();
    Speaker::Party(Party::of(rules.party.iter().find(|party| party.id == "us").unwrap()))
}

fn statement(lines: &[(usize, &str, &str)]) -> Statement {
    let mut statement = Statement {
        series: Some("kidd".into()),
        sha256: "6878a430".into(),
        text_sha256: "0f0f0f0f".into(),
        origin: "fixture".into(),
        ..Statement::default()
    };
    statement.blocks.push(Block {
        index: None,
        role: Role::Title,
        label: None,
        line: 1,
        text: "Joint Statement".into(),
        range: None,
    });
    for (index, &(paragraph, section, text)) in lines.iter().enumerate() {
        let last = statement.sentences.last().map(|sentence: &Sentence| sentence.paragraph);
        if last == Some(paragraph) {
            statement.clean_text.push(' ');
        } else if last.is_some() {
            statement.clean_text.push_str("\n\n");
        }
        let start = statement.clean_text.len();
        statement.clean_text.push_str(text);
        statement.sentences.push(Sentence {
            index,
            paragraph,
            section: section.into(),
            session: (section == "opcon").then(|| "COTWG".into()),
            speaker: match text {
                _ if text.starts_with("The U.S. side") => us(),
                _ if text.starts_with("The consultations") => Speaker::Unattributed,
                _ => Speaker::Joint,
            },
            deadline: text.find("early next year").map(|at| early_next_year(at..at + 15)),
            text: text.into(),
            range: start..statement.clean_text.len(),
            line: paragraph * 2 + 3,
            cues: vec![CueHit { section: section.into(), cue: format!("{section} cue"), weight: 2.5 }],
        });
    }
    statement.clean_text.push_str("\n\n");
    for paragraph in 0..=lines.last().map_or(0, |line| line.0) {
        let own: Vec<&Sentence> =
            statement.sentences.iter().filter(|sentence| sentence.paragraph == paragraph).collect();
        let range = own[0].range.start..own[own.len() - 1].range.end;
        statement.blocks.push(Block {
            index: Some(paragraph),
            role: Role::Body,
            label: None,
            line: paragraph * 2 + 3,
            text: statement.clean_text[range.clone()].into(),
            range: Some(range),
        });
    }
    for &(id, title) in SECTIONS {
        let sentences: Vec<usize> = (0..lines.len()).filter(|&index| lines[index].1 == id).collect();
        if !sentences.is_empty() {
            statement.sections.push(Section { id: id.into(), title: title.into(), sentences });
        }
    }
    statement.bodies.extend(entity(&statement, "Cyber Cooperation Working Group", "CCWG", "working-group"));
    statement.bodies.extend(entity(&statement, "Space Cooperation Working Group", "SCWG", "working-group"));
    statement.instruments.extend(entity(&statement, "UFS23", "UFS23", "exercise"));
    for index in 0..lines.len() {
        statement.commitments.extend(pledge(&statement, index));
    }
    statement.assessments.extend(assessment(&statement));
    statement
}

fn early_next_year(range: std::ops::Range<usize>) -> Deadline {
    Deadline { text: "early next year".into(), range, date: Some(date(2024, 4, 30)) }
}

fn entity(statement: &Statement, name: &str, acronym: &str, kind: &str) -> Option<Entity> {
    let mentions: Vec<Mention> = statement
        .sentences
        .iter()
        .filter_map(|sentence| {
            let at = sentence.text.find(name)?;
            Some(Mention { sentence: sentence.index, range: at..at + name.len() })
        })
        .collect();
    (!mentions.is_empty()).then(|| Entity {
        key: acronym.to_lowercase(),
        name: name.into(),
        acronym: Some(acronym.into()),
        kind: kind.into(),
        established: acronym == "SCWG",
        mentions,
    })
}

fn pledge(statement: &Statement, index: usize) -> Option<Commitment> {
    let sentence = &statement.sentences[index];
    let at = sentence.text.find("pledged to")?;
    let range = at..sentence.text.len() - 1;
    Some(Commitment {
        sentence: index,
        range: range.clone(),
        kind: CommitmentKind::Pledge,
        speaker: Speaker::Joint,
        verb: "pledged to".into(),
        act: Act::Continue,
        force: Force {
            rung: "pledge".into(),
            level: 40,
            hedges: vec!["as needed".into()],
            ..Force::default()
        },
        text: sentence.text[range].into(),
        object: at + 11..sentence.text.len() - 1,
        deadline: None,
        rule: "pledge/pledged-to".into(),
    })
}

fn assessment(statement: &Statement) -> Option<Commitment> {
    let sentence = statement.sentences.iter().find(|sentence| sentence.text.starts_with("They assessed"))?;
    Some(Commitment {
        sentence: sentence.index,
        range: 0..sentence.text.len(),
        kind: CommitmentKind::Assessment,
        speaker: Speaker::Joint,
        verb: "assessed".into(),
        act: Act::Reaffirm,
        force: Force::default(),
        text: sentence.text.clone(),
        object: 0..0,
        deadline: None,
        rule: "assessment/assessed".into(),
    })
}

/// The comparison of both, as the engine would make it.
pub fn comparison(statements: &Sides<Statement>) -> Comparison<'_> {
    let sides = statements.as_ref();
    let change = |kind, before: &[usize], after: &[usize], phrases: &[(&str, &str)]| {
        let text = |statement: &Statement, indices: &[usize]| {
            indices
                .iter()
                .map(|&index| statement.sentences[index].text.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let texts = Sides::new(text(sides.before, before), text(sides.after, after));
        Change {
            kind,
            moved: false,
            move_group: None,
            section: match (after.first(), before.first()) {
                (Some(&index), _) => sides.after.sentences[index].section.clone(),
                (None, Some(&index)) => sides.before.sentences[index].section.clone(),
                (None, None) => unreachable!("an entry has sentences"),
            },
            sentences: Sides::new(before.to_vec(), after.to_vec()),
            similarity: match kind {
                ChangeKind::Same => 1.0,
                ChangeKind::Added | ChangeKind::Removed => 0.0,
                _ => 0.123_456,
            },
            phrases: self::phrases(&texts, phrases),
        }
    };
    use ChangeKind::{Added, Merged, Removed, Reworded, Same, Split};
    let mut changes = vec![
        change(
            Reworded,
            &[0],
            &[0],
            &[("The two sides", "Both sides"), ("23rd", "24th"), ("Seoul.", "Washington, D.C.")],
        ),
        change(Reworded, &[1], &[1], &[("complete ", ""), ("DPRK", "Korean Peninsula")]),
        change(Same, &[8], &[2], &[]),
        change(
            Reworded,
            &[2],
            &[3],
            &[
                ("ironclad commitment", "unwavering commitment"),
                ("end of the Kim regime", "end of that regime"),
            ],
        ),
        change(Same, &[3], &[4], &[]),
        change(Removed, &[4], &[], &[]),
        change(Added, &[], &[5], &[]),
        change(
            Split,
            &[5],
            &[6, 7],
            &[(", and the leaders", ". The leaders"), ("early next year", "by the end of 2024")],
        ),
        change(Merged, &[6, 7], &[8], &[(". The consultations take place", "")]),
        change(Removed, &[9], &[], &[]),
        change(Same, &[10], &[9], &[]),
    ];
    changes[0].phrases[0].trivial = true;
    changes[2].moved = true;
    changes[2].move_group = Some(1);
    let quote = |statement: &Statement, sentence: usize, text: &str| {
        assert!(statement.sentences[sentence].text.contains(text), "{text}");
        Some(Quote { sentence: Some(sentence), text: text.into() })
    };
    let from = |sentence, text| quote(sides.before, sentence, text);
    let to = |sentence, text| quote(sides.after, sentence, text);
    let findings = vec![
        finding(
            "phrase/changed",
            Weight::Key,
            "end of … regime",
            3,
            from(2, "the end of the Kim regime"),
            to(3, "the end of that regime"),
        ),
        finding(
            "modifier/lost",
            Weight::Key,
            "complete denuclearization",
            1,
            from(1, "complete denuclearization of the DPRK"),
            to(1, "denuclearization of the Korean Peninsula"),
        ),
        finding(
            "assurance/reworded",
            Weight::Notable,
            "ironclad commitment",
            3,
            from(2, OLD[2].2),
            to(3, NEW[3].2),
        ),
        finding("pledge/dropped", Weight::Notable, "FOC certification", 9, from(9, OLD[9].2), None),
        finding(
            "deadline/changed",
            Weight::Notable,
            "bilateral cyber exercise",
            7,
            from(5, "early next year"),
            to(7, "by the end of 2024"),
        ),
        finding(
            "instrument/new",
            Weight::Minor,
            "Freedom Edge",
            6,
            None,
            to(5, "Freedom\u{202e} Edge, a multi-domain exercise"),
        ),
        finding(
            "header/changed",
            Weight::Minor,
            "venue",
            0,
            Some(Quote { sentence: None, text: "Seoul".into() }),
            Some(Quote { sentence: None, text: "Washington, D.C.".into() }),
        ),
    ];
    let section = |&(id, title): &(&str, &str)| SectionChange {
        id: id.into(),
        title: title.into(),
        status: if changes.iter().any(|c| c.section == id && (c.kind != Same || c.moved)) {
            SectionStatus::Changed
        } else {
            SectionStatus::Same
        },
        changes: (0..changes.len()).filter(|&position| changes[position].section == id).collect(),
    };
    Comparison {
        statements: sides,
        degraded: false,
        renewed: false,
        cautions: vec!["kidd-sample is illustrative: a text made up to show how the tool works.".into()],
        summary: Summary {
            same: 3,
            reworded: 3,
            added: 1,
            removed: 2,
            split: 1,
            merged: 1,
            moved: 1,
            noise: 1,
        },
        headings: Vec::new(),
        header: vec![HeaderChange {
            field: "venue".into(),
            value: Sides::new(Some("Seoul".into()), Some("Washington, D.C.".into())),
        }],
        sections: SECTIONS.iter().map(section).collect(),
        findings: findings
            .into_iter()
            .map(|mut finding| {
                finding.section = changes[finding.change].section.clone();
                finding
            })
            .collect(),
        changes,
    }
}

fn finding(
    rule: &str,
    weight: Weight,
    subject: &str,
    change: usize,
    before: Option<Quote>,
    after: Option<Quote>,
) -> Finding {
    Finding {
        rule: Rule::named(rule).expect("a rule has a family and a fate"),
        weight,
        subject: subject.into(),
        message: "What the finding says in one sentence.".into(),
        change,
        quote: Sides::new(before, after),
        section: String::new(),
        why: vec!["A second rule fired on the same clause.".into()],
        history: None,
        salience: 0,
    }
}

/// Finds each pair of expressions after the one before; an empty one stands where the kept words end.
fn phrases(texts: &Sides<String>, pairs: &[(&str, &str)]) -> Vec<Phrase> {
    let mut at = Sides::new(0, 0);
    pairs
        .iter()
        .map(|&(old, new)| {
            let start = at.before + texts.before[at.before..].find(old).expect("the old words stand there");
            let before = start..start + old.len();
            let after = if new.is_empty() {
                let start = at.after + (before.start - at.before);
                start..start
            } else {
                let start = at.after + texts.after[at.after..].find(new).expect("the new words stand there");
                start..start + new.len()
            };
            at = Sides::new(before.end, after.end);
            let kind = if new.is_empty() { PhraseKind::Deleted } else { PhraseKind::Replaced };
            // The first word is the edit, the rest is what was widened.
            let first = |range: &std::ops::Range<usize>, words: &str| {
                range.start..range.start + words.find(' ').unwrap_or(words.len())
            };
            let edits = vec![Edit { range: Sides::new(first(&before, old), first(&after, new)) }];
            Phrase { kind, range: Sides::new(before, after), trivial: false, edits }
        })
        .collect()
}
