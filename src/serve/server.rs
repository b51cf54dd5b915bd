//! Listens on the loopback address and answers each connection on a thread of its own.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Outcome;
use super::answer::Site;
use super::error::ServeError;
use super::http::{self, Method, Refusal, Request, Response, Status};
use super::live::Live;

/// How many ports after the wanted one are tried.
const MORE_PORTS: u16 = 10;

/// The most connections at once; event streams have a lower limit of their own.
const MAX_CONNECTIONS: usize = 64;

/// How long a client may keep us waiting.
const PATIENCE: Duration = Duration::from_secs(5);

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    accept: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    site: Site,
    stopped: AtomicBool,
    connections: AtomicUsize,
}

impl Server {
    /// Serves the folder `output` on `port`, or on one of the ten after it if that is taken.
    pub fn start(output: &Path, port: u16) -> Result<Self, ServeError> {
        let (listener, port) = listen(port)?;
        let site = Site { root: output.to_owned(), port, live: Live::default() };
        let shared = Arc::new(Shared {
            site,
            stopped: AtomicBool::new(false),
            connections: AtomicUsize::new(0),
        });
        let own = Arc::clone(&shared);
        let accept = thread::spawn(move || accept(&listener, &own));
        Ok(Self { shared, accept: Some(accept) })
    }

    /// Where the site can be read. A number, not `localhost`: that may mean an address we do not
    /// listen on.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port())
    }

    /// The port in use.
    pub fn port(&self) -> u16 {
        self.shared.site.port
    }

    /// Lets open pages know how a build went.
    pub fn tell(&self, outcome: Outcome) {
        self.shared.site.live.tell(outcome);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        self.shared.site.live.close();
        // The listener wakes up for one last connection.
        let woken = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port()));
        if let (Ok(_), Some(accept)) = (woken, self.accept.take()) {
            // A panic over there has been reported; there is nothing left to do about it.
            let _ = accept.join();
        }
    }
}

fn listen(first: u16) -> Result<(TcpListener, u16), ServeError> {
    let last = if first == 0 { 0 } else { first.saturating_add(MORE_PORTS) };
    let mut port = first;
    loop {
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .and_then(|listener| Ok((listener.local_addr()?.port(), listener)));
        match bound {
            Ok((port, listener)) => return Ok((listener, port)),
            Err(error) if error.kind() == ErrorKind::AddrInUse && port < last => port += 1,
            Err(error) => return Err(ServeError::Port { first, last: port, error }),
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for connection in listener.incoming() {
        if shared.stopped.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = connection else {
            // Out of file handles, most likely: wait until some connection ends.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let guard = Connection::open(shared);
        if shared.connections.load(Ordering::Relaxed) > MAX_CONNECTIONS {
            let _ = Response::plain(Status::Busy).write(&mut &stream, Method::Get);
            continue;
        }
        // A thread that cannot be had drops the connection; the browser tries again.
        let _ = thread::Builder::new().spawn(move || serve(&stream, &guard.0));
    }
}

/// Counts a connection for as long as it lives.
struct Connection(Arc<Shared>);

impl Connection {
    fn open(shared: &Arc<Shared>) -> Self {
        shared.connections.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(shared))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

fn serve(stream: &TcpStream, shared: &Shared) {
    let is_patient = stream.set_read_timeout(Some(PATIENCE)).is_ok()
        && stream.set_write_timeout(Some(PATIENCE)).is_ok();
    if !is_patient {
        return;
    }
    let (mut input, mut output) = (stream, stream);
    // A client that is gone needs no answer, and none of ours can tell it so.
    let _ = match http::read(&mut input) {
        Ok(request) => respond(&request, stream, &shared.site),
        Err(Refusal::Silence) => Ok(()),
        Err(Refusal::Malformed) => {
            Response::plain(Status::BadRequest).write(&mut output, Method::Get)
        }
        Err(Refusal::TooLong) => {
            Response::plain(Status::HeadTooLong).write(&mut output, Method::Get)
        }
    };
}

fn respond(request: &Request, mut stream: &TcpStream, site: &Site) -> std::io::Result<()> {
    if site.is_for_events(request) {
        site.live.stream(stream, request.method)
    } else {
        site.answer(request).write(&mut stream, request.method)
    }
}
