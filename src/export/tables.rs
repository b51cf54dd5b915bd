//! Tables as CSV and XLSX: of each kind, and of each view that offers one, which is JSON too.
//!
//! A view offers its table with a line in [`views::offers`]; its page links to the files with
//! `render::downloads::of_view`.

use std::sync::{Arc, LazyLock, OnceLock};

use serde_json::json;

use super::about::About;
use super::json::{head, written, written_with};
use super::{File, schema, views, xlsx};
use crate::diagnostic::FileId;
use crate::render::{Renderer, address};
use crate::source::reads::{note_all, recorded};
use crate::view::table::{self, Table, csv};

/// A table to publish, made when the first of its files is written.
pub(super) struct Offer<'a> {
    /// The path of its files, without the ending.
    pub(super) base: String,
    make: Box<dyn Fn() -> Table + Send + Sync + 'a>,
    /// The table, and whose texts were read for it.
    made: OnceLock<(Table, Vec<FileId>)>,
}

impl<'a> Offer<'a> {
    pub(super) fn new(
        base: impl Into<String>,
        make: impl Fn() -> Table + Send + Sync + 'a,
    ) -> Self {
        Self { base: base.into(), make: Box::new(make), made: OnceLock::new() }
    }

    pub(super) fn table(&self) -> &Table {
        let (table, read) = self.made.get_or_init(|| recorded(|| (self.make)()));
        note_all(read);
        table
    }
}

pub(super) fn files<'a>(renderer: &'a Renderer<'a>) -> Vec<File<'a>> {
    let handbook = renderer.handbook;
    let titles = Arc::new(LazyLock::new(|| table::Titles::new(handbook)));
    let kinds = handbook.kinds.all().filter_map(move |(id, _)| {
        let base = address::data(handbook, id)?;
        let (of, lang, titles) = ((handbook, renderer.sources), renderer.lang, Arc::clone(&titles));
        Some(Offer::new(base, move || table::of_kind(of, &titles, id, lang)))
    });
    let kinds = kinds.map(Arc::new);
    let views: Vec<_> = views::offers(renderer).into_iter().map(Arc::new).collect();
    let json = views.iter().map(|offer| as_json(renderer, offer)).collect::<Vec<_>>();
    let schema = File::new(address::TABLE_SCHEMA.to_owned(), || written(&schema::of_table()));
    let spreadsheets = kinds.chain(views).flat_map(|offer| spreadsheets(renderer, &offer));
    spreadsheets.chain(json).chain([schema]).collect()
}

fn spreadsheets<'a>(renderer: &'a Renderer<'a>, offer: &Arc<Offer<'a>>) -> [File<'a>; 2] {
    let (one, other) = (Arc::clone(offer), Arc::clone(offer));
    [
        File::new(format!("{}.csv", offer.base), move || csv::text(one.table()).into_bytes()),
        File::new(format!("{}.xlsx", offer.base), move || {
            xlsx::bytes(other.table(), &About::new(renderer))
        }),
    ]
}

/// The table of a view for other programs; what a kind holds has a format of its own.
fn as_json<'a>(renderer: &'a Renderer<'a>, offer: &Arc<Offer<'a>>) -> File<'a> {
    let offer = Arc::clone(offer);
    File::new(format!("{}.json", offer.base), move || {
        let table = offer.table();
        let schema = format!("{}{}", address::root(&offer.base), address::TABLE_SCHEMA);
        let mut json = head(renderer, "lathund/table", &schema);
        json.insert("title".to_owned(), json!(table.title));
        let columns = table.columns.iter();
        let columns = columns.map(|column| json!({ "key": column.key, "label": column.label }));
        json.insert("columns".to_owned(), columns.collect());
        written_with(&json, "rows", || table.objects())
    })
}
