//! Colours for code: a few short classes that the theme gives colours to.
//!
//! syntect's own writer makes a block 25-60 times as long, so the classes are chosen here and equal
//! neighbours are joined. The syntaxes are loaded when the first block asks for them. YAML and
//! Markdown, which handbooks are written in, have rules of our own ([`source`]): those of syntect
//! take longer to get ready than a whole handbook takes to build.

mod source;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use syntect::parsing::{
    BasicScopeStackOp, ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet,
};
use syntect::util::LinesWithEndings;

use super::escape;

/// Longer blocks stay plain: they are data, and each kilobyte costs up to a millisecond.
const MAX_BLOCK: usize = 64 * 1024;
/// Longer lines stay plain: the syntaxes look at a line as a whole.
const MAX_LINE: usize = 2000;
/// How many blocks are remembered.
const MAX_BLOCKS: usize = 4096;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);
static RULES: LazyLock<Vec<(Scope, Class)>> = LazyLock::new(|| {
    SCOPES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect()
});

/// The class of a piece of code; `None` is code without one.
type Class = Option<&'static str>;

/// Which class a scope gives, the first that fits. Scopes that are not here keep the class around
/// them; a language inside another begins without one.
const SCOPES: [(&str, Class); 24] = [
    ("source", None),
    ("text", None),
    ("meta.interpolation", None),
    ("comment", Some("c")),
    ("string", Some("s")),
    ("constant.character.escape", Some("n")),
    ("constant", Some("n")),
    ("keyword.operator", Some("o")),
    ("keyword", Some("k")),
    ("storage", Some("k")),
    ("variable.function", Some("f")),
    ("variable.language", Some("k")),
    ("variable", Some("v")),
    ("support.function", Some("f")),
    ("support.type.property-name", Some("v")),
    ("support", Some("t")),
    ("entity.name.function", Some("f")),
    ("entity.name.section", Some("k")),
    ("entity.name", Some("t")),
    ("entity.other.attribute-name", Some("v")),
    ("entity.other.inherited-class", Some("t")),
    ("markup.inserted", Some("s")),
    ("markup.deleted", Some("c")),
    ("markup.heading", Some("k")),
];

/// Blocks that have been coloured, for those that stand on several pages: colouring a block costs
/// as much as rendering a page.
#[derive(Debug, Default)]
pub(crate) struct Blocks(Mutex<HashMap<blake3::Hash, Arc<str>>>);

impl Blocks {
    /// Code as `<pre><code>`, with classes when the language is known.
    pub(crate) fn code(&self, lang: &str, text: &str) -> Arc<str> {
        let key = blake3::Hasher::new()
            .update(lang.as_bytes())
            .update(b"\n")
            .update(text.as_bytes())
            .finalize();
        if let Some(known) = self.known().get(&key) {
            return Arc::clone(known);
        }
        let html: Arc<str> = code(lang, text).into();
        let mut known = self.known();
        if known.len() < MAX_BLOCKS {
            known.insert(key, Arc::clone(&html));
        }
        html
    }

    fn known(&self) -> MutexGuard<'_, HashMap<blake3::Hash, Arc<str>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn code(lang: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2 + 64);
    // Keyboard users must be able to scroll lines that are wider than the page.
    out.push_str("<pre tabindex=\"0\"><code");
    if !lang.is_empty() {
        out.push_str(" class=\"language-");
        escape::text(&mut out, lang);
        out.push('"');
    }
    out.push('>');
    if text.len() > MAX_BLOCK {
        escape::text(&mut out, text);
    } else if let Some(pieces) = source::pieces(lang, text) {
        let mut spans = Spans::new(&mut out);
        for (piece, class) in pieces {
            spans.write(piece, class);
        }
        spans.close();
    } else if let Some(syntax) = syntax(lang) {
        coloured(&mut out, syntax, text);
    } else {
        escape::text(&mut out, text);
    }
    out.push_str("</code></pre>\n");
    out
}

fn syntax(lang: &str) -> Option<&'static SyntaxReference> {
    if matches!(lang, "" | "text" | "txt" | "plain" | "console" | "csv") {
        return None;
    }
    SYNTAXES.find_syntax_by_token(lang)
}

