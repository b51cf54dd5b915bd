//! From a handbook to the site that stands: what is made, and from whose texts.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::leaks::Watch;
use super::{Listener, Loaded, Overrides, Stage};
use crate::diagnostic::{Diagnostic, FileId, Tally};
use crate::export;
use crate::publish::{self, Meta, Publisher, Said};
use crate::render::{self, Common, Page, Renderer, ThemeError, theme};
use crate::source;
use crate::source::reads::recorded;

/// A site as it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Built {
    /// Entries shown.
    pub entries: usize,
    /// Pages rendered.
    pub pages: usize,
    /// What was written.
    pub written: publish::Summary,
}

/// Why a sound handbook could not be built: the theme or the disk.
#[derive(Debug)]
pub enum BuildError {
    /// A template or another file of the theme.
    Theme(ThemeError),
    /// The output folder.
    Publish(publish::PublishError),
    /// The folder of the content, which could not be listed.
    Content(PathBuf, std::io::Error),
    /// The folder of the theme, which could not be read.
    ThemeFolder(PathBuf, std::io::Error),
    /// An attachment that could not be read.
    Attachment(String, std::io::Error),
    /// Files that tell what was withheld from their readers.
    Leaked(Vec<Diagnostic>),
}

impl From<publish::PublishError> for BuildError {
    fn from(error: publish::PublishError) -> Self {
        Self::Publish(error)
    }
}

/// Where a site goes and what it looks like.
#[derive(Debug)]
pub struct Site {
    /// The folder that it is published in.
    pub output: PathBuf,
    /// Files that replace those of the built-in theme.
    pub theme: Overrides,
    /// How many older editions to keep beside it; `None`: those that are kept stay.
    pub keep: Option<usize>,
    /// The name of all that it is made from ([`super::inputs()`]).
    pub inputs: String,
    /// Whether a packed file stands beside each text.
    pub packed: bool,
}

impl Site {
    /// The same with a packed file beside each text: another site, when asked whether it stands.
    #[must_use]
    pub fn packed(self) -> Self {
        Self { inputs: format!("{}-packed", self.inputs), packed: true, ..self }
    }
}

/// The site that stands in `output`, when it was made from the same `inputs` and is whole; with it
/// the pieces of advice that its build gave. A build with warnings leaves none to be found.
pub fn standing(output: &Path, inputs: &str) -> Result<Option<(Built, Tally)>, BuildError> {
    let found = publish::standing(output, inputs)?;
    Ok(found.map(|(said, written)| {
        let (entries, pages) = (said.entries as usize, said.pages as usize);
        let tally = Tally { advice: said.advice as usize, ..Tally::default() };
        (Built { entries, pages, written }, tally)
    }))
}

/// Renders a loaded handbook and publishes it in one step. Pages are rendered and written in a
/// stream, in parallel.
pub fn build(loaded: &Loaded, site: Site, heard: Listener<'_>) -> Result<Built, BuildError> {
    make(loaded, site, heard).map(|(built, ..)| built)
}

/// What a site consists of, each part with the files whose texts it was made from.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) pages: Vec<(Page, Vec<FileId>)>,
    pub(super) files: Vec<(String, Vec<FileId>)>,
    /// The files of the search index, which reads all texts.
    pub(super) search: Vec<String>,
    /// Whose texts were read for what all of them share.
    pub(super) shared: Vec<FileId>,
}

/// As [`build`]; also tells what was made from what, and gives what pages share.
pub(super) fn make(
    loaded: &Loaded,
    site: Site,
    heard: Listener<'_>,
) -> Result<(Built, Made, Common), BuildError> {
    heard(Stage::Prepare);
    let settings = &loaded.handbook.settings;
    let theme = theme::load(settings, settings.lang, site.theme).map_err(BuildError::Theme)?;
    let (renderer, mut shared) =
        recorded(|| Renderer::new(&loaded.handbook, &loaded.sources, theme));
    let (pages, read) = recorded(|| render::pages(&renderer));
    shared.extend(read);
    let publisher = Publisher::begin(&site.output, meta(loaded, pages.len(), site.inputs))?;
    let publisher = publisher.keeping(site.keep)?.packing(site.packed);
    let add =
        |path: &str, bytes: &[u8]| -> Result<(), BuildError> { Ok(publisher.add(path, bytes)?) };
    let mut made = contents(loaded, &renderer, pages, &add, heard)?;
    made.shared.extend(shared);
    heard(Stage::Publish);
    let written = publisher.commit()?;
    let pages = made.pages.len();
    let built = Built { entries: loaded.handbook.entries.len(), pages, written };
    Ok((built, made, renderer.into_common()))
}

