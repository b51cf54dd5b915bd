//! The search cases of a site (`content/sokfall.yaml`): a list, each item read by a declaration.

use super::builtin;
use super::read::{self, Frame};
use super::value::Fields;
use crate::diagnostic::{Checked, Diagnostic};
use crate::locale::Text;
use crate::parse::yaml::Node;

/// The file that holds the cases, below the content folder.
pub(crate) const FILE: &str = "sokfall.yaml";

/// Reads the file.
pub(crate) fn read(node: &Node) -> Checked<Vec<Fields>> {
    let mut faults = Vec::new();
    let Some(items) = node.list() else {
        let message =
            Text::new("sökfallen ska stå i en lista", "the search cases must stand in a list");
        let help =
            Text::new("börja varje fall med `- query: ...`", "begin each case with `- query: ...`");
        return (Vec::new(), vec![Diagnostic::error("wrong-type", node.span, message).help(help)]);
    };
    let declared = builtin::search_cases();
    let read = |item: &Node| {
        let mut fields = read::fields(&declared, item, Frame::default(), &mut faults);
        read::complete(&declared, &mut fields, item, false, &mut faults);
        fields
    };
    (items.iter().map(read).collect(), faults)
}
