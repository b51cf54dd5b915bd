//! Diagnostics for people: the source line, the marked place and what to do about it.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{help_word, level_word};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::locale::Lang;
use crate::source::{SourceFile, Sources};

/// The most lines of a source that one diagnostic shows. Longer lines than anybody writes are told
/// by their place alone.
const MAX_LINES: usize = 6;
const MAX_SHOWN: usize = 16 * 1024;

/// All diagnostics as a terminal shows them, with an empty line after each.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&one(diagnostic, sources, lang, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(diagnostic: &Diagnostic, sources: &Sources, lang: Lang, renderer: &Renderer) -> String {
    let file = sources.file(diagnostic.span.file);
    let title = level(diagnostic.severity)
        .with_name(level_word(diagnostic.severity, lang))
        .primary_title(diagnostic.message.get(lang))
        .id(diagnostic.code);
    let window = Window::around(file.text(), diagnostic.span);
    let short = window.lines.len() <= MAX_SHOWN;
    let mut group = if file.text().is_empty() || !diagnostic.quoted || !short {
        let place = file.position(diagnostic.span.start);
        let origin = Origin::path(normalize_untrusted_str(&file.path)).line(place.line as usize);
        title.element(origin.char_column(place.column as usize))
    } else {
        title.element(snippet(diagnostic, file, &window, lang))
    };
    if let Some(help) = &diagnostic.help {
        let level = Level::HELP.with_name(help_word(lang));
        group = group.element(level.message(normalize_untrusted_str(help.get(lang))));
    }
    let report: [Group<'_>; 1] = [group];
    renderer.render(&report)
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE,
    }
}

fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    file: &'a SourceFile,
    window: &Window,
    lang: Lang,
) -> Snippet<'a, Annotation<'a>> {
    let label = diagnostic.label.as_ref().map(|label| normalize_untrusted_str(label.get(lang)));
    Snippet::source(&file.text()[window.lines.clone()])
        .line_start(file.position(diagnostic.span.start).line as usize)
        .path(normalize_untrusted_str(&file.path))
        .annotation(AnnotationKind::Primary.span(window.mark.clone()).label(label))
}

/// The lines around a span; the renderer never sees the rest of the file.
struct Window {
    /// The bytes of the file that are shown: whole lines.
    lines: Range<usize>,
    /// The marked bytes, counted from the first shown one.
    mark: Range<usize>,
}

