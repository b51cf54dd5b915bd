//! Places to fill in, as they are written in a text: `[fyll i]`, `[fyll i: datum]`, a choice
//! `[välj: ja / nej]`, and `[underskrift]`. Who fills in may be said: `[leverantören fyller i]`.

/// A place to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Blank {
    /// Words, with what they are to be; empty: whatever the text around says.
    Words(String),
    /// Words of the supplier, with what they are to be.
    Supplier(String),
    /// A day.
    Day,
    /// One of a few.
    Choice(Vec<String>),
    /// A name by hand.
    Signature,
}

impl Blank {
    /// What stands in the place until it is filled in, as it is written in Markdown.
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Words(what) if what.is_empty() => "[fyll i]".to_owned(),
            Self::Words(what) => format!("[fyll i: {what}]"),
            Self::Supplier(what) if what.is_empty() => "[leverantören fyller i]".to_owned(),
            Self::Supplier(what) => format!("[leverantören fyller i: {what}]"),
            Self::Day => "[fyll i: datum]".to_owned(),
            Self::Choice(of) => format!("[välj: {}]", of.join(" / ")),
            Self::Signature => "[underskrift]".to_owned(),
        }
    }

    /// The place that the words between two brackets make.
    pub(crate) fn read(inside: &str) -> Option<Self> {
        let (word, rest) = match inside.split_once(':') {
            Some((word, rest)) => (word.trim(), rest.trim()),
            None => (inside.trim(), ""),
        };
        match word.to_lowercase().as_str() {
            "fyll i" if rest == "datum" => Some(Self::Day),
            "fyll i" => Some(Self::Words(rest.to_owned())),
            "leverantören fyller i" => Some(Self::Supplier(rest.to_owned())),
            "välj" => {
                let of: Vec<String> = rest.split('/').map(|one| one.trim().to_owned()).collect();
                (of.len() > 1 && of.iter().all(|one| !one.is_empty())).then_some(Self::Choice(of))
            }
            "underskrift" if rest.is_empty() => Some(Self::Signature),
            _ => None,
        }
    }
}
