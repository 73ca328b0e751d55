//! Whole visits to the built-in check, each by a person with a story.

#![cfg(not(target_arch = "wasm32"))]

mod brief;
mod journey;

use check::content;
use engine::form::Form;
use engine::model::Kind;
use serde_json::{Value as Json, json};

use crate::journey::Journey;

#[test]
fn person_without_notable_answers() {
    Journey::new()
        .begins()
        .answers_the_rest_plainly()
        .assert_screen("review")
        .finishes()
        .assert_screen("result")
        .finds("clear", "early-research", &["fit-anxiety"]);
}

#[test]
fn person_with_depression_after_two_medicines() {
    Journey::new()
        .begins()
        .answers("age", "25-64")
        .answers("reasons", "depression")
        .answers("safety", "no")
        .answers_plainly_until("antidepressants-tried")
        .answers("antidepressants-tried", "two-or-more")
        .assert_screen("therapy-tried")
        .answers("therapy-tried", "no")
        .answers_plainly_until("blood-pressure")
        .answers("blood-pressure", "treated-controlled")
        .answers_plainly_until("medicines")
        .answers("medicines", "benzodiazepines lamotrigine")
        .answers_the_rest_plainly()
        .assert_screen("review")
        .finishes()
        .finds(
            "review",
            "better-studied",
            &[
                "fit-depression",
                "medicines-breathing",
                "therapy-alongside",
                "bp-controlled",
                "medicines-effect",
            ],
        )
        .shows_reasons("fit-depression", &["antidepressants-tried: two-or-more", "mania: never"])
        .shows_reasons("medicines-breathing", &["medicines: benzodiazepines"])
        .shows_reasons("medicines-effect", &["medicines: lamotrigine"]);
}

#[test]
fn minor_sees_the_result_at_once() {
    let minor = Journey::new().begins().answers("age", "under-18").assert_screen("result");
    let minor =
        minor.finds("not-now", "unclear", &["under-18"]).shows_reasons("under-18", &["age: under-18"]);
    // An adult who chose it by mistake can correct it.
    let adult = minor.goes_back().assert_screen("age").answers("age", "18-24").assert_screen("reasons");
    adult.answers_the_rest_plainly().finishes().finds(
        "plan",
        "early-research",
        &["fit-anxiety", "age-18-24"],
    );
}

#[test]
fn minor_who_answered_as_an_adult_leaves_no_trace() {
    let minor = Journey::new()
        .begins()
        .answers_plainly_until("medicines")
        .answers("medicines", "opioids")
        .answers_the_rest_plainly()
        .changes("age")
        .answers("age", "under-18")
        .assert_screen("result")
        .finds("not-now", "unclear", &["under-18"]);
    for text in [minor.record(), minor.brief()] {
        assert!(!text.to_lowercase().contains("opioids"), "{text}");
    }
}

#[test]
fn person_with_crps() {
    Journey::new()
        .begins()
        .answers("age", "65-plus")
        .answers("reasons", "chronic-pain")
        .answers("pain-types", "crps neuropathic")
        .answers_plainly_until("pain-treatments-tried")
        .answers("pain-treatments-tried", "two-or-more")
        .assert_screen("recent-change")
        .answers_plainly_until("medicines")
        .answers("medicines", "opioids blood-thinners")
        .answers_the_rest_plainly()
        .finishes()
        .finds(
            "review",
            "early-research",
            &["fit-crps", "fit-pain", "medicines-breathing", "age-65-plus", "medicines-effect"],
        )
        .shows_reasons("fit-crps", &["pain-types: crps", "pain-treatments-tried: two-or-more"])
        .changes("pain-treatments-tried")
        .answers("pain-treatments-tried", "one")
        .finishes()
        .finds(
            "review",
            "other-first",
            &["first-steps-pain", "medicines-breathing", "age-65-plus", "medicines-effect"],
        );
}

/// A visit at the question about signs of an emergency.
fn with_a_very_high_reading() -> Journey {
    Journey::new()
        .begins()
        .answers_plainly_until("blood-pressure")
        .answers("blood-pressure", "high-uncontrolled")
        .answers("bp-known", "yes")
        .answers("bp-systolic", "192")
        .answers("bp-diastolic", "125")
        .assert_screen("bp-symptoms")
}

