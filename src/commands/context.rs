//! What every command needs: the project, the language, and a voice.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Common;
use super::voice::{say, show};
use crate::diagnostic::{Checked, Diagnostic, Severity, Tally};
use crate::kind::Audience;
use crate::locale::{Lang, Text};
use crate::pipeline::{self, BuildError, Listener, Loaded, Project, Site};
use crate::publish;
use crate::report;
use crate::serve::ServeError;
use crate::source::Sources;

/// What the process knows of its surroundings, read once in `main`.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Today's date.
    pub today: Date,
    /// Whether `NO_COLOR` is set.
    pub no_color: bool,
}

/// Something that stops a command and is not the content's fault.
#[derive(Debug)]
pub(super) struct Failure(pub(super) Text);

impl Failure {
    pub(super) fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Text::new(sv, en))
    }

    /// Says it without a context, for failures before there is one.
    pub(super) fn report(&self) -> u8 {
        say(&format!("lathund: {}", self.0.sv));
        2
    }
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        let (text, help) = (error.text(), error.help());
        let join = |text: String, help: Option<String>| match help {
            Some(help) => format!("{text}\n  {help}"),
            None => text,
        };
        let (sv, en) = help.map_or((None, None), |help| (Some(help.sv), Some(help.en)));
        Self(Text::new(join(text.sv, sv), join(text.en, en)))
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Theme(error) => Self::new(
                format!("temat går inte att använda: {}\n{}", error.file, error.message.sv),
                format!("the theme cannot be used: {}\n{}", error.file, error.message.en),
            ),
            BuildError::Publish(error) => {
                let (text, help) = (error.text(), error.help().unwrap_or_default());
                let join = |text: String, help: String| {
                    if help.is_empty() { text } else { format!("{text}\n  {help}") }
                };
                Self::new(join(text.sv, help.sv), join(text.en, help.en))
            }
            BuildError::Content(folder, error) => Self::new(
                format!("mappen {} går inte att läsa ({error})", folder.display()),
                format!("the folder {} cannot be read ({error})", folder.display()),
            ),
            BuildError::ThemeFolder(folder, error) => Self::new(
                format!("temat i {} går inte att läsa ({error})", folder.display()),
                format!("the theme in {} cannot be read ({error})", folder.display()),
            ),
            BuildError::Leaked(faults) => {
                let words = |get: fn(&Text) -> &str| {
                    let lines = faults.iter().map(|fault| get(&fault.message));
                    lines.collect::<Vec<_>>().join("\n")
                };
                Self::new(words(|text| &text.sv), words(|text| &text.en))
            }
            BuildError::Attachment(address, error) => Self::new(
                format!("filen {address} går inte att läsa ({error})"),
                format!("the file {address} cannot be read ({error})"),
            ),
        }
    }
}

/// The surroundings of a command.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) project: Project,
    pub(super) lang: Lang,
    /// Whether somebody has said for whom.
    has_audience: bool,
    color: bool,
    pub(super) quiet: bool,
    pub(super) verbose: bool,
}

impl Context {
    pub(super) fn new(common: Common, environment: &Environment) -> Result<Self, Failure> {
        let root = common.root;
        if !root.is_dir() {
            return Err(Failure::new(
                format!("mappen {} finns inte", root.display()),
                format!("there is no folder {}", root.display()),
            ));
        }
        let color = match common.color.as_str() {
            "always" => true,
            "never" => false,
            _ => !environment.no_color && std::io::stderr().is_terminal(),
        };
        let has_audience = common.audience.is_some();
        Ok(Self {
            has_audience,
            project: project(
                root,
                common.audience.as_deref(),
                common.date.unwrap_or(environment.today),
            ),
            lang: Lang::from_tag(&common.lang).unwrap_or_default(),
            color,
            quiet: common.quiet,
            verbose: common.verbose,
        })
    }

    /// Reads and understands the project, leaving out `output` when it lies among the content.
    pub(super) fn load(&self, output: Option<&Path>) -> Result<Loaded, Failure> {
        let (sources, faults) = self.read(output, &mut |_| {})?;
        let Project { today, audience, .. } = self.project;
        Ok(pipeline::understand(sources, faults, today, audience))
    }

