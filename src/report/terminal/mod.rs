//! Reports for reading in a terminal: a comparison, and one statement.

mod changes;
mod comparison;
mod findings;
mod marks;
mod opening;
mod statement;

pub use comparison::{Part, View, comparison};
pub use statement::{Detail, statement};
