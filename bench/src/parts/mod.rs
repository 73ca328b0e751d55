//! The parts of the measurement, and their shared code: the order of the products, and the first script on a page.

mod answer;
pub mod engine;
mod growth;
mod host;
mod load;
mod memory;
mod proof;
mod wire;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value as Json, json};

pub use growth::{SIZES, measure_of};
pub use host::NOTHING;
pub use proof::prove;

use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::forms::{Form, Pattern};
use crate::products::Product;
use crate::report::Part;
use crate::server::Server;

/// The form of all parts that measure a visit.
pub const FORM: Form = Form::new(Pattern::Flat, 30);

/// The default time limit of one command.
const LIMIT: Duration = Duration::from_secs(120);

/// A part, by its name and what it measures.
pub struct PartKind {
    pub name: &'static str,
    pub title: &'static str,
    /// How it is measured, for the report and the document.
    pub settings: &'static [&'static str],
    /// The approximate time of a product in each run, in seconds.
    pub seconds: usize,
    /// Whether the engine is measured alone, without a browser and other products. Then `seconds` is the total time.
    pub alone: bool,
}

const SLOW: &str = "Processor slowed four times, network at 1.6 Mbit/s down, 750 kbit/s up and 150 ms.";

pub const PARTS: [PartKind; 7] = [
    PartKind {
        name: "wire",
        title: "Bytes and requests",
        settings: &["A form of 30 questions."],
        seconds: 2,
        alone: false,
    },
    PartKind {
        name: "load",
        title: "From the first byte to the first answer",
        settings: &["A form of 30 questions.", SLOW],
        seconds: 15,
        alone: false,
    },
    PartKind {
        name: "host",
        title: "Cost to the host page before anyone starts",
        settings: &["A form of 30 questions, far down on a clinic’s page.", SLOW],
        seconds: 9,
        alone: false,
    },
    PartKind {
        name: "answer",
        title: "From an answer to the next question",
        settings: &[
            "120 answers in each run, each of which lets the next question appear.",
            "Processor slowed four times.",
        ],
        seconds: 9,
        alone: false,
    },
    PartKind {
        name: "memory",
        title: "Memory, and memory left after removal",
        settings: &["A form of 201 questions; one of 10 comes and goes 50 times."],
        seconds: 8,
        alone: false,
    },
    PartKind {
        name: "growth",
        title: "Longer forms",
        settings: &[
            "Nothing is slowed.",
            "Ten answers in each form, of which the median counts.",
            "A form may take 60 s until its first question, and 60 s for its ten answers together.",
        ],
        seconds: 60,
        alone: false,
    },
    PartKind {
        name: "engine",
        title: "The engine alone, without a browser",
        settings: &[
            "Compiled as the widget is, for few bytes, but for this machine’s processor; what a page shows is no part of it.",
            "An answer is the fourth of a form, or the first where all others appear: the answer and the way to the next \
             question, with the record that is saved after each, and the count.",
            "A visit answers all questions of the check that come up.",
        ],
        seconds: 120,
        alone: true,
    },
];

/// The context of every part.
pub struct Bench {
    pub server: Server,
    /// The folder for the files of the browsers.
    pub scratch: PathBuf,
    /// The folder for pictures.
    pub looks: PathBuf,
    pub products: Vec<&'static Product>,
    pub runs: usize,
    hosts: AtomicUsize,
}

impl Bench {
    pub fn new(
        server: Server,
        scratch: PathBuf,
        looks: PathBuf,
        products: Vec<&'static Product>,
        runs: usize,
    ) -> Bench {
        Bench { server, scratch, looks, products, runs, hosts: AtomicUsize::new(0) }
    }

    /// Measures one part.
    pub async fn measure(&self, kind: &PartKind, part: &mut Part) -> Result<(), Error> {
        match kind.name {
            "wire" => wire::measure(self, part).await,
            "load" => load::measure(self, part).await,
            "host" => host::measure(self, part).await,
            "answer" => answer::measure(self, part).await,
            "memory" => memory::measure(self, part).await,
            _ => growth::measure(self, part).await,
        }
    }

    /// A new host name for each visit, so that no data of an earlier visit is cached.
    fn host(&self) -> String {
        format!("v{}", self.hosts.fetch_add(1, Ordering::Relaxed))
    }

    /// Such as `Chromium 156`.
    pub async fn browser_version(&self) -> Result<String, Error> {
        let browser = self.open(Frames::AsOnScreen, LIMIT).await?;
        let version = browser.send_command("Browser.getVersion", json!({})).await?;
        let version = version["product"].as_str().unwrap_or_default();
        Ok(version
            .split('.')
            .next()
            .unwrap_or_default()
            .replace("HeadlessChrome/", "Chromium ")
            .replace("Chrome/", "Chromium "))
    }

    async fn open(&self, frames: Frames, limit: Duration) -> Result<Browser, Error> {
        Browser::open(&self.scratch, frames, limit).await
    }

