//! Pieces of HTML that many pages share, rendered once: the menu, the foot, links to the pages of a
//! folder.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tera::{Context, Value};

use super::context::safe;
use super::theme::{self, ThemeError};
use super::{Renderer, address};

/// What a piece depends on: its template, the way to the root, the open group of the menu, the
/// page where that matters.
type Key = (&'static str, String, String, String);

/// Pieces that have been rendered.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<HashMap<Key, Value>>);

impl Renderer<'_> {
    /// Gives a page's context the pieces around it.
    pub(super) fn share(&self, path: &str, context: &mut Context) -> Result<(), ThemeError> {
        let group = super::frame::menu_id(self, path);
        // The menu marks the page that is shown, when it leads there.
        let current = if self.menu_of.contains_key(path) { path } else { "" };
        let menu = self.piece("menu.html", path, &group, current)?;
        context.insert_value("menu", menu);
        context.insert_value("footer", self.piece("footer.html", path, "", "")?);
        Ok(())
    }

    fn piece(
        &self,
        template: &'static str,
        path: &str,
        group: &str,
        current: &str,
    ) -> Result<Value, ThemeError> {
        let root = address::root(path);
        let key = (template, root.clone(), group.to_owned(), current.to_owned());
        let known = || self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = known().get(&key) {
            return Ok(html.clone());
        }
        let mut context = Context::new();
        context.insert_value("root", root.into());
        context.insert_value("menu_id", group.into());
        context.insert_value("path", current.into());
        let html = safe(&self.template(template, &context)?);
        known().insert(key, html.clone());
        Ok(html)
    }

    /// A template that the theme has, with a context.
    pub(super) fn template(&self, name: &str, context: &Context) -> Result<String, ThemeError> {
        self.theme.tera.render(name, context).map_err(|error| theme::template_error(&error))
    }
}
