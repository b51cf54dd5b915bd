//! The workbench server, asked over the network as a browser would.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests build their own folders"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use lathund::serve::{self, Event, Options, Outcome, Server, Work};

/// How long to wait for what comes at once on an idle machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A site of a few files, and a server for it on a free port.
fn site() -> (tempfile::TempDir, Server) {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    fs::create_dir_all(output.join("system")).unwrap();
    for (path, text) in [
        ("index.html", "<body>Start å</body>"),
        ("system/index.html", "<body>System</body>"),
        ("404.html", "<body>Saknas</body>"),
        ("a.css", "a{}"),
    ] {
        fs::write(output.join(path), text).unwrap();
    }
    let server = Server::start(&output, 0).unwrap();
    (root, server)
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    // Nothing waits so long; a test that fails is to end.
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// The answer to a request, whole.
fn ask(port: u16, method: &str, target: &str, host: &str) -> String {
    let mut stream = connect(port);
    write!(stream, "{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn get(server: &Server, target: &str) -> String {
    ask(server.port(), "GET", target, &format!("127.0.0.1:{}", server.port()))
}

/// The stream of events, read up to its first one.
struct Events(BufReader<TcpStream>);

impl Events {
    fn open(port: u16) -> Self {
        let mut stream = connect(port);
        write!(stream, "GET /__lathund/events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
        Self(BufReader::new(stream))
    }

    fn next(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

#[test]
fn pages_come_with_their_type_the_reload_script_and_a_strict_policy() {
    let (_root, server) = site();
    let page = get(&server, "/");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("Content-Type: text/html; charset=utf-8\r\n"), "{page}");
    assert!(page.contains("Content-Security-Policy: default-src 'self';"), "{page}");
    assert!(page.contains("X-Content-Type-Options: nosniff\r\n"), "{page}");
    assert!(page.contains("Start å<script src=\"/__lathund/reload.js\""), "{page}");
    let style = get(&server, "/a.css");
    assert!(style.ends_with("\r\n\r\na{}"), "only pages are added to: {style}");
}

#[test]
fn a_missing_page_is_the_sites_own_404() {
    let (_root, server) = site();
    let page = get(&server, "/finns/inte.html");
    assert!(page.starts_with("HTTP/1.1 404 "), "{page}");
    assert!(page.contains("<body>Saknas<script"), "{page}");
}

#[test]
fn a_folder_without_a_slash_redirects() {
    let (_root, server) = site();
    let answer = get(&server, "/system");
    assert!(answer.starts_with("HTTP/1.1 302 "), "{answer}");
    assert!(answer.contains("Location: /system/\r\n"), "{answer}");
    assert!(get(&server, "/system/").contains("System"));
}

#[test]
fn requests_meant_for_other_hosts_are_refused() {
    let (_root, server) = site();
    for host in ["evil.example", "localhost:1", ""] {
        let answer = ask(server.port(), "GET", "/", host);
        assert!(answer.starts_with("HTTP/1.1 403 "), "{host}: {answer}");
        let events = ask(server.port(), "GET", "/__lathund/events", host);
        assert!(events.starts_with("HTTP/1.1 403 "), "{host}: {events}");
    }
}

#[test]
fn only_reading_is_allowed() {
    let (_root, server) = site();
    let host = format!("localhost:{}", server.port());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = ask(server.port(), method, "/", &host);
        assert!(answer.starts_with("HTTP/1.1 405 "), "{method}: {answer}");
        assert!(answer.contains("Allow: GET, HEAD\r\n"), "{answer}");
    }
    let head = ask(server.port(), "HEAD", "/a.css", &host);
    assert!(head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"), "{head}");
    assert!(head.contains("Content-Length: 3\r\n"), "{head}");
}

#[test]
fn no_request_reads_files_outside_the_site() {
    let (root, server) = site();
    fs::write(root.path().join("secret.txt"), "hemligt").unwrap();
    for target in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//secret.txt"] {
        let answer = get(&server, target);
        assert!(answer.starts_with("HTTP/1.1 404 ") && !answer.contains("hemligt"), "{answer}");
    }
}

#[test]
fn open_pages_hear_of_every_build() {
    let (_root, server) = site();
    let mut events = Events::open(server.port());
    let first = events.next();
    assert_eq!(first["failure"], serde_json::Value::Null);
    server.tell(Outcome::Styles);
    let styled = events.next();
    assert_eq!(styled["styles"], true);
    assert_ne!(styled["site"], first["site"]);
    server.tell(Outcome::Failed { heading: "Fel".to_owned(), details: "a\nb".to_owned() });
    let failed = events.next();
    assert_eq!(failed["failure"]["details"], "a\nb");
    assert_eq!(failed["site"], styled["site"], "the last good site stands");
    server.tell(Outcome::Pages);
    let mended = events.next();
    assert_eq!((&mended["failure"], &mended["styles"]), (&serde_json::Value::Null, &false.into()));
}

#[test]
fn a_site_that_was_never_built_shows_why() {
    let root = tempfile::tempdir().unwrap();
    let server = Server::start(&root.path().join("public"), 0).unwrap();
    assert!(get(&server, "/").starts_with("HTTP/1.1 404 "));
    server
        .tell(Outcome::Failed { heading: "2 fel".to_owned(), details: "fel[x]: <å>".to_owned() });
    let page = get(&server, "/");
    assert!(page.starts_with("HTTP/1.1 500 "), "{page}");
    assert!(page.contains("<h1>2 fel</h1>") && page.contains("&lt;å&gt;"), "{page}");
    assert!(page.contains("reload.js\" data-site=\"\""), "{page}");
}

#[test]
fn idle_connections_and_open_streams_keep_nobody_waiting() {
    let (_root, server) = site();
    let _idle: Vec<_> = (0..16).map(|_| connect(server.port())).collect();
    let mut streams: Vec<_> = (0..16).map(|_| Events::open(server.port())).collect();
    for stream in &mut streams {
        stream.next();
    }
    for _ in 0..20 {
        assert!(get(&server, "/").starts_with("HTTP/1.1 200 "));
    }
}

#[test]
fn a_taken_port_leads_to_a_later_one() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let server = Server::start(Path::new("public"), port).unwrap();
    assert_ne!(server.port(), port);
    assert!(server.address().starts_with("http://127.0.0.1:"));
}

#[test]
fn a_server_that_is_dropped_gives_its_port_back() {
    let (_root, server) = site();
    let port = server.port();
    let mut events = Events::open(port);
    events.next();
    drop(server);
    let mut rest = String::new();
    assert_eq!(events.0.read_to_string(&mut rest).unwrap_or_default(), rest.len());
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
}

#[test]
fn a_saved_source_leads_to_a_build_that_open_pages_hear_of() {
    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    fs::create_dir(&content).unwrap();
    let options = Options {
        watch: vec![content.clone()],
        output: root.path().join("public"),
        address: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        open: false,
    };
    let (sender, told) = mpsc::channel();
    // Serves until the test process ends.
    std::thread::spawn(move || {
        let mut builds = 0;
        let mut work = |work: Work<'_>| match work {
            Work::Rest(_) => Outcome::Unchanged,
            Work::Changed(_) => {
                builds += 1;
                if builds == 1 { Outcome::Unchanged } else { Outcome::Pages }
            }
        };
        let mut tell = |event: Event<'_>| {
            let _ = match event {
                Event::Listening { address } => sender.send(address.to_owned()),
                Event::Changed(files) => sender.send(format!("{} files", files.len())),
                Event::WatchTrouble(words) => sender.send(words.to_owned()),
            };
        };
        serve::run(&options, &mut work, &mut tell)
    });
    let wait = PATIENCE;
    let address = told.recv_timeout(wait).unwrap();
    let port = address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
    let mut events = Events::open(port);
    let before = events.next();
    fs::write(content.join("a.md"), "# Hej").unwrap();
    assert_eq!(told.recv_timeout(wait).unwrap(), "1 files");
    assert_ne!(events.next()["site"], before["site"]);
}

