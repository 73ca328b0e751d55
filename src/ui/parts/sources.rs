//! Where a fact comes from, as a list with links where an address is known.

use leptos::prelude::*;

use super::link;
use crate::questionnaire::{Cite, Questionnaire};

/// The sources of a question, a finding or a card; nothing where there are none.
pub fn sources(questionnaire: &Questionnaire, cites: &[Cite], title: String) -> AnyView {
    if cites.is_empty() {
        return ().into_any();
    }
    let entries: Vec<AnyView> = cites
        .iter()
        .map(|cite| {
            let source = &questionnaire.sources[cite.source];
            let detail = cite.detail.as_ref().map(|detail| format!(", {detail}"));
            let name = match &source.url {
                Some(url) => link(url.clone(), source.name.clone(), "cc-link"),
                None => source.name.clone().into_any(),
            };
            view! { <li title=source.citation.clone()>{name}{detail}</li> }.into_any()
        })
        .collect();
    view! {
        <p class="cc-sources__title">{title}</p>
        <ul class="cc-sources">{entries}</ul>
    }
    .into_any()
}
