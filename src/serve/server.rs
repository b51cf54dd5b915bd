//! Listens, on the loopback address unless told otherwise, and answers each connection on a thread
//! of its own.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Outcome;
use super::answer::Site;
use super::error::ServeError;
use super::host::Own;
use super::http::{self, Method};
use super::live::Live;
use super::open::{Connection, Hurried, Open};

/// How many ports after the wanted one are tried.
const MORE_PORTS: u16 = 10;

/// How long a client may take to ask, and to take its answer.
const TO_ASK: Duration = Duration::from_secs(5);
const TO_TAKE: Duration = Duration::from_mins(1);

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
    open: Arc<Open>,
}

impl Server {
    /// Serves the folder `output` on this machine, on `port` or on one of the ten after it if that
    /// is taken.
    pub fn start(output: &Path, port: u16) -> Result<Self, ServeError> {
        Self::start_on(output, Ipv4Addr::LOCALHOST.into(), port)
    }

    /// The same on another address: that of one network, or of all of them (`0.0.0.0`).
    pub fn start_on(output: &Path, address: IpAddr, port: u16) -> Result<Self, ServeError> {
        let (listener, port) = listen(address, port)?;
        let own = Own { address, port };
        let site = Site { root: output.to_owned(), own, live: Live::default() };
        let (stopped, open) = (AtomicBool::new(false), Arc::default());
        let shared = Arc::new(Shared { site, stopped, open });
        let own = Arc::clone(&shared);
        let accept = thread::spawn(move || accept(&listener, &own));
        Ok(Self { shared, accept: Some(accept) })
    }

    /// Where the site can be read.
    pub fn address(&self) -> String {
        self.shared.site.own.url()
    }

    /// The port in use.
    pub fn port(&self) -> u16 {
        self.shared.site.own.port
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
        let address = match self.shared.site.own.address {
            IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            address => address,
        };
        let woken = TcpStream::connect((address, self.port()));
        if let (Ok(_), Some(accept)) = (woken, self.accept.take()) {
            // A panic over there has been reported; there is nothing left to do about it.
            let _ = accept.join();
        }
    }
}

fn listen(address: IpAddr, first: u16) -> Result<(TcpListener, u16), ServeError> {
    let last = if first == 0 { 0 } else { first.saturating_add(MORE_PORTS) };
    let mut port = first;
    loop {
        let bound = TcpListener::bind((address, port))
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
        let connection = shared.open.admit(stream);
        let shared = Arc::clone(shared);
        // A thread that cannot be had drops the connection; the browser tries again.
        let _ = thread::Builder::new().spawn(move || serve(&connection, &shared.site));
    }
}

fn serve(connection: &Connection, site: &Site) {
    let stream = connection.stream();
    let (response, method) = match http::read(&mut Hurried::new(stream, TO_ASK)) {
        Ok(request) if site.is_for_events(&request) => {
            connection.leave();
            if stream.set_write_timeout(Some(TO_ASK)).is_ok() {
                let _ = site.live.stream(stream, request.method);
            }
            return;
        }
        Ok(request) => (Some(site.answer(&request)), request.method),
        Err(refusal) => (refusal.response(), Method::Get),
    };
    if let Some(response) = response {
        // A client that is gone needs no answer, and none of ours can tell it so.
        let _ = response.write(&mut Hurried::new(stream, TO_TAKE), method);
    }
}
