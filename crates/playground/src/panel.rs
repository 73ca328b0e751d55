//! The view of the panel. Each setting has a signal; snippet, address and the element on the page follow from them.

use std::cell::Cell;
use std::time::Duration;

use el::{El, el, text};
use leptos::ev;
use leptos::prelude::*;
use playground::example::Screen;
use playground::settings::{Group, Kind, Place, Setting, Text, fill, settings};
use playground::snippet::Parts;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::lead::{self, lead};
use crate::page;
use crate::validate::{Bad, language, validate};

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
        validate(self.setting, &self.value.read())
    }
}

#[derive(Clone, Copy)]
struct Panel {
    states: StoredValue<&'static [SettingState]>,
    integrity: StoredValue<Option<String>>,
    /// The announcement for screen readers.
    status: RwSignal<&'static str>,
    /// Whether the check is as wide as on a phone.
    phone: RwSignal<bool>,
    /// Whether the last screen that was asked for could not be reached.
    unreachable: RwSignal<bool>,
}

impl Panel {
    fn new(integrity: Option<String>) -> Panel {
        let from_address = page::in_address();
        let states = settings().all.iter().map(|setting| {
            let given = page::given(setting);
            let value = RwSignal::new(from_address(setting.id()).unwrap_or_else(|| given.clone()));
            SettingState { setting, given, value }
        });
        // As long as the page itself.
        let states: &'static [SettingState] = Vec::leak(states.collect());
        let panel = Panel {
            states: StoredValue::new(states),
            integrity: StoredValue::new(integrity),
            status: RwSignal::new(""),
            phone: RwSignal::new(false),
            unreachable: RwSignal::new(false),
        };
        Effect::new(move |_| page::set_phone_width(panel.phone.get()));
        let applied = Cell::new(false);
        Effect::new(move |_| {
            let set: Vec<_> =
                panel.states().iter().map(|it| (it.setting, it.validated().ok().flatten())).collect();
            page::apply(&set);
            // The effect of a setting is in sight, but the page begins at its top.
            if applied.replace(true) {
                lead::stop();
                page::show_check();
            }
        });
        Effect::new(move |_| {
            let differs = panel.states().iter().filter(|it| *it.value.read() != it.given);
            let set: Vec<_> = differs.map(|it| (it.setting.id(), it.value.get())).collect();
            page::put_in_address(&set);
        });
        // Another set-up in the address of the same page.
        let _ = window_event_listener(ev::hashchange, move |_| panel.restore());
        panel
    }

