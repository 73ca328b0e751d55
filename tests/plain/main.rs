//! Plain language, measured: the readability of every screen in each language, by a published grade, and the words that
//! are never used. `text.rs` defines how words are counted, `measures.rs` the limits. New content needs no new test.
//!
//! `cargo test --test plain -- --nocapture` prints the table; with `PLAIN_TABLE=markdown` as Markdown.

#![cfg(not(target_arch = "wasm32"))]

mod english;
mod known;
mod measures;
mod never;
mod screens;
mod spanish;
mod table;
mod text;

use check::content;
use known::Known;
use never::Never;
use table::Table;

#[test]
fn every_screen_is_readable_in_every_language() {
    let markdown = std::env::var("PLAIN_TABLE").is_ok_and(|form| form == "markdown");
    let mut faults = Vec::new();
    for language in content::languages() {
        let measure = measures::of(language).unwrap_or_else(|error| panic!("{error}"));
        let reading = screens::read(language);
        let list = Known::of(language);
        let known = |word: &str| list.contains(word);
        let table = Table::new(measure, &reading.screens, &known);
        assert!(table.rows.len() > 120, "{language}: only {} screens were found", table.rows.len());
        println!("{}\n{}", table.print(language, markdown), table.summary(language));
        faults.extend(table.faults().into_iter().map(|fault| format!("{language}: {fault}")));
    }
    assert!(
        faults.is_empty(),
        "too hard to read; split sentences, and use shorter words (CONTRIBUTING.md, Words):\n  {}",
        faults.join("\n  ")
    );
}

#[test]
fn known_words_are_explained_at_the_listed_place() {
    let mut faults = Vec::new();
    for language in content::languages() {
        let measure = measures::of(language).unwrap_or_else(|error| panic!("{error}"));
        let found = Known::of(language).faults(&screens::read(language), measure.syllables);
        faults.extend(found.into_iter().map(|fault| format!("{language}: {fault}")));
    }
    assert!(faults.is_empty(), "content/known-words.yaml:\n  {}", faults.join("\n  "));
}

#[test]
fn forbidden_words_do_not_occur() {
    let mut faults = Vec::new();
    for language in content::languages() {
        let never = Never::of(language).unwrap_or_else(|error| panic!("{error}"));
        let reading = screens::read(language);
        assert!(
            reading.texts().count() > 800,
            "{language}: only {} texts were found",
            reading.texts().count()
        );
        for text in reading.texts() {
            let found = never.faults(&text.text);
            faults
                .extend(found.into_iter().map(|fault| format!("{language}: {} contains {fault}", text.name)));
        }
    }
    assert!(faults.is_empty(), "words of content/never.yaml:\n  {}", faults.join("\n  "));
}
