//! Pages from the net, for the commands that take an address.

use crate::Result;

/// Says on standard error what is going on, one line each.
#[cfg(feature = "fetch")]
fn say(text: &str) {
    use std::io::Write as _;

    let _ = writeln!(std::io::stderr(), "kidd: {}", crate::report::escape::line(text));
}

/// Whether an argument is an address.
pub(super) fn is_address(argument: &str) -> bool {
    let starts =
        |scheme: &str| argument.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

/// The net, as far as this program was built to use it.
pub(super) struct Net {
    #[cfg(feature = "fetch")]
    fetcher: crate::fetch::Fetcher,
}

impl Net {
    #[cfg(feature = "fetch")]
    pub fn new(allow_private: bool) -> Self {
        use crate::fetch::{Fetcher, Options, Private, Proxies};

        let private = if allow_private { Private::Allowed } else { Private::Refused };
        let proxies = Proxies::read(|name| std::env::var(name).ok());
        Self { fetcher: Fetcher::new(Options { private, proxies, ..Options::default() }) }
    }

    #[cfg(not(feature = "fetch"))]
    pub fn new(_allow_private: bool) -> Self {
        Self {}
    }

    /// A page and where it came from in the end.
    #[cfg(feature = "fetch")]
    pub fn get(&mut self, address: &str) -> Result<(Vec<u8>, String)> {
        let fetched = self.fetcher.get(address, &mut say)?;
        Ok((fetched.bytes, fetched.address.to_string()))
    }

    #[cfg(not(feature = "fetch"))]
    #[expect(clippy::unused_self, reason = "the same as with the feature")]
    pub fn get(&mut self, address: &str) -> Result<(Vec<u8>, String)> {
        Err(crate::Error::new("is an address, and this kidd was built without the feature `fetch`")
            .at(address)
            .help("save the page, and name the file"))
    }
}
