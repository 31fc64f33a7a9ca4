//! Tests of what is read from single sentences.

use jiff::civil::date;

use crate::series::{self, Scanned};
use crate::source;
use crate::statement::{self, Commitment, Statement};

fn read(text: &str) -> Statement {
    let page = format!("Joint Statement\n\nThe two sides met on September 18, 2023, in Seoul.\n\n{text}\n");
    let rules = series::general().unwrap();
    let mut statement = statement::read(&source::read("text", page.as_bytes()).unwrap(), &rules).unwrap();
    statement.date = Some(date(2023, 9, 18));
    let sentences = statement.sentences.clone();
    let texts: Vec<_> = sentences.iter().map(|sentence| Scanned::new(&sentence.text)).collect();
    super::extract(&mut statement, &texts, &rules);
    statement
}

/// A sentence alone.
pub(super) fn sentence(text: &str) -> statement::Sentence {
    statement::Sentence {
        index: 0,
        paragraph: 0,
        section: String::new(),
        session: None,
        speaker: statement::Speaker::Unattributed,
        deadline: None,
        text: text.to_owned(),
        range: 0..text.len(),
        line: 1,
        cues: Vec::new(),
    }
}

fn told(found: &[Commitment]) -> Vec<String> {
    let deadline = |found: &Commitment| {
        found.deadline.as_ref().map_or(String::new(), |deadline| format!(" | {}", deadline.text))
    };
    found
        .iter()
        .map(|found| format!("{:?} {:?}: {}{}", found.kind, found.speaker, found.text, deadline(found)))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(&read(text).commitments), expected, "{text}");
}

#[test]
fn each_verb_of_a_list_makes_its_own_commitment() {
    check(
        "The leaders reviewed progress, pledged to expand the exercises, and agreed to establish a task force.",
        &[
            "Pledge Leaders: pledged to expand the exercises",
            "Pledge Leaders: agreed to establish a task force",
        ],
    );
    check(
        "Both sides committed to implement the plan, and to report progress to their leaders.",
        &[
            "Pledge Joint: Both sides committed to implement the plan",
            "Pledge Joint: to report progress to their leaders",
        ],
    );
}

#[test]
fn a_purpose_is_no_second_promise() {
    check(
        "They agreed to work together to deter attacks and to defend the Peninsula.",
        &["Pledge Joint: They agreed to work together to deter attacks and to defend the Peninsula"],
    );
}

#[test]
fn restating_a_promise_counts_and_restating_a_goal_does_not() {
    check(
        "Secretary Austin reaffirmed the U.S. commitment to provide extended deterrence to the ROK.",
        &[
            "Assurance Party(us): Secretary Austin reaffirmed the U.S. commitment to provide extended deterrence to the ROK",
        ],
    );
    check("Both sides reaffirmed the goal of the complete denuclearization of the DPRK.", &[]);
    check("Both sides reaffirmed the importance of the U.S. commitment to the region.", &[]);
    check(
        "The U.S. side reiterated that its commitment to the defense of the ROK remains ironclad.",
        &[
            "Assurance Party(us): The U.S. side reiterated that its commitment to the defense of the ROK remains ironclad",
        ],
    );
    check(
        "The United States and Japan remain firmly committed to a free and open Indo-Pacific.",
        &[
            "Pledge Joint: The United States and Japan remain firmly committed to a free and open Indo-Pacific",
        ],
    );
}

#[test]
fn what_a_party_will_do_is_promised_and_what_will_come_about_is_not() {
    check("We will continue to consult.", &["Pledge Joint: We will continue to consult"]);
    check("The meeting will contribute to peace.", &[]);
    check("The leaders acknowledged that the exercise would strengthen the Alliance.", &[]);
    check("The strength of our two nations will contribute to peace.", &[]);
    check("The DPRK will abandon its weapons.", &[]);
    check("The ROK welcomed a mechanism, which will monitor sanctions.", &[]);
    check(
        "Both sides agreed that the two countries would continue to work on the guidelines.",
        &["Pledge Joint: Both sides agreed that the two countries would continue to work on the guidelines"],
    );
}

