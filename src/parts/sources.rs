//! A list of sources, with links where an address is known.

use el::{El, el, text};
use engine::model::{Cite, Questionnaire};

use super::link;

/// The sources of a question, a finding or a card below their title; nothing if there are none.
pub fn sources(questionnaire: &Questionnaire, cites: &[Cite], title: String) -> Vec<El> {
    if cites.is_empty() {
        return Vec::new();
    }
    let entries = cites.iter().map(|cite| {
        let source = &questionnaire.sources[cite.source];
        let entry = el("li").attr("title", &source.citation);
        let entry = match &source.url {
            Some(url) => entry.child(link(url, source.name.clone(), "cc-link")),
            None => entry.text(source.name.clone()),
        };
        match &cite.detail {
            Some(detail) => entry.text(format!(", {detail}")),
            None => entry,
        }
    });
    vec![text("p", "cc-sources__title", title), el("ul").class("cc-sources").children(entries)]
}
