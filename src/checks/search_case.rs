//! What a search case that does not hold means. The cases need the index of the finished site, so
//! `lathund check` runs them after the rules.

use crate::diagnostic::Severity::Warning;
use crate::diagnostic::explanation::{Explanation, words};

pub(super) const EXPLAINED: &[Explanation] = &[Explanation {
    code: "search-case",
    severity: Warning,
    what: words(
        "Sökningen hittar inte sidan som den ska hitta.",
        "The search does not find the page that it is to find.",
    ),
    why: words(
        "Sökfallen i `sokfall.yaml` säger vad läsare ska hitta. Skriv deras ord i postens `synonyms` eller `search_words`, eller ändra fallet om en annan sida svarar bättre. `lathund search \"ord\" --explain` visar varför träffarna står som de gör.",
        "The search cases in `sokfall.yaml` say what readers are to find. Write their words among the `synonyms` or `search_words` of the entry, or change the case when another page answers better. `lathund search \"word\" --explain` shows why the hits stand as they do.",
    ),
    bad: "- query: helpdesk\n  to: \"role:servicedesk\"",
    good: "# content/roller/servicedesk.md\nsynonyms: [helpdesk, it-support]",
}];
