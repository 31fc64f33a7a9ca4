//! sha256 of bytes and of canonical text.
