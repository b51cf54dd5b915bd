//! Why a site could not be published. All of it is the environment's fault, not an editor's.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::kept::Kept;
use super::verify::Problem;
use crate::locale::Text;

/// A fault of the disk, or of what was handed over for it.
#[derive(Debug)]
pub enum PublishError {
    /// The output folder holds files that Lathund has not written.
    Foreign {
        /// The output folder.
        folder: PathBuf,
        /// The name of one such file.
        example: String,
    },
    /// The output exists and is not a folder.
    NotAFolder(PathBuf),
    /// The output's manifest cannot be read.
    BrokenManifest(PathBuf),
    /// The output has no manifest.
    NoManifest(PathBuf),
    /// No older edition is kept, or none with that number.
    NoEdition {
        /// The output folder.
        folder: PathBuf,
        /// The number that was asked for.
        number: Option<u32>,
    },
    /// A kept edition is not as it was published.
    DamagedEdition {
        /// Where it stands.
        folder: PathBuf,
        /// What is wrong with it first.
        problem: Problem,
    },
    /// A kept edition has facts that are not for the readers of the site that stands.
    OtherReaders {
        /// The edition.
        kept: Kept,
        /// Id of the audience of the site that stands.
        standing: String,
    },
    /// The output cannot be exchanged as a whole, so that no editions can be kept.
    CannotKeep(PathBuf),
    /// Another build is writing to the same folder.
    Busy {
        /// The output folder.
        folder: PathBuf,
        /// The other build's process number, when it is known.
        process: Option<u32>,
    },
    /// A file's path cannot stand in a site.
    BadPath {
        /// The path.
        path: String,
        /// What is wrong with it.
        reason: BadPath,
    },
    /// Two files have the same path, or paths that are the same on some system.
    Duplicate {
        /// The later path.
        path: String,
        /// The earlier one.
        other: String,
    },
    /// The disk said no.
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
}

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPath {
    /// Empty, or begins with a slash.
    Absolute,
    /// A step that is empty, `.` or `..`.
    Traversal,
    /// A sign that some file system refuses.
    Sign,
    /// A name with a meaning of its own.
    Reserved,
    /// A name longer than 255 bytes.
    TooLong,
}

impl PublishError {
    /// A fault of the disk at `path`, for `map_err`.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |error| Self::Disk { path: path.to_owned(), error }
    }

    /// What is wrong; lower case, no full stop.
    pub fn text(&self) -> Text {
        match self {
            Self::Foreign { folder, example } => both(folder, |folder| {
                Text::new(
                    format!(
                        "mappen {folder} innehåller filer som Lathund inte har skrivit, till exempel `{example}`"
                    ),
                    format!(
                        "the folder {folder} holds files that Lathund has not written, such as `{example}`"
                    ),
                )
            }),
            Self::NotAFolder(path) => both(path, |path| {
                Text::new(format!("{path} är inte en mapp"), format!("{path} is not a folder"))
            }),
            Self::BrokenManifest(path) => both(path, |path| {
                Text::new(
                    format!("innehållsförteckningen {path} går inte att tolka"),
                    format!("the manifest {path} cannot be understood"),
                )
            }),
            Self::NoManifest(path) => both(path, |path| {
                Text::new(
                    format!("mappen {path} är ingen webbplats som Lathund har byggt"),
                    format!("the folder {path} is no site that Lathund has built"),
                )
            }),
            Self::NoEdition { folder, number } => no_edition(folder, *number),
            Self::DamagedEdition { folder, problem } => damaged(folder, problem),
            Self::OtherReaders { kept, standing } => other_readers(kept, standing),
            Self::CannotKeep(path) => cannot_keep(path),
            Self::Busy { folder, process } => busy(folder, *process),
            Self::BadPath { path, reason } => {
                let reason = reason.text();
                Text::new(
                    format!("adressen `{path}` går inte att använda: {}", reason.sv),
                    format!("the address `{path}` cannot be used: {}", reason.en),
                )
            }
            Self::Duplicate { path, other } if path == other => Text::new(
                format!("två filer vill ha adressen `{path}`"),
                format!("two files want the address `{path}`"),
            ),
            Self::Duplicate { path, other } => Text::new(
                format!("adresserna `{other}` och `{path}` är en och samma på vissa datorer"),
                format!(
                    "the addresses `{other}` and `{path}` are one and the same on some systems"
                ),
            ),
            Self::Disk { path, error } => {
                let reason = disk_reason(error);
                both(path, |path| {
                    Text::new(
                        format!("det går inte att skriva {path}: {}", reason.sv),
                        format!("cannot write {path}: {}", reason.en),
                    )
                })
            }
        }
    }

    /// What can be done about it, when we know.
    pub fn help(&self) -> Option<Text> {
        match self {
            Self::Foreign { .. } | Self::BrokenManifest(_) => Some(Text::new(
                "välj en tom mapp med --output, eller töm mappen själv",
                "choose an empty folder with --output, or empty the folder yourself",
            )),
            Self::NotAFolder(_) => {
                Some(Text::new("välj en mapp med --output", "choose a folder with --output"))
            }
            Self::Busy { .. } => Some(Text::new(
                "vänta tills det bygget är klart, eller bygg till en annan mapp med --output",
                "wait until that build is done, or build to another folder with --output",
            )),
            Self::NoEdition { .. } => Some(Text::new(
                "`lathund rollback --list` visar de som finns; `lathund build --keep 5` sparar fem",
                "`lathund rollback --list` shows those that there are; `lathund build --keep 5` keeps five",
            )),
            Self::OtherReaders { .. } => Some(Text::new(
                "`lathund rollback --list` visar vem varje utgåva är för",
                "`lathund rollback --list` shows for whom each edition is",
            )),
            Self::DamagedEdition { .. } => Some(Text::new(
                "välj en annan med `--to`, eller bygg från en äldre version av innehållet",
                "choose another with `--to`, or build from an older version of the content",
            )),
            Self::CannotKeep(_) => Some(Text::new(
                "bygg till en mapp i den monterade mappen i stället för till den själv",
                "build to a folder inside the mounted one instead of to the mount itself",
            )),
            Self::Duplicate { .. } => Some(Text::new(
                "ge den ena ett annat namn; stora och små bokstäver räcker inte, och en fil får inte heta som en mapp",
                "rename one of them; case alone is not enough, and no file may be named like a folder",
            )),
            Self::NoManifest(_) | Self::BadPath { .. } | Self::Disk { .. } => None,
        }
    }
}

