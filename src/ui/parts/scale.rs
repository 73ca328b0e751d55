//! A simple labelled scale: a drawn ladder of steps with one of them marked. The words beside it say the same.

use super::heading;
use crate::ui::el::{El, el, svg, text};

/// One axis of the result.
pub struct Scale {
    /// The question that the axis answers.
    pub title: String,
    /// The steps in order.
    pub steps: Vec<String>,
    /// Which of them is meant.
    pub at: usize,
    /// What “marked” is called for people who don’t see it.
    pub here: String,
    /// What the marked step means.
    pub meaning: String,
}

/// Draws a scale under a heading of a level.
pub fn scale(level: u8, scale: Scale) -> El {
    let last = scale.steps.len().saturating_sub(1);
    let here = scale.here;
    let rows = scale.steps.into_iter().enumerate().map(|(n, label)| {
        let line = match n {
            0 => "M12 22V44",
            n if n == last => "M12 0V22",
            _ => "M12 0V44",
        };
        let marked = n == scale.at;
        let dot = svg("circle").attr("cx", "12").attr("cy", "22").attr("r", if marked { "9" } else { "5" });
        let mark =
            svg("svg").class("cc-scale__mark").attr("viewBox", "0 0 24 44").attr("aria-hidden", "true");
        let mark = mark.child(svg("path").attr("d", line)).child(dot);
        let label = el("span").text(label);
        if marked {
            let label = label.child(text("span", "cc-hidden", format!(" ({here})")));
            el("li")
                .class("cc-scale__step cc-scale__step--here")
                .attr("aria-current", "true")
                .child(mark)
                .child(label)
        } else {
            el("li").class("cc-scale__step").child(mark).child(label)
        }
    });
    el("section")
        .class("cc-scale")
        .child(heading(level, scale.title))
        .child(el("ol").class("cc-scale__steps").children(rows))
        .child(text("p", "cc-scale__meaning", scale.meaning))
}
