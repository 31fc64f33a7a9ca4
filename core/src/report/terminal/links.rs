//! Where a finding leads: to the file and the line of its words, for terminals that take links (OSC 8).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::Sides;
use crate::compare::{Comparison, Finding};

/// What stands in the address of a file as it is: letters, digits, and what separates parts of a path.
const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b':');

/// The address of a file, by its absolute path with slashes.
pub fn file_link(path: &str) -> String {
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", utf8_percent_encode(path, KEPT))
}

/// The newer words of a finding, where there are none the older ones: the file with the line behind `#`, which terminals
/// that know it open there.
pub(super) fn to_finding(
    finding: &Finding,
    comparison: &Comparison<'_>,
    links: &Sides<Option<String>>,
) -> Option<String> {
    let sides = comparison.statements;
    let quotes = [
        (&finding.quote.after, &links.after, sides.after),
        (&finding.quote.before, &links.before, sides.before),
    ];
    quotes.into_iter().find_map(|(quote, link, statement)| {
        let sentence = statement.sentences.get(quote.as_ref()?.sentence?)?;
        Some(format!("{}#{}", link.as_ref()?, sentence.line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_way_out_of_an_address() {
        assert_eq!(file_link("/home/a b/23.txt"), "file:///home/a%20b/23.txt");
        assert_eq!(file_link("C:/x/23.txt"), "file:///C:/x/23.txt");
        assert_eq!(file_link("/x\u{1b}\\y#z"), "file:///x%1B%5Cy%23z");
    }
}
