//! What a page draws → the operations that set text alone, and for each of them how it is painted.
//!
//! The extractor of characters passes over much of what decides whether a reader sees them: colour, clip, mode, the
//! place of a form on its page, layers that are switched off. It also passes over two of the four operators that show
//! text, and knows fonts by names that a form may give to fonts of its own. So each page is written anew before it is
//! extracted: forms stand in their place, fonts have names of their own, only operations that place text are left, and
//! before each text stands a rectangle that nobody draws, whose first number is the [`Paint`]'s.

use std::collections::{BTreeSet, HashMap};

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use super::paint::{Area, Color, Matrix, Paint, Scene};
use crate::{Error, Result};

/// Operations of all pages together, forms counted each time they are drawn. A page of text has some thousands.
const MAX_OPERATIONS: usize = 4_000_000;

/// Bytes of content of all pages together, counted likewise.
const MAX_BYTES: usize = 256 << 20;

/// Forms in forms.
const MAX_DEPTH: usize = 16;

/// Areas of one page that are looked at as the ground of white text; with more of them none is taken for hidden.
const MAX_AREAS: usize = 2_000;

/// Writes all pages anew, and tells how each of their texts is painted.
pub(super) fn simplify(document: &mut Document) -> Result<Vec<Scene>> {
    let mut budget = Budget { operations: MAX_OPERATIONS, bytes: MAX_BYTES };
    let off = layers_off(document);
    let mut scenes = Vec::new();
    for (number, id) in document.get_pages() {
        let walk = Walk::page(document, id, &off, &mut budget);
        let walk = walk.map_err(|problem| {
            Error::new(format!(
                "is damaged (page {number}: {problem}): what could be read of it may not be all"
            ))
            .help("download it again, or save the statement as text")
        })?;
        let Walk { written, fonts, scene, .. } = walk;
        let mut names = Dictionary::new();
        for (at, font) in fonts.into_iter().enumerate() {
            names.set(name(at), font);
        }
        let mut resources = Dictionary::new();
        resources.set("Font", names);
        let content = Content { operations: written }.encode().map_err(|cause| {
            Error::new("cannot be parsed: its text cannot be written anew").because(cause)
        })?;
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        if let Ok(page) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
            page.set("Contents", content);
            page.set("Resources", resources);
        }
        scenes.push(scene);
    }
    Ok(scenes)
}

struct Budget {
    operations: usize,
    bytes: usize,
}

/// The name of a font on its page.
fn name(at: usize) -> Vec<u8> {
    format!("K{at}").into_bytes()
}

/// What is in force where the page is read.
#[derive(Clone)]
struct GraphicsState {
    matrix: Matrix,
    clip: Area,
    color: Option<Color>,
    /// Of the colour space: whether its numbers are those of a colour, or of inks.
    has_inks: bool,
    is_clear: bool,
    mode: i64,
}

struct Walk<'d> {
    document: &'d Document,
    off: &'d BTreeSet<ObjectId>,
    budget: &'d mut Budget,
    written: Vec<Operation>,
    fonts: Vec<Object>,
    /// The fonts by where they stand in the file.
    known: HashMap<usize, usize>,
    scene: Scene,
    state: GraphicsState,
    stack: Vec<GraphicsState>,
    path: Vec<(f64, f64)>,
    clips: bool,
    /// For each stretch of marked content around the place, whether it is switched off, and whether it is of the page
    /// and not of the text.
    marked: Vec<(bool, bool)>,
}

