//! Mails and web pages saved as one file (MHTML) → blocks: the part with the text, in whatever it was wrapped.
//!
//! The parts are told apart by a library; which of them is the text is decided here. Of the forms of one text the HTML
//! is read where it has as much as the plain one. Fields of the head, forms that differ, notes of those who passed the
//! text on, signatures and attachments are handed on as [`Outside`], so that nothing goes silently.

mod charset;
mod head;
mod letter;
mod parts;

use mail_parser::{Message, MessageParser, MimeHeaders as _};

use self::parts::Gathered;
use super::html::Linked;
use super::{Caution, Outside, Page, html};
use crate::{Error, Result};

pub(super) use head::{is_mail, is_mhtml};
pub(super) use letter::letter;

/// The most parts of parts; mails have three or four, and each may make the library search the whole file.
const MAX_MULTIPARTS: usize = 50;

/// How deep mails may hang on mails.
const MAX_DEPTH: usize = 3;

/// A text with fewer words is a note on what hangs on the mail, in words. A covering note has some 20; a statement of
/// this length with an attachment would say the same in it.
const NOTE: usize = 50;

/// Endings of attachments that may be the statement.
const DOCUMENTS: &[&str] = &["doc", "docx", "epub", "hwp", "hwpx", "odt", "pages", "pdf", "rtf"];

/// Reads a mail.
pub(super) fn page(bytes: &[u8]) -> Result<Page> {
    let bytes = head::one_mail(bytes)?;
    read(&parsed(bytes)?, 0)
}

/// Reads a web page saved as one file: the page itself, and what stands in its frames as outside of it.
pub(super) fn page_of_parts(bytes: &[u8]) -> Result<Page> {
    let message = parsed(head::one_mail(bytes)?)?;
    let is_page = |part: &&mail_parser::MessagePart<'_>| {
        part.is_content_type("text", "html") || part.is_content_type("application", "xhtml+xml")
    };
    let start = message.root_part().content_type().and_then(|kind| kind.attribute("start"));
    let start = start.map(|id| id.trim_matches(['<', '>']));
    let named =
        message.parts.iter().find(|part| start.is_some() && part.content_id() == start && is_page(part));
    let Some(root) = named.or_else(|| message.parts.iter().find(is_page)) else {
        return Err(Error::new("has no page among its parts").help("save the page again"));
    };
    let mut linked = Linked::new();
    for part in message.parts.iter().filter(|part| part.is_content_type("text", "css")) {
        let sheet = parts::text(&message, part)?;
        let names =
            [part.content_location().map(str::to_owned), part.content_id().map(|id| format!("cid:{id}"))];
        linked.extend(names.into_iter().flatten().map(|name| (name, sheet.clone())));
    }
    let mut page = html::page_with(parts::text(&message, root)?.as_bytes(), &linked)?;
    let last = page.blocks.last().and_then(|block| block.lines.last()).map_or(0, |line| line.number);
    for part in message.parts.iter().filter(is_page).filter(|part| !std::ptr::eq(*part, root)) {
        // A frame without text is an advertisement, or was never filled.
        let Ok(frame) = html::page_with(parts::text(&message, part)?.as_bytes(), &linked) else { continue };
        page.outside.extend(frame.blocks.iter().map(|block| Outside {
            rule: "mhtml/frame".to_owned(),
            line: last,
            text: block.raw(),
        }));
    }
    Ok(page)
}

fn parsed(bytes: &[u8]) -> Result<Message<'_>> {
    let lower = bytes.to_ascii_lowercase();
    if memchr::memmem::find_iter(&lower, b"multipart/").take(MAX_MULTIPARTS + 1).count() > MAX_MULTIPARTS {
        return Err(Error::new(format!(
            "is made of more than {MAX_MULTIPARTS} multiparts: it is no mail to read"
        )));
    }
    let message = MessageParser::default().parse(bytes);
    let message =
        message.ok_or_else(|| Error::new("is damaged: its head cannot be read").help("save it again"))?;
    parts::whole(&message)?;
    Ok(message)
}

fn read(message: &Message<'_>, depth: usize) -> Result<Page> {
    let Gathered { mut page, attachments, messages, is_encrypted } = parts::gather(message)?;
    if is_encrypted {
        return Err(Error::new("is encrypted").help("save it decrypted, or copy its text"));
    }
    let words = parts::words(&page);
    if words < NOTE {
        if let [inner] = messages.as_slice()
            && depth < MAX_DEPTH
        {
            let mut inner = read(inner, depth + 1)?;
            let note = page.blocks.iter().map(|block| Outside {
                rule: "mail/note".to_owned(),
                line: 1,
                text: block.raw(),
            });
            inner.outside.splice(0..0, head::told(message).into_iter().chain(note).chain(page.outside));
            return Ok(inner);
        }
        let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let is_document =
            |name: &&String| ending(name).is_some_and(|ending| DOCUMENTS.contains(&ending.as_str()));
        let document = attachments.iter().find(is_document).or(attachments.first().filter(|_| words == 0));
        if let Some(name) = document {
            let has = if words == 0 {
                "has no text of its own".to_owned()
            } else {
                format!("is only a note of {words} words")
            };
            return Err(Error::new(format!("{has}; its statement is in an attachment ({name})"))
                .help("save the attachment, and name that file"));
        }
        if messages.len() > 1 {
            return Err(Error::new(format!("is only a note on {} mails", messages.len()))
                .help("save the one with the statement, and name that file"));
        }
    }
    if page.blocks.is_empty() {
        return Err(Error::new("has no text").help("save the mail whole, with its text"));
    }
    let named = attachments.into_iter().chain(messages.iter().map(|mail| {
        mail.subject().map_or_else(|| "a mail".to_owned(), |subject| format!("the mail “{subject}”"))
    }));
    let names: Vec<String> = named.collect();
    page.outside.splice(0..0, head::told(message));
    page.outside.extend(names.iter().map(|name| Outside {
        rule: "mail/attachment".to_owned(),
        line: 1,
        text: name.clone(),
    }));
    if !names.is_empty() {
        page.cautions.push(Caution::Attachments { names });
    }
    Ok(page)
}
