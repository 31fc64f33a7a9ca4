//! Whether everything that makes up the text of a PDF is there and intact.

use std::collections::BTreeSet;
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use super::widths;
use crate::{Error, Result};

/// What the streams of one file may unpack to together, in bytes: 256 MiB. A statement with pictures has a few.
const MAX_INFLATED: usize = 256 << 20;

/// Pages of one file. Statements have 2 to 10.
const MAX_PAGES: usize = 2000;

/// Forms that may stand in each other; more are a circle.
const MAX_DEPTH: usize = 16;

/// Loads a file, if all that makes up its text is there and intact.
///
/// Checked are: the number of pages against the page tree's own count; the content of each page, which must be there,
/// unpack with its checksum and be understood to its last byte; the same for each form that a page draws; each font,
/// and its table of characters.
pub(super) fn document(bytes: &[u8]) -> Result<Document> {
    let mut document = Document::load_mem(bytes).map_err(|cause| {
        let text = cause.to_string();
        if text.contains("password") || text.contains("ecrypt") { encrypted() } else { damaged(&text) }
    })?;
    if document.is_encrypted() {
        // Many files only forbid to print: they open without a password.
        document.decrypt("").map_err(|_| encrypted())?;
    }
    let mut check = Check { document: &document, seen: BTreeSet::new(), left: MAX_INFLATED };
    check.pages()?;
    widths::spell_out(&mut document);
    Ok(document)
}

fn encrypted() -> Error {
    Error::new("is encrypted").help("save it without a password")
}

fn damaged(what: &str) -> Error {
    Error::new(format!("is damaged ({what}): what could be read of it may not be all"))
        .help("download it again, or save the statement as text")
}

struct Check<'d> {
    document: &'d Document,
    /// Streams and fonts that were found intact.
    seen: BTreeSet<ObjectId>,
    left: usize,
}

impl<'d> Check<'d> {
    fn pages(&mut self) -> Result<()> {
        let pages = self.document.get_pages();
        let root = self.document.catalog().and_then(|catalog| catalog.get(b"Pages"));
        let tree = root.ok().and_then(|root| self.dictionary(root).ok());
        let count = tree.and_then(|tree| tree.get(b"Count").ok()).and_then(|count| self.resolved(count).ok());
        let count = count.and_then(|count| count.as_i64().ok());
        if count != i64::try_from(pages.len()).ok() || pages.is_empty() {
            let count = count.map_or_else(|| "unknown".to_owned(), |count| count.to_string());
            return Err(damaged(&format!("pages found: {}, pages there should be: {count}", pages.len())));
        }
        if pages.len() > MAX_PAGES {
            return Err(Error::new(format!("has more than {MAX_PAGES} pages: it is no statement")));
        }
        for (number, id) in pages {
            self.page(id).map_err(|problem| damaged(&format!("page {number}: {problem}")))?;
        }
        Ok(())
    }

    fn page(&mut self, id: ObjectId) -> Result<(), String> {
        let page = self.document.get_dictionary(id).map_err(|cause| cause.to_string())?;
        if self.inherited(page, b"MediaBox")?.is_none() {
            return Err("it has no size".to_owned());
        }
        let resources = self.inherited(page, b"Resources")?;
        let resources = resources.map(|resources| self.dictionary(resources)).transpose()?;
        let mut content = Vec::new();
        if let Ok(contents) = page.get(b"Contents") {
            for part in self.parts(contents)? {
                content.extend(self.unpacked(part)?);
                content.push(b'\n');
            }
        }
        self.content(&content, resources, 0)
    }

    /// A page's content may be one stream or several that go on from each other.
    fn parts(&self, contents: &'d Object) -> Result<Vec<&'d Stream>, String> {
        let stream = |object: &'d Object| {
            self.resolved(object)?.as_stream().map_err(|_| "a part of its text is missing".to_owned())
        };
        match self.resolved(contents)? {
            Object::Array(parts) => parts.iter().map(stream).collect(),
            Object::Null => Ok(Vec::new()),
            _ => Ok(vec![stream(contents)?]),
        }
    }