#[test]
fn person_with_very_high_blood_pressure_and_symptoms() {
    for answer in ["yes", "not-sure"] {
        with_a_very_high_reading()
            .answers("bp-symptoms", answer)
            .assert_screen("emergency help")
            .goes_on()
            .assert_screen("brain")
            .answers_the_rest_plainly()
            .finishes()
            .finds(
                "urgent",
                "early-research",
                &[
                    "fit-anxiety",
                    "bp-emergency",
                    "bp-uncontrolled",
                    "bp-very-high",
                    "bp-high-reading",
                    "bp-above-guide",
                ],
            )
            .shows_reasons("bp-very-high", &["bp-systolic: 192", "bp-diastolic: 125"]);
    }
}

#[test]
fn person_corrects_a_mistyped_blood_pressure() {
    let mistyped =
        with_a_very_high_reading().answers("bp-symptoms", "yes").assert_screen("emergency help").goes_back();
    let corrected = mistyped
        .assert_screen("bp-symptoms")
        .goes_back()
        .answers("bp-diastolic", "85")
        .assert_screen("bp-symptoms")
        .goes_back()
        .goes_back()
        .answers("bp-systolic", "142");
    // The question about signs is disabled, and its answer no longer counts.
    corrected
        .answers("bp-diastolic", "85")
        .assert_screen("brain")
        .answers_the_rest_plainly()
        .finishes()
        .finds("not-now", "early-research", &["fit-anxiety", "bp-uncontrolled", "bp-above-guide"]);
}

#[test]
fn person_mixes_up_the_two_numbers() {
    let mixed_up = || {
        let until = Journey::new().begins().answers_plainly_until("bp-known").answers("bp-known", "yes");
        until.answers("bp-systolic", "80").mixes_up("bp-diastolic", "125")
    };
    let swapped = mixed_up().swaps_them().assert_screen("brain").has_answered("bp-systolic", "125");
    swapped.answers_the_rest_plainly().finishes().finds("clear", "early-research", &["fit-anxiety"]);
    let meant = mixed_up().confirms_them().assert_screen("bp-symptoms");
    meant
        .answers_the_rest_plainly()
        .finishes()
        .finds(
            "not-now",
            "early-research",
            &["fit-anxiety", "bp-very-high", "bp-high-reading", "bp-low", "bp-above-guide"],
        )
        .shows_reasons("bp-low", &["bp-systolic: 80", "bp-diastolic: 125"]);
}

#[test]
fn person_on_two_medicines_that_slow_breathing_sees_both() {
    Journey::new()
        .begins()
        .answers_plainly_until("medicines")
        .answers("medicines", "benzodiazepines opioids")
        .answers_the_rest_plainly()
        .finishes()
        .finds("review", "early-research", &["fit-anxiety", "medicines-breathing", "sedatives-together"])
        .shows_reasons("sedatives-together", &["medicines: opioids benzodiazepines"]);
}

#[test]
fn person_after_an_attempt_is_shown_help_once() {
    let person = Journey::new()
        .begins()
        .answers_plainly_until("safety")
        .answers("safety", "past-weeks")
        .assert_screen("crisis help")
        .goes_on()
        .answers("attempt", "past-3-months")
        // The same help was shown just before.
        .assert_screen("diagnosis")
        .answers_the_rest_plainly()
        .finishes()
        .finds("urgent", "early-research", &["fit-anxiety", "recent-attempt", "recent-thoughts"]);
    assert_no_trace(&person);
    // A person who answers no to the question before is shown help now.
    let person = Journey::new()
        .begins()
        .answers_plainly_until("attempt")
        .answers("attempt", "past-3-months")
        .assert_screen("crisis help");
    assert_no_trace(&person.goes_on().answers_the_rest_plainly());
}

#[test]
fn person_in_crisis_is_shown_help_and_can_continue() {
    for answer in ["now", "not-sure"] {
        let person = Journey::new()
            .begins()
            .answers_plainly_until("safety")
            .answers("safety", answer)
            .assert_screen("crisis help")
            .goes_back()
            .assert_screen("safety")
            .answers("safety", answer)
            .goes_on()
            .assert_screen("attempt")
            .answers_the_rest_plainly()
            .finishes()
            .finds("urgent", "early-research", &["fit-anxiety", "crisis-support"]);
        assert_no_trace(&person);
    }
}

