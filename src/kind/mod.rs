//! Kinds as data: what an entry of each kind holds, and the reading of entries by it.
//!
//! Every kind, shipped or added by a site, is a YAML declaration. Nothing here names a kind.

mod builtin;
pub(crate) mod condition;
mod declare;
pub(crate) mod entry;
pub(crate) mod explained;
pub(crate) mod key;
pub(crate) mod loose_date;
mod merge;
mod read;
pub(crate) mod revision;
pub(crate) mod rules;
pub(crate) mod scaffold;
mod scalar;
pub(crate) mod schema;
pub(crate) mod search_cases;
pub(crate) mod section;
pub(crate) mod settings;
pub(crate) mod suggest;
pub(crate) mod value;

use std::sync::Arc;

use foldhash::HashMap;
use regex::Regex;

use crate::locale::Text;
use condition::Condition;
use value::Value;

pub(crate) use builtin::builtin;
pub(crate) use merge::merge;

/// Number of a kind, in the order of [`Kinds::all`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub(crate) u16);

/// All kinds of a site.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    all: Vec<Kind>,
    by_id: HashMap<String, KindId>,
    by_folder: HashMap<String, KindId>,
}

/// What an entry of one kind holds, and where it is shown.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Its id: `contract`.
    pub id: String,
    /// What one is called.
    pub label: Text,
    /// What several are called.
    pub plural: Text,
    /// One sentence on what it is for.
    pub description: Text,
    /// The folder (or list file) of its entries below `content/`. `None`: any folder (pages).
    pub folder: Option<String>,
    /// Where its entries are on the site: `avtal/{id}.html`, or `ordlista/index.html#{id}`.
    pub route: String,
    /// The group of the main menu that its index belongs to.
    pub menu: Option<String>,
    /// The theme's template for its pages.
    pub template: String,
    /// The field that its index is grouped by; otherwise A–Ö.
    pub group_by: Option<String>,
    /// Whether its entries are set side by side, to choose among.
    pub compare: bool,
    /// How much a hit on one of its entries counts in search, in tenths.
    pub weight: u8,
    /// Words of a query that ask for an entry of this kind, with spaces between them.
    pub asked: Text,
    /// The least audience that may see an entry that does not say so itself, when the kind says.
    pub visibility: Option<Audience>,
    /// The field that takes the text below the front matter.
    pub body: String,
    /// Its own fields in the declared order, then those that every kind shares.
    pub fields: Vec<Field>,
    /// What its entries must not do together.
    pub(crate) rules: rules::KindRules,
}

/// One field of a kind.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its key in the YAML.
    pub key: Arc<str>,
    /// What readers see.
    pub label: Text,
    /// What editors should know.
    pub help: Option<Text>,
    /// How a form asks for it.
    pub question: Option<Text>,
    /// A value as it could be written.
    pub example: Option<String>,
    /// What it holds.
    pub ty: FieldType,
    /// Whether it holds several.
    pub list: bool,
    /// When its absence is a fault.
    pub required: Need,
    /// When its absence is worth knowing, though no fault.
    pub expected: Need,
    /// The value of an entry that does not give one.
    pub default: Option<Value>,
    /// Whether no two entries of the kind may have the same value.
    pub unique: bool,
    /// What a text must look like.
    pub pattern: Option<Regex>,
    /// The least number allowed.
    pub min: Option<f64>,
    /// The greatest number allowed.
    pub max: Option<f64>,
    /// The least audience that may see it, when that is not everybody who sees the entry.
    pub visibility: Option<Audience>,
    /// How the other end of a reference tells of it.
    pub inverse: Option<Inverse>,
    /// Whether lists can be narrowed by it.
    pub facet: bool,
    /// Whether tables show it.
    pub column: bool,
    /// How much a hit in it counts in search; 0 keeps it out.
    pub weight: u8,
    /// Whether its page shows it: false for what only puts entries in order.
    pub shown: bool,
    /// The heading it stands under among the facts of an entry.
    pub group: Option<Text>,
    /// Whether each of its items can be pointed at, as `kind:id#item`.
    pub anchors: bool,
    /// What one of its items is called: a step, a question.
    pub item: Option<Text>,
    /// Whether every kind has it.
    pub shared: bool,
    /// How its values must stand to others.
    pub(crate) rules: rules::FieldRules,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum FieldType {
    /// Words without markup.
    Text,
    /// Markdown.
    Markdown,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A day, month, quarter, half-year or year, or `snarast` or `lopande`.
    LooseDate,
    /// Swedish kronor, whole.
    Money,
    /// Per cent.
    Percent,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// A file below the content folder.
    File,
    /// An id.
    Slug,
    /// One of a few values.
    Enum(Vec<Choice>),
    /// Another entry. Empty: of any kind.
    Ref(Vec<String>),
    /// An item of the same entry, in one of these fields.
    Local(Vec<String>),
    /// A structured condition.
    Condition,
    /// A group of fields.
    Object(Vec<Field>),
}

