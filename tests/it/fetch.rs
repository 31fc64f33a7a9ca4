//! Fetching from a server on this machine that behaves like the worst of them.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use kidd::fetch::{Fetcher, Options, Private, Proxies};

const EDITION: &str = include_str!("../../statements/kidd/23.txt");

/// What the server says to the first, second, … request for a path; the last answer stands for all later ones.
type Answers = HashMap<&'static str, Vec<Vec<u8>>>;

struct Server {
    address: String,
    asked: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
}

fn serve(answers: impl IntoIterator<Item = (&'static str, Vec<Vec<u8>>)>) -> Server {
    let answers: Arc<Answers> = Arc::new(answers.into_iter().collect());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let heads = Arc::new(Mutex::new(Vec::new()));
    let counts: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
    let (counter, kept) = (Arc::clone(&asked), Arc::clone(&heads));
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (answers, counts, counter, kept) =
                (Arc::clone(&answers), Arc::clone(&counts), Arc::clone(&counter), Arc::clone(&kept));
            thread::spawn(move || answer(stream, &answers, &counts, &counter, &kept));
        }
    });
    Server { address, asked, heads }
}

fn answer(
    mut stream: TcpStream,
    answers: &Answers,
    counts: &Mutex<HashMap<String, usize>>,
    counter: &AtomicUsize,
    kept: &Mutex<Vec<String>>,
) -> Option<()> {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    counter.fetch_add(1, Ordering::SeqCst);
    let path = head.split(' ').nth(1)?.to_owned();
    kept.lock().ok()?.push(head);
    let number = {
        let mut counts = counts.lock().ok()?;
        let count = counts.entry(path.clone()).or_default();
        *count += 1;
        *count - 1
    };
    let Some(list) = answers.get(path.as_str()) else {
        return stream.write_all(&response("404 Not Found", &[], b"no")).ok();
    };
    let said = list.get(number).or(list.last())?;
    if said.as_slice() == STALL {
        thread::sleep(Duration::from_secs(20));
        return None;
    }
    stream.write_all(said).ok()
}

const STALL: &[u8] = b"stall";

fn response(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = if headers.contains("Content-Length") {
        String::new()
    } else {
        format!("Content-Length: {}\r\n", body.len())
    };
    [format!("HTTP/1.1 {status}\r\n{headers}{length}Connection: close\r\n\r\n").as_bytes(), body].concat()
}

fn page(body: &[u8]) -> Vec<u8> {
    response("200 OK", &["Content-Type: text/html; charset=utf-8"], body)
}

fn redirect(to: &str) -> Vec<u8> {
    response("302 Found", &[&format!("Location: {to}")], b"")
}

/// Quick, and allowed to ask this machine.
fn options() -> Options {
    Options {
        private: Private::Allowed,
        pace: Duration::ZERO,
        retries: 2,
        backoff: Duration::from_millis(20),
        patience: Duration::from_secs(3),
        timeout: Duration::from_secs(2),
        overall: Duration::from_secs(30),
        proxies: Proxies::default(),
    }
}

fn get(address: &str) -> Result<(Vec<u8>, String, Vec<String>), String> {
    let mut said = Vec::new();
    let fetched = Fetcher::new(options()).get(address, &mut |text| said.push(text.to_owned()));
    fetched.map(|page| (page.bytes, page.address.to_string(), said)).map_err(|error| error.to_string())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_page_is_got_with_redirects_and_packed() {
    let packed =
        response("200 OK", &["Content-Type: text/html", "Content-Encoding: gzip"], &gzip(b"<html>packed"));
    let server = serve([
        ("/a", vec![redirect("/b?x=1")]),
        ("/b?x=1", vec![redirect("c/d")]),
        ("/c/d", vec![page(b"<html>here")]),
        ("/packed", vec![packed]),
    ]);
    let (bytes, from, said) = get(&format!("{}/a", server.address)).unwrap();
    assert_eq!(bytes, b"<html>here");
    assert_eq!(from, format!("{}/c/d", server.address));
    assert!(said.iter().any(|text| text.contains("leads to")), "{said:?}");
    assert_eq!(get(&format!("{}/packed", server.address)).unwrap().0, b"<html>packed");
    let head = server.heads.lock().unwrap()[0].to_ascii_lowercase();
    assert!(head.contains("user-agent: kidd/"), "{head}");
}

#[test]
fn redirects_end_and_never_lead_where_they_must_not() {
    let server = serve([
        ("/loop", vec![redirect("/loop")]),
        ("/file", vec![redirect("file:///etc/passwd")]),
        ("/user", vec![redirect("http://example.org@127.0.0.1/")]),
        ("/backslash", vec![redirect("http://127.0.0.1\\@example.org/")]),
        ("/nowhere", vec![response("301 Moved", &[], b"")]),
        ("/private", vec![redirect("http://169.254.169.254/latest")]),
    ]);
    let refusal = |path: &str| get(&format!("{}{path}", server.address)).unwrap_err();
    assert!(refusal("/loop").contains("redirects more than 5 times"), "{}", refusal("/loop"));
    assert!(refusal("/file").contains("is not an http or https address"), "{}", refusal("/file"));
    assert!(refusal("/user").contains("holds a user name"), "{}", refusal("/user"));
    assert!(refusal("/backslash").contains("backslash"), "{}", refusal("/backslash"));
    assert!(refusal("/nowhere").contains("leads nowhere"), "{}", refusal("/nowhere"));
}

#[test]
fn this_machine_is_not_asked_unless_it_is_allowed() {
    let server = serve([("/x", vec![page(b"secret")])]);
    let mut careful = Fetcher::new(Options { private: Private::Refused, ..options() });
    let port = server.address.rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"] {
        let error = careful.get(&format!("http://{host}:{port}/x"), &mut |_| {}).unwrap_err().to_string();
        assert!(
            error.contains("and kidd fetches nothing from there") && error.contains("--allow-private"),
            "{host}: {error}"
        );
    }
    assert_eq!(server.asked.load(Ordering::SeqCst), 0, "the server was asked");
}