/// A step that differs between stories.
type Step = fn(Journey) -> Journey;

#[test]
fn person_who_prefers_not_to_say_is_shown_the_same_help() {
    let says_so: Step = |journey| journey.answers("safety", "prefer-not-to-say");
    let skips: Step = |journey| journey.skips("safety");
    let stories = [(says_so, "review", "support-lines"), (skips, "review", "unanswered")];
    for (respond, safety, finding) in stories {
        let person = respond(Journey::new().begins().answers_plainly_until("safety"))
            .assert_screen("crisis help")
            .goes_on()
            .answers_the_rest_plainly()
            .finishes()
            .finds(safety, "early-research", &["fit-anxiety", finding]);
        assert_no_trace(&person);
    }
}

#[track_caller]
fn assert_no_trace(person: &Journey) {
    let quiet = Journey::new().begins().answers_the_rest_plainly();
    assert_eq!(person.record(), quiet.record(), "the record does not depend on the question");
    assert_eq!(person.brief(), quiet.brief());
    assert!(!person.record().contains("safety") && !person.record().contains("attempt"));
}

#[test]
fn person_who_skips_everything_gets_a_result() {
    let required =
        content_questions(|question| question["required"] == true && question["enableWhen"].is_null());
    let expected: Vec<String> = required.iter().map(|name| format!("{name}:")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    Journey::new()
        .begins()
        .skips_the_rest()
        .assert_screen("review")
        .finishes()
        .finds("review", "unclear", &["unanswered"])
        .shows_reasons("unanswered", &expected);
}

/// The linkIds of the questions of the built-in check for which `is_so` is true.
fn content_questions(is_so: impl Fn(&Json) -> bool) -> Vec<String> {
    let check = content::questionnaire("en").expect("the check is built in");
    let form = content::form("en").expect("the check is built in");
    let mut names = Vec::new();
    let mut items: Vec<&Json> = vec![&check];
    while let Some(item) = items.pop() {
        let name = item["linkId"].as_str().unwrap_or_default();
        let kind = form.questionnaire.find(name).map(|idx| &form.questionnaire.item(idx).kind);
        if matches!(kind, Some(Kind::Question(_))) && is_so(item) {
            names.push(name.to_owned());
        }
        items.extend(item["item"].as_array().into_iter().flatten().rev());
    }
    names
}

#[test]
fn person_changes_an_answer_from_the_review() {
    Journey::new()
        .begins()
        .answers("age", "25-64")
        .answers("reasons", "depression")
        .answers_the_rest_plainly()
        .finishes()
        .finds("clear", "better-studied", &["fit-depression"])
        .goes_back()
        .assert_screen("review")
        .changes("reasons")
        .answers("reasons", "ptsd ocd")
        .assert_screen("review")
        .sees_new(&["ptsd-treatment-tried", "ocd-treatment-tried"])
        .catches_up()
        .answers("ptsd-treatment-tried", "yes")
        .answers("ocd-treatment-tried", "no")
        .assert_screen("review")
        .has_answered("antidepressants-tried", "")
        .finishes()
        .finds("clear", "early-research", &["fit-ptsd", "first-steps-ocd"])
        // And back again: the earlier answers are still there, and nothing has to be asked.
        .changes("reasons")
        .answers("reasons", "depression")
        .sees_new(&[])
        .has_answered("antidepressants-tried", "two-or-more")
        .finishes()
        .finds("clear", "better-studied", &["fit-depression"]);
}

#[test]
fn person_asks_for_the_result_before_new_questions() {
    Journey::new()
        .begins()
        .answers_the_rest_plainly()
        .changes("heart")
        .answers("heart", "heart-attack")
        .sees_new(&["heart-event-when", "heart-control"])
        .finishes()
        .finds("review", "early-research", &["fit-anxiety", "heart-condition", "unanswered"])
        .shows_reasons("unanswered", &["heart-event-when:", "heart-control:"])
        .goes_back()
        .catches_up()
        .answers("heart-event-when", "within-6-weeks")
        .answers("heart-control", "well-controlled")
        .finishes()
        .finds("not-now", "early-research", &["fit-anxiety", "recent-heart-event", "heart-condition"]);
}

#[test]
fn person_goes_back_and_forward_again() {
    Journey::new()
        .begins()
        .answers_plainly_until("vascular")
        .goes_back()
        .assert_screen("prior-ketamine")
        .goes_back()
        .goes_back()
        .goes_back()
        .assert_screen("therapy-tried")
        .answers("therapy-tried", "yes")
        .answers("recent-change", "no")
        .assert_screen("other-treatments")
        .answers("other-treatments", "none")
        .has_answered("prior-ketamine", "never")
        .answers("prior-ketamine", "helped")
        .assert_screen("vascular");
}

#[test]
fn person_returns_the_next_day() {
    let first_day = Journey::new()
        .begins()
        .answers_plainly_until("impact")
        .skips("impact")
        .answers_plainly_until("conditions")
        .chooses("conditions", "kidney-disease glaucoma");
    let question = first_day.progress().question;
    // The transient questions are asked again, because their answers were not stored; then it continues after the last
    // answer.
    let second_day = first_day
        .comes_back_tomorrow()
        .assert_screen("safety")
        .answers("safety", "no")
        .answers("attempt", "never")
        .assert_screen("glaucoma-control")
        .has_answered("conditions", "kidney-disease glaucoma")
        .has_answered("impact", "");
    assert_eq!(second_day.progress().question, question + 1);
    second_day.answers_the_rest_plainly().assert_screen("review").finishes().finds(
        "review",
        "early-research",
        &["fit-anxiety", "glaucoma", "kidney"],
    );
}

#[test]
fn person_returns_to_the_result() {
    Journey::new()
        .begins()
        .answers_the_rest_plainly()
        .finishes()
        .comes_back_tomorrow()
        .assert_screen("safety")
        .answers("safety", "no")
        .answers("attempt", "never")
        .assert_screen("review");
    Journey::new().begins().answers("age", "under-18").comes_back_tomorrow().assert_screen("result");
}

/// The built-in check after a change.
fn next_version(change: impl Fn(&mut Json)) -> Form {
    let mut json = content::questionnaire("en").expect("the check is built in");
    json["version"] = "99".into();
    change(&mut json);
    Form::load(&json).map(|(form, _)| form).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The item with that linkId.
fn find<'a>(json: &'a mut Json, name: &str) -> Option<&'a mut Json> {
    json["item"]
        .as_array_mut()?
        .iter_mut()
        .find_map(|item| if item["linkId"] == name { Some(item) } else { find(item, name) })
}

