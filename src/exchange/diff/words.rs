//! A difference in words: as plain text, or as Markdown for a merge request.

use super::{Difference, FieldChange, Subject, What, fault_lines};
use crate::locale::{Lang, Text};
use crate::source::Sources;

/// How many pages are named before the rest is only counted.
const PAGES: usize = 20;

/// How the words are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// For a terminal.
    Plain,
    /// For a merge request.
    Markdown,
}

/// Tells a difference. `title` names the two revisions; the sources are those of the old and the
/// new one.
pub fn render(
    difference: &Difference,
    title: &Text,
    sources: (&Sources, &Sources),
    layout: Layout,
    lang: Lang,
) -> String {
    let mut writer = Writer { layout, lang, out: String::new() };
    writer.title(title.get(lang));
    if difference.is_empty() {
        writer.out.push('\n');
        let nothing =
            Text::new("Inget har ändrats i handboken.", "Nothing in the handbook changed.");
        writer.out.push_str(nothing.get(lang));
        writer.out.push('\n');
        return writer.out;
    }
    writer.subjects(&difference.added, "Nya poster", "New entries");
    writer.subjects(&difference.removed, "Borttagna poster", "Removed entries");
    writer.renamed(&difference.renamed);
    writer.changed(&difference.changed);
    writer.paths(&difference.settings, "Ändrade inställningar", "Changed settings");
    let days: Vec<String> =
        difference.calendar.iter().map(|day| day.get(lang).to_owned()).collect();
    writer.lines(&days, "Ändrade dagar i kalendern", "Days that change in the calendar");
    let whose = "Roller och enheter vars listor berörs";
    writer.lines(&difference.people, whose, "Roles and units whose lists are affected");
    writer.paths(&difference.pages, "Berörda sidor", "Affected pages");
    let faults = fault_lines(&difference.new_faults, sources.1, lang);
    writer.lines(&faults, "Nya fel och varningar", "New faults");
    let mended = fault_lines(&difference.mended, sources.0, lang);
    writer.lines(&mended, "Åtgärdade fel och varningar", "Mended faults");
    writer.out
}

struct Writer {
    layout: Layout,
    lang: Lang,
    out: String,
}

impl Writer {
    fn title(&mut self, words: &str) {
        let mark = if self.layout == Layout::Markdown { "## " } else { "" };
        self.out.push_str(&format!("{mark}{}\n", self.escaped(words)));
    }

    fn heading(&mut self, sv: &str, en: &str, count: usize) {
        let words = if self.lang == Lang::Sv { sv } else { en };
        match self.layout {
            Layout::Plain => self.out.push_str(&format!("\n{words} ({count})\n")),
            Layout::Markdown => self.out.push_str(&format!("\n### {words} ({count})\n\n")),
        }
    }

    /// A line, whatever it quotes: in a comment on a merge request, one that begins with a slash would
    /// be an order to the platform.
    fn line(&mut self, depth: usize, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let indent = "  ".repeat(depth);
        match self.layout {
            Layout::Plain => self.out.push_str(&format!("  {indent}{words}\n")),
            Layout::Markdown => self.out.push_str(&format!("{indent}- {words}\n")),
        }
    }

    fn subjects(&mut self, subjects: &[Subject], sv: &str, en: &str) {
        if subjects.is_empty() {
            return;
        }
        self.heading(sv, en, subjects.len());
        for subject in subjects {
            let words = self.subject(subject);
            self.line(0, &words);
        }
    }

    fn renamed(&mut self, renamed: &[(String, Subject)]) {
        if renamed.is_empty() {
            return;
        }
        self.heading("Poster med nytt id", "Entries with another id", renamed.len());
        for (old, subject) in renamed {
            let words = format!("{} ← {}", self.subject(subject), self.code(old));
            self.line(0, &words);
        }
    }

    fn changed(&mut self, changed: &[(Subject, Vec<FieldChange>)]) {
        if changed.is_empty() {
            return;
        }
        self.heading("Ändrade poster", "Changed entries", changed.len());
        for (subject, fields) in changed {
            let words = self.subject(subject);
            self.line(0, &words);
            for field in fields {
                let what = self.what(&field.what);
                let words = format!("{}: {what}", self.escaped(field.label.get(self.lang)));
                self.line(1, &words);
            }
        }
    }

    fn what(&self, what: &What) -> String {
        let sv = self.lang == Lang::Sv;
        let list = |sign: &str, parts: &[Text]| -> Vec<String> {
            parts.iter().map(|part| format!("{sign} {}", self.short(part.get(self.lang)))).collect()
        };
        match what {
            What::Value(from, to) => {
                let (from, to) = (from.get(self.lang), to.get(self.lang));
                format!("{} → {}", self.or_nothing(from), self.or_nothing(to))
            }
            What::List { added, removed } => {
                [list("+", added), list("−", removed)].concat().join(", ")
            }
            What::Words(from, to) if sv => format!("ändrad text, {from} → {to} ord"),
            What::Words(from, to) => format!("changed text, {from} → {to} words"),
            What::Inside if sv => "ändrat innehåll".to_owned(),
            What::Inside => "changed contents".to_owned(),
        }
    }

    fn or_nothing(&self, words: &str) -> String {
        match (words.is_empty(), self.lang) {
            (true, Lang::Sv) => "(inget)".to_owned(),
            (true, Lang::En) => "(nothing)".to_owned(),
            (false, _) => self.short(words),
        }
    }

    fn paths(&mut self, paths: &[String], sv: &str, en: &str) {
        if paths.is_empty() {
            return;
        }
        self.heading(sv, en, paths.len());
        for path in paths.iter().take(PAGES) {
            let words = self.code(path);
            self.line(0, &words);
        }
        let more = paths.len().saturating_sub(PAGES);
        if more > 0 {
            let words = if self.lang == Lang::Sv { "och ytterligare" } else { "and further" };
            self.line(0, &format!("{words} {more}"));
        }
    }

    fn lines(&mut self, lines: &[String], sv: &str, en: &str) {
        if lines.is_empty() {
            return;
        }
        self.heading(sv, en, lines.len());
        for line in lines {
            let words = self.escaped(line);
            self.line(0, &words);
        }
    }

    fn subject(&self, subject: &Subject) -> String {
        let reference = self.code(&format!("{}:{}", subject.kind, subject.id));
        let label = self.escaped(subject.label.get(self.lang));
        format!("{label}: {} ({reference})", self.escaped(&subject.title))
    }

    fn code(&self, words: &str) -> String {
        match self.layout {
            Layout::Plain => words.to_owned(),
            Layout::Markdown => format!("`{}`", words.replace('`', "'")),
        }
    }

    /// The first line of a value, not too long.
    fn short(&self, words: &str) -> String {
        let line = words.lines().next().unwrap_or_default();
        let cut = line.chars().count() > 80;
        let line: String = line.chars().take(if cut { 79 } else { 80 }).collect();
        self.escaped(&if cut { format!("{line}…") } else { line })
    }

    /// Words that Markdown takes as words.
    fn escaped(&self, words: &str) -> String {
        if self.layout == Layout::Plain {
            return words.to_owned();
        }
        words.chars().fold(String::with_capacity(words.len()), |mut out, sign| {
            if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
                out.push('\\');
            }
            out.push(sign);
            out
        })
    }
}
