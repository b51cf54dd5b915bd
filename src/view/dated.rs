//! Dated values: the figure that is in force on a day.

use jiff::civil::Date;

use super::keys::{
    PERIOD_AMOUNT, PERIOD_CHECKED, PERIOD_FROM, PERIOD_TEXT, PERIOD_TO, VALUE_PERIODS, VALUE_UNIT,
};
use crate::kind::entry::Entry;
use crate::kind::value::Value;
use crate::locale::{Lang, numbers};

/// A figure with its time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// The number, when it is one.
    pub(crate) amount: Option<f64>,
    /// The words that stand for it otherwise.
    pub(crate) text: Option<String>,
    /// Its unit; empty for none.
    pub(crate) unit: String,
    /// First day in force.
    pub(crate) from: Option<Date>,
    /// Last day in force.
    pub(crate) to: Option<Date>,
    /// When somebody last compared it with its source.
    pub(crate) checked: Option<Date>,
}

impl Figure {
    /// The figure with its unit, as people read it.
    pub(crate) fn words(&self, lang: Lang) -> String {
        let figure = match (&self.text, self.amount) {
            (Some(text), _) => text.clone(),
            (None, Some(amount)) => numbers::decimal(amount, lang),
            (None, None) => return String::new(),
        };
        let unit_given = self.text.as_ref().is_some_and(|text| text.ends_with(&self.unit));
        if unit_given { figure } else { numbers::with_unit(&figure, &self.unit) }
    }
}

/// All figures of a value, in the order of the file.
pub(crate) fn figures(entry: &Entry) -> Vec<Figure> {
    let unit = VALUE_UNIT.of(entry).unwrap_or_default();
    VALUE_PERIODS
        .of(entry)
        .unwrap_or_default()
        .iter()
        .filter_map(|period| match &period.value {
            Value::Object(fields) => Some(Figure {
                amount: PERIOD_AMOUNT.within(fields),
                text: PERIOD_TEXT.within(fields).map(str::to_owned),
                unit: unit.to_owned(),
                from: PERIOD_FROM.within(fields),
                to: PERIOD_TO.within(fields),
                checked: PERIOD_CHECKED.within(fields),
            }),
            _ => None,
        })
        .collect()
}

/// The figure in force on `day`. When periods overlap the latest one wins.
pub(crate) fn in_force(entry: &Entry, day: Date) -> Option<Figure> {
    figures(entry)
        .into_iter()
        .filter(|figure| figure.from.is_none_or(|from| from <= day))
        .filter(|figure| figure.to.is_none_or(|to| day <= to))
        .max_by_key(|figure| figure.from)
}
