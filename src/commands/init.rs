//! `lathund init`: starts a handbook that builds.

use std::path::PathBuf;

use super::context::{Context, Failure};
use super::new::write;
use crate::locale::Text;

/// Start a new handbook
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder to make it in
    folder: PathBuf,
}

/// The files of a new handbook, by path.
const FILES: [(&str, &str); 6] = [
    ("content/handbok.yaml", include_str!("init/handbok.yaml")),
    ("content/index.md", include_str!("init/index.md")),
    ("content/roller/redaktor.md", include_str!("init/redaktor.md")),
    ("content/system/exempelsystem.md", include_str!("init/exempelsystem.md")),
    ("content/dokument.yaml", include_str!("init/dokument.yaml")),
    ("content/enheter.yaml", include_str!("init/enheter.yaml")),
];

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let folder = &args.folder;
    if folder.join("content").exists() {
        return Err(Failure::new(
            format!("{} har redan en mapp content", folder.display()),
            format!("{} already has a folder content", folder.display()),
        ));
    }
    let today = context.project.today.to_string();
    for (path, text) in FILES {
        write(&folder.join(path), &text.replace("{today}", &today))?;
    }
    let folder = folder.display();
    context.tell(&Text::new(
        format!("skapade en handbok i {folder}; visa den med: lathund --root {folder} serve"),
        format!("made a handbook in {folder}; show it with: lathund --root {folder} serve"),
    ));
    Ok(0)
}