impl BadPath {
    fn text(self) -> Text {
        match self {
            Self::Absolute => Text::new("den är tom eller börjar med /", "it is empty or absolute"),
            Self::Traversal => {
                Text::new("den lämnar webbplatsens mapp", "it leaves the folder of the site")
            }
            Self::Sign => Text::new(
                "den innehåller ett tecken som inte får stå i ett filnamn",
                "it holds a sign that no file name may hold",
            ),
            Self::Reserved => Text::new("namnet är upptaget", "the name is reserved"),
            Self::TooLong => Text::new("ett namn i den är för långt", "a name in it is too long"),
        }
    }
}

/// A message about a path, quoted.
fn both(path: &Path, words: impl FnOnce(String) -> Text) -> Text {
    words(format!("`{}`", path.display()))
}

fn no_edition(folder: &Path, number: Option<u32>) -> Text {
    both(folder, |folder| match number {
        Some(number) => Text::new(
            format!("ingen utgåva {number} är sparad bredvid {folder}"),
            format!("no edition {number} is kept beside {folder}"),
        ),
        None => Text::new(
            format!("inga äldre utgåvor är sparade bredvid {folder}"),
            format!("no older editions are kept beside {folder}"),
        ),
    })
}

fn damaged(folder: &Path, problem: &Problem) -> Text {
    let problem = problem.text();
    both(folder, |folder| {
        Text::new(
            format!("utgåvan i {folder} är skadad: {}", problem.sv),
            format!("the edition in {folder} is damaged: {}", problem.en),
        )
    })
}

fn cannot_keep(folder: &Path) -> Text {
    both(folder, |folder| {
        Text::new(
            format!("mappen {folder} går inte att byta i ett steg, så inga äldre utgåvor sparas"),
            format!("the folder {folder} cannot be exchanged at once, so no editions are kept"),
        )
    })
}

fn other_readers(kept: &Kept, standing: &str) -> Text {
    let Kept { number, audience, .. } = kept;
    Text::new(
        format!("utgåva {number} är för `{audience}`, webbplatsen är för `{standing}`"),
        format!("edition {number} is for `{audience}`, the site is for `{standing}`"),
    )
}

fn busy(folder: &Path, process: Option<u32>) -> Text {
    let (sv, en) = process.map_or_else(Default::default, |id| {
        (format!(" (process {id})"), format!(" (process {id})"))
    });
    both(folder, |folder| {
        Text::new(
            format!("ett annat bygge{sv} skriver just nu till {folder}"),
            format!("another build{en} is writing to {folder}"),
        )
    })
}

/// The common answers of a disk in both languages; others as the system words them.
pub(crate) fn disk_reason(error: &io::Error) -> Text {
    match error.kind() {
        ErrorKind::PermissionDenied => Text::new("behörighet saknas", "permission denied"),
        ErrorKind::NotFound => Text::new("finns inte", "not found"),
        ErrorKind::StorageFull => Text::new("disken är full", "the disk is full"),
        ErrorKind::QuotaExceeded => {
            Text::new("utrymmeskvoten är slut", "the disk quota is used up")
        }
        ErrorKind::ReadOnlyFilesystem => {
            Text::new("filsystemet är skrivskyddat", "the file system is read-only")
        }
        ErrorKind::NotADirectory => {
            Text::new("en fil står där en mapp behövs", "a file stands where a folder is needed")
        }
        ErrorKind::IsADirectory => {
            Text::new("en mapp står där en fil behövs", "a folder stands where a file is needed")
        }
        _ => Text::new(error.to_string(), error.to_string()),
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text().en)
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk { error, .. } => Some(error),
            _ => None,
        }
    }
}
