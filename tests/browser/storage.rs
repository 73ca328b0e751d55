//! Storage that is refused, full, switched off, or ends with the tab.

use crate::harness::{Page, Person, Site};

async fn goes_on_in_memory(site: Site) {
    let page = Page::open(site).await;
    page.walk_to("reasons", &Person::who_says(&[("age", "25-64")])).await;
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
    assert!(!page.has(".cc-notice").await, "it is said once");
    page.press("clear").await;
    page.is_on("cleared").await;
}

#[tokio::test]
async fn a_browser_that_refuses_storage_is_no_obstacle() {
    let refuse =
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {
        get() { throw new DOMException('The operation is insecure.', 'SecurityError') } })";
    goes_on_in_memory(Site::new().script(refuse)).await;
}

#[tokio::test]
async fn storage_that_is_full_is_no_obstacle() {
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }";
    goes_on_in_memory(Site::new().script(full)).await;
}

#[tokio::test]
async fn with_storage_switched_off_nothing_is_written() {
    let page = Page::open(Site::with(r#"storage="none""#)).await;
    page.walk_to("impact", &Person::with_only(&[("age", "25-64"), ("reasons", "other")])).await;
    assert_eq!(page.keys_kept().await, Vec::<String>::new());
    assert!(!page.has(".cc-notice").await, "the clinic chose so; there is nothing to notice");
    page.reload().await;
    page.start().await;
    page.asks("age").await;
}

#[tokio::test]
async fn session_storage_holds_the_record_until_the_tab_is_closed() {
    let page = Page::open(Site::with(r#"storage="session""#)).await;
    page.walk_to("reasons", &Person::who_says(&[("age", "25-64")])).await;
    let script = "return localStorage.length === 0 && Object.keys(sessionStorage).join() === 'candidate-check:answers'";
    page.until("the record in the session storage alone", script, &[]).await;
    page.reload().await;
    page.resume().await;
    page.asks("reasons").await;
}
