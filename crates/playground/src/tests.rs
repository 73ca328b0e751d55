//! Tests of the pure part of the panel: the settings, the validation of values, and the snippet.

use url::Url;

use crate::snippet::Parts;
use crate::surface::{Kind, Place, Setting, Text, surface};
use crate::validate::{Bad, Browser, language, validate};

/// Parses addresses as browsers do, on a page of a clinic. Tests in a browser cover CSS values.
const BROWSER: Browser = Browser {
    scheme: |text| {
        let page = Url::parse("https://clinic.example/ketamine").ok()?;
        Some(format!("{}:", page.join(text).ok()?.scheme()))
    },
    draws: |_, _| true,
};

fn setting(id: &str) -> &'static Setting {
    let found = surface().settings.iter().find(|it| it.id() == id);
    found.unwrap_or_else(|| panic!("nothing is called {id}"))
}

#[track_caller]
fn all_good(id: &str, values: &[&str]) {
    for value in values {
        assert_eq!(
            validate(setting(id), value, BROWSER),
            Ok(Some(value.trim().to_owned())),
            "{id}: {value:?}"
        );
    }
}

#[track_caller]
fn all_bad(id: &str, values: &[&str]) {
    for value in values {
        assert_eq!(validate(setting(id), value, BROWSER), Err(Bad), "{id}: {value:?}");
    }
}

#[test]
fn every_setting_is_in_one_group_and_has_label_and_explanation() {
    let surface = surface();
    assert!(surface.settings.len() > 20, "only {} were found", surface.settings.len());
    for (idx, it) in surface.settings.iter().enumerate() {
        let groups = surface.groups.iter().flat_map(|group| &group.settings).filter(|at| **at == idx).count();
        assert_eq!(groups, 1, "{} stands in {groups} groups of content/playground.yaml", it.id());
        assert!(!it.about.is_empty(), "{} has no `about`", it.id());
        assert!(!it.label.is_empty() && it.label != "null", "{} has no label", it.id());
        let twins = surface.settings.iter().filter(|other| other.id() == it.id()).count();
        assert_eq!(twins, 1, "{} names two things", it.id());
    }
}

#[test]
fn a_value_of_a_choice_has_a_label_and_its_default_is_one_of_them() {
    let mut choices = 0;
    for it in &surface().settings {
        let Kind::Choice { values } = &it.kind else { continue };
        choices += 1;
        for value in values {
            assert_ne!(&surface().value_label(it, Some(value)), value, "{}: {value} has no label", it.id());
        }
        match &it.default {
            Some(default) => assert!(values.contains(default), "{}: {default}", it.id()),
            None => assert_ne!(surface().value_label(it, None), "", "{}: none has no label", it.id()),
        }
    }
    assert!(choices >= 6, "only {choices}");
}

#[test]
fn error_lists_allowed_values_and_has_no_placeholder() {
    for it in &surface().settings {
        let problem = surface().problem(it);
        assert!(problem.len() > 30 && !problem.contains('{'), "{}: {problem}", it.id());
    }
    assert_eq!(
        surface().problem(setting("keep-days")),
        "It has to be a whole number from 1 to 365, in digits. Write one of those."
    );
    assert!(surface().problem(setting("booking")).contains("https:, http:, mailto:, tel:"));
}

#[test]
fn empty_and_default_values_need_no_attribute() {
    for (id, value) in [("clinic", ""), ("phone", " \u{a0} "), ("storage", "local"), ("keep-days", " 7 ")] {
        assert_eq!(validate(setting(id), value, BROWSER), Ok(None), "{id}: {value:?}");
    }
}

#[test]
fn texts_are_counted_as_browsers_count() {
    all_good("clinic", &["Willow Bend & <Sons>", &"é".repeat(500), &"😀".repeat(250)]);
    all_bad("clinic", &[&"é".repeat(501), &"😀".repeat(251)]);
}

