//! What is announced during a visit, in order, as a person hears it who does not see the page. Reviewed as text.

use std::{env, fs};

use crate::harness::{Page, Person, Site};

/// Keeps what live regions say, from the first paint on. A region that comes with its text is heard as well.
const EAR: &str = "window.heard = [];
    const hear = node => {
      const region = (node.nodeType === 1 ? node : node.parentElement)?.closest('[role=status], [role=alert]');
      const text = region?.textContent.trim();
      if (text && heard.at(-1) !== `${region.role}: ${text}`) heard.push(`${region.role}: ${text}`);
    };
    const ear = new MutationObserver(changes => {
      for (const { target, addedNodes } of changes) {
        hear(target);
        for (const node of addedNodes) if (node.nodeType === 1) for (const it of [node, ...node.querySelectorAll('[role]')]) hear(it);
      }
    });
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) {
      const root = attach.call(this, how);
      ear.observe(root, { subtree: true, childList: true, characterData: true });
      return root;
    };";

#[tokio::test]
async fn what_is_announced_during_a_visit_is_what_was_reviewed() {
    let no_clipboard =
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } })";
    let page = Page::open(Site::new().script(EAR).script(no_clipboard)).await;
    let person = Person::with_only(&[("age", "25-64"), ("reasons", "other"), ("safety", "not-sure")]);
    page.start().await;
    page.press("next").await;
    page.focus_is_on(".cc-problems").await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.skip().await;
    page.go("back").await;
    page.speak("es").await;
    page.speak("en").await;
    page.walk_to("help", &person).await;
    page.walk_to("impact", &person).await;
    page.walk_to("result", &person).await;
    page.press("copy").await;
    page.until(
        "a word about copying",
        "return root.querySelector('.cc-take').innerText.includes('Copied')",
        &[],
    )
    .await;
    page.press("clear").await;
    page.is_on("cleared").await;
    let heard: Vec<String> =
        serde_json::from_value(page.eval("return heard", &[]).await).expect("a list of texts");
    let heard = heard.join("\n") + "\n";

    let path = devkit::root().join("tests/browser/accessibility/snapshots/announcements.txt");
    if env::var_os("REFRESH_SNAPSHOTS").is_some() {
        fs::write(&path, &heard).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert!(heard == reviewed, "other announcements than were reviewed:\n{heard}\n-- reviewed:\n{reviewed}");
}
