//! From a handbook to one file that can be carried: a dated edition of the whole site.

use super::build::{self, BuildError, Built, Site};
use super::{Listener, Loaded, Stage};
use crate::locale::slug::slug;
use crate::publish::Archive;
use crate::render::{self, Renderer, theme};

/// What the folder in the file is called: the handbook, and the day.
pub fn edition_name(loaded: &Loaded) -> String {
    let handbook = &loaded.handbook;
    let name = match slug(handbook.settings.text("name")) {
        name if name.is_empty() => "handbok".to_owned(),
        name => name,
    };
    format!("{name}-{}", handbook.today)
}

/// Renders a loaded handbook into one ZIP file, whose pages say of what day they are.
pub fn bundle(loaded: &Loaded, site: Site, heard: Listener<'_>) -> Result<Built, BuildError> {
    heard(Stage::Prepare);
    let settings = &loaded.handbook.settings;
    let theme = theme::load(settings, settings.lang, site.theme).map_err(BuildError::Theme)?;
    let renderer = Renderer::new(&loaded.handbook, &loaded.sources, theme).dated();
    let pages = render::pages(&renderer);
    // No build asks whether this file stands as it is, and the name is made of all sources.
    let meta = build::meta(loaded, pages.len(), String::new());
    let archive = Archive::begin();
    let add =
        |path: &str, bytes: &[u8]| -> Result<(), BuildError> { Ok(archive.add(path, bytes)?) };
    let made = build::contents(loaded, &renderer, pages, &add, heard)?;
    heard(Stage::Publish);
    let written = archive.write(meta, &edition_name(loaded), &site.output)?;
    Ok(Built { entries: loaded.handbook.entries.len(), pages: made.pages.len(), written })
}
