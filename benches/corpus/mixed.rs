//! A handbook of many kinds: of ten entries four are systems, two contracts, one each a process, a
//! checklist, a term and a text page. Every entry refers to others.

use crate::Files;
use crate::words::{Chance, paragraph, sentence, title};

/// Roles, units and suppliers that the others refer to.
const AROUND: usize = 20;

/// About `count` entries, and the few that they refer to.
pub(crate) fn files(count: usize) -> Files {
    let mut files = frame();
    files.extend((0..count).map(|number| {
        let chance = &mut Chance::new(number as u64 + 1_000_000);
        match number % 10 {
            0..4 => system(chance, number, count),
            4 | 5 => contract(chance, number, count),
            6 => process(chance, number, count),
            7 => checklist(chance, number, count),
            8 => term(chance, number),
            _ => page(chance, number, count),
        }
    }));
    files
}

fn frame() -> Files {
    let file = |path: &str, text: String| (path.to_owned(), text);
    vec![
        file("handbok.yaml", "name: Mätboken\nlanguage: sv\nowner: roll-0\n".to_owned()),
        file("index.md", "---\ntitle: Mätboken\n---\n\nPoster att mäta med.\n".to_owned()),
        list("dokument", 1, |_| {
            "id: kallan, title: Källan, type: styrdokument, author_organisation: enhet-0".to_owned()
        }),
        list("roller", AROUND, |n| {
            format!(
                "id: roll-{n}, title: Roll {n}, organisation: enhet-0, responsibilities: [Svarar för mätningen], may_decide: true"
            )
        }),
        list("enheter", AROUND, |n| format!("id: enhet-{n}, title: Enhet {n}, type: kommun")),
        list("leverantorer", AROUND, |n| format!("id: leverantor-{n}, title: Leverantör {n}")),
        list("funktioner", AROUND, |n| {
            format!("id: funktion-{n}, title: Funktion {n}, group: personal")
        }),
        list("kategorier", 1, |_| "id: it, title: It, responsible: roll-0".to_owned()),
        list("underkategorier", 1, |_| {
            "id: system, title: System, category: it, responsible: roll-0, lead_time_months: 24"
                .to_owned()
        }),
    ]
}

/// A file with a list of small entries.
fn list(name: &str, count: usize, entry: fn(usize) -> String) -> (String, String) {
    let mut text =
        "defaults: { status: gallande, owner: roll-0, reviewed_on: 2026-11-01 }\nentries:\n"
            .to_owned();
    text.extend((0..count).map(|number| format!("  - {{ {} }}\n", entry(number))));
    (format!("{name}.yaml"), text)
}

/// The number of another entry whose place among ten is `place`.
fn other(chance: &mut Chance, count: usize, place: usize) -> usize {
    let tens = count.div_ceil(10).max(1);
    let number = chance.below(tens) * 10 + place;
    if number < count { number } else { place }
}

fn head(chance: &mut Chance, number: usize) -> String {
    format!(
        "title: {} {number}\nsummary: {}\nstatus: gallande\nowner: roll-{}\nreviewed_on: 2026-11-01\n\
         review_interval: 12\nsources:\n  - {{ document: kallan, section: \"{number}\" }}\n",
        title(chance),
        sentence(chance),
        chance.below(AROUND),
    )
}

fn system(chance: &mut Chance, number: usize, count: usize) -> (String, String) {
    let around = |chance: &mut Chance| chance.below(AROUND);
    let text = format!(
        "---\n{}type: produkt\nfunctions: [funktion-{}]\nowner_unit: enhet-{}\n\
         system_owner_role: roll-{}\nsystem_manager_role: roll-{}\nsupplier: leverantor-{}\n\
         phase: anvandning\nlifecycle_status: i-drift\ninformation_class: okant\nnis: okant\n\
         personal_data: okant\npublic_facing: okant\ncontracts: [avtal-{}]\n---\n{}\n\n## {}\n\n{}\n\n\
         Se [[process:process-{}]] och [[system:system-{}]].\n",
        head(chance, number),
        around(chance),
        around(chance),
        around(chance),
        around(chance),
        around(chance),
        other(chance, count, 4),
        paragraph(chance, 3),
        title(chance),
        paragraph(chance, 4),
        other(chance, count, 6),
        other(chance, count, 1),
    );
    (format!("system/system-{number}.md"), text)
}

