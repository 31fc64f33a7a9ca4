//! Proxies that the user's environment names, and which addresses go round them.

use ureq::Proxy;

use super::Address;
use crate::{Error, Result};

/// The proxies of a user, as environment variables name them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    /// For http addresses: the variable that names it, and what it holds.
    http: Option<(String, String)>,
    /// For https addresses.
    https: Option<(String, String)>,
    /// Hosts that are asked directly, each with all names under it.
    direct: Vec<String>,
}

impl Proxies {
    /// Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in small letters before capitals; `variable` gives
    /// what a variable of the environment holds.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let filled = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let either = |name: &str| {
            [name.to_owned(), name.to_ascii_uppercase()]
                .into_iter()
                .find_map(|name| filled(&name).map(|value| (name, value.trim().to_owned())))
        };
        let direct = either("no_proxy").map(|(_, list)| list).unwrap_or_default();
        let host = |entry: &str| {
            let entry = entry.trim().to_ascii_lowercase();
            let bare = entry.trim_start_matches("*.").trim_start_matches('.').to_owned();
            (!bare.is_empty()).then_some(bare)
        };
        Self {
            http: either("http_proxy").or_else(|| either("all_proxy")),
            https: either("https_proxy").or_else(|| either("all_proxy")),
            direct: direct.split(',').filter_map(host).collect(),
        }
    }

    /// The proxy that an address is asked through, if any.
    ///
    /// # Errors
    /// The variable names none that can be used. What it holds is not repeated: it may hold a password.
    pub(super) fn of(&self, address: &Address) -> Result<Option<Proxy>> {
        let is_secure = address.to_string().starts_with("https:");
        let named = if is_secure { &self.https } else { &self.http };
        let Some((name, value)) = named else { return Ok(None) };
        if self.goes_round(&address.host()) {
            return Ok(None);
        }
        let proxy = Proxy::new(value).ok().filter(|proxy| {
            matches!(proxy.protocol(), ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https)
        });
        proxy.map(Some).ok_or_else(|| {
            Error::new("names no HTTP proxy")
                .at(name)
                .help("give it as http://HOST:PORT, or unset the variable")
        })
    }

    /// Whether a host, with its port where it has one of its own, is asked directly.
    fn goes_round(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => &host,
        };
        let is_under = |entry: &str, host: &str| {
            host.strip_suffix(entry).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.direct.iter().any(|entry| entry == "*" || is_under(entry, name) || is_under(entry, &host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::Private;

    fn check(variables: &[(&str, &str)], address: &str, expected: Option<&str>) {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let address = Address::parse(address, Private::Allowed).unwrap();
        let found =
            Proxies::read(variable).of(&address).map(|proxy| proxy.map(|proxy| proxy.uri().to_string()));
        let found = found.unwrap_or_else(|error| Some(error.to_string()));
        assert_eq!(found.as_deref(), expected, "{variables:?} {address}");
    }

    #[test]
    fn each_scheme_has_its_proxy_and_some_hosts_have_none() {
        let both = [("http_proxy", "http://one:3128"), ("HTTPS_PROXY", "http://two:8080")];
        check(&both, "http://example.org/x", Some("http://one:3128/"));
        check(&both, "https://example.org/x", Some("http://two:8080/"));
        check(&[("all_proxy", "one:3128")], "https://example.org/x", Some("http://one:3128/"));
        check(&[("https_proxy", " ")], "https://example.org/x", None);
        check(&[], "https://example.org/x", None);
        let round = |list| [("http_proxy", "http://one:3128"), ("no_proxy", list)];
        check(&round("localhost, example.org"), "http://www.example.org/", None);
        check(&round(".example.org"), "http://example.org/", None);
        check(&round("*.example.org"), "http://a.b.example.org/", None);
        check(&round("example.org:8000"), "http://example.org:8000/", None);
        check(&round("*"), "http://example.org/", None);
        check(&round("example.org"), "http://notexample.org/", Some("http://one:3128/"));
        check(&round("example.org:8000"), "http://example.org/", Some("http://one:3128/"));
    }

    #[test]
    fn what_is_no_http_proxy_is_named_by_its_variable_alone() {
        let error = "https_proxy: names no HTTP proxy; give it as http://HOST:PORT, or unset the variable";
        check(&[("https_proxy", "socks5://me:secret@one:1")], "https://example.org/", Some(error));
        check(&[("https_proxy", "http://")], "https://example.org/", Some(error));
    }
}
