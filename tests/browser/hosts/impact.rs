//! The release has no effect on the page around it, measured before and after.
//! `probe.js` measures every product in the same way; `products.js` describes how each product is put on a page.

use serde_json::{Value as Json, json};

use crate::harness::{Engine, Page, Site};

/// One of each common element of a page.
const SENTINELS: &str = "h1 h2 h3 h4 h5 h6 p a ul ol li dl dt dd blockquote pre code em strong small mark sub sup kbd \
                         table caption thead tbody tr th td form fieldset legend label input button select option \
                         textarea output progress meter details summary figure figcaption img hr section article \
                         aside nav header footer address span div abbr cite q time";

/// A page with sentinels and a place for a product.
pub fn page() -> String {
    let sentinels: String = SENTINELS.split_whitespace().fold(String::new(), |html, tag| {
        html + &format!("<script>host.append(document.createElement('{tag}'))</script>")
    });
    let (probe, products) = (include_str!("probe.js"), include_str!("products.js"));
    // The sentinels are out of the flow, because a longer page must not change their sizes.
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Probe</title>\
         <script>{probe}</script><script>{products}</script></head><body>\
         <div id=\"host\" style=\"position: absolute; width: 600px; visibility: hidden\"></div>{sentinels}\
         <div id=\"place\" style=\"width: 720px\"></div></body></html>"
    )
}

/// The effects of a product on the page, and its requests: third-party hosts while it loads, and all requests while a
/// question is answered.
pub struct Impact {
    pub figures: Json,
    pub third_party_hosts: Vec<String>,
    pub later: Vec<String>,
}

/// Puts a product on the page that is open, answers a question, and takes it off.
pub async fn measure(page: &Page, product: &str) -> Impact {
    let run = async |script: &str| {
        let done = page.eval_async(script).await;
        if done.as_str().is_some_and(|it| it.starts_with("threw")) {
            page.fail(&format!("{product}: {done}")).await;
        }
        done
    };
    page.new_requests().await;
    run(&format!("await probe.show(products.{product})")).await;
    let with_host = |urls: Vec<String>| {
        urls.into_iter().filter(|it| it.starts_with("http") || it.starts_with("ws")).collect::<Vec<_>>()
    };
    let own = page.server.url("/");
    let third_party_hosts =
        with_host(page.new_requests().await).into_iter().filter(|it| !it.starts_with(&own)).collect();
    run("await probe.answer()").await;
    let later = with_host(page.new_requests().await);
    let figures = run("return await probe.figures()").await;
    Impact { figures, third_party_hosts, later }
}

