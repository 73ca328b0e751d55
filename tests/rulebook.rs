//! The rulebook as the real command prints it: complete, in every language, safe, and correct about changes.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use check::content;
use devkit::program::candidate_check;
use engine::form::Form;
use engine::model::{AnswerType, Kind, Questionnaire};
use roxmltree::{Document, ParsingOptions};
use serde_json::{Value as Json, json};

fn run(options: &[&str]) -> Output {
    let mut command = candidate_check();
    command.arg("rulebook").args(options).output().expect("the program can be run")
}

/// The output of the command, which must not fail.
fn rulebook(options: &[&str]) -> String {
    let output = run(options);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{options:?}: {errors}");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

/// A file for one test.
fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("rulebook-{name}"));
    fs::write(&path, content).expect("the file can be written");
    path.to_string_lossy().into_owned()
}

fn built_in(language: &str) -> Json {
    content::questionnaire(language).expect("the language is built in")
}

/// Every text of a questionnaire that its rulebook must contain.
fn texts(questionnaire: &Questionnaire) -> Vec<String> {
    let mut texts = vec![questionnaire.title.clone(), questionnaire.version.clone()];
    texts.extend(questionnaire.description.clone());
    texts.extend(questionnaire.reviewed.clone());
    for source in &questionnaire.sources {
        texts.extend([source.name.clone(), source.citation.clone(), source.id.clone()]);
        texts.extend(source.url.clone());
    }
    for idx in questionnaire.indices() {
        let item = questionnaire.item(idx);
        let is_part = item.parent.is_none() && ["learn", "results"].contains(&item.link_id.as_str());
        if !is_part {
            texts.push(item.text.clone());
        }
        let cites = match &item.kind {
            Kind::Question(question) => {
                texts.push(item.link_id.to_string());
                texts.extend([&question.hint, &question.explanation].into_iter().flatten().cloned());
                if let AnswerType::Choice(choice) = &question.answer {
                    for option in &choice.options {
                        texts.extend([option.display.clone(), option.value.literal()]);
                        texts.extend(option.gloss.clone());
                    }
                }
                &question.sources
            }
            Kind::Finding(finding) => {
                texts.push(finding.explanation.clone());
                texts.extend(finding.ask.clone());
                &finding.sources
            }
            Kind::Group(group) => &group.sources,
            Kind::Note => continue,
        };
        texts.extend(cites.iter().filter_map(|cite| cite.detail.clone()));
    }
    texts
}

/// The text of Markdown, without its escapes.
fn without_marks(markdown: &str) -> String {
    markdown.replace('\\', "")
}

/// The text of a page, without its style.
fn text_of(page: &Document) -> String {
    let in_style = |node: &roxmltree::Node| node.ancestors().any(|it| it.has_tag_name("style"));
    let texts = page.descendants().filter(|node| node.is_text() && !in_style(node));
    texts.filter_map(|node| node.text()).collect()
}

fn parse(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap_or_else(|error| panic!("not well-formed: {error}"))
}

#[test]
fn rulebook_contains_every_text_in_every_language() {
    for language in content::languages() {
        let form = content::form(language).expect("the language is built in");
        let texts = texts(&form.questionnaire);
        assert!(texts.len() > 500, "{language}: only {} texts were found", texts.len());
        let markdown = without_marks(&rulebook(&["--lang", language]));
        let page = rulebook(&["--lang", language, "--html"]);
        let page = text_of(&parse(&page));
        for text in &texts {
            assert!(markdown.contains(text), "{language}, Markdown: {text}");
            assert!(page.contains(text), "{language}, HTML: {text}");
        }
        let labels = Form::labels(&content::questionnaire(language).expect("the language is built in"));
        let briefs: Vec<_> = labels.iter().filter(|label| label.is_brief).collect();
        assert!(briefs.len() > 100, "{language}: only {} labels were found", briefs.len());
        for text in briefs.into_iter().flat_map(|label| label.options.iter().chain([&label.text])) {
            assert!(page.contains(&text.replace('{', "[").replace('}', "]")), "{language}: {text}");
        }
        for section in ["shell", "help", "result", "take", "brief"] {
            let words = content::section(language, section).expect("the interface has such a section");
            assert!(!words.is_empty());
            // The rulebook shows placeholders in square brackets and leaves out addresses.
            let plain = words.values().filter(|text| !text.contains('{') && !text.starts_with("sms:"));
            for text in plain {
                assert!(page.contains(text), "{language}, {section}: {text}");
            }
        }
    }
}

