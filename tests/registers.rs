//! The shipped registers say what their source tables say, row by row.
//!
//! The tables stand in `tests/fixtures/domain/*.csv` and are never changed. Where a table is in
//! English, `map_*.csv` beside it says which entry carries which row; those maps were written by
//! hand and are checked against the table here.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, clippy::disallowed_methods, reason = "shared with the other tests")]
mod reader;

/// A module for each group of registers, and what they share.
mod registers {
    mod activities;
    mod agreement;
    mod dates;
    mod documents;
    mod figures;
    mod matrix;
    mod needs;
    mod organisation;
    mod plan;
    mod prose;
    mod systems;
    mod table;
    mod terms;
    mod timeline;
}