#[tokio::test]
async fn leaves_the_host_page_unchanged() {
    let page = Page::open_blank(Site::new().page("/probe", &self::page())).await;
    page.visit("/probe").await;
    let Impact { figures, third_party_hosts, later } = measure(&page, "ours").await;
    println!("{figures:#}");
    assert!(figures["sentinels"].as_u64() > Some(60), "the page has sentinels");
    assert!(figures["elements"].as_u64() > Some(50), "the widget has elements");
    assert_eq!(third_party_hosts, Vec::<String>::new(), "third-party hosts");
    // They come in idle time, whether a visitor gets to the brief or not.
    let is_of_brief = |it: &&String| it.contains("/release/brief") || it.contains("/release/pdf-");
    let others: Vec<&String> = later.iter().filter(|it| !is_of_brief(it)).collect();
    assert!(others.is_empty(), "requests after the first question: {others:?}");
    let nothing = json!({
        "restyled": 0, "styles": 0, "globals": [], "patched": [], "outside": 0, "cookies": 0, "title": false,
        "history": 0, "left": [], "timers": 0, "kept": ["candidate-check:answers"],
    });
    for (name, value) in nothing.as_object().expect("figures by name") {
        assert_eq!(figures[name], *value, "{name}");
    }
    let mut listeners: Vec<&str> =
        figures["listening"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    listeners.sort_unstable();
    // WebKit has no scrollend.
    let scrolling = if page.engine() == Engine::WebKit { "scroll" } else { "scrollend" };
    let documented = [
        "compositionstart",
        "keydown",
        "pagehide",
        "pointerdown",
        "resize",
        scrolling,
        "storage",
        "transitionend",
        "wheel",
    ];
    assert_eq!(listeners, documented, "docs/host-impact.md says why");
    // The page may style the element itself, but nothing inside it.
    assert_eq!(figures["bent"], json!(["candidate-check"]));
}

#[tokio::test]
async fn probe_detects_side_effects_of_a_product() {
    let page = Page::open_blank(Site::new().page("/probe", &self::page())).await;
    page.visit("/probe").await;
    let product = "window.products.rude = {
        show(place) {
            window.rude = 1; window.Array.prototype.rude = 1; Node.prototype.contains = () => true;
            const fetch = window.fetch; window.fetch = (...all) => fetch(...all);
            document.cookie = 'rude=1'; localStorage.rude = 1; document.title = 'Rude'; history.pushState(1, '');
            document.head.append(Object.assign(document.createElement('style'), { textContent: 'p, h2 { color: red }' }));
            document.body.append(document.createElement('div'));
            place.append(document.createElement('p'), document.createElement('b'));
            addEventListener('resize', () => {}); addEventListener('load', () => {}, { once: true });
            document.addEventListener('keydown', () => {}, { signal: AbortSignal.abort() });
            setInterval(() => {}, 1000);
        },
        async answer() { await fetch('/elsewhere'); },
        remove() {},
    }";
    page.eval(product, &[]).await;
    let Impact { figures, later, .. } = measure(&page, "rude").await;
    assert!(later.iter().any(|it| it.ends_with("/elsewhere")), "{later:?}");
    assert_eq!(figures["restyled"], json!(2), "p and h2");
    assert_eq!(figures["globals"], json!(["rude"]));
    let mut patched: Vec<&str> =
        figures["patched"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    patched.sort_unstable();
    assert_eq!(patched, ["Array.prototype.rude", "Node.prototype.contains", "fetch"]);
    assert_eq!([&figures["outside"], &figures["cookies"], &figures["history"]], [&json!(1); 3]);
    assert_eq!(figures["kept"], json!(["rude"]));
    assert_eq!(figures["title"], json!(true));
    assert_eq!(figures["bent"], json!(["p", "b"]));
    assert_eq!(figures["left"], json!(["resize", "load"]), "a listener that never ran is still there");
    assert_eq!(figures["timers"], json!(1));
}

#[tokio::test]
async fn two_hundred_mounts_and_unmounts_leak_nothing() {
    let page = Page::open(Site::with(r#"start="eager""#)).await;
    page.start().await;
    let remount = |times: usize| {
        format!(
            "const main = document.querySelector('main');
             for (let n = 0; n < {times}; n++) {{
                 main.querySelector('candidate-check')?.remove();
                 await 0;
                 const element = document.createElement('candidate-check');
                 main.append(element);
                 const find = selector => element.shadowRoot.querySelector(selector);
                 (find('[data-action=start]') ?? find('[data-action=resume]')).click();
                 while (!find('[data-question]')) await new Promise(done => setTimeout(done));
             }}
             main.querySelector('candidate-check').remove();
             await new Promise(done => setTimeout(done, 50))"
        )
    };
    let count = || page.counts(&["Nodes", "JSEventListeners", "Documents"]);
    // The first few times fill caches.
    assert_eq!(page.eval_async(&remount(10)).await, Json::Null);
    let before = count().await;
    for _ in 0..10 {
        assert_eq!(page.eval_async(&remount(20)).await, Json::Null);
    }
    let after = count().await;
    println!("nodes, listeners, documents: {before:?}, and 200 widgets later {after:?}");
    for (before, after) in before.iter().zip(&after) {
        // A widget has far more than a hundred nodes.
        assert!(*after <= before + 100, "{before:?} became {after:?}");
    }
}
