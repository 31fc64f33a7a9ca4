//! The parts of a mail: whether they are whole, and which of them is its text.

use std::collections::HashSet;

use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};
use memchr::memmem;

use super::super::{Outside, Page, html};
use super::{charset, letter};
use crate::{Error, Result};

/// The share of the plain form's words that the HTML form must have to be read, in percent. The HTML form has menus
/// more and addresses of links less; one that is a picture has next to none.
const ENOUGH: usize = 60;

/// Words in a row that two forms of a text share.
const RUN: usize = 3;

/// What a mail holds.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    /// Its text.
    pub page: Page,
    /// Names of files that hang on it.
    pub attachments: Vec<String>,
    /// Mails that hang on it.
    pub messages: Vec<&'a Message<'a>>,
    pub is_encrypted: bool,
}

/// Refuses a mail whose parts are not all there: each multipart has an end of its own.
pub(super) fn whole(message: &Message<'_>) -> Result<()> {
    for part in &message.parts {
        let kind = part.content_type();
        if !kind.is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("multipart")) {
            if let PartType::Message(inner) = &part.body {
                whole(inner)?;
            }
            continue;
        }
        let damaged = |what: &str| Error::new(format!("is damaged: {what}")).help("save all of it again");
        let Some(boundary) = kind.and_then(|kind| kind.attribute("boundary")) else {
            return Err(damaged("what parts it is not said"));
        };
        let rest = message.raw_message.get(part.raw_body_offset() as usize..).unwrap_or_default();
        if memmem::find(rest, format!("--{boundary}--").as_bytes()).is_none() {
            return Err(damaged("the end of its parts is missing"));
        }
        if !part.is_multipart() {
            return Err(damaged("its parts cannot be told apart"));
        }
    }
    Ok(())
}

/// Looks for the text.
pub(super) fn gather<'a>(message: &'a Message<'a>) -> Result<Gathered<'a>> {
    let mut gathered = Gathered::default();
    walk(message, 0, &mut gathered)?;
    Ok(gathered)
}

fn walk<'a>(message: &'a Message<'a>, id: u32, into: &mut Gathered<'a>) -> Result<()> {
    let Some(part) = message.part(id) else { return Ok(()) };
    let subtype =
        part.content_type().and_then(|kind| kind.subtype()).unwrap_or_default().to_ascii_lowercase();
    match &part.body {
        PartType::Multipart(parts) => match subtype.as_str() {
            "alternative" => alternative(message, parts, into),
            "encrypted" => {
                into.is_encrypted = true;
                Ok(())
            }
            // The second part is the signature.
            "signed" => parts.first().map_or(Ok(()), |&first| walk(message, first, into)),
            _ => parts.iter().try_for_each(|&part| walk(message, part, into)),
        },
        PartType::Message(inner) => {
            into.messages.push(inner);
            Ok(())
        }
        _ if is_text(part) => {
            let page = text_page(message, part)?;
            append(&mut into.page, page);
            Ok(())
        }
        _ => {
            into.is_encrypted |= matches!(subtype.as_str(), "pkcs7-mime" | "x-pkcs7-mime")
                && part.content_type().and_then(|kind| kind.attribute("smime-type")) != Some("signed-data");
            // A picture that stands in the text has no words.
            let is_picture =
                part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
            let is_attached =
                part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
            if !is_picture || is_attached {
                into.attachments.push(name(part));
            }
            Ok(())
        }
    }
}

fn name(part: &MessagePart<'_>) -> String {
    let kind =
        part.content_type().map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()));
    let name = part.attachment_name().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    name.unwrap_or_else(|| kind.unwrap_or_else(|| "a file without a name".to_owned()))
}

/// Whether a part is text that is shown with the mail.
fn is_text(part: &MessagePart<'_>) -> bool {
    let is_attached = part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
    let is_kind = part.content_type().is_none()
        || ["plain", "html"].iter().any(|subtype| part.is_content_type("text", subtype));
    is_kind && !is_attached
}

/// Forms of one text: HTML keeps headings and lists, plain text is there where HTML is but a picture.
fn alternative<'a>(message: &'a Message<'a>, forms: &[u32], into: &mut Gathered<'a>) -> Result<()> {
    let (mut plain, mut rich): (Option<Gathered<'a>>, Option<Gathered<'a>>) = (None, None);
    for &form in forms {
        let mut found = Gathered::default();
        let Some(part) = message.part(form) else { continue };
        let is_plain = part.content_type().is_none() || part.is_content_type("text", "plain");
        match walk(message, form, &mut found) {
            Ok(()) => {}
            // A page without text is a picture; the other form has the text.
            Err(_) if !is_plain && forms.len() > 1 && !found.is_encrypted && is_empty_page(message, part) => {
                continue;
            }
            Err(error) => return Err(error),
        }
        into.is_encrypted |= found.is_encrypted;
        let has_text = !found.page.blocks.is_empty();
        let slot = if is_plain { &mut plain } else { &mut rich };
        if has_text && slot.is_none() {
            *slot = Some(found);
        } else {
            into.attachments.append(&mut found.attachments);
            into.messages.append(&mut found.messages);
        }
    }
    let (chosen, other) = match (rich, plain) {
        (Some(rich), Some(plain)) if words(&rich.page) * 100 >= words(&plain.page) * ENOUGH => {
            (rich, Some(plain))
        }
        (rich, Some(plain)) => (plain, rich),
        (Some(rich), None) => (rich, None),
        (None, None) => return Ok(()),
    };
    let Gathered { mut page, attachments, messages, .. } = chosen;
    if let Some(other) = other {
        page.outside.extend(differing(&page, &other.page));
        into.attachments.extend(other.attachments);
    }
    append(&mut into.page, page);
    into.attachments.extend(attachments);
    into.messages.extend(messages);
    Ok(())
}