fn coloured(out: &mut String, syntax: &SyntaxReference, text: &str) {
    let mut state = ParseState::new(syntax);
    let mut scopes = Scopes::default();
    let mut spans = Spans::new(out);
    for line in LinesWithEndings::from(text) {
        let found = match line.len() {
            ..=MAX_LINE => state.parse_line(line, &SYNTAXES).ok(),
            _ => None,
        };
        let mut at = 0;
        for (end, change) in found.unwrap_or_default() {
            spans.write(line.get(at..end).unwrap_or_default(), scopes.class());
            scopes.change(&change);
            at = end.max(at);
        }
        spans.write(line.get(at..).unwrap_or_default(), scopes.class());
    }
    spans.close();
}

/// The scopes around a place, and the class that each of them gives.
#[derive(Default)]
struct Scopes {
    stack: ScopeStack,
    classes: Vec<Class>,
}

impl Scopes {
    fn class(&self) -> Class {
        self.classes.last().copied().flatten()
    }

    fn change(&mut self, change: &ScopeStackOp) {
        let classes = &mut self.classes;
        let applied = self.stack.apply_with_hook(change, |change, _| match change {
            BasicScopeStackOp::Push(scope) => {
                let around = classes.last().copied().flatten();
                let rule = RULES.iter().find(|(start, _)| start.is_prefix_of(scope));
                classes.push(rule.map_or(around, |(_, class)| *class));
            }
            BasicScopeStackOp::Pop => {
                classes.pop();
            }
        });
        if applied.is_err() {
            // Only a faulty syntax gets here; the rest of the block goes on without colours.
            self.stack = ScopeStack::new();
            self.classes.clear();
        }
    }
}

/// Writes pieces of code, equal neighbours in one element.
struct Spans<'a> {
    out: &'a mut String,
    open: Class,
    /// White space that looks the same inside the open element and after it.
    space: String,
}

impl<'a> Spans<'a> {
    fn new(out: &'a mut String) -> Self {
        Self { out, open: None, space: String::new() }
    }

    fn write(&mut self, piece: &str, class: Class) {
        let words = piece.trim_end();
        if !words.is_empty() {
            if class != self.open {
                self.close();
                if let Some(class) = class {
                    self.out.push_str("<span class=\"hl-");
                    self.out.push_str(class);
                    self.out.push_str("\">");
                }
                self.open = class;
            }
            self.write_space();
            escape::text(self.out, words);
        }
        self.space.push_str(piece.get(words.len()..).unwrap_or_default());
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
        self.write_space();
    }

    fn write_space(&mut self) {
        escape::text(self.out, &self.space);
        self.space.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str) -> String {
        html.split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, words)| words))
            .collect::<String>()
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    #[test]
    fn known_languages_get_classes() {
        let html = code("rust", "fn a() -> u8 { 1 } // slut\n");
        for part in ["<span class=\"hl-k\">fn</span>", "hl-f\">a<", "hl-n\">1<", "hl-c\">// slut"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(code("yaml", "a: \"b\"\n").contains("hl-s"));
        assert!(code("JSON", "{\"a\": 1}").contains("hl-n"));
    }

    #[test]
    fn unknown_languages_and_long_blocks_stay_plain() {
        assert_eq!(code("", "a < b"), "<pre tabindex=\"0\"><code>a &lt; b</code></pre>\n");
        let html = code("\"><script>", "x");
        assert!(html.contains("class=\"language-&quot;&gt;&lt;script&gt;\">x<"), "{html}");
        assert!(!code("rust", &"fn a() {}\n".repeat(7000)).contains("hl-"));
    }

    #[test]
    fn no_sign_is_lost() {
        let text =
            "<!-- å --><p class='a'>x</p>\n<script>let a = `${1 & 2}`; /* é */\n</script>\n\n";
        for lang in ["html", "js", "bash", "python", "sql", "xml", "diff", "md", "c", "php", "yaml"]
        {
            assert_eq!(words(&code(lang, text)), text.to_owned() + "\n", "{lang}");
        }
    }

    #[test]
    fn long_lines_are_quick() {
        let begun = std::time::Instant::now();
        let html = code("js", &"(a[{".repeat(15_000));
        assert!(!html.contains("hl-") && begun.elapsed().as_secs() < 30);
    }
}
