//! Sections with a table each: what the pages of follow-up are made of.

use jiff::civil::Date;
use tera::Value as Tera;

use crate::handbook::EntryId;
use crate::kind::loose_date::LooseDate;
use crate::locale::dates;
use crate::render::Renderer;
use crate::render::context::{iso, map, safe};
use crate::render::escape::escaped;

/// A section: a heading, a few words, a table.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) heading: String,
    pub(super) text: String,
    /// The columns, with whether they hold numbers.
    pub(super) columns: Vec<(String, bool)>,
    /// The cells as HTML; the first one heads its row.
    pub(super) rows: Vec<Vec<String>>,
    /// Stands in place of a table without rows.
    pub(super) empty: String,
}

impl Section {
    /// The section as the template takes it.
    pub(super) fn value(self) -> Tera {
        let columns: Vec<Tera> = self
            .columns
            .iter()
            .map(|(label, numeric)| map! { "label": label.clone(), "numeric": *numeric })
            .collect();
        let rows: Vec<Tera> = self
            .rows
            .into_iter()
            .map(|row| row.iter().map(|cell| safe(cell)).collect::<Vec<_>>().into())
            .collect();
        map! {
            "id": self.id, "heading": self.heading, "text": self.text, "columns": columns,
            "rows": rows, "empty": self.empty,
        }
    }
}

/// What cells are made of, for a page.
#[derive(Clone, Copy)]
pub(super) struct Cells<'r, 'a> {
    pub(super) renderer: &'r Renderer<'a>,
    pub(super) root: &'r str,
}

impl Cells<'_, '_> {
    /// A link to an entry.
    pub(super) fn entry(self, id: EntryId) -> String {
        let title = &self.renderer.handbook.entry(id).title;
        self.link(title, &self.renderer.addresses.href(id, None))
    }

    /// Links to entries, with commas between.
    pub(super) fn entries(self, ids: impl IntoIterator<Item = EntryId>) -> String {
        ids.into_iter().map(|id| self.entry(id)).collect::<Vec<_>>().join(", ")
    }

    /// A link to a page of the site.
    pub(super) fn link(self, text: &str, path: &str) -> String {
        format!("<a class=\"ref\" href=\"{}{}\">{}</a>", self.root, escaped(path), escaped(text))
    }

    /// A day.
    pub(super) fn day(self, day: Option<Date>) -> String {
        self.time(day.map(LooseDate::Day))
    }

    /// A time, as exact as its source.
    pub(super) fn time(self, time: Option<LooseDate>) -> String {
        let Some(time) = time else { return self.word("not_stated") };
        let (iso, words) = (iso(time), escaped(&time.words(self.renderer.lang)));
        if iso.is_empty() { words } else { format!("<time datetime=\"{iso}\">{words}</time>") }
    }

    /// A grey word of the interface in place of a value.
    pub(super) fn word(self, key: &str) -> String {
        format!("<span class=\"unknown\">{}</span>", escaped(self.renderer.t().get(key)))
    }

    /// The words of a column, and whether it holds numbers.
    pub(super) fn column(self, key: &str, numeric: bool) -> (String, bool) {
        (self.renderer.t().get(key).to_owned(), numeric)
    }

    /// A day in running text.
    pub(super) fn plain_day(self, day: Date) -> String {
        dates::day(day, self.renderer.lang)
    }
}

/// A state with its shape and hue.
pub(super) fn state(urgency: &str, label: &str, deadline: Option<Date>) -> String {
    let deadline = deadline.map(|day| format!(" data-deadline=\"{day}\"")).unwrap_or_default();
    format!("<span class=\"urgency urgency-{urgency}\"{deadline}>{}</span>", escaped(label))
}

/// Something below a value.
pub(super) fn sub(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<span class=\"sub\">{}</span>", escaped(text))
}
