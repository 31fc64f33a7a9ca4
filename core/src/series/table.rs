//! How the tables of a later rules file join those of an earlier one.

/// One table of a rules file: how a later file's content joins an earlier one's.
pub(super) trait Table {
    /// Merges `later` over `self`.
    fn join(&mut self, later: Self);
    /// Removes what `drop` names with this id; true if something went.
    fn take_out(&mut self, id: &str) -> bool;
}

/// An entry that later files may replace.
pub(super) trait Keyed {
    /// Unique within its table.
    fn id(&self) -> &str;
}

impl<T: Keyed> Table for Vec<T> {
    fn join(&mut self, later: Self) {
        for entry in later {
            match self.iter_mut().find(|known| known.id() == entry.id()) {
                Some(known) => *known = entry,
                None => self.push(entry),
            }
        }
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.len();
        self.retain(|entry| entry.id() != id);
        self.len() != count
    }
}

/// Makes a [`Table`] of a struct of lists: they append, and `drop` takes an expression out of whichever has it.
macro_rules! list_table {
    ($table:ty { $($list:ident),+ $(,)? }) => {
        impl $crate::series::table::Table for $table {
            fn join(&mut self, later: Self) {
                $(self.$list.extend(later.$list);)+
            }

            fn take_out(&mut self, id: &str) -> bool {
                let mut found = false;
                $(self.$list.retain(|entry| {
                    found |= entry == id;
                    entry != id
                });)+
                found
            }
        }
    };
}
pub(super) use list_table;
