//! Scripts of pages: their changes to JavaScript and the browser must not break a visit.

use serde_json::json;

use super::{Host, open, path};
use crate::harness::{Engine, Fault, Page, Site};

/// Libraries that patch the browser, from their packages, each with scripts to run before and after it.
const LIBRARIES: [(&str, &str, &str); 4] = [
    // From Angular. Replaces timers, promises and listeners.
    ("zone.js/bundles/zone.umd.js", "", ""),
    // Adds methods to all built-in types.
    ("sugar/dist/sugar.js", "", "Sugar.extend({ objectPrototype: true })"),
    // Replaces customElements and wraps every method that inserts elements.
    (
        "@webcomponents/custom-elements/custom-elements.min.js",
        "window.customElements.forcePolyfill = true",
        "",
    ),
    // The loader must not register itself as one of its modules.
    ("requirejs/require.js", "", ""),
];

/// Patches that scripts of pages make by hand.
const SCRIPTS: [(&str, &str); 21] = [
    (
        "values on Object.prototype",
        "Object.assign(Object.prototype, { value: 1, method: 'POST', integrity: 'sha384-no' })",
    ),
    (
        "methods on all built-in types, as old libraries add them",
        "for (const type of [Object, Array, String, Number, Function, Boolean, Date, RegExp, Promise, Map, Set, Element, Event, NodeList]) \
         for (const name of ['each', 'extend', 'first', 'last', 'contains', 'clone', 'bindAll', 'include', 'link', 'index']) \
         type.prototype[name] ??= function () { throw new Error('a method of the page’s'); }",
    ),
    (
        "Array.from of an old library",
        "Array.from = it => it == null ? [] : Object.prototype.toString.call(it) === '[object Array]' ? it : \
         typeof it === 'object' && 'length' in it ? Array.prototype.slice.call(it) : [it]",
    ),
    (
        "methods of lists that call through",
        "for (const name of ['map', 'filter', 'forEach', 'at', 'push', 'includes', 'find', 'some', 'every', 'join']) { \
         const native = Array.prototype[name]; \
         Array.prototype[name] = function (...all) { return native.apply(this, all); }; }",
    ),
    (
        "a Promise of the page's own",
        "const Native = Promise; window.Promise = class Promise extends Native { \
         constructor(run) { super(run); this.zone = 'page'; } then(...all) { return super.then(...all.map(it => it && (x => it(x)))); } }",
    ),
    (
        "JSON that calls through",
        "const { parse, stringify } = JSON; JSON.parse = (...all) => parse(...all); JSON.stringify = (...all) => stringify(...all)",
    ),
    (
        "listeners that are wrapped",
        "const add = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function (type, run, options) { \
         return add.call(this, type, typeof run === 'function' ? function (event) { return run.call(this, event); } : run, options); }",
    ),
    (
        "methods of elements that are wrapped",
        "for (const [type, names] of [[Element, ['append', 'prepend', 'replaceChildren', 'attachShadow', 'setAttribute', 'remove', 'after', 'closest']], \
         [Node, ['appendChild', 'insertBefore', 'removeChild', 'cloneNode']], [Document, ['createElement', 'importNode', 'createTextNode']]]) \
         for (const name of names) { const native = type.prototype[name]; \
         type.prototype[name] = function (...all) { return native.apply(this, all); }; }",
    ),
    (
        "shadow roots that are all open",
        "const attach = Element.prototype.attachShadow; Element.prototype.attachShadow = function () { return attach.call(this, { mode: 'open' }); }",
    ),
    (
        "fetch that is wrapped",
        "const native = fetch; window.fetch = (...all) => native(...all).then(it => it.clone())",
    ),
    (
        "fetch that lost its stream",
        "const native = fetch; window.fetch = async (...all) => { const it = await native(...all); \
      return new Response(await it.arrayBuffer(), { status: it.status }); }",
    ),
    ("a console with an empty log only", "window.console = { log() {} }"),
    ("no console", "window.console = undefined"),
    (
        "an IntersectionObserver that never fires",
        "window.IntersectionObserver = class { observe() {} disconnect() {} unobserve() {} }",
    ),
    (
        "storage that is null",
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value: null })",
    ),
    (
        "storage that throws",
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } })",
    ),
    (
        "storage that is full",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    ),
    (
        "globals with common names",
        "for (const name of ['h', 'w', 'start', 'root', 'script', 'base', 'widget', 'widgets', 'link', 'button', 'each', 'clear', 'saved', 'adopt', \
         'place', 'load', 'run', 'set', 'app', 'language', 'settings', 'wasm', 'module', 'exports', 'process', 'global', 'require', '$', '_', 'BUILD', 'TAG']) \
         try { window[name] = name } catch {}",
    ),
    (
        "modules of other kinds",
        "window.define = function () { throw new Error('not for you'); }; define.amd = {}; \
      window.module = { exports: {} }; window.exports = module.exports; window.require = () => { throw new Error('no'); }",
    ),
    (
        "odd names of the window",
        "window.name = '{\"candidate-check\": 1}'; window.opener = {}; window.event = 'x'; window.parent = 'y'",
    ),
    ("frozen types", "for (const type of [Object, Array, Function, Promise]) Object.freeze(type.prototype)"),
];