#[test]
fn talk_is_no_commitment() {
    check("The two sides discussed the need to review the results.", &[]);
    check("The United States and Japan agreed on the importance of the rules-based order.", &[]);
    check("Both sides agreed that the dialogue has been a key mechanism.", &[]);
    check("They noted efforts to expand cooperation as agreed at the last meeting.", &[]);
    check("When we met in 2021, we committed to set the highest standard.", &[]);
    let talk = read("The two sides discussed the need to review the results.").assessments;
    assert_eq!(
        (talk[0].force.rung.as_str(), talk[0].force.hedges.as_slice()),
        ("discuss", &["the need to".to_owned()][..])
    );
    assert_eq!(talk[0].verb, "discussed the need to review");
}

#[test]
fn a_consequence_held_out_is_a_warning() {
    check(
        "Any attack on the ROK is unacceptable and will result in the end of that regime, and the U.S. side reiterated \
         that any nuclear attack will be met with a swift, overwhelming and decisive response.",
        &[
            "Warning Unattributed: Any attack on the ROK is unacceptable and will result in the end of that regime",
            "Warning Party(us): the U.S. side reiterated that any nuclear attack will be met with a swift, overwhelming and decisive response",
        ],
    );
}

#[test]
fn a_meeting_that_is_set_is_a_schedule() {
    check(
        "The next meeting will be held in Washington, D.C. in the first half of 2024.",
        &[
            "Schedule Unattributed: The next meeting will be held in Washington, D.C. in the first half of 2024 | in the first half of 2024",
        ],
    );
    check(
        "They agreed to hold the next dialogue at a mutually convenient time.",
        &[
            "Schedule Joint: They agreed to hold the next dialogue at a mutually convenient time | at a mutually convenient time",
        ],
    );
    check("They agreed to hold exercises.", &["Pledge Joint: They agreed to hold exercises"]);
}

#[test]
fn items_of_a_list_are_promises_of_who_opened_it() {
    check(
        "We share these interests and commit to:\n\nworking with industry; and\n\npreventing the export of spyware.\n\nThis is new.",
        &["Pledge Joint: working with industry", "Pledge Joint: preventing the export of spyware"],
    );
}

#[test]
fn speakers_are_told_apart() {
    let check = |text: &str, expected: statement::Speaker| {
        assert_eq!(read(text).sentences[1].speaker, expected, "{text}");
    };
    use crate::statement::Speaker::{Joint, Leaders, Unattributed};
    let rules = series::general().unwrap();
    let party = |id: &str| {
        let rule = rules.party.iter().find(|party| party.id == id).unwrap();
        statement::Speaker::Party(statement::Party::of(rule))
    };
    check("The U.S. side acknowledged progress.", party("us"));
    check("The ROK Ministry of National Defense explained its plan.", party("rok"));
    check("Along with Japan, the U.S. and ROK discussed the plan.", Joint);
    check("ROK and U.S. leaders assessed the meeting.", Leaders);
    check("Secretary Austin and Minister Shin pledged to cooperate.", Leaders);
    check("NCG Principals reviewed the plan.", Leaders);
    check("Australia is deeply committed to the treaty.", party("australia"));
    check("They welcomed the launch.", Joint);
    check("The exercise was conducted in August.", Unattributed);
}

#[test]
fn deadlines_are_resolved_against_the_day_of_the_statement() {
    let check = |text: &str, expected: Option<(&str, &str)>| {
        let statement = read(&format!("Both sides agreed to finish the study {text}."));
        let found = statement.sentences[1].deadline.clone();
        let found =
            found.map(|found| (found.text, found.date.map_or("none".into(), |date| date.to_string())));
        assert_eq!(found, expected.map(|(text, date)| (text.to_owned(), date.to_owned())), "{text}");
    };
    check("by the end of 2023", Some(("by the end of 2023", "2023-12-31")));
    check("early next year", Some(("early next year", "2024-04-30")));
    check("in November", Some(("in November", "2023-11-30")));
    check("in March", Some(("in March", "2024-03-31")));
    check("in the first half of 2024", Some(("in the first half of 2024", "2024-06-30")));
    check("next summer", Some(("next summer", "2024-08-31")));
    check("this year", Some(("this year", "2023-12-31")));
    check("later this year", Some(("later this year", "2023-12-31")));
    check("by mid-2024", Some(("by mid-2024", "2024-08-31")));
    check("no later than October 26, 2023", Some(("no later than October 26, 2023", "2023-10-26")));
    check("within six months", Some(("within six months", "2024-03-18")));
    check("by the end of the year", Some(("by the end of the year", "2023-12-31")));
    check("in the early 2030s", Some(("in the early 2030s", "2033-12-31")));
    check(
        "prior to the 55th Security Consultative Meeting",
        Some(("prior to the 55th Security Consultative Meeting", "none")),
    );
    check("in the near future", Some(("in the near future", "none")));
    check("that began in May 2023", None);
    check("of August of this year", None);
}

