//! Widths of characters written out where a font gives them for a range.

use pdf_extract::{Document, Object};

/// Characters of a font; a range of more is no range of a real one.
const MAX_RANGE: i64 = 65_535;

/// Writes the widths of characters that a font gives for a range (`19 28 500`) for each of them (`19 [500 500 …]`): the
/// extractor passes over the first form, and would set all text that follows in the wrong place.
pub(super) fn spell_out(document: &mut Document) {
    let spelled: Vec<_> = document
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let widths = object.as_dict().ok()?.get(b"W").ok()?;
            let (place, widths) = match widths {
                Object::Reference(place) => {
                    (Some(*place), document.get_object(*place).ok()?.as_array().ok()?)
                }
                widths => (None, widths.as_array().ok()?),
            };
            Some((*id, place, each(widths)?))
        })
        .collect();
    for (font, place, widths) in spelled {
        let target = match place {
            Some(place) => document.objects.get_mut(&place),
            None => {
                document.objects.get_mut(&font).and_then(|font| font.as_dict_mut().ok()?.get_mut(b"W").ok())
            }
        };
        if let Some(target) = target {
            *target = Object::Array(widths);
        }
    }
}

/// `None` where nothing is to be done, or where it is no list of widths.
fn each(widths: &[Object]) -> Option<Vec<Object>> {
    let mut spelled = Vec::new();
    let mut rest = widths;
    let mut found = false;
    while let [first, second, ..] = rest {
        spelled.push(first.clone());
        if second.as_array().is_ok() {
            spelled.push(second.clone());
            rest = &rest[2..];
            continue;
        }
        let count = second.as_i64().ok()? - first.as_i64().ok()? + 1;
        let width = rest.get(2)?;
        if !(1..=MAX_RANGE).contains(&count) {
            return None;
        }
        spelled.push(Object::Array((0..count).map(|_| width.clone()).collect()));
        rest = &rest[3..];
        found = true;
    }
    found.then_some(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_spelled_out_and_lists_stay() {
        let number = Object::Integer;
        let list = Object::Array(vec![number(250), number(300)]);
        let widths = [number(3), list.clone(), number(19), number(21), number(500)];
        let same = Object::Array(vec![number(500), number(500), number(500)]);
        assert_eq!(each(&widths), Some(vec![number(3), list.clone(), number(19), same]));
        assert_eq!(each(&[number(3), list]), None);
        assert_eq!(each(&[number(19), number(1 << 40), number(500)]), None);
    }
}
