//! Tables: a scroll container that the keyboard reaches, and header cells that say what they head.

use pulldown_cmark::Alignment;

use super::super::escape;

/// A table that is being written.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    has_rows: bool,
    /// The first header cell is empty, so that the first cell of each row is its header.
    heads_rows: bool,
    column: usize,
    /// Where the open cell, and its content, begin in the output.
    cell: (usize, usize),
}

impl Table {
    /// Begins a table; `label` is its name for those who cannot see where it stands.
    pub(super) fn begin(out: &mut String, alignments: Vec<Alignment>, label: &str) -> Self {
        out.push_str("<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape::text(out, label);
        out.push_str("\">\n<table>\n");
        Self { alignments, ..Self::default() }
    }

    pub(super) fn end(&self, out: &mut String) {
        out.push_str(if self.has_rows {
            "</tbody>\n</table>\n</div>\n"
        } else {
            "</table>\n</div>\n"
        });
    }

    pub(super) fn begin_head(&mut self, out: &mut String) {
        self.in_head = true;
        self.column = 0;
        out.push_str("<thead>\n<tr>");
    }

    pub(super) fn end_head(&mut self, out: &mut String) {
        self.in_head = false;
        out.push_str("</tr>\n</thead>\n");
    }

    pub(super) fn begin_row(&mut self, out: &mut String) {
        self.column = 0;
        out.push_str(if self.has_rows { "<tr>" } else { "<tbody>\n<tr>" });
        self.has_rows = true;
    }

    pub(super) fn begin_cell(&mut self, out: &mut String) {
        let start = out.len();
        out.push_str(match (self.in_head, self.heads_row()) {
            (true, _) => "<th scope=\"col\"",
            (false, true) => "<th scope=\"row\"",
            (false, false) => "<td",
        });
        out.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
        self.cell = (start, out.len());
    }

    pub(super) fn end_cell(&mut self, out: &mut String) {
        let is_header = self.in_head || self.heads_row();
        if is_header && out.len() == self.cell.1 {
            // A header without words heads nothing.
            out.truncate(self.cell.0);
            out.push_str("<td></td>");
            self.heads_rows |= self.in_head && self.column == 0;
        } else {
            out.push_str(if is_header { "</th>" } else { "</td>" });
        }
        self.column += 1;
    }

    pub(super) fn end_row(out: &mut String) {
        out.push_str("</tr>\n");
    }

    fn heads_row(&self) -> bool {
        self.heads_rows && !self.in_head && self.column == 0
    }
}
