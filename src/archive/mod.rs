//! The statements/ folder: editions, revisions, ledger.
