//! The command line: definitions and one file per command.
