//! Pieces that many pages share, made once: what stands around a page, the links to the pages of a
//! folder, the rows of the calendar.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::HashMap;
use tera::{Context, Value};

use super::context::{copied, link, safe};
use super::theme::{self, ThemeError};
use super::{Renderer, address};
use crate::handbook::EntryId;

/// What the pieces around a page depend on: the way to the root, the open group of the menu, the
/// page where that matters.
type Key = (String, String, String);

/// The pieces around a page: the name in its context, and the template.
const AROUND: [(&str, &str); 6] = [
    ("head_first", "head-first.html"),
    ("head_last", "head-last.html"),
    ("brand", "brand.html"),
    ("search_form", "search-form.html"),
    ("menu", "menu.html"),
    ("footer", "footer.html"),
];

/// How many pages before and after a page are named with it.
const NEAR: usize = 8;

/// Pieces that have been made.
#[derive(Debug)]
pub(super) struct Shared {
    /// What every page is given, by name.
    globals: Vec<(&'static str, Value)>,
    threads: Vec<OfThread>,
    rows: Mutex<HashMap<EntryId, Value>>,
}

/// What a thread has to itself. The engine counts the users of a value at each look at it, and threads
/// that count the same one wait for each other.
#[derive(Debug, Default)]
struct OfThread {
    globals: OnceLock<Vec<(&'static str, Value)>>,
    around: Mutex<HashMap<Key, Arc<[Value]>>>,
}

impl Default for Shared {
    fn default() -> Self {
        // One for what runs outside of the threads too.
        let threads = (0..=rayon::current_num_threads()).map(|_| OfThread::default()).collect();
        Self { globals: Vec::new(), threads, rows: Mutex::default() }
    }
}

impl Shared {
    /// Keeps what every page is to be given.
    pub(super) fn give(&mut self, globals: Vec<(&'static str, Value)>) {
        self.globals = globals;
    }

    fn of_thread(&self) -> &OfThread {
        let at = rayon::current_thread_index().map_or(0, |at| at + 1);
        &self.threads[at % self.threads.len()]
    }
}

impl Renderer<'_> {
    /// Gives a page's context the pieces around it.
    pub(super) fn share(&self, path: &str, context: &mut Context) -> Result<(), ThemeError> {
        let group = super::frame::menu_id(self, path);
        // The menu marks the page that is shown, when it leads there.
        let current = if self.menu_of.contains_key(path) { path } else { "" };
        let root = self.root(path);
        context.insert_value("root", root.clone().into());
        let own = |(name, value): &(&'static str, Value)| (*name, copied(value));
        let all = || self.shared.globals.iter().map(own).collect();
        for (name, value) in self.shared.of_thread().globals.get_or_init(all) {
            context.insert_value(*name, value.clone());
        }
        let pieces = self.around((root, group, current.to_owned()))?;
        for ((name, _), piece) in AROUND.iter().zip(&*pieces) {
            context.insert_value(*name, piece.clone());
        }
        // Narrow and wide windows show it in two places; where there is little, in none.
        let headings = context.get("outline").and_then(Value::as_array).unwrap_or_default();
        let headings: Vec<&str> = headings.iter().filter_map(Value::as_str).collect();
        let outline = match headings.len() {
            ..=2 => String::new(),
            _ => ["<ol>\n  ", &headings.join("\n  "), "\n</ol>"].concat(),
        };
        context.insert_value("outline", safe(&outline));
        Ok(())
    }

    fn around(&self, key: Key) -> Result<Arc<[Value]>, ThemeError> {
        let around = &self.shared.of_thread().around;
        let known = || around.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pieces) = known().get(&key) {
            return Ok(Arc::clone(pieces));
        }
        let (root, group, current) = &key;
        let mut context = Context::new();
        context.insert_value("root", root.as_str().into());
        context.insert_value("menu_id", group.as_str().into());
        context.insert_value("path", current.as_str().into());
        let pieces = AROUND.iter().map(|(_, name)| Ok(safe(&self.template(name, &context)?)));
        let pieces: Arc<[Value]> = pieces.collect::<Result<_, _>>()?;
        known().insert(key, Arc::clone(&pieces));
        Ok(pieces)
    }

    /// The row of an entry in calendars, of which it stands in that of its unit, its category and
    /// others.
    pub(super) fn calendar_row(&self, of: EntryId, make: impl FnOnce() -> Value) -> Value {
        let known = || self.shared.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(&of).cloned();
        found.unwrap_or_else(|| {
            let row = make();
            known().insert(of, row.clone());
            row
        })
    }

    /// Links to the other pages of a folder; in a large one to those that stand nearest.
    pub(super) fn siblings(&self, own: EntryId) -> Result<Value, ThemeError> {
        let place = self.handbook.entry(own).path.as_deref().unwrap_or_default();
        let (folder, name) = place.rsplit_once('/').unwrap_or(("", place));
        let Some(found) = self.children.get(folder).filter(|_| name != "index") else {
            return Ok(safe(""));
        };
        if found.links.get().is_none() {
            let links = found.pages.iter().map(|id| self.sibling(*id));
            let links = links.collect::<Result<_, _>>()?;
            // Another page may have been quicker.
            found.links.get_or_init(|| links);
        }
        let links = found.links.get().into_iter().flatten();
        let at = found.places.get(&own).copied().unwrap_or_default();
        let first = at.saturating_sub(NEAR).min(found.pages.len().saturating_sub(2 * NEAR + 1));
        let near = found.pages.iter().zip(links).skip(first).take(2 * NEAR + 1);
        let near = near.filter(|(id, _)| **id != own).map(|(_, link)| link.as_str());
        Ok(safe(&near.collect::<Vec<_>>().join("\n    ")))
    }

    /// A link to a page from the other pages of its folder, all of which are as far from the root.
    fn sibling(&self, id: EntryId) -> Result<String, ThemeError> {
        let page = &self.addresses.of(id).page;
        let mut context = Context::new();
        context.insert_value("root", address::root(page).into());
        let href = self.addresses.href(id, None);
        context.insert_value("link", link(&self.handbook.entry(id).title, &href));
        self.template("sibling.html", &context)
    }

    /// A template that the theme has, with a context.
    pub(super) fn template(&self, name: &str, context: &Context) -> Result<String, ThemeError> {
        self.theme.tera.render(name, context).map_err(|error| theme::template_error(&error))
    }
}
