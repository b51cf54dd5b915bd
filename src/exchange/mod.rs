//! What comes into a handbook and goes through it as a whole: renaming.
//!
//! Everything here is text in and text out; the commands write files.

pub mod edit;
pub mod rename;
