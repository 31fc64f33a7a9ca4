//! Where the sentences of an edition that no rule was written for are filed, by the rules of the series that ship.

use std::fs;

use kidd::series::{self, RulesFile};
use kidd::{source, statement};

#[track_caller]
fn check(series: &str, page: &str, expected: &[&str]) {
    let file = |name: &str| {
        let text = fs::read_to_string(format!("statements/{name}/series.toml")).unwrap();
        RulesFile { origin: format!("{name}/series.toml"), text: text.into() }
    };
    let rules = series::load(&file(series), &|name| Ok(Some(file(name)))).unwrap();
    let statement = statement::read(&source::read("text", page.as_bytes()).unwrap(), &rules).unwrap();
    let told: Vec<String> = statement
        .sentences
        .iter()
        .map(|sentence| format!("{}: {}", sentence.section, sentence.text))
        .collect();
    let found: Vec<&str> = statement.sentences.iter().map(|sentence| sentence.section.as_str()).collect();
    assert_eq!(found, expected, "{told:#?}");
}

#[test]
fn a_committee_speaks_of_the_economy_then_of_what_it_decides() {
    check(
        "fomc",
        "FOMC statement\n\n\
         Economic activity has been expanding at a modest pace. Overall financial conditions have tightened, and inflation \
         expectations are stable. Higher oil prices are adding to consumer price inflation.\n\n\
         The Committee decided to lower the target range for the federal funds rate to 3 to 3-1/4 percent and anticipates that \
         some further easing will be appropriate. The Committee expects to maintain this target range until it is confident \
         that inflation is on a durable path. It will slow the runoff of its securities holdings. The Committee will also \
         keep reinvesting principal payments from maturing holdings of securities.\n\n\
         Voting against the action was Ada Holt. Ms. Holt was concerned that lower rates would raise inflation expectations. \
         In addition, she did not believe that the balance sheet should be kept at its size.\n",
        &[
            "economy",
            "economy",
            "inflation",
            "target-range",
            "guidance",
            "balance-sheet",
            "balance-sheet",
            "vote",
            "vote",
            "vote",
        ],
    );
}

#[test]
fn a_group_says_when_it_met_and_when_it_will_meet() {
    check(
        "ncg",
        "Joint Press Statement on the Nuclear Consultative Group\n\n\
         The sixth U.S.-ROK Nuclear Consultative Group (NCG) convened in Seoul on May 4, 2027. The meeting was convened by \
         Mr. Ben Reed and Dr. Kim Min-ho.\n\n\
         The United States reaffirmed its commitment to provide extended deterrence to the ROK. The Principals approved the \
         work plan and the workstreams for the year.\n\n\
         The NCG will be held quarterly, and the seventh principal-level NCG will be convened in Washington.\n",
        &["meeting", "meeting", "extended-deterrence", "workstreams", "next-meeting"],
    );
}
