//! A browser that a test has for itself, and that the next one goes on with: starting one takes longer than most tests.

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

/// How long a test may have a browser, with the usual number of tries; far more than any needs.
const LONGEST: Duration = Duration::from_secs(300);

/// A browser with its driver.
pub struct Browser {
    pub client: Client,
    pub driver: Driver,
    relay: Relay,
}

/// Browsers that no test has.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// What drives the browsers. A test's own runtime ends with it, and so would the session.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(1).enable_all().build().expect("a runtime can be started")
    })
}

impl Browser {
    /// A browser without a trace of other tests, which sends requests to other hosts to this port of this machine.
    pub async fn borrow(port: u16) -> Borrowed {
        let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let browser = match idle {
            Some(browser) => {
                browser.forget().await;
                browser
            }
            None => Browser::start().await,
        };
        browser.relay.lead_to(port);
        Borrowed::new(browser)
    }

    async fn start() -> Browser {
        let started = runtime().spawn(async {
            let engine = Engine::chosen();
            let relay = Relay::start().await;
            let driver = Driver::start(engine);
            let client = driver.connect(&relay.host()).await;
            Browser { client, driver, relay }
        });
        started.await.expect("a browser can be started")
    }

    /// Takes from the browser what a test has left in it. What a page keeps is out of reach of other origins, and every server
    /// has a port of its own; cookies know no ports.
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

    /// Goes on in a window without a past, which leaves sizes, media and history behind, and closes all others.
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

/// A browser that goes to the next test when this one is done with it, unless the test failed: it may be in any state then.
pub struct Borrowed {
    browser: Option<Arc<Browser>>,
    watch: AbortHandle,
}

impl Borrowed {
    /// A driver may wait for ever for a browser that fell, and the test for the driver.
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
