//! Storage that is refused, full, disabled, or ends with the tab.

use crate::harness::{Page, Person, Site};

async fn goes_on_in_memory(site: Site) {
    let page = Page::open(site).await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    let notice = page.until("a notice", "return root.querySelector('.cc-notice')?.innerText", &[]).await;
    assert!(notice.to_string().contains("not saved in this browser"), "{notice}");
    page.console_says(&["candidate-check: ", "stay in memory"]).await;
    page.go("back").await;
    page.asks("age").await;
    assert_eq!(page.chosen().await, "25-64", "the answer is kept in memory");
    page.click(".cc-notice button").await;
    page.until("the notice gone", "return !root.querySelector('.cc-notice')", &[]).await;
    page.next().await;
    page.skip().await;
    assert!(!page.has(".cc-notice").await, "the notice is shown once");
    page.clear().await;
    page.is_on("cleared").await;
}

#[tokio::test]
async fn works_when_the_browser_refuses_storage() {
    let refuse =
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {
        get() { throw new DOMException('The operation is insecure.', 'SecurityError') } })";
    goes_on_in_memory(Site::new().script(refuse)).await;
}

#[tokio::test]
async fn works_when_storage_is_full() {
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }";
    goes_on_in_memory(Site::new().script(full)).await;
}

#[tokio::test]
async fn writes_nothing_with_storage_none() {
    let page = Page::open(Site::with(r#"storage="none""#)).await;
    page.walk_to("impact", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new());
    assert!(!page.has(".cc-notice").await, "the clinic chose so; no notice is needed");
    page.reload().await;
    page.start().await;
    page.asks("age").await;
}

#[tokio::test]
async fn session_storage_keeps_the_record_until_the_tab_closes() {
    let page = Page::open(Site::with(r#"storage="session""#)).await;
    page.walk_to("reasons", &Person::with_answers(&[("age", "25-64")])).await;
    let script = "return localStorage.length === 0 && Object.keys(sessionStorage).join() === 'candidate-check:answers'";
    page.until("the record in the session storage alone", script, &[]).await;
    page.reload().await;
    page.resume().await;
    page.asks("reasons").await;
}