/// Whether the HTML under this part is there, and has no text.
fn is_empty_page(message: &Message<'_>, part: &MessagePart<'_>) -> bool {
    let inner = |id: &u32| message.part(*id).is_some_and(|part| is_empty_page(message, part));
    match &part.body {
        PartType::Multipart(parts) => parts.first().is_some_and(inner),
        _ => part.is_content_type("text", "html") && text(message, part).is_ok(),
    }
}

/// How many words a page has.
pub(super) fn words(page: &Page) -> usize {
    let lines = page.blocks.iter().flat_map(|block| &block.lines);
    lines.map(|line| line.text.split_whitespace().count()).sum()
}

/// The blocks of a form that is not read, as far as they say what the other one does not.
fn differing(read: &Page, other: &Page) -> Vec<Outside> {
    let texts: Vec<String> = read
        .blocks
        .iter()
        .map(|block| block.raw())
        .chain(read.outside.iter().map(|outside| outside.text.clone()))
        .collect();
    let all: Vec<&str> = texts.iter().flat_map(|text| bare(text)).collect();
    let known: HashSet<&[&str]> = all.windows(RUN).collect();
    let is_known = |text: &str| {
        let words: Vec<&str> = bare(text).collect();
        words.len() < RUN || words.windows(RUN).all(|run| known.contains(run))
    };
    let told = |block: &super::super::Block| {
        let text = block.raw();
        (!is_known(&text)).then(|| Outside {
            rule: "mail/alternative".to_owned(),
            line: block.lines[0].number,
            text,
        })
    };
    other.blocks.iter().filter_map(told).collect()
}

/// The words of a text but for addresses of links, without signs around them.
fn bare(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|word| !word.contains("://"))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

fn append(into: &mut Page, page: Page) {
    let last = into.blocks.last().and_then(|block| block.lines.last()).map_or(0, |line| line.number);
    let shifted = page.blocks.into_iter().map(|mut block| {
        block.lines.iter_mut().for_each(|line| line.number += last);
        block
    });
    into.blocks.extend(shifted);
    into.outside
        .extend(page.outside.into_iter().map(|outside| Outside { line: outside.line + last, ..outside }));
    into.cautions.extend(page.cautions);
}

fn text_page(message: &Message<'_>, part: &MessagePart<'_>) -> Result<Page> {
    let text = text(message, part)?;
    if part.is_content_type("text", "html") {
        if text.trim().is_empty() {
            return Ok(Page::default());
        }
        return html::page(text.as_bytes()).map(letter::sorted);
    }
    let attribute = |name: &str| part.content_type().and_then(|kind| kind.attribute(name));
    if attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        let joins = attribute("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes"));
        return Ok(letter(&flowed(&text, joins)));
    }
    Ok(letter(&text))
}

/// The text of a part.
pub(super) fn text(message: &Message<'_>, part: &MessagePart<'_>) -> Result<String> {
    let bytes = message.raw_message.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize);
    let bytes = charset::carried(bytes.unwrap_or_default(), part.content_transfer_encoding())?;
    let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
    if bytes.trim_ascii().is_empty() {
        return Ok(String::new());
    }
    let text = charset::decoded(&bytes, declared)?;
    Ok(super::super::lines::normalise(&text).into_owned())
}

/// Lines that end in a space go on in the next one (RFC 3676), and a space may stand before a line to guard it.
fn flowed(text: &str, joins: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let rest = line.trim_start_matches('>');
        let depth = line.len() - rest.len();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        if open != Some(depth) {
            if !out.is_empty() || open.is_some() {
                out.push('\n');
            }
            out.push_str(&">".repeat(depth));
            out.push_str(if depth > 0 { " " } else { "" });
        }
        // Two dashes and a space end the text; they go on in nothing.
        let goes_on = rest.ends_with(' ') && rest != "-- ";
        out.push_str(if goes_on && joins { &rest[..rest.len() - 1] } else { rest });
        open = goes_on.then_some(depth);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_go_on_and_others_end() {
        assert_eq!(
            flowed("Both sides \nagreed.\n\n From Seoul \nthey left.\n", false),
            "Both sides agreed.\n\nFrom Seoul they left.\n"
        );
        assert_eq!(flowed("> Both \n> sides\nmet \n> again", false), "> Both sides\nmet \n> again");
        assert_eq!(flowed("Ko \nrea", true), "Korea");
        assert_eq!(flowed("Bye\n-- \nAnn", false), "Bye\n-- \nAnn");
    }
}
