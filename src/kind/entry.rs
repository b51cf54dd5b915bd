//! Entries: what the files of a site hold, typed by their kinds. References are still words.

use super::read::{self, Frame};
use super::value::{Fields, Prose, Spanned, Value};
use super::{Audience, KindId, Kinds, section, suggest};
use crate::diagnostic::{Checked, Diagnostic, FileId, Span};
use crate::locale::{Text, slug};
use crate::parse::yaml::Node;
use crate::parse::{Document, markdown};
use crate::source::{SourceFile, names};

/// One entry of the handbook: a role, a system, a page.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its kind.
    pub kind: KindId,
    /// Its id, unique in the kind.
    pub id: String,
    /// What readers call it.
    pub title: String,
    /// Its fields.
    pub fields: Fields,
    /// The file that it stands in.
    pub file: FileId,
    /// Where it begins: its first key.
    pub span: Span,
    /// All of it, for what concerns the whole entry.
    pub extent: Span,
    /// For a text page: its path on the site without `.html`.
    pub path: Option<String>,
    /// Whether the title came from the first heading of the text, which is then not shown again.
    pub titled_by_heading: bool,
    /// Whether its file could not be read to the end, so that what it lacks may only be unread.
    pub partial: bool,
}

impl Entry {
    /// The text below the front matter, or the field of that name.
    pub fn prose(&self, key: &str) -> Option<&Prose> {
        match self.fields.get(key)? {
            Value::Markdown(prose) => Some(prose),
            _ => None,
        }
    }

    /// The least audience that may see the entry. Without a word for it: staff.
    pub fn audience(&self) -> Audience {
        self.fields.text(Audience::FIELD).and_then(Audience::from_id).unwrap_or(Audience::Intern)
    }
}

const KIND: &[&str] = &["kind"];

/// Reads the entries of one document. `typed` is false on a site without settings, where a
/// Markdown file that looks like a plain page is one, whatever its folder is called.
pub(crate) fn read(
    kinds: &Kinds,
    source: &SourceFile,
    document: &Document,
    typed: bool,
) -> Checked<Vec<Entry>> {
    let mut reader = Reader { kinds, source, broken: document.broken, faults: Vec::new() };
    let entries = match &document.body {
        Some(body) => reader.markdown(document, body.clone(), typed).into_iter().collect(),
        None => reader.yaml(document),
    };
    if document.broken {
        // What a syntax error tore apart, and what stands behind it, is told of by the error itself.
        let whole =
            |span: Span| source.text().get(span.range()).is_none_or(|text| !text.contains('\n'));
        reader.faults.retain(|fault| fault.code != "missing-field" && whole(fault.span));
    }
    (entries, reader.faults)
}

/// What an entry gets from its surroundings when it does not say so itself.
#[derive(Clone, Default)]
struct Supply<'n> {
    defaults: Option<&'n Node>,
    id: Option<String>,
    title: Option<String>,
    body: Option<Prose>,
}

