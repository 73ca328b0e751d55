//! The browser's page: finds elements in the widget's shadow root and waits for them. If one does not appear, the test
//! fails and shows the current content.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::key::Key;
use serde_json::{Value as Json, json};

use super::engine::{Borrowed, Browser, Engine};
use super::server::Server;
use super::site::Site;

/// Limit for every wait without its own limit; far longer than any wait takes.
const DEADLINE: Duration = Duration::from_secs(20);

/// Before every script: `root`, the shadow root of the first widget on the page.
const ROOT: &str = "const root = document.querySelector('candidate-check')?.shadowRoot;";

/// A page in a browser that no other test uses at the same time, with its own server.
pub struct Page {
    pub server: Server,
    pub(super) browser: Borrowed,
    pub(super) console: Mutex<Vec<String>>,
    /// Selector of the widget whose frame the test has entered.
    inside: Mutex<Option<String>>,
    /// Whether a script presses the controls.
    without_pointer: AtomicBool,
}

impl Page {
    /// Opens the start page of a site.
    pub async fn open(site: Site) -> Page {
        let page = Page::open_blank(site).await;
        page.visit("/").await;
        page
    }

    /// A browser that has not visited the site yet.
    pub async fn open_blank(site: Site) -> Page {
        let server = Server::start(site).await;
        let browser = Browser::borrow(server.port()).await;
        Page {
            server,
            browser,
            console: Mutex::default(),
            inside: Mutex::default(),
            without_pointer: AtomicBool::default(),
        }
    }

    /// The engine that shows the page.
    pub fn engine(&self) -> Engine {
        self.browser.driver.engine()
    }

    /// Goes to a page of the site.
    pub async fn visit(&self, path: &str) {
        self.go_to(&self.server.url(path)).await;
    }

    /// Goes to any page.
    pub async fn go_to(&self, url: &str) {
        self.drain_console().await;
        self.set_frame(None);
        let gone = self.browser.client.goto(url).await;
        gone.unwrap_or_else(|error| panic!("{url} can't be visited: {error}"));
    }

    /// Enters the first frame of the page, until the next visit.
    pub async fn enter_frame(&self) {
        self.browser.client.clone().enter_frame(0).await.expect("the page has a frame");
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.drain_console().await;
        self.browser.client.refresh().await.expect("the page can be loaded again");
    }

    /// Goes back in the browser's history.
    pub async fn go_back(&self) {
        self.drain_console().await;
        self.browser.client.back().await.expect("the browser can go back");
    }

    /// The path that the browser shows, with query and fragment.
    pub async fn path(&self) -> String {
        let url = self.browser.client.current_url().await.expect("the browser has an address").to_string();
        url.replacen(&self.server.url(""), "", 1)
    }

    /// Runs a script in the page and returns its result. The script may use `root` and `arguments`.
    pub async fn eval(&self, script: &str, arguments: &[&str]) -> Json {
        let done = self.execute(script, arguments).await;
        self.result(script, done).await
    }

    /// The same while the page may be navigating: `Null` if the page unloaded before the script ended.
    async fn eval_or_gone(&self, script: &str, arguments: &[&str]) -> Json {
        match self.execute(script, arguments).await {
            Err(CmdError::Standard(error)) if error.message.contains("before the unload event") => Json::Null,
            done => self.result(script, done).await,
        }
    }

    async fn result(&self, script: &str, done: Result<Json, CmdError>) -> Json {
        match done {
            Ok(value) => value,
            Err(error) => self.fail(&format!("the script failed: {error}\n{script}")).await,
        }
    }

    async fn execute(&self, script: &str, arguments: &[&str]) -> Result<Json, CmdError> {
        let arguments = arguments.iter().map(|it| json!(it)).collect();
        self.browser.client.execute(&format!("{ROOT}{script}"), arguments).await
    }

    /// The same for an asynchronous script.
    pub async fn eval_async(&self, script: &str) -> Json {
        let script = format!(
            "{ROOT}const done = arguments[0]; (async () => {{{script}}})().then(done, e => done(`threw ${{e}}`))"
        );
        let done = self.browser.client.execute_async(&script, Vec::new()).await;
        self.result(&script, done).await
    }

