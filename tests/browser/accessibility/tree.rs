//! What assistive technology is told on every screen, as text that people review: one file per stop of the tour in
//! `snapshots/`, as Chromium’s accessibility tree has it. Other engines have to call every control the same.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::{Value as Json, json};

use super::tour::{self, Tongue, Way, is_chromium};
use crate::harness::Page;

/// Set to refresh the files.
const REFRESH: &str = "REFRESH_SNAPSHOTS";

/// Roles that say nothing by themselves: what is in them stands in their place.
const SILENT: [&str; 8] =
    ["none", "generic", "InlineTextBox", "ListMarker", "LineBreak", "LayoutTableRow", "Legend", "LabelText"];

/// Roles of what a visitor operates, as the standard calls them.
const CONTROLS: [&str; 6] = ["link", "button", "radio", "checkbox", "textbox", "disclosure"];

/// Fields with parts inside.
const OWN_PARTS: [&str; 4] = ["Date", "DateTime", "InputTime", "textbox"];

/// Properties that are read out, in this order.
const STATES: [&str; 9] =
    ["level", "checked", "expanded", "invalid", "required", "readonly", "focused", "live", "valuetext"];

/// The tree below the widget, as indented lines.
struct Tree {
    nodes: BTreeMap<String, Json>,
}

fn text_of<'a>(node: &'a Json, field: &str) -> &'a str {
    node[field]["value"].as_str().unwrap_or_default()
}

/// What the standard calls a role.
fn role(node: &Json) -> &str {
    match text_of(node, "role") {
        "StaticText" => "text",
        "DisclosureTriangle" | "DisclosureTriangleGrouped" => "disclosure",
        "RadioButton" => "radio",
        "CheckBox" => "checkbox",
        "Details" => "details",
        "DescriptionListTerm" | "DescriptionListTermLegacy" => "term",
        "DescriptionListDetail" => "definition",
        "DescriptionList" => "list of terms",
        "Figcaption" => "caption",
        "Abbr" => "abbr",
        "SvgRoot" => "image",
        other => other,
    }
}

impl Tree {
    async fn of(page: &Page) -> String {
        // The tree follows the page from frame to frame; two that are alike, two frames apart, are the one of the page as it is.
        let frames = "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";
        let mut before = String::new();
        for _ in 0..50 {
            page.eval_async(frames).await;
            let now = Tree::take(page).await;
            if now == before {
                return now;
            }
            before = now;
        }
        page.fail("the accessibility tree does not come to rest").await
    }

    async fn take(page: &Page) -> String {
        let widget = json!({ "expression": "document.querySelector('candidate-check').shadowRoot.querySelector('.cc')" });
        let object = page.chromium("Runtime.evaluate", widget).await["result"]["objectId"].clone();
        let described = page.chromium("DOM.describeNode", json!({ "objectId": object })).await;
        let top = &described["node"]["backendNodeId"];
        let answer = page.chromium("Accessibility.getFullAXTree", json!({})).await;
        let list = answer["nodes"].as_array().cloned().unwrap_or_default();
        let id = |node: &Json| node["nodeId"].as_str().unwrap_or_default().to_owned();
        let start = list.iter().find(|node| node["backendDOMNodeId"] == *top).map(id);
        let start = start.unwrap_or_else(|| panic!("the widget is not in the accessibility tree"));
        let tree = Tree { nodes: list.iter().map(|node| (id(node), node.clone())).collect() };
        let mut lines = String::new();
        tree.write(&start, 0, "", &mut lines);
        lines
    }

    /// Writes a node and what is below it. `said` is the name of what holds it, which is not said twice.
    fn write(&self, id: &str, depth: usize, said: &str, lines: &mut String) {
        let Some(node) = self.nodes.get(id) else { return };
        let (role, name) = (role(node), text_of(node, "name"));
        let is_silent = node["ignored"] == true
            || (SILENT.contains(&role) && name.is_empty())
            || SILENT[..5].contains(&role);
        let is_said = role == "text" && (said == name.trim() || name.trim().is_empty());
        let (mut depth, mut said) = (depth, said.to_owned());
        if !is_silent && !is_said && role != "LabelText" && role != "Legend" {
            *lines += &format!("{}{role}", "  ".repeat(depth));
            if !name.is_empty() {
                *lines += &format!(" “{}”", name.trim());
            }
            *lines += &states(node);
            lines.push('\n');
            depth += 1;
            if !name.is_empty() {
                said = name.trim().to_owned();
            }
        }
        // The parts of such a field are the browser’s own.
        if OWN_PARTS.contains(&role) {
            return;
        }
        for child in node["childIds"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            self.write(child, depth, &said, lines);
        }
    }
}