#[test]
fn no_text_is_too_odd() {
    for odd in [
        "to",
        "will",
        "and to",
        "reaffirmed",
        "(",
        "They will",
        "that",
        "the",
        "agreed to",
        "— — —",
        "by the",
        "in early",
        "USS",
        "exercise—",
    ] {
        read(&format!("Both sides {odd} {odd}. {odd} {odd} {odd}."));
        read(odd);
    }
}

#[test]
fn a_side_speaks_of_itself_as_it() {
    check(
        "The U.S. side reiterated that it would provide extended deterrence to the ROK.",
        &[
            "Assurance Party(us): The U.S. side reiterated that it would provide extended deterrence to the ROK",
        ],
    );
    check(
        "The ROK side stated that it will continue to build reliable systems.",
        &["Pledge Party(rok): The ROK side stated that it will continue to build reliable systems"],
    );
    check("Both sides affirmed that it would strengthen the Alliance.", &[]);
}

#[test]
fn departments_speak_for_their_states() {
    check(
        "The Department of War stated that the United States will maintain the force level.",
        &[
            "Pledge Party(us): The Department of War stated that the United States will maintain the force level",
        ],
    );
    check(
        "The Ministry of National Defense agreed to extend the term.",
        &["Pledge Party(rok): The Ministry of National Defense agreed to extend the term"],
    );
}

#[test]
fn a_preposition_to_hides_no_second_promise() {
    check(
        "The two sides agreed to develop an approach to the transition and to report it to the ministers.",
        &[
            "Pledge Joint: The two sides agreed to develop an approach to the transition",
            "Pledge Joint: to report it to the ministers",
        ],
    );
    check(
        "They agreed to resume the talks with Japan and to hold a meeting in June.",
        &[
            "Pledge Joint: They agreed to resume the talks with Japan",
            "Schedule Joint: to hold a meeting in June | in June",
        ],
    );
}

#[test]
fn an_earlier_time_counts_for_the_clause_that_it_opens() {
    check(
        "Both sides reaffirmed their commitment to a transition when conditions are met, and decided to conduct a study.",
        &[
            "Pledge Joint: Both sides reaffirmed their commitment to a transition when conditions are met",
            "Pledge Joint: decided to conduct a study",
        ],
    );
    check(
        "The leaders noted the growth achieved last year and agreed to continue it.",
        &["Pledge Leaders: agreed to continue it"],
    );
    check("Last year, the two sides agreed to continue it.", &[]);
}

#[test]
fn what_another_state_brings_about_is_no_promise() {
    check("They concurred that North Korea's provocations will only deepen its isolation.", &[]);
}

#[test]
fn leaders_of_delegations_are_leaders() {
    check(
        "The leaders of the delegations exchanged views. They agreed to resume the talks.",
        &["Pledge Leaders: They agreed to resume the talks"],
    );
}

#[test]
fn the_second_object_of_a_verb_may_be_the_promise() {
    check(
        "The United States expressed its support for the programme and its intent to work closely with the ROK.",
        &[
            "Assurance Party(us): The United States expressed its support for the programme and its intent to work closely with \
             the ROK",
        ],
    );
}

#[test]
fn a_second_and_opens_a_clause() {
    check(
        "Mr. Sullivan reiterated the U.S. commitment to the defense of Japan and the ROK and the leaders discussed trade.",
        &[
            "Assurance Party(us): Mr. Sullivan reiterated the U.S. commitment to the defense of Japan and the ROK",
        ],
    );
}

#[test]
fn a_kind_of_exercise_is_no_name() {
    let statement = read(
        "They praised the U.S.-ROK combined exercises and the Space Cooperation table-top exercise (TTX), and the United \
         Nations Convention on the Law of the Sea.",
    );
    let found: Vec<_> =
        statement.instruments.iter().map(|found| (found.name.as_str(), found.acronym.as_deref())).collect();
    assert_eq!(
        found,
        [
            ("Space Cooperation table-top exercise", None),
            ("United Nations Convention on the Law of the Sea", None)
        ]
    );
}