    /// The result of a script that returns text; empty for any other result.
    pub async fn text_of(&self, script: &str, arguments: &[&str]) -> String {
        self.eval(script, arguments).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a script returns a truthy value, and returns that.
    pub async fn until(&self, what: &str, script: &str, arguments: &[&str]) -> Json {
        self.until_within(DEADLINE, what, script, arguments).await
    }

    /// The same with its own limit.
    pub async fn until_within(&self, limit: Duration, what: &str, script: &str, arguments: &[&str]) -> Json {
        let start = Instant::now();
        loop {
            let value = self.eval_or_gone(script, arguments).await;
            if !matches!(value, Json::Null | Json::Bool(false)) && value != json!("") && value != json!(0) {
                return value;
            }
            if start.elapsed() > limit {
                self.fail(&format!("did not happen within {limit:?}: {what}")).await;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits for the effect of a timeout of `seconds`. All pending timeouts up to that length end at once.
    pub async fn until_timeout(&self, seconds: u32, what: &str, script: &str) {
        self.until(what, &format!("window.harnessEndLimits({seconds} * 1000); {script}"), &[]).await;
    }

    /// Asserts that a script returns true, without waiting.
    pub async fn assert(&self, what: &str, script: &str, arguments: &[&str]) {
        if self.eval(script, arguments).await != json!(true) {
            self.fail(&format!("not true: {what}\n{script}")).await;
        }
    }

    /// Whether the widget has an element.
    pub async fn has(&self, selector: &str) -> bool {
        self.eval("return !!root?.querySelector(arguments[0])", &[selector]).await == json!(true)
    }

    /// Waits for an element of the widget, and scrolls it to where nothing covers it.
    pub async fn element(&self, selector: &str) -> Element {
        self.element_after(selector, "").await
    }

    /// The same; the script runs when the element is found.
    pub async fn element_after(&self, selector: &str, script: &str) -> Element {
        let script = format!(
            "const it = root?.querySelector(arguments[0]); if (!it) return null; {script}
             it.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return it"
        );
        let found = self.until(selector, &script, &[selector]).await;
        if self.engine() == Engine::WebKit {
            self.scroll_into_view(selector).await;
            self.wait_until_stable(selector).await;
        }
        self.as_element(selector, &found)
    }

    /// Waits for an element of the page around the widget.
    pub async fn host_element(&self, selector: &str) -> Element {
        let script = "const it = document.querySelector(arguments[0]);
             it?.scrollIntoView({ block: 'center', behavior: 'instant' }); return it";
        let found = self.until(selector, script, &[selector]).await;
        self.as_element(selector, &found)
    }

    /// Converts an element that a script returned.
    fn as_element(&self, what: &str, returned: &Json) -> Element {
        let id = returned.as_object().and_then(|it| it.values().next()).and_then(Json::as_str);
        let id = id.unwrap_or_else(|| panic!("{what} is not an element: {returned}"));
        Element::from_element_id(self.browser.client.clone(), ElementRef::from(id.to_owned()))
    }

    /// Enters the widget's frame and waits for the widget inside it. Later calls act in the frame.
    pub async fn enter(&self) {
        self.enter_one("candidate-check").await;
    }

    /// The same for one of several widgets.
    pub async fn enter_one(&self, host: &str) {
        let script =
            "return document.querySelector(arguments[0])?.shadowRoot?.querySelector('.cc--framed iframe')";
        let found = self.until("the frame", script, &[host]).await;
        let entered = self.as_element("the frame", &found).enter_frame().await;
        entered.unwrap_or_else(|error| panic!("the frame can't be entered: {error}"));
        self.set_frame(Some(host));
        self.until("the widget in the frame", "return !!root?.querySelector('[data-screen]')", &[]).await;
    }

    /// Leaves the frame.
    pub async fn leave_frame(&self) {
        self.browser.client.clone().enter_parent_frame().await.expect("there is a page around the frame");
        self.set_frame(None);
    }

    fn set_frame(&self, host: Option<&str>) {
        *self.inside.lock().unwrap_or_else(PoisonError::into_inner) = host.map(str::to_owned);
    }

    /// Scrolls the page around a frame to an element in the frame. WebKit follows the standard and lets no frame of
    /// another origin do that, so a click would hit an element that covers the frame.
    async fn scroll_into_view(&self, selector: &str) {
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(host) = inside else { return };
        let middle = "const it = root.querySelector(arguments[0]).getBoundingClientRect(); \
                      return String(it.top + it.height / 2)";
        let middle = self.text_of(middle, &[selector]).await;
        self.leave_frame().await;
        // Repeated until the position is stable, because the page itself scrolls to the focused element.
        let scroll = format!(
            "const it = document.querySelector({}).shadowRoot.querySelector('iframe');
             const off = () => it.getBoundingClientRect().top + {middle} - innerHeight / 2;
             let before;
             do {{
               scrollBy({{ top: off(), behavior: 'instant' }});
               before = off();
               for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
             }} while (off() !== before)",
            json!(host)
        );
        self.eval_async(&scroll).await;
        self.enter_one(&host).await;
    }

    /// Waits until an element stops moving. WebKit scrolls to the focused element a moment later, so a click would hit
    /// the old position.
    async fn wait_until_stable(&self, selector: &str) {
        let script = format!(
            "const it = root.querySelector({}), place = () => JSON.stringify(it.getBoundingClientRect());
             let before;
             do {{
               it.scrollIntoView({{ block: 'center', behavior: 'instant' }});
               before = place();
               for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
             }} while (place() !== before)",
            json!(selector)
        );
        self.eval_async(&script).await;
    }

    /// Clicks an element of the widget, as a visitor would.
    pub async fn click(&self, selector: &str) {
        self.click_after(selector, "").await;
    }

    /// The same; the script runs just before the click.
    pub async fn click_after(&self, selector: &str, script: &str) {
        if self.without_pointer.load(Ordering::Relaxed) {
            let script = format!(
                "const it = root?.querySelector(arguments[0]); if (it) {{ {script} it.click() }} return !!it"
            );
            self.until(selector, &script, &[selector]).await;
            return;
        }
        for tries in 1.. {
            match self.element_after(selector, script).await.click().await {
                Ok(()) => return,
                // WebKit's browser shows downloads in a bar, which makes the page less tall.
                Err(CmdError::Standard(error))
                    if error.error == ErrorStatus::ElementClickIntercepted && tries < 3 => {}
                Err(error) => self.fail(&format!("{selector} can't be clicked: {error}")).await,
            }
        }
    }

    /// From now on a script presses the controls, for pages on which the driver can't click.
    pub fn work_without_pointer(&self) {
        self.without_pointer.store(true, Ordering::Relaxed);
    }

    /// Moves the pointer to the corner of the window, away from every control.
    pub async fn move_pointer_away(&self) {
        // Two moves: a driver skips a move to its last pointer position, and clicks on elements do not update that position.
        let to = |x| PointerAction::MoveTo { duration: None, x, y: 0.0 };
        let away = MouseActions::new("mouse".into()).then(to(1.0)).then(to(0.0));
        let moved = self.browser.client.perform_actions(away).await;
        moved.expect("the pointer can be moved");
    }

    /// A screenshot of the window, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.browser.client.screenshot().await.expect("the browser takes pictures")
    }

    /// Types into the focused element; keys are pressed one after another.
    pub async fn keys<K: Copy + Into<char>>(&self, keys: &[K]) {
        let down = |key: K| KeyAction::Down { value: key.into() };
        let up = |key: K| KeyAction::Up { value: key.into() };
        let actions = keys
            .iter()
            .fold(KeyActions::new("keyboard".into()), |actions, key| actions.then(down(*key)).then(up(*key)));
        self.browser.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Presses a key while another is held.
    pub async fn keys_together(&self, held: Key, key: Key) {
        let actions = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held.into() })
            .then(KeyAction::Down { value: key.into() })
            .then(KeyAction::Up { value: key.into() })
            .then(KeyAction::Up { value: held.into() });
        self.browser.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Number of cookies that the browser stores for the site, from any source.
    pub async fn cookies(&self) -> usize {
        self.browser.client.get_all_cookies().await.expect("the browser lists its cookies").len()
    }

    /// Waits for a console line that contains all these parts, and returns it.
    pub async fn console_says(&self, parts: &[&str]) -> String {
        let start = Instant::now();
        loop {
            let console = self.console().await;
            if let Some(found) = console.iter().find(|line| parts.iter().all(|part| line.contains(part))) {
                return found.clone();
            }
            if start.elapsed() > DEADLINE {
                self.fail(&format!("no console line contains {parts:?}")).await;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits for a PDF that the visitor saved, and returns its bytes.
    pub async fn saved_pdf(&self, name: &str) -> Vec<u8> {
        let path = self.browser.driver.downloads().join(name);
        let start = Instant::now();
        loop {
            match std::fs::read(&path) {
                Ok(bytes) if bytes.trim_ascii_end().ends_with(b"%%EOF") => return bytes,
                _ if start.elapsed() > DEADLINE => self.fail(&format!("no file was saved as {name}")).await,
                _ => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    }

    /// Fails the test, and shows the visible text and the console.
    pub async fn fail(&self, what: &str) -> ! {
        let script = format!("{ROOT}return (root?.querySelector('.cc') ?? document.body)?.innerText");
        let shown = match self.browser.client.execute(&script, Vec::new()).await {
            Ok(text) => text.as_str().unwrap_or("nothing").to_owned(),
            Err(error) => format!("can’t be read: {error}"),
        };
        let url =
            self.browser.client.current_url().await.map_or_else(|error| error.to_string(), String::from);
        let console = self.console().await.join("\n  ");
        panic!("{what}\n-- at {url}\n-- the widget shows:\n{shown}\n-- the console:\n  {console}");
    }
}