/// What is said after the name.
fn states(node: &Json) -> String {
    let properties: BTreeMap<&str, &Json> = node["properties"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| Some((it["name"].as_str()?, &it["value"]["value"])))
        .collect();
    let mut said = Vec::new();
    for name in STATES {
        match properties.get(name) {
            None | Some(Json::Bool(false)) => {}
            Some(Json::Bool(true)) => said.push(name.to_owned()),
            Some(Json::String(text)) if text == "true" => said.push(name.to_owned()),
            Some(Json::String(text)) if text.is_empty() || text == "false" || text == "off" => {}
            Some(value) => said.push(format!("{name} {}", value.to_string().trim_matches('"'))),
        }
    }
    if properties.get("expanded") == Some(&&Json::Bool(false)) {
        said.push("collapsed".into());
    }
    let value = match &node["value"]["value"] {
        Json::Null => String::new(),
        // The first line is enough to know which text it is; later ones have the date of the day.
        Json::String(text) => text.lines().next().unwrap_or_default().to_owned(),
        other => other.to_string(),
    };
    if !value.is_empty() {
        said.push(format!("value {value}"));
    }
    let description = text_of(node, "description");
    if !description.is_empty() {
        said.push(format!("description “{description}”"));
    }
    if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) }
}

fn file(stop: &str) -> PathBuf {
    devkit::root().join(format!("tests/browser/accessibility/snapshots/{stop}.txt"))
}

fn reviewed(stop: &str) -> String {
    fs::read_to_string(file(stop)).unwrap_or_default()
}

/// Compares with what was reviewed, and collects what differs.
async fn compare(page: &Page, stop: &str, wrong: &mut Vec<String>) {
    if is_chromium() {
        let found = Tree::of(page).await;
        if env::var_os(REFRESH).is_some() {
            fs::write(file(stop), &found).unwrap_or_else(|error| panic!("{stop}: {error}"));
        }
        let expected = reviewed(stop);
        let mut lines = expected.lines().zip(found.lines());
        let first = lines.find(|(expected, found)| expected != found);
        if found != expected {
            wrong.push(format!("{stop}: first at {first:?}"));
        }
    }
    // Everywhere: what the driver says of each control, by its name.
    let script = "return [...root.querySelectorAll('a[href], button, input, textarea, summary')] \
                  .filter(it => it.checkVisibility())";
    let spoken = page.spoken(script).await;
    let expected = reviewed(stop);
    let controls: Vec<(&str, &str)> = expected.lines().filter_map(control).collect();
    if controls.len() != spoken.len() {
        wrong.push(format!("{stop}: {} controls were reviewed, {} are there", controls.len(), spoken.len()));
    }
    for ((role, name), (found, label)) in controls.into_iter().zip(spoken) {
        // Engines differ in what they call the way into a fold, and fields for dates.
        let same = role == found || !["link", "button", "radio", "checkbox"].contains(&role);
        if !same || name != label.trim() {
            wrong.push(format!("{stop}: {role} “{name}” is here {found} “{label}”"));
        }
    }
}

/// Role and name of a line that stands for a control.
fn control(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let role = CONTROLS.into_iter().chain(OWN_PARTS).find(|role| {
        line.strip_prefix(role)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(" “") || rest.starts_with(" ("))
    })?;
    let rest = &line[role.len()..];
    let Some(rest) = rest.strip_prefix(" “") else { return Some((role, "")) };
    // A name may have quotation marks of its own.
    let end = rest.find("” (").or_else(|| rest.rfind('”')).unwrap_or(rest.len());
    Some((role, &rest[..end]))
}

fn judge(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "assistive technology is told something else than was reviewed: {wrong:#?}\n\
         If it is meant to, run `{REFRESH}=1 cargo test -p browser-tests is_told` and read the difference in \
         tests/browser/accessibility/snapshots/ as somebody who listens"
    );
}

#[tokio::test]
async fn assistive_technology_is_told_what_was_reviewed() {
    let mut wrong = Vec::new();
    tour::visit(Way::of(Tongue::English), async |page, stop| compare(page, stop, &mut wrong).await).await;
    judge(&wrong);
}

#[tokio::test]
async fn assistive_technology_is_told_what_was_reviewed_of_other_results() {
    let mut wrong = Vec::new();
    tour::results(Way::of(Tongue::English), async |page, stop| compare(page, stop, &mut wrong).await).await;
    judge(&wrong);
}

#[tokio::test]
async fn assistive_technology_is_told_what_was_reviewed_in_trouble() {
    let mut wrong = Vec::new();
    tour::troubles(Way::of(Tongue::English), async |page, stop| compare(page, stop, &mut wrong).await).await;
    judge(&wrong);
}

#[tokio::test]
async fn assistive_technology_is_told_what_was_reviewed_of_every_type_of_question() {
    let mut wrong = Vec::new();
    tour::own(Way::of(Tongue::English), async |page, stop| compare(page, stop, &mut wrong).await).await;
    judge(&wrong);
}

#[tokio::test]
async fn assistive_technology_is_told_what_was_reviewed_in_spanish() {
    let mut wrong = Vec::new();
    let look = async |page: &Page, stop: &str| {
        if ["start", "choose-one-problem", "help-crisis"].contains(&stop) {
            compare(page, &format!("es-{stop}"), &mut wrong).await;
        }
    };
    tour::visit(Way::of(Tongue::Spanish), look).await;
    judge(&wrong);
}
