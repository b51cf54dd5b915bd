//! A project that somebody works on: built once, then again after each change, and only as much of
//! it as the change concerns.
//!
//! Most changes are of running text. Such a change leaves everything that entries know of each other
//! as it was ([`revision`]), and hence concerns only what was made from that text; that is on record
//! ([`crate::source::reads`]). Its pages are made again at once ([`Session::rebuild`]); the files
//! beside them, such as the search index, when nobody has changed anything for a moment
//! ([`Session::finish`]). After any other change, everything is made again.
//!
//! Either way the same functions make the same files: what stands after a change and
//! [`Session::finish`] is, byte for byte, what a build from nothing gives (`tests/incremental.rs`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::build::{self, BuildError, Built, Made, Site};
use super::inputs::{self, Hashes};
use super::{Listener, Loaded, Overrides, Project, Stage, understand_heard};
use crate::checks;
use crate::diagnostic::{self, Diagnostic, FileId};
use crate::export;
use crate::handbook;
use crate::kind::entry::{self, Entry};
use crate::kind::revision;
use crate::parse;
use crate::publish::{Edition, Summary};
use crate::render::{Common, Renderer};
use crate::source::reads::recorded;
use crate::source::{self, SourceFile};

/// A project and the site that stands of it.
#[derive(Debug)]
pub struct Session {
    project: Project,
    output: PathBuf,
    theme: Option<PathBuf>,
    standing: Option<Standing>,
    /// What could not be built when that was last tried.
    unsound: Option<Loaded>,
    /// The files that have changed since `standing` was read.
    changed: BTreeSet<PathBuf>,
}

/// A site that stands, and what it was made from.
#[derive(Debug)]
struct Standing {
    loaded: Loaded,
    theme: Overrides,
    /// What its pages share; taken out while pages are made.
    common: Option<Common>,
    hashes: Hashes,
    made: Made,
    edition: Edition,
    /// Whose texts have changed since the pages were made.
    stale: BTreeSet<FileId>,
    /// Whose texts have changed since the files beside the pages were made.
    behind: BTreeSet<FileId>,
}

/// What a change led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Everything was made again.
    Whole(Built),
    /// So many pages were made again, and this became of them; [`Session::finish`] makes the rest.
    Pages(usize, Summary),
    /// Nothing: the sources say what they said.
    Same,
    /// Nothing: the sources have errors. The last good site stands.
    Unsound,
}

/// What a changed file is to those who know its older version.
enum Change {
    /// It says what it said.
    None,
    /// It differs in running text only.
    Text(Revision),
    /// Others may notice.
    More,
}

/// What became of the files beside the pages.
enum Files {
    Made(Summary),
    /// They are as they were, since somebody waits for something else.
    Left,
    /// They are not ours: somebody else has published there.
    Foreign,
}

/// A newer version of a file.
struct Revision {
    file: SourceFile,
    entries: Vec<Entry>,
    faults: Vec<Diagnostic>,
}

impl Session {
    /// Work on a project whose site goes to `output`, with the theme files of a folder.
    pub fn new(mut project: Project, output: PathBuf, theme: Option<PathBuf>) -> Self {
        project.skip.push(output.clone());
        let (standing, unsound, changed) = (None, None, BTreeSet::new());
        Self { project, output, theme, standing, unsound, changed }
    }

    /// What was understood last, with its faults.
    pub fn loaded(&self) -> Option<&Loaded> {
        self.unsound.as_ref().or(self.standing.as_ref().map(|standing| &standing.loaded))
    }

    /// Brings the pages up to date after these files have changed.
    pub fn rebuild(
        &mut self,
        changed: &[PathBuf],
        heard: Listener<'_>,
    ) -> Result<Step, BuildError> {
        heard(Stage::Parse);
        self.changed.extend(changed.iter().cloned());
        if let Some(standing) = &mut self.standing
            && standing.revise(&self.project, &self.changed, heard)
        {
            self.changed.clear();
            self.unsound = None;
            if !standing.loaded.is_sound() {
                return Ok(Step::Unsound);
            }
            if standing.stale.is_empty() {
                return Ok(Step::Same);
            }
            if let Some((pages, summary)) = standing.pages(heard)? {
                return Ok(Step::Pages(pages, summary));
            }
        }
        self.whole(heard)
    }

