//! The announcements of a visit, in the order in which a screen reader reads them out. People review them as text.

use std::{env, fs};

use crate::harness::{Page, Person, Site};

/// Records the texts of live regions from the first paint on. It also records a region that is inserted with its text.
const RECORDER: &str = "window.announced = [];
    const record = node => {
      const region = (node.nodeType === 1 ? node : node.parentElement)?.closest('[role=status], [role=alert]');
      const text = region?.textContent.trim();
      if (text && announced.at(-1) !== `${region.role}: ${text}`) announced.push(`${region.role}: ${text}`);
    };
    const observer = new MutationObserver(changes => {
      for (const { target, addedNodes } of changes) {
        record(target);
        for (const node of addedNodes) if (node.nodeType === 1) for (const it of [node, ...node.querySelectorAll('[role]')]) record(it);
      }
    });
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) {
      const root = attach.call(this, how);
      observer.observe(root, { subtree: true, childList: true, characterData: true });
      return root;
    };";

#[tokio::test]
async fn announcements_match_the_reviewed_snapshot() {
    let no_clipboard =
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } })";
    let page = Page::open(Site::new().script(RECORDER).script(no_clipboard)).await;
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "other"), ("safety", "not-sure")]);
    page.start().await;
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.skip().await;
    page.go("back").await;
    page.switch_language("es").await;
    page.switch_language("en").await;
    page.walk_to("help", &person).await;
    page.walk_to("impact", &person).await;
    page.walk_to("result", &person).await;
    page.take().await;
    page.press("copy").await;
    page.until(
        "the message about copying",
        "return root.querySelector('#cc-outcome').innerText.includes('Copied')",
        &[],
    )
    .await;
    page.go("back").await;
    page.clear().await;
    page.is_on("cleared").await;
    let announced: Vec<String> =
        serde_json::from_value(page.eval("return announced", &[]).await).expect("a list of texts");
    let announced = announced.join("\n") + "\n";

    let path = devkit::root().join("tests/browser/accessibility/snapshots/announcements.txt");
    if env::var_os("REFRESH_SNAPSHOTS").is_some() {
        fs::write(&path, &announced).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        announced == reviewed,
        "the announcements differ from the reviewed ones:\n{announced}\n-- reviewed:\n{reviewed}"
    );
}
