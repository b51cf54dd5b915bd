//! Scripts without what only their authors read: comments and indentation.
//!
//! Not a minifier: lines stay lines, so an error in the browser still names one. What cannot be
//! told apart from text by looking at lines is left as it is.

/// The script as it is published.
pub(super) fn script(source: &str) -> String {
    let mut slim = String::with_capacity(source.len());
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        let opens = line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"));
        if in_comment || opens {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            slim.push_str(line);
            slim.push('\n');
        }
    }
    // In these a line break or the blanks of a line may be part of a text.
    let spans_lines = |line: &str| line.ends_with('\\');
    if slim.contains('`') || slim.lines().any(spans_lines) { source.to_owned() } else { slim }
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn comments_and_indentation_go_and_lines_stay() {
        let source = "/* What it\n   does. */\n(function () {\n  // Why.\n  go(\"/* no comment */\");\n\n  /* One. */\n  stay(); /* beside */\n})();\n";
        assert_eq!(
            script(source),
            "(function () {\ngo(\"/* no comment */\");\nstay(); /* beside */\n})();\n"
        );
    }

    #[test]
    fn texts_over_several_lines_are_left_alone() {
        for source in ["a = `x\n   y`;\n", "a = \"x\\\n   y\";\n"] {
            assert_eq!(script(source), source);
        }
    }
}
