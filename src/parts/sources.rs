//! A list of sources, with links where an address is known.

use el::{El, el, text};
use engine::model::{Cite, Questionnaire};

use super::link;

/// The sources of a question or a card below their title; nothing if there are none.
pub fn sources(questionnaire: &Questionnaire, cites: &[Cite], title: String) -> Vec<El> {
    let title = text("p", "cc-sources__title", title);
    if cites.is_empty() { Vec::new() } else { vec![title, list(questionnaire, cites)] }
}

/// The same, folded under the title.
pub fn folded_sources(questionnaire: &Questionnaire, cites: &[Cite], title: String) -> Option<El> {
    let fold = || el("details").class("cc-why").child(el("summary").text(title));
    (!cites.is_empty()).then(|| fold().child(list(questionnaire, cites)))
}

fn list(questionnaire: &Questionnaire, cites: &[Cite]) -> El {
    let entries = cites.iter().map(|cite| {
        let source = &questionnaire.sources[cite.source];
        let entry = el("li");
        let entry = match &source.url {
            Some(url) => entry.child(link(url, source.name.clone(), "cc-link")),
            None => entry.text(source.name.clone()),
        };
        match &cite.detail {
            Some(detail) => entry.text(format!(", {detail}")),
            None => entry,
        }
    });
    el("ul").class("cc-sources").children(entries)
}
