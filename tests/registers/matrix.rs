//! Who does what in each phase of a system's life.

use serde_json::Value;

use super::agreement::goes_under;
use super::table::{Differences, entry, id, items, rows, text};

const PROCESS: &str = "process:systemforvaltningsmodellen";
/// The involvements of the table and those of the handbook.
const INVOLVEMENTS: [(&str, &str); 8] = [
    ("responsible", "ansvarar"),
    ("leads", "leder"),
    ("performs", "utfor"),
    ("supports", "stottar"),
    ("participates", "deltar"),
    ("contributes", "deltar"),
    ("informs", "informerar"),
    ("none", "ingen"),
];

/// The involvements of the process with the phase of their step, in order.
fn involvements() -> Vec<(&'static str, &'static Value)> {
    let steps = items(entry(PROCESS), "steps").iter();
    steps
        .flat_map(|step| {
            let phase = text(step, "phase");
            items(step, "involvements").iter().map(move |involvement| (phase, involvement))
        })
        .collect()
}

#[test]
fn every_responsibility_is_the_one_of_the_source_and_every_gap_is_shown() {
    let process = entry(PROCESS);
    let involvements = involvements();
    let rows = rows("raci.csv", 37);
    assert_eq!(involvements.len(), rows.len(), "involvements in the handbook");
    let (mut duties, mut gaps) = (0, 0);
    let mut differences = Differences::default();
    for (row, (phase, involvement)) in rows.iter().zip(involvements) {
        let wanted = row.get("phase").split(' ').next().unwrap();
        let step = items(process, "steps").iter().find(|step| text(step, "phase") == phase);
        differences.equal(row, process, "phase", text(step.unwrap(), "title"), wanted);
        let role = entry(&format!("role:{}", id(involvement, "role")));
        let other = || format!("the role is {}", text(role, "title"));
        differences.hold(row, process, goes_under(row.get("role"), role), other);
        let known = INVOLVEMENTS.iter().find(|(known, _)| *known == row.get("involvement"));
        let (_, wanted) = known.unwrap_or_else(|| panic!("unknown involvement in {row}"));
        let says = text(involvement, "kind");
        differences.equal(row, process, "involvement", says, wanted);
        if says == "ingen" {
            gaps += 1;
        } else {
            duties += 1;
            let text = serde_json::json!({ "title": text(involvement, "text"), "synonyms": [] });
            let strange = || format!("the text is {text}");
            differences.hold(row, process, goes_under(row.get("activity_sv"), &text), strange);
        }
    }
    assert_eq!((duties, gaps), (35, 2), "responsibilities and gaps");
    differences.none_in(37 * 3 + 35);
}

#[test]
fn the_two_gaps_are_the_ones_that_the_source_leaves() {
    let gaps: Vec<(&str, &str)> = involvements()
        .into_iter()
        .filter(|(_, involvement)| text(involvement, "kind") == "ingen")
        .map(|(phase, involvement)| (phase, id(involvement, "role")))
        .collect();
    assert_eq!(gaps, [("anvandning", "projektledare"), ("avveckling", "it-enheten")]);
}
