//! Plain pages: about 5 kB of Markdown each in 20 sections, with a table, a task list, code in a
//! fifth of them and six links.

use crate::Files;
use crate::words::{Chance, paragraph, sentence, title};

const SECTIONS: usize = 20;
/// Parts of a page with two links each.
const LINKED: usize = 3;

/// `count` pages with a start page and a page per section; links end in `end` (`md`, `html`).
pub(crate) fn files(count: usize, end: &str) -> Files {
    let mut files = vec![
        ("handbok.yaml".to_owned(), "name: Mätboken\nlanguage: sv\n".to_owned()),
        ("index.md".to_owned(), "---\ntitle: Mätboken\n---\n\nSidor att mäta med.\n".to_owned()),
    ];
    for section in 0..SECTIONS {
        let text = format!("---\ntitle: Avsnitt {}\n---\n\nSidorna i avsnittet.\n", section + 1);
        let index = if end == "md" { "index" } else { "_index" };
        files.push((format!("{}/{index}.md", folder(section)), text));
    }
    if end != "md" {
        files.retain(|(path, _)| path.contains('/'));
    }
    files.extend((0..count).map(|number| (address(number, "md"), page(number, count, end))));
    files
}

fn folder(section: usize) -> String {
    format!("avsnitt-{:02}", section + 1)
}

fn address(number: usize, end: &str) -> String {
    format!("{}/sida-{number:06}.{end}", folder(number % SECTIONS))
}

fn page(number: usize, count: usize, end: &str) -> String {
    let chance = &mut Chance::new(number as u64 + 1);
    let mut text = format!(
        "---\ntitle: {} {number}\nsummary: {}\n---\n\n{}\n",
        title(chance),
        sentence(chance),
        paragraph(chance, 3)
    );
    for part in 0..4 {
        text.push_str(&format!("\n## {}\n\n{}\n", title(chance), paragraph(chance, 7)));
        if part < LINKED {
            let links: Vec<String> = (0..2).map(|_| link(chance, count, end)).collect();
            text.push_str(&format!("\n{} Se {}.\n", sentence(chance), links.join(" och ")));
        }
    }
    text.push_str(&table(chance));
    text.push_str(&tasks(chance));
    if number.is_multiple_of(5) {
        text.push_str(CODE);
    }
    text
}

fn link(chance: &mut Chance, count: usize, end: &str) -> String {
    let to = chance.below(count);
    format!("[{}](../{})", title(chance), address(to, end))
}

fn table(chance: &mut Chance) -> String {
    let mut text = format!("\n## {}\n\n| Vad | Vem | När |\n| --- | --- | --- |\n", title(chance));
    for row in 1..=5 {
        text.push_str(&format!("| {} | {} | dag {row} |\n", title(chance), title(chance)));
    }
    text
}

fn tasks(chance: &mut Chance) -> String {
    let mut text = format!("\n## {}\n\n", title(chance));
    for done in ["x", " ", " ", " "] {
        text.push_str(&format!("- [{done}] {}\n", sentence(chance)));
    }
    text
}

const CODE: &str = "
## Fråga till registret

```python
def forfallna(avtal, idag):
    \"\"\"Avtal som har löpt ut men används.\"\"\"
    for rad in avtal:
        if rad.slut < idag and rad.anvands:
            yield rad.namn, rad.slut
```
";
