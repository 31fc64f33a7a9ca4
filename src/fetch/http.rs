//! Gets pages, one after the other, within limits.

use std::collections::HashMap;
use std::io::{self, Read as _};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use ureq::http::{HeaderMap, Response};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Proxy};

use super::guard::{self, Forbidden, Guard};
use super::{Address, MAX_BYTES, MAX_REDIRECTS, Options, Private};
use crate::{Error, Result};

/// How long a connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(15);

/// What a request has at least, so that one that is made at the last moment is told as late and not as nonsense.
const LEAST: Duration = Duration::from_millis(10);

/// Media types that a statement is published in; servers that know none say the last ones or nothing.
const MEDIA_TYPES: &[&str] = &[
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "text/x-markdown",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",
    "binary/octet-stream",
    "application/x-download",
];

/// Gets pages, one after the other.
#[derive(Debug)]
pub struct Fetcher {
    options: Options,
    /// When each host was asked last.
    asked: HashMap<String, Instant>,
}

/// A page as its server gave it, unpacked.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Where it came from in the end, after redirects.
    pub address: Address,
    /// The page.
    pub bytes: Vec<u8>,
}

/// What a request led to.
enum Outcome {
    Page(Vec<u8>),
    Redirect(String),
    /// Worth another try, after this long if the server said so.
    Later(Error, Option<Duration>),
}

impl Fetcher {
    /// A fetcher that has asked nobody yet.
    pub fn new(options: Options) -> Self {
        Self { options, asked: HashMap::new() }
    }

    /// What asks one address, within a time.
    fn agent(&self, proxy: Option<Proxy>, timeout: Duration) -> Agent {
        let agent = concat!(
            "kidd/",
            env!("CARGO_PKG_VERSION"),
            " (compares published statements; one request at a time)"
        );
        let guard = Guard {
            private: self.options.private,
            proxied: proxy.is_some(),
            resolver: DefaultResolver::default(),
        };
        let config = Agent::config_builder()
            .user_agent(agent)
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(proxy)
            .max_idle_connections(0)
            .timeout_connect(Some(CONNECTING.min(timeout)))
            .timeout_resolve(Some(CONNECTING.min(timeout)))
            .timeout_global(Some(timeout))
            .build();
        Agent::with_parts(config, DefaultConnector::default(), guard)
    }

    /// Gets a page; `progress` is told in sentences what is going on.
    ///
    /// # Errors
    /// An address that may not be asked, a server that refuses or has no such page, a page that is too large, cut off or
    /// no text, and all that can go wrong on the way.
    pub fn get(&mut self, address: &str, progress: &mut dyn FnMut(&str)) -> Result<Fetched> {
        let mut here = Address::parse(address, self.options.private)?;
        let until = Instant::now() + self.options.overall;
        for _ in 0..=MAX_REDIRECTS {
            match self.patiently(&here, until, progress)? {
                Outcome::Page(bytes) => return Ok(Fetched { address: here, bytes }),
                Outcome::Redirect(target) => {
                    let next = here.join(&target, self.options.private).map_err(|error| {
                        Error::new(format!("redirects to a place that kidd does not fetch from ({error})"))
                            .at(here.to_string())
                    })?;
                    progress(&format!("{here} leads to {next}"));
                    here = next;
                }
                Outcome::Later(error, _) => return Err(error),
            }
        }
        Err(Error::new(format!("redirects more than {MAX_REDIRECTS} times")).at(address))
    }

