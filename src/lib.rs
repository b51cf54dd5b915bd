//! Lathund compiles a folder of Markdown and YAML into a procurement handbook as a static site.
//!
//! Data flows one way; the modules stand in that order, and each may use only those above it
//! (`tests/layers.rs` proves it).

pub mod locale;

pub mod diagnostic;

pub mod source;

pub mod report;

pub mod parse;

pub mod kind;

pub mod leak;

pub mod handbook;

pub mod view;

pub mod checks;

pub mod render;

pub mod search;

pub mod export;

pub mod publish;

pub mod pipeline;

pub mod exchange;

pub mod serve;

pub mod hosting;

pub mod commands;

#[cfg(any(test, fuzzing))]
pub mod fuzz;