#[test]
fn what_watches_acts_at_once_and_after_every_change() {
    let root = tempfile::tempdir().unwrap();
    let content = root.path().to_owned();
    fs::write(content.join("index.md"), "# Start\n").unwrap();
    let (sender, acts) = mpsc::channel();
    let folder = content.clone();
    // The thread ends with the process, as the command does.
    std::thread::spawn(move || {
        let mut act = || sender.send(()).unwrap_or_default();
        let _ = serve::watch(
            std::slice::from_ref(&folder),
            &folder.join("public"),
            &mut act,
            &mut |_| (),
        );
    });
    let wait = || acts.recv_timeout(PATIENCE);
    assert!(wait().is_ok());
    fs::write(content.join("index.md"), "# Ny start\n").unwrap();
    assert!(wait().is_ok());
}

/// Sends bytes as they are, and gives what comes back.
fn send(port: u16, bytes: &[u8]) -> String {
    let mut stream = connect(port);
    stream.write_all(bytes).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn slow_connections_do_not_stop_a_request() {
    const SLOW: usize = 1000;
    let (_root, server) = site();
    let mut slow = Vec::new();
    for number in 0..SLOW {
        // Each asks for something, a few signs at a time, and never comes to the end of it.
        let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port())) else {
            break;
        };
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
        slow.push(stream);
        if number % 100 == 99 {
            let begun = std::time::Instant::now();
            assert!(get(&server, "/").starts_with("HTTP/1.1 200 "), "after {number}");
            assert!(begun.elapsed() < Duration::from_secs(20), "after {number}");
        }
    }
    assert_eq!(slow.len(), SLOW, "all of them got through to the server");
    for _ in 0..20 {
        assert!(get(&server, "/").starts_with("HTTP/1.1 200 "));
    }
    // Those that had waited longest gave way (`serve::open` tests that it is those).
    let first = slow.first_mut().unwrap();
    first.set_read_timeout(Some(PATIENCE)).unwrap();
    assert_eq!(first.read(&mut [0; 16]).unwrap_or(0), 0, "the oldest is closed");
}

