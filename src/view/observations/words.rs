//! What each observation is called, and why it matters: what pages show beside it.

use crate::locale::Text;

/// The words for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What it is called: "Överlapp".
    pub label: Text,
    /// Why it is told, and by which rule.
    pub why: Text,
}

/// Code, name and reason, Swedish and English.
type Row = (&'static str, [&'static str; 2], [&'static str; 2]);

const WORDS: &[Row] = &[
    (
        "ended-contract-in-use",
        ["Avtalet har gått ut men används", "An ended contract is in use"],
        [
            "Avtalets sista dag, med alla förlängningar, har passerat. Ett system under avtalet står som i drift.",
            "The last day of the contract, with all extensions, has passed. A system under it stands as in operation.",
        ],
    ),
    (
        "ends-soon",
        ["Avtalet tar slut inom ett år", "The contract ends within a year"],
        [
            "Avtalets slutdag ligger mindre än tolv månader bort.",
            "The end of the contract is less than twelve months away.",
        ],
    ),
    (
        "extension-without-responsible",
        ["Ingen svarar för förlängningen", "Nobody answers for the extension"],
        [
            "Avtalet kan förlängas, men ingen av de ansvariga rollerna har förlängning som uppgift.",
            "The contract can be extended, but none of the responsible roles has that task.",
        ],
    ),
    (
        "late-start",
        ["Skulle ha startat", "Should have been started"],
        [
            "Senaste start är avtalets sista förlängningsdag minus underkategorins framförhållning. Dagen har passerat.",
            "The latest start is the last day of extension minus the lead time of the subcategory. That day has passed.",
        ],
    ),
    (
        "missed-extension",
        ["Förlängningen har inte gjorts", "Not extended in time"],
        [
            "Sista dagen att förlänga har passerat, och ingen upphandling är i gång.",
            "The last day to extend has passed, and no procurement is under way.",
        ],
    ),
    (
        "missing-facts",
        ["Uppgifter saknas", "Facts are missing"],
        [
            "Registret väntar sig uppgifter som källan inte ger.",
            "The register expects facts that the source does not give.",
        ],
    ),
    (
        "nis-without-analysis",
        ["NIS utan säkerhetsanalys", "NIS without a security analysis"],
        [
            "Systemet berörs av NIS. Då ska det ha en systemsäkerhetsanalys.",
            "NIS concerns the system. It then needs a system security analysis.",
        ],
    ),
    (
        "no-accessibility-report",
        ["Tillgänglighetsutlåtande saknas", "No accessibility report"],
        [
            "Systemet möter invånare och är i drift. Då ska leverantören ha lämnat ett utlåtande det senaste året.",
            "Citizens meet the system. The supplier must then have given a report within the last year.",
        ],
    ),
    (
        "no-crisis-terms",
        ["Krisvillkor saknas", "No terms for a crisis"],
        [
            "Avtalet är viktigt vid kris, men villkoren för kris är inte på plats.",
            "The contract matters in a crisis, but the terms for it are not in place.",
        ],
    ),
    (
        "no-lead-time",
        ["Framförhållning saknas", "No lead time"],
        [
            "Behovet har ett slutdatum, men underkategorin saknar framförhållning. Då går senaste start inte att räkna ut.",
            "The need has an end date, but its subcategory has no lead time, so no latest start can be computed.",
        ],
    ),
    (
        "no-owner",
        ["Systemägare saknas", "No system owner"],
        [
            "Systemet är i drift. Då ska en roll äga det och kunna fatta beslut om det.",
            "The system is in operation. A role must then own it and be able to decide about it.",
        ],
    ),
    (
        "no-pub-agreement",
        ["PUB-avtal saknas", "No data processing agreement"],
        [
            "Systemet har personuppgifter och en leverantör, men inget av avtalen har ett personuppgiftsbiträdesavtal.",
            "The system holds personal data and has a supplier, but none of its contracts has a data processing agreement.",
        ],
    ),
    (
        "nobody-named",
        ["Ingen är utpekad", "Nobody is named"],
        [
            "Källan säger att steget ska göras men inte av vem.",
            "The source says that the step is to be done, but not by whom.",
        ],
    ),
    (
        "old-version",
        ["Gammal version", "Old version"],
        [
            "Grundläggande programvara ska hållas i senaste eller näst senaste versionen.",
            "Base software shall be kept at the latest or second latest version.",
        ],
    ),
    (
        "open-legal-check",
        ["Juridisk kontroll återstår", "The legal check remains"],
        [
            "Mallen gäller, men kommunjuristen har inte granskat den än.",
            "The template is in force, but no lawyer has looked at it yet.",
        ],
    ),
    (
        "overlap",
        ["Överlapp", "Overlap"],
        [
            "Två eller flera system i samma organisation är i drift med samma funktion. Det är en fråga att svara på och inte ett fel: båda kan behövas.",
            "Two or more systems of one organisation are in operation with the same function. That is a question, not a fault: both may be needed.",
        ],
    ),
    (
        "repeated-need",
        ["Står flera gånger i planen", "Stands more than once in the plan"],
        [
            "Samma behov står på flera rader i planen. Reda ut om det är en eller flera upphandlingar.",
            "The same need stands on several rows of the plan. Find out whether it is one procurement or several.",
        ],
    ),
    (
        "unreplaced-system",
        ["Nytt system utan att det gamla avslutas", "A new system while the old one stays"],
        [
            "Systemet införs, och ett annat med samma funktion är i drift utan att stå som ersatt.",
            "The system is being introduced, and another with the same function is in operation and not to be replaced.",
        ],
    ),
];

/// Every code with its words, in the order of the codes.
pub fn explained() -> impl Iterator<Item = (&'static str, About)> {
    WORDS.iter().map(|(code, label, why)| {
        (*code, About { label: Text::new(label[0], label[1]), why: Text::new(why[0], why[1]) })
    })
}

/// The words for a code; `None` for one that has none.
pub(crate) fn about(code: &str) -> Option<About> {
    explained().find(|(known, _)| *known == code).map(|(_, about)| about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::observations::MISSING;

    #[test]
    fn every_observation_has_words_and_no_words_are_left_over() {
        let sources = [
            include_str!("contracts.rs"),
            include_str!("facts.rs"),
            include_str!("plans.rs"),
            include_str!("systems.rs"),
        ];
        let made = sources.iter().flat_map(|source| source.split("observation(\"").skip(1));
        let mut codes: Vec<&str> = made.filter_map(|rest| rest.split('"').next()).collect();
        codes.push(MISSING);
        codes.sort_unstable();
        codes.dedup();
        let known: Vec<&str> = WORDS.iter().map(|(code, _, _)| *code).collect();
        assert_eq!(codes, known);
    }
}
