//! The form of packed rules: the build script, which packs them, and their reader share this.
//!
//! A value is a byte that says what it is, and what belongs to it: the length of a text and its bytes, the eight bytes of a
//! number, the length of a list and its values, the length of a table and in turn its keys, which are texts without the
//! first byte, and its values. Lengths are written seven bits a byte, the lowest first, with the eighth bit where more follow.

pub const TEXT: u8 = 0;
pub const INTEGER: u8 = 1;
pub const FLOAT: u8 = 2;
pub const TRUE: u8 = 3;
pub const FALSE: u8 = 4;
pub const LIST: u8 = 5;
pub const TABLE: u8 = 6;
