//! Lines and columns of byte offsets. Columns count characters, as editors show them.

use std::sync::OnceLock;

/// A place in a text as people count: both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// Line.
    pub(crate) line: u32,
    /// Column, in characters.
    pub(crate) column: u32,
}

/// Where each line of a text begins; found when somebody first asks, as of most texts nobody does.
#[derive(Debug, Default)]
pub(crate) struct LineIndex(OnceLock<Vec<u32>>);

impl LineIndex {
    fn starts(&self, text: &str) -> &[u32] {
        self.0.get_or_init(|| {
            let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect()
        })
    }

    /// The position of `offset`; an offset past the end means the end.
    pub(crate) fn position(&self, text: &str, offset: u32) -> Position {
        let offset = text.floor_char_boundary(offset as usize);
        let starts = self.starts(text);
        let line = starts.partition_point(|start| *start as usize <= offset) - 1;
        let before = &text[starts[line] as usize..offset];
        let column = before.trim_start_matches('\u{feff}').chars().count() as u32 + 1;
        Position { line: line as u32 + 1, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "ägare: å\r\n  roll: ö\n";
        let index = LineIndex::default();
        let at = |needle: &str| index.position(text, text.find(needle).unwrap() as u32);
        assert_eq!(at("å"), Position { line: 1, column: 8 });
        assert_eq!(at("roll"), Position { line: 2, column: 3 });
        assert_eq!(index.position(text, 999), Position { line: 3, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_is_not_a_column() {
        let text = "\u{feff}id: x";
        assert_eq!(LineIndex::default().position(text, 3), Position { line: 1, column: 1 });
    }
}
