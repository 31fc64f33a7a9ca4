//! Names are looked up here, and private networks refused.

use std::fmt;
use std::io;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::Private;
use super::address::private_address;

/// Looks names up and refuses those that lead into a private network. What it lets pass is what is connected to: a name
/// that changes its address between check and connection gains nothing.
#[derive(Debug)]
pub(super) struct Guard {
    pub private: Private,
    /// Whether what is looked up is the user's own proxy, which often stands in a private network.
    pub proxied: bool,
    pub resolver: DefaultResolver,
}

/// Why a name is not asked.
#[derive(Debug)]
pub(super) struct Forbidden(String);

/// Refuses a name that leads into a private network as seen from here, though a proxy will look it up. A name that is
/// not known here may be known there.
pub(super) fn check(uri: &Uri, config: &Config, timeout: Duration) -> Result<(), ureq::Error> {
    let resolver = Guard { private: Private::Refused, proxied: false, resolver: DefaultResolver::default() };
    let timeout = NextTimeout { after: timeout.into(), ..NextTimeout::default() };
    match resolver.resolve(uri, config, timeout) {
        Err(ureq::Error::Io(cause)) if cause.get_ref().is_some_and(|inner| inner.is::<Forbidden>()) => {
            Err(ureq::Error::Io(cause))
        }
        _ => Ok(()),
    }
}

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Forbidden {}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.resolver.resolve(uri, config, timeout)?;
        if self.private == Private::Refused
            && !self.proxied
            && let Some(why) = found.iter().find_map(|place| private_address(place.ip()))
        {
            return Err(ureq::Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, Forbidden(why))));
        }
        Ok(found)
    }
}
