//! Writes sites with a word of its own in every field of every kind, from the declarations.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::date;
use lathund::kind::{Audience, Field, FieldType, Kind};
use lathund::pipeline;
use lathund::source::Sources;

/// A planted word, and the least audience that may meet it.
pub(crate) struct Canary {
    pub(crate) word: String,
    pub(crate) least: Audience,
    pub(crate) place: String,
}

/// The fields of a system that everybody may see when it does not say which.
const OPENED: [&str; 4] = ["title", "functions", "owner_unit", "aliases"];

/// Links to where each text is edited, and to the site from its feeds and calendars.
const SETTINGS: &str = "name: Handbok\nedit_url: 'https://example.se/edit/{path}'\n\
                        base_url: 'https://example.se/handbok/'\n";

/// Writes a site, and remembers what was planted in it.
#[derive(Default)]
pub(crate) struct Planter {
    pub(crate) canaries: Vec<Canary>,
    pub(crate) files: BTreeMap<String, String>,
    /// Facts above this audience have words that nothing else has to do with.
    split: Option<Audience>,
    /// Whether those facts are other ones, and others in number.
    other: bool,
    /// How many words there are, and how many of those apart.
    counts: (usize, usize),
}

impl Planter {
    fn plant(&mut self, least: Audience, place: &str) -> String {
        let number = if self.is_apart(least) {
            self.counts.1 += 1;
            100_000 + self.counts.1
        } else {
            self.counts.0 += 1;
            self.counts.0 + 25
        };
        // Told apart from its first sign on, so that an index that leaves out what words share with
        // those before them still shows it.
        let end = if self.is_other(least) { "andra" } else { "" };
        let word = format!("q{}zkanarie{end}", letters(number));
        self.canaries.push(Canary { word: word.clone(), least, place: place.to_owned() });
        word
    }

    fn is_apart(&self, least: Audience) -> bool {
        self.split.is_some_and(|split| least > split)
    }

    /// Whether facts for that audience are other ones in this site.
    fn is_other(&self, least: Audience) -> bool {
        self.other && self.is_apart(least)
    }

    fn entry(&mut self, kind: &Kind, level: Audience) {
        let id = self.id_of(&kind.id, level);
        let mut yaml =
            format!("kind: {}\nid: {id}\nvisibility: {}\nstatus: utkast\n", kind.id, level.id());
        self.canaries.push(Canary { word: id.clone(), least: level, place: id.clone() });
        let mut items = Vec::new();
        for field in &kind.fields {
            if ["id", "visibility", "status", "waive"].contains(&&*field.key) {
                continue;
            }
            let least = level.max(field.visibility.unwrap_or(Audience::Oppen));
            let closed = kind.id == "system" && !OPENED.contains(&&*field.key);
            let least = if closed { least.max(Audience::Intern) } else { least };
            let place = format!("{}.{} of {}", kind.id, field.key, level.id());
            let first = self.canaries.len();
            let mut value = self.value(field, least, level, &place);
            if self.is_other(least) && field.list && &*field.key != "public_fields" {
                // There are more of them, too.
                value = format!(
                    "{}, {}]",
                    value.trim_end_matches(']'),
                    &self.single(field, least, level, &place)
                );
            }
            let _ = writeln!(yaml, "{}: {value}", field.key);
            let id = format!("{place}.id");
            let id = self.canaries[first..].iter().find(|canary| canary.place == id);
            items.extend(id.map(|canary| (format!("<{}>", field.key), canary.word.clone())));
        }
        // A word for an item of the same entry is the id of that.
        let yaml = items.iter().fold(yaml, |yaml, (item, word)| yaml.replace(item, word));
        self.files.insert(format!("content/poster/{id}.yaml"), yaml);
    }

    /// A value in one line.
    fn value(&mut self, field: &Field, least: Audience, level: Audience, place: &str) -> String {
        let value = self.single(field, least, level, place);
        if field.list { format!("[{value}]") } else { value }
    }