    /// The text of a page or a form, and all that it uses to say it.
    fn content(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<(), String> {
        let content = Content::decode_strict(content).map_err(|_| "its text breaks off".to_owned())?;
        for operation in &content.operations {
            let name = || operation.operands.first().and_then(|name| name.as_name().ok());
            match operation.operator.as_str() {
                "Tf" => {
                    let name = name().ok_or("a font has no name")?;
                    let font = self.resource(resources, b"Font", name)?;
                    self.font(font)?;
                }
                "Do" => {
                    let name = name().ok_or("a form has no name")?;
                    let object = self.resource(resources, b"XObject", name)?;
                    self.form(object, resources, depth + 1)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn form(
        &mut self,
        object: &'d Object,
        outer: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<(), String> {
        if depth > MAX_DEPTH {
            return Err("it draws itself".to_owned());
        }
        let form =
            self.resolved(object)?.as_stream().map_err(|_| "a part that it draws is missing".to_owned())?;
        if form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            return Ok(());
        }
        if object.as_reference().is_ok_and(|id| !self.seen.insert(id)) {
            return Ok(());
        }
        let resources = form.dict.get(b"Resources").ok().map(|own| self.dictionary(own)).transpose()?;
        let content = self.unpacked(form)?;
        self.content(&content, resources.or(outer), depth)
    }

    /// A font that is missing takes its text with it; one whose table of characters is cut makes words of holes.
    fn font(&mut self, object: &'d Object) -> Result<(), String> {
        if object.as_reference().is_ok_and(|id| !self.seen.insert(id)) {
            return Ok(());
        }
        let font = self.dictionary(object)?;
        let tables = [b"ToUnicode".as_slice(), b"Encoding"].into_iter().filter_map(|key| font.get(key).ok());
        for table in tables {
            if let Object::Stream(table) = self.resolved(table)? {
                self.unpacked(table)?;
            }
        }
        if let Ok(parts) = font.get(b"DescendantFonts") {
            for part in self.resolved(parts)?.as_array().map_err(|_| "a font is damaged".to_owned())? {
                self.dictionary(part)?;
            }
        }
        Ok(())
    }

    fn resource(
        &self,
        resources: Option<&'d Dictionary>,
        kind: &[u8],
        name: &[u8],
    ) -> Result<&'d Object, String> {
        let all = resources.and_then(|resources| resources.get(kind).ok());
        let all = all.map(|all| self.dictionary(all)).transpose()?;
        all.and_then(|all| all.get(name).ok()).ok_or_else(|| {
            let (kind, name) = (String::from_utf8_lossy(kind), String::from_utf8_lossy(name));
            format!("its {} {name:?} is missing", if kind == "Font" { "font" } else { "part" })
        })
    }

    /// What a page has from the nodes of the tree above it.
    fn inherited(&self, page: &'d Dictionary, key: &[u8]) -> Result<Option<&'d Object>, String> {
        let mut node = page;
        for _ in 0..MAX_DEPTH * 4 {
            if let Ok(found) = node.get(key) {
                return Ok(Some(found));
            }
            match node.get(b"Parent") {
                Ok(parent) => node = self.dictionary(parent)?,
                Err(_) => return Ok(None),
            }
        }
        Err("the tree of pages is a circle".to_owned())
    }

    fn dictionary(&self, object: &'d Object) -> Result<&'d Dictionary, String> {
        match self.resolved(object)? {
            Object::Dictionary(dictionary) => Ok(dictionary),
            Object::Stream(stream) => Ok(&stream.dict),
            _ => Err("something that it refers to is no dictionary".to_owned()),
        }
    }

    fn resolved(&self, object: &'d Object) -> Result<&'d Object, String> {
        self.document
            .dereference(object)
            .map(|(_, object)| object)
            .map_err(|_| "something that it refers to is missing".to_owned())
    }

    /// The bytes of a stream. The parser takes what it can of a stream that is cut or altered; its checksum tells.
    fn unpacked(&mut self, stream: &Stream) -> Result<Vec<u8>, String> {
        let filters = stream.filters().unwrap_or_default();
        let length =
            stream.dict.get(b"Length").ok().and_then(|length| self.document.dereference(length).ok());
        let length = length.and_then(|(_, length)| length.as_i64().ok());
        if length.is_some_and(|length| usize::try_from(length).ok() != Some(stream.content.len())) {
            return Err("a part of its text is cut".to_owned());
        }
        if let Some(at) = filters.iter().position(|filter| *filter == b"FlateDecode") {
            let packed = before(stream, &filters[..at])?;
            let mut unpacked = Vec::new();
            let most = self.left as u64 + 1;
            let done = ZlibDecoder::new(packed.as_slice()).take(most).read_to_end(&mut unpacked);
            done.map_err(|cause| format!("a part of its text cannot be unpacked: {cause}"))?;
            self.left = self.left.checked_sub(unpacked.len()).ok_or("it unpacks to more than 256 MiB")?;
        }
        let known = [b"FlateDecode".as_slice(), b"ASCII85Decode", b"LZWDecode", b"ASCIIHexDecode"];
        if let Some(other) = filters.iter().find(|filter| !known.contains(filter)) {
            return Err(format!(
                "its text is packed in a way that is unknown ({})",
                String::from_utf8_lossy(other)
            ));
        }
        stream.get_plain_content().map_err(|cause| format!("a part of its text cannot be unpacked: {cause}"))
    }
}

/// The bytes of a stream as they are after some of its filters.
fn before(stream: &Stream, filters: &[&[u8]]) -> Result<Vec<u8>, String> {
    if filters.is_empty() {
        return Ok(stream.content.clone());
    }
    let mut dict = Dictionary::new();
    dict.set("Filter", Object::Array(filters.iter().map(|name| Object::Name(name.to_vec())).collect()));
    let decoded = Stream::new(dict, stream.content.clone()).decompressed_content();
    decoded.map_err(|cause| format!("a part of its text cannot be unpacked: {cause}"))
}
