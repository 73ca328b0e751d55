//! A drawn line of steps, one after the other.

use leptos::prelude::*;

/// One step.
pub struct Step {
    /// What it is called.
    pub title: String,
    /// What happens.
    pub text: String,
    /// Its drawing: an SVG path on a field of 24 by 24.
    pub drawing: &'static str,
}

/// What happens, in order.
#[component]
pub fn Timeline(
    /// The steps.
    steps: Vec<Step>,
) -> impl IntoView {
    let rows: Vec<AnyView> = steps
        .into_iter()
        .map(|step| {
            view! {
                <li class="cc-timeline__step">
                    <svg class="cc-timeline__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                        <path d=step.drawing/>
                    </svg>
                    <strong>{step.title}</strong>
                    <span>{step.text}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol class="cc-timeline">{rows}</ol> }
}