impl<'d> Walk<'d> {
    fn page(
        document: &'d Document,
        id: ObjectId,
        off: &'d BTreeSet<ObjectId>,
        budget: &'d mut Budget,
    ) -> Result<Self, String> {
        let page = document.get_dictionary(id).map_err(|cause| cause.to_string())?;
        let paper = paper(document, page);
        let state = GraphicsState {
            matrix: Matrix::SAME,
            clip: paper,
            color: Some(Color::BLACK),
            has_inks: false,
            is_clear: false,
            mode: 0,
        };
        let scene = Scene { paper, ..Scene::default() };
        let mut walk = Self {
            document,
            off,
            budget,
            written: Vec::new(),
            fonts: Vec::new(),
            known: HashMap::new(),
            scene,
            state,
            stack: Vec::new(),
            path: Vec::new(),
            clips: false,
            marked: Vec::new(),
        };
        let resources = inherited(document, page, b"Resources").and_then(|found| walk.dictionary(found));
        let content = walk.contents(page)?;
        walk.content(&content, resources, 0)?;
        Ok(walk)
    }

    fn contents(&self, page: &'d Dictionary) -> Result<Vec<u8>, String> {
        let Ok(contents) = page.get(b"Contents") else { return Ok(Vec::new()) };
        let contents = self.resolved(contents).ok_or("its text is missing")?;
        let parts = match contents {
            Object::Array(parts) => parts.iter().collect(),
            Object::Null => Vec::new(),
            one => vec![one],
        };
        let mut content = Vec::new();
        for part in parts {
            let part = self.resolved(part).and_then(|part| part.as_stream().ok());
            let part = part.ok_or("a part of its text is missing")?;
            content.extend(part.get_plain_content().map_err(|cause| cause.to_string())?);
            content.push(b'\n');
        }
        Ok(content)
    }

