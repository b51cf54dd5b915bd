//! Links to the files that a page's list can be taken along as.

use tera::Value;

use super::Renderer;
use super::address;
use super::context::map;
use crate::kind::KindId;

/// The files of a view, for the context of its page; `page` is its address.
pub(super) fn of_view(renderer: &Renderer<'_>, page: &str) -> Value {
    let base = address::beside(page);
    ["csv", "xlsx", "json"].map(|end| file(renderer, &base, end)).to_vec().into()
}

/// The files of a kind, for the context of its index.
pub(super) fn of_kind(renderer: &Renderer<'_>, kind: KindId) -> Value {
    let Some(base) = address::data(renderer.handbook, kind) else {
        return Vec::<Value>::new().into();
    };
    let ends = ["csv", "xlsx", "json", "schema.json"];
    ends.map(|end| file(renderer, &base, end)).to_vec().into()
}

/// The files of a document to fill in.
pub(super) fn document(renderer: &Renderer<'_>, base: &str) -> Value {
    ["docx", "md"].map(|end| file(renderer, base, end)).to_vec().into()
}

/// A file: its address, what it is called, and what it is good for.
pub(super) fn file(renderer: &Renderer<'_>, base: &str, end: &str) -> Value {
    let key = end.replace('.', "_");
    map! {
        "path": format!("{base}.{end}"),
        "text": renderer.t().get(&format!("file_{key}")),
        "note": renderer.t().get(&format!("file_{key}_note")),
    }
}
