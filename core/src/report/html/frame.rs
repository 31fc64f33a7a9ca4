//! What every page has: its policy, its links, and the mark of a made-up text.

use super::policy::{self, Scripts};
use crate::report::prose::list;
use crate::statement::Statement;

/// Made-up texts that the mark calls by name; more of them are counted.
const NAMED: usize = 4;

/// A link to another page of the same site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it goes, relative to the page.
    pub address: String,
    /// What the page is to this one, in HTML's words (`prev`, `next`).
    pub relation: Option<&'static str>,
}

/// What every page has.
pub(crate) struct Frame<'p> {
    pub title: String,
    pub policy: String,
    pub style: &'static str,
    pub script: Option<&'static str>,
    pub version: &'static str,
    /// The name of the place where the text begins.
    pub skip: &'static str,
    /// Says that a text on the page is made up.
    pub mark: Option<String>,
    pub links: &'p [Link],
}

impl<'p> Frame<'p> {
    /// The frame of a page with this title, these scripts and these links.
    pub(crate) fn new(title: String, skip: &'static str, scripts: Scripts, links: &'p [Link]) -> Self {
        Self {
            title,
            policy: policy::policy(scripts),
            style: policy::STYLE,
            script: match scripts {
                Scripts::None => None,
                Scripts::Inside(script) | Scripts::InsideAndBeside(script) => Some(script),
            },
            version: env!("CARGO_PKG_VERSION"),
            skip,
            mark: None,
            links,
        }
    }

    /// The same with the mark of the made-up texts among these.
    pub(crate) fn marked<'s>(self, statements: impl IntoIterator<Item = &'s Statement>) -> Self {
        let made_up = statements.into_iter().filter(|statement| statement.illustrative);
        let names: Vec<&str> = made_up.map(|statement| statement.id.as_str()).collect();
        self.made_up(&names)
    }

    /// The same with the mark of the made-up texts of these names.
    pub(crate) fn made_up(mut self, names: &[&str]) -> Self {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        self.mark = match names.as_slice() {
            [] => None,
            [one] => Some(format!("{one} is a made-up text, written to show how the tool works.")),
            few if few.len() <= NAMED => {
                Some(format!("{} are made-up texts, written to show how the tool works.", list(&names)))
            }
            many => Some(format!(
                "{} of these are made-up texts, written to show how the tool works.",
                many.len()
            )),
        };
        self
    }
}
