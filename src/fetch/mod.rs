//! Getting what was published from where it was published.
//!
//! An address comes from a catalogue or a user, redirects from whoever runs the server: none of them may make this
//! program ask a machine that only its user can reach. [`Address`] takes http and https alone, in a form that no two
//! parsers read differently; names are looked up once for each request, every address found is checked, and exactly
//! those are connected to. [`Fetcher`] follows redirects by itself and checks each target like the first one.
//!
//! It goes easy on servers: one request at a time, a pause between two to one host, retries that wait longer each time
//! and as long as the server asks. It uses no proxy, for a proxy would look names up by itself.

mod address;
mod guard;
mod http;
mod proxy;

pub use address::Address;
pub use http::{Fetched, Fetcher};
pub use proxy::Proxies;

use std::time::Duration;

/// The longest page, in bytes after decompression: 20 MB.
pub const MAX_BYTES: u64 = 20_000_000;

/// Redirects that are followed for one page.
pub const MAX_REDIRECTS: usize = 5;

/// How to fetch.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether machines of a private network may be asked.
    pub private: Private,
    /// The least time between two requests to one host.
    pub pace: Duration,
    /// How often a request is made again when the server is busy or out of reach.
    pub retries: u32,
    /// How long to wait before the first retry; twice as long before each one after it.
    pub backoff: Duration,
    /// The longest wait that a server may ask for (`Retry-After`).
    pub patience: Duration,
    /// How long one request may take, from the look-up of the name to the last byte.
    pub timeout: Duration,
    /// How long it may take to get one page, with redirects, retries and pauses.
    pub overall: Duration,
    /// The proxies to ask through.
    pub proxies: Proxies,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            private: Private::Refused,
            pace: Duration::from_secs(1),
            retries: 3,
            backoff: Duration::from_secs(1),
            patience: Duration::from_secs(60),
            timeout: Duration::from_secs(60),
            overall: Duration::from_secs(90),
            proxies: Proxies::default(),
        }
    }
}

/// Whether machines of a private network (`192.168.1.1`, `localhost`) may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Private {
    /// They may not.
    Refused,
    /// They may.
    Allowed,
}
