//! As much of HTTP as a loopback server needs: one request and one response on a connection.
//!
//! Closing each connection keeps the rest simple: no connection waits for another, and a thread is
//! taken only while there is something to answer.

use std::io::{self, ErrorKind, Read, Write};

use crate::render::headers::SECURITY;

/// The longest head of a request that is read, in bytes.
const MAX_HEAD: usize = 16 * 1024;

/// What a client asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: Method,
    /// Path and query, as sent.
    pub(super) target: String,
    pub(super) host: String,
}

/// The methods that make a difference here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
    Other,
}

/// Why there is no request to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nothing came; nobody waits for an answer.
    Silence,
    /// What came is no request.
    Malformed,
    /// The head is too long.
    TooLong,
}

impl Refusal {
    /// What to answer; nothing when nobody waits for it.
    pub(super) fn response(self) -> Option<Response> {
        match self {
            Self::Silence => None,
            Self::Malformed => Some(Response::plain(Status::BadRequest)),
            Self::TooLong => Some(Response::plain(Status::HeadTooLong)),
        }
    }
}

/// Reads the head of a request.
pub(super) fn read(stream: &mut impl Read) -> Result<Request, Refusal> {
    let mut head = Vec::new();
    let mut piece = [0; 2048];
    loop {
        if let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
            let text = head.get(..end).and_then(|head| std::str::from_utf8(head).ok());
            return text.and_then(parse).ok_or(Refusal::Malformed);
        }
        if head.len() > MAX_HEAD {
            return Err(Refusal::TooLong);
        }
        match stream.read(&mut piece) {
            Ok(0) => return Err(Refusal::Silence),
            Ok(count) => head.extend(piece.iter().take(count)),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Err(Refusal::Silence),
        }
    }
}

fn parse(head: &str) -> Option<Request> {
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let method = match first.next()? {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        other => Some(Method::Other).filter(|_| is_token(other))?,
    };
    // A whole address is for proxies, `*` for questions that we do not answer.
    let target = first
        .next()
        .filter(|target| target.starts_with('/') && !target.chars().any(char::is_control))?;
    first.next().filter(|version| ["HTTP/1.0", "HTTP/1.1"].contains(version))?;
    if first.next().is_some() {
        return None;
    }
    let headers: Vec<(&str, &str)> = lines.map(header).collect::<Option<_>>()?;
    let one = |wanted: &str| {
        let mut found = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let value = found.next().map(|(_, value)| *value);
        // Two of them could mean one thing to us and another to whoever stands between.
        if found.next().is_some() { None } else { Some(value) }
    };
    let (length, coding) = (one("content-length")?, one("transfer-encoding")?);
    let is_number = |length: &str| length.bytes().all(|sign| sign.is_ascii_digit());
    if !length.is_none_or(is_number) || length.is_some() && coding.is_some() {
        return None;
    }
    Some(Request { method, target: target.to_owned(), host: one("host")??.to_owned() })
}

/// Name and value of a header. A line that goes on from the one above has no name, and a space
/// before the colon is read differently by different programs.
fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    (is_token(name) && is_line(value)).then(|| (name, value.trim_matches([' ', '\t'])))
}

fn is_token(word: &str) -> bool {
    let fits = |sign: u8| sign.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&sign);
    !word.is_empty() && word.bytes().all(fits)
}

/// Whether words can stand on one line of a head, ours as well as theirs.
fn is_line(words: &str) -> bool {
    !words.chars().any(|sign| sign.is_control() && sign != '\t')
}

/// The answers that are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    Found,
    BadRequest,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    HeadTooLong,
    BuildFailed,
    Busy,
}