#[test]
fn rulebook_has_no_placeholder_in_any_language() {
    for language in content::languages() {
        let earlier = file(&format!("earlier-{language}.json"), &changed().to_string());
        let markdown = rulebook(&["--lang", language, "--since", &earlier]);
        let page = rulebook(&["--lang", language, "--since", &earlier, "--html"]);
        for text in [&markdown, &text_of(&parse(&page))] {
            let left = text.find(['{', '}']).map(|at| text[at..].chars().take(40).collect::<String>());
            assert_eq!(left, None, "{language}");
        }
    }
}

#[test]
fn page_is_well_formed_and_self_contained_with_valid_links() {
    for language in content::languages() {
        let page = rulebook(&["--lang", language, "--html"]);
        let page = parse(&page);
        let root = page.root_element();
        assert_eq!(root.attribute("lang"), Some(language));
        assert_eq!(root.attribute("dir").map(str::to_owned), content::direction(language));
        let anchors: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
        for (n, anchor) in anchors.iter().enumerate() {
            assert!(!anchors[..n].contains(anchor), "two elements have the id {anchor}");
        }
        for node in page.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            assert!(
                !["script", "link", "iframe", "img", "object", "image", "use", "form"].contains(&name),
                "{name}"
            );
            for attribute in node.attributes() {
                let (key, value) = (attribute.name(), attribute.value());
                assert!(!key.starts_with("on") && key != "src", "{key} at {name}");
                if key == "href" {
                    let inside = value.strip_prefix('#').is_some_and(|anchor| anchors.contains(&anchor));
                    let outside =
                        value.starts_with("https://") && node.attribute("rel") == Some("noopener noreferrer");
                    assert!(inside || outside, "{name} leads to {value}");
                }
            }
            if name == "style" {
                let style = node.text().unwrap_or_default();
                assert!(!style.contains("url(") && !style.contains("@import"), "the style fetches something");
            }
        }
    }
}

#[test]
fn custom_questionnaire_cannot_inject_markup() {
    let evil = "</title></style><script>alert(1)</script><img src=\"x\" onerror=\"a\">";
    let mut json = built_in("en");
    json["title"] = evil.into();
    json["version"] = evil.into();
    json["extension"][0]["valueRelatedArtifact"]["citation"] = evil.into();
    let age = json["item"]
        .as_array_mut()
        .expect("it has items")
        .iter_mut()
        .find(|it| it["linkId"] == "section-about");
    let age = &mut age.expect("the section is there")["item"][0];
    age["text"] = evil.into();
    age["answerOption"][1]["valueCoding"]["display"] = evil.into();
    age["extension"][0]["valueString"] = evil.into();
    let own = file("evil.json", &json.to_string());
    let page = rulebook(&["--questionnaire", &own, "--html"]);
    let parsed = parse(&page);
    assert!(!parsed.descendants().any(|node| node.has_tag_name("script") || node.has_tag_name("img")));
    assert!(!page.contains("<script") && !page.contains("<img"));
    assert!(text_of(&parsed).contains(evil), "it is shown as text");
    // An escaped mark is text.
    let markdown = rulebook(&["--questionnaire", &own]).replace("\\<", "");
    let tags: Vec<&str> = markdown.split('<').skip(1).collect();
    let known =
        |tag: &&&str| ["a id=\"", "/a>", "br>", "https://"].iter().any(|known| tag.starts_with(known));
    assert!(
        tags.len() > 100 && tags.iter().all(|tag| known(&tag)),
        "{:?}",
        tags.iter().find(|tag| !known(tag))
    );
}

