//! Markdown: stub.
