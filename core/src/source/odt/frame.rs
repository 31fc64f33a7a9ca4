//! The heads and feet of the pages of an OpenDocument text.

use std::collections::BTreeSet;

use super::super::Outside;
use super::super::xml::{self, Node, Space};
use super::body::Walk;
use super::styles::Styles;
use crate::Result;

/// The heads and feet of pages, which stand among the styles.
pub(super) fn read(text: &str, styles: &Styles) -> Result<Vec<Outside>> {
    let mut walk = Walk::new(styles);
    let mut rule: Option<&'static str> = None;
    let mut found: BTreeSet<(&'static str, String)> = BTreeSet::new();
    xml::walk(text, &mut |node| {
        match node {
            Node::Open(element) if element.space == Space::OdfStyle && rule.is_none() => {
                rule = match element.name.as_str() {
                    "header" | "header-left" | "header-first" => Some("odt/header"),
                    "footer" | "footer-left" | "footer-first" => Some("odt/footer"),
                    _ => None,
                };
            }
            Node::Open(element) if rule.is_some() => walk.open(element),
            Node::Close(element) if element.space == Space::OdfStyle && is_frame(&element.name) => {
                walk.end();
                let page = std::mem::take(&mut walk.page);
                if let Some(rule) = rule.take() {
                    found.extend(page.blocks.iter().map(|block| (rule, block.raw())));
                }
            }
            Node::Close(element) if rule.is_some() => walk.close(element),
            Node::Text(text) if rule.is_some() => walk.text(text),
            _ => {}
        }
        Ok(())
    })?;
    Ok(found.into_iter().map(|(rule, text)| Outside { rule: rule.to_owned(), line: 0, text }).collect())
}

fn is_frame(name: &str) -> bool {
    matches!(name, "header" | "header-left" | "header-first" | "footer" | "footer-left" | "footer-first")
}
