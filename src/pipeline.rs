//! The pipeline: read, parse, understand, check, render, publish. The only file where they meet.

mod build;
mod bundle;
mod inputs;
mod leaks;
mod session;

use std::path::PathBuf;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::checks;
use crate::diagnostic::{self, Checked, Diagnostic, Tally};
use crate::handbook::{self, Handbook};
use crate::kind::search_cases;
use crate::kind::settings::{self, Settings};
use crate::kind::{self, Audience, Kinds, entry};
use crate::parse::{self, Document};
use crate::render::{self, Renderer, theme};
use crate::search;
use crate::source::git::GitError;
use crate::source::{self, Sources};
pub use build::{BuildError, Built, Site, build, overrides, standing};
pub use bundle::{bundle, edition_name};
pub use inputs::{Overrides, inputs};
pub use session::{Session, Step};

/// Where a site is and how it is to be read. Fixed once, by the command.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that paths in messages count from.
    pub root: PathBuf,
    /// The folder of the content.
    pub content: PathBuf,
    /// Folders inside the content folder that are not content.
    pub skip: Vec<PathBuf>,
    /// The day that the handbook is read on.
    pub today: Date,
    /// Who it is reduced to.
    pub audience: Audience,
}

/// A handbook with its sources and everything found wrong with them.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub sources: Sources,
    /// What they say.
    pub handbook: Handbook,
    /// The faults, in reading order.
    pub faults: Vec<Diagnostic>,
}

impl Loaded {
    /// Whether a site may be built from it.
    pub fn is_sound(&self) -> bool {
        Tally::of(&self.faults).errors == 0
    }
}

/// A stretch of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are read.
    Read,
    /// Files become documents, documents become entries.
    Parse,
    /// Entries are linked.
    Resolve,
    /// Faults are looked for.
    Check,
    /// The theme and what pages share is made ready.
    Prepare,
    /// Pages are rendered and written.
    Render,
    /// Files beside the pages are made and written.
    Export,
    /// The new site takes the old one's place.
    Publish,
}

/// Hears of each stage when it begins: for timings and progress. The pipeline has no clock.
pub type Listener<'a> = &'a mut dyn FnMut(Stage);

/// Reads and understands a project. Fails only when its content folder cannot be listed.
pub fn load(project: &Project) -> std::io::Result<Loaded> {
    let (sources, faults) = read(project, &mut |_| {})?;
    Ok(understand(sources, faults, project.today, project.audience))
}

/// Reads the files of a project. Fails only when its content folder cannot be listed.
pub fn read(project: &Project, heard: Listener<'_>) -> std::io::Result<Checked<Sources>> {
    heard(Stage::Read);
    source::read(&project.root, &project.content, &project.skip)
}

/// Reads a project as it was in a revision of the repository around it.
pub fn load_revision(project: &Project, revision: &str) -> Result<Loaded, GitError> {
    let Project { root, content, skip, .. } = project;
    let (sources, faults) = source::git::read(root, content, skip, revision)?;
    Ok(understand(sources, faults, project.today, project.audience))
}

/// Turns sources into a checked handbook. Pure: needs no disk and no clock.
pub fn understand(
    sources: Sources,
    faults: Vec<Diagnostic>,
    today: Date,
    audience: Audience,
) -> Loaded {
    understand_heard(sources, faults, (today, audience), &mut |_| {})
}

/// As [`understand`], with somebody who hears how far it has come.
pub fn understand_heard(
    sources: Sources,
    mut faults: Vec<Diagnostic>,
    (today, audience): (Date, Audience),
    heard: Listener<'_>,
) -> Loaded {
    heard(Stage::Parse);
    let parsed: Vec<Checked<Document>> = sources.files.par_iter().map(parse::parse).collect();
    let mut documents = Vec::with_capacity(parsed.len());
    for (document, found) in parsed {
        faults.extend(found);
        documents.push(document);
    }
    let kinds = kinds(&sources, &documents, &mut faults);
    let settings = settings(&sources, &documents, &mut faults);
    let entries = entries(&sources, &documents, &kinds, &settings, &mut faults);
    heard(Stage::Resolve);
    let frame = handbook::Frame { kinds, settings, sources: &sources, today, audience };
    let (handbook, found) = handbook::build(frame, entries);
    faults.extend(found);
    heard(Stage::Check);
    let faults = checks::run(&handbook, &sources, faults);
    Loaded { sources, handbook, faults }
}

