//! The view of the panel. Each setting has a signal; snippet, address and the element on the page follow from them.

use std::time::Duration;

use el::{El, el, text};
use leptos::ev;
use leptos::prelude::*;
use playground::snippet::Parts;
use playground::surface::{Group, Kind, Place, Setting, Text, fill, surface};
use playground::validate::{Bad, language, validate};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::page::{self, BROWSER};

/// A typed value is applied this long after the last key.
const PAUSE: Duration = Duration::from_millis(400);

const SNIPPET: &str = "pg-snippet";

/// Shows the panel, if the page has a place for it.
pub fn show() {
    let place = document().get_element_by_id("pg-panel");
    let Some(place) = place.and_then(|it| it.dyn_into::<HtmlElement>().ok()) else { return };
    let integrity = page::integrity(&place);
    leptos::mount::mount_to_renderer(&place, move || Panel::new(integrity).view()).forget();
    // Beside the clinic's page the panel starts open; above the page it opens on demand.
    if let (true, Some(fold)) = (page::is_wide(), document().get_element_by_id("playground")) {
        let _ = fold.set_attribute("open", "");
    }
}

/// A setting with its state in the panel.
struct SettingState {
    setting: &'static Setting,
    /// The value that the page itself sets.
    given: String,
    /// The value that the person has set.
    value: RwSignal<String>,
}

impl SettingState {
    fn validated(&self) -> Result<Option<String>, Bad> {
        validate(self.setting, &self.value.read(), BROWSER)
    }
}

#[derive(Clone, Copy)]
struct Panel {
    held: StoredValue<&'static [SettingState]>,
    integrity: StoredValue<Option<String>>,
    /// The announcement for screen readers.
    status: RwSignal<&'static str>,
}

impl Panel {
    fn new(integrity: Option<String>) -> Panel {
        let stated = page::in_address();
        let held = surface().settings.iter().map(|setting| {
            let given = page::given(setting);
            let value = RwSignal::new(stated(setting.id()).unwrap_or_else(|| given.clone()));
            SettingState { setting, given, value }
        });
        // As long as the page itself.
        let held: &'static [SettingState] = Vec::leak(held.collect());
        let panel = Panel {
            held: StoredValue::new(held),
            integrity: StoredValue::new(integrity),
            status: RwSignal::new(""),
        };
        Effect::new(move |_| {
            let set: Vec<_> =
                panel.held().iter().map(|it| (it.setting, it.validated().ok().flatten())).collect();
            page::apply(&set);
        });
        Effect::new(move |_| {
            let differs = panel.held().iter().filter(|it| *it.value.read() != it.given);
            let set: Vec<_> = differs.map(|it| (it.setting.id(), it.value.get())).collect();
            page::put_in_address(&set);
        });
        // Another set-up in the address of the same page.
        let _ = window_event_listener(ev::hashchange, move |_| panel.restore());
        panel
    }

