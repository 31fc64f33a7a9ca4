//! Addresses that may be asked, and those that may not.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::Private;
use crate::{Error, Result};

/// An address that may be asked: http or https, no user name, a host that is no private address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// Another scheme, a user name, a host that is a private address, or a form that parsers read differently.
    pub fn parse(text: &str, private: Private) -> Result<Self> {
        Self::checked(text, Url::parse(text), private)
    }

    /// Reads the target of a redirect, named from this address or in full.
    ///
    /// # Errors
    /// Those of [`parse`](Self::parse).
    pub fn join(&self, target: &str, private: Private) -> Result<Self> {
        Self::checked(target, self.0.join(target), private)
    }

    /// The host, with the port where it is not the scheme's own.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    fn checked(text: &str, parsed: Result<Url, url::ParseError>, private: Private) -> Result<Self> {
        let refused = |why: &str| Err(Error::new(why).at(text));
        // Browsers take a backslash for a slash and pass over line breaks, others do not.
        if text.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control()) {
            return refused("is no address: it has a backslash, white space or a control character");
        }
        let mut url = match parsed {
            Ok(url) => url,
            Err(cause) => return refused(&format!("is no address ({cause})")),
        };
        if !["http", "https"].contains(&url.scheme()) {
            return refused("is not an http or https address");
        }
        if !url.username().is_empty() || url.password().is_some() || authority(text).contains('@') {
            return refused("holds a user name, which no published page needs");
        }
        let numeric = match url.host() {
            None => return refused("is no address: it has no host"),
            Some(Host::Domain(name)) if is_local(name) => {
                Some("is a name of this machine or its network".to_owned())
            }
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(ip)) => private_address(ip.into()),
            Some(Host::Ipv6(ip)) => private_address(ip.into()),
        };
        if let Some(why) = numeric.filter(|_| private == Private::Refused) {
            return Err(Error::new(format!("{why}, and kidd fetches nothing from there"))
                .at(text)
                .help("give --allow-private if you mean a machine of your own"));
        }
        url.set_fragment(None);
        Ok(Self(url))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

/// What stands between the two slashes and the path.
fn authority(text: &str) -> &str {
    let rest = text.split_once("//").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Names that never leave a network.
fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    ["localhost", "local", "internal", "home.arpa", "lan"]
        .iter()
        .any(|local| name == *local || name.strip_suffix(local).is_some_and(|rest| rest.ends_with('.')))
}

/// Why an address is none of the public net; `None` if it is one.
pub(super) fn private_address(ip: IpAddr) -> Option<String> {
    let is_public = match ip {
        IpAddr::V4(ip) => is_public_4(ip),
        IpAddr::V6(ip) => is_public_6(ip),
    };
    (!is_public).then(|| format!("{ip} is not a public address"))
}

/// The blocks that the IANA registry of special-purpose addresses (RFC 6890) does not give to the public net.
fn is_public_4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let benchmarks = a == 198 && (18..20).contains(&b);
    let protocols = (a, b, c) == (192, 0, 0) || (a, b, c) == (192, 88, 99);
    !(a == 0
        || a >= 240
        || ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || shared
        || benchmarks
        || protocols)
}

/// Only 2000::/3 is given to the public net; in it stand blocks for documentation and tunnels, and some forms hold an
/// address of version 4, which must be public itself.
fn is_public_6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => inner(high, low),
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_net_are_asked() {
        for ip in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "0.1.2.3",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "::1",
            "::",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:100.64.0.1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "100::1",
        ] {
            assert!(private_address(ip.parse().unwrap()).is_some(), "{ip}");
        }
        for ip in [
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2001:4860:4860::8888",
        ] {
            assert!(private_address(ip.parse().unwrap()).is_none(), "{ip}");
        }
    }

    #[test]
    fn tricks_with_addresses_are_refused() {
        let refusal = |text: &str| Address::parse(text, Private::Refused).unwrap_err().to_string();
        for text in [
            "https://example.org\\@127.0.0.1/",
            "https:\\\\127.0.0.1/",
            "https://example.org/a b",
            "https://exa\nmple.org/",
            "https://example.org/\u{7f}",
        ] {
            assert!(refusal(text).contains("is no address"), "{text:?}: {}", refusal(text));
        }
        for text in [
            "file:///etc/passwd",
            "ftp://example.org/",
            "gopher://x/",
            "data:text/html,x",
            "javascript:alert(1)",
        ] {
            assert!(refusal(text).contains("is not an http or https address"), "{text}: {}", refusal(text));
        }
        for text in ["https://a@example.org/", "https://a:b@example.org/", "https://@example.org/"] {
            assert!(refusal(text).contains("holds a user name"), "{text}: {}", refusal(text));
        }
        // Every way to write an address of this machine.
        for text in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://printer.local/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.1.1/",
            "http://１２７.0.0.1/",
        ] {
            assert!(
                refusal(text).contains("and kidd fetches nothing from there"),
                "{text}: {}",
                refusal(text)
            );
            assert!(Address::parse(text, Private::Allowed).is_ok(), "{text}");
        }
    }

    #[test]
    fn redirects_are_read_from_the_address_that_gave_them() {
        let from = Address::parse("https://example.org/a/b#c", Private::Refused).unwrap();
        let check = |target: &str, expected: &str| {
            let found = from.join(target, Private::Refused);
            assert_eq!(found.map_or_else(|error| error.to_string(), |to| to.to_string()), expected);
        };
        check("/x", "https://example.org/x");
        check("x?y#z", "https://example.org/a/x?y");
        check("//other.example/x", "https://other.example/x");
        check("file:///etc/passwd", "file:///etc/passwd: is not an http or https address");
        check(
            "//127.0.0.1/x",
            "//127.0.0.1/x: 127.0.0.1 is not a public address, and kidd fetches nothing from there; give --allow-private if you mean a machine of your own",
        );
    }
}
