//! The `lathund` command.
fn main() {}