    fn single(&mut self, field: &Field, least: Audience, level: Audience, place: &str) -> String {
        // Which fields everybody may see is what these readers see, though not by its name.
        let other = self.is_other(least) && &*field.key != "public_fields";
        match &field.ty {
            // What must look a certain way is no place for a word.
            _ if field.pattern.is_some() => field.example.clone().unwrap_or_default(),
            FieldType::Local(fields) => format!("<{}>", fields.last().unwrap()),
            FieldType::Text | FieldType::Slug => self.plant(least, place),
            FieldType::Markdown => self.prose(least, place),
            FieldType::Url => format!("\"https://{}.example.se/\"", self.plant(least, place)),
            FieldType::Email => format!("{}@example.se", self.plant(least, place)),
            FieldType::File => {
                let name = format!("bilagor/{}.txt", self.plant(least, place));
                let inner = self.plant(least, &format!("the file of {place}"));
                self.files.insert(format!("content/{name}"), inner);
                name
            }
            FieldType::Enum(choices) if other => choices[choices.len() - 1].id.clone(),
            FieldType::Enum(choices) => choices[0].id.clone(),
            FieldType::Ref(kinds) => {
                let kind = kinds.first().map_or("page", String::as_str);
                // To an entry that fewer may see: its id must not be told either.
                let hidden = Audience::ALL.into_iter().find(|other| *other > level);
                format!("{kind}:{}", self.id_of(kind, hidden.unwrap_or(level)))
            }
            FieldType::Condition => "{ status: utkast }".to_owned(),
            FieldType::Date | FieldType::LooseDate => {
                if other { "2025-03-01" } else { "2026-11-21" }.to_owned()
            }
            FieldType::Integer | FieldType::Number | FieldType::Percent => {
                if other { "12" } else { "7" }.to_owned()
            }
            FieldType::Money => if other { "99000" } else { "7100" }.to_owned(),
            FieldType::Boolean => (!other).to_string(),
            FieldType::Object(fields) => {
                let inner = fields.iter().map(|inner| {
                    if &*inner.key == "visibility" {
                        return format!("visibility: {}", least.id());
                    }
                    let least = least.max(inner.visibility.unwrap_or(Audience::Oppen));
                    let place = format!("{place}.{}", inner.key);
                    format!("{}: {}", inner.key, self.value(inner, least, level, &place))
                });
                format!("{{ {} }}", inner.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// A text with parts for every audience, in every way of saying so.
    fn prose(&mut self, least: Audience, place: &str) -> String {
        let mut text = self.plant(least, place);
        for audience in [Audience::Intern, Audience::Begransad] {
            let (own, place) = (least.max(audience), format!("a part of {place}"));
            let page = self.id_of("page", own);
            let more = if self.is_other(own) {
                format!("> {}\\n>\\n", self.plant(own, &place))
            } else {
                String::new()
            };
            let mut word = || self.plant(own, &place);
            let _ = write!(
                text,
                "[^{}]\\n\\n> [!{}]\\n{more}> {} [[page:{}]]\\n\\n## {} {{.{}}}\\n\\n- {}[^{}]\\n\\n## Mer\\n\\n[^{}]: {}\\n\\n",
                audience.id(),
                audience.id().to_uppercase(),
                word(),
                page,
                word(),
                audience.id(),
                word(),
                own.id().repeat(2),
                own.id().repeat(2),
                word(),
            );
        }
        format!("\"{text}\"")
    }

    fn id_of(&self, kind: &str, level: Audience) -> String {
        let end = if self.is_other(level) { "andra" } else { "" };
        format!("{}-{}zpost{end}", kind.replace('_', "-"), level.id())
    }
}

fn letters(mut number: usize) -> String {
    let mut out = String::new();
    while number > 0 {
        out.insert(0, char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    out
}

fn kinds() -> lathund::kind::Kinds {
    let none = Sources::from_texts([]);
    pipeline::understand(none, Vec::new(), date(2026, 11, 21), Audience::Begransad).handbook.kinds
}

/// A site with a word in every field of every kind for each audience. With `restrict`, a site whose
/// declarations restrict every field that can be.
pub(crate) fn planted(restrict: Option<Audience>) -> Planter {
    fill(Planter::default(), restrict)
}

/// Two such sites that differ only in what is above an audience.
pub(crate) fn pair(restrict: Option<Audience>, split: Audience) -> [Planter; 2] {
    [false, true].map(|other| {
        let split = Some(split);
        fill(Planter { split, other, ..Planter::default() }, restrict)
    })
}

fn fill(mut planter: Planter, restrict: Option<Audience>) -> Planter {
    let mut kinds: Vec<Kind> = kinds().all().map(|(_, kind)| kind.clone()).collect();
    planter.files.insert("content/handbok.yaml".to_owned(), SETTINGS.to_owned());
    for kind in &mut kinds {
        let mut rules = String::new();
        for field in &mut kind.fields {
            let shown = ["id", "title", "status", "visibility"].contains(&&*field.key);
            if let Some(least) = restrict.filter(|_| !shown) {
                field.visibility = Some(least);
                let _ = writeln!(rules, "  {}: {}", field.key, least.id());
            }
        }
        if !rules.is_empty() {
            let rules = format!("kind: {}\nrestrict:\n{rules}", kind.id);
            planter.files.insert(format!("content/_kinds/{}.yaml", kind.id), rules);
        }
        for level in Audience::ALL {
            planter.entry(kind, level);
            if planter.is_other(level) {
                // And one more of them, before all others.
                let id = planter.id_of(&kind.id, level);
                let text = planter.files[&format!("content/poster/{id}.yaml")].clone();
                let text = text.replace(&format!("\nid: {id}\n"), &format!("\nid: a-{id}\n"));
                planter.files.insert(format!("content/poster/a-{id}.yaml"), text);
            }
        }
    }
    planter
}
