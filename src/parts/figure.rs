//! Rows of text, each with a bar on one axis, drawn without inline styles. The texts contain the values of the bars, so
//! assistive technology skips the drawing.

use el::{El, el, svg, text};
use engine::model::Figure;

/// Draws a figure below its title, with a text for each row.
pub fn figure(title: String, figure: &Figure, texts: impl Iterator<Item = String>) -> El {
    let parts = |class, label: fn(&String) -> String| {
        let parts = figure.labels.iter().map(move |part| el("span").text(label(part)));
        el("div").class(class).attr("aria-hidden", "true").children(parts)
    };
    let rows = texts.zip(&figure.spans).map(|(words, span)| {
        // The width of an svg element is an attribute, so it works on pages that forbid inline styles. A row of svg elements
        // follows the direction of the text.
        let bars = figure
            .shares(*span)
            .map(|share| svg("svg").attr("width", &format!("{}.{}%", share / 10, share % 10)));
        let track = parts("cc-figure__track", |_| String::new());
        el("li").child(el("span").text(words)).child(track.child(el("div").children(bars)))
    });
    el("figure")
        .class("cc-figure")
        .child(text("figcaption", "", title))
        .child(parts("cc-figure__axis", String::clone))
        .child(el("ul").children(rows))
}
