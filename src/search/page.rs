//! What a page says, and what is shown of it among the hits.

/// What a page says, before it is indexed.
#[derive(Debug)]
pub(crate) struct Text {
    /// The id of its kind.
    pub(crate) kind: String,
    /// What its kind is called.
    pub(crate) label: String,
    /// Whether it defines a term whose names are met elsewhere.
    pub(crate) defines: bool,
    /// What is shown of it.
    pub(crate) card: Card,
    /// Its words, by where they stand.
    pub(crate) pieces: Vec<Piece>,
}

/// What is shown of a page among the hits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Card {
    /// Its address, without a place on it.
    pub(crate) path: String,
    /// The place on the page, for entries that share one.
    pub(crate) anchor: String,
    pub(crate) title: String,
    /// Where it belongs.
    pub(crate) trail: String,
    /// What it is about, in a sentence or two.
    pub(crate) summary: String,
    /// Its other names.
    pub(crate) names: Vec<String>,
    /// How much a hit on it counts, in per cent.
    pub(crate) prior: u32,
    /// Its sections: the first is the page itself, without a place and a title.
    pub(crate) sections: Vec<Section>,
}

/// A part of a page with an address of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) anchor: String,
    pub(crate) title: String,
    /// How its text begins.
    pub(crate) excerpt: String,
}

/// Words of a page.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) place: Place,
    pub(crate) section: u8,
    pub(crate) text: String,
}

/// Where words stand, which says how much they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A title or an abbreviation.
    Name,
    /// A synonym or a local name.
    Alias,
    /// All words of a name with helping words among them, as one.
    Joined,
    /// A heading.
    Heading,
    /// A field, with the weight that its kind declares.
    Field(u8),
    /// Running text.
    Body,
}