#[test]
fn what_is_no_whole_page_is_an_error() {
    let bomb = response(
        "200 OK",
        &["Content-Type: text/html", "Content-Encoding: gzip"],
        &gzip(&vec![b'a'; 60 << 20]),
    );
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let mut cut = gzip(EDITION.as_bytes());
    cut.truncate(cut.len() / 2);
    let server = serve([
        ("/bomb", vec![bomb]),
        ("/cut", vec![response("200 OK", &["Content-Type: text/html", "Content-Length: 1000"], b"half")]),
        ("/cut-gzip", vec![response("200 OK", &["Content-Encoding: gzip"], &cut)]),
        ("/cut-chunk", vec![b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".to_vec()]),
        ("/image", vec![response("200 OK", &["Content-Type: image/png"], b"\x89PNG")]),
        ("/packed", vec![response("200 OK", &["Content-Type: text/html", "Content-Encoding: br"], b"xxxx")]),
        ("/empty", vec![page(b"")]),
        ("/stall", vec![STALL.to_vec()]),
        ("/gone", vec![response("410 Gone", &[], b"")]),
        ("/refused", vec![response("403 Forbidden", &[], b"")]),
        ("/nonsense", vec![b"no HTTP at all\r\n\r\n".to_vec()]),
    ]);
    let check = |path: &str, expected: &str| {
        let error = get(&format!("{}{path}", server.address)).unwrap_err();
        assert!(error.contains(expected), "{path}: {error}");
        assert!(error.starts_with(&server.address), "{path}: {error}");
    };
    check("/bomb", "is larger than 20 MB");
    check("/cut", "broke off after 4 bytes");
    check("/cut-gzip", "broke off after");
    check("/cut-chunk", "broke off after 5 bytes");
    check("/image", "is image/png, which is no statement");
    check("/packed", "is packed as br");
    check("/empty", "is empty");
    check("/stall", "did not answer in time");
    check("/missing", "is not there (404)");
    check("/gone", "is not there (410)");
    check("/refused", "refuses programs (403); open it in a browser, save the page");
    check("/nonsense", "cannot be had");
}

#[test]
fn a_busy_server_is_asked_again_when_it_says_so() {
    let server = serve([
        ("/busy", vec![response("429 Too Many Requests", &["Retry-After: 1"], b""), page(b"now")]),
        (
            "/broken",
            vec![response("503 Unavailable", &[], b""), response("500 Error", &[], b""), page(b"now")],
        ),
        ("/always", vec![response("503 Unavailable", &[], b"")]),
        ("/tomorrow", vec![response("429 Too Many Requests", &["Retry-After: 86400"], b"")]),
        ("/cut", vec![response("200 OK", &["Content-Length: 1000"], b"half"), page(b"whole")]),
    ]);
    let start = Instant::now();
    let (bytes, _, said) = get(&format!("{}/busy", server.address)).unwrap();
    assert_eq!(bytes, b"now");
    assert!(start.elapsed() >= Duration::from_secs(1), "it did not wait");
    assert!(said.iter().any(|text| text.contains("trying again in 1 s")), "{said:?}");
    assert_eq!(get(&format!("{}/broken", server.address)).unwrap().0, b"now");
    assert_eq!(get(&format!("{}/cut", server.address)).unwrap().0, b"whole");
    let before = server.asked.load(Ordering::SeqCst);
    let error = get(&format!("{}/always", server.address)).unwrap_err();
    assert!(error.contains("is busy or out of order (503)"), "{error}");
    assert_eq!(server.asked.load(Ordering::SeqCst) - before, 3, "one request and two retries");
    let error = get(&format!("{}/tomorrow", server.address)).unwrap_err();
    assert!(error.contains("asks to come back in 86400 seconds"), "{error}");
}

#[test]
fn one_host_is_asked_at_a_polite_pace() {
    let server = serve([("/x", vec![page(b"x")])]);
    let mut fetcher = Fetcher::new(Options { pace: Duration::from_millis(300), ..options() });
    let start = Instant::now();
    for _ in 0..3 {
        fetcher.get(&format!("{}/x", server.address), &mut |_| {}).unwrap();
    }
    assert!(start.elapsed() >= Duration::from_millis(600));
}

/// Runs `kidd` in a folder; its exit code, what it printed and what it said beside.
fn kidd(folder: &std::path::Path, arguments: &[&str]) -> (i32, String, String) {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("KIDD_ARCHIVE")
        .env("no_proxy", "127.0.0.1")
        .env("COLUMNS", "200")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn editions_of_the_catalogue_are_fetched_and_told() {
    let edited = EDITION.replace("ironclad", "enduring");
    let plain = |body: &str| response("200 OK", &["Content-Type: text/plain"], body.as_bytes());
    let server = serve([
        ("/23", vec![plain(EDITION), plain(EDITION), plain(&edited)]),
        ("/24", vec![response("403 Forbidden", &[], b"")]),
        ("/25", vec![plain(EDITION)]),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("statements");
    std::fs::create_dir_all(root.join("kidd")).unwrap();
    std::fs::write(root.join("ledger.jsonl"), "").unwrap();
    let at = &server.address;
    let catalog = format!(
        "catalog = 1\nseries = \"kidd\"\n\
         [[edition]]\nordinal = 22\nreported = [\"https://example.org/22\"]\n\
         [[edition]]\nordinal = 23\ndate = \"2023-09-18\"\npublished = [\"{at}/none\", \"{at}/23\"]\n\
         [[edition]]\nordinal = 24\npublished = [\"{at}/24\"]\n\
         [[edition]]\nordinal = 25\npublished = [\"{at}/25\"]\n"
    );
    std::fs::write(root.join("kidd/catalog.toml"), catalog).unwrap();
    let fetch = |arguments: &[&str]| kidd(folder.path(), &[&["fetch"], arguments].concat());

    let (code, out, err) = fetch(&["23"]);
    assert_eq!(code, 2, "{err}");
    assert!(out.contains("and kidd fetches nothing from there; give --allow-private"), "{out}");

    let (code, out, err) = fetch(&["--all", "--allow-private"]);
    assert_eq!(code, 2, "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert_eq!(lines[0], format!("kidd-23  added as kidd-23@1 from {at}/23"));
    assert!(
        lines[1].contains("kidd-24  could not be fetched:")
            && lines[1].contains("refuses programs (403); open it"),
        "{out}"
    );
    assert!(lines[2].contains("is not kidd-25, but edition 23"), "{out}");
    assert!(err.contains("2 of 3 editions could not be fetched"), "{err}");
    assert!(err.contains(&format!("asking for {at}/23")), "{err}");

    let (code, out, err) = fetch(&["23", "--allow-private"]);
    assert_eq!((code, out.as_str()), (0, "kidd-23  nothing added: kidd-23@1 has the same text\n"), "{err}");
    let (code, out, _) = fetch(&["kidd-23", "--allow-private"]);
    assert_eq!(code, 0);
    assert!(out.contains("added as kidd-23@2") && out.contains("kidd diff kidd-23@1 kidd-23@2"), "{out}");
    let (code, out, _) = fetch(&["22"]);
    assert_eq!(code, 2);
    assert!(
        out.contains("no address of its text is known; these pages report it: https://example.org/22"),
        "{out}"
    );
    let (code, _, err) = fetch(&["99"]);
    assert_eq!(code, 2);
    assert!(err.contains("99: is not in any catalogue"), "{err}");
    assert_eq!(kidd(folder.path(), &["verify"]).0, 0);
    let (_, log, _) = kidd(folder.path(), &["log", "23"]);
    assert!(log.contains(&format!("{at}/23")), "{log}");
}

#[test]
fn a_page_is_added_from_its_address() {
    let server =
        serve([("/23", vec![response("200 OK", &["Content-Type: text/plain"], EDITION.as_bytes())])]);
    let folder = tempfile::tempdir().unwrap();
    let address = format!("{}/23", server.address);
    let (code, _, err) = kidd(folder.path(), &["add", &address]);
    assert_eq!(code, 2);
    assert!(err.contains("127.0.0.1 is not a public address"), "{err}");
    assert!(!folder.path().join("statements").exists());
    let (code, out, err) = kidd(folder.path(), &["add", &address, "--allow-private"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.ends_with("Added as kidd-23@1.\n"), "{out}");
    let (_, log, _) = kidd(folder.path(), &["log", "23"]);
    assert!(log.contains(&address), "{log}");
    assert_eq!(std::fs::read(folder.path().join("statements/kidd/23.txt")).unwrap(), EDITION.as_bytes());
}