#[test]
fn telephone_numbers_need_three_digits_and_allow_no_letters() {
    all_good("phone", &["(555) 555-0142", "+1 555 555 0142", "555.0142 ext 12", "911", "#555"]);
    all_bad("phone", &["call me", "12 34 56", "555*0142", "555 + 01", "٥٥٥٠١٤٢", "5550142; drop"]);
}

#[test]
fn addresses_need_an_allowed_scheme_or_a_slash_or_dot() {
    all_good(
        "booking",
        &[
            "https://example.com/book",
            "mailto:desk@example.com",
            "tel:5550142",
            "/book",
            "./book",
            "HTTPS://EXAMPLE.COM",
        ],
    );
    all_bad(
        "booking",
        &[
            "example.com/book",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//[",
            "ftp://example.com",
        ],
    );
    all_bad("exit-url", &["mailto:desk@example.com", "tel:911"]);
}

#[test]
fn choices_match_exactly_but_a_language_may_have_a_region() {
    all_good("storage", &["session", "none"]);
    all_bad("storage", &["Session", "cloud", "local,session"]);
    all_good("lang", &["es", "es-MX", "EN-us"]);
    all_bad("lang", &["xx", "es_MX", "español"]);
    assert_eq!(language("ES-mx"), "es");
}

#[test]
fn integers_are_short_and_in_range() {
    all_good("keep-days", &["1", "365", "030"]);
    all_bad("keep-days", &["0", "366", "7.5", "+7", "-1", "0007", "seven", "７"]);
}

fn parts<'p>(set: &[(&str, &str)], element: bool) -> Parts<'p> {
    Parts {
        set: set.iter().map(|(id, value)| (setting(id), (*value).to_owned())).collect(),
        element,
        help: surface().help("en"),
        files: "/files/".into(),
        integrity: None,
    }
}

#[test]
fn one_tag_contains_all_settings() {
    let set = [("clinic", "A \"B\" & <C>"), ("cost-note", "None."), ("accent", "#123456")];
    let html = Parts { integrity: Some("sha384-abc"), ..parts(&set, false) }.html();
    assert_eq!(
        html,
        r#"<style>
  candidate-check {
    --candidate-check-accent: #123456;
  }
</style>
<script src="/files/candidate-check.js" async
  integrity="sha384-abc"
  crossorigin="anonymous"
  data-clinic="A &quot;B&quot; &amp; &lt;C&gt;"
  data-cost-note="None."></script>"#
    );
}

#[test]
fn element_contains_the_help_lines() {
    assert_eq!(
        parts(&[("phone", "555 0142")], true).html(),
        r#"<candidate-check
  phone="555 0142">
  Need to talk to someone now? Call or text <a href="tel:988">988</a>. In danger, call <a href="tel:911">911</a>.
</candidate-check>
<script src="/files/candidate-check.js" async></script>"#
    );
}

#[test]
fn every_language_has_help_lines_and_the_readme_shows_them() {
    let readme = include_str!("../../../README.md");
    let Kind::Choice { values } = &setting("lang").kind else { panic!("languages are a choice") };
    for lang in values {
        let help = surface().help(lang);
        assert!(lang == "en" || help != surface().help("en"), "{lang} has none");
        assert!(help.contains("988") && help.contains("tel:911"), "{lang}: {help}");
        assert!(readme.contains(help), "README.md does not show: {help}");
    }
    assert_eq!(surface().help("es-MX"), surface().help("en"), "the caller names the language alone");
}

#[test]
fn snippet_settings_are_not_attributes_of_the_element() {
    let html = parts(&[("form", "element"), ("font", "Georgia, serif"), ("lang", "es")], true).html();
    assert!(!html.contains("form="), "{html}");
    assert!(html.contains("--candidate-check-font: Georgia, serif;"), "{html}");
    assert!(surface().settings.iter().any(|it| it.place == Place::Property), "there are properties");
    assert!(Text::Copy.text().contains("Copy"));
}
