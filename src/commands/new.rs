//! `lathund new`: makes a file for an entry, with the fields of its kind explained.

use std::path::Path;

use super::context::{Context, Failure};
use crate::kind::{scaffold, suggest};
use crate::locale::{Text, slug};

/// Make a file for a new entry
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Kind of entry, such as `system`
    kind: String,
    /// Its title
    title: String,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let loaded = context.load(None)?;
    let kinds = &loaded.handbook.kinds;
    let known: Vec<&str> = kinds.all().map(|(_, kind)| kind.id.as_str()).collect();
    let kind = kinds.find(&args.kind).ok_or_else(|| {
        let near = suggest::nearest(&args.kind, known).map(|near| format!(" ({near}?)"));
        let (kind, near) = (&args.kind, near.unwrap_or_default());
        Failure::new(format!("sorten {kind} finns inte{near}"), format!("no kind {kind}{near}"))
    })?;
    let kind = kinds.get(kind);
    let id = slug::slug(&args.title);
    if id.is_empty() {
        return Err(Failure::new(
            "namnet behöver minst en bokstav eller siffra",
            "the title needs at least one letter or figure",
        ));
    }
    let owner = loaded.handbook.settings.owner().map(|owner| owner.id.as_str());
    let text = scaffold::entry(kind, &args.title, owner, context.lang);
    let folder = kind.folder.as_deref().unwrap_or("");
    let path = context.project.content.join(folder).join(format!("{id}.md"));
    if loaded.handbook.find(&args.kind, &id).is_some() {
        return Err(Failure::new(
            format!("{} {id} finns redan", kind.label.sv.to_lowercase()),
            format!("{} {id} exists already", kind.label.en.to_lowercase()),
        ));
    }
    write_in(&context.project.content, &path, &text)?;
    context.tell(&Text::new(
        format!("skapade {}; fyll i fälten och kör lathund check", path.display()),
        format!("made {}; fill in the fields and run lathund check", path.display()),
    ));
    Ok(0)
}

/// Writes a new file among the content; a folder that is a link could lead anywhere.
pub(super) fn write_in(content: &Path, path: &Path, text: &str) -> Result<(), Failure> {
    let inside = path.strip_prefix(content).unwrap_or(path);
    let mut steps = inside.ancestors().skip(1).map(|step| content.join(step));
    if let Some(link) = steps.find(|step| step != content && step.is_symlink()) {
        let link = link.display();
        return Err(Failure::new(
            format!("{link} är en länk, och följs inte"),
            format!("{link} is a link, and is not followed"),
        ));
    }
    write(path, text)
}

/// Writes a new file; refuses to touch one that exists.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failure = |error: std::io::Error| {
        let path = path.display();
        Failure::new(
            format!("{path} kunde inte skapas ({error})"),
            format!("{path} could not be made ({error})"),
        )
    };
    #[expect(clippy::disallowed_methods, reason = "making files is what this command is for")]
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(failure)?;
    let mut file = std::fs::File::create_new(path).map_err(failure)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failure)
}
