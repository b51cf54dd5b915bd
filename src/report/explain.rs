//! Writes what codes mean, for `lathund explain`.

use super::level_word;
use crate::diagnostic::explanation::Explanation;
use crate::locale::{Lang, Text};

/// All that is told of one code.
pub fn one(explanation: &Explanation, lang: Lang) -> String {
    let Explanation { code, severity, what, why, bad, good } = explanation;
    let (wrong, right) = match lang {
        Lang::Sv => ("Fel", "Rätt"),
        Lang::En => ("Wrong", "Right"),
    };
    let level = level_word(*severity, lang);
    format!(
        "{level}[{code}]\n\n{}\n{}\n\n{wrong}:\n{}\n\n{right}:\n{}\n",
        what.get(lang),
        why.get(lang),
        indented(bad),
        indented(good),
    )
}

/// A line for each code.
pub fn all(explanations: &[&Explanation], lang: Lang) -> String {
    let width = explanations.iter().map(|one| one.code.len()).max().unwrap_or_default();
    explanations
        .iter()
        .map(|one| {
            let level = level_word(one.severity, lang);
            format!("{:width$}  {level:7}  {}\n", one.code, one.what.get(lang))
        })
        .collect()
}

/// What is told of one observation: its name and why it matters.
pub fn observation(code: &str, label: &Text, why: &Text, lang: Lang) -> String {
    format!("{}[{code}]\n\n{}.\n{}\n", seen(lang), label.get(lang), why.get(lang))
}

/// A line for each observation.
pub fn observations<'a>(all: impl Iterator<Item = (&'a str, Text)>, lang: Lang) -> String {
    let level = seen(lang);
    all.map(|(code, label)| format!("{code:29}  {level}  {}\n", label.get(lang))).collect()
}

const fn seen(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => "iakttagelse",
        Lang::En => "observation",
    }
}

fn indented(example: &str) -> String {
    example.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
