//! The head of a mail: how it is known, and what of it is told.

use mail_parser::{Address, Message};

use super::super::Outside;
use crate::{Error, Result};

/// The longest head, in bytes. Long ways through many servers make some 20 kB.
const MAX_HEAD: usize = 256 << 10;

/// Fields that only programs write.
const TECHNICAL: &[&str] = &[
    "content-transfer-encoding",
    "content-type",
    "delivered-to",
    "dkim-signature",
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "snapshot-content-location",
    "x-mimeole",
];

/// Whether these bytes are a mail: they begin with fields of a head up to a blank line, some of them a mail's own.
pub(in super::super) fn is_mail(bytes: &[u8]) -> bool {
    let Some(Head { fields, is_whole }) = head(bytes) else { return false };
    let has = |name: &str| fields.iter().any(|(known, _)| known == name);
    let technical = fields.iter().filter(|(name, _)| TECHNICAL.contains(&name.as_str())).count();
    technical > 0 && fields.len() > 1
        || is_whole && has("from") && has("subject") && (has("to") || has("sent") || has("date"))
}

/// Whether these bytes are a web page saved as one file.
pub(in super::super) fn is_mhtml(bytes: &[u8]) -> bool {
    let Some(Head { fields, .. }) = head(bytes) else { return false };
    let value = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.to_ascii_lowercase())
    };
    let kind = value("content-type").unwrap_or_default();
    let is_page = kind.starts_with("multipart/related") || kind.starts_with("text/html");
    let is_saved = value("snapshot-content-location").is_some()
        || value("from").is_some_and(|from| from.contains("saved by"))
        || value("to").is_none() && value("received").is_none() && value("message-id").is_none();
    is_page && is_saved && kind.contains("multipart/")
}

/// The fields of a head, their names in small letters.
struct Head {
    fields: Vec<(String, String)>,
    /// Whether a blank line ends it.
    is_whole: bool,
}

/// The head of a mail, if the bytes begin with one. The second line of a field is indented.
fn head(bytes: &[u8]) -> Option<Head> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut read = 0;
    for (number, line) in start.split(|&byte| byte == b'\n').enumerate() {
        read += line.len() + 1;
        if read > MAX_HEAD {
            return None;
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            let is_whole = read <= start.len();
            return (!fields.is_empty()).then_some(Head { fields, is_whole });
        }
        if number == 0 && line.starts_with(b"From ") {
            continue;
        }
        let text = String::from_utf8_lossy(line);
        if text.starts_with([' ', '\t']) {
            let (_, value) = fields.last_mut()?;
            value.push(' ');
            value.push_str(text.trim());
            continue;
        }
        let Some((name, value)) = text.split_once(':') else {
            // The last line of a file may be cut off.
            let is_cut = read > start.len() && !fields.is_empty();
            return is_cut.then_some(Head { fields, is_whole: false });
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            return None;
        }
        fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Some(Head { fields, is_whole: false })
}

/// The bytes of the one mail in a file; a mailbox begins with a line of its own.
pub(super) fn one_mail(bytes: &[u8]) -> Result<&[u8]> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if head(bytes).is_none_or(|head| !head.is_whole) {
        return Err(Error::new("is damaged: it is cut off in its head").help("save all of it again"));
    }
    if !bytes.starts_with(b"From ") {
        return Ok(bytes);
    }
    let more = memchr::memmem::find_iter(bytes, b"\nFrom ").filter(|&at| {
        let is_blank_before = bytes[..at].ends_with(b"\n") || bytes[..at].ends_with(b"\n\r");
        let next =
            bytes[at + 1..].iter().position(|&byte| byte == b'\n').map(|end| &bytes[at + 1 + end + 1..]);
        is_blank_before && next.is_some_and(is_mail)
    });
    let count = 1 + more.count();
    if count > 1 {
        return Err(Error::new(format!("is a mailbox of {count} mails"))
            .help("save the one with the statement, and name that file"));
    }
    Ok(memchr::memchr(b'\n', bytes).map_or(bytes, |end| &bytes[end + 1..]))
}

/// The fields that a reader of mails sees, which are no text of the statement.
pub(super) fn told(message: &Message<'_>) -> Vec<Outside> {
    let address = |address: Option<&Address<'_>>| {
        let named = |one: &mail_parser::Addr<'_>| {
            let (name, address) = (one.name().unwrap_or_default(), one.address().unwrap_or_default());
            if name.is_empty() { address.to_owned() } else { format!("{name} <{address}>") }
        };
        address.map(|address| address.iter().map(named).collect::<Vec<_>>().join(", "))
    };
    let fields = [
        ("From", address(message.from())),
        ("To", address(message.to())),
        ("Date", message.header_raw("Date").map(|date| date.trim().to_owned())),
        ("Subject", message.subject().map(str::to_owned)),
    ];
    let told =
        fields.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    told.map(|(name, value)| Outside {
        rule: "mail/header".to_owned(),
        line: 1,
        text: format!("{name}: {value}"),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_known_by_its_head() {
        for mail in [
            "Subject: x\nMIME-Version: 1.0\n\nBoth sides",
            "From ann@example.org Tue May 14 2024\nFrom: a\nTo: b\nSubject: c\n\nBoth sides",
            "From: Ann\r\nSent: Tuesday\r\nTo: Bob;\r\n Carl\r\nSubject: FW\r\n\r\nBoth sides",
            "Received: from x\n\tby y\nDate: z\n\n",
            // Cut off, and to be refused for it.
            "MIME-Version: 1.0\nSubject: x",
            "MIME-Version: 1.0\nSubject: x\nContent-Ty",
        ] {
            assert!(is_mail(mail.as_bytes()), "{mail}");
        }
        for text in [
            "",
            "Subject: the meeting\n\nBoth sides met.",
            "Date: May 14\nSubject: Joint Statement\n\nBoth sides met.",
            "Contact: Ann\nBoth sides met.\n\n",
            "Note to editors: Both sides\n\nmet.",
            "Subject: x\nTo: all",
            " MIME-Version: 1.0\nSubject: x\n\n",
        ] {
            assert!(!is_mail(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_saved_page_is_told_from_a_mail_with_pictures() {
        let saved =
            "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n";
        assert!(is_mhtml(saved.as_bytes()));
        assert!(is_mhtml(b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\"\n\n"));
        assert!(!is_mhtml(b"From: a\nTo: b\nContent-Type: multipart/related; type=\"text/html\"\n\n"));
    }

    #[test]
    fn a_mailbox_of_several_mails_is_refused() {
        let mail = "From a Tue\nFrom: a\nTo: b\nSubject: c\n\nBoth sides met.\n\n";
        assert!(one_mail(mail.as_bytes()).unwrap().starts_with(b"From: a"));
        let error = one_mail(mail.repeat(3).as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("is a mailbox of 3 mails"), "{error}");
        assert!(one_mail(format!("{mail}From Seoul they went on.\n").as_bytes()).is_ok());
    }
}
