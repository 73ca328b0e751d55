//! The shell: the loader’s side of a widget, which announces, emits events and shows the start screen. All widgets on a page
//! share one WASM. After a panic in it each shell shows the fallback, and the console names the place in the code; the
//! message of a panic is never printed, because it could contain an answer.

use std::cell::RefCell;
use std::panic::{PanicHookInfo, set_hook};

use wasm_bindgen::prelude::*;
use web_sys::console;

#[wasm_bindgen]
extern "C" {
    /// The object that the runner hands over; `src/element/runner.js` has its functions.
    #[derive(Clone)]
    pub type HostShell;

    // A page can break the functions of the browser that these use. No exception may go through the WASM.
    #[wasm_bindgen(method, catch)]
    fn announce(this: &HostShell, text: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn emit(this: &HostShell, event: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = showStart)]
    fn show_start(this: &HostShell) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn stopped(this: &HostShell) -> Result<(), JsValue>;
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

    /// Announces a text to assistive technology; an empty one takes back what was announced before.
    pub fn announce(self, text: &str) {
        self.with(|host| host.announce(text));
    }

    /// Emits an event on the element, where the clinic asked for it.
    pub fn emit(self, event: HostEvent) {
        let name = match event {
            HostEvent::Finished => "finished",
            HostEvent::Booking => "booking",
        };
        self.with(|host| host.emit(name));
    }

    /// Shows the start screen.
    pub fn show_start(self) {
        self.with(HostShell::show_start);
    }

    fn with(self, act: impl FnOnce(&HostShell) -> Result<(), JsValue>) {
        // Cloned first: the shell may call the widget in turn.
        let host = SHELLS.with_borrow(|shells| shells.get(self.0).cloned().flatten());
        if let Some(host) = host {
            // Nobody is left to report to.
            let _ = act(&host);
        }
    }

    /// Removes the shell, because its widget is off the page.
    pub(crate) fn forget(self) {
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
    // Taken first: a shell that panics in turn must not find itself here again. Slots stay, because their widgets hold them.
    let all: Vec<HostShell> =
        SHELLS.with_borrow_mut(|shells| shells.iter_mut().filter_map(Option::take).collect());
    for shell in all {
        // A shell that is gone has nothing to show.
        let _ = shell.stopped();
    }
}
