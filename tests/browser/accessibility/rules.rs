//! axe-core on every screen and state, in each look: no violation of its rules, best practices included. The tests
//! write a report of the checked rules to `target/accessibility/`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use serde_json::json;

use super::tour::{self, Language, TourOptions, is_chromium};
use crate::harness::{Engine, Page};

fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let path = devkit::root().join("xtask/node_modules/axe-core/axe.min.js");
        std::fs::read_to_string(&path).unwrap_or_else(|error| {
            panic!(
                "{}: {error}; install it: npm ci --ignore-scripts in xtask/, or cargo xtask build",
                path.display()
            )
        })
    })
}

/// The colors of the page.
#[derive(Clone, Copy, Debug)]
enum Look {
    Light,
    Dark,
    /// Forced colors, which the visitor chose. Only the developer tools of Chromium can emulate them.
    Forced,
}

impl Look {
    fn all() -> Vec<Look> {
        let mut all = vec![Look::Light, Look::Dark];
        all.extend(is_chromium().then_some(Look::Forced));
        all
    }

    async fn apply(self, page: &Page) {
        let colors = match self {
            Look::Dark => ["dark", "#101514", "#eee"],
            Look::Light | Look::Forced => ["light", "", ""],
        };
        let script = "[document.documentElement.style.colorScheme, document.documentElement.style.background, \
                      document.documentElement.style.color] = arguments";
        page.eval(script, &colors).await;
        if is_chromium() {
            let forced = if matches!(self, Look::Forced) { "active" } else { "none" };
            let features = json!({ "features": [{ "name": "forced-colors", "value": forced }] });
            page.chromium("Emulation.setEmulatedMedia", features).await;
        }
    }
}

/// The results of axe-core on one stop in one look.
struct AxeResult {
    violations: Vec<String>,
    passes: usize,
    /// The checks that axe-core can’t decide, by rule.
    undecided: Vec<String>,
}

/// Loads axe-core by a script of the driver instead of a request, so that no policy of the page can block it.
async fn load_axe(page: &Page) {
    // Sends it only if it is missing, because it is long.
    if page.eval("return !!window.axe", &[]).await != json!(true) {
        page.eval(axe(), &[]).await;
    }
}

/// Asserts that a whole page breaks no rule.
pub async fn assert_no_violations(page: &Page, what: &str) {
    load_axe(page).await;
    let script = "const found = await axe.run({ resultTypes: ['violations'] }); \
                  return found.violations.map(it => `${it.id}: ${it.help}: ${it.nodes.map(node => \
                  node.target + ' ' + node.failureSummary).join(' | ')}`)";
    assert_eq!(page.eval_async(script).await, json!([]), "{what}");
}

async fn run_axe(page: &Page, look: Look) -> AxeResult {
    load_axe(page).await;
    // Only the rules about colors can differ in the other looks.
    let (only, fewest) = match look {
        Look::Light => ("[]", 11),
        Look::Dark | Look::Forced => ("['color-contrast', 'link-in-text-block']", 1),
    };
    // Pinned bars hide the elements under them from axe-core. In the invented language each text is lengthened on
    // its own, so a label is not part of a longer name there.
    let script = "
        const pinned = [...root.querySelectorAll('.cc-help, .cc-way')], leftToRight = root.querySelector('.cc').dir === 'ltr';
        for (const { style } of pinned) style.position = 'static';
        const options = only.length ? { runOnly: only } : { rules: { 'label-content-name-mismatch': { enabled: leftToRight } } };
        const found = await axe.run('candidate-check', options);
        for (const { style } of pinned) style.position = '';
        const nodes = it => it.nodes.map(node => node.target + ' ' + node.failureSummary).join(' | ');
        const reason = ({ any, all }) => [...any, ...all][0]?.message;
        return [
          found.violations.map(it => `${it.id}: ${it.help}: ${nodes(it)}`),
          found.passes.map(it => it.id),
          found.incomplete.flatMap(it => it.nodes.map(node => `${it.id}: ${reason(node)}`)),
        ]";
    let found = page.eval_async(&format!("const only = {only}; {script}")).await;
    let (violations, passes, undecided): (Vec<String>, Vec<String>, Vec<String>) =
        serde_json::from_value(found.clone())
            .unwrap_or_else(|_| panic!("axe-core returned no result: {found}"));
    assert!(passes.len() >= fewest, "axe-core has checked too few rules: {passes:?}");
    AxeResult { violations, passes: passes.len(), undecided }
}

