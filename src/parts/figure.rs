//! Rows of text, each with a bar on one axis, drawn without inline styles. The words say all that the bars say, so
//! the drawing is left out for people who listen.

use el::{El, el, svg, text};
use engine::model::Figure;

/// Draws a figure below its title; the texts are those of its rows.
pub fn figure(title: String, figure: &Figure, texts: impl Iterator<Item = String>) -> El {
    let parts = |class, label: fn(&String) -> String| {
        let parts = figure.labels.iter().map(move |part| el("span").text(label(part)));
        el("div").class(class).attr("aria-hidden", "true").children(parts)
    };
    let rows = texts.zip(&figure.spans).map(|(words, span)| {
        // The width of an svg element is an attribute that also pages without inline styles honor, and a row of them
        // runs from right to left where the text does.
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
