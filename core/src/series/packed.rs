//! Reads the rules that ship, which were packed when the program was built: nothing of them has to be parsed.

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use super::packed_form::{FALSE, FLOAT, INTEGER, LIST, TABLE, TEXT, TRUE};

/// Reads packed rules.
///
/// # Errors
/// They are of another form; a test forbids that for those that ship.
pub(super) fn unpack<'de, T: Deserialize<'de>>(packed: &'de [u8]) -> Result<T, Error> {
    T::deserialize(&mut Packed { rest: packed })
}

/// What is not read yet.
struct Packed<'de> {
    rest: &'de [u8],
}

impl<'de> Packed<'de> {
    fn byte(&mut self) -> Result<u8, Error> {
        let (&byte, rest) = self.rest.split_first().ok_or_else(|| Error::custom("packed rules end early"))?;
        self.rest = rest;
        Ok(byte)
    }

    fn bytes(&mut self, length: usize) -> Result<&'de [u8], Error> {
        let (bytes, rest) =
            self.rest.split_at_checked(length).ok_or_else(|| Error::custom("packed rules end early"))?;
        self.rest = rest;
        Ok(bytes)
    }

    fn length(&mut self) -> Result<usize, Error> {
        let (mut length, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            // No file of rules has as many bytes as four such bytes can say.
            if byte < 0x80 || shift > 21 {
                return Ok(length);
            }
        }
    }

    fn text(&mut self) -> Result<&'de str, Error> {
        let length = self.length()?;
        std::str::from_utf8(self.bytes(length)?).map_err(Error::custom)
    }

    fn number(&mut self) -> Result<[u8; 8], Error> {
        self.bytes(8)?.try_into().map_err(Error::custom)
    }
}

impl<'de> Deserializer<'de> for &mut Packed<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.byte()? {
            TEXT => visitor.visit_borrowed_str(self.text()?),
            INTEGER => visitor.visit_i64(i64::from_le_bytes(self.number()?)),
            FLOAT => visitor.visit_f64(f64::from_le_bytes(self.number()?)),
            TRUE => visitor.visit_bool(true),
            FALSE => visitor.visit_bool(false),
            LIST => {
                let left = self.length()?;
                visitor.visit_seq(Values { packed: self, left })
            }
            TABLE => {
                let left = self.length()?;
                visitor.visit_map(Values { packed: self, left })
            }
            other => Err(Error::custom(format_args!("packed rules have no value {other}"))),
        }
    }

    // What may be left out is there if anything is.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    // A word for one of several things.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.byte()? {
            TEXT => visitor.visit_enum(BorrowedStrDeserializer::new(self.text()?)),
            other => Err(Error::custom(format_args!("packed rules have {other} for a word"))),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// What is left of a list, or of a table.
struct Values<'r, 'de> {
    packed: &'r mut Packed<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Values<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.packed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Values<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(BorrowedStrDeserializer::new(self.packed.text()?)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.packed)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn values_are_read_and_what_is_broken_is_refused() {
        let packed = [TABLE, 2, 1, b'a', LIST, 2, TEXT, 1, b'x', TEXT, 0, 1, b'b', LIST, 0];
        let read: BTreeMap<String, Vec<String>> = unpack(&packed).unwrap();
        assert_eq!(format!("{read:?}"), r#"{"a": ["x", ""], "b": []}"#);
        for end in 0..packed.len() {
            assert!(unpack::<BTreeMap<String, Vec<String>>>(&packed[..end]).is_err(), "{end}");
        }
        assert!(unpack::<String>(&[TEXT, 1, 0xff]).is_err());
        assert!(unpack::<String>(&[9]).is_err());
        assert!(unpack::<String>(&[TEXT, 0xff, 0xff, 0xff, 0xff, 0xff]).is_err());
        assert_eq!(
            unpack::<Option<i32>>(&[INTEGER, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).unwrap(),
            Some(-2)
        );
        assert_eq!(unpack::<f64>(&[FLOAT, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f]).unwrap(), 1.5);
        assert!(unpack::<bool>(&[TRUE]).unwrap() && !unpack::<bool>(&[FALSE]).unwrap());
    }
}
