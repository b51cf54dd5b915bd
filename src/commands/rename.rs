//! `lathund rename`: gives an entry another id and rewrites every reference to it.

use std::path::Path;

use super::context::{Context, Failure};
use super::voice::print;
use crate::exchange::edit;
use crate::exchange::rename::{self, Change, Plan};
use crate::locale::Text;
use crate::pipeline::Loaded;

/// Give an entry another id and rewrite every reference to it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The entry, such as `system:lifecare`
    #[arg(value_name = "KIND:OLD")]
    entry: String,
    /// Its new id
    new: String,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let Some((kind, old)) = args.entry.split_once(':') else {
        return Err(Failure::new(
            format!("skriv sort:id, till exempel system:lifecare, inte {}", args.entry),
            format!("write kind:id, such as system:lifecare, not {}", args.entry),
        ));
    };
    // A hidden entry refers too.
    let loaded = context.unrestricted().load(None)?;
    if !loaded.is_sound() {
        context.show(&loaded.faults, &loaded.sources);
    }
    let new = args.new.strip_prefix(&format!("{kind}:")).unwrap_or(&args.new);
    let plan = rename::plan(&loaded, kind, old, new).map_err(Failure)?;
    if args.dry_run {
        for change in &plan.changes {
            print(&shown(&loaded, change));
        }
    } else {
        for change in &plan.changes {
            write(&context.project.content, change)?;
        }
    }
    context.tell(&summary(&plan, args.dry_run));
    Ok(0)
}

fn shown(loaded: &Loaded, change: &Change) -> String {
    let (old, new) = (&change.address, change.moved_to.as_ref().unwrap_or(&change.address));
    let files = &loaded.sources.files;
    let text = files.iter().find(|file| file.address == *old).map_or("", |file| file.text());
    format!("--- {old}\n+++ {new}\n{}", edit::changed_lines(text, &change.edits))
}

fn summary(plan: &Plan, dry_run: bool) -> Text {
    let (references, files) = (plan.references, plan.changes.len());
    let ending = if references == 1 { ("", "") } else { ("ar", "s") };
    let (sv, en) = if dry_run { ("skulle skrivas om", "would be") } else { ("skrevs om", "were") };
    let mut text = Text::new(
        format!(
            "{references} hänvisning{} {sv} (filer: {files}); det gamla id:t leder vidare",
            ending.0
        ),
        format!(
            "{references} reference{} {en} rewritten (files: {files}); the old id leads on",
            ending.1
        ),
    );
    if !plan.left.is_empty() {
        let places = plan.left.join(", ");
        text.sv.push_str(&format!("\nskriv om för hand: {places}"));
        text.en.push_str(&format!("\nrewrite by hand: {places}"));
    }
    text
}

/// Writes a changed file whole, beside the old one and then over it, and moves it when asked.
fn write(content: &Path, change: &Change) -> Result<(), Failure> {
    let old = content.join(&change.address);
    let new = content.join(change.moved_to.as_ref().unwrap_or(&change.address));
    let beside = new.with_extension("lathund-new");
    #[expect(clippy::disallowed_methods, reason = "changing files is what this command is for")]
    let written = std::fs::write(&beside, &change.after)
        .and_then(|()| std::fs::rename(&beside, &new))
        .and_then(|()| if new == old { Ok(()) } else { std::fs::remove_file(&old) });
    written.map_err(|error| {
        let path = new.display();
        Failure::new(
            format!(
                "{path} kunde inte skrivas ({error}); kör git status och se vad som hann ändras"
            ),
            format!("{path} could not be written ({error}); see with git status what has changed"),
        )
    })
}
