//! Follows every reference, in fields and in texts, and reports those that lead nowhere.

use rayon::prelude::*;

use super::destination::{Destination, destination};
use super::walk::{self, Visit};
use super::{EntryId, Handbook, Link, Target};
use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::kind::entry::Entry;
use crate::kind::value::{Prose, Value};
use crate::kind::{FieldType, suggest};
use crate::locale::Text;
use crate::parse::markdown::url::{self, Address};
use crate::parse::markdown::{self, LinkForm};
use crate::parse::reference::Reference;
use crate::source::Sources;

/// The most links of one text: more than a book has, and few enough to be followed at once.
const MAX_LINKS: usize = 5_000;

/// All links, in the order of the entries, and the faults.
pub(super) fn resolve(handbook: &Handbook, sources: &Sources) -> Checked<Vec<Link>> {
    let per_entry: Vec<_> = (0..handbook.entries.len())
        .into_par_iter()
        .map(|index| of_entry(handbook, sources, EntryId(index as u32)))
        .collect();
    let (mut links, mut faults) = (Vec::new(), Vec::new());
    for (found, wrong) in per_entry {
        links.extend(found);
        faults.extend(wrong);
    }
    (links, faults)
}

/// The links of an entry, and the faults.
pub(super) fn of_entry(
    handbook: &Handbook,
    sources: &Sources,
    from: EntryId,
) -> Checked<Vec<Link>> {
    let entry = handbook.entry(from);
    let (links, faults) = (Vec::new(), Vec::new());
    let mut resolver = Resolver { handbook, sources, from, entry, links, faults };
    walk::values(handbook.kind_of(entry), entry, &mut |visit| resolver.visit(visit));
    (resolver.links, resolver.faults)
}

