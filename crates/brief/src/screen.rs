//! The screen of the brief: both pages exactly as they will leave, and the ways to take them along. Each acts only when the
//! visitor presses its button, and none claims a success of which the browser gives no sign.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use check::brief::{chart, sentences};
use check::words::BriefWord;
use js_sys::Promise;
use paper::Document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, File, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::clipboard::copy;
use crate::dom::{Listener, add, button, get, node, on_click, set};
use crate::file::{can_share, pdf_file, save, share};
use crate::input::Loaded;
use crate::print::print;
use crate::sheet::sheets;

/// The id of the sentence about the last press.
const OUTCOME: &str = "cc-outcome";

/// If the PDF would replace more than one of so many characters, the text is in another script.
const READABLE: usize = 10;

/// The screen on the page. Dropping it removes it.
pub struct Screen(Rc<Parts>);

struct Parts {
    loaded: Loaded,
    /// The position of the language of the page for the clinician.
    language: Cell<usize>,
    /// The brief as it is shown.
    document: RefCell<Document>,
    root: Element,
    /// A sentence about the last press.
    outcome: Element,
    /// The place of the text to copy by hand.
    by_hand: Element,
    /// The other languages, and the pages.
    languages: Element,
    pages: Element,
    listeners: RefCell<Vec<Listener>>,
    language_listeners: RefCell<Vec<Listener>>,
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.0.root.remove();
        // They contain the screen in turn.
        self.0.listeners.take();
        self.0.language_listeners.take();
    }
}

impl Screen {
    /// Shows the screen in an element.
    pub fn show(slot: Element, loaded: Loaded) -> Screen {
        slot.set_text_content(None);
        let root = add(&slot, node("div", "cc-take cc-paper", ""));
        let ways = add(&root, node("div", "cc-buttons", ""));
        let status = add(&root, node("p", "", ""));
        set(&status, "role", "status");
        // A separate element for the name: in Firefox and WebKit a status can’t label another element.
        let outcome = add(&status, node("span", "", ""));
        set(&outcome, "id", OUTCOME);
        let by_hand = add(&root, node("div", "", ""));
        let words = &loaded.languages[loaded.own].texts.words;
        add(&root, node("p", "", words.get(BriefWord::Preview)));
        let languages = add(&root, node("div", "cc-buttons", ""));
        let pages = add(&root, node("div", "cc-paper", ""));
        let (document, language) = (loaded.brief(loaded.own), Cell::new(loaded.own));
        let parts = Rc::new(Parts {
            loaded,
            language,
            document: RefCell::new(document),
            root,
            outcome,
            by_hand,
            languages,
            pages,
            listeners: RefCell::default(),
            language_listeners: RefCell::default(),
        });
        parts.show_ways(&ways);
        parts.show_pages();
        Screen(parts)
    }
}

impl Parts {
    fn word(&self, word: BriefWord) -> &str {
        self.loaded.languages[self.loaded.own].texts.words.get(word)
    }

    fn fill(&self, word: BriefWord, values: &[(&str, &str)]) -> String {
        self.loaded.languages[self.loaded.own].texts.words.fill(word, values)
    }

    fn show_ways(self: &Rc<Parts>, row: &Element) {
        type Act = fn(&Rc<Parts>);
        let mut ways: Vec<(&str, &str, BriefWord, Act)> = vec![
            ("print", "primary", BriefWord::Print, Parts::print),
            ("pdf", "secondary", BriefWord::Pdf, Parts::save),
        ];
        if can_share() {
            ways.push(("share", "secondary", BriefWord::Share, Parts::share));
        }
        ways.push(("copy", "secondary", BriefWord::Copy, Parts::copy));
        for (action, kind, word, act) in ways {
            let way = add(row, button(action, kind, self.word(word)));
            let parts = self.clone();
            let listener = on_click(&way, move || {
                parts.say("", false);
                act(&parts);
            });
            self.listeners.borrow_mut().push(listener);
        }
    }

    /// Shows the pages, and a button for each other language of the first one.
    fn show_pages(self: &Rc<Parts>) {
        let sheets = sheets(&self.document.borrow(), self.loaded.level + 1);
        self.pages.replace_children_with_node_1(&sheets);
        self.languages.set_text_content(None);
        let mut listeners = Vec::new();
        for (place, language) in self.loaded.languages.iter().enumerate() {
            if place == self.language.get() {
                continue;
            }
            let swap = add(&self.languages, button("swap", "quiet", ""));
            // The name of the language stands in that language.
            let name = node("span", "", &language.name);
            set(&name, "lang", &language.tag);
            let mut parts = self.word(BriefWord::Language).split(['{', '}']);
            let label = add(&swap, node("span", "", parts.next().unwrap_or_default()));
            add(&label, name);
            let _ = label.append_with_str_1(parts.nth(1).unwrap_or_default());
            let parts = self.clone();
            listeners.push(on_click(&swap, move || parts.choose(place)));
        }
        let before = self.language_listeners.replace(listeners);
        // One of them may be running.
        spawn_local(async move { drop(before) });
    }

