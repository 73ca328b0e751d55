//! A visit to a real WordPress with the tag in a Custom HTML block; `tests/wordpress/serve.sh` serves it.

use std::env;

use crate::harness::{Page, Person, Site};

#[tokio::test]
#[ignore = "needs the address of tests/wordpress/serve.sh in WORDPRESS; cargo xtask test provides both"]
async fn custom_html_block_works_in_old_and_new_themes() {
    let address = env::var("WORDPRESS").expect("WORDPRESS names the page: start tests/wordpress/serve.sh");
    let page = Page::open_blank(Site::new()).await;
    for theme in ["twentytwentyone", "twentytwentythree"] {
        page.go_to(&format!("{address}&look={theme}")).await;
        let script = "return !!document.querySelector(`link[href*='/themes/${arguments[0]}/'], \
                      script[src*='/themes/${arguments[0]}/']`) || document.documentElement.outerHTML.includes(arguments[0])";
        page.assert("the page is in its theme", script, &[theme]).await;
        page.is_on("start").await;
        page.assert(
            "the check is in the content, in the typeface of the theme",
            "const it = root.host; const text = it.parentElement; \
             return !!it.closest('.entry-content') \
                 && getComputedStyle(root.querySelector('.cc')).fontFamily === getComputedStyle(text).fontFamily \
                 && it.getBoundingClientRect().width > 300",
            &[],
        )
        .await;
        let person = Person::with_only(&[("age", "25-64"), ("reasons", "depression")]);
        page.walk_to("reasons", &person).await;
        page.record_contains("25-64").await;
        page.reload().await;
        page.resume().await;
        page.walk_by_hand("result", &person).await;
        page.assert(
            "the clinic's booking link",
            "return !!root.querySelector('a[href=\"https://example.com/book\"]')",
            &[],
        )
        .await;
        page.clear().await;
        page.is_on("cleared").await;
        assert!(page.stored_keys().await.is_empty(), "{theme}: nothing is stored");
        let of_the_check: Vec<String> =
            page.console().await.into_iter().filter(|line| line.contains("candidate-check")).collect();
        assert!(of_the_check.is_empty(), "{theme}: {of_the_check:?}");
    }
}