    fn content(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<(), String> {
        let too_much = "it draws more than a statement can hold";
        self.budget.bytes = self.budget.bytes.checked_sub(content.len()).ok_or(too_much)?;
        let content = Content::decode(content).map_err(|cause| cause.to_string())?;
        let (floor, marked) = (self.stack.len(), self.marked.len());
        for operation in content.operations {
            self.budget.operations = self.budget.operations.checked_sub(1).ok_or(too_much)?;
            self.operation(operation, resources, floor, depth)?;
        }
        while self.stack.len() > floor {
            self.restore();
        }
        self.marked.truncate(marked);
        Ok(())
    }

    fn operation(
        &mut self,
        operation: Operation,
        resources: Option<&'d Dictionary>,
        floor: usize,
        depth: usize,
    ) -> Result<(), String> {
        let numbers = || -> Option<Vec<f64>> {
            operation.operands.iter().map(|number| number.as_float().ok().map(f64::from)).collect()
        };
        let name = |at: usize| operation.operands.get(at).and_then(|name| name.as_name().ok());
        match operation.operator.as_str() {
            "q" => {
                self.stack.push(self.state.clone());
                self.written.push(operation);
            }
            "Q" if self.stack.len() > floor => self.restore(),
            "Q" => {}
            "cm" => {
                let matrix = numbers().as_deref().and_then(Matrix::of).ok_or("a place is no place")?;
                self.state.matrix = matrix.then(&self.state.matrix);
                self.written.push(operation);
            }
            "BT" | "ET" | "T*" => self.written.push(operation),
            "Tc" | "Tw" | "Tz" | "TL" | "Ts" => self.numeric(operation, 1)?,
            "Td" | "TD" => self.numeric(operation, 2)?,
            "Tm" => self.numeric(operation, 6)?,
            "Tf" => {
                let size = operation.operands.get(1).filter(|size| size.as_float().is_ok()).cloned();
                let font = name(0).and_then(|name| self.resource(resources, b"Font", name));
                let (Some(size), Some(font)) = (size, font) else {
                    return Err("a font is missing".to_owned());
                };
                let font = self.font(font);
                self.written.push(Operation::new("Tf", vec![Object::Name(font), size]));
            }
            "Tr" => {
                self.state.mode = operation.operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or(0)
            }
            "Tj" | "TJ" | "'" | "\"" => self.show(operation)?,
            "gs" => {
                let state = name(0).and_then(|name| self.resource(resources, b"ExtGState", name));
                let alpha = state.and_then(|state| self.dictionary(state)?.get(b"ca").ok()?.as_float().ok());
                if let Some(alpha) = alpha {
                    self.state.is_clear = alpha < Color::VISIBLE;
                }
            }
            "g" | "rg" | "k" => {
                self.state.has_inks = false;
                self.state.color = numbers().as_deref().and_then(Color::of);
            }
            "cs" => {
                self.state.has_inks = name(0).is_some_and(|name| self.has_inks(name, resources));
                self.state.color = Some(Color::BLACK);
            }
            "sc" | "scn" => {
                let color = numbers();
                self.state.color = if self.state.has_inks {
                    // No ink leaves the paper as it is; what others look like is not known.
                    color.filter(|inks| inks.iter().all(|ink| *ink <= 0.0)).map(|_| Color::WHITE)
                } else {
                    color.as_deref().and_then(Color::of)
                };
            }
            "m" | "l" | "c" | "v" | "y" => {
                let numbers = numbers().unwrap_or_default();
                self.path
                    .extend(numbers.chunks_exact(2).map(|place| self.state.matrix.at(place[0], place[1])));
            }
            "re" => {
                if let Some([x, y, width, height]) = numbers().as_deref() {
                    let corners = [(*x, *y), (x + width, *y), (*x, y + height), (x + width, y + height)];
                    self.path.extend(corners.map(|(x, y)| self.state.matrix.at(x, y)));
                }
            }
            "W" | "W*" => self.clips = true,
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                let area = Area::around(&self.path);
                let color = self.state.color;
                self.paint(area, color.is_some_and(|color| color.is_white()), false);
                self.end_path();
            }
            "S" | "s" | "n" => self.end_path(),
            "sh" => {
                let clip = self.state.clip;
                self.paint(Some(clip), false, false);
            }
            "BI" => self.image(),
            "BMC" => self.marked.push((false, false)),
            "BDC" => {
                let properties = match operation.operands.get(1) {
                    Some(Object::Name(name)) => self.resource(resources, b"Properties", name),
                    _ => None,
                };
                let is_off = name(0) == Some(b"OC") && properties.is_some_and(|layer| self.is_off(layer));
                let own = match operation.operands.get(1) {
                    Some(Object::Dictionary(own)) => Some(own),
                    _ => properties.and_then(|properties| self.dictionary(properties)),
                };
                let kind = own.and_then(|own| own.get(b"Type").ok()?.as_name().ok());
                let is_of_page = name(0) == Some(b"Artifact") && kind == Some(b"Pagination");
                self.marked.push((is_off, is_of_page));
            }
            "EMC" => drop(self.marked.pop()),
            "Do" => {
                let object = name(0).and_then(|name| self.resource(resources, b"XObject", name));
                let object = object.and_then(|object| self.resolved(object)).ok_or("a part is missing")?;
                let stream = object.as_stream().map_err(|_| "a part that it draws is missing")?;
                self.draw(stream, resources, depth)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn draw(
        &mut self,
        stream: &'d Stream,
        outer: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<(), String> {
        let is_image =
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image");
        if is_image {
            self.image();
            return Ok(());
        }
        if depth >= MAX_DEPTH {
            return Err("it draws itself".to_owned());
        }
        let numbers = |key: &[u8]| -> Option<Vec<f64>> {
            let list = self.resolved(stream.dict.get(key).ok()?)?.as_array().ok()?;
            list.iter().map(|number| self.resolved(number)?.as_float().ok().map(f64::from)).collect()
        };
        let (matrix, bounds) = (numbers(b"Matrix"), numbers(b"BBox"));
        let own = stream.dict.get(b"Resources").ok().and_then(|own| self.dictionary(own));
        let is_off = stream.dict.get(b"OC").ok().is_some_and(|layer| self.is_off(layer));
        self.stack.push(self.state.clone());
        self.written.push(Operation::new("q", Vec::new()));
        if let Some(matrix) = matrix.as_deref().and_then(Matrix::of) {
            self.state.matrix = matrix.then(&self.state.matrix);
            let numbers = matrix.0.iter().map(|number| Object::Real(*number as f32)).collect();
            self.written.push(Operation::new("cm", numbers));
        }
        if let Some([left, bottom, right, top]) = bounds.as_deref() {
            let corners = [(*left, *bottom), (*right, *bottom), (*left, *top), (*right, *top)];
            let bounds = Area::around(&corners.map(|(x, y)| self.state.matrix.at(x, y)));
            self.state.clip = bounds.map_or(self.state.clip, |bounds| self.state.clip.and(&bounds));
        }
        self.marked.push((is_off, false));
        let content = stream.get_plain_content().map_err(|cause| cause.to_string())?;
        self.content(&content, own.or(outer), depth + 1)?;
        self.marked.pop();
        self.restore();
        Ok(())
    }

    fn restore(&mut self) {
        if let Some(state) = self.stack.pop() {
            self.state = state;
            self.written.push(Operation::new("Q", Vec::new()));
        }
    }

    fn numeric(&mut self, operation: Operation, count: usize) -> Result<(), String> {
        let numbers = operation.operands.iter().filter(|number| number.as_float().is_ok()).count();
        if numbers != count || operation.operands.len() != count {
            return Err("a place is no place".to_owned());
        }
        self.written.push(operation);
        Ok(())
    }

    /// Text. `'` and `"` go to the next line first, which the extractor does not know.
    fn show(&mut self, mut operation: Operation) -> Result<(), String> {
        let wanted = if operation.operator == "\"" { 3 } else { 1 };
        if operation.operands.len() != wanted {
            return Err("a text is missing".to_owned());
        }
        let text = operation.operands.pop().ok_or("a text is missing")?;
        let is_text =
            if operation.operator == "TJ" { text.as_array().is_ok() } else { text.as_str().is_ok() };
        if !is_text {
            return Err("a text is no text".to_owned());
        }
        let operator = match operation.operator.as_str() {
            "'" | "\"" => {
                for (operator, space) in ["Tw", "Tc"].into_iter().zip(operation.operands) {
                    self.numeric(Operation::new(operator, vec![space]), 1)?;
                }
                self.written.push(Operation::new("T*", Vec::new()));
                "Tj"
            }
            other => other,
        };
        let is_off = self.marked.iter().any(|(is_off, _)| *is_off);
        let strokes = matches!(self.state.mode, 1 | 2 | 5 | 6);
        let paint = Paint {
            is_invisible: matches!(self.state.mode, 3 | 7),
            is_hidden: is_off || self.state.is_clear,
            is_of_page: self.marked.iter().any(|(_, is_of_page)| *is_of_page),
            is_white: !strokes && self.state.color.is_some_and(|color| color.is_white()),
            clip: self.state.clip,
            under: self.scene.areas.len(),
        };
        let number = i64::try_from(self.scene.paints.len()).unwrap_or(i64::MAX);
        self.scene.paints.push(paint);
        let zero = || Object::Integer(0);
        self.written.push(Operation::new("re", vec![Object::Integer(number), zero(), zero(), zero()]));
        self.written.push(Operation::new("f", Vec::new()));
        self.written.push(Operation::new(operator, vec![text]));
        Ok(())
    }

    fn end_path(&mut self) {
        if std::mem::take(&mut self.clips)
            && let Some(area) = Area::around(&self.path)
        {
            self.state.clip = self.state.clip.and(&area);
        }
        self.path.clear();
    }

    fn image(&mut self) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let area = Area::around(&corners.map(|(x, y)| self.state.matrix.at(x, y)));
        self.paint(area, false, true);
    }

    fn paint(&mut self, area: Option<Area>, is_white: bool, is_image: bool) {
        let Some(area) = area else { return };
        let area = area.and(&self.state.clip);
        if is_image {
            self.scene.pictured = self.scene.pictured.max(area.size());
        }
        if self.scene.areas.len() < MAX_AREAS {
            self.scene.areas.push((area, is_white));
        } else {
            self.scene.is_crowded = true;
        }
    }

    /// The name of a font that is this page's own.
    fn font(&mut self, font: &'d Object) -> Vec<u8> {
        let place = match font {
            // Two numbers of an object's name in one: files have fewer than four thousand million objects.
            Object::Reference((number, generation)) => (*number as usize) << 16 | usize::from(*generation),
            inline => std::ptr::from_ref(inline) as usize,
        };
        let next = self.fonts.len();
        let at = *self.known.entry(place).or_insert(next);
        if at == next {
            self.fonts.push(font.clone());
        }
        name(at)
    }

    fn has_inks(&self, name: &[u8], resources: Option<&'d Dictionary>) -> bool {
        let Some(space) = self.resource(resources, b"ColorSpace", name) else { return name == b"Pattern" };
        let kind = self.resolved(space).and_then(|space| match space {
            Object::Array(space) => space.first()?.as_name().ok(),
            space => space.as_name().ok(),
        });
        matches!(kind, Some(b"Separation" | b"DeviceN" | b"Indexed" | b"Lab" | b"Pattern"))
    }

    fn is_off(&self, layer: &Object) -> bool {
        let is_off = |layer: &Object| layer.as_reference().is_ok_and(|id| self.off.contains(&id));
        // A membership names the layers that it shows with.
        let members = self.document.dereference(layer).ok().and_then(|(_, object)| {
            let members = object.as_dict().ok()?.get(b"OCGs").ok()?;
            Some(
                members
                    .as_array()
                    .map_or_else(|_| is_off(members), |all| !all.is_empty() && all.iter().all(is_off)),
            )
        });
        is_off(layer) || members == Some(true)
    }

    fn resource(&self, resources: Option<&'d Dictionary>, kind: &[u8], name: &[u8]) -> Option<&'d Object> {
        self.dictionary(resources?.get(kind).ok()?)?.get(name).ok()
    }

    fn dictionary(&self, object: &'d Object) -> Option<&'d Dictionary> {
        match self.resolved(object)? {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    fn resolved(&self, object: &'d Object) -> Option<&'d Object> {
        self.document.dereference(object).ok().map(|(_, object)| object)
    }
}

/// What a page has from the nodes of the tree above it.
fn inherited<'d>(document: &'d Document, page: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let mut node = page;
    for _ in 0..MAX_DEPTH * 4 {
        if let Ok(found) = node.get(key) {
            return Some(found);
        }
        node = document.dereference(node.get(b"Parent").ok()?).ok()?.1.as_dict().ok()?;
    }
    None
}

/// The part of the page that is shown.
fn paper(document: &Document, page: &Dictionary) -> Area {
    let of = |key: &[u8]| {
        let corners = document.dereference(inherited(document, page, key)?).ok()?.1.as_array().ok()?;
        let number = |number| document.dereference(number).ok()?.1.as_float().ok().map(f64::from);
        let corners: Vec<f64> = corners.iter().map(number).collect::<Option<_>>()?;
        match corners.as_slice() {
            [left, bottom, right, top] => Area::around(&[(*left, *bottom), (*right, *top)]),
            _ => None,
        }
    };
    let whole = of(b"MediaBox").unwrap_or_default();
    of(b"CropBox").map(|shown| shown.and(&whole)).filter(|shown| shown.size() > 0.0).unwrap_or(whole)
}

/// The layers that are not shown when the file is opened.
fn layers_off(document: &Document) -> BTreeSet<ObjectId> {
    let off = || {
        let properties = document.catalog().ok()?.get(b"OCProperties").ok()?;
        let properties = document.dereference(properties).ok()?.1.as_dict().ok()?;
        let usual = document.dereference(properties.get(b"D").ok()?).ok()?.1.as_dict().ok()?;
        let off = document.dereference(usual.get(b"OFF").ok()?).ok()?.1.as_array().ok()?;
        Some(off.iter().filter_map(|layer| layer.as_reference().ok()).collect())
    };
    off().unwrap_or_default()
}