/// The shipped kinds with those that the site declares under `_kinds/`.
fn kinds(sources: &Sources, documents: &[Document], faults: &mut Vec<Diagnostic>) -> Kinds {
    let declared = documents.iter().filter_map(|document| {
        let address = &sources.file(document.file).address;
        address.starts_with("_kinds/").then_some(document.data.as_ref()).flatten()
    });
    let (kinds, found) = kind::merge(&kind::builtin(), declared);
    faults.extend(found);
    kinds
}

fn settings(sources: &Sources, documents: &[Document], faults: &mut Vec<Diagnostic>) -> Settings {
    let document =
        documents.iter().find(|document| sources.file(document.file).address == settings::FILE);
    let Some(document) = document else { return Settings::default() };
    let Some(data) = &document.data else {
        return Settings { given: true, ..Settings::default() };
    };
    let (settings, found) = settings::read(data);
    faults.extend(found);
    settings
}

fn entries(
    sources: &Sources,
    documents: &[Document],
    kinds: &Kinds,
    settings: &Settings,
    faults: &mut Vec<Diagnostic>,
) -> Vec<entry::Entry> {
    let read: Vec<Checked<Vec<entry::Entry>>> = documents
        .par_iter()
        .map(|document| {
            let source = sources.file(document.file);
            let reserved = [settings::FILE, search_cases::FILE].contains(&&*source.address)
                || source.address.starts_with('_');
            if reserved || !source.readable {
                return (Vec::new(), Vec::new());
            }
            entry::read(kinds, source, document, settings.given)
        })
        .collect();
    let mut entries = Vec::new();
    for (found, wrong) in read {
        entries.extend(found);
        faults.extend(wrong);
    }
    entries
}

/// One page of a loaded handbook with the built-in theme, without publishing anything. `None` when
/// the site has no such page.
pub fn page(loaded: &Loaded, path: &str) -> Result<Option<String>, BuildError> {
    let handbook = &loaded.handbook;
    let lang = handbook.settings.lang;
    let theme = theme::load(&handbook.settings, lang, Vec::new()).map_err(BuildError::Theme)?;
    let renderer = Renderer::new(handbook, &loaded.sources, theme);
    let pages = render::pages(&renderer);
    let Some(page) = pages.iter().find(|page| page.path == path) else { return Ok(None) };
    let html = renderer.page(page).map_err(BuildError::Theme)?;
    Ok(Some(String::from_utf8_lossy(&html).into_owned()))
}

/// The search index of a loaded handbook: the one that its site carries.
pub(crate) fn search_index(loaded: &Loaded) -> Result<search::Index, BuildError> {
    let handbook = &loaded.handbook;
    let lang = handbook.settings.lang;
    let theme = theme::load(&handbook.settings, lang, Vec::new()).map_err(BuildError::Theme)?;
    Ok(search::index(&Renderer::new(handbook, &loaded.sources, theme)))
}

/// The search cases of a loaded handbook that do not hold, and what is wrong with their file. They
/// need the index of the whole site, so only those who check ask for them.
pub fn search_cases(loaded: &Loaded) -> Result<Vec<Diagnostic>, BuildError> {
    let file = loaded.sources.files.iter().find(|file| file.address == search_cases::FILE);
    let Some((document, mut faults)) = file.map(parse::parse) else { return Ok(Vec::new()) };
    // What cannot be read has been told with the other files.
    faults.clear();
    let Some(data) = document.data else { return Ok(faults) };
    let (cases, found) = search_cases::read(&data);
    faults.extend(found);
    let handbook = &loaded.handbook;
    let lang = handbook.settings.lang;
    let theme = theme::load(&handbook.settings, lang, Vec::new()).map_err(BuildError::Theme)?;
    let renderer = Renderer::new(handbook, &loaded.sources, theme);
    faults.extend(search::faults(&renderer, &search::index(&renderer), &cases));
    diagnostic::sort(&mut faults);
    Ok(faults)
}