/// Collects the results of a tour.
#[derive(Default)]
struct Report {
    rows: Vec<(String, Vec<AxeResult>)>,
}

impl Report {
    async fn look(&mut self, page: &Page, stop: &str) {
        let mut row = Vec::new();
        for look in Look::all() {
            look.apply(page).await;
            row.push(run_axe(page, look).await);
        }
        Look::Light.apply(page).await;
        self.rows.push((stop.to_owned(), row));
    }

    fn write(&self, name: &str) {
        let looks: Vec<String> = Look::all().iter().map(|look| format!("{look:?}").to_lowercase()).collect();
        let mut text = format!("# {name}: violations of axe-core’s rules\n\n");
        let _ = writeln!(text, "A cell is violations / rules passed.\n\n| stop | {} |", looks.join(" | "));
        let _ = writeln!(text, "| --- |{}", " --- |".repeat(looks.len()));
        let mut undecided: BTreeMap<&str, usize> = BTreeMap::new();
        for (stop, row) in &self.rows {
            let cells: Vec<String> =
                row.iter().map(|it| format!("{} / {}", it.violations.len(), it.passes)).collect();
            let _ = writeln!(text, "| {stop} | {} |", cells.join(" | "));
            for rule in row.iter().flat_map(|it| &it.undecided) {
                *undecided.entry(rule).or_default() += 1;
            }
        }
        text.push_str("\nUndecided checks, for a person to decide:\n\n");
        for (rule, times) in undecided {
            let _ = writeln!(text, "- {rule} ({times} times)");
        }
        let dir = devkit::root().join("target/accessibility");
        let written = std::fs::create_dir_all(&dir).and_then(|()| {
            std::fs::write(dir.join(format!("{:?}-{name}.md", Engine::chosen()).to_lowercase()), text)
        });
        written.expect("the report can be written");
    }

    fn assert_clean(self, name: &str, stops: usize) {
        self.write(name);
        assert_eq!(self.rows.len(), stops, "the number of stops differs");
        let violations: Vec<String> = self
            .rows
            .iter()
            .flat_map(|(stop, row)| row.iter().zip(Look::all()).map(move |(found, look)| (stop, look, found)))
            .flat_map(|(stop, look, found)| {
                found.violations.iter().map(move |it| format!("{stop}, {look:?}: {it}"))
            })
            .collect();
        assert!(violations.is_empty(), "{name}: {violations:#?}");
    }
}

async fn no_stop_breaks_a_rule(language: Language) {
    let mut report = Report::default();
    let options = TourOptions::of(language);
    tour::visit(options, async |page, stop| report.look(page, stop).await).await;
    tour::results(options, async |page, stop| report.look(page, stop).await).await;
    tour::error_states(options, async |page, stop| report.look(page, stop).await).await;
    report.assert_clean(language.name(), 25);
}

#[tokio::test]
async fn no_screen_breaks_a_rule() {
    no_stop_breaks_a_rule(Language::English).await;
}

#[tokio::test]
async fn no_screen_breaks_a_rule_in_spanish() {
    no_stop_breaks_a_rule(Language::Spanish).await;
}

#[tokio::test]
async fn no_screen_breaks_a_rule_from_right_to_left() {
    no_stop_breaks_a_rule(Language::Mirrored).await;
}

#[tokio::test]
async fn no_type_of_question_breaks_a_rule() {
    let mut report = Report::default();
    tour::custom(TourOptions::of(Language::English), async |page, stop| report.look(page, stop).await).await;
    report.assert_clean("own", 14);
}
