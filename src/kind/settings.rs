//! The settings of a site (`content/handbok.yaml`), read by a declaration like any entry.

use super::builtin;
use super::read::{self, Frame};
use super::value::{Fields, Value};
use crate::diagnostic::{Checked, Span};
use crate::locale::Lang;
use crate::parse::reference::Reference;
use crate::parse::yaml::Node;

/// The file that holds the settings, below the content folder.
pub(crate) const FILE: &str = "handbok.yaml";

/// What a site says of itself. Everything has a default: the file may be missing.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The values as declared in `_settings.yaml`.
    pub fields: Fields,
    /// The language of the site's own words.
    pub lang: Lang,
    /// Whether there is a settings file; without one, plain folders stay plain.
    pub given: bool,
    /// Where the settings stand, for faults about them.
    pub span: Option<Span>,
}

impl Settings {
    /// A text setting, or `""`.
    pub fn text(&self, key: &str) -> &str {
        self.fields.text(key).unwrap_or_default()
    }

    /// The role that answers for derived pages.
    pub fn owner(&self) -> Option<&Reference> {
        match self.fields.get("owner")? {
            Value::Reference(reference) => Some(reference),
            _ => None,
        }
    }

    /// A group of settings.
    pub fn group(&self, key: &str) -> Option<&Fields> {
        match self.fields.get(key)? {
            Value::Object(fields) => Some(fields),
            _ => None,
        }
    }
}

/// Reads the settings file.
pub(crate) fn read(node: &Node) -> Checked<Settings> {
    let mut faults = Vec::new();
    let declared = builtin::settings();
    let mut fields = read::fields(&declared, node, Frame::default(), &mut faults);
    read::complete(&declared, &mut fields, node, false, &mut faults);
    let lang = fields.text("language").and_then(Lang::from_tag).unwrap_or_default();
    (Settings { fields, lang, given: true, span: Some(node.span) }, faults)
}

/// The declaration of the settings.
pub(crate) fn fields() -> Vec<super::Field> {
    builtin::settings()
}
