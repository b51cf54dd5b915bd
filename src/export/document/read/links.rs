//! Links in a document: those to other sites are kept, the others become words.

use pulldown_cmark::LinkType;

use super::super::Inline;
use super::Reader;
use crate::handbook::{Destination, EntryId, destination};
use crate::parse::markdown::{self, LinkForm};
use crate::view::dated;
use crate::view::keys::VALUE_PERIODS;

impl Reader<'_, '_> {
    pub(super) fn start_link(&mut self, link_type: LinkType, url: &str) {
        self.flush();
        let form = markdown::form(link_type);
        let dest = markdown::destination(url, form == LinkForm::Wiki).text;
        let has_words = link_type != LinkType::WikiLink { has_pothole: false };
        let outside = |address: String| Some((address, Vec::new()));
        let place = match form {
            LinkForm::Email => {
                self.link = outside(format!("mailto:{dest}"));
                None
            }
            _ => Some(self.destination(form, dest)),
        };
        let own = match place {
            Some(Destination::External) => {
                self.link = outside(dest.to_owned());
                None
            }
            Some(Destination::Entry(id, item)) => Some(self.entry_words(id, item.as_deref())),
            Some(Destination::File(address)) => {
                Some(address.rsplit('/').next().unwrap_or(&address).to_owned())
            }
            Some(Destination::Anchor(_)) | None => None,
            Some(_) => Some(self.renderer.t().get("hidden").to_owned()),
        };
        if let (false, Some(own)) = (has_words, own) {
            let style = self.style;
            self.push(Inline::Text(own, style));
            self.swallows = true;
        }
        if let (Some(link), Some(frame)) = (&mut self.link, self.frames.last_mut()) {
            link.1 = std::mem::take(&mut frame.line);
        }
    }

    pub(super) fn end_link(&mut self) {
        self.flush();
        self.swallows = false;
        if let (Some((address, before)), Some(frame)) = (self.link.take(), self.frames.last_mut()) {
            let words = std::mem::replace(&mut frame.line, before);
            frame.line.push(Inline::Link(address, words));
        }
    }

    fn destination(&self, form: LinkForm, dest: &str) -> Destination {
        let handbook = self.renderer.handbook;
        let file = handbook.entry(self.of).file;
        let address = &self.renderer.sources.file(file).address;
        destination(handbook, self.of, address, (form, dest))
    }

    /// What a reference without words stands for: the figure in force, or the title.
    fn entry_words(&self, id: EntryId, item: Option<&str>) -> String {
        let handbook = self.renderer.handbook;
        let entry = handbook.entry(id);
        if handbook.kind_of(entry).id == VALUE_PERIODS.kind {
            let figure = dated::in_force(entry, handbook.today);
            let words = figure.map(|figure| figure.words(self.renderer.lang));
            let words = words.filter(|words| !words.is_empty());
            return words.unwrap_or_else(|| self.renderer.t().get("unknown").to_owned());
        }
        match item.and_then(|item| handbook.item(id, item)) {
            Some(item) => format!("{}: {}", entry.title, item.title),
            None => entry.title.clone(),
        }
    }
}