#[test]
fn between_the_verb_and_what_it_promises_other_words_may_stand() {
    check(
        "Both sides agreed in principle to establish a mechanism.",
        &["Pledge Joint: Both sides agreed in principle to establish a mechanism"],
    );
    check(
        "They also agreed to, as necessary, deploy strategic assets.",
        &["Pledge Joint: They also agreed to, as necessary, deploy strategic assets"],
    );
    check(
        "The two sides agreed at the meeting to establish a task force.",
        &["Pledge Joint: The two sides agreed at the meeting to establish a task force"],
    );
    check("The two sides agreed with the assessment of the authorities.", &[]);
}

#[test]
fn what_is_reported_needs_no_that() {
    check(
        "The U.S. side said it will rotate additional forces.",
        &["Pledge Party(us): The U.S. side said it will rotate additional forces"],
    );
    check(
        "The U.S. side assured the ROK side that it will provide extended deterrence.",
        &["Assurance Party(us): The U.S. side assured the ROK side that it will provide extended deterrence"],
    );
}

#[test]
fn who_is_only_spoken_about_pledges_nothing_here() {
    check("The DPRK pledged to continue its satellite launches.", &[]);
}

#[test]
fn what_had_been_pledged_before_is_told() {
    check("The committee completed the review that the ministers had pledged to conduct.", &[]);
}

#[test]
fn a_word_that_is_two_things_is_read_as_one() {
    check(
        "The U.S. side reiterated that the United States will remain strong.",
        &["Assurance Party(us): The U.S. side reiterated that the United States will remain strong"],
    );
}

#[test]
fn forces_of_a_side_are_its_own() {
    check(
        "The U.S. side reiterated that U.S. Forces Korea (USFK) will remain at its present strength.",
        &[
            "Assurance Party(us): The U.S. side reiterated that U.S. Forces Korea (USFK) will remain at its present strength",
        ],
    );
}

#[test]
fn a_body_of_both_sides_speaks_for_both() {
    check(
        "The Space Working Group (SWG) agreed to share data and to exchange experts.",
        &[
            "Pledge Joint: The Space Working Group (SWG) agreed to share data",
            "Pledge Joint: to exchange experts",
        ],
    );
}