#[test]
fn person_returns_to_a_new_version_that_keeps_all_answers() {
    Journey::new()
        .begins()
        .answers_the_rest_plainly()
        .comes_back_to(next_version(|_| {}))
        .assert_screen("changed")
        .sees_change_notice(&[], 0)
        .goes_on()
        .assert_screen("safety");
}

#[test]
fn person_returns_to_changed_questions() {
    let new = next_version(|json| {
        // One option is split, one question is removed, and one is new.
        let options = find(json, "alcohol").expect("alcohol is asked")["answerOption"].as_array_mut();
        options.expect("with options")[2]["valueCoding"]["code"] = "heavy-by-week".into();
        let practical = find(json, "section-practical").expect("there is such a section");
        let items = practical["item"].as_array_mut().expect("with questions");
        items.retain(|item| item["linkId"] != "payment");
        items.push(
            json!({ "linkId": "pet", "type": "boolean", "text": "Is someone looking after your pet?" }),
        );
        for finding in ["finding-payment", "finding-alcohol-review"] {
            let finding = find(json, finding).expect("there is such a finding");
            finding["enableWhen"] = json!([{ "question": "pet", "operator": "=", "answerBoolean": false }]);
        }
    });
    Journey::new()
        .begins()
        .answers_plainly_until("alcohol")
        .answers("alcohol", "heavy")
        .answers_the_rest_plainly()
        .finishes()
        .comes_back_to(new)
        .sees_change_notice(&["alcohol"], 1)
        .goes_on()
        .answers("safety", "no")
        .answers("attempt", "never")
        .answers("alcohol", "heavy-by-week")
        .assert_screen("pet")
        .skips("pet")
        .assert_screen("review")
        .has_answered("medicines", "none");
}