    /// Reads the files of the project, leaving out `output` when it lies among the content.
    pub(super) fn read(
        &self,
        output: Option<&Path>,
        heard: Listener<'_>,
    ) -> Result<Checked<Sources>, Failure> {
        let mut project = self.project.clone();
        project.skip.extend(output.map(Path::to_path_buf));
        let read = pipeline::read(&project, heard);
        Ok(read.map_err(|error| BuildError::Content(project.content, error))?)
    }

    /// Refuses to put a site in the place of one for fewer facts, unless somebody has said for whom:
    /// a forgotten `--audience` would tell all readers of that place what is not for them.
    pub(super) fn may_replace(&self, output: &Path) -> Result<(), Failure> {
        if self.has_audience {
            return Ok(());
        }
        let own = self.project.audience;
        let stands = publish::audience(output).map_err(BuildError::from)?;
        match stands.filter(|stands| *stands < own) {
            None => Ok(()),
            Some(stands) => {
                let (folder, stands, own) = (output.display(), stands.id(), own.id());
                Err(Failure::new(
                    format!(
                        "webbplatsen i {folder} är för `{stands}`, den nya är för `{own}`\n  skriv `--audience {stands}`, eller `--audience {own}` om fler uppgifter ska dit"
                    ),
                    format!(
                        "the site in {folder} is for `{stands}`, the new one is for `{own}`\n  write `--audience {stands}`, or `--audience {own}` if more facts are to stand there"
                    ),
                ))
            }
        }
    }

    /// Where the site goes, and what it is made from.
    pub(super) fn site(
        &self,
        sources: &Sources,
        output: PathBuf,
        theme: Option<&Path>,
    ) -> Result<Site, Failure> {
        let theme = pipeline::overrides(theme)?;
        let Project { today, audience, .. } = self.project;
        let inputs = pipeline::inputs(sources, &theme, today, audience)?;
        Ok(Site { output, theme, keep: None, inputs, packed: false })
    }

    /// Reads the project as it was in a revision.
    pub(super) fn load_revision(&self, revision: &str) -> Result<Loaded, Failure> {
        pipeline::load_revision(&self.project, revision).map_err(|error| Failure(error.words()))
    }

    /// The same surroundings for those who may see everything.
    pub(super) fn unrestricted(&self) -> Self {
        let project = Project { audience: Audience::Begransad, ..self.project.clone() };
        Self { project, ..*self }
    }

    /// Shows faults to a person: errors and warnings, and advice when asked for.
    pub(super) fn show(&self, faults: &[Diagnostic], sources: &Sources) {
        let shown: Vec<_> = faults
            .iter()
            .filter(|fault| self.verbose || fault.severity != Severity::Advice)
            .cloned()
            .collect();
        if !shown.is_empty() {
            show(report::human::render(&shown, sources, self.lang, self.color).trim_end());
        }
    }

    /// The count of faults in words.
    pub(super) fn phrase(&self, faults: &[Diagnostic]) -> String {
        report::summary::phrase(Tally::of(faults), self.lang)
    }

    /// Tells the user how it went, unless told to be quiet.
    pub(super) fn tell(&self, text: &Text) {
        if !self.quiet {
            say(text.get(self.lang));
        }
    }

    /// Says why a command stopped.
    pub(super) fn fail(&self, failure: &Failure) -> u8 {
        say(&format!("lathund: {}", failure.0.get(self.lang)));
        2
    }
}

fn project(root: PathBuf, audience: Option<&str>, today: Date) -> Project {
    let inside = root.join("content");
    let content = if inside.is_dir() { inside } else { root.clone() };
    // In a plain folder of texts these stand among the content.
    let skip = ["public", "target", "node_modules"].map(|name| content.join(name)).to_vec();
    let audience = audience.and_then(Audience::from_id).unwrap_or(Audience::Intern);
    Project { root, content, skip, today, audience }
}
