//! What a link in a text leads to.

use std::borrow::Cow;

use super::{EntryId, Handbook, Target, veil};
use crate::parse::markdown::LinkForm;
use crate::parse::markdown::url::{self, Address};
use crate::parse::reference::{self, Reference};

/// Where a link in Markdown leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// An entry, or an item or heading of it.
    Entry(EntryId, Option<String>),
    /// A place on the same page.
    Anchor(String),
    /// A file that is copied to the site: its address below the content folder.
    File(String),
    /// A page that the generator derives, by its word: `view:overlap`.
    View(String),
    /// Another site.
    External,
    /// Something that the audience may not see.
    Hidden,
    /// A reference without a target.
    Broken(Reference),
    /// A file that does not exist.
    NoFile(String),
    /// An entry that lacks the part.
    NoAnchor(EntryId, String),
    /// Words that are no reference at all.
    Malformed,
}

/// Follows a link, by its form and its destination, that stands in `from`, in the file at `address`.
pub(crate) fn destination(
    handbook: &Handbook,
    from: EntryId,
    address: &str,
    (form, dest): (LinkForm, &str),
) -> Destination {
    if veil::is_drawn(dest) {
        return Destination::Hidden;
    }
    if form == LinkForm::Wiki {
        return reference::parse(dest)
            .map_or(Destination::Malformed, |reference| of_reference(handbook, reference));
    }
    if let Some(anchor) = dest.strip_prefix('#') {
        if handbook.is_hidden_part(from, anchor) {
            return Destination::Hidden;
        }
        return if anchor.is_empty() || handbook.has_anchor(from, anchor) {
            Destination::Anchor(anchor.to_owned())
        } else {
            Destination::NoAnchor(from, anchor.to_owned())
        };
    }
    if let Some(colon) = memchr::memchr(b':', dest.as_bytes()) {
        let scheme = &dest[..colon];
        match handbook.kinds.find(scheme).and_then(|_| reference::parse(dest)) {
            Some(reference) => return of_reference(handbook, reference),
            None if url::judge(dest) != Address::Relative => return Destination::External,
            // A colon in the name of a file.
            None => {}
        }
    }
    if dest.starts_with("//") {
        return Destination::External;
    }
    let anchor = memchr::memchr(b'#', dest.as_bytes()).map(|at| &dest[at + 1..]);
    of_file(handbook, &file(address, dest), anchor)
}

/// The file that a relative address means in the file at `address`.
pub(super) fn file(address: &str, dest: &str) -> String {
    let end = memchr::memchr2(b'#', b'?', dest.as_bytes()).unwrap_or(dest.len());
    let path = &dest[..end];
    join(address, &decode(path))
}

/// The word before the colon of a page that the generator derives.
pub(crate) const VIEW: &str = "view";

fn of_reference(handbook: &Handbook, reference: Reference) -> Destination {
    // A site may have a kind of that name, and then means that.
    if reference.kind.as_deref() == Some(VIEW) && handbook.kinds.find(VIEW).is_none() {
        return Destination::View(reference.id);
    }
    match handbook.target(&reference, &[]) {
        Target::Entry(id, item) => Destination::Entry(id, item),
        Target::Hidden => Destination::Hidden,
        Target::Missing => Destination::Broken(reference),
    }
}

fn of_file(handbook: &Handbook, address: &str, anchor: Option<&str>) -> Destination {
    let folder = address.trim_end_matches('/');
    let file = |name: &str| handbook.files.get(name);
    let page = || Some(format!("{}.md", address.strip_suffix(".html")?));
    let found = file(address)
        .or_else(|| file(&format!("{folder}.md")))
        .or_else(|| file(&format!("{folder}/index.md")))
        .or_else(|| file(&page()?));
    let is_hidden = || {
        let names = [format!("{folder}.md"), format!("{folder}/index.md")];
        let names = names.into_iter().chain([address.to_owned()]).chain(page());
        names.into_iter().any(|name| handbook.hidden.files.contains(&name))
    };
    match (found, anchor.filter(|anchor| !anchor.is_empty())) {
        (None, _) if is_hidden() => Destination::Hidden,
        (Some(id), Some(anchor)) if handbook.is_hidden_part(*id, anchor) => Destination::Hidden,
        (Some(id), Some(anchor)) if !handbook.has_anchor(*id, anchor) => {
            Destination::NoAnchor(*id, anchor.to_owned())
        }
        (Some(id), anchor) => Destination::Entry(*id, anchor.map(str::to_owned)),
        (None, _) if handbook.attachments.contains(address) => {
            Destination::File(address.to_owned())
        }
        (None, _) => Destination::NoFile(address.to_owned()),
    }
}

/// The address that `path` means in the file at `address`; never above the content folder.
fn join(address: &str, path: &str) -> String {
    let mut joined = String::with_capacity(address.len() + path.len());
    if !path.starts_with('/') {
        joined.push_str(&address[..last_slash(address)]);
    }
    let mut start = 0;
    for end in memchr::memchr_iter(b'/', path.as_bytes()).chain([path.len()]) {
        let part = &path[start..end];
        start = end + 1;
        match part {
            "" | "." => {}
            ".." => joined.truncate(last_slash(&joined)),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    joined
}

/// Where the last slash stands; 0 when there is none.
fn last_slash(path: &str) -> usize {
    memchr::memrchr(b'/', path.as_bytes()).unwrap_or_default()
}

/// Undoes percent-encoding; what is not valid stays as written.
fn decode(path: &str) -> Cow<'_, str> {
    if memchr::memchr(b'%', path.as_bytes()).is_none() {
        return Cow::Borrowed(path);
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if *byte == b'%' => {
                out.push(decoded);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(path), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_count_from_their_file_and_stay_inside() {
        assert_eq!(join("kopa/a.md", "../roller/b.md"), "roller/b.md");
        assert_eq!(join("a.md", "./b.md"), "b.md");
        assert_eq!(join("x/a.md", "/b.md"), "b.md");
        assert_eq!(join("a.md", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(decode("en%20fil.md"), "en fil.md");
        assert_eq!(decode("100%.md"), "100%.md");
    }
}
