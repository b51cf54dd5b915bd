//! What the faults of syntax mean.

use crate::diagnostic::Severity::Error;
use crate::diagnostic::explanation::{Explanation, words};

/// The faults found while YAML and front matter are parsed.
pub(crate) const EXPLAINED: &[Explanation] = &[
    Explanation {
        code: "yaml-syntax",
        severity: Error,
        what: words(
            "YAML-filen är felskriven, så att datorn inte kan läsa den till slutet.",
            "The YAML is written wrongly, so that it cannot be read to its end.",
        ),
        why: words(
            "Det som står efter felet läses inte. Vanligast är ett citattecken eller en hakparentes som aldrig avslutas, en tabb i början av raden eller ett kolon i en text utan citattecken.",
            "What follows the fault is not read. The usual causes are a quote or bracket that is never closed, a tab at the start of a line, or a colon in a text without quotes.",
        ),
        bad: "title: Avtal: telefoni",
        good: "title: \"Avtal: telefoni\"",
    },
    Explanation {
        code: "empty-file",
        severity: Error,
        what: words("Filen är tom.", "The file is empty."),
        why: words(
            "Den blir ingen sida, men någon tänkte nog skriva något i den. Skriv posten, eller ta bort filen.",
            "It becomes no page, but somebody probably meant to write in it. Write the entry, or remove the file.",
        ),
        bad: "content/roller/it-chef.md utan något i",
        good: "---\ntitle: It-chef\nstatus: utkast\n---",
    },
    Explanation {
        code: "duplicate-key",
        severity: Error,
        what: words("Samma nyckel står två gånger.", "The same key stands twice."),
        why: words(
            "Bara ett av värdena kan gälla, och ingen vet vilket du menade. Behåll det rätta och ta bort det andra.",
            "Only one of the values can hold, and nobody knows which one you meant. Keep the right one.",
        ),
        bad: "title: Växel\nstatus: utkast\ntitle: Telefonväxel",
        good: "title: Telefonväxel\nstatus: utkast",
    },
    Explanation {
        code: "yaml-alias",
        severity: Error,
        what: words(
            "Filen använder alias (`*namn`) i YAML.",
            "The file uses an alias (`*name`) of YAML.",
        ),
        why: words(
            "Alias gör filen svår att läsa och kan svälla till jättelika dokument. Skriv ut värdet, eller lägg det gemensamma under `defaults`.",
            "Aliases make a file hard to read and can grow into huge documents. Write the value, or put what is shared under `defaults`.",
        ),
        bad: "- { id: a, title: A, owner: &o it-chef }\n- { id: b, title: B, owner: *o }",
        good: "defaults: { owner: it-chef }\nentries:\n  - { id: a, title: A }\n  - { id: b, title: B }",
    },
    Explanation {
        code: "second-yaml-document",
        severity: Error,
        what: words(
            "Filen har en rad `---` som börjar ett nytt dokument.",
            "The file has a line `---` that begins another document.",
        ),
        why: words(
            "En fil rymmer ett dokument. Flera poster skrivs som en lista, eller i var sin fil.",
            "A file holds one document. Several entries are written as a list, or in a file each.",
        ),
        bad: "id: a\ntitle: A\n---\nid: b\ntitle: B",
        good: "- id: a\n  title: A\n- id: b\n  title: B",
    },
    Explanation {
        code: "yaml-too-deep",
        severity: Error,
        what: words(
            "Värdena ligger i för många nivåer i varandra.",
            "The values are nested too deeply.",
        ),
        why: words(
            "Ingen post behöver så många nivåer. Oftast är det hakparenteser eller bindestreck som har blivit för många.",
            "No entry needs that many levels. Usually there are too many brackets or hyphens.",
        ),
        bad: "tags: [[[[[[ … ]]]]]]",
        good: "tags: [it, telefoni]",
    },
    Explanation {
        code: "yaml-too-large",
        severity: Error,
        what: words("Filen har fler värden än en fil får ha.", "The file holds too many values."),
        why: words(
            "Så stora filer är svåra att granska och långsamma att läsa. Dela upp posterna i flera filer i samma mapp.",
            "Files that large are hard to review and slow to read. Split the entries into several files in the same folder.",
        ),
        bad: "system.yaml med hundratusentals rader",
        good: "system/a.yaml och system/b.yaml",
    },
    Explanation {
        code: "yaml-complex-key",
        severity: Error,
        what: words(
            "En nyckel är en lista eller grupp i stället för ett ord.",
            "A key is a list or a group instead of a word.",
        ),
        why: words(
            "Oftast saknas citattecken runt en text som börjar med en parentes. Skriv ett ord före kolonet.",
            "Usually the quotes are missing around a text that begins with a bracket. Write a word before the colon.",
        ),
        bad: "[a, b]: värde",
        good: "tags: [a, b]",
    },
    Explanation {
        code: "unclosed-front-matter",
        severity: Error,
        what: words(
            "Uppgifterna överst i Markdown-filen avslutas aldrig med en rad `---`.",
            "The front matter of the Markdown file is never closed by a line `---`.",
        ),
        why: words(
            "Då vet ingen var uppgifterna slutar och texten börjar. Sätt en rad med bara tre bindestreck mellan dem.",
            "Nobody can tell where the fields end and the text begins. Put a line with three hyphens between them.",
        ),
        bad: "---\ntitle: Växel\n\nVäxeln svarar vardagar.",
        good: "---\ntitle: Växel\n---\nVäxeln svarar vardagar.",
    },
];