#[test]
fn a_byte_now_and_then_is_not_waited_for() {
    let (_root, server) = site();
    let mut stream = connect(server.port());
    let begun = std::time::Instant::now();
    while begun.elapsed() < PATIENCE && stream.write_all(b"G").is_ok() {
        std::thread::sleep(Duration::from_millis(250));
    }
    let waited = begun.elapsed();
    assert!(waited < PATIENCE / 2, "waited {waited:?}");
}

#[test]
fn requests_that_could_mean_two_things_are_refused() {
    let (root, server) = site();
    fs::write(root.path().join("secret.txt"), "hemligt").unwrap();
    let host = format!("Host: localhost:{}", server.port());
    for (request, status) in [
        (format!("GET http://evil.example/ HTTP/1.1\r\n{host}\r\n\r\n"), "400"),
        (format!("GET http://localhost/ HTTP/1.1\r\n{host}\r\n\r\n"), "400"),
        (format!("OPTIONS * HTTP/1.1\r\n{host}\r\n\r\n"), "400"),
        (format!("CONNECT localhost:22 HTTP/1.1\r\n{host}\r\n\r\n"), "400"),
        (format!("GET / HTTP/1.1\r\n{host}\r\nHost: evil.example\r\n\r\n"), "400"),
        (format!("GET / HTTP/1.1\r\n{host}\r\n X: y\r\n\r\n"), "400"),
        (
            format!("GET / HTTP/1.1\r\n{host}\r\nContent-Length: 3\r\nContent-Length: 0\r\n\r\n"),
            "400",
        ),
        (format!("GET / HTTP/1.1\r\n{host}\r\nX: {}\r\n\r\n", "y".repeat(70_000)), "431"),
        (format!("GET /{} HTTP/1.1\r\n{host}\r\n\r\n", "a".repeat(70_000)), "431"),
        (format!("GET /system?a\nSet-Cookie: b HTTP/1.1\r\n{host}\r\n\r\n"), "400"),
        (format!("GET /system\0 HTTP/1.1\r\n{host}\r\n\r\n"), "400"),
        (
            format!(
                "POST / HTTP/1.1\r\n{host}\r\nContent-Length: 34\r\n\r\nGET /a.css HTTP/1.1\r\nHost: a\r\n\r\n"
            ),
            "405",
        ),
        ("GET / HTTP/1.1\r\nHost: localhost.\r\n\r\n".to_owned(), "403"),
    ] {
        let answer = send(server.port(), request.as_bytes());
        // A client that goes on sending may lose the answer, but gets no other one.
        let refused = answer.is_empty() || answer.starts_with(&format!("HTTP/1.1 {status} "));
        assert!(refused, "{request:?}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count().max(1), 1, "{request:?}: {answer}");
        assert!(!answer.contains("hemligt") && !answer.contains("Set-Cookie"), "{answer}");
    }
    // A client that leaves in the middle harms nobody.
    drop(connect(server.port()));
    connect(server.port()).write_all(b"GET / HT").unwrap();
    assert!(get(&server, "/").starts_with("HTTP/1.1 200 "));
}

#[test]
fn no_spelling_of_a_path_leads_out() {
    let (root, server) = site();
    fs::write(root.path().join("secret.txt"), "hemligt").unwrap();
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/%uff0e%uff0e/secret.txt",
        "/....//secret.txt",
        "/system/%2e%2e/%2e%2e/secret.txt",
        "/system/..;/../secret.txt",
        "/%00../secret.txt",
        "/../secret.txt%00.html",
        "//../secret.txt",
        "/./../secret.txt",
        "/file:///etc/passwd",
        "/etc/passwd",
        "//etc/passwd",
        "/proc/self/environ",
        "/.lathund.json",
        "/%2elathund.json",
    ] {
        let answer = get(&server, target);
        assert!(answer.starts_with("HTTP/1.1 404 "), "{target}: {answer}");
        assert!(!answer.contains("hemligt") && !answer.contains("root:"), "{target}: {answer}");
    }
}

