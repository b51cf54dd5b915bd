//! Tells open pages what became of the last build, over a stream of server-sent events.

use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::json;

use super::Outcome;
use super::http::{self, Method, Response, Status};

/// The most pages that can listen at once.
const MAX_STREAMS: usize = 32;

/// How often we look whether the page at the other end is still open.
const PULSE: Duration = Duration::from_secs(1);

/// The state of the site, and those who wait for it to change.
#[derive(Debug, Default)]
pub(super) struct Live {
    state: Mutex<State>,
    changed: Condvar,
    streams: AtomicUsize,
}

#[derive(Debug, Clone, Default)]
struct State {
    /// Counts builds.
    turn: u64,
    /// Counts versions of the site.
    site: u64,
    /// Whether only style sheets differ from the version before.
    styles: bool,
    failure: Option<Failure>,
    closed: bool,
}

/// Why there is no new version.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) heading: String,
    pub(super) details: String,
}

impl Live {
    /// Takes note of a build and wakes all streams.
    pub(super) fn tell(&self, outcome: Outcome) {
        let mut state = self.lock();
        state.turn += 1;
        state.failure = None;
        match outcome {
            Outcome::Unchanged => {}
            Outcome::Styles | Outcome::Pages => {
                state.site += 1;
                state.styles = outcome == Outcome::Styles;
            }
            Outcome::Failed { heading, details } => {
                state.failure = Some(Failure { heading, details });
            }
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Ends all streams.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// The version of the site. It differs between runs, so that pages notice a restart.
    pub(super) fn site(&self) -> String {
        version(self.lock().site)
    }

    /// Why the last build failed, if it did.
    pub(super) fn failure(&self) -> Option<Failure> {
        self.lock().failure.clone()
    }

    /// Writes events until the page is closed; takes the thread for as long.
    pub(super) fn stream(&self, mut stream: &TcpStream, method: Method) -> io::Result<()> {
        let Some(_seat) = Seat::take(&self.streams) else {
            return Response::plain(Status::Busy).write(&mut stream, method);
        };
        http::begin_stream(&mut stream, "text/event-stream; charset=utf-8")?;
        if method == Method::Head {
            return Ok(());
        }
        stream.write_all(b"retry: 1000\n\n")?;
        let mut state = self.lock().clone();
        // A page that just came may have missed anything, not just style sheets.
        state.styles = false;
        while !state.closed {
            stream.write_all(event(&state).as_bytes())?;
            let seen = state.turn;
            state = loop {
                match self.wait(seen) {
                    Some(state) => break state,
                    None if is_gone(stream) => return Ok(()),
                    None => {}
                }
            };
            state.styles &= state.turn == seen + 1;
        }
        Ok(())
    }

    /// The state once it is another than `seen`; nothing when that takes long.
    fn wait(&self, seen: u64) -> Option<State> {
        let is_same = |state: &mut State| state.turn == seen && !state.closed;
        let waited = self.changed.wait_timeout_while(self.lock(), PULSE, is_same);
        let (state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        (!timeout.timed_out()).then(|| state.clone())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the other end has hung up: it never has anything more to say, only to end.
fn is_gone(stream: &TcpStream) -> bool {
    let glance = stream.set_read_timeout(Some(Duration::from_millis(1)));
    glance.and_then(|()| stream.peek(&mut [0])).is_ok_and(|count| count == 0)
}

fn version(site: u64) -> String {
    format!("{}-{site}", std::process::id())
}

fn event(state: &State) -> String {
    let failure = state
        .failure
        .as_ref()
        .map(|Failure { heading, details }| json!({ "heading": heading, "details": details }));
    let data = json!({ "site": version(state.site), "styles": state.styles, "failure": failure });
    format!("data: {data}\n\n")
}

/// One of the places for streams; given back when dropped.
struct Seat<'a>(&'a AtomicUsize);

impl<'a> Seat<'a> {
    fn take(seats: &'a AtomicUsize) -> Option<Self> {
        let seat = Self(seats);
        (seats.fetch_add(1, Ordering::Relaxed) < MAX_STREAMS).then_some(seat)
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_lasts_until_the_next_build() {
        let live = Live::default();
        let site = live.site();
        live.tell(Outcome::Failed { heading: "Fel".to_owned(), details: "a\nb".to_owned() });
        assert_eq!(live.site(), site, "the last good site stands");
        let state = live.lock().clone();
        assert!(event(&state).contains(r#""failure":{"heading":"Fel","details":"a\nb"}"#));
        live.tell(Outcome::Unchanged);
        assert!(live.failure().is_none());
        live.tell(Outcome::Pages);
        assert_ne!(live.site(), site);
    }

    #[test]
    fn seats_are_given_back() {
        let seats = AtomicUsize::new(0);
        let taken: Vec<_> = (0..MAX_STREAMS).map(|_| Seat::take(&seats).unwrap()).collect();
        assert!(Seat::take(&seats).is_none());
        drop(taken);
        assert_eq!(seats.load(Ordering::Relaxed), 0);
    }
}