impl Status {
    const fn line(self) -> &'static str {
        match self {
            Self::Ok => "200 OK",
            Self::Found => "302 Found",
            Self::BadRequest => "400 Bad Request",
            Self::Forbidden => "403 Forbidden",
            Self::NotFound => "404 Not Found",
            Self::MethodNotAllowed => "405 Method Not Allowed",
            Self::HeadTooLong => "431 Request Header Fields Too Large",
            Self::BuildFailed => "500 Internal Server Error",
            Self::Busy => "503 Service Unavailable",
        }
    }
}

/// An answer.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: Status,
    /// Content type of the body.
    pub(super) media: &'static str,
    /// One more header, where the status calls for it.
    pub(super) extra: Option<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// An answer with nothing but its status to say.
    pub(super) fn plain(status: Status) -> Self {
        let body = format!("{}\n", status.line()).into_bytes();
        Self { status, media: "text/plain; charset=utf-8", extra: None, body }
    }

    /// Writes the answer; a `HEAD` request gets no body.
    pub(super) fn write(&self, out: &mut impl Write, method: Method) -> io::Result<()> {
        let extra = self.extra.as_ref().map(|(name, value)| format!("{name}: {value}\r\n"));
        let head = format!(
            "{}{}Content-Length: {}\r\n\r\n",
            head(self.status, self.media),
            extra.unwrap_or_default(),
            self.body.len(),
        );
        let mut bytes = head.into_bytes();
        if method != Method::Head {
            bytes.extend(&self.body);
        }
        out.write_all(&bytes)?;
        out.flush()
    }
}

/// Begins an answer that has no end of its own.
pub(super) fn begin_stream(out: &mut impl Write, media: &str) -> io::Result<()> {
    out.write_all(format!("{}\r\n", head(Status::Ok, media)).as_bytes())?;
    out.flush()
}

/// What every answer begins with: nothing from elsewhere, nothing kept, nothing for other sites.
fn head(status: Status, media: &str) -> String {
    let mut head = format!("HTTP/1.1 {}\r\n", status.line());
    for (name, value) in SECURITY {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head + "Cache-Control: no-cache\r\nConnection: close\r\nContent-Type: " + media + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Result<Request, Refusal> {
        read(&mut text.as_bytes())
    }

    #[test]
    fn a_request_is_its_method_target_and_host() {
        let expected = Request {
            method: Method::Get,
            target: "/a?b".to_owned(),
            host: "localhost".to_owned(),
        };
        assert_eq!(request("GET /a?b HTTP/1.1\r\nhOsT:  localhost \r\n\r\n"), Ok(expected));
        let head = request("HEAD / HTTP/1.0\r\nHost: x\r\n\r\n").unwrap();
        assert_eq!(head.method, Method::Head);
        let post = request("POST / HTTP/1.1\r\nHost: x\r\n\r\nbody").unwrap();
        assert_eq!(post.method, Method::Other);
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for text in [
            "\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/2\r\nHost: x\r\n\r\n",
            "GET / x HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n",
            "GET / HTTP/1.10\r\nHost: a\r\n\r\n",
            "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
            "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /?a\nX-B: c HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /?a\rb HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /?a\tb HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /\u{85} HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n b: c\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: x\r\n\r\n",
        ] {
            assert_eq!(request(text), Err(Refusal::Malformed), "{text:?}");
        }
        assert_eq!(read(&mut &b"GET /\xff HTTP/1.1\r\n\r\n"[..]), Err(Refusal::Malformed));
        assert_eq!(request("GET / HTTP/1.1\r\n"), Err(Refusal::Silence));
        assert_eq!(request(&"a".repeat(100_000)), Err(Refusal::TooLong));
    }

    #[test]
    fn a_response_to_head_has_the_length_but_no_body() {
        let mut out = Vec::new();
        Response::plain(Status::NotFound).write(&mut out, Method::Head).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("HTTP/1.1 404 Not Found\r\n"), "{text}");
        assert!(text.contains("Content-Length: 14\r\n") && text.ends_with("\r\n\r\n"), "{text}");
        assert!(text.contains("default-src 'self'; base-uri"), "{text}");
    }
}