#[test]
fn every_answer_has_the_security_headers() {
    let (_root, server) = site();
    let host = format!("127.0.0.1:{}", server.port());
    let answers = [
        get(&server, "/"),
        get(&server, "/a.css"),
        get(&server, "/system"),
        get(&server, "/saknas"),
        get(&server, "/__lathund/reload.js"),
        ask(server.port(), "POST", "/", &host),
        ask(server.port(), "GET", "/", "evil.example"),
        send(server.port(), b"nonsense\r\n\r\n"),
    ];
    for answer in answers {
        for header in [
            "Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'self'; object-src 'none'",
            "Cross-Origin-Opener-Policy: same-origin",
            "Cross-Origin-Resource-Policy: same-origin",
            "Permissions-Policy: camera=()",
            "Referrer-Policy: same-origin",
            "X-Content-Type-Options: nosniff",
        ] {
            assert_eq!(answer.matches(&format!("\r\n{header}")).count(), 1, "{header}: {answer}");
        }
    }
}

#[test]
fn another_address_is_chosen_with_open_eyes() {
    assert!(serve::warning(Ipv4Addr::LOCALHOST.into()).is_none());
    let everywhere = Ipv4Addr::UNSPECIFIED.into();
    assert!(serve::warning(everywhere).unwrap().sv.starts_with("varning: andra datorer"));
    let root = tempfile::tempdir().unwrap();
    let server = Server::start_on(root.path(), everywhere, 0).unwrap();
    let rebound = ask(server.port(), "GET", "/", &format!("evil.example:{}", server.port()));
    assert!(rebound.starts_with("HTTP/1.1 403 "), "{rebound}");
}
