//! JUnit XML, which GitLab and most other CI systems show as tests.
//!
//! A suite is a comparison (and one is the archive), a test case a finding: failed where it keeps the gate from
//! holding, skipped where it was accepted, passed with its message where it is worth knowing only.

use std::io::{self, Write};

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

use super::escape;
use super::gate::{acceptance, outcome, pair, place, sentence};
use crate::policy::{Judged, Standing, Verdict};

/// Writes what a gate says as JUnit XML.
///
/// # Errors
/// Those of the writer.
pub fn junit(writer: &mut dyn Write, verdict: &Verdict) -> io::Result<()> {
    let mut suites: Vec<(String, Vec<&Judged>)> = Vec::new();
    suites.push(("archive".to_owned(), shown(&verdict.archive)));
    suites.extend(verdict.pairs.iter().map(|known| (pair(known), shown(&known.judged))));
    suites.retain(|(name, judged)| name != "archive" || !judged.is_empty() || verdict.pairs.is_empty());

    writer.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    let mut xml: Xml<'_> = Writer::new_with_indent(writer, b' ', 2);
    let tests: usize = suites.iter().map(|(_, judged)| judged.len().max(1)).sum();
    let mut top = BytesStart::new("testsuites");
    top.push_attribute(("name", "kidd check"));
    top.push_attribute(("tests", tests.to_string().as_str()));
    top.push_attribute(("failures", verdict.blocking().to_string().as_str()));
    xml.write_event(Event::Start(top))?;
    for (name, judged) in &suites {
        suite(&mut xml, name, judged, verdict)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    xml.into_inner().write_all(b"\n")
}

fn shown(judged: &[Judged]) -> Vec<&Judged> {
    judged.iter().filter(|judged| judged.standing != Standing::Off).collect()
}

type Xml<'w> = Writer<&'w mut dyn Write>;

fn suite(xml: &mut Xml<'_>, name: &str, judged: &[&Judged], verdict: &Verdict) -> io::Result<()> {
    let failures = judged.iter().filter(|judged| verdict.blocks(judged)).count();
    let skipped = judged.iter().filter(|judged| acceptance(judged).is_some()).count();
    let mut start = BytesStart::new("testsuite");
    start.push_attribute(("name", clean(name).as_str()));
    for (key, number) in [("tests", judged.len().max(1)), ("failures", failures), ("skipped", skipped)] {
        start.push_attribute((key, number.to_string().as_str()));
    }
    xml.write_event(Event::Start(start))?;
    for judged in judged {
        case(xml, name, judged, verdict)?;
    }
    if judged.is_empty() {
        let mut start = BytesStart::new("testcase");
        start.push_attribute(("name", "no findings"));
        start.push_attribute(("classname", clean(name).as_str()));
        xml.write_event(Event::Start(start))?;
        text(xml, "system-out", None, &outcome(verdict))?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn case(xml: &mut Xml<'_>, suite: &str, judged: &Judged, verdict: &Verdict) -> io::Result<()> {
    let mut start = BytesStart::new("testcase");
    let name = format!("{} {} [{}]", judged.rule, judged.subject, judged.id());
    start.push_attribute(("name", clean(&name).as_str()));
    start.push_attribute(("classname", clean(suite).as_str()));
    if let Some(place) = &judged.place {
        start.push_attribute(("file", clean(&place.file).as_str()));
        start.push_attribute(("line", place.line.to_string().as_str()));
    }
    xml.write_event(Event::Start(start))?;
    let at = place(judged).map(|place| format!("{place}: ")).unwrap_or_default();
    let message = format!("{at}{}", sentence(judged));
    match acceptance(judged) {
        Some(reason) => text(xml, "skipped", Some(&reason), "")?,
        None if verdict.blocks(judged) => text(xml, "failure", Some(&judged.message), &message)?,
        None => text(xml, "system-out", None, &message)?,
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

fn text(xml: &mut Xml<'_>, name: &str, message: Option<&str>, body: &str) -> io::Result<()> {
    let mut start = BytesStart::new(name);
    if let Some(message) = message {
        start.push_attribute(("message", clean(message).as_str()));
    }
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(&clean(body))))?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

/// Characters that XML cannot hold are spelled out, as everywhere; the writer escapes the rest.
fn clean(text: &str) -> String {
    escape::line(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

    use super::*;
    use crate::Weight;
    use crate::policy::{JudgedPair, Place, Policy, tell};

    fn written(verdict: &Verdict) -> String {
        let mut bytes = Vec::new();
        junit(&mut bytes, verdict).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        let place = Some(Place { file: "a\"<b>&\u{1}.txt".into(), line: 2 });
        let told = tell("archive/altered", "]]></failure><x y='\u{b}\u{ffff}'>", place, &Policy::default());
        let text =
            written(&Verdict { archive: vec![told], fail_on: Some(Weight::Key), ..Verdict::default() });
        let mut reader = Reader::from_str(&text);
        let mut names = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => names.push(start.name().as_ref().to_owned()),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(names, ["testsuites", "testsuite", "testcase", "failure"]);
        assert!(
            text.contains("U+0001") && text.contains("U+000B") && text.contains("failures=\"1\""),
            "{text}"
        );
    }

    #[test]
    fn a_comparison_without_findings_is_a_test_that_passed() {
        let text = written(&Verdict { pairs: vec![JudgedPair::default()], ..Verdict::default() });
        assert!(
            text.contains("no findings") && text.contains("tests=\"1\"") && text.contains("failures=\"0\""),
            "{text}"
        );
    }
}