/// The built-in check with one change of each kind.
fn changed() -> Json {
    let mut json = built_in("en");
    json["version"] = "0.9.0".into();
    let about =
        json["item"].as_array().expect("it has items").iter().position(|it| it["linkId"] == "section-about");
    let age = &mut json["item"][about.expect("the section is there")]["item"][0];
    age["text"] = "What is your age?".into();
    if let Some(options) = age["answerOption"].as_array_mut() {
        options.push(json!({ "valueCoding": { "code": "unborn", "display": "Not born yet" } }));
    }
    let findings = json["item"].as_array_mut().and_then(|items| items.last_mut());
    let findings = findings.and_then(|results| results["item"].as_array_mut()).expect("there are findings");
    let gone = findings.iter().position(|it| it["linkId"] == "finding-payment").expect("it is there");
    findings.remove(gone);
    let kidney = findings.iter_mut().find(|it| it["linkId"] == "finding-kidney").expect("it is there");
    for extension in kidney["extension"].as_array_mut().into_iter().flatten() {
        if extension["url"].as_str().is_some_and(|url| url.ends_with("/level")) {
            extension["valueCode"] = "not-now".into();
        }
    }
    kidney["enableWhen"][0]["answerCoding"]["code"] = "bladder-problem".into();
    json
}

#[test]
fn since_the_same_file_reports_no_changes() {
    for language in content::languages() {
        let same = file(&format!("same-{language}.json"), &built_in(language).to_string());
        let markdown = rulebook(&["--lang", language, "--since", &same]);
        let none = &content::section(language, "rulebook").expect("the language is built in")["changes-none"];
        assert!(markdown.contains(none.as_str()), "{language}");
    }
    let yaml = concat!(env!("CARGO_MANIFEST_DIR"), "/content/questionnaire.yaml");
    let markdown = rulebook(&["--since", yaml]);
    assert!(markdown.contains("Nothing has changed."), "the source file of the check");
}

#[test]
fn since_a_changed_file_reports_each_change() {
    let earlier = file("changed.json", &changed().to_string());
    let markdown = without_marks(&rulebook(&["--since", &earlier]));
    let changes = markdown.split("## What has changed").nth(1).expect("there is such a part");
    let version = built_in("en")["version"].as_str().expect("it has a version").to_owned();
    for text in [
        "Compared with version 0.9.0",
        &format!("| Version | 0.9.0 | {version} |"),
        "| Text | What is your age? | How old are you? |",
        "| Answer `unborn` | Not born yet | — |",
        "Added:",
        "`finding-payment`",
        "`finding-kidney`",
        "| Level | Usually not right now | A clinician should take a look |",
        "| Condition | chooses “Bladder problem” in",
    ] {
        assert!(changes.contains(text), "{text} is not listed:\n{changes}");
    }
    assert!(!changes.contains("Nothing has changed."), "{changes}");
}

#[test]
fn since_a_file_without_translations_uses_its_language() {
    let mut json = built_in("en");
    engine::fhir::translation::remove_translations(&mut json);
    let english = file("english.json", &json.to_string());
    for language in content::languages() {
        let markdown = rulebook(&["--lang", language, "--since", &english]);
        let none = &content::section(language, "rulebook").expect("the language is built in")["changes-none"];
        assert!(markdown.contains(none.as_str()), "{language}");
    }
}

#[test]
fn translated_file_is_printed_in_the_chosen_language() {
    let own = file("translated.json", &built_in("en").to_string());
    for language in content::languages() {
        let page = rulebook(&["--questionnaire", &own, "--lang", language]);
        assert!(page == rulebook(&["--lang", language]), "{language}");
    }
}

#[test]
fn errors_are_reported_and_nothing_is_printed() {
    let bad = file("bad.json", "{\"resourceType\": \"Questionnaire\"}");
    let check = |options: &[&str], expected: &str| {
        let output = run(options);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert!(error.contains(expected), "{options:?}: {error}");
        assert!(output.stdout.is_empty(), "{options:?}");
    };
    check(&["--lang", "xx"], "no language \"xx\"");
    check(&["--questionnaire", "there-is-none.json"], "there-is-none.json: can't be read");
    check(&["--questionnaire", &bad], "bad.json: questionnaire: item is missing");
    check(&["--since", &bad], "bad.json: questionnaire: item is missing");
    for usage in
        [&["--pdf"][..], &["--lang"], &["--html", "--html"], &["--lang", "en", "--lang", "en"], &["file"]]
    {
        check(usage, "no such command or option");
    }
}

#[test]
fn every_command_has_help() {
    for command in ["assess", "lint", "questionnaire", "rulebook"] {
        let output = candidate_check().args([command, "--help"]).output();
        let output = output.expect("the program runs");
        let text = String::from_utf8(output.stdout).expect("it writes UTF-8");
        assert!(output.status.success() && text.contains(command), "{command}: {text}");
    }
}