    fn patiently(
        &mut self,
        address: &Address,
        until: Instant,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Outcome> {
        let mut pause = self.options.backoff;
        for retry in 0.. {
            self.keep_pace(&address.host());
            progress(&format!("asking for {address}"));
            let (error, asked) = match self.ask(address, until)? {
                Outcome::Later(error, asked) => (error, asked),
                done => return Ok(done),
            };
            let wait = asked.unwrap_or(pause).max(pause);
            if retry == self.options.retries || wait > self.options.patience {
                return Ok(Outcome::Later(error, asked));
            }
            if Instant::now() + wait >= until {
                let seconds = self.options.overall.as_secs();
                let error = Error::new(format!("did not arrive within {seconds} seconds: {error}"));
                return Ok(Outcome::Later(error, asked));
            }
            progress(&format!("{error}; trying again in {} s", wait.as_secs_f32().ceil()));
            thread::sleep(wait);
            pause *= 2;
        }
        unreachable!("the last retry returns")
    }

    fn keep_pace(&mut self, host: &str) {
        if let Some(last) = self.asked.get(host) {
            thread::sleep(self.options.pace.saturating_sub(last.elapsed()));
        }
        self.asked.insert(host.to_owned(), Instant::now());
    }

    fn ask(&self, address: &Address, until: Instant) -> Result<Outcome> {
        let left = until.saturating_duration_since(Instant::now()).max(LEAST);
        let proxy = self.options.proxies.of(address)?;
        let is_checked = proxy.is_some() && self.options.private == Private::Refused;
        let agent = self.agent(proxy, self.options.timeout.min(left));
        let uri = address.to_string();
        if is_checked
            && let Ok(uri) = uri.parse()
            && let Err(cause) = guard::check(&uri, agent.config(), CONNECTING.min(left))
        {
            return broken(cause, address);
        }
        let response = match agent.get(uri).header("accept", "*/*").call() {
            Ok(response) => response,
            Err(cause) => return broken(cause, address),
        };
        let status = response.status().as_u16();
        let error = |message: String| Error::new(message).at(address.to_string());
        match status {
            200 => page(response, address),
            301 | 302 | 303 | 307 | 308 => {
                let target = text(response.headers(), "location");
                target
                    .map(Outcome::Redirect)
                    .ok_or_else(|| error(format!("leads nowhere ({status} without an address)")))
            }
            408 | 425 | 429 | 500 | 502 | 503 | 504 => {
                let after = text(response.headers(), "retry-after").and_then(|after| delay(&after));
                let error = match after {
                    Some(after) if after > self.options.patience => error(format!(
                        "is busy ({status}), and asks to come back in {} seconds",
                        after.as_secs()
                    )),
                    _ => error(format!("is busy or out of order ({status})")),
                };
                Ok(Outcome::Later(error.help(SAVE_IT), after))
            }
            404 | 410 => {
                Err(error(format!("is not there ({status})")).help("look for the page under another address"))
            }
            401 | 402 | 403 | 405 | 406 | 451 => {
                Err(error(format!("refuses programs ({status})")).help(SAVE_IT))
            }
            _ => Err(error(format!("cannot be had (status {status})")).help(SAVE_IT)),
        }
    }
}

/// What a user can do where a program cannot.
const SAVE_IT: &str =
    "open it in a browser, save the page, and give the file to `kidd add FILE --source-url ADDRESS`";

fn page(response: Response<ureq::Body>, address: &Address) -> Result<Outcome> {
    let error = |message: String| Error::new(message).at(address.to_string());
    let media_type = text(response.headers(), "content-type").unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !media_type.is_empty() && !MEDIA_TYPES.contains(&media_type.as_str()) {
        return Err(error(format!("is {media_type}, which is no statement")));
    }
    if let Some(packed) = text(response.headers(), "content-encoding")
        && !["gzip", "x-gzip", "identity"].contains(&packed.trim().to_ascii_lowercase().as_str())
    {
        return Err(error(format!("is packed as {packed}, which was not asked for")));
    }
    let mut bytes = Vec::new();
    let body = response.into_body().into_with_config().limit(u64::MAX).reader();
    match body.take(MAX_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > MAX_BYTES => {
            Err(error(format!("is larger than {} MB: it is no statement", MAX_BYTES / 1_000_000)))
        }
        Ok(_) if bytes.is_empty() => Err(error("is empty".to_owned())),
        Ok(_) => Ok(Outcome::Page(bytes)),
        // What came so far is not all of it.
        Err(cause) => Ok(Outcome::Later(
            error(format!("broke off after {} bytes ({})", bytes.len(), reason(&cause))).because(cause),
            None,
        )),
    }
}

fn broken(cause: ureq::Error, address: &Address) -> Result<Outcome> {
    let error = |message: String| Error::new(message).at(address.to_string());
    match cause {
        ureq::Error::Io(cause) if cause.get_ref().is_some_and(|inner| inner.is::<Forbidden>()) => {
            Err(error(format!("is not asked: {cause}"))
                .help("give --allow-private if you mean a machine of your own"))
        }
        ureq::Error::HostNotFound => Err(error("cannot be reached: no such host".to_owned())),
        ureq::Error::Io(cause) if is_unknown_host(&cause) => {
            Err(error("cannot be reached: no such host".to_owned()).because(cause))
        }
        ureq::Error::Timeout(what) => {
            Ok(Outcome::Later(error(format!("did not answer in time ({what})")).help(SAVE_IT), None))
        }
        ureq::Error::Io(cause) => {
            Ok(Outcome::Later(error(format!("is out of reach ({})", reason(&cause))).because(cause), None))
        }
        ureq::Error::ConnectProxyFailed(cause) => {
            Err(error(format!("is not had through the proxy ({cause})"))
                .help("look at http_proxy and https_proxy, or name the host in no_proxy"))
        }
        ureq::Error::ConnectionFailed => Ok(Outcome::Later(error("is out of reach".to_owned()), None)),
        cause => Err(error(format!("cannot be had ({cause})")).because(cause)),
    }
}

/// The look-up of a name has no kind of error of its own.
fn is_unknown_host(cause: &io::Error) -> bool {
    cause.to_string().contains("failed to lookup address")
}

/// What the system says, without its error number.
fn reason(cause: &io::Error) -> String {
    let text = cause.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// `120`, or a date.
fn delay(after: &str) -> Option<Duration> {
    let after = after.trim();
    if let Ok(seconds) = after.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let when = rfc2822::parse(after).ok()?.timestamp();
    let seconds = when.as_second() - Timestamp::now().as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_when_to_come_back_in_seconds_or_as_a_date() {
        assert_eq!(delay(" 120 "), Some(Duration::from_secs(120)));
        assert_eq!(delay("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert!(delay("Fri, 21 Oct 2050 07:28:00 GMT").unwrap() > Duration::from_secs(1 << 20));
        assert_eq!(delay("soon"), None);
        assert_eq!(delay("-1"), None);
    }
}
