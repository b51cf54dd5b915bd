//! Parts of a text that only some readers may see: which readers, and marks that do not say it
//! clearly enough to be relied on.

use super::value::Prose;
use super::{Audience, suggest};
use crate::diagnostic::{Diagnostic, Span};
use crate::locale::Text;
use crate::parse::markdown::marks::Section;

/// Words that somebody may write who means readers, and the mark for them.
const MEANT: [(&str, &str); 14] = [
    ("hemlig", "begransad"),
    ("hemligt", "begransad"),
    ("sekretess", "begransad"),
    ("sekretessbelagd", "begransad"),
    ("konfidentiell", "begransad"),
    ("begransat", "begransad"),
    ("restricted", "begransad"),
    ("secret", "begransad"),
    ("confidential", "begransad"),
    ("internt", "intern"),
    ("internal", "intern"),
    ("offentlig", "oppen"),
    ("open", "oppen"),
    ("public", "oppen"),
];

/// The least audience that may see a part of a text; `None` when the part does not say.
pub(crate) fn least(section: &Section) -> Option<Audience> {
    section.readers.and_then(Audience::from_id)
}

/// The parts of a text that do not say clearly who may read them.
pub(super) fn faults(prose: &Prose) -> Vec<Diagnostic> {
    let first = prose.scan.headings.first().filter(|heading| heading.level == 1);
    let title = first.map(|heading| heading.span.start);
    let sections = prose.scan.sections.iter();
    sections
        .filter_map(|section| {
            let of_title = section.of_heading && title == Some(section.span.start);
            let (message, help) = match section.readers {
                None => not_readers(section)?,
                Some(_) if of_title => whole_page(),
                Some(readers) if section.misplaced => misplaced(section, readers),
                Some(_) => return None,
            };
            let span = place(prose, &section.word_span);
            Some(Diagnostic::error("unclear-readers", span, message).help(help))
        })
        .collect()
}

/// Where bytes of a text stand in its file; a text inside YAML is unescaped, so all of it.
pub(crate) fn place(prose: &Prose, range: &std::ops::Range<usize>) -> Span {
    match prose.text {
        Some(_) => prose.span,
        None => Span::new(prose.span.file, range.start, range.end),
    }
}

fn not_readers(section: &Section) -> Option<(Text, Text)> {
    let word = section.word.to_lowercase();
    let meant = MEANT.iter().find(|(written, _)| *written == word).map(|(_, mark)| *mark);
    let near = || suggest::nearest(&word, Audience::ALL.map(Audience::id));
    let mark = written(section, meant.or_else(near)?);
    Some((
        Text::new(
            format!("`{}` säger inte vilka som får läsa", section.word),
            format!("`{}` does not say who may read", section.word),
        ),
        Text::new(format!("skriv `{mark}`"), format!("write `{mark}`")),
    ))
}

fn written(section: &Section, readers: &str) -> String {
    if section.of_heading {
        format!("{{.{readers}}}")
    } else {
        format!("> [!{}]", readers.to_uppercase())
    }
}

fn whole_page() -> (Text, Text) {
    (
        Text::new(
            "rubriken är sidans namn, och den går inte att dölja för sig",
            "the heading is the name of the page, which cannot be hidden by itself",
        ),
        Text::new(
            "skriv `visibility:` högst upp i filen, så gäller det hela sidan",
            "write `visibility:` at the top of the file, and it holds for the whole page",
        ),
    )
}

fn misplaced(section: &Section, readers: &str) -> (Text, Text) {
    if section.of_heading {
        return (
            Text::new(
                "rubriken står i en lista eller ett citat, så det syns inte var avsnittet slutar",
                "the heading stands in a list or quotation, so the end of its section is unclear",
            ),
            Text::new(
                "flytta rubriken till texten utanför, eller använd ett block",
                "move the heading to the text outside, or use a block",
            ),
        );
    }
    let mark = format!("> [!{}]", readers.to_uppercase());
    (
        Text::new(
            "märket säger inte tydligt vad det gäller",
            "the mark does not say clearly what it speaks for",
        ),
        Text::new(
            format!("skriv `{mark}` ensamt på en rad, och texten på raderna under med `>` först"),
            format!("write `{mark}` alone on a line, and the text below with `>` before each line"),
        ),
    )
}