/// A value of an enumeration.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is written.
    pub id: String,
    /// What is shown.
    pub label: Text,
}

/// When something is asked of an entry.
#[derive(Debug, Clone, Default)]
pub enum Need {
    /// Never.
    #[default]
    Never,
    /// Always.
    Always,
    /// When the condition holds for the entry.
    When(Condition),
}

/// The other end of a reference.
#[derive(Debug, Clone)]
pub struct Inverse {
    /// Its name in data.
    pub key: String,
    /// Its heading on the page.
    pub label: Text,
    /// Whether the target of the reference answers for the entry.
    pub tie: Option<Tie>,
}

/// What a reference makes its target do for the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// It answers for the entry and acts when something is due.
    Answers,
    /// It takes part or makes use of it.
    Shares,
}

/// Who may see something; each audience sees what those before it see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody.
    Oppen,
    /// The organisation's staff.
    Intern,
    /// Selected persons.
    Begransad,
}

impl Audience {
    /// All of them, least first.
    pub const ALL: [Self; 3] = [Self::Oppen, Self::Intern, Self::Begransad];

    /// The field by which an entry, or an item of one, says who may see it.
    pub(crate) const FIELD: &str = "visibility";

    /// The word in YAML and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Oppen => "oppen",
            Self::Intern => "intern",
            Self::Begransad => "begransad",
        }
    }

    /// The audience with that word.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.id() == id)
    }

    /// What readers see.
    pub fn label(self) -> Text {
        match self {
            Self::Oppen => Text::new("Öppen", "Open"),
            Self::Intern => Text::new("Intern", "Internal"),
            Self::Begransad => Text::new("Begränsad", "Restricted"),
        }
    }
}

impl Kinds {
    /// Collects kinds; a later one replaces an earlier one with the same id.
    pub(crate) fn new(all: Vec<Kind>) -> Self {
        let mut kinds = Self { all, ..Self::default() };
        for (index, kind) in kinds.all.iter().enumerate() {
            let id = KindId(index as u16);
            kinds.by_id.insert(kind.id.clone(), id);
            if let Some(folder) = &kind.folder {
                kinds.by_folder.insert(folder.clone(), id);
            }
        }
        kinds
    }

    /// All kinds with their numbers, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        self.all.iter().enumerate().map(|(index, kind)| (KindId(index as u16), kind))
    }

    /// How many kinds there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The kind with that number.
    pub fn get(&self, id: KindId) -> &Kind {
        &self.all[id.0 as usize]
    }

    /// The number of the kind with that id.
    pub fn find(&self, id: &str) -> Option<KindId> {
        self.by_id.get(id).copied()
    }

    /// The kind whose entries lie in that folder.
    pub(crate) fn in_folder(&self, folder: &str) -> Option<KindId> {
        self.by_folder.get(folder).copied()
    }

    /// All folders that hold entries of a kind, sorted.
    pub(crate) fn folders(&self) -> Vec<&str> {
        self.all.iter().filter_map(|kind| kind.folder.as_deref()).collect()
    }
}

impl Kind {
    /// The field with that key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.key == key)
    }

    /// Whether entries have pages of their own, rather than a place on the index page.
    pub fn has_pages(&self) -> bool {
        !self.route.contains('#')
    }

    /// The folder of the index page on the site: `avtal`.
    pub fn home(&self) -> &str {
        self.route.split_once('/').map_or("", |(home, _)| home)
    }
}

impl Field {
    /// What readers see for a value of an enumeration.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        match &self.ty {
            FieldType::Enum(choices) => choices.iter().find(|choice| choice.id == id),
            _ => None,
        }
    }

    /// The fields of a group; empty for other types.
    pub fn fields(&self) -> &[Self] {
        match &self.ty {
            FieldType::Object(fields) => fields,
            _ => &[],
        }
    }
}
