//! The shell: the loader’s side of a widget. It announces texts, emits events, scrolls and shows the start screen. All widgets on a
//! page share one WASM. After a panic in it, each shell shows the fallback, and the console names the place in the code. The
//! message of a panic is never printed, because it could contain an answer.

use std::cell::RefCell;
use std::panic::{PanicHookInfo, set_hook};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, console};

#[wasm_bindgen]
extern "C" {
    /// The object that the runner passes to `mount`; `src/element/runner.js` defines its functions.
    #[derive(Clone)]
    pub type HostShell;

    // A page can break browser functions that these use. No exception may pass through the WASM.
    #[wasm_bindgen(method, catch)]
    fn announce(this: &HostShell, text: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn emit(this: &HostShell, event: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn land(this: &HostShell) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = showStart)]
    fn show_start(this: &HostShell) -> Result<(), JsValue>;

    /// Shows the brief in an element. The promise has an object that removes it.
    #[wasm_bindgen(method, catch)]
    fn brief(this: &HostShell, slot: &Element, answers: &str, day: &str) -> Result<Promise, JsValue>;

    /// Puts the pages of the brief into an element, for paper.
    #[wasm_bindgen(method, catch)]
    fn paper(this: &HostShell, slot: &Element, answers: &str, day: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn stopped(this: &HostShell) -> Result<(), JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// The brief on the page, in the hands of its own program.
    type ShownBrief;

    #[wasm_bindgen(method, catch)]
    fn free(this: &ShownBrief) -> Result<(), JsValue>;
}

/// The brief on the page. Dropping it removes it.
pub struct Brief(ShownBrief);

impl Drop for Brief {
    fn drop(&mut self) {
        // If its program has stopped, only elements are left, and they go with the screen.
        let _ = self.0.free();
    }
}

thread_local! {
    static SHELLS: RefCell<Vec<Option<HostShell>>> = const { RefCell::new(Vec::new()) };
}

/// Something that happened in the widget, for the page around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostEvent {
    /// The result is shown.
    Finished,
    /// The booking link was followed.
    Booking,
}

/// A handle for the shell of one widget.
#[derive(Clone, Copy)]
pub struct Shell(usize);

impl Shell {
    /// Registers a shell.
    pub(crate) fn new(host: HostShell) -> Shell {
        set_hook(Box::new(report));
        SHELLS.with_borrow_mut(|shells| {
            // A free slot, if there is one.
            let slot = shells.iter().position(Option::is_none).unwrap_or(shells.len());
            shells.resize(shells.len().max(slot + 1), None);
            shells[slot] = Some(host);
            Shell(slot)
        })
    }

    /// Announces a text to assistive technology. An empty text removes the previous one.
    pub fn announce(self, text: &str) {
        self.with(|host| host.announce(text));
    }

    /// Emits an event on the element, if the clinic has enabled it.
    pub fn emit(self, event: HostEvent) {
        let name = match event {
            HostEvent::Finished => "finished",
            HostEvent::Booking => "booking",
        };
        self.with(|host| host.emit(name));
    }

    /// Scrolls the page so that the screen stands where all screens do.
    pub fn land(self) {
        self.with(HostShell::land);
    }

    /// Shows the start screen.
    pub fn show_start(self) {
        self.with(HostShell::show_start);
    }

    /// Shows the brief of packed answers, made on a day such as 2026-11-29, in an element. `None` if its files could not be fetched.
    pub async fn brief(self, slot: &Element, answers: &str, day: &str) -> Option<Brief> {
        let shown = self.host()?.brief(slot, answers, day).ok()?;
        Some(Brief(JsFuture::from(shown).await.ok()?.unchecked_into()))
    }

    /// Puts the pages of the brief into an element, for paper. If they can't be fetched, the content of the element stays.
    pub async fn paper(self, slot: &Element, answers: &str, day: &str) {
        if let Some(Ok(shown)) = self.host().map(|host| host.paper(slot, answers, day)) {
            let _ = JsFuture::from(shown).await;
        }
    }

    fn with(self, act: impl FnOnce(&HostShell) -> Result<(), JsValue>) {
        if let Some(host) = self.host() {
            // The host itself failed, so there is no other place to report the error.
            let _ = act(&host);
        }
    }

    /// A clone, because the shell may call the widget in turn.
    fn host(self) -> Option<HostShell> {
        SHELLS.with_borrow(|shells| shells.get(self.0).cloned().flatten())
    }

    /// Removes the shell when its widget is removed from the page.
    pub(crate) fn remove(self) {
        SHELLS.with_borrow_mut(|shells| {
            if let Some(shell) = shells.get_mut(self.0) {
                *shell = None;
            }
        });
    }
}

fn report(info: &PanicHookInfo) {
    let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
    console::error_1(&format!("candidate-check: stopped at {place}; please report this place").into());
    // The shells are taken before the calls, so that a panic in one of them does not call it again. The slots stay, because
    // widgets refer to them.
    let all: Vec<HostShell> =
        SHELLS.with_borrow_mut(|shells| shells.iter_mut().filter_map(Option::take).collect());
    for shell in all {
        // An exception in one shell must not stop the others.
        let _ = shell.stopped();
    }
}