/// The claims of a text as `kind speaker stance: object`, marked where they are negated, narrated or conditional.
#[track_caller]
fn claims(text: &str, expected: &[&str]) {
    let statement = read(text);
    let told: Vec<String> = statement
        .claims
        .iter()
        .filter(|claim| claim.sentence > 0)
        .map(|claim| {
            let marks = [(claim.negated, " not"), (claim.narrated, " once"), (claim.conditional, " if")];
            let marks: String = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
            let object = &statement.sentences[claim.sentence].text[claim.object.clone()];
            format!("{:?} {:?} {}{marks}: {object}", claim.kind, claim.speaker, claim.stance)
        })
        .collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn each_clause_is_a_claim_with_its_stance() {
    claims(
        "We strongly condemn the launches and call on all states to implement the resolutions.",
        &[
            "Assessment Joint strongly-condemn: the launches",
            "Call Joint call-on: all states to implement the resolutions",
        ],
    );
    claims(
        "Japan, the ROK, and the United States welcomed the talks, and Australia pledged support.",
        &["Assessment Joint welcome: the talks", "Pledge Party(australia) pledge: support"],
    );
    claims(
        "While inflation has eased, activity remains solid.",
        &["Description Unattributed level-eased: eased", "Description Unattributed pace-solid: solid"],
    );
}

#[test]
fn what_nobody_does_is_no_promise() {
    for text in [
        "Neither side agreed to a deadline.",
        "No country committed to the plan.",
        "We did not agree to meet.",
    ] {
        let found = read(text);
        assert!(found.commitments.is_empty(), "{text}");
        assert!(found.claims.iter().any(|claim| claim.negated), "{text}");
    }
}

#[test]
fn what_was_promised_at_an_earlier_time_is_told_and_not_promised() {
    assert!(read("The Framework of 2020 reaffirmed our commitment to take action.").commitments.is_empty());
    assert!(read("They decided in March to launch a study.").commitments.is_empty());
    assert!(read("This is a moment we intend to meet.").commitments.is_empty());
}

#[test]
fn items_under_a_list_of_actions_are_promises() {
    let text = "We must redouble our efforts through the following actions:\n\n1. Expand our investment in clinics.\n\n\
                2. Develop a work plan on water.";
    let found = read(text).commitments;
    assert_eq!(
        found.iter().map(|found| found.text.as_str()).collect::<Vec<_>>(),
        ["Expand our investment in clinics", "Develop a work plan on water"]
    );
}

#[test]
fn numbers_stand_with_what_they_count() {
    #[track_caller]
    fn check(text: &str, expected: &[(f64, Option<f64>, &str, Option<&str>)]) {
        let statement = read(text);
        let claims = statement.claims.iter().filter(|claim| claim.sentence == 1);
        let found: Vec<_> = claims
            .flat_map(|claim| &claim.quantities)
            .map(|found| (found.value, found.upper, found.unit.as_str(), found.bound.as_deref()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    check(
        "They agreed to keep 28,500 U.S. personnel in the ROK.",
        &[(28_500.0, None, "U.S. personnel", None)],
    );
    check("The range was set at 5-1/4 to 5-1/2 percent.", &[(5.25, Some(5.5), "%", None)]);
    check("They will provide at least 33 million doses.", &[(33e6, None, "doses", Some("at least"))]);
    check("They will spend $1.5 billion.", &[(1.5e9, None, "USD", None)]);
    check("It cut the rate by 25 basis points.", &[(25.0, None, "basis point", None)]);
    check("Resolution 2231 of 20 July 2015 and Article 5 stand, as the 23rd meeting said in 2023.", &[]);
}

#[test]
fn actors_are_known_by_any_of_their_names() {
    let statement =
        read("Prime Minister Ann Oak of Australia met Canadian officials. Ms. Oak thanked Canada and NATO.");
    let found: Vec<(&str, usize)> =
        statement.actors.iter().map(|actor| (actor.key.as_str(), actor.mentions.len())).collect();
    assert_eq!(found, [("ann-oak", 2), ("australia", 1), ("canada", 2), ("nato", 1)]);
}

#[test]
fn what_something_is_done_to_does_not_speak() {
    claims(
        "Members are encouraged to ratify the treaty. The report was welcomed by the leaders.",
        &[
            "Call Unattributed encourage: encouraged to ratify the treaty",
            "Assessment Leaders welcome: welcomed by the leaders",
        ],
    );
    claims("We are encouraged by the progress.", &["Assessment Joint welcome: encouraged by the progress"]);
}

#[test]
fn a_promise_of_nobody_is_one_turned_round() {
    claims(
        "No Ally will station weapons there. We agreed that no member will host bases.",
        &["Pledge Joint will not: weapons there", "Pledge Joint agree not: no member will host bases"],
    );
}

#[test]
fn what_a_side_seeks_to_do_is_promised() {
    check("We seek to double trade by 2035.", &["Pledge Joint: We seek to double trade by 2035 | by 2035"]);
    check("Japan aims to conclude the talks.", &["Pledge Party(japan): Japan aims to conclude the talks"]);
    check("We plan to open an office.", &["Pledge Joint: We plan to open an office"]);
    check("The DPRK seeks to diversify its systems.", &[]);
    check("The two sides sought a solution.", &[]);
}

#[test]
fn circumstances_are_no_clause_of_their_own() {
    claims(
        "Given that rates are low, we will keep the range. Should supplies be interrupted, we will hold a meeting.",
        &["Pledge Joint will: the range", "Schedule Joint will if: a meeting"],
    );
}

#[test]
fn the_text_says_how_it_calls_those_for_whom_it_speaks() {
    let page = "Joint Statement\n\nKenya, Norway and Chile (the “Trio”) met on May 3, 2024, in Oslo.\n\n\
                The Trio condemned the attack. It will send experts.\n";
    let rules = series::general().unwrap();
    let statement = statement::read(&source::read("text", page.as_bytes()).unwrap(), &rules).unwrap();
    let speakers: Vec<_> =
        statement.claims.iter().filter(|claim| claim.sentence == 1).map(|claim| claim.speaker).collect();
    assert_eq!(speakers, [statement::Speaker::Joint]);
}

#[test]
fn members_will_opens_a_list_of_promises() {
    let text =
        "Members will:\n\n(a) submit plans to the chair by May;\n\n(b) refrain from bans in an emergency.";
    let found = read(text).commitments;
    assert_eq!(
        found.iter().map(|found| found.text.as_str()).collect::<Vec<_>>(),
        ["submit plans to the chair by May", "refrain from bans in an emergency"]
    );
    let text = "Ministers instructed their officials to:\n\n- draw up a plan;\n\n- report back in May.";
    assert_eq!(read(text).commitments.len(), 3, "{:?}", told(&read(text).commitments));
}

#[test]
fn a_group_in_small_letters_is_known_by_its_acronym() {
    let statement = read(
        "They launched the trilateral information-sharing arrangement (TISA). The TISA will meet. \
         They discussed the failed space launch vehicle (SLV) and open radio access networks (ORAN).",
    );
    let named: Vec<_> = statement
        .bodies
        .iter()
        .chain(&statement.instruments)
        .map(|entity| (entity.name.as_str(), entity.acronym.as_deref(), entity.mentions.len()))
        .collect();
    assert_eq!(named, [("trilateral information-sharing arrangement", Some("TISA"), 2)]);
}

#[test]
fn each_resolution_is_one_instrument_by_its_number() {
    let statement = read(
        "They recalled UN Security Council Resolutions 1718 and 2397 and Resolution 76/300 of the General Assembly. \
         Resolution 2397 stands. Article 5 and Annex 12 stand.",
    );
    let named: Vec<_> = statement
        .instruments
        .iter()
        .map(|entity| {
            (entity.key.as_str(), entity.name.as_str(), entity.kind.as_str(), entity.mentions.len())
        })
        .collect();
    assert_eq!(
        named,
        [
            ("resolution-1718", "UN Security Council Resolution 1718", "resolution", 1),
            ("resolution-2397", "UN Security Council Resolution 2397", "resolution", 2),
            ("resolution-76-300", "UN General Assembly Resolution 76/300", "resolution", 1),
        ]
    );
}

#[test]
fn the_institution_that_speaks_is_no_body_of_its_own() {
    let page = "Monetary policy decision\n\nAt its meeting today, the Monetary Policy Committee voted to keep the rate.\n\n\
                The Monetary Policy Committee expects inflation to ease. It will meet the Financial Stability Committee.\n";
    let rules = series::general().unwrap();
    let statement = statement::read(&source::read("text", page.as_bytes()).unwrap(), &rules).unwrap();
    let bodies: Vec<_> = statement.bodies.iter().map(|body| body.name.as_str()).collect();
    assert_eq!(bodies, ["Financial Stability Committee"]);
}

#[test]
fn a_person_speaks_for_the_state_whose_office_it_is() {
    let page = "Readout\n\nPrime Minister Ann Hale today welcomed the President of the Republic of Zambia, Dr. Grace Nkemelu, to \
                Dublin on May 3, 2024.\n\nThe President thanked Ireland. The Prime Minister promised support. President Nkemelu invited \
                Prime Minister Hale to Lusaka.\n";
    let rules = series::general().unwrap();
    let statement = statement::read(&source::read("text", page.as_bytes()).unwrap(), &rules).unwrap();
    let speakers: Vec<String> = statement
        .claims
        .iter()
        .filter(|claim| claim.sentence > 0)
        .map(|claim| format!("{:?}", claim.speaker))
        .collect();
    assert_eq!(speakers, ["Party(zambia)", "Party(ireland)", "Party(zambia)"]);
}

#[test]
fn numbers_that_are_spelled_count_things_and_not_those_who_speak() {
    let units = |text: &str| -> Vec<String> {
        read(text).claims.iter().flat_map(|claim| &claim.quantities).map(|found| found.unit.clone()).collect()
    };
    assert_eq!(units("We will deploy five patrol boats and two frigates."), ["patrol boats", "frigates"]);
    assert!(units("Two Ministers and six Allies met, one of them for the first time.").is_empty());
    assert_eq!(units("We will give US$5 million."), ["USD"]);
    assert!(read("We will give US$5 million.").actors.is_empty());
}
