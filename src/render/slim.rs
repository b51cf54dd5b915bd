//! Scripts without what only their authors read: comments, indentation, blanks around signs.
//!
//! Not a minifier: every statement begins a line, so an error in the browser still names one. What
//! cannot be told apart from text by looking at a line is left as it is.

/// Signs that need no blanks around them. Plus and minus do: `a + +b` is not `a++b`.
const SIGNS: [char; 17] =
    ['=', ',', ';', ':', '?', '(', ')', '{', '}', '[', ']', '<', '>', '&', '|', '!', '*'];

/// Signs after which a line break says nothing.
const OPEN: [char; 4] = ['{', '(', '[', ','];

/// The script as it is published.
pub(super) fn script(source: &str) -> String {
    let mut slim = String::with_capacity(source.len());
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        let opens = line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"));
        if in_comment || opens {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            let closed = close(line);
            slim.push_str(&closed);
            // What follows a comment at the end of a line must not become part of it.
            if line.contains("//") || !closed.ends_with(OPEN) {
                slim.push('\n');
            }
        }
    }
    // In these a line break or the blanks of a line may be part of a text.
    let spans_lines = |line: &str| line.ends_with('\\');
    if slim.contains('`') || slim.lines().any(spans_lines) { source.to_owned() } else { slim }
}

/// A line without blanks around its signs; as it is when it may hold a pattern, or a text in other
/// signs than `"`.
fn close(line: &str) -> String {
    let pieces: Vec<&str> = line.split('"').collect();
    if line.contains(['\'', '`', '/', '\\']) || pieces.len().is_multiple_of(2) {
        return line.to_owned();
    }
    let code = |piece: &str| {
        let mut out = String::with_capacity(piece.len());
        for sign in piece.chars() {
            if SIGNS.contains(&sign) {
                out.truncate(out.trim_end_matches(' ').len());
            }
            if !(sign == ' ' && out.ends_with(SIGNS)) {
                out.push(sign);
            }
        }
        out
    };
    let numbered = pieces.iter().enumerate();
    let closed: Vec<String> = numbered
        .map(|(at, piece)| if at % 2 == 0 { code(piece) } else { (*piece).to_owned() })
        .collect();
    let closed = closed.join("\"");
    // In scripts these begin comments.
    if closed.contains("<!--") || closed.contains("-->") { line.to_owned() } else { closed }
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn blanks_around_signs_go_but_not_in_texts_and_patterns() {
        let slim = |line: &str| script(line).trim_end().to_owned();
        assert_eq!(
            slim("var a = b + c ? { d: \"e : f\" } : g (h, i);"),
            "var a=b + c?{d:\"e : f\"}:g(h,i);"
        );
        for line in ["a = b / c;", "a = /x : y/;", "a = 'b : c';", "if (a < !--b) {"] {
            assert_eq!(slim(line), line);
        }
    }

    #[test]
    fn what_a_line_leaves_open_goes_on_in_the_same_line() {
        assert_eq!(
            script("go(\n  a,\n  b\n);\nif (a) { // perhaps,\n  b();\n}\n"),
            "go(a,b\n);\nif (a) { // perhaps,\nb();\n}\n"
        );
    }

    #[test]
    fn comments_and_indentation_go_and_lines_stay() {
        let source = "/* What it\n   does. */\n(function () {\n  // Why.\n  go(\"/* no comment */\");\n\n  /* One. */\n  stay(); /* beside */\n})();\n";
        assert_eq!(
            script(source),
            "(function(){go(\"/* no comment */\");\nstay(); /* beside */\n})();\n"
        );
    }

    #[test]
    fn texts_over_several_lines_are_left_alone() {
        for source in ["a = `x\n   y`;\n", "a = \"x\\\n   y\";\n"] {
            assert_eq!(script(source), source);
        }
    }
}
