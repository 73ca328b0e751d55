//! The release with a pseudo-language in place of Spanish: written from right to left, and every text 40 % longer. If it
//! works, a new language works too.

use std::collections::BTreeMap;

use check::content;
use engine::fhir::translation;
use engine::form::Form;
use engine::labels::Labels;
use engine::model::{Part, Questionnaire};
use engine::packed;
use serde_json::json;

use crate::harness::{Page, Person, Release, Site};

/// Reverses words (with Unicode's direction marks) and makes a text 40 % longer; `{placeholders}` stay unchanged.
fn pseudo(text: &str) -> String {
    let turned = |word: &str| match word.contains('{') {
        true => word.to_owned(),
        false => format!("\u{202e}{word}\u{202c}"),
    };
    let words: Vec<&str> = text.split(' ').collect();
    if words.iter().all(|word| word.contains('{')) {
        return text.to_owned();
    }
    let longer = text.chars().count() * 7 / 5;
    let mut long: Vec<String> = words.iter().map(|word| turned(word)).collect();
    let mut length = text.chars().count();
    for word in words.iter().cycle().filter(|word| !word.contains('{')) {
        if length >= longer {
            break;
        }
        length += word.chars().count() + 1;
        long.push(turned(word));
    }
    long.join(" ")
}

/// The texts in that language.
fn words<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    // Neither an address nor the name of a language is translated.
    let turn = |text: &String| match text.as_str() {
        "es" => text.to_owned(),
        _ if text.starts_with("sms:") => text.to_owned(),
        _ => pseudo(text),
    };
    words.into_iter().map(turn).collect()
}

/// The release with that language.
pub fn release() -> Release {
    let mut release = Release::get();
    let mut questionnaire = content::questionnaire("en").expect("English is built in");
    translation::remove_translations(&mut questionnaire);
    let translations: BTreeMap<String, String> =
        translation::texts(&questionnaire).into_iter().map(|(name, text)| (name, pseudo(&text))).collect();
    translation::translate(&mut questionnaire, "es", &translations);
    translation::apply(&mut questionnaire, "es");
    let labels = Form::labels(&questionnaire);
    let brief: (Vec<String>, Labels) =
        packed::read(content::brief("en").expect("English is built in")).expect("this version packed it");
    let questionnaire = Form::load(&questionnaire).expect("only its texts differ").0.questionnaire;
    let english: (Vec<String>, Questionnaire) =
        packed::read(content::check("en").expect("English is built in")).expect("this version packed it");
    let rest = questionnaire.part(|part| part != Part::Learn);
    let cards = questionnaire.cards_beside(&rest);
    let check = (words(&english.0), rest);
    let english_shell = content::section("en", "shell").expect("English is built in");
    let shell: BTreeMap<&String, String> =
        english_shell.values().zip(words(english_shell.values())).collect();
    for (part, text) in [
        ("brief.es", packed::write(&(words(&brief.0), labels))),
        ("check.es", packed::write(&check)),
        ("learn.es", packed::write(&cards)),
        ("shell.es", format!("export const words = {}", json!(shell))),
    ] {
        let name = release.name(part).to_owned();
        release.accept_changes_of(&name);
        release.files.insert(name, text.into());
    }
    let (ltr, rtl) = (r#"name:"Espa\xf1ol""#, r#"direction:"rtl",name:"Espa\xf1ol""#);
    let loader = release.text("candidate-check.js");
    assert!(loader.contains(ltr), "the loader lists each language");
    release.files.insert("candidate-check.js".into(), loader.replace(ltr, rtl).into());
    release
}

/// Asserts that nothing overflows, and that the start of each line is on its right.
async fn is_mirrored(page: &Page, screen: &str) {
    let script = "
        const frame = root.querySelector('.cc');
        const box = frame.getBoundingClientRect();
        const wrong = [];
        if (getComputedStyle(frame).direction !== 'rtl') wrong.push('not right to left');
        for (const it of frame.querySelectorAll('*')) {
          const { left, right, width } = it.getBoundingClientRect();
          if (!width || it.closest('.cc-hidden, svg, iframe') || !it.checkVisibility()) continue;
          if (left < box.left - 1 || right > box.right + 1) wrong.push('sticks out: ' + it.outerHTML.slice(0, 160));
        }
        const middle = it => { const { left, right } = it.getBoundingClientRect(); return (left + right) / 2; };
        const inOrder = (first, second, what) => {
          const [a, b] = [root.querySelector(first), root.querySelector(second)];
          if (a && b && a.offsetParent && middle(a) <= middle(b)) wrong.push(what);
        };
        inOrder('.cc-help a', '[data-action=leave]', 'the help lines are not on the right');
        inOrder('[data-action=language]', '[data-action=clear]', 'the language is not on the right');
        inOrder('[data-action=back]', '[data-action=next]', 'the way back is not on the right');
        inOrder('.cc-option input', '.cc-option span', 'the mark of an option is not on the right');
        return wrong.slice(0, 5)";
    let wrong: Vec<String> = serde_json::from_value(page.eval(script, &[]).await).expect("a list");
    assert!(wrong.is_empty(), "{screen}: {wrong:#?}");
}

#[tokio::test]
async fn every_screen_mirrors_and_fits_long_texts_when_narrow() {
    let element = r#"<div style="width: 320px"><candidate-check lang="es" phone="555 0142" booking="https://clinic.example/book">
        </candidate-check></div><script src="/release/candidate-check.js" async></script>"#;
    let page = Page::open(Site::of(element).release(&release())).await;
    page.is_in_language("es").await;
    page.is_on("start").await;
    is_mirrored(&page, "start").await;
    page.click("details summary").await;
    page.until("the cards", "return root.querySelectorAll('details details').length > 5", &[]).await;
    page.eval("for (const it of root.querySelectorAll('details details')) it.open = true", &[]).await;
    is_mirrored(&page, "learn cards").await;
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression chronic-pain"),
        ("antidepressants-tried", "two-or-more"),
        ("safety", "now"),
        ("vascular", "aneurysm"),
        ("bp-known", "yes"),
        ("bp-systolic", "150"),
        ("medicines", "opioids lamotrigine"),
        ("ride-home", "no"),
    ]);
    for screen in ["age", "reasons", "help", "bp-systolic", "medicines", "goals", "review", "result"] {
        page.walk_to(screen, &person).await;
        page.eval("for (const it of root.querySelectorAll('details')) it.open = true", &[]).await;
        is_mirrored(&page, screen).await;
    }
    page.take().await;
    is_mirrored(&page, "brief").await;
    page.clear().await;
    page.is_on("cleared").await;
    is_mirrored(&page, "cleared").await;
}

#[tokio::test]
async fn can_switch_back_from_a_right_to_left_language() {
    let page = Page::open(Site::with(r#"lang="es""#).release(&release())).await;
    page.is_in_language("es").await;
    page.start().await;
    page.switch_language("en").await;
    page.asks("age").await;
    page.assert(
        "left to right again",
        "return getComputedStyle(root.querySelector('.cc')).direction === 'ltr'",
        &[],
    )
    .await;
}

#[test]
fn a_pseudo_text_is_longer_and_keeps_its_placeholders() {
    let text = "Question {question} of about {questions}";
    let long = pseudo(text);
    let plain: String = long.chars().filter(|it| !['\u{202e}', '\u{202c}'].contains(it)).collect();
    assert!(plain.chars().count() >= text.chars().count() * 7 / 5, "{plain}");
    assert_eq!((long.matches("{question}").count(), long.matches("{questions}").count()), (1, 1));
}
