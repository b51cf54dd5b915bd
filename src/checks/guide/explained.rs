//! What the faults of guides mean.

use crate::diagnostic::Severity::{Error, Warning};
use crate::diagnostic::explanation::{Explanation, words};

pub(super) const EXPLAINED: &[Explanation] = &[
    Explanation {
        code: "unreachable-part",
        severity: Error,
        what: words(
            "Ingen väg genom vägledningen leder till frågan eller resultatet.",
            "No path through the guide leads to the question or outcome.",
        ),
        why: words(
            "Läsaren får aldrig se det du har skrivit. Låt ett svar leda dit, eller ta bort delen.",
            "The reader never sees what you wrote. Let an answer lead there, or take the part away.",
        ),
        bad: "options:\n  - { id: ja, label: Ja, goto: kop }\n  - { id: nej, label: Nej, goto: kop }\n# resultatet `avvakta` nås aldrig",
        good: "options:\n  - { id: ja, label: Ja, goto: kop }\n  - { id: nej, label: Nej, goto: avvakta }",
    },
    Explanation {
        code: "guide-cycle",
        severity: Error,
        what: words(
            "Svaren leder tillbaka till en fråga som läsaren redan har svarat på.",
            "The answers lead back to a question that the reader has answered already.",
        ),
        why: words(
            "Läsaren går runt utan att få ett besked. Led svaret till ett resultat eller en ny fråga.",
            "The reader goes round without a verdict. Lead the answer to an outcome or a new question.",
        ),
        bad: "- { id: vet-inte, label: Vet inte, goto: forsta-fragan }",
        good: "- { id: vet-inte, label: Vet inte, goto: fraga-it-enheten }",
    },
    Explanation {
        code: "question-without-answer",
        severity: Error,
        what: words(
            "Frågan har inga svar att välja bland.",
            "The question has no answers to choose from.",
        ),
        why: words(
            "Vägledningen slutar i en återvändsgränd. Skriv minst två svar, eller gör frågan till ett resultat.",
            "The guide ends nowhere. Write at least two answers, or turn the question into an outcome.",
        ),
        bad: "options: []",
        good: "options:\n  - { id: ja, label: Ja, goto: kop }\n  - { id: nej, label: Nej, goto: avvakta }",
    },
    Explanation {
        code: "outcome-without-contact",
        severity: Warning,
        what: words(
            "Resultatet säger inte vem läsaren kontaktar.",
            "The outcome does not say whom to contact.",
        ),
        why: words(
            "Läsaren vet vad som ska göras men inte med vem. Skriv rollerna i `contacts`, den första först.",
            "The reader knows what to do but not with whom. Write the roles in `contacts`, the first one first.",
        ),
        bad: "- { id: kop, title: Du får köpa, decided_by: [systemagare] }",
        good: "- { id: kop, title: Du får köpa, contacts: [upphandlare], decided_by: [systemagare] }",
    },
    Explanation {
        code: "outcome-without-decider",
        severity: Warning,
        what: words(
            "Resultatet säger varken vem som beslutar eller att inget beslut behövs.",
            "The outcome says neither who decides nor that no decision is needed.",
        ),
        why: words(
            "Läsaren vet inte om det går att gå vidare på egen hand. Skriv `decided_by`, eller `no_decision: true`.",
            "The reader cannot tell whether to go on alone. Write `decided_by`, or `no_decision: true`.",
        ),
        bad: "- { id: kop, title: Du får köpa, contacts: [upphandlare] }",
        good: "- { id: kop, title: Du får köpa, contacts: [upphandlare], decided_by: [systemagare] }",
    },
    Explanation {
        code: "dead-end",
        severity: Error,
        what: words(
            "Efter vissa svar går inget av frågans svar att välja.",
            "After some answers none of the question's options can be chosen.",
        ),
        why: words(
            "Villkoren i `when` utesluter alla svar, och läsaren kommer inte vidare. Ändra ett villkor, eller lägg till ett svar.",
            "The conditions in `when` shut out every option, and the reader is stuck. Change a condition, or add an option.",
        ),
        bad: "options:\n  - { id: avtal, label: Avtal, when: { slag: system }, goto: kop }   # slag kan vara konsult",
        good: "options:\n  - { id: avtal, label: Avtal, when: { slag: system }, goto: kop }\n  - { id: annat, label: Annat, goto: avropa }",
    },
    Explanation {
        code: "answer-gap",
        severity: Error,
        what: words(
            "Det finns belopp eller datum som inget svar gäller för.",
            "There are amounts or dates that no option holds for.",
        ),
        why: words(
            "Läsaren skriver ett belopp och får inget besked. Låt svarens villkor täcka hela skalan, också precis på gränsen.",
            "The reader writes an amount and gets no verdict. Let the conditions cover the whole scale, the limit itself too.",
        ),
        bad: "- { id: under, when: { belopp: { below: \"value:grans\" } }, goto: kop }\n- { id: over, when: { belopp: { above: \"value:grans\" } }, goto: upphandla }",
        good: "- { id: under, when: { belopp: { meets: \"value:grans\" } }, goto: kop }\n- { id: over, when: { not: { belopp: { meets: \"value:grans\" } } }, goto: upphandla }",
    },
    Explanation {
        code: "answer-overlap",
        severity: Error,
        what: words(
            "Två svar gäller för samma belopp eller datum.",
            "Two options hold for the same amount or date.",
        ),
        why: words(
            "Läsaren kan få två olika besked. Låt det ena villkoret sluta där det andra börjar.",
            "The reader could get two verdicts. Let the one condition end where the other begins.",
        ),
        bad: "- { id: litet, when: { belopp: { at_most: \"value:grans\" } }, goto: kop }\n- { id: stort, when: { belopp: { at_least: \"value:grans\" } }, goto: upphandla }",
        good: "- { id: litet, when: { belopp: { below: \"value:grans\" } }, goto: kop }\n- { id: stort, when: { belopp: { at_least: \"value:grans\" } }, goto: upphandla }",
    },
    Explanation {
        code: "unknown-answer",
        severity: Error,
        what: words(
            "Villkoret frågar efter en fråga eller ett svar som vägledningen inte har.",
            "The condition asks about a question or option that the guide does not have.",
        ),
        why: words(
            "Villkoret kan aldrig gälla. Skriv frågans och svarets id så som de står i vägledningen.",
            "The condition can never hold. Write the ids of the question and the option as they stand in the guide.",
        ),
        bad: "shown_when: { slag: sytem }",
        good: "shown_when: { slag: system }",
    },
    Explanation {
        code: "too-many-paths",
        severity: Error,
        what: words(
            "Vägledningen har fler vägar än någon kan kontrollera.",
            "The guide has more paths than anybody can check.",
        ),
        why: words(
            "Ingen kan granska den, och läsaren får svara för länge. Dela den i två vägledningar, eller slå ihop frågor.",
            "Nobody can review it, and the reader answers for too long. Split it into two guides, or join questions.",
        ),
        bad: "type: flera   # med tretton svar som går att kombinera",
        good: "type: flera   # med högst tio svar",
    },
];