    fn held(self) -> &'static [SettingState] {
        self.held.get_value()
    }

    fn find(self, id: &str) -> Option<&'static SettingState> {
        self.held().iter().find(|it| it.setting.id() == id)
    }

    /// The value of a setting that has a default.
    fn value(self, id: &str) -> String {
        let Some(held) = self.find(id) else { return String::new() };
        let value = held.validated().ok().flatten();
        value.or_else(|| held.setting.default.clone()).unwrap_or_default()
    }

    /// Applies the values of the address, and the page's values for the other settings.
    fn restore(self) {
        if !page::is_in_address() {
            return;
        }
        let stated = page::in_address();
        for it in self.held() {
            let value = stated(it.setting.id()).unwrap_or_else(|| it.given.clone());
            if *it.value.read_untracked() != value {
                it.value.set(value);
            }
        }
    }

    fn snippet(self) -> String {
        let set = self.held().iter().filter_map(|it| Some((it.setting, it.validated().ok()??))).collect();
        let integrity = self.integrity.get_value();
        Parts {
            set,
            element: self.value("form") == "element",
            help: surface().help(&language(&self.value("lang"))),
            files: self.value("files"),
            integrity: integrity.as_deref().filter(|_| self.value("pin") != "no"),
        }
        .html()
    }

    // ---- view ----

    fn view(self) -> El {
        el("form")
            .class("pg-form")
            // There is nothing to send.
            .on("submit", |event| event.prevent_default())
            .children(surface().groups.iter().map(|group| self.group(group)))
            .child(self.result())
            .child(self.buttons())
            .child(
                el("p").class("pg-status").attr("role", "status").text_with(move || self.status.get().into()),
            )
    }

    fn group(self, group: &'static Group) -> El {
        let fields = group.settings.iter().map(|idx| self.field(&self.held()[*idx]));
        let title = |tag| text(tag, "pg-title", group.title.clone());
        if !group.folded {
            return el("fieldset").class("pg-group").child(title("legend")).children(fields);
        }
        let is_set = group.settings.iter().any(|idx| {
            let held = &self.held()[*idx];
            *held.value.read_untracked() != held.given
        });
        el("details")
            .class("pg-group")
            .flag("open", is_set)
            .child(title("summary"))
            .child(el("div").attr("role", "group").attr("aria-label", &group.title).children(fields))
    }

    fn field(self, held: &'static SettingState) -> El {
        let id = held.setting.id();
        let (field, hint, problem) =
            (format!("pg-{id}"), format!("pg-{id}-hint"), format!("pg-{id}-problem"));
        let described = format!("{hint} {problem}");
        let control = match &held.setting.kind {
            Kind::Choice { values } => select(held, values),
            kind => typed(held, kind),
        };
        let control = control
            .attr("id", &field)
            .attr_with("aria-invalid", move || held.validated().is_err().then(|| "true".into()))
            .attr_with("aria-describedby", move || {
                Some(if held.validated().is_err() { described.clone() } else { hint.clone() })
            });
        let name = (held.setting.place != Place::Snippet)
            .then(|| text("code", "pg-name", held.setting.name.clone()));
        let is_color = held.setting.kind == Kind::Color;
        el("div")
            .class("pg-field")
            .child(text("label", "pg-label", held.setting.label.clone()).attr("for", &field))
            .children(name)
            .child(el("div").class("pg-control").child(control).children(is_color.then(|| picker(held))))
            .child(text("p", "pg-hint", held.setting.about.clone()).attr("id", &format!("pg-{id}-hint")))
            // On the page from the start, so that screen readers announce new text in it.
            .child(el("div").attr("aria-live", "polite").child_with(move || {
                let why = held.validated().is_err().then(|| surface().problem(held.setting))?;
                Some(text("p", "pg-problem", format!("{why} {}", Text::LeftOut.text())).attr("id", &problem))
            }))
    }

    fn result(self) -> El {
        el("div")
            .class("pg-result")
            .child(text("label", "pg-label", Text::Snippet.text().into()).attr("for", SNIPPET))
            .child(
                el("textarea")
                    .attr("id", SNIPPET)
                    .attr("readonly", "")
                    .attr("spellcheck", "false")
                    .attr_with("rows", move || Some((self.snippet().lines().count() + 1).to_string()))
                    .prop_with("value", move || self.snippet().into()),
            )
    }

    /// Always visible if the panel has room.
    fn buttons(self) -> El {
        let copy = move |what: fn(Panel) -> String, done: Text| {
            let said = done.text();
            move |_| {
                self.status.set("");
                page::copy(&what(self), move |copied| {
                    if !copied {
                        select_snippet();
                    }
                    self.status.set(if copied { said } else { Text::NotCopied.text() });
                });
            }
        };
        let button = |class, label: Text| text("button", class, label.text().into()).attr("type", "button");
        el("div")
            .class("pg-buttons")
            .child(
                button("pg-button pg-button--main", Text::Copy)
                    .on("click", copy(Panel::snippet, Text::Copied)),
            )
            .child(button("pg-button", Text::Link).on("click", copy(|_| page::address(), Text::LinkCopied)))
            .child(button("pg-button", Text::Reset).on("click", move |_| self.reset()))
            .child(
                el("p").class("pg-status").attr("role", "status").text_with(move || self.status.get().into()),
            )
    }

    fn reset(self) {
        self.status.set("");
        for it in self.held() {
            it.value.set(it.given.clone());
        }
    }
}

fn select(held: &'static SettingState, values: &'static [String]) -> El {
    let setting = held.setting;
    let option = |value: &str, label: String| text("option", "", label).attr("value", value);
    let none = setting.default.is_none().then(|| option("", surface().value_label(setting, None)));
    let each = values.iter().map(|value| {
        let label = surface().value_label(setting, Some(value));
        let is_default = setting.default.as_ref() == Some(value);
        option(value, if is_default { fill(Text::Default.text(), &[("value", &label)]) } else { label })
    });
    el("select")
        .children(none)
        .children(each)
        .prop_with("value", move || {
            let value = held.value.get();
            if value.is_empty() { setting.default.clone().unwrap_or_default() } else { value }.into()
        })
        .on("change", move |event| {
            let value = event_target_value(&event);
            held.value.set(if setting.default.as_ref() == Some(&value) { String::new() } else { value });
        })
}

fn typed(held: &'static SettingState, kind: &Kind) -> El {
    let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    let stop = move || {
        if let Some(it) = waiting.get_value() {
            it.clear();
        }
    };
    let mode = match kind {
        Kind::Telephone => "tel",
        Kind::Whole { .. } => "numeric",
        Kind::Address { .. } => "url",
        _ => "text",
    };
    el("input")
        .attr("type", "text")
        .attr("inputmode", mode)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", held.setting.default.as_deref().unwrap_or_default())
        .prop_with("value", move || held.value.get().into())
        .on("input", move |event| {
            stop();
            let value = event_target_value(&event);
            let take = move || held.value.set(value.clone());
            waiting.set_value(set_timeout_with_handle(take, PAUSE).ok());
        })
        .on("change", move |event| {
            stop();
            held.value.set(event_target_value(&event));
        })
}

/// The browser's own picker, beside the field in which any way to write a colour is fine.
fn picker(held: &'static SettingState) -> El {
    let label = fill(Text::Pick.text(), &[("label", &held.setting.label)]);
    let is_plain = |value: &str| value.len() == 7 && value.starts_with('#');
    el("input")
        .class("pg-pick")
        .attr("type", "color")
        .attr("aria-label", &label)
        .prop_with("value", move || {
            let value = held.value.get();
            // A colour that the picker can't show leaves it at its initial value.
            if is_plain(&value) { value.to_lowercase() } else { "#0b6b62".into() }.into()
        })
        .on("input", move |event| held.value.set(event_target_value(&event)))
}

/// Selects the snippet, so that a person can copy it if the page can't.
fn select_snippet() {
    let field = document().get_element_by_id(SNIPPET);
    if let Some(field) = field.and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) {
        let _ = field.focus();
        field.select();
    }
}
