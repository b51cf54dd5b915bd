//! From a request to a response.

use std::fs;
use std::path::{Path, PathBuf};

use super::files::{self, Found};
use super::host::Own;
use super::http::{Method, Request, Response, Status};
use super::inject::{self, OWN};
use super::live::Live;
use super::media;

/// What requests are answered from.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) root: PathBuf,
    pub(super) own: Own,
    pub(super) live: Live,
}

impl Site {
    /// Whether a request is for the stream of events, which has no end.
    pub(super) fn is_for_events(&self, request: &Request) -> bool {
        self.refusal(request).is_none() && own_name(&request.target) == Some("events")
    }

    /// The answer to any other request.
    pub(super) fn answer(&self, request: &Request) -> Response {
        if let Some(refusal) = self.refusal(request) {
            return refusal;
        }
        if let Some(name) = own_name(&request.target) {
            return own_file(name);
        }
        match files::find(&self.root, &request.target) {
            Found::File(file) => self.file(&file),
            Found::Redirect(address) => {
                let extra = Some(("Location", address));
                Response { extra, ..Response::plain(Status::Found) }
            }
            Found::Nothing => self.nothing(),
        }
    }

    /// Pages of other sites can send requests here; only their host name gives them away.
    fn refusal(&self, request: &Request) -> Option<Response> {
        if !self.own.is(&request.host) {
            return Some(Response::plain(Status::Forbidden));
        }
        if request.method == Method::Other {
            let extra = Some(("Allow", "GET, HEAD".to_owned()));
            return Some(Response { extra, ..Response::plain(Status::MethodNotAllowed) });
        }
        None
    }

    fn file(&self, file: &Path) -> Response {
        match read(file) {
            Some(body) => self.page_or_file(Status::Ok, media::of(file), body),
            None => self.nothing(),
        }
    }

    fn nothing(&self) -> Response {
        if let Some(body) = read(&self.root.join("404.html")) {
            return self.page_or_file(Status::NotFound, media::HTML, body);
        }
        // Not even a first site stands here: say why.
        match self.live.failure() {
            Some(failure) => {
                let page = inject::failure_page(&failure.heading, &failure.details);
                // No version: whatever is built next is newer than this page.
                let body = inject::script(page, "");
                Response { body, media: media::HTML, ..Response::plain(Status::BuildFailed) }
            }
            None => Response::plain(Status::NotFound),
        }
    }

    fn page_or_file(&self, status: Status, media: &'static str, body: Vec<u8>) -> Response {
        let body =
            if media == media::HTML { inject::script(body, &self.live.site()) } else { body };
        Response { status, media, extra: None, body }
    }
}

fn read(file: &Path) -> Option<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "this module serves the output")]
    fs::read(file).ok()
}

fn own_name(target: &str) -> Option<&str> {
    let name = target.strip_prefix(OWN)?;
    name.split('?').next()
}

fn own_file(name: &str) -> Response {
    let (media, text) = match name {
        "reload.js" => (media::SCRIPT, include_str!("reload.js")),
        "overlay.css" => (media::STYLE, include_str!("overlay.css")),
        _ => return Response::plain(Status::NotFound),
    };
    Response { status: Status::Ok, media, extra: None, body: text.as_bytes().to_vec() }
}
