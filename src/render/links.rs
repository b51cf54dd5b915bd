//! Resolves the links of texts to addresses, and shows dated values and tables of entries.

use std::cell::RefCell;
use std::ops::Range;

use foldhash::HashMap;

use super::escape::escaped;
use super::markdown::terms::{Term, Terms};
use super::markdown::{self, Links, Options, PageState, Picture, Request, Resolved, Target};
use super::{Renderer, menu, site, value};
use crate::handbook::{Destination, EntryId, destination};
use crate::kind::value::Prose;
use crate::view::keys::{
    TERM_ABBREVIATION, TERM_AUTOLINK, TERM_DEFINITION, TERM_EXPANSION, VALUE_PERIODS,
};
use crate::view::{dated, query};

/// What the texts of one page share: where the page is, and what it has said already.
pub(crate) struct Reader<'r, 'a> {
    pub(crate) renderer: &'r Renderer<'a>,
    pub(crate) root: String,
    state: PageState,
    labels: Labels,
}

/// The names of a page's tables, so that no two have the same.
#[derive(Debug, Default)]
pub(crate) struct Labels(RefCell<HashMap<String, usize>>);

impl Labels {
    /// The name, with a number when the page has used it before.
    pub(crate) fn unique(&self, name: &str) -> String {
        let mut used = self.0.borrow_mut();
        let count = used.entry(name.to_owned()).or_default();
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name} ({count})") }
    }
}

impl<'r, 'a> Reader<'r, 'a> {
    /// For the page at `path`.
    pub(crate) fn new(renderer: &'r Renderer<'a>, path: &str) -> Self {
        let root = super::address::root(path);
        Self { renderer, root, state: PageState::default(), labels: Labels::default() }
    }

    /// A name for a table that no other table of the page has.
    pub(crate) fn label(&self, name: &str) -> String {
        self.labels.unique(name)
    }

    /// Keeps the page of an entry from linking to the entry's own term.
    pub(crate) fn about(&mut self, id: EntryId) {
        let path = self.renderer.addresses.href(id, None);
        if let Some(term) = self.renderer.terms.at(&path) {
            self.state.seen.skip(term);
        }
    }

    /// A text of an entry as HTML.
    pub(crate) fn html(&mut self, of: EntryId, prose: &Prose, skip_title: bool) -> String {
        self.shifted(of, prose, skip_title, 0)
    }

    /// A text as HTML, with its headings pushed down by `shift` levels.
    pub(crate) fn shifted(
        &mut self,
        of: EntryId,
        prose: &Prose,
        skip_title: bool,
        shift: u8,
    ) -> String {
        let renderer = self.renderer;
        let (text, _) = prose.within(renderer.sources);
        let options = Options {
            skip_title,
            shift,
            root: &self.root,
            words: &renderer.words,
            code: &renderer.code,
            terms: Some(&renderer.terms),
        };
        let links = TextLinks { renderer, root: &self.root, of, text, labels: &self.labels };
        markdown::html(text, &prose.scan, &links, &options, &mut self.state)
    }
}

/// The links of one text.
struct TextLinks<'t, 'a> {
    renderer: &'t Renderer<'a>,
    root: &'t str,
    of: EntryId,
    text: &'t str,
    labels: &'t Labels,
}

impl TextLinks<'_, '_> {
    fn destination(&self, request: &Request<'_>) -> Destination {
        let handbook = self.renderer.handbook;
        let entry = handbook.entry(self.of);
        let address = &self.renderer.sources.file(entry.file).address;
        destination(handbook, self.of, address, (request.form, request.dest))
    }

    fn to_entry(&self, id: EntryId, item: Option<&str>, request: &Request<'_>) -> Resolved {
        let handbook = self.renderer.handbook;
        let entry = handbook.entry(id);
        let href = [self.root, &*self.renderer.addresses.href(id, item)].concat();
        if !request.has_words && handbook.kind_of(entry).id == VALUE_PERIODS.kind {
            let figure = dated::in_force(entry, handbook.today);
            let words = figure.map(|figure| figure.words(self.renderer.lang));
            let words = words.filter(|words| !words.is_empty());
            let words = words.unwrap_or_else(|| self.renderer.t().get("unknown").to_owned());
            return Resolved::Html(format!(
                "<a class=\"value-link\" href=\"{}\">{}</a>",
                escaped(&href),
                escaped(&words)
            ));
        }
        Resolved::To(Target {
            href,
            text: (!request.has_words).then(|| value::title(handbook, id, item)),
            class: "ref",
            title: None,
        })
    }

    /// A derived page; one that has nothing to show is not there.
    fn to_view(&self, id: &str) -> Resolved {
        let shown = site::derived(self.renderer);
        let Some(view) = shown.into_iter().find(|view| view.id() == id) else {
            return self.missing();
        };
        Resolved::To(Target {
            href: format!("{}{}", self.root, view.page()),
            text: Some(menu::title(self.renderer, view)),
            class: "ref",
            title: None,
        })
    }

    fn missing(&self) -> Resolved {
        Resolved::Missing { text: self.renderer.t().get("hidden").to_owned() }
    }
}

impl Links for TextLinks<'_, '_> {
    fn link(&self, request: &Request<'_>) -> Resolved {
        match self.destination(request) {
            Destination::Entry(id, item) => self.to_entry(id, item.as_deref(), request),
            Destination::Anchor(anchor) => Resolved::To(Target {
                href: format!("#{anchor}"),
                text: None,
                class: "",
                title: None,
            }),
            Destination::File(address) => Resolved::To(Target {
                href: format!("{}{address}", self.root),
                text: Some(address.rsplit('/').next().unwrap_or(&address).to_owned()),
                class: "file",
                title: None,
            }),
            Destination::View(id) => self.to_view(&id),
            Destination::External => Resolved::To(Target {
                href: request.dest.to_owned(),
                text: None,
                class: "external",
                title: None,
            }),
            Destination::Hidden
            | Destination::Broken(_)
            | Destination::NoFile(_)
            | Destination::NoAnchor(..)
            | Destination::Malformed => self.missing(),
        }
    }

    fn image(&self, request: &Request<'_>) -> Option<Picture> {
        match self.destination(request) {
            Destination::File(address) => {
                Some(Picture { src: format!("{}{address}", self.root), size: None })
            }
            _ => None,
        }
    }

    fn block(&self, yaml: Range<usize>) -> String {
        let handbook = self.renderer.handbook;
        let text = self.text.get(yaml.clone()).unwrap_or_default();
        let file = handbook.entry(self.of).file;
        let (query, _) = query::read(handbook, file, text, yaml.start);
        query.map_or_else(String::new, |query| {
            value::table(self.renderer, self.root, self.labels, &query)
        })
    }
}

/// The glossary as something to find in texts.
pub(super) fn terms(renderer: &Renderer<'_>) -> Terms {
    let handbook = renderer.handbook;
    let linked = handbook
        .of(TERM_DEFINITION.kind)
        .filter(|(_, entry)| TERM_AUTOLINK.of(entry).unwrap_or(true));
    Terms::new(linked.map(|(id, entry)| {
        let synonyms = entry.fields.list("synonyms").iter().filter_map(|item| match &item.value {
            crate::kind::value::Value::Text(word) => Some(word.as_str()),
            _ => None,
        });
        let own =
            [Some(entry.title.as_str()), TERM_ABBREVIATION.of(entry), TERM_EXPANSION.of(entry)];
        let phrases = own.into_iter().flatten().chain(synonyms).map(str::to_owned).collect();
        Term { path: renderer.addresses.href(id, None), phrases }
    }))
}
