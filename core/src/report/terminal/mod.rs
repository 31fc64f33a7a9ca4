//! Reports for reading in a terminal: a comparison, one statement, and what an archive holds.

mod changes;
mod comparison;
mod copies;
mod drift;
mod drift_ledger;
mod drift_matrix;
mod drift_view;
mod findings;
mod gate;
mod in_order;
mod intake;
mod links;
mod listing;
mod log;
mod marks;
mod opening;
mod rules;
mod series;
mod side_by_side;
mod stat;
mod statement;
mod verdict;

pub use comparison::{Columns, Part, View, comparison};
pub use copies::copies;
pub use drift::drift;
pub use drift_view::DriftView;
pub use gate::gate;
pub use intake::intake;
pub use links::file_link;
pub use listing::{KnownEditions, listing};
pub use log::log;
pub use rules::{rule, rules};
pub use series::{SeriesReport, series};
pub use statement::{Detail, statement};
pub use verdict::verdict;