struct Resolver<'a> {
    handbook: &'a Handbook,
    sources: &'a Sources,
    from: EntryId,
    entry: &'a Entry,
    links: Vec<Link>,
    faults: Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn visit(&mut self, visit: Visit<'_>) {
        match (&visit.value.value, &visit.field.ty) {
            (Value::Reference(reference), FieldType::Ref(kinds)) => {
                self.reference(reference, kinds, visit.value.span, visit);
            }
            (Value::Text(id), FieldType::Local(fields)) => {
                self.local(id, fields, visit.value.span);
            }
            (Value::Text(address), FieldType::File) => self.file(address, visit.value.span),
            (Value::Markdown(prose), _) => self.prose(prose, visit),
            (Value::Condition(condition), _) => condition.references(&mut |reference, span| {
                self.reference(&reference, &[], span, visit);
            }),
            _ => {}
        }
    }

    fn reference(&mut self, reference: &Reference, kinds: &[String], span: Span, at: Visit<'_>) {
        if let Some(kind) = &reference.kind {
            if self.handbook.kinds.find(kind).is_none() {
                return self.unknown_kind(kind, span);
            }
            if !kinds.is_empty() && !kinds.contains(kind) {
                return self.wrong_kind(reference, kinds, span);
            }
        }
        match self.handbook.target(reference, kinds) {
            Target::Entry(to, item) => self.link(to, item, span, at),
            // The veil has told of it.
            Target::Hidden => {}
            Target::Missing => self.broken(reference, kinds, span),
        }
    }

    fn link(&mut self, to: EntryId, item: Option<String>, span: Span, at: Visit<'_>) {
        if let Some(item) = item.as_deref().filter(|item| !self.handbook.has_anchor(to, item)) {
            self.broken_anchor(to, item, span);
        }
        let from_item = at.item.and_then(|item| item.text("id")).map(str::to_owned);
        self.links.push(Link {
            from: self.from,
            field: at.path,
            from_item,
            to,
            to_item: item,
            span,
        });
    }

    fn prose(&mut self, prose: &Prose, at: Visit<'_>) {
        let address = &self.sources.file(self.entry.file).address;
        if prose.scan.links.len() > MAX_LINKS {
            let message = Text::new(
                format!("texten har fler än {MAX_LINKS} länkar"),
                format!("the text has more than {MAX_LINKS} links"),
            );
            let help = Text::new("dela upp den på flera sidor", "split it into several pages");
            let span = place(prose, MAX_LINKS, self.sources);
            self.faults.push(Diagnostic::error("too-many-links", span, message).help(help));
        }
        for (index, link) in prose.scan.links.iter().enumerate().take(MAX_LINKS) {
            let span = || place(prose, index, self.sources);
            if let Some((message, help)) = unusable(self.handbook, link) {
                let span = span();
                self.faults.push(Diagnostic::error("broken-link", span, message).help(help));
                continue;
            }
            match destination(self.handbook, self.from, address, (link.form, &link.dest)) {
                Destination::Entry(to, item) => {
                    let span = span();
                    self.link(to, item, span, at);
                }
                Destination::Broken(reference) => {
                    let span = span();
                    match &reference.kind {
                        Some(kind) if self.handbook.kinds.find(kind).is_none() => {
                            self.unknown_kind(kind, span);
                        }
                        _ => self.broken(&reference, &[], span),
                    }
                }
                Destination::NoFile(address) => {
                    let span = span();
                    self.file(&address, span);
                }
                Destination::NoAnchor(to, anchor) => {
                    let span = span();
                    self.broken_anchor(to, &anchor, span);
                }
                Destination::Malformed => {
                    let span = span();
                    self.malformed(&link.dest, span);
                }
                // The views are known further on, where `checks` looks at these.
                Destination::View(_)
                | Destination::File(_)
                | Destination::External
                | Destination::Hidden
                | Destination::Anchor(_) => {}
            }
        }
    }

    fn local(&mut self, id: &str, fields: &[String], span: Span) {
        let items = self.handbook.items(self.from).iter();
        let known: Vec<&str> = items
            .filter(|item| fields.iter().any(|field| **field == *item.field))
            .map(|item| item.id.as_str())
            .collect();
        if !known.contains(&id) {
            let message = Text::new(
                format!("`{id}` finns inte i den här posten"),
                format!("`{id}` is not in this entry"),
            );
            let help = suggest::help(id, known);
            self.faults.push(Diagnostic::error("broken-reference", span, message).maybe_help(help));
        }
    }

    fn file(&mut self, address: &str, span: Span) {
        if self.handbook.attachments.contains(address) {
            return;
        }
        let known = self.handbook.attachments.iter().chain(self.handbook.files.keys());
        let mut known: Vec<_> = known.map(String::as_str).collect();
        known.sort_unstable();
        let message = Text::new(
            format!("filen `{address}` finns inte i innehållsmappen"),
            format!("the file `{address}` is not in the content folder"),
        );
        let help = match suggest::nearest(address, known) {
            Some(near) => {
                Text::new(format!("menade du `{near}`?"), format!("did you mean `{near}`?"))
            }
            None => Text::new(
                "lägg filen där, eller rätta vägen till den",
                "put the file there, or mend the path to it",
            ),
        };
        self.faults.push(Diagnostic::error("broken-link", span, message).help(help));
    }

    fn broken(&mut self, reference: &Reference, kinds: &[String], span: Span) {
        if self.unread(&reference.id) {
            return;
        }
        let kind = match (&reference.kind, kinds) {
            (Some(kind), _) | (None, [kind]) => Some(kind),
            (None, _) => None,
        };
        let handbook = self.handbook;
        let known: Vec<&str> = match kind.and_then(|kind| handbook.kinds.find(kind)) {
            Some(kind) => ids(handbook, handbook.of_kind(kind)),
            None => handbook.entries.iter().map(|entry| entry.id.as_str()).collect(),
        };
        let near = suggest::nearest(&reference.id, known).map(str::to_owned);
        let label = kind.and_then(|kind| handbook.kinds.find(kind)).map_or_else(
            || Text::new("posten", "the entry"),
            |kind| handbook.kinds.get(kind).label.clone(),
        );
        let message = Text::new(
            format!("{} `{}` finns inte", label.sv.to_lowercase(), reference.id),
            format!("{} `{}` does not exist", label.en.to_lowercase(), reference.id),
        );
        let help = match (near, kind) {
            (Some(near), _) => {
                Text::new(format!("menade du `{near}`?"), format!("did you mean `{near}`?"))
            }
            (None, Some(kind)) => Text::new(
                format!("`lathund list {kind}` visar alla som finns"),
                format!("`lathund list {kind}` shows all that exist"),
            ),
            (None, None) => Text::new(
                "skriv `sort:id`, till exempel `role:systemagare`",
                "write `kind:id`, as `role:systemagare`",
            ),
        };
        self.faults.push(Diagnostic::error("broken-reference", span, message).help(help));
    }

    /// Whether an entry of that id stands behind a syntax error, which is told of already.
    fn unread(&self, id: &str) -> bool {
        let mut files: Vec<_> = self
            .handbook
            .entries
            .iter()
            .filter(|entry| entry.partial)
            .map(|entry| entry.file)
            .collect();
        files.dedup();
        files.into_iter().any(|file| {
            self.sources.file(file).text().match_indices("id: ").any(|(at, key)| {
                let rest = &self.sources.file(file).text()[at + key.len()..];
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                &rest[..end.unwrap_or(rest.len())] == id
            })
        })
    }

    fn wrong_kind(&mut self, reference: &Reference, kinds: &[String], span: Span) {
        let wanted = kinds.join("`, `");
        let message = Text::new(
            format!("här ska en `{wanted}` stå, inte `{reference}`"),
            format!("a `{wanted}` must stand here, not `{reference}`"),
        );
        self.faults.push(Diagnostic::error("wrong-kind", span, message));
    }

    fn unknown_kind(&mut self, kind: &str, span: Span) {
        let message = Text::new(format!("sorten `{kind}` finns inte"), format!("no kind `{kind}`"));
        let known: Vec<_> = self.handbook.kinds.all().map(|(_, kind)| kind.id.as_str()).collect();
        let help = suggest::help(kind, known);
        self.faults.push(Diagnostic::error("broken-reference", span, message).maybe_help(help));
    }

    fn broken_anchor(&mut self, to: EntryId, anchor: &str, span: Span) {
        if self.handbook.entry(to).partial {
            return;
        }
        let title = &self.handbook.entry(to).title;
        let message = Text::new(
            format!("”{title}” har ingen del `{anchor}`"),
            format!("“{title}” has no part `{anchor}`"),
        );
        let items = self.handbook.items(to).iter().map(|item| item.id.as_str());
        let mut known: Vec<_> =
            self.handbook.anchors(to).filter(|known| !known.is_empty()).chain(items).collect();
        known.sort_unstable();
        known.dedup();
        let help = suggest::help(anchor, known);
        self.faults.push(Diagnostic::error("broken-anchor", span, message).maybe_help(help));
    }

    fn malformed(&mut self, words: &str, span: Span) {
        let message = Text::new(
            format!("`{words}` är ingen hänvisning"),
            format!("`{words}` is no reference"),
        );
        self.faults.push(Diagnostic::error("broken-reference", span, message).help(Text::new(
            "skriv `[[sort:id]]` eller `[[sort:id|text]]`",
            "write `[[kind:id]]` or `[[kind:id|text]]`",
        )));
    }
}

