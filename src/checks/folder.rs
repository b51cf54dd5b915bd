//! `misspelt-folder`: a folder of plain pages whose name is nearly that of a kind.

use std::collections::BTreeSet;

use super::{Check, Look};
use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;

pub(super) const CHECK: Check = Check {
    run: check,
    explained: &[Explanation {
        code: "misspelt-folder",
        severity: Warning,
        what: words(
            "Mappens namn liknar en sorts mapp, men är stavat på annat sätt.",
            "The name of the folder resembles that of a kind, but is spelt in another way.",
        ),
        why: words(
            "Filerna i den blir vanliga sidor och syns inte i sortens lista. Byt namn på mappen.",
            "Its files become plain pages and are not in the list of the kind. Rename the folder.",
        ),
        bad: "content/systen/vaxel.md",
        good: "content/system/vaxel.md",
    }],
};

/// The most letters in which two names differ by a slip of the hand.
const SLIP: usize = 1;

/// The letters from which a name is long enough for that.
const LONG_ENOUGH: usize = 4;

fn check(look: &Look<'_>) -> Vec<Diagnostic> {
    let Look { handbook, only, .. } = *look;
    let mut told = BTreeSet::new();
    let mut faults = Vec::new();
    for (_, entry) in handbook.all() {
        let Some((top, _)) = entry.path.as_deref().and_then(|path| path.split_once('/')) else {
            continue;
        };
        if top.len() < LONG_ENOUGH || !told.insert(top) {
            continue;
        }
        let folders = handbook.kinds.folders();
        let near = folders.iter().find(|folder| strsim::osa_distance(top, folder) == SLIP);
        // Told of at the first file of the folder, whichever file is looked at.
        if let Some(near) = near.filter(|_| only.is_none_or(|file| file == entry.file)) {
            faults.push(misspelt(top, near, Span::start_of(entry.file)));
        }
    }
    faults
}

fn misspelt(top: &str, near: &str, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("mappen `{top}` hör inte till någon sort"),
        format!("the folder `{top}` belongs to no kind"),
    );
    Diagnostic::warning("misspelt-folder", span, message).help(Text::new(
        format!("menade du `{near}`? Annars blir filerna där vanliga sidor"),
        format!("did you mean `{near}`? Otherwise its files become plain pages"),
    ))
}
