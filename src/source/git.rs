//! Reads the sources as they were in a revision, through the program `git`.
//!
//! Three calls, however many files there are: which commit, which files, and all their bytes.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Attachment, SourceFile, Sources, decoded, display, walk};
use crate::diagnostic::{Checked, FileId};
use crate::locale::Text;

/// Variables that would lead git to another repository than the one around the content.
const VARIABLES: [&str; 11] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
];

/// Why a revision could not be read.
#[derive(Debug)]
pub enum GitError {
    /// The program is not there.
    NoGit,
    /// The content stands in no repository.
    NoRepository(String),
    /// There is no such revision.
    NoRevision(String),
    /// git stopped, or said something unexpected.
    Failed(String),
}

impl GitError {
    /// What happened, and what to do.
    pub fn words(&self) -> Text {
        match self {
            Self::NoGit => Text::new(
                "programmet git finns inte på den här datorn; installera det och försök igen",
                "the program git is not on this computer; install it and try again",
            ),
            Self::NoRepository(said) => Text::new(
                format!("innehållet ligger inte i ett git-arkiv ({said})"),
                format!("the content is not in a git repository ({said})"),
            ),
            Self::NoRevision(revision) => Text::new(
                format!(
                    "revisionen {revision} finns inte; i en pipeline kan historiken behöva hämtas (git fetch)"
                ),
                format!(
                    "there is no revision {revision}; in a pipeline the history may have to be fetched (git fetch)"
                ),
            ),
            Self::Failed(said) => Text::new(
                format!("git kunde inte läsa revisionen ({said})"),
                format!("git could not read the revision ({said})"),
            ),
        }
    }
}

impl From<std::io::Error> for GitError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NoGit,
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// A file of a revision, before its bytes are read.
struct Blob {
    hash: String,
    address: String,
}

/// Reads the content folder as it was in `revision`. Attachments are known by name only.
pub fn read(
    root: &Path,
    content: &Path,
    skip: &[PathBuf],
    revision: &str,
) -> Result<Checked<Sources>, GitError> {
    let said = run(content, &["rev-parse", "--show-prefix"]);
    said.map_err(|error| match error {
        GitError::Failed(said) => GitError::NoRepository(said),
        other => other,
    })?;
    let wanted = format!("{revision}^{{commit}}");
    let commit = run(content, &["rev-parse", "--verify", "--end-of-options", &wanted])
        .map_err(|_| GitError::NoRevision(revision.to_owned()))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let listed = run(content, &["ls-tree", "-r", "-z", &commit])?;
    let mut blobs = blobs(&listed, content, skip);
    blobs.sort_by(|a, b| a.address.cmp(&b.address));
    let (texts, others): (Vec<_>, Vec<_>) =
        blobs.into_iter().partition(|blob| walk::is_read(&blob.address));
    let prefix = content.strip_prefix(root).unwrap_or(Path::new(""));
    let mut sources = Sources::default();
    let mut faults = Vec::new();
    for (index, (blob, bytes)) in texts.iter().zip(bytes(content, &texts)?).enumerate() {
        let (path, address) = (display(prefix, &blob.address), blob.address.clone());
        let file = SourceFile::new(FileId(index as u32), path, address, String::new());
        let (file, fault) = decoded(file, &bytes);
        sources.files.push(file);
        faults.extend(fault);
    }
    let attachment = |blob: Blob| Attachment { address: blob.address, place: None };
    sources.attachments = others.into_iter().map(attachment).collect();
    Ok((sources, faults))
}

/// git as it is to be called in the content folder.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command.current_dir(folder).args(["-c", "core.quotepath=off"]);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    let output = git(folder).args(arguments).stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(GitError::Failed(said.lines().next().unwrap_or_default().to_owned()))
}

/// The files of a listing: `mode type hash TAB path`, each ended by a zero byte.
fn blobs(listed: &[u8], content: &Path, skip: &[PathBuf]) -> Vec<Blob> {
    listed
        .split(|byte| *byte == 0)
        .filter_map(|line| {
            let line = String::from_utf8_lossy(line);
            let (head, address) = line.split_once('\t')?;
            let mut words = head.split(' ');
            let (mode, _, hash) = (words.next()?, words.next()?, words.next()?);
            let hidden = address.split('/').any(|name| name.starts_with('.'));
            let skipped = skip.iter().any(|folder| content.join(address).starts_with(folder));
            // Links and submodules are no files of the content.
            let kept = mode.starts_with("100") && !hidden && !skipped;
            kept.then(|| Blob { hash: hash.to_owned(), address: address.to_owned() })
        })
        .collect()
}

/// The bytes of files, in their order, through one process.
fn bytes(folder: &Path, blobs: &[Blob]) -> Result<Vec<Vec<u8>>, GitError> {
    let mut process = git(folder)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let wanted: String = blobs.iter().map(|blob| format!("{}\n", blob.hash)).collect();
    let (input, output) = (process.stdin.take(), process.stdout.take());
    let (Some(mut input), Some(output)) = (input, output) else {
        return Err(GitError::Failed("cat-file".to_owned()));
    };
    // Written from a thread of its own: git answers while it is asked, and neither may wait.
    let writer = std::thread::spawn(move || input.write_all(wanted.as_bytes()));
    let mut output = BufReader::new(output);
    let read = blobs.iter().map(|_| one(&mut output)).collect::<Result<Vec<_>, _>>();
    let _ = writer.join();
    let _ = process.wait();
    read
}

/// One answer: `hash blob size`, a line break, the bytes, a line break.
fn one(output: &mut impl BufRead) -> Result<Vec<u8>, GitError> {
    let mut head = String::new();
    output.read_line(&mut head)?;
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
    let size = size.ok_or_else(|| GitError::Failed(head.trim_end().to_owned()))?;
    let mut bytes = Vec::new();
    output.by_ref().take(size).read_to_end(&mut bytes)?;
    output.read_exact(&mut [0])?;
    Ok(bytes)
}