impl Window {
    fn around(text: &str, span: Span) -> Self {
        let start = text.floor_char_boundary(span.start as usize);
        let end = text.ceil_char_boundary(span.end as usize).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        // A byte order mark is no column, and no terminal shows it.
        let bom = text[line_start..].chars().next().filter(|sign| *sign == '\u{feff}');
        let first = line_start + bom.map_or(0, char::len_utf8);
        let start = start.max(first);
        // A mark that takes in the line break would point at the next line.
        let marked = text[start..end.max(start)].trim_end_matches(['\n', '\r']);
        let shown = marked.split_inclusive('\n').take(MAX_LINES).map(str::len).sum::<usize>();
        let end = start + marked[..shown].trim_end_matches(['\n', '\r']).len();
        let last = text[end..].find(['\n', '\r']).map_or(text.len(), |at| end + at);
        Self { lines: first..last, mark: start - first..end - first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::locale::Text;

    /// Renders one error about the first place where `needle` stands in `text`.
    fn error_at(text: &str, needle: &str, lang: Lang) -> String {
        let sources = Sources::from_texts([("avtal/vaxel.md", text)]);
        let start = text.find(needle).unwrap();
        let span = Span::new(FileId(0), start, start + needle.len());
        let message = Text::new("leverantören `telja` finns inte", "no supplier `telja`");
        let diagnostic = Diagnostic::error("broken-reference", span, message)
            .label(Text::new("ingen leverantör heter så", "no supplier has this id"))
            .help(Text::new("menade du `telia`?", "did you mean `telia`?"));
        render(&[diagnostic], &sources, lang, false)
    }

    #[test]
    fn the_place_its_label_and_the_help_are_shown_in_swedish() {
        let shown = error_at("titel: Växel\nleverantör: telja\nslut: 2027\n", "telja", Lang::Sv);
        assert_eq!(
            shown,
            "fel[broken-reference]: leverantören `telja` finns inte
 --> content/avtal/vaxel.md:2:13
  |
2 | leverantör: telja
  |             ^^^^^ ingen leverantör heter så
  |
  = hjälp: menade du `telia`?

"
        );
    }

    #[test]
    fn english_words_serve_english_readers() {
        let shown = error_at("supplier: telja", "telja", Lang::En);
        assert!(shown.starts_with("error[broken-reference]: no supplier `telja`\n"), "{shown}");
        assert!(shown.contains("= help: did you mean `telia`?"), "{shown}");
    }

    #[test]
    fn columns_count_characters_after_swedish_letters_tabs_and_a_byte_order_mark() {
        for (text, place) in [
            ("å ä ö: telja", "1:8"),
            ("\ttelja", "1:2"),
            ("\u{feff}x: telja", "1:4"),
            ("\u{feff}telja", "1:1"),
            ("a\r\nb: telja\r\nc", "2:4"),
        ] {
            let shown = error_at(text, "telja", Lang::Sv);
            assert!(shown.contains(&format!("vaxel.md:{place}\n")), "{text:?}: {shown}");
            assert!(!shown.contains('\u{feff}'), "{shown}");
        }
    }

    #[test]
    fn the_mark_stands_under_its_word_after_a_tab() {
        let shown = error_at("\tx: telja", "telja", Lang::Sv);
        let column = |line: &str, sign: &str| {
            let line = shown.lines().find(|shown| shown.starts_with(line)).unwrap();
            line.find(sign).unwrap()
        };
        assert_eq!(column("1 |", "telja"), column("  |  ", "^"));
    }

    #[test]
    fn a_long_mark_shows_its_first_lines_only() {
        let text = "rad\n".repeat(400);
        let sources = Sources::from_texts([("a.md", text.as_str())]);
        let span = Span::new(FileId(0), 0, text.len());
        let diagnostic = Diagnostic::warning("x", span, Text::new("för långt", "too long"));
        let shown = render(&[diagnostic], &sources, Lang::Sv, false);
        assert!(shown.starts_with("varning[x]: för långt\n"), "{shown}");
        assert!(shown.lines().count() < 14, "{shown}");
    }

    #[test]
    fn odd_spans_never_stop_the_report() {
        for text in ["", "\n", "\u{feff}", "å", "a\r\n\r\nb", "\u{fffd}\u{fffd}"] {
            let sources = Sources::from_texts([("a.md", text)]);
            for start in 0..6 {
                for end in 0..9 {
                    let span = Span::new(FileId(0), start, end);
                    let fault = Diagnostic::advice("x", span, Text::new("å", "a"));
                    let shown = render(&[fault], &sources, Lang::Sv, true);
                    assert!(shown.contains("content/a.md:"), "{shown}");
                }
            }
        }
    }

    #[test]
    fn escape_codes_in_the_sources_do_not_reach_the_terminal() {
        let sources = Sources::from_texts([("a.md", "\u{1b}[31mx")]);
        let span = Span::new(FileId(0), 0, 3);
        let words = || Text::new("\u{1b}[2J", "\u{1b}[2J");
        let fault = Diagnostic::error("x", span, words()).label(words()).help(words());
        assert!(!render(&[fault], &sources, Lang::Sv, false).contains('\u{1b}'));
        for text in ["x", ""] {
            let sources = Sources::from_texts([("a\u{1b}[2J.md", text)]);
            let fault = Diagnostic::error("x", Span::new(FileId(0), 0, 0), words());
            assert!(!render(&[fault], &sources, Lang::Sv, false).contains('\u{1b}'));
        }
    }
}