    fn choose(self: &Rc<Parts>, language: usize) {
        self.language.set(language);
        self.document.replace(self.loaded.brief(language));
        self.say("", false);
        self.show_pages();
        // The pressed button is gone.
        let button = self.languages.first_element_child().and_then(|it| it.dyn_into::<HtmlElement>().ok());
        let _ = button.map(|button| button.focus());
    }

    /// The page for the clinician as text for a chart.
    fn chart(&self) -> String {
        chart(&self.document.borrow().pages[0], &self.loaded.languages[self.language.get()].texts)
    }

    /// Says what became of the last press. If `by_hand`, the text for the chart stands below, to be copied by hand.
    fn say(&self, text: &str, by_hand: bool) {
        self.outcome.set_text_content(Some(text));
        self.by_hand.set_text_content(None);
        if !text.is_empty() {
            // With large text, the message may lie below the window.
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            self.outcome.scroll_into_view_with_scroll_into_view_options(&options);
        }
        if by_hand {
            let field = add(&self.by_hand, node("textarea", "cc-input", &self.chart()));
            // The sentence is its label, so that it is announced too.
            for (name, value) in
                [("rows", "8"), ("readonly", ""), ("spellcheck", "false"), ("aria-labelledby", OUTCOME)]
            {
                set(&field, name, value);
            }
        }
    }

    fn print(self: &Rc<Parts>) {
        let parts = self.clone();
        let refused = move || parts.say(parts.word(BriefWord::PrintFailed), true);
        print(&self.root, &self.document.borrow(), &self.loaded.print, refused);
    }

    fn save(self: &Rc<Parts>) {
        let parts = self.clone();
        spawn_local(async move {
            let Some((file, note)) = parts.pdf().await else { return };
            if save(&file).is_err() {
                return parts.say(parts.word(BriefWord::PdfFailed), true);
            }
            let asked = parts.fill(BriefWord::Saved, &[("file", &file.name())]);
            parts.say(&sentences([note.as_str(), &asked]), true);
        });
    }

    fn share(self: &Rc<Parts>) {
        let parts = self.clone();
        spawn_local(async move {
            let Some((file, note)) = parts.pdf().await else { return };
            match share(&file).await {
                true => parts.say(&note, false),
                false => parts.say(parts.word(BriefWord::ShareFailed), true),
            }
        });
    }

    fn copy(self: &Rc<Parts>) {
        let parts = self.clone();
        spawn_local(async move {
            match copy(&parts.chart()).await {
                true => parts.say(parts.word(BriefWord::Copied), false),
                false => parts.say(parts.word(BriefWord::CopyFailed), true),
            }
        });
    }

    /// The PDF, and a note about the characters in it, which may be empty. Says why if there is none.
    async fn pdf(&self) -> Option<(File, String)> {
        let written = self.document.borrow().write();
        let file = match self.make(&written).await {
            Ok((_, replaced)) if replaced * READABLE > written.chars().count() => Err(BriefWord::PdfLetters),
            Ok((bytes, replaced)) => {
                let name = format!("{}.pdf", self.word(BriefWord::File));
                pdf_file(&bytes, &name).map(|file| (file, replaced)).map_err(|_| BriefWord::PdfFailed)
            }
            Err(_) => Err(BriefWord::PdfFailed),
        };
        match file {
            Ok((file, 0)) => Some((file, String::new())),
            Ok((file, replaced)) => {
                Some((file, self.fill(BriefWord::PdfReplaced, &[("count", &replaced.to_string())])))
            }
            Err(word) => {
                self.say(self.word(word), true);
                None
            }
        }
    }

    /// The bytes of the PDF, and the number of characters that are replaced in it.
    async fn make(&self, document: &str) -> Result<(JsValue, usize), JsValue> {
        let made: Promise = self.loaded.pdf.call1(&JsValue::UNDEFINED, &document.into())?.dyn_into()?;
        let made = JsFuture::from(made).await?;
        Ok((get(&made, "bytes"), get(&made, "replaced").as_f64().unwrap_or_default() as usize))
    }
}
