//! What the faults of entries mean: keys, values and declarations that do not fit.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};

/// The faults found while entries are read by their kinds.
pub(crate) const EXPLAINED: &[Explanation] = &[
    Explanation {
        code: "unknown-kind",
        severity: Error,
        what: words("Sorten efter `kind:` finns inte.", "The kind after `kind:` does not exist."),
        why: words(
            "Sorten avgör vilka fält posten har. `lathund list` visar alla sorter.",
            "The kind decides which fields the entry has. `lathund list` shows all kinds.",
        ),
        bad: "kind: rol\ntitle: It-chef",
        good: "kind: role\ntitle: It-chef",
    },
    Explanation {
        code: "unknown-folder",
        severity: Error,
        what: words(
            "YAML-filen ligger i en mapp som inte hör till någon sort.",
            "The YAML file lies in a folder that belongs to no kind.",
        ),
        why: words(
            "Mappen berättar vilken sort posten är. Flytta filen, eller skriv `kind:` överst i den.",
            "The folder tells the kind of the entry. Move the file, or write `kind:` at its top.",
        ),
        bad: "content/rollerna/it-chef.yaml",
        good: "content/roller/it-chef.yaml",
    },
    Explanation {
        code: "unknown-key",
        severity: Error,
        what: words("Nyckeln finns inte för den här sorten.", "The kind has no such key."),
        why: words(
            "Uppgiften skulle försvinna utan att någon märkte det. Rätta stavningen, eller flytta uppgiften till rätt post.",
            "The fact would be lost without anybody noticing. Mend the spelling, or move the fact to the right entry.",
        ),
        bad: "sumary: Den som äger systemet",
        good: "summary: Den som äger systemet",
    },
    Explanation {
        code: "missing-field",
        severity: Error,
        what: words("Ett fält som krävs saknas.", "A required field is missing."),
        why: words(
            "Posten kan inte visas rätt utan uppgiften. Är posten inte färdig sätter du `status: utkast`; då krävs bara det du har.",
            "The entry cannot be shown rightly without it. If the entry is not finished, set `status: utkast`; a draft only needs what it has.",
        ),
        bad: "title: Avrop\nstatus: gallande",
        good: "title: Avrop\nstatus: gallande\nowner: it-chef\nreviewed_on: 2026-11-16\ndefinition: Köp mot ett ramavtal.",
    },
    Explanation {
        code: "wrong-type",
        severity: Error,
        what: words(
            "Värdet har fel form: en text där det ska stå ett tal, eller ett datum skrivet på annat sätt.",
            "The value has the wrong form: a text where a number must stand, or a date written in another way.",
        ),
        why: words(
            "Sidor, tabeller och kalendern räknar med värdet. Vet ingen svaret skriver du `okant`.",
            "Pages, tables and the calendar compute with the value. Where nobody knows, write `okant`.",
        ),
        bad: "reviewed_on: 16 november 2026",
        good: "reviewed_on: 2026-11-16",
    },
    Explanation {
        code: "impossible-date",
        severity: Error,
        what: words("Dagen finns inte i kalendern.", "The day is not in the calendar."),
        why: words(
            "Ett datum som inte finns går inte att bevaka. Kontrollera dagen mot källan.",
            "A date that does not exist cannot be watched. Check the day with the source.",
        ),
        bad: "end: 2026-02-30",
        good: "end: 2026-02-28",
    },
    Explanation {
        code: "bad-id",
        severity: Error,
        what: words(
            "Id:t har tecken som inte får finnas i ett id.",
            "The id has characters that an id may not have.",
        ),
        why: words(
            "Id:t blir postens adress på webbplatsen. Använd små bokstäver a–z, siffror och bindestreck; å och ä blir a, ö blir o.",
            "The id becomes the address of the entry. Use lower-case a–z, digits and hyphens.",
        ),
        bad: "id: Systemägare",
        good: "id: systemagare",
    },
    Explanation {
        code: "unknown-value",
        severity: Error,
        what: words(
            "Värdet är inte ett av dem som går att välja.",
            "The value is not one of those that can be chosen.",
        ),
        why: words(
            "Listor och filter bygger på att alla skriver likadant. Beskedet föreslår det värde som ligger närmast.",
            "Lists and filters need the same word from everybody. The message suggests the nearest value.",
        ),
        bad: "status: gällande",
        good: "status: gallande",
    },
    Explanation {
        code: "out-of-range",
        severity: Error,
        what: words(
            "Talet är för stort eller för litet, eller texten för lång eller kort.",
            "The number is too large or too small, or the text too long or too short.",
        ),
        why: words(
            "Gränserna fångar skrivfel, till exempel 240 månader i stället för 24. Kontrollera mot källan.",
            "The limits catch slips, such as 240 months instead of 24. Check with the source.",
        ),
        bad: "review_interval: 240",
        good: "review_interval: 24",
    },
    Explanation {
        code: "wrong-pattern",
        severity: Error,
        what: words(
            "Texten följer inte det mönster som fältet har.",
            "The text does not follow the pattern of the field.",
        ),
        why: words(
            "Till exempel versioner och nummer måste skrivas likadant överallt för att gå att jämföra. Beskedet visar ett exempel.",
            "Versions and numbers must be written alike to be compared. The message shows an example.",
        ),
        bad: "version: ver 2",
        good: "version: \"2.0\"",
    },
    Explanation {
        code: "bad-condition",
        severity: Error,
        what: words("Villkoret har fel form.", "The condition has the wrong form."),
        why: words(
            "Ett villkor som inte går att läsa gäller aldrig. Skriv `{ fält: värde }`, eller kombinera med `all`, `any` och `not`.",
            "A condition that cannot be read never holds. Write `{ field: value }`, or combine with `all`, `any` and `not`.",
        ),
        bad: "applies_when: personal_data = ja",
        good: "applies_when: { personal_data: true }",
    },
    Explanation {
        code: "bad-kind",
        severity: Error,
        what: words(
            "En egen sort under `_kinds/` är felaktigt beskriven.",
            "A kind of the site's own under `_kinds/` is declared wrongly.",
        ),
        why: words(
            "Poster av sorten kan inte läsas eller visas. Beskedet säger vilken del av beskrivningen som är fel.",
            "Entries of the kind cannot be read or shown. The message tells which part is wrong.",
        ),
        bad: "kind: vehicle\nfields:\n  fuel: { type: lista }",
        good: "kind: vehicle\nfields:\n  fuel: { type: text, list: true }",
    },
    Explanation {
        code: "unclear-readers",
        severity: Error,
        what: words(
            "Texten säger vilka som får läsa en del av den, men inte så att det går att lita på.",
            "The text says who may read a part of it, but not so that it can be relied on.",
        ),
        why: words(
            "Ett felskrivet märke skulle visa uppgiften för alla. Skriv `> [!BEGRANSAD]` ensamt på en rad och texten under, eller `{.begransad}` efter en rubrik.",
            "A misspelt mark would show the facts to everybody. Write `> [!BEGRANSAD]` alone on a line and the text below, or `{.begransad}` after a heading.",
        ),
        bad: "> [!BEGRENSAD]\n> Koden till serverrummet byts varje månad.",
        good: "> [!BEGRANSAD]\n> Koden till serverrummet byts varje månad.",
    },
];
