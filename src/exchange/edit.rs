//! Replacements at exact places: every byte that no edit names stays as it is.

use std::ops::Range;

/// Puts `text` where `range` stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// First byte replaced.
    pub start: usize,
    /// The byte after the last one replaced; `start` where something is only added.
    pub end: usize,
    /// What takes its place.
    pub text: String,
}

impl Edit {
    /// Replaces `range` by `text`.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { start: range.start, end: range.end, text: text.into() }
    }
}

/// Applies edits, which are in order and do not overlap.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The lines that the edits change, in the manner of a unified diff without context.
pub fn changed_lines(text: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut start = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (number, line) in lines.iter().enumerate() {
        let last = number + 1 == lines.len();
        let end = start + line.len();
        let here: Vec<Edit> = edits
            .iter()
            .filter(|edit| start <= edit.start && (edit.start < end || last && edit.start == end))
            .map(|edit| Edit::new(edit.start - start..edit.end - start, edit.text.as_str()))
            .collect();
        start = end;
        if here.is_empty() {
            continue;
        }
        out.push_str(&format!("@@ {} @@\n", number + 1));
        let after = apply(line, &here);
        let adds = here.iter().all(|edit| edit.start == edit.end && edit.text.contains('\n'));
        if adds {
            let kept = |new: &&str| *new != line.trim_end();
            out.extend(after.lines().filter(kept).map(|new| format!("+{new}\n")));
        } else {
            out.extend(line.lines().map(|old| format!("-{old}\n")));
            out.extend(after.lines().map(|new| format!("+{new}\n")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_replace_and_add_and_leave_the_rest() {
        let text = "id: a # kommentar\nowner: b\n";
        let edits = [Edit::new(4..5, "ny"), Edit::new(18..18, "aliases: [a]\n")];
        assert_eq!(apply(text, &edits), "id: ny # kommentar\naliases: [a]\nowner: b\n");
        assert_eq!(
            changed_lines(text, &edits),
            "@@ 1 @@\n-id: a # kommentar\n+id: ny # kommentar\n@@ 2 @@\n+aliases: [a]\n"
        );
    }
}