fn contract(chance: &mut Chance, number: usize, count: usize) -> (String, String) {
    let (year, month) = (2027 + chance.below(5), 1 + chance.below(12));
    let text = format!(
        "---\n{}supplier: leverantor-{}\ntype: verksamhetsdrivande\nform: upphandlat\n\
         subcategory: system\nscope: {}\nowner_unit: enhet-{}\nstart: 2024-01-01\n\
         end: {year}-{month:02}-28\nextendable_until: {}-{month:02}-28\ncrisis_important: false\n---\n\
         {}\n\nGäller [[system:system-{}]].\n",
        head(chance, number),
        chance.below(AROUND),
        sentence(chance),
        chance.below(AROUND),
        year + 2,
        paragraph(chance, 3),
        other(chance, count, 2),
    );
    (format!("avtal/avtal-{number}.md"), text)
}

fn process(chance: &mut Chance, number: usize, count: usize) -> (String, String) {
    let mut text = format!(
        "{}type: forvaltning\nphase: anvandning\npurpose: {}\ntrigger: {}\nsteps:\n",
        head(chance, number),
        sentence(chance),
        sentence(chance),
    );
    for step in 1..=5 {
        text.push_str(&format!(
            "  - id: steg-{step}\n    title: {}\n    text: |\n      {} Se [[checklist:lista-{}]].\n    \
             involvements:\n      - {{ kind: utfor, role: roll-{}, text: Gör det }}\n      \
             - {{ kind: ansvarar, role: roll-{}, text: Svarar för det }}\n    \
             output: {}\n",
            title(chance),
            paragraph(chance, 2),
            other(chance, count, 7),
            chance.below(AROUND / 2),
            AROUND / 2 + chance.below(AROUND / 2),
            sentence(chance),
        ));
    }
    (format!("processer/process-{number}.yaml"), text)
}

fn checklist(chance: &mut Chance, number: usize, count: usize) -> (String, String) {
    let mut text = format!(
        "{}purpose: {}\nused_by: [roll-{}]\nphase: inforande\nitems:\n",
        head(chance, number),
        sentence(chance),
        chance.below(AROUND),
    );
    for item in 1..=12 {
        text.push_str(&format!(
            "  - id: punkt-{item}\n    title: {}\n    group: {}\n    must: {}\n    why: {}\n    \
             role: roll-{}\n    source: {{ document: kallan, section: \"{item}\" }}\n    \
             leads_to: [\"process:process-{}\"]\n",
            title(chance),
            if item <= 6 { "Före" } else { "Efter" },
            chance.of(&["ska", "bor", "kan"]),
            sentence(chance),
            chance.below(AROUND),
            other(chance, count, 6),
        ));
    }
    (format!("checklistor/lista-{number}.yaml"), text)
}

fn term(chance: &mut Chance, number: usize) -> (String, String) {
    let text = format!("{}definition: {}\n", head(chance, number), sentence(chance));
    (format!("ordlista/ord-{number}.yaml"), text)
}

fn page(chance: &mut Chance, number: usize, count: usize) -> (String, String) {
    let text = format!(
        "---\n{}---\n{}\n\n## {}\n\n{}\n\nSe [[system:system-{}]], [[contract:avtal-{}]] och [[term:ord-{}]].\n",
        head(chance, number),
        paragraph(chance, 4),
        title(chance),
        paragraph(chance, 6),
        other(chance, count, 3),
        other(chance, count, 5),
        other(chance, count, 8),
    );
    (format!("sidor/sida-{number}.md"), text)
}