    /// Makes what [`Session::rebuild`] has left for a quiet moment. `None` when that is nothing, and
    /// when somebody `waits` for another change before it is done: then it is left once more. Who
    /// waits keeps waiting until this returns.
    pub fn finish(
        &mut self,
        waits: &(dyn Fn() -> bool + Sync),
        heard: Listener<'_>,
    ) -> Result<Option<Summary>, BuildError> {
        let Some(standing) = &mut self.standing else { return Ok(None) };
        if standing.behind.is_empty() || !standing.loaded.is_sound() || self.unsound.is_some() {
            return Ok(None);
        }
        match standing.files(&self.project, waits, heard)? {
            Files::Made(summary) => Ok(Some(summary)),
            Files::Left => Ok(None),
            Files::Foreign => self.whole(heard).map(|step| match step {
                Step::Whole(built) => Some(built.written),
                Step::Pages(..) | Step::Same | Step::Unsound => None,
            }),
        }
    }

    fn whole(&mut self, heard: Listener<'_>) -> Result<Step, BuildError> {
        heard(Stage::Read);
        let Project { root, content, skip, today, audience } = &self.project;
        let read = source::read(root, content, skip);
        let (sources, unread) =
            read.map_err(|error| BuildError::Content(content.clone(), error))?;
        let theme = build::overrides(self.theme.as_deref())?;
        let hashes = Hashes::of(&sources)?;
        let loaded = understand_heard(sources, unread, (*today, *audience), heard);
        if !loaded.is_sound() {
            self.unsound = Some(loaded);
            return Ok(Step::Unsound);
        }
        let inputs = inputs::name(&loaded.sources, &hashes, &theme, (*today, *audience));
        let output = self.output.clone();
        let site = Site { output, theme: theme.clone(), keep: None, inputs, packed: false };
        let (built, made, common) = build::make(&loaded, site, heard)?;
        let (stale, behind) = (BTreeSet::new(), BTreeSet::new());
        self.standing = Edition::standing(&self.output)?.map(|edition| Standing {
            loaded,
            theme,
            common: Some(common),
            hashes,
            made,
            edition,
            stale,
            behind,
        });
        self.unsound = None;
        self.changed.clear();
        Ok(Step::Whole(built))
    }
}

impl Standing {
    /// Takes in newer versions of files, when they differ in running text only; tells whether it
    /// did. What has become of the faults is then known, too.
    fn revise(
        &mut self,
        project: &Project,
        changed: &BTreeSet<PathBuf>,
        heard: Listener<'_>,
    ) -> bool {
        let mut revisions = Vec::new();
        for path in changed {
            match self.change(&project.content, path) {
                Change::None => {}
                Change::Text(revision) => revisions.push(revision),
                Change::More => return false,
            }
        }
        // All texts first: faults are looked for in the handbook as it is now.
        let mut found = Vec::new();
        for Revision { file, entries, faults } in revisions {
            let (id, sources) = (file.id, &mut self.loaded.sources);
            self.hashes.texts[id.0 as usize] = inputs::text(&file);
            sources.files[id.0 as usize] = file;
            let numbers = self.loaded.handbook.in_file(id);
            let mut faults = faults;
            for (number, entry) in numbers.zip(entries) {
                let number = handbook::EntryId(number as u32);
                faults.extend(self.loaded.handbook.revise(sources, number, entry));
            }
            found.push((id, faults));
            self.stale.insert(id);
        }
        heard(Stage::Check);
        let Loaded { sources, handbook, faults } = &mut self.loaded;
        for (id, own) in found {
            faults.retain(|fault| fault.span.file != id);
            faults.extend(checks::run_in(handbook, sources, id, own));
        }
        diagnostic::sort(faults);
        true
    }

