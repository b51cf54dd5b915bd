//! What follows from the handbook: pure functions from a [`Handbook`](crate::handbook::Handbook).

pub(crate) mod attention;
pub(crate) mod backlinks;
pub(crate) mod belonging;
pub(crate) mod calendar;
pub(crate) mod catalogue;
pub(crate) mod changes;
pub(crate) mod checklist;
pub(crate) mod contrast;
pub(crate) mod dated;
pub(crate) mod destination;
pub(crate) mod facts;
pub(crate) mod keys;
pub(crate) mod list;
pub(crate) mod matrix;
pub(crate) mod meetings;
pub mod observations;
pub(crate) mod occasions;
pub(crate) mod overlap;
pub(crate) mod plan;
pub(crate) mod quality;
pub(crate) mod query;
pub(crate) mod reduction;
pub(crate) mod responsibility;
pub(crate) mod table;
pub(crate) mod tasks;
pub(crate) mod urgency;
