//! Tests of the pure part of the panel: the settings and the snippet.

use crate::settings::{Kind, Place, Setting, Text, settings};
use crate::snippet::Parts;

fn setting(id: &str) -> &'static Setting {
    let found = settings().all.iter().find(|it| it.id() == id);
    found.unwrap_or_else(|| panic!("nothing is called {id}"))
}

#[test]
fn every_setting_is_in_one_group_and_has_label_and_explanation() {
    let settings = settings();
    assert!(settings.all.len() > 20, "only {} were found", settings.all.len());
    for (idx, it) in settings.all.iter().enumerate() {
        let groups =
            settings.groups.iter().flat_map(|group| &group.settings).filter(|at| **at == idx).count();
        assert_eq!(groups, 1, "{} stands in {groups} groups of content/playground.yaml", it.id());
        assert!(!it.about.is_empty(), "{} has no `about`", it.id());
        assert!(!it.label.is_empty() && it.label != "null", "{} has no label", it.id());
        let twins = settings.all.iter().filter(|other| other.id() == it.id()).count();
        assert_eq!(twins, 1, "{} names two things", it.id());
    }
}

#[test]
fn a_value_of_a_choice_has_a_label_and_its_default_is_one_of_them() {
    let mut choices = 0;
    for it in &settings().all {
        let Kind::Choice { values } = &it.kind else { continue };
        choices += 1;
        for value in values {
            assert_ne!(&settings().value_label(it, Some(value)), value, "{}: {value} has no label", it.id());
        }
        match &it.default {
            Some(default) => assert!(values.contains(default), "{}: {default}", it.id()),
            None => assert_ne!(settings().value_label(it, None), "", "{}: none has no label", it.id()),
        }
    }
    assert!(choices >= 6, "only {choices}");
}

#[test]
fn error_lists_allowed_values_and_has_no_placeholder() {
    for it in &settings().all {
        let problem = settings().problem(it);
        assert!(problem.len() > 30 && !problem.contains('{'), "{}: {problem}", it.id());
    }
    assert_eq!(
        settings().problem(setting("keep-days")),
        "It has to be a whole number from 1 to 365, in digits. Write one of those."
    );
    assert!(settings().problem(setting("booking")).contains("https:, http:, mailto:, tel:"));
}

fn parts<'p>(set: &[(&str, &str)], element: bool) -> Parts<'p> {
    Parts {
        set: set.iter().map(|(id, value)| (setting(id), (*value).to_owned())).collect(),
        element,
        help: settings().text("help", "en"),
        call: settings().text("call", "en"),
        files: "/files/".into(),
        integrity: None,
    }
}

#[test]
fn one_tag_contains_all_settings_and_survives_an_update() {
    let set = [("clinic", "A \"B\" & <C>"), ("cost-note", "None."), ("accent", "#123456")];
    let html = parts(&set, false).html();
    assert_eq!(
        html,
        r#"<style>
  candidate-check {
    --candidate-check-accent: #123456;
  }
</style>
<script src="/files/candidate-check.js" async
  data-clinic="A &quot;B&quot; &amp; &lt;C&gt;"
  data-cost-note="None."></script>"#
    );
}

#[test]
fn snippet_with_a_hash_contains_help_and_phone_for_the_time_when_the_hash_is_old() {
    let html = Parts { integrity: Some("sha384-abc"), ..parts(&[("phone", "555 0142 ext 7")], false) }.html();
    assert_eq!(
        html,
        r#"<candidate-check
  phone="555 0142 ext 7">
  Need to talk to someone now? Call or text <a href="tel:988">988</a>. In danger, call <a href="tel:911">911</a>.
  Call the clinic: <a href="tel:5550142">555 0142 ext 7</a>.
</candidate-check>
<script src="/files/candidate-check.js" async
  integrity="sha384-abc"
  crossorigin="anonymous"></script>"#
    );
}

#[test]
fn element_contains_the_help_lines_and_the_phone() {
    assert_eq!(
        parts(&[("phone", "555 0142")], true).html(),
        r#"<candidate-check
  phone="555 0142">
  Need to talk to someone now? Call or text <a href="tel:988">988</a>. In danger, call <a href="tel:911">911</a>.
  Call the clinic: <a href="tel:5550142">555 0142</a>.
</candidate-check>
<script src="/files/candidate-check.js" async></script>"#
    );
}

#[test]
fn every_language_has_help_lines_and_the_readme_shows_them() {
    let readme = include_str!("../../../README.md");
    let Kind::Choice { values } = &setting("lang").kind else { panic!("languages are a choice") };
    for lang in values {
        let help = settings().text("help", lang);
        assert!(lang == "en" || help != settings().text("help", "en"), "{lang} has none");
        assert!(help.contains("988") && help.contains("tel:911"), "{lang}: {help}");
        assert!(readme.contains(help), "README.md does not show: {help}");
    }
    assert_eq!(
        settings().text("help", "es-MX"),
        settings().text("help", "en"),
        "the caller names the language alone"
    );
}

#[test]
fn snippet_settings_are_not_attributes_of_the_element() {
    let html = parts(&[("form", "element"), ("font", "Georgia, serif"), ("lang", "es")], true).html();
    assert!(!html.contains("form="), "{html}");
    assert!(html.contains("--candidate-check-font: Georgia, serif;"), "{html}");
    assert!(settings().all.iter().any(|it| it.place == Place::Property), "there are properties");
    assert!(Text::Copy.text().contains("Copy"));
}