    fn change(&self, content: &Path, path: &Path) -> Change {
        let Loaded { sources, handbook, faults } = &self.loaded;
        let known = source::address_of(content, path).and_then(|address| sources.at(&address));
        // What has been drawn over cannot be told of again.
        let veiled = |id: FileId| {
            let own = faults.iter().filter(|fault| fault.span.file == id);
            own.into_iter().any(|fault| fault.code == "hidden-target")
        };
        let shared = |id: FileId| self.made.shared.contains(&id) || !sources.file(id).readable;
        let plain = known.filter(|id| !shared(*id) && !veiled(*id));
        let Some(id) = plain else { return Change::More };
        let Some(file) = sources.again(content, id) else { return Change::More };
        let old = sources.file(id).text();
        if file.text() == old {
            return Change::None;
        }
        let (document, mut faults) = parse::parse(&file);
        let typed = handbook.settings.given;
        let (entries, wrong) = entry::read(&handbook.kinds, &file, &document, typed);
        faults.extend(wrong);
        let known = &handbook.entries[handbook.in_file(id)];
        let is_of_text = |(known, entry): (&Entry, &Entry)| {
            let body = &handbook.kind_of(known).body;
            revision::is_of_text((known, old), (entry, file.text()), body)
        };
        let same = known.len() == entries.len() && known.iter().zip(&entries).all(is_of_text);
        if known.is_empty() || !same {
            return Change::More;
        }
        Change::Text(Revision { file, entries, faults })
    }

    /// Makes the pages that quote a changed text. `None` when the site that stands is not ours.
    fn pages(&mut self, heard: Listener<'_>) -> Result<Option<(usize, Summary)>, BuildError> {
        let Some(common) = self.common.take() else { return Ok(None) };
        let renderer = Renderer::again(&self.loaded.handbook, &self.loaded.sources, common);
        heard(Stage::Render);
        let stale = &self.stale;
        let concerned = self.made.pages.par_iter_mut().filter(|(_, read)| meet(read, stale));
        let pages = concerned.map(|(page, was)| {
            let (html, read) = recorded(|| renderer.page(page));
            *was = read;
            Ok((page.path.clone(), html.map_err(BuildError::Theme)?))
        });
        let pages: Vec<_> = pages.collect::<Result<_, BuildError>>()?;
        self.common = Some(renderer.into_common());
        heard(Stage::Publish);
        let Some(summary) = self.edition.put(&pages)? else { return Ok(None) };
        self.behind.append(&mut self.stale);
        Ok(Some((pages.len(), summary)))
    }

    /// Makes the files beside the pages that hold a changed text, unless somebody `waits`.
    fn files(
        &mut self,
        project: &Project,
        waits: &(dyn Fn() -> bool + Sync),
        heard: Listener<'_>,
    ) -> Result<Files, BuildError> {
        let Some(common) = self.common.take() else { return Ok(Files::Foreign) };
        let renderer = Renderer::again(&self.loaded.handbook, &self.loaded.sources, common);
        heard(Stage::Export);
        let behind = &self.behind;
        let made = export::files(&renderer);
        let concerned = made.par_iter().zip(&self.made.files).enumerate();
        let concerned = concerned.filter(|(_, (_, (_, read)))| meet(read, behind) && !waits());
        let concerned: Vec<_> = concerned
            .map(|(at, (file, _))| {
                let (bytes, read) = recorded(|| (file.make)());
                ((file.path.clone(), bytes), (at, read))
            })
            .collect();
        let index = Mutex::new(Vec::new());
        let add = |path: &str, bytes: &[u8]| {
            let file = (path.to_owned(), bytes.to_vec());
            index.lock().unwrap_or_else(PoisonError::into_inner).push(file);
            if waits() { Err(Files::Left) } else { Ok(()) }
        };
        let names = if waits() { Err(Files::Left) } else { export::search(&renderer, add) };
        drop(made);
        self.common = Some(renderer.into_common());
        let names = match names {
            Ok(names) => names,
            Err(left) => return Ok(left),
        };
        let (mut files, reads): (Vec<_>, Vec<_>) = concerned.into_iter().unzip();
        files.extend(index.into_inner().unwrap_or_else(PoisonError::into_inner));
        let known: BTreeSet<&String> = names.iter().collect();
        let gone = self.made.search.iter().filter(|path| !known.contains(path)).cloned();
        let gone: Vec<String> = gone.collect();
        let of = (project.today, project.audience);
        let inputs = inputs::name(&self.loaded.sources, &self.hashes, &self.theme, of);
        let meta = build::meta(&self.loaded, self.made.pages.len(), inputs);
        heard(Stage::Publish);
        let Some(summary) = self.edition.close(meta, &files, &gone)? else {
            return Ok(Files::Foreign);
        };
        for (at, read) in reads {
            self.made.files[at].1 = read;
        }
        self.made.search = names;
        self.behind.clear();
        Ok(Files::Made(summary))
    }
}

fn meet(read: &[FileId], changed: &BTreeSet<FileId>) -> bool {
    changed.iter().any(|file| read.binary_search(file).is_ok())
}
