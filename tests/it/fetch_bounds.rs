//! Fetching through a proxy, and from servers that take their time.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use kidd::fetch::{Fetcher, Options, Private, Proxies};

/// A server that drips a byte now and then, at its address.
fn dripping() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/page", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || {
                let mut go = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                while go.is_ok() {
                    thread::sleep(Duration::from_millis(40));
                    go = stream.write_all(b"x");
                }
            });
        }
    });
    address
}

/// A proxy at its address, with the first line of every request that it gets. It answers for all servers itself.
fn proxy() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let lines: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&lines);
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            loop {
                let mut head = String::new();
                while !head.ends_with("\r\n\r\n") {
                    if reader.read_line(&mut head).unwrap_or(0) == 0 {
                        break;
                    }
                }
                let Some(first) = head.lines().next() else { break };
                kept.lock().unwrap().push(first.to_owned());
                if first.starts_with("CONNECT") {
                    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
                    continue;
                }
                let body = "Both sides met in Seoul.";
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n";
                write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
                break;
            }
        }
    });
    (address, lines)
}

#[test]
fn a_server_that_drips_is_given_up_after_one_time_for_all() {
    let address = dripping();
    let options = Options {
        private: Private::Allowed,
        timeout: Duration::from_secs(1),
        overall: Duration::from_secs(2),
        backoff: Duration::from_millis(10),
        retries: 100,
        ..Options::default()
    };
    let start = Instant::now();
    let error = Fetcher::new(options).get(&address, &mut |_| {}).unwrap_err().to_string();
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert!(
        error.contains("did not arrive within 2 seconds") && error.contains("broke off after"),
        "{error}"
    );
}

#[test]
fn a_proxy_of_the_environment_is_asked_but_for_hosts_that_go_round_it() {
    let (proxy, lines) = proxy();
    let folder = tempfile::tempdir().unwrap();
    let add = |address: &str, round: &str| {
        let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
            .args(["add", "--dry-run", "--edition", "2023-09-18", "--series", "x", address])
            .current_dir(folder.path())
            .env_remove("KIDD_ARCHIVE")
            .env("http_proxy", &proxy)
            .env("no_proxy", round)
            .output()
            .unwrap();
        String::from_utf8_lossy(&done.stderr).into_owned()
    };
    // No look-up in this world finds this host: only the proxy can have answered.
    let said = add("http://statements.invalid/23", "");
    assert!(!said.contains("no such host"), "{said}");
    let asked = lines.lock().unwrap().clone();
    assert!(asked.iter().any(|line| line.contains("statements.invalid")), "{asked:?}");
    let count = asked.len();
    let said = add("http://statements.invalid/23", "invalid");
    assert!(said.contains("cannot be reached: no such host"), "{said}");
    assert_eq!(lines.lock().unwrap().len(), count, "the proxy was asked");
    let said = add("http://localhost/23", "");
    assert!(said.contains("and kidd fetches nothing from there"), "{said}");
    assert_eq!(lines.lock().unwrap().len(), count, "the proxy was asked");
}

#[test]
fn the_environment_names_no_proxy_by_itself() {
    assert_eq!(Proxies::read(|_| None), Proxies::default());
}
