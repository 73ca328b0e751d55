//! A figure: rows of text, each with a bar on one axis. It contains the positions of the bars, not their look.
//! The text of a row repeats everything that its bar shows.

use crate::packed::packed;

/// A group whose children are drawn as bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    // Invariant: `from` is below `to`.
    /// Start of the axis.
    pub from: i32,
    /// End of the axis.
    pub to: i32,
    // Invariant: not empty.
    /// The labels of its parts, in order. All parts have the same length.
    pub labels: Vec<String>,
    // Invariant: one for each child of the group, in order, and within the axis.
    /// The positions of the bars.
    pub spans: Vec<Span>,
}

/// The position of a bar. The three values are in ascending order and may be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Start.
    pub from: i32,
    /// End that it reaches in any case.
    pub to: i32,
    /// End that it may reach.
    pub until: i32,
}

impl Figure {
    /// The space before a bar, the bar, and its possible extension, in thousandths of the axis.
    pub fn shares(&self, span: Span) -> [i64; 3] {
        let place = |at: i32| {
            (i64::from(at) - i64::from(self.from)) * 1000 / (i64::from(self.to) - i64::from(self.from))
        };
        let [from, to, until] = [span.from, span.to, span.until].map(place);
        [from, to - from, until - to]
    }
}

packed!(struct Figure { from, to, labels, spans });
packed!(struct Span { from, to, until });

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::form::Form;
    use crate::model::Kind;

    const BASE: &str = "https://candidate-check.example/fhir/StructureDefinition/";

    #[test]
    fn figure_is_parsed_with_labels_and_a_span_for_each_row() {
        let whole = |name: &str, number: i32| json!({ "url": name, "valueInteger": number });
        let label = |text: &str| json!({ "url": "label", "valueString": text });
        let with =
            |name: &str, parts: Vec<_>| json!([{ "url": format!("{BASE}{name}"), "extension": parts }]);
        let rows = [
            ("short", with("span", vec![whole("from", 0), whole("to", 60)])),
            ("longer", with("span", vec![whole("until", 120), whole("from", 30), whole("to", 60)])),
        ];
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(id, span)| json!({ "linkId": id, "type": "display", "text": id, "extension": span }))
            .collect();
        let axis = vec![whole("from", 0), label("First hour"), label("Second hour"), whole("to", 120)];
        let json = json!({
            "resourceType": "Questionnaire",
            "url": "https://example.org/Questionnaire/time",
            "item": [
                { "linkId": "learn", "type": "group", "extension": [
                    { "url": format!("{BASE}part"), "valueCode": "learn" },
                ], "item": [
                    { "linkId": "time", "type": "group", "extension": with("figure", axis), "item": rows },
                ] },
                { "linkId": "a", "type": "boolean", "text": "Do you have time?" },
            ],
        });
        let (form, faults) = Form::load(&json).expect("the questionnaire has no errors");
        assert!(faults.0.is_empty(), "{faults}");
        let group = &form.questionnaire.item(form.questionnaire.find("time").expect("the item exists")).kind;
        let Kind::Group(group) = group else { panic!("the item is not a group") };
        let spans = [Span { from: 0, to: 60, until: 60 }, Span { from: 30, to: 60, until: 120 }];
        let labels = ["First hour", "Second hour"].map(str::to_owned).to_vec();
        assert_eq!(group.figure, Some(Figure { from: 0, to: 120, labels, spans: spans.to_vec() }));
    }

    fn figure(from: i32, to: i32) -> Figure {
        Figure { from, to, labels: vec!["all of it".into()], spans: Vec::new() }
    }

    #[test]
    fn shares_are_thousandths_of_the_axis() {
        let shares = |from, to, until| figure(0, 180).shares(Span { from, to, until });
        assert_eq!(shares(0, 180, 180), [0, 1000, 0]);
        assert_eq!(shares(0, 60, 120), [0, 333, 333]);
        assert_eq!(shares(90, 90, 180), [500, 0, 500]);
    }

    #[test]
    fn shares_never_leave_the_axis() {
        for to in 1..50 {
            let figure = figure(-7, to);
            for at in -7..=to {
                let shares = figure.shares(Span { from: -7, to: at, until: to });
                assert_eq!(shares.iter().sum::<i64>(), 1000, "-7 to {to} at {at}");
                assert!(shares.iter().all(|share| *share >= 0), "{shares:?}");
            }
        }
    }

    #[test]
    fn shares_of_the_longest_axis_do_not_overflow() {
        let span = Span { from: i32::MIN, to: 0, until: i32::MAX };
        assert_eq!(figure(i32::MIN, i32::MAX).shares(span), [0, 500, 500]);
    }
}
