//! Who does what in each phase of a system's life: from the steps that carry a phase.

use super::keys::{
    INVOLVEMENT_KIND, INVOLVEMENT_ROLE, INVOLVEMENT_TEXT, STEP_ID, STEP_INVOLVEMENTS, STEP_PHASE,
    STEPS,
};
use crate::handbook::{EntryId, Handbook};
use crate::kind::value::{Fields, Spanned, Value};

/// The matrix of one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Matrix {
    /// The process whose steps are phases.
    pub(crate) process: EntryId,
    /// Its phases, in order: the phase's id and its step's.
    pub(crate) phases: Vec<(String, String)>,
    /// A row per role, in the order of first mention.
    pub(crate) rows: Vec<Row>,
}

/// The duties of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) role: EntryId,
    /// A cell per phase.
    pub(crate) cells: Vec<Vec<Duty>>,
}

/// One duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Duty {
    /// The kind of involvement.
    pub(crate) involvement: String,
    /// What is done.
    pub(crate) text: String,
}

/// The involvement that stands for a gap.
pub(crate) const NOBODY: &str = "ingen";

impl Matrix {
    /// How many duties there are.
    pub(crate) fn duties(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.cells).map(Vec::len).sum()
    }

    /// The empty cells: role and number of the phase.
    pub(crate) fn gaps(&self) -> Vec<(EntryId, usize)> {
        let empty = |row: &Row| {
            let role = row.role;
            let cells = row.cells.iter().enumerate();
            cells
                .filter(|(_, cell)| cell.is_empty())
                .map(move |(at, _)| (role, at))
                .collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(empty).collect()
    }
}

/// The matrix of the process with the most phases among its steps, when there is one.
pub(crate) fn matrix(handbook: &Handbook) -> Option<Matrix> {
    handbook
        .of("process")
        .filter_map(|(id, _)| of_process(handbook, id))
        .max_by_key(|matrix| (matrix.phases.len(), std::cmp::Reverse(matrix.process)))
        .filter(|matrix| matrix.phases.len() > 1)
}

fn of_process(handbook: &Handbook, process: EntryId) -> Option<Matrix> {
    let steps = STEPS.of(handbook.entry(process))?;
    let phased: Vec<&Fields> =
        objects(steps).filter(|step| STEP_PHASE.within(step).is_some()).collect();
    let mut matrix = Matrix { process, phases: Vec::new(), rows: Vec::new() };
    for step in &phased {
        let phase = STEP_PHASE.within(step).unwrap_or_default();
        // Two steps of one phase share a column: such a process is a path, not a matrix.
        if matrix.phases.iter().any(|(known, _)| known == phase) {
            return None;
        }
        let id = STEP_ID.within(step).unwrap_or_default();
        matrix.phases.push((phase.to_owned(), id.to_owned()));
    }
    for (column, step) in phased.iter().enumerate() {
        for involvement in objects(STEP_INVOLVEMENTS.within(step).unwrap_or_default()) {
            add(handbook, &mut matrix, column, involvement);
        }
    }
    Some(matrix)
}

fn add(handbook: &Handbook, matrix: &mut Matrix, column: usize, involvement: &Fields) {
    let role = INVOLVEMENT_ROLE.within(involvement).and_then(|role| handbook.entry_of(role));
    let Some(role) = role else { return };
    let columns = matrix.phases.len();
    let row = if let Some(row) = matrix.rows.iter().position(|row| row.role == role) {
        row
    } else {
        matrix.rows.push(Row { role, cells: vec![Vec::new(); columns] });
        matrix.rows.len() - 1
    };
    let kind = INVOLVEMENT_KIND.within(involvement).unwrap_or_default();
    if kind != NOBODY {
        let text = INVOLVEMENT_TEXT.within(involvement).unwrap_or_default().to_owned();
        matrix.rows[row].cells[column].push(Duty { involvement: kind.to_owned(), text });
    }
}

/// The groups of a list.
pub(crate) fn objects(items: &[Spanned<Value>]) -> impl Iterator<Item = &Fields> {
    items.iter().filter_map(|item| match &item.value {
        Value::Object(fields) => Some(fields),
        _ => None,
    })
}