struct Reader<'a> {
    kinds: &'a Kinds,
    source: &'a SourceFile,
    /// Whether the file ends in a syntax error: what is missing may only be unread.
    broken: bool,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn yaml(&mut self, document: &Document) -> Vec<Entry> {
        let Some(data) = &document.data else { return Vec::new() };
        let items = data.list().or_else(|| self.items(data));
        let Some(items) = items else {
            let kind = self.declared(data).or_else(|| self.by_folder());
            let kind = kind.or_else(|| self.no_kind(data.span));
            let supply = Supply { id: Some(self.stem()), ..Supply::default() };
            return kind.into_iter().map(|kind| self.entry(kind, data, supply.clone())).collect();
        };
        let defaults = data.get("defaults");
        self.list_keys(data);
        let fallback = self.declared(data).or_else(|| self.by_folder());
        let mut entries = Vec::with_capacity(items.len());
        for item in items {
            let kind = self.declared(item).or(fallback).or_else(|| self.no_kind(item.span));
            let supply = Supply { defaults, ..Supply::default() };
            entries.extend(kind.map(|kind| self.entry(kind, item, supply)));
        }
        let kind = fallback.or_else(|| entries.first().map(|entry| entry.kind));
        if let (Some(defaults), Some(kind)) = (defaults, kind) {
            read::defaults(&self.kinds.get(kind).fields, defaults, &mut self.faults);
        }
        entries
    }

    /// The list under `entries`, or under a key that was meant to be it.
    fn items<'n>(&mut self, data: &'n Node) -> Option<&'n [Node]> {
        if let Some(entries) = data.get("entries") {
            return entries.list();
        }
        let near = |key: &str| suggest::nearest(key, ["entries"]).is_some();
        if data.get("title").is_some() {
            return None;
        }
        let lists = data.map()?.iter().filter(|(_, value)| value.list().is_some());
        let (key, list) = lists.into_iter().find(|(key, _)| near(&key.text))?;
        let message = Text::new(
            format!("nyckeln `{}` finns inte", key.text),
            format!("there is no key `{}`", key.text),
        );
        let help = suggest::help(&key.text, ["entries"]);
        self.faults.push(Diagnostic::error("unknown-key", key.span, message).maybe_help(help));
        list.list()
    }

    fn markdown(
        &mut self,
        document: &Document,
        body: std::ops::Range<usize>,
        typed: bool,
    ) -> Option<Entry> {
        let empty = Node {
            span: Span::start_of(document.file),
            value: crate::parse::yaml::Value::Map(Vec::new()),
        };
        let data = document.data.as_ref().unwrap_or(&empty);
        let pages = self.pages()?;
        let is_index = self.stem() == "index";
        let by_folder = self
            .by_folder()
            .filter(|_| !is_index && (typed || !self.is_plain(pages, data)))
            .unwrap_or(pages);
        let kind = self.declared(data).unwrap_or(by_folder);
        let untyped = self.kinds.get(kind).folder.is_none();
        let path = untyped.then(|| self.page_path());
        let id = path.as_ref().map_or_else(|| self.stem(), |path| page_id(path));
        let scan = markdown::scan(self.source.text(), body.clone());
        let marked = |at: usize| {
            let own = |section: &markdown::marks::Section| section.span.contains(&at);
            scan.sections.iter().any(|section| section.readers.is_some() && own(section))
        };
        let heading = scan.headings.first();
        let heading = heading.filter(|found| found.level == 1 && !marked(found.span.start));
        let heading = heading.map(|heading| heading.text.clone());
        let prose = Prose {
            text: None,
            reduced: None,
            span: Span::new(document.file, body.start, body.end),
            scan: scan.into(),
        };
        self.faults.extend(section::faults(&prose));
        let titled = data.get("title").is_some_and(|title| !title.is_empty());
        let title =
            if untyped { heading.clone().or_else(|| Some(self.words())) } else { heading.clone() };
        let supply = Supply {
            defaults: None,
            id: Some(id),
            title: title.filter(|_| !titled),
            body: Some(prose).filter(|_| !self.source.text()[body].trim().is_empty()),
        };
        let mut entry = self.entry(kind, data, supply);
        entry.path = path;
        entry.extent = Span::new(document.file, 0, self.source.text().len());
        entry.titled_by_heading = !titled && heading.is_some();
        Some(entry)
    }

    fn entry(&mut self, kind: KindId, node: &Node, supply: Supply<'_>) -> Entry {
        let declared = &self.kinds.get(kind).fields;
        let frame = Frame { defaults: supply.defaults, ignored: KIND };
        let mut fields = read::fields(declared, node, frame, &mut self.faults);
        let span = read::place(node);
        let mut add = |key: &str, value: Option<Value>, span: Span| {
            if let Some(value) = value.filter(|_| fields.get(key).is_none()) {
                fields.0.push((key.into(), Spanned { value, span }));
            }
        };
        if let Some(id) = supply.id.as_deref().filter(|_| node.get("id").is_none()) {
            self.faults.extend(fault_of_name(id, span));
        }
        add("id", supply.id.map(Value::Text), span);
        add("title", supply.title.map(Value::Text), span);
        if let Some(prose) = supply.body {
            let at = prose.span;
            add(&self.kinds.get(kind).body, Some(Value::Markdown(prose)), at);
        }
        let least = self.kinds.get(kind).visibility.filter(|_| node.get(Audience::FIELD).is_none());
        if let Some(least) = least.filter(|_| fields.get(Audience::FIELD).is_none()) {
            let word = Value::Enum(least.id().to_owned());
            fields.0.push((Audience::FIELD.into(), Spanned { value: word, span }));
        }
        let status = fields.text("status");
        // A status that could not be read may have been meant as a draft.
        let unread =
            status.is_none() && node.get("status").is_some_and(|status| !status.is_empty());
        let lenient = self.broken || unread || node.map().is_none() || status == Some("utkast");
        read::complete(declared, &mut fields, node, lenient, &mut self.faults);
        let id = fields.text("id").unwrap_or_default().to_owned();
        let title = fields.text("title").unwrap_or(&id).trim().to_owned();
        let (file, extent) = (self.source.id, node.span);
        let (path, titled_by_heading, partial) = (None, false, self.broken);
        Entry { kind, id, title, fields, file, span, extent, path, titled_by_heading, partial }
    }

    /// The kind that the entry names itself.
    fn declared(&mut self, node: &Node) -> Option<KindId> {
        let value = node.get("kind")?;
        let name = value.scalar().map(|scalar| scalar.text.as_str()).unwrap_or_default();
        let found = self.kinds.find(name);
        if found.is_none() {
            let message =
                Text::new(format!("sorten `{name}` finns inte"), format!("no kind `{name}`"));
            let known: Vec<_> = self.kinds.all().map(|(_, kind)| kind.id.as_str()).collect();
            let help = suggest::help(name, known);
            self.faults
                .push(Diagnostic::error("unknown-kind", value.span, message).maybe_help(help));
        }
        found
    }

    /// The kind of the top folder, or of the list file with its name.
    fn by_folder(&self) -> Option<KindId> {
        self.kinds.in_folder(&self.top())
    }

    /// The kind of files in any other folder: the one that has no folder of its own.
    fn pages(&self) -> Option<KindId> {
        self.kinds.all().find(|(_, kind)| kind.folder.is_none()).map(|(id, _)| id)
    }

    /// Whether the front matter holds nothing that a plain page could not have.
    fn is_plain(&self, pages: KindId, data: &Node) -> bool {
        let page = self.kinds.get(pages);
        data.map().unwrap_or_default().iter().all(|(key, _)| page.field(&key.text).is_some())
    }

    fn no_kind(&mut self, span: Span) -> Option<KindId> {
        let top = self.top();
        let message = Text::new(
            format!("ingen sort har mappen `{top}`"),
            format!("no kind has the folder `{top}`"),
        );
        let help = suggest::nearest(&top, self.kinds.folders()).map_or_else(
            || {
                Text::new(
                    "lägg filen i en sorts mapp, eller skriv `kind:` överst",
                    "put the file in a kind's folder, or write `kind:` at its top",
                )
            },
            |near| Text::new(format!("menade du `{near}`?"), format!("did you mean `{near}`?")),
        );
        self.faults.push(Diagnostic::error("unknown-folder", span, message).help(help));
        None
    }

    fn list_keys(&mut self, data: &Node) {
        for (key, _) in data.map().unwrap_or_default() {
            let near = suggest::nearest(&key.text, ["defaults", "entries"]);
            if near == Some("entries") && data.get("entries").is_none() {
                continue;
            }
            if !["defaults", "entries", "kind"].contains(&key.text.as_str()) {
                let message = Text::new(
                    format!("nyckeln `{}` hör inte hemma bredvid `entries`", key.text),
                    format!("the key `{}` does not belong beside `entries`", key.text),
                );
                let help = near.and_then(|near| suggest::help(&key.text, [near]));
                let help = help.unwrap_or_else(|| {
                    Text::new(
                        "lägg värden som är lika för alla under `defaults`",
                        "put values that all share under `defaults`",
                    )
                });
                self.faults.push(Diagnostic::error("unknown-key", key.span, message).help(help));
            }
        }
    }

    fn top(&self) -> String {
        let address = &self.source.address;
        let top = address.split_once('/').map_or_else(|| without_end(address), |(top, _)| top);
        top.to_owned()
    }

    fn stem(&self) -> String {
        let address = without_end(&self.source.address);
        address.rsplit_once('/').map_or(address, |(_, stem)| stem).to_owned()
    }

    /// The file name as a title: `ny-som-forvaltare` becomes `Ny som forvaltare`.
    fn words(&self) -> String {
        let stem = match self.stem().as_str() {
            "index" => {
                let address = without_end(&self.source.address);
                address.rsplit('/').nth(1).unwrap_or("index").to_owned()
            }
            stem => stem.to_owned(),
        };
        let words = stem.replace(['-', '_'], " ");
        let mut signs = words.chars();
        signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
    }

    fn page_path(&self) -> String {
        let address = without_end(&self.source.address);
        address.split('/').map(slug::slug).collect::<Vec<_>>().join("/")
    }
}

