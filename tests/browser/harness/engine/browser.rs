//! A browser that one test uses at a time and the next test reuses: starting one takes longer than most tests.

use std::env;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use devkit::chance;
use fantoccini::Client;
use fantoccini::error::CmdError;
use tokio::runtime::{Builder, Runtime};
use tokio::task::AbortHandle;

use super::relay::Relay;
use super::{Driver, Engine};

/// The variable that gives every test a browser that was just started.
const FRESH: &str = "FRESH";

/// Limit for the use of a browser by one test with the usual number of tries; far longer than any test needs.
const LONGEST: Duration = Duration::from_secs(300);

/// How many browsers may crash while they start. WebKit's does once in some thousand starts.
const START_ATTEMPTS: usize = 3;

/// A browser with its driver.
pub struct Browser {
    pub client: Client,
    pub driver: Driver,
    relay: Relay,
}

/// Browsers that no test uses.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// The runtime of the browser sessions. A test's own runtime ends with the test, and would end the session.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(1).enable_all().build().expect("a runtime can be started")
    })
}

impl Browser {
    /// A browser without data from other tests. It sends requests for other hosts to this port of this machine.
    pub async fn borrow(port: u16) -> Borrowed {
        let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let browser = match idle {
            Some(browser) => {
                browser.forget().await;
                browser
            }
            None => Browser::start().await,
        };
        browser.relay.forward_to(port);
        Borrowed::new(browser)
    }

    /// Starts a browser, and another one if it crashes before it has shown any page: that says nothing about the tested code.
    async fn start() -> Browser {
        let started = runtime().spawn(async {
            let engine = Engine::chosen();
            let relay = Relay::start().await;
            let mut errors = Vec::new();
            while errors.len() < START_ATTEMPTS {
                let driver = Driver::start(engine);
                match driver.connect(&relay.host()).await {
                    Ok(client) => return Browser { client, driver, relay },
                    Err(error) => {
                        eprintln!("{engine:?} did not start: {error}");
                        errors.push(error);
                    }
                }
            }
            panic!("{engine:?} can't be started: {}; {}", errors.join("; "), engine.install_hint())
        });
        started.await.expect("a browser can be started")
    }

    /// Removes the data that a test left in the browser. Page storage can stay: other origins can't read it, and every
    /// server has its own port. Cookies are not separated by port.
    async fn forget(&self) {
        self.driver.empty_downloads();
        self.engine().forget_cookies(self).await;
        let opened = self.open_another_window().await;
        opened.expect("the browser opens another window");
        self.engine().forget_console(self).await;
    }

    pub fn engine(&self) -> Engine {
        self.driver.engine()
    }

    /// Opens a new window, which resets size, media and history, and closes all others.
    pub(super) async fn open_another_window(&self) -> Result<(), CmdError> {
        let before = self.client.windows().await?;
        let new = self.client.new_window(self.engine().opens_tabs()).await?.handle;
        for window in before {
            self.client.switch_to_window(window).await?;
            self.client.close_window().await?;
        }
        self.client.switch_to_window(new).await
    }
}

/// A browser that the next test reuses, unless this test failed: the browser may be in any state then.
pub struct Borrowed {
    browser: Option<Arc<Browser>>,
    watch: AbortHandle,
}

impl Borrowed {
    /// A driver may wait for ever for a crashed browser, and the test for the driver, so a watch kills it after `LONGEST`.
    fn new(browser: Browser) -> Borrowed {
        let browser = Arc::new(browser);
        let watched = Arc::downgrade(&browser);
        let watch = runtime().spawn(async move {
            // A test with more tries takes longer.
            tokio::time::sleep(LONGEST * u32::try_from(chance::tries(1)).unwrap_or(u32::MAX)).await;
            if let Some(browser) = watched.upgrade() {
                browser.driver.kill();
            }
        });
        Borrowed { browser: Some(browser), watch: watch.abort_handle() }
    }
}

impl Deref for Borrowed {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        self.browser.as_ref().expect("it is there until it is given back")
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        self.watch.abort();
        if let Some(browser) = self.browser.take().and_then(Arc::into_inner)
            && env::var_os(FRESH).is_none()
            && !thread::panicking()
        {
            IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
        }
    }
}
