//! The connections that are open. There is a place for so many; when all are taken, the one that
//! has taken longest gives way to the newest, so that nobody can keep others out by being slow.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The most connections at once; event streams have a lower limit of their own.
const MAX_CONNECTIONS: usize = 64;

/// Connections by their number, oldest first.
#[derive(Debug, Default)]
pub(super) struct Open(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    next: u64,
    streams: BTreeMap<u64, Arc<TcpStream>>,
}

impl Open {
    /// Takes in a connection, in the place of the oldest when there is no other.
    pub(super) fn admit(self: &Arc<Self>, stream: TcpStream) -> Connection {
        let stream = Arc::new(stream);
        let mut table = self.lock();
        if table.streams.len() >= MAX_CONNECTIONS
            && let Some((_, oldest)) = table.streams.pop_first()
        {
            // Its thread finds the connection closed, and ends.
            let _ = oldest.shutdown(Shutdown::Both);
        }
        let number = table.next;
        table.next += 1;
        table.streams.insert(number, Arc::clone(&stream));
        Connection { open: Arc::clone(self), number, stream }
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection; its place is free again when it is dropped.
#[derive(Debug)]
pub(super) struct Connection {
    open: Arc<Open>,
    number: u64,
    stream: Arc<TcpStream>,
}

impl Connection {
    pub(super) fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// Gives the place free: what follows has a limit of its own.
    pub(super) fn leave(&self) {
        self.open.lock().streams.remove(&self.number);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.leave();
    }
}

/// A stream on which all reading, or all writing, must be done in some time: a client that sends a
/// byte now and then is not waited for.
pub(super) struct Hurried<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl<'a> Hurried<'a> {
    pub(super) fn new(stream: &'a TcpStream, patience: Duration) -> Self {
        Self { stream, until: Instant::now() + patience }
    }

    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }
}

impl Read for Hurried<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        let mut stream = self.stream;
        stream.read(bytes)
    }
}

impl Write for Hurried<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        let mut stream = self.stream;
        stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use super::*;

    #[test]
    fn the_oldest_gives_way_when_all_places_are_taken() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (open, mut held, mut clients) = (Arc::<Open>::default(), Vec::new(), Vec::new());
        for _ in 0..MAX_CONNECTIONS {
            clients.push(TcpStream::connect(address).unwrap());
            held.push(open.admit(listener.accept().unwrap().0));
        }
        for client in &clients {
            client.set_nonblocking(true).unwrap();
            let waits = client.peek(&mut [0]).unwrap_err().kind();
            assert_eq!(waits, io::ErrorKind::WouldBlock, "all of them are open");
            client.set_nonblocking(false).unwrap();
        }
        clients.push(TcpStream::connect(address).unwrap());
        held.push(open.admit(listener.accept().unwrap().0));
        assert_eq!(clients[0].peek(&mut [0]).unwrap(), 0, "the oldest is closed");
        clients[1].set_nonblocking(true).unwrap();
        assert!(clients[1].peek(&mut [0]).is_err(), "and no other");
        held.pop();
        assert_eq!(open.lock().streams.len(), MAX_CONNECTIONS - 1, "a place is given back");
    }
}
