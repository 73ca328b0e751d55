//! A drawn line of steps in order.

use el::{El, el, svg};

/// One step.
pub struct Step {
    /// Its name.
    pub title: String,
    /// Its description.
    pub text: String,
    /// The drawing: an SVG path in a view box of 24 by 24.
    pub drawing: &'static str,
}

/// Draws the steps, in order.
pub fn timeline(steps: impl IntoIterator<Item = Step>) -> El {
    let rows = steps.into_iter().map(|step| {
        let mark =
            svg("svg").class("cc-timeline__mark").attr("viewBox", "0 0 24 24").attr("aria-hidden", "true");
        el("li")
            .class("cc-timeline__step")
            .child(mark.child(svg("path").attr("d", step.drawing)))
            .child(el("strong").text(step.title))
            .child(el("span").text(step.text))
    });
    el("ol").class("cc-timeline").children(rows)
}
