//! The figure that the rows of a list form, from its extensions.

use serde_json::Value as Json;

use super::questionnaire::{Context, EXTENSION_BASE, Loader, extensions, list};
use super::{Fault, FaultKind};
use crate::json_ref::JsonRef;
use crate::model::{Figure, LinkId, Span};

impl Loader {
    pub(super) fn figure(&mut self, at: Context) -> Option<Figure> {
        let axis = extensions(at.json, EXTENSION_BASE, "figure").next()?;
        let labels = extensions(axis, "", "label").filter_map(|it| it["valueString"].as_str());
        let labels: Vec<String> = labels.map(Into::into).collect();
        let ends = span(axis).filter(|ends| ends.from < ends.to && !labels.is_empty());
        let Some(Span { from, to, .. }) = ends else {
            self.fault(at, FaultKind::NoAxis);
            return None;
        };
        let rows = list(&at.json["item"]);
        let mut spans = Vec::new();
        for row in rows {
            let span = extensions(row, EXTENSION_BASE, "span").next().and_then(span);
            match span.filter(|span| from <= span.from && span.until <= to) {
                Some(span) => spans.push(span),
                None => {
                    let link_id = row["linkId"].as_str().map(LinkId::new);
                    self.faults.push(Fault { link_id, kind: FaultKind::OffAxis { from, to } });
                }
            }
        }
        (spans.len() == rows.len()).then_some(Figure { from, to, labels, spans })
    }
}

/// A span whose ends are in order.
fn span(json: &Json) -> Option<Span> {
    let (from, to) = (whole(json, "from")?, whole(json, "to")?);
    let until = match extensions(json, "", "until").next() {
        Some(_) => whole(json, "until")?,
        None => to,
    };
    (from <= to && to <= until).then_some(Span { from, to, until })
}

/// The whole number in a nested extension.
fn whole(json: &Json, name: &'static str) -> Option<i32> {
    let number = extensions(json, "", name).next()?.member("valueInteger")?.number()?;
    number.whole()?.try_into().ok()
}
