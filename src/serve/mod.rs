//! The workbench: watches the sources, builds when they change, serves the site to this machine
//! and reloads open pages.
//!
//! [`run`] knows neither how a site is built nor how to word things: it calls `work` for the one
//! and `tell` for the other. What it adds to pages on their way out (a script below `/__lathund/`)
//! is never part of the built site.
//!
//! Only programs on this machine can reach the server, and of web pages only the site's own: it
//! listens on the loopback address unless told otherwise, and refuses requests that name another
//! host. It is no server
//! for readers; the built folder is what any web server publishes.

mod answer;
mod browser;
mod error;
mod files;
mod host;
mod http;
mod inject;
mod live;
pub(crate) mod media;
mod open;
mod server;
mod watch;

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use error::ServeError;
pub use host::warning;
pub use server::Server;
use watch::{News, Watch};

/// How long nothing must have changed before what can wait is done.
const MOMENT: Duration = Duration::from_millis(300);

/// What to watch and serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folders whose changes lead to a build; all of them exist.
    pub watch: Vec<PathBuf>,
    /// The folder of the built site.
    pub output: PathBuf,
    /// The address to listen on: that of this machine alone, unless somebody knows better.
    pub address: IpAddr,
    /// The port to listen on; if it is taken, one of the ten after it. Any free one for 0.
    pub port: u16,
    /// Whether to show the site in the user's browser.
    pub open: bool,
}

/// What is to be done.
#[derive(Clone, Copy)]
pub enum Work<'a> {
    /// Bring the site up to date after these files have changed; all of it, at first.
    Changed(&'a [PathBuf]),
    /// Nothing has changed for a moment: do what can wait, until this tells that something has.
    Rest(&'a (dyn Fn() -> bool + Sync)),
}

/// How a build went, as open pages need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// No file of the site changed.
    Unchanged,
    /// Only style sheets changed, and the pages' references to them.
    Styles,
    /// Pages changed.
    Pages,
    /// There is no new site; the words are shown over the last good one.
    Failed {
        /// One line: what happened.
        heading: String,
        /// Plain text: the diagnostics.
        details: String,
    },
}

/// Something worth a line on the terminal.
#[derive(Debug)]
pub enum Event<'a> {
    /// The site can be read at this address.
    Listening {
        /// `http://127.0.0.1:4000/`
        address: &'a str,
    },
    /// These files changed; a build follows.
    Changed(&'a [PathBuf]),
    /// The system lost track of changes in the sources.
    WatchTrouble(&'a str),
}

/// What a server of `root` answers to the bytes that a client sends, without a network; `None` when
/// it answers nothing, or without end.
#[cfg(any(test, fuzzing))]
pub(crate) fn answer(root: &Path, port: u16, bytes: &[u8]) -> Option<Vec<u8>> {
    let own = host::Own { address: std::net::Ipv4Addr::LOCALHOST.into(), port };
    let site = answer::Site { root: root.to_owned(), own, live: live::Live::default() };
    let (response, method) = match http::read(&mut &*bytes) {
        Ok(request) if site.is_for_events(&request) => return None,
        Ok(request) => (site.answer(&request), request.method),
        Err(refusal) => (refusal.response()?, http::Method::Get),
    };
    let mut out = Vec::new();
    response.write(&mut out, method).ok()?;
    Some(out)
}

/// Builds, serves and rebuilds until the process is stopped; returns only when that cannot go on.
pub fn run(
    options: &Options,
    work: &mut dyn FnMut(Work<'_>) -> Outcome,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<(), ServeError> {
    // Both before the first build: a change meanwhile counts, and a taken port shows at once.
    let watch = Watch::start(&options.watch, &options.output)?;
    let server = Server::start_on(&options.output, options.address, options.port)?;
    server.tell(work(Work::Changed(&[])));
    tell(Event::Listening { address: &server.address() });
    if options.open {
        browser::open(&server.address());
    }
    let mut act = |asked: Work<'_>| match (asked, work(asked)) {
        // Open pages have nothing to learn of it.
        (Work::Rest(_), Outcome::Unchanged) => {}
        (_, outcome) => server.tell(outcome),
    };
    each(&watch, &mut act, tell)
}

/// Calls `act`, and calls it again whenever something below `folders` changes, but for `output`,
/// until the process is stopped; returns only when that cannot go on.
pub fn watch(
    folders: &[PathBuf],
    output: &Path,
    act: &mut dyn FnMut(),
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<(), ServeError> {
    let watch = Watch::start(folders, output)?;
    act();
    let mut again = |work: Work<'_>| match work {
        Work::Changed(_) => act(),
        Work::Rest(_) => {}
    };
    each(&watch, &mut again, tell)
}

fn each(
    watch: &Watch,
    act: &mut dyn FnMut(Work<'_>),
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<(), ServeError> {
    let mut patience = None;
    loop {
        match watch.next(patience)? {
            News::Changed(changed) => {
                tell(Event::Changed(&changed));
                act(Work::Changed(&changed));
                patience = Some(MOMENT);
            }
            News::Trouble(trouble) => tell(Event::WatchTrouble(&trouble)),
            News::Nothing => {
                let stirs = watch.stirs();
                act(Work::Rest(&stirs));
                // What was left for the sake of a change that came to nothing is taken up again.
                patience = stirs().then_some(MOMENT);
            }
        }
    }
}