/// Makes all files of a site and hands them over, on many threads; fails when one of them tells what
/// was withheld from its readers.
pub(super) fn contents<Add>(
    loaded: &Loaded,
    renderer: &Renderer<'_>,
    pages: Vec<Page>,
    take: &Add,
    heard: Listener<'_>,
) -> Result<Made, BuildError>
where
    Add: Fn(&str, &[u8]) -> Result<(), BuildError> + Sync,
{
    let watch = Watch::over(loaded);
    heard(Stage::Render);
    let add = |path: &str, bytes: &[u8]| {
        watch.look(path, bytes);
        take(path, bytes)
    };
    let pages = pages.into_par_iter().map(|page| {
        let (html, read) = recorded(|| renderer.page(&page));
        add(&page.path, &html.map_err(BuildError::Theme)?)?;
        Ok((page, read))
    });
    let pages: Vec<_> = pages.collect::<Result<_, BuildError>>()?;
    heard(Stage::Export);
    let (files, shared) = recorded(|| export::files(renderer));
    let files = files.into_par_iter().map(|file| {
        let (bytes, read) = recorded(|| (file.make)());
        add(&file.path, &bytes)?;
        Ok((file.path, read))
    });
    let files: Vec<_> = files.collect::<Result<_, BuildError>>()?;
    let search = export::search(renderer, add)?;
    for (path, bytes) in renderer.assets() {
        add(path, bytes)?;
    }
    attached(loaded, &add)?;
    let leaks = watch.faults();
    if !leaks.is_empty() {
        return Err(BuildError::Leaked(leaks));
    }
    Ok(Made { pages, files, search, shared })
}

/// Adds the attached files that the audience may see.
fn attached<Add>(loaded: &Loaded, add: &Add) -> Result<(), BuildError>
where
    Add: Fn(&str, &[u8]) -> Result<(), BuildError> + Sync,
{
    let attachments = loaded.sources.attachments.par_iter();
    let shown = attachments.filter(|file| !loaded.handbook.is_withheld(&file.address));
    shown.try_for_each(|file| {
        let bytes = source::read_bytes(file)
            .map_err(|error| BuildError::Attachment(file.address.clone(), error))?;
        add(&file.address, &bytes)
    })
}

/// The files of a folder that replace those of the built-in theme.
pub fn overrides(folder: Option<&Path>) -> Result<Overrides, BuildError> {
    let read = folder.map(|folder| (folder, source::read_theme(folder)));
    read.map_or(Ok(Overrides::new()), |(folder, files)| {
        files.map_err(|error| BuildError::ThemeFolder(folder.to_owned(), error))
    })
}

/// What the manifest says of a build. One that has warnings to tell is not to be taken for one that
/// needs no new look.
pub(super) fn meta(loaded: &Loaded, pages: usize, inputs: String) -> Meta {
    let tally = Tally::of(&loaded.faults);
    Meta {
        tool_version: render::VERSION.to_owned(),
        date: loaded.handbook.today,
        audience: loaded.handbook.audience.id().to_owned(),
        inputs: if tally.warnings == 0 { inputs } else { String::new() },
        said: Said {
            entries: loaded.handbook.entries.len() as u64,
            pages: pages as u64,
            // Some of it is about what these readers may not know of: not even how much there is.
            advice: if loaded.handbook.hides_anything() { 0 } else { tally.advice as u64 },
        },
    }
}
