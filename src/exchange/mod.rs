//! What goes through a handbook as a whole: renames, and differences between two revisions.
//!
//! Everything here is text in and text out; the commands write files.

pub mod diff;
pub mod edit;
pub mod import;
pub mod owners;
pub mod rename;