    fn states(self) -> &'static [SettingState] {
        self.states.get_value()
    }

    fn find(self, id: &str) -> Option<&'static SettingState> {
        self.states().iter().find(|it| it.setting.id() == id)
    }

    /// The value of a setting that has a default.
    fn value(self, id: &str) -> String {
        let Some(state) = self.find(id) else { return String::new() };
        let value = state.validated().ok().flatten();
        value.or_else(|| state.setting.default.clone()).unwrap_or_default()
    }

    /// Applies the values of the address, and the page's values for the other settings.
    fn restore(self) {
        if !page::is_in_address() {
            return;
        }
        let from_address = page::in_address();
        for it in self.states() {
            let value = from_address(it.setting.id()).unwrap_or_else(|| it.given.clone());
            if *it.value.read_untracked() != value {
                it.value.set(value);
            }
        }
    }

    fn snippet(self) -> String {
        let set = self.states().iter().filter_map(|it| Some((it.setting, it.validated().ok()??))).collect();
        let integrity = self.integrity.get_value();
        let lang = language(&self.value("lang")).unwrap_or_default();
        Parts {
            set,
            element: self.value("form") == "element",
            help: settings().text("help", &lang),
            call: settings().text("call", &lang),
            files: self.value("files"),
            integrity: integrity.as_deref().filter(|_| self.value("pin") == "yes"),
        }
        .html()
    }

    // ---- view ----

    fn view(self) -> El {
        el("form")
            .class("pg-form")
            // There is nothing to send.
            .on("submit", |event| event.prevent_default())
            .child(self.screens())
            .children(settings().groups.iter().map(|group| self.group(group)))
            .child(self.result())
            .child(self.buttons())
    }

    /// The buttons that show each screen of the check, and its width on a phone.
    fn screens(self) -> El {
        let screens = [
            (Screen::Start, Text::ScreenStart),
            (Screen::Question, Text::ScreenQuestion),
            (Screen::Result, Text::ScreenResult),
            (Screen::Help, Text::ScreenHelp),
            (Screen::CannotLoad, Text::ScreenCannotLoad),
        ];
        let row =
            |label: Text| el("div").class("pg-row").attr("role", "group").attr("aria-label", label.text());
        let button = |label: Text| text("button", "pg-button", label.text().into()).attr("type", "button");
        let each = screens.into_iter().map(|(screen, label)| {
            button(label).on("click", move |_| {
                self.unreachable.set(false);
                lead(screen, move |arrived| self.unreachable.set(!arrived));
            })
        });
        let widths = [(true, Text::WidthPhone), (false, Text::WidthFull)].map(|(phone, label)| {
            button(label).attr_with("aria-pressed", move || Some((self.phone.get() == phone).to_string())).on(
                "click",
                move |_| {
                    self.phone.set(phone);
                    page::show_check();
                },
            )
        });
        el("fieldset")
            .class("pg-group")
            .child(text("legend", "pg-title", Text::Screens.text().into()))
            .child(text("p", "pg-hint", Text::ScreensAbout.text().into()))
            .child(row(Text::Screens).children(each))
            .child(row(Text::Width).children(widths))
            .child(el("div").attr("aria-live", "polite").child_with(move || {
                self.unreachable.get().then(|| text("p", "pg-problem", Text::Unreachable.text().into()))
            }))
    }

    fn group(self, group: &'static Group) -> El {
        let fields = group.settings.iter().map(|idx| self.field(&self.states()[*idx]));
        let title = |tag| text(tag, "pg-title", group.title.clone());
        if !group.folded {
            return el("fieldset").class("pg-group").child(title("legend")).children(fields);
        }
        let is_set = group.settings.iter().any(|idx| {
            let state = &self.states()[*idx];
            *state.value.read_untracked() != state.given
        });
        el("details")
            .class("pg-group")
            .flag("open", is_set)
            .child(title("summary"))
            .child(el("div").attr("role", "group").attr("aria-label", &group.title).children(fields))
    }

    fn field(self, state: &'static SettingState) -> El {
        let id = state.setting.id();
        let (field, hint, problem) =
            (format!("pg-{id}"), format!("pg-{id}-hint"), format!("pg-{id}-problem"));
        let described = format!("{hint} {problem}");
        let control = match &state.setting.kind {
            Kind::Choice { values } => select(state, values),
            kind => typed(state, kind),
        };
        let control = control
            .attr("id", &field)
            .attr_with("aria-invalid", move || state.validated().is_err().then(|| "true".into()))
            .attr_with("aria-describedby", move || {
                Some(if state.validated().is_err() { described.clone() } else { hint.clone() })
            });
        let name = (state.setting.place != Place::Snippet)
            .then(|| text("code", "pg-name", state.setting.name.clone()));
        let is_color = state.setting.kind == Kind::Color;
        el("div")
            .class("pg-field")
            .child(text("label", "pg-label", state.setting.label.clone()).attr("for", &field))
            .children(name)
            .child(el("div").class("pg-control").child(control).children(is_color.then(|| picker(state))))
            .child(text("p", "pg-hint", state.setting.about.clone()).attr("id", &format!("pg-{id}-hint")))
            // On the page from the start, so that screen readers announce new text in it.
            .child(el("div").attr("aria-live", "polite").child_with(move || {
                let why = state.validated().is_err().then(|| settings().problem(state.setting))?;
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
        for it in self.states() {
            it.value.set(it.given.clone());
        }
    }
}

fn select(state: &'static SettingState, values: &'static [String]) -> El {
    let setting = state.setting;
    let option = |value: &str, label: String| text("option", "", label).attr("value", value);
    let none = setting.default.is_none().then(|| option("", settings().value_label(setting, None)));
    let each = values.iter().map(|value| {
        let label = settings().value_label(setting, Some(value));
        let is_default = setting.default.as_ref() == Some(value);
        option(value, if is_default { fill(Text::Default.text(), &[("value", &label)]) } else { label })
    });
    el("select")
        .children(none)
        .children(each)
        .prop_with("value", move || {
            let value = state.value.get();
            if value.is_empty() { setting.default.clone().unwrap_or_default() } else { value }.into()
        })
        .on("change", move |event| {
            let value = event_target_value(&event);
            state.value.set(if setting.default.as_ref() == Some(&value) { String::new() } else { value });
        })
}

fn typed(state: &'static SettingState, kind: &Kind) -> El {
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
        .attr("placeholder", state.setting.default.as_deref().unwrap_or_default())
        .prop_with("value", move || state.value.get().into())
        .on("input", move |event| {
            stop();
            let value = event_target_value(&event);
            let take = move || state.value.set(value.clone());
            waiting.set_value(set_timeout_with_handle(take, PAUSE).ok());
        })
        .on("change", move |event| {
            stop();
            state.value.set(event_target_value(&event));
        })
}

/// The browser's own picker, beside the field in which any way to write a color is fine.
fn picker(state: &'static SettingState) -> El {
    let label = fill(Text::Pick.text(), &[("label", &state.setting.label)]);
    let is_plain = |value: &str| value.len() == 7 && value.starts_with('#');
    el("input")
        .class("pg-pick")
        .attr("type", "color")
        .attr("aria-label", &label)
        .prop_with("value", move || {
            let value = state.value.get();
            // A color that the picker can't show leaves it at its initial value.
            if is_plain(&value) { value.to_lowercase() } else { "#0b6b62".into() }.into()
        })
        .on("input", move |event| state.value.set(event_target_value(&event)))
}

/// Selects the snippet, so that a person can copy it if the page can't.
fn select_snippet() {
    let field = document().get_element_by_id(SNIPPET);
    if let Some(field) = field.and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) {
        let _ = field.focus();
        field.select();
    }
}