/// What is wrong with an id that a file gives by its name. Those that are written out are judged as
/// they are read.
fn fault_of_name(id: &str, span: Span) -> Option<Diagnostic> {
    let near = slug::slug(id.rsplit('/').next().unwrap_or(id));
    let help = if !id.split('/').all(slug::is_slug) {
        match near.as_str() {
            "" => Text::new("använd a–z, 0–9 och bindestreck", "use a–z, 0–9 and hyphens"),
            _ => Text::new(
                format!("döp om filen till `{near}`, eller skriv `id: {near}`"),
                format!("rename the file to `{near}`, or write `id: {near}`"),
            ),
        }
    } else if id.split('/').any(names::is_reserved) {
        Text::new(
            "Windows har det namnet för sig; döp om filen",
            "Windows keeps that name for itself; rename the file",
        )
    } else {
        return None;
    };
    let shown: String = id.chars().filter(|sign| !sign.is_control()).take(60).collect();
    let message = Text::new(
        format!("filnamnet `{shown}` kan inte vara ett id"),
        format!("the file name `{shown}` cannot be an id"),
    );
    Some(Diagnostic::error("bad-id", span, message).help(help))
}

/// The id of a text page: its path; the page of a folder has the folder's.
fn page_id(path: &str) -> String {
    path.strip_suffix("/index").unwrap_or(path).to_owned()
}

fn without_end(address: &str) -> &str {
    address.rsplit_once('.').map_or(address, |(stem, _)| stem)
}
