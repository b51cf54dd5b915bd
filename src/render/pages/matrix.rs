//! The matrix of roles and phases.

use tera::{Context, Value as Tera};

use super::role::involvement;
use crate::render::context::{link, map};
use crate::render::frame::{self, Own};
use crate::render::{Renderer, base_context, downloads, menu};
use crate::view::destination::Derived;
use crate::view::keys::STEPS;
use crate::view::matrix::{Duty, Matrix};

pub(super) fn context(renderer: &Renderer<'_>, path: &str) -> Context {
    let title = menu::title(renderer, Derived::Matrix);
    let lead = renderer.t().get("matrix_lead");
    let own = Own { title: &title, lead, trail: vec![frame::home(renderer)] };
    let mut context = base_context(path, frame::derived(renderer, own));
    let Some(matrix) = &renderer.matrix else { return context };
    let labels: Vec<String> =
        matrix.phases.iter().map(|(phase, _)| phase_label(renderer, phase)).collect();
    let phases: Vec<Tera> = matrix
        .phases
        .iter()
        .zip(&labels)
        .map(|((id, step), label)| {
            map! {
                "id": id.clone(), "label": label.clone(),
                "step_path": renderer.addresses.href(matrix.process, Some(step)),
            }
        })
        .collect();
    let gaps: Vec<Tera> = matrix
        .gaps()
        .into_iter()
        .map(|(role, phase)| {
            map! {
                "role": renderer.handbook.entry(role).title.clone(),
                "phase": labels.get(phase).cloned().unwrap_or_default(),
            }
        })
        .collect();
    context.insert_value("phases", phases.into());
    context.insert_value("rows", rows(renderer, matrix, &labels).into());
    context.insert_value("responsibilities", (matrix.duties() as i64).into());
    context.insert_value("gaps", gaps.into());
    context.insert_value("downloads", downloads::of_view(renderer, path));
    context
}

fn rows(renderer: &Renderer<'_>, matrix: &Matrix, labels: &[String]) -> Vec<Tera> {
    let duty = |duty: &Duty| {
        let label = involvement(renderer, &duty.involvement);
        map! {
            "text": duty.text.clone(),
            "kind": map! { "id": duty.involvement.clone(), "label": label },
        }
    };
    let row = |row: &crate::view::matrix::Row| {
        let cells: Vec<Tera> = row
            .cells
            .iter()
            .zip(matrix.phases.iter().zip(labels))
            .map(|(cell, ((id, _), label))| {
                map! {
                    "phase_id": id.clone(), "phase_label": label.clone(),
                    "items": cell.iter().map(duty).collect::<Vec<_>>(), "gap": cell.is_empty(),
                }
            })
            .collect();
        let title = &renderer.handbook.entry(row.role).title;
        map! { "role": link(title, &renderer.addresses.href(row.role, None)), "cells": cells }
    };
    matrix.rows.iter().map(row).collect()
}

/// The word for a phase, from the declaration of processes.
fn phase_label(renderer: &Renderer<'_>, id: &str) -> String {
    let kinds = &renderer.handbook.kinds;
    let field = kinds
        .find(STEPS.kind)
        .and_then(|kind| kinds.get(kind).field(STEPS.field))
        .and_then(|steps| steps.fields().iter().find(|field| &*field.key == "phase"));
    let label = field.and_then(|field| field.choice(id)).map(|choice| &choice.label);
    label.map_or(id, |label| label.get(renderer.lang)).to_owned()
}