/// What is wrong with an address that no browser can follow, and what to do.
fn unusable(handbook: &Handbook, link: &markdown::Link) -> Option<(Text, Text)> {
    let dest = link.dest.trim();
    if link.form == LinkForm::Wiki {
        return None;
    }
    if dest.is_empty() {
        return Some((
            Text::new("länken saknar adress", "the link has no address"),
            Text::new("skriv adressen inom parentesen", "write the address in the brackets"),
        ));
    }
    if let Some(host) = dest.strip_prefix("www.") {
        return Some((
            Text::new("webbadressen saknar `https://`", "the web address lacks `https://`"),
            Text::new(format!("skriv `https://www.{host}`"), format!("write `https://www.{host}`")),
        ));
    }
    let (scheme, _) = dest.split_once(':').unwrap_or_default();
    if dest.contains('\\') || scheme == "file" || scheme.len() == 1 {
        return Some((
            Text::new(
                "länken pekar på en fil i en dator",
                "the link points to a file on a computer",
            ),
            Text::new(
                "lägg filen bland innehållet och skriv vägen dit med `/`",
                "put the file among the content and write the way there with `/`",
            ),
        ));
    }
    if scheme.is_empty() && !dest.starts_with(':') {
        return (url::judge(dest) == Address::Refused).then(no_scheme);
    }
    let known = ["https", "http", "mailto"];
    let leads_nowhere = |scheme: &str| {
        Text::new(format!("`{scheme}:` leder ingenstans"), format!("`{scheme}:` leads nowhere"))
    };
    let near =
        suggest::nearest(scheme, known).filter(|near| !known.contains(&scheme) && !near.is_empty());
    if let Some(near) = near {
        let help = Text::new(format!("menade du `{near}:`?"), format!("did you mean `{near}:`?"));
        return Some((leads_nowhere(scheme), help));
    }
    match url::judge(dest) {
        Address::Refused if handbook.kinds.find(scheme).is_none() => {
            let shown: String = scheme.chars().filter(|s| !s.is_control()).take(24).collect();
            let help = Text::new(
                "länka till en sida, en fil, en webbadress eller en e-postadress",
                "link to a page, a file, a web address or an e-mail address",
            );
            Some((leads_nowhere(&shown), help))
        }
        _ => None,
    }
}

/// From a disk, `//host` is a machine in the reader's network.
fn no_scheme() -> (Text, Text) {
    (
        Text::new("adressen säger inte hur den nås", "the address does not say how it is reached"),
        Text::new("skriv `https:` före `//`", "write `https:` before `//`"),
    )
}

fn ids<'a>(handbook: &'a Handbook, entries: &[EntryId]) -> Vec<&'a str> {
    entries.iter().map(|id| handbook.entry(*id).id.as_str()).collect()
}

/// Where the link with that number stands in its file.
///
/// A text inside YAML is unescaped and unindented, so its links are found again by their words.
pub(crate) fn place(prose: &Prose, index: usize, sources: &Sources) -> Span {
    let Some(link) = prose.scan.links.get(index) else { return prose.span };
    let range = link.dest_span.clone().unwrap_or_else(|| link.span.clone());
    if prose.text.is_none() {
        return Span::new(prose.span.file, range.start, range.end);
    }
    let before = prose.scan.links[..index].iter().filter(|other| other.dest == link.dest).count();
    let slice = sources.text(prose.span);
    match slice.match_indices(link.dest.as_str()).nth(before) {
        Some((at, words)) => {
            let start = prose.span.start as usize + at;
            Span::new(prose.span.file, start, start + words.len())
        }
        None => prose.span,
    }
}