    /// The products in the order of a run. The first product rotates, so that none always gets a fresh browser.
    fn in_turn(&self, run: usize) -> impl Iterator<Item = &'static Product> {
        let count = self.products.len();
        (0..count).map(move |place| self.products[(place + run) % count])
    }

    /// Opens the browser of a run and lets it open a page, so that the first product does not pay for its start.
    async fn open_warm(&self, frames: Frames, limit: Duration) -> Result<Browser, Error> {
        let browser = self.open(frames, limit).await?;
        browser.visit(&self.server.url(&self.host(), "/clinic/none/flat-1")).await?;
        Ok(browser)
    }
}

/// The path of the page with only a product; the built-in check of Candidate Check shows its own form.
fn alone(product: &Product, form: Form) -> String {
    format!("/alone/{}/{}", product.name, form.name())
}

/// The script that runs first on a product's page. With `load`, it measures the time from the first byte on.
fn first(product: &Product, frames: Frames, load: bool) -> String {
    let at_once = frames == Frames::AtOnce;
    let load = if load { "bench.loading = bench.load(); bench.loading.catch(() => {});" } else { "" };
    let start = format!("bench.framesAtOnce = {at_once}; {load}");
    // The script must not run in a frame of the page.
    format!(
        "if (window === top) {{ {}\n{}\n{start} }}",
        include_str!("../../pages/bench.js"),
        product.adapter
    )
}

/// A processor four times as slow.
async fn slow_processor(browser: &Browser) -> Result<(), Error> {
    browser.send_command("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await.map(|_| ())
}

/// A network with the profile “slow 4G”.
async fn slow_network(browser: &Browser) -> Result<(), Error> {
    browser.send_command("Network.enable", json!({})).await?;
    let conditions = json!({
        "offline": false,
        "latency": 150,
        "downloadThroughput": 1_600_000 / 8,
        "uploadThroughput": 750_000 / 8,
        "connectionType": "cellular4g",
    });
    browser.send_command("Network.emulateNetworkConditions", conditions).await.map(|_| ())
}

/// A number in the result of a script; NaN if there is none.
fn number(result: &Json, name: &str) -> f64 {
    result[name].as_f64().unwrap_or(f64::NAN)
}

/// Records the result of a visit: its figures, or its error, which does not stop the other measurements.
fn take(part: &mut Part, product: &'static Product, run: usize, outcome: Result<Vec<(&str, f64)>, Error>) {
    let name = product.name;
    match outcome.and_then(|figures| checked(product, figures)) {
        Ok(figures) => {
            let shown: Vec<String> =
                figures.iter().map(|(measure, value)| format!("{measure} {value:.1}")).collect();
            println!("  run {:>2}  {name:<11} {}", run + 1, shown.join(", "));
            for (measure, value) in figures {
                part.add(name, measure, value);
            }
        }
        Err(error) => {
            let fault = format!("run {}: {}: {error}", run + 1, product.title);
            println!("  run {:>2}  {name:<11} FAILED: {error}", run + 1);
            part.faults.push(fault);
        }
    }
}

fn checked<'m>(
    product: &'static Product,
    figures: Vec<(&'m str, f64)>,
) -> Result<Vec<(&'m str, f64)>, Error> {
    match figures.iter().find(|(_, value)| !value.is_finite()) {
        Some((measure, _)) => Err(product_error(product, format!("the page gave no {measure}"))),
        None => Ok(figures),
    }
}

fn product_error(product: &'static Product, detail: String) -> Error {
    Error::Product { product: product.title, detail }
}

/// Answers the first questions of a form with “often”, and checks that all answers arrived. Returns the time of each in
/// milliseconds.
async fn answer_and_check(
    browser: &Browser,
    product: &'static Product,
    form: Form,
    count: usize,
) -> Result<Vec<f64>, Error> {
    let script = format!("return await bench.answers(0, {count}, {})", form.questions);
    let times = browser.evaluate(&script).await?;
    let times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Json::as_f64).collect();
    let script = format!(
        "const arrived = () => Object.values(adapter.answers()).filter((it) => it === 'often').length; \
         await bench.until(() => arrived() === {count}, 1000); return arrived()"
    );
    let arrived = browser.evaluate(&script).await?;
    if arrived.as_u64() != Some(count as u64) || times.len() != count {
        return Err(product_error(
            product,
            format!("{count} answers were given, and its model contains {arrived}"),
        ));
    }
    Ok(times)
}

/// Checks that a product shows as many questions as its form has, if it shows them all at once.
async fn count_questions(browser: &Browser, product: &'static Product, form: Form) -> Result<(), Error> {
    let count = browser.evaluate("return adapter.count?.() ?? null").await?;
    match count.as_f64() {
        Some(count) if count != form.questions as f64 => Err(product_error(
            product,
            format!("its form has {} questions, and it shows {count}", form.questions),
        )),
        _ => Ok(()),
    }
}
