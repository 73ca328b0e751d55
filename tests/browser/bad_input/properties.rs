//! Junk in properties, as scripts of a page set them.

use serde_json::json;

use super::LOOK;
use super::rules::Attribute;
use crate::harness::{Page, Site};

/// Values that are not text, each with its text. Setting a value without a text throws in the page’s script.
const VALUES: &str = "[
    [{}, '[object Object]'], [[1, 2], '1,2'], [NaN, 'NaN'], [7, '7'], [1e21, '1e+21'], [10n, '10'], [true, 'true'],
    [() => 1, '() => 1'], [new Date(NaN), 'Invalid Date'], [{ toString: () => 'x' }, 'x'],
    [Symbol('x')], [Object.create(null)], [{ toString() { throw new RangeError() } }], [new Proxy({}, { get() { throw 1 } })],
    [null, null], [undefined, null],
]";

#[tokio::test]
async fn non_text_property_becomes_text_or_throws_when_set() {
    let page = Page::open(Site::with("start=\"click\"")).await;
    page.is_on("start").await;
    let names: Vec<(String, String)> =
        Attribute::all().iter().map(|it| (it.name.clone(), it.property().to_owned())).collect();
    let script = format!(
        "{LOOK} console.warn = () => {{}}; const it = document.querySelector('candidate-check'); const found = [];
        for (const [name, property] of {}) {{
            for (const [value, expected] of {VALUES}) {{
                it.removeAttribute(name);
                let threw = false;
                try {{ it[property] = value }} catch {{ threw = true }}
                const actual = it.getAttribute(name);
                if (actual !== (expected ?? null)) found.push(`${{name}} became ${{actual}}, not ${{expected}}`);
                if (threw !== (expected === undefined)) found.push(`${{name}}: threw ${{threw}} for ${{expected}}`);
                if (it[property] !== (expected ?? '')) found.push(`the property of ${{name}} is ${{it[property]}}`);
                await Promise.resolve();
            }}
            it.removeAttribute(name);
        }}
        await Promise.resolve();
        return [...found, ...problems]",
        json!(names)
    );
    assert_eq!(page.eval_async(&script).await, json!([]));
    page.start().await;
    page.asks("age").await;
}
