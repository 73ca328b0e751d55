//! A simple labelled scale: a drawn ladder of steps with one of them marked. The words beside it say the same.

use leptos::prelude::*;

use super::heading;

/// One axis of the result.
#[component]
pub fn Scale(
    /// The question that the axis answers.
    title: String,
    /// Level of its heading.
    level: u8,
    /// The steps in order.
    steps: Vec<String>,
    /// Which of them is meant.
    at: usize,
    /// What “marked” is called for people who don’t see it.
    here: String,
    /// What the marked step means.
    meaning: String,
) -> impl IntoView {
    let last = steps.len().saturating_sub(1);
    let rows: Vec<AnyView> = steps
        .into_iter()
        .enumerate()
        .map(|(n, label)| {
            let marked = n == at;
            let line = match n {
                0 => "M12 22V44",
                n if n == last => "M12 0V22",
                _ => "M12 0V44",
            };
            let class = if marked { "cc-scale__step cc-scale__step--here" } else { "cc-scale__step" };
            view! {
                <li class=class aria-current=marked.then_some("true")>
                    <svg class="cc-scale__mark" viewBox="0 0 24 44" aria-hidden="true" focusable="false">
                        <path d=line/>
                        <circle cx="12" cy="22" r=if marked { "9" } else { "5" }/>
                    </svg>
                    <span>{label}{marked.then(|| view! { <span class="cc-hidden">" ("{here.clone()}")"</span> })}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="cc-scale">
            {heading(level, false, title)}
            <ol class="cc-scale__steps">{rows}</ol>
            <p class="cc-scale__meaning">{meaning}</p>
        </section>
    }
}