async fn all_work(site: Site, hosts: &[Host]) {
    let page = open(site, hosts).await;
    if page.engine() == Engine::WebKit {
        // WebKit’s driver shares its scripts’ world with the page, so the page’s patches break it.
        page.work_without_pointer();
    }
    for (idx, host) in hosts.iter().enumerate() {
        page.visit(&path(idx)).await;
        if page.eval("return !!root", &[]).await != json!(true) {
            page.until(host.name, "return !!root?.querySelector('[data-screen=start]')", &[]).await;
        }
        page.start().await;
        page.answer("age", "25-64").await;
        page.next().await;
        page.asks("reasons").await;
        page.go("back").await;
        assert_eq!(page.chosen().await, "25-64", "{}", host.name);
        page.switch_language("es").await;
        page.asks("age").await;
        page.clear().await;
        page.is_on("cleared").await;
        // Messages about storage or about a slower start are allowed.
        let console = page.console().await;
        let errors: Vec<_> = console
            .iter()
            .filter(|it| it.contains("/release/") && (it.contains("Uncaught") || it.contains("can’t")))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", host.name);
    }
}

#[tokio::test]
async fn libraries_that_patch_the_browser_break_nothing() {
    let site = LIBRARIES.iter().fold(Site::new(), |site, (file, ..)| site.package(file));
    let hosts: Vec<Host> = LIBRARIES
        .iter()
        .map(|(file, before, after)| Host {
            head: format!(
                "<script>{before}</script><script src=\"/packages/{file}\"></script><script>{after}</script>"
            ),
            ..Host::bare(file)
        })
        .collect();
    all_work(site, &hosts).await;
}

#[tokio::test]
async fn scripts_that_patch_built_ins_break_nothing() {
    let hosts: Vec<Host> = SCRIPTS.iter().map(|(name, script)| Host::scripted(name, script)).collect();
    all_work(Site::new(), &hosts).await;
}

#[tokio::test]
async fn check_is_styled_without_constructable_stylesheets() {
    let page = Page::open(Site::with(r#"start="click""#).script("delete window.CSSStyleSheet")).await;
    page.is_on("start").await;
    page.is_styled().await;
    page.start().await;
    page.asks("age").await;
    page.is_styled().await;
}

#[tokio::test]
async fn to_json_methods_of_the_page_do_not_affect_the_settings() {
    let page = Page::open(Site::with(r#"storage="none" heading-level="4""#)).await;
    page.is_on("start").await;
    // In one script, because the driver can't communicate with such a page.
    let script = "Object.prototype.toJSON = Array.prototype.toJSON = function () { return 'of the page'; };
                  root.querySelector('[data-action=start]').click();
                  while (!root.querySelector('[data-question]')) await new Promise(done => setTimeout(done, 20));
                  delete Object.prototype.toJSON; delete Array.prototype.toJSON; return true";
    assert_eq!(page.eval_async(script).await, json!(true));
    page.assert("the heading has its level", "return !!root.querySelector('h4')", &[]).await;
    page.answer("age", "25-64").await;
    page.next().await;
    page.asks("reasons").await;
    assert_eq!(page.stored_keys().await, Vec::<String>::new(), "storage is none");
}

#[tokio::test]
async fn fallback_works_with_a_stub_console() {
    let site = Site::with(r#"phone="(555) 555-0142""#).script("window.console = { log() {} }");
    let page = Page::open_blank(site).await;
    page.server.fault("/widget-", Fault::Missing);
    page.visit("/").await;
    page.is_on("error").await;
    assert!(page.has("a[href='tel:5555550142']").await, "the clinic's number");
}
