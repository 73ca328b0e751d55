//! Whole visits to the built-in check, each of them a person with a story.

#![cfg(not(target_arch = "wasm32"))]

mod journey;
mod summary;

use check::content;
use engine::form::Form;
use engine::model::Kind;
use serde_json::{Value as Json, json};

use crate::journey::Journey;

#[test]
fn a_person_with_nothing_that_stands_out() {
    Journey::new()
        .begins()
        .answers_the_rest_plainly()
        .stands_at("review")
        .finishes()
        .stands_at("result")
        .finds("clear", "early-research", &["fit-anxiety"]);
}

#[test]
fn a_person_with_depression_that_two_medicines_did_not_help_enough() {
    Journey::new()
        .begins()
        .answers("age", "25-64")
        .answers("reasons", "depression")
        .answers("safety", "no")
        .answers_plainly_until("antidepressants-tried")
        .answers("antidepressants-tried", "two-or-more")
        .stands_at("therapy-tried")
        .answers("therapy-tried", "no")
        .answers_plainly_until("blood-pressure")
        .answers("blood-pressure", "treated-controlled")
        .answers_plainly_until("medicines")
        .answers("medicines", "benzodiazepines lamotrigine")
        .answers_the_rest_plainly()
        .stands_at("review")
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
        .hears_why("fit-depression", &["antidepressants-tried: two-or-more", "mania: never"])
        .hears_why("medicines-breathing", &["medicines: benzodiazepines"])
        .hears_why("medicines-effect", &["medicines: lamotrigine"]);
}

#[test]
fn a_minor_sees_the_result_at_once() {
    let minor = Journey::new().begins().answers("age", "under-18").stands_at("result");
    let minor = minor.finds("not-now", "unclear", &["under-18"]).hears_why("under-18", &["age: under-18"]);
    // Whoever slipped can mend it.
    let adult = minor.goes_back().stands_at("age").answers("age", "18-24").stands_at("reasons");
    adult.answers_the_rest_plainly().finishes().finds(
        "plan",
        "early-research",
        &["fit-anxiety", "age-18-24"],
    );
}

#[test]
fn a_minor_who_had_answered_as_an_adult_leaves_none_of_it_behind() {
    let minor = Journey::new()
        .begins()
        .answers_plainly_until("medicines")
        .answers("medicines", "opioids")
        .answers_the_rest_plainly()
        .changes("age")
        .answers("age", "under-18")
        .stands_at("result")
        .finds("not-now", "unclear", &["under-18"]);
    for text in [minor.record(), minor.summary()] {
        assert!(!text.to_lowercase().contains("opioids"), "{text}");
    }
}

#[test]
fn a_person_with_crps() {
    Journey::new()
        .begins()
        .answers("age", "65-plus")
        .answers("reasons", "chronic-pain")
        .answers("pain-types", "crps neuropathic")
        .answers_plainly_until("pain-treatments-tried")
        .answers("pain-treatments-tried", "two-or-more")
        .stands_at("recent-change")
        .answers_plainly_until("medicines")
        .answers("medicines", "opioids blood-thinners")
        .answers_the_rest_plainly()
        .finishes()
        .finds(
            "review",
            "early-research",
            &["fit-crps", "fit-pain", "medicines-breathing", "age-65-plus", "medicines-effect"],
        )
        .hears_why("fit-crps", &["pain-types: crps", "pain-treatments-tried: two-or-more"])
        .changes("pain-treatments-tried")
        .answers("pain-treatments-tried", "one")
        .finishes()
        .finds(
            "review",
            "other-first",
            &["first-steps-pain", "medicines-breathing", "age-65-plus", "medicines-effect"],
        );
}

/// On the way to the question about signs of an emergency.
fn with_a_very_high_reading() -> Journey {
    Journey::new()
        .begins()
        .answers_plainly_until("blood-pressure")
        .answers("blood-pressure", "high-uncontrolled")
        .answers("bp-known", "yes")
        .answers("bp-systolic", "192")
        .answers("bp-diastolic", "125")
        .stands_at("bp-symptoms")
}

#[test]
fn a_person_with_very_high_blood_pressure_and_signs_of_an_emergency() {
    for answer in ["yes", "not-sure"] {
        with_a_very_high_reading()
            .answers("bp-symptoms", answer)
            .stands_at("emergency help")
            .goes_on()
            .stands_at("brain")
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
            .hears_why("bp-very-high", &["bp-systolic: 192", "bp-diastolic: 125"]);
    }
}

#[test]
fn a_person_who_mistyped_their_blood_pressure() {
    let mistyped =
        with_a_very_high_reading().answers("bp-symptoms", "yes").stands_at("emergency help").goes_back();
    let corrected = mistyped
        .stands_at("bp-symptoms")
        .goes_back()
        .answers("bp-diastolic", "85")
        .stands_at("bp-symptoms")
        .goes_back()
        .goes_back()
        .answers("bp-systolic", "142");
    // The question about signs is gone, and so is what was answered to it.
    corrected.answers("bp-diastolic", "85").stands_at("brain").answers_the_rest_plainly().finishes().finds(
        "not-now",
        "early-research",
        &["fit-anxiety", "bp-uncontrolled", "bp-above-guide"],
    );
}

#[test]
fn a_person_who_mixes_up_the_two_numbers() {
    let mixed_up = || {
        let until = Journey::new().begins().answers_plainly_until("bp-known").answers("bp-known", "yes");
        until.answers("bp-systolic", "80").mixes_up("bp-diastolic", "125")
    };
    let swapped = mixed_up().swaps_them().stands_at("brain").has_answered("bp-systolic", "125");
    swapped.answers_the_rest_plainly().finishes().finds("clear", "early-research", &["fit-anxiety"]);
    let meant = mixed_up().means_them().stands_at("bp-symptoms");
    meant
        .answers_the_rest_plainly()
        .finishes()
        .finds(
            "not-now",
            "early-research",
            &["fit-anxiety", "bp-very-high", "bp-high-reading", "bp-low", "bp-above-guide"],
        )
        .hears_why("bp-low", &["bp-systolic: 80", "bp-diastolic: 125"]);
}

#[test]
fn a_person_on_two_medicines_that_slow_breathing_hears_of_both() {
    Journey::new()
        .begins()
        .answers_plainly_until("medicines")
        .answers("medicines", "benzodiazepines opioids")
        .answers_the_rest_plainly()
        .finishes()
        .finds("review", "early-research", &["fit-anxiety", "medicines-breathing", "sedatives-together"])
        .hears_why("sedatives-together", &["medicines: opioids benzodiazepines"]);
}

#[test]
fn a_person_who_tried_to_end_their_life_is_shown_help_once() {
    let person = Journey::new()
        .begins()
        .answers_plainly_until("safety")
        .answers("safety", "past-weeks")
        .stands_at("crisis help")
        .goes_on()
        .answers("attempt", "past-3-months")
        // The same help was on the screen just before.
        .stands_at("diagnosis")
        .answers_the_rest_plainly()
        .finishes()
        .finds("urgent", "early-research", &["fit-anxiety", "recent-attempt", "recent-thoughts"]);
    assert_no_trace(&person);
    // Whoever says no to the question before is shown it now.
    let person = Journey::new()
        .begins()
        .answers_plainly_until("attempt")
        .answers("attempt", "past-3-months")
        .stands_at("crisis help");
    assert_no_trace(&person.goes_on().answers_the_rest_plainly());
}

#[test]
fn a_person_in_crisis_is_shown_help_and_can_go_on() {
    for answer in ["now", "not-sure"] {
        let person = Journey::new()
            .begins()
            .answers_plainly_until("safety")
            .answers("safety", answer)
            .stands_at("crisis help")
            .goes_back()
            .stands_at("safety")
            .answers("safety", answer)
            .goes_on()
            .stands_at("attempt")
            .answers_the_rest_plainly()
            .finishes()
            .finds("urgent", "early-research", &["fit-anxiety", "crisis-support"]);
        assert_no_trace(&person);
    }
}

/// A step that differs between stories.
type Tells = fn(Journey) -> Journey;

#[test]
fn a_person_who_would_rather_not_say_is_shown_the_same_help() {
    let says_so: Tells = |journey| journey.answers("safety", "prefer-not-to-say");
    let skips: Tells = |journey| journey.skips("safety");
    let stories = [(says_so, "review", "support-lines"), (skips, "review", "unanswered")];
    for (tells, safety, finding) in stories {
        let person = tells(Journey::new().begins().answers_plainly_until("safety"))
            .stands_at("crisis help")
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
    assert_eq!(person.record(), quiet.record(), "as if the question had never been asked");
    assert_eq!(person.summary(), quiet.summary());
    assert!(!person.record().contains("safety") && !person.record().contains("attempt"));
}

#[test]
fn a_person_who_skips_everything_gets_a_result_all_the_same() {
    let required =
        content_questions(|question| question["required"] == true && question["enableWhen"].is_null());
    let expected: Vec<String> = required.iter().map(|name| format!("{name}:")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    Journey::new()
        .begins()
        .skips_the_rest()
        .stands_at("review")
        .finishes()
        .finds("review", "unclear", &["unanswered"])
        .hears_why("unanswered", &expected);
}

/// The linkIds of the questions of the built-in check that are so.
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
fn a_person_who_changes_their_mind_from_the_review() {
    Journey::new()
        .begins()
        .answers("age", "25-64")
        .answers("reasons", "depression")
        .answers_the_rest_plainly()
        .finishes()
        .finds("clear", "better-studied", &["fit-depression"])
        .goes_back()
        .stands_at("review")
        .changes("reasons")
        .answers("reasons", "ptsd ocd")
        .stands_at("review")
        .sees_new(&["ptsd-treatment-tried", "ocd-treatment-tried"])
        .catches_up()
        .answers("ptsd-treatment-tried", "yes")
        .answers("ocd-treatment-tried", "no")
        .stands_at("review")
        .has_answered("antidepressants-tried", "")
        .finishes()
        .finds("clear", "early-research", &["fit-ptsd", "first-steps-ocd"])
        // And back again: what was answered before is still there, and nothing has to be asked.
        .changes("reasons")
        .answers("reasons", "depression")
        .sees_new(&[])
        .has_answered("antidepressants-tried", "two-or-more")
        .finishes()
        .finds("clear", "better-studied", &["fit-depression"]);
}

#[test]
fn a_person_who_asks_for_the_result_before_the_new_questions_are_answered() {
    Journey::new()
        .begins()
        .answers_the_rest_plainly()
        .changes("heart")
        .answers("heart", "heart-attack")
        .sees_new(&["heart-event-when", "heart-control"])
        .finishes()
        .finds("review", "early-research", &["fit-anxiety", "heart-condition", "unanswered"])
        .hears_why("unanswered", &["heart-event-when:", "heart-control:"])
        .goes_back()
        .catches_up()
        .answers("heart-event-when", "within-6-weeks")
        .answers("heart-control", "well-controlled")
        .finishes()
        .finds("not-now", "early-research", &["fit-anxiety", "recent-heart-event", "heart-condition"]);
}

#[test]
fn a_person_who_looks_back_and_on_again() {
    Journey::new()
        .begins()
        .answers_plainly_until("vascular")
        .goes_back()
        .stands_at("prior-ketamine")
        .goes_back()
        .goes_back()
        .goes_back()
        .stands_at("therapy-tried")
        .answers("therapy-tried", "yes")
        .answers("recent-change", "no")
        .stands_at("other-treatments")
        .answers("other-treatments", "none")
        .has_answered("prior-ketamine", "never")
        .answers("prior-ketamine", "helped")
        .stands_at("vascular");
}

#[test]
fn a_person_who_comes_back_the_next_day() {
    let first_day = Journey::new()
        .begins()
        .answers_plainly_until("impact")
        .skips("impact")
        .answers_plainly_until("conditions")
        .chooses("conditions", "glaucoma kidney-disease");
    let question = first_day.progress().question;
    // How they are is asked afresh, as nothing of it was kept; then it goes on after the last answer.
    let second_day = first_day
        .comes_back_tomorrow()
        .stands_at("safety")
        .answers("safety", "no")
        .answers("attempt", "never")
        .stands_at("glaucoma-control")
        .has_answered("conditions", "glaucoma kidney-disease")
        .has_answered("impact", "");
    assert_eq!(second_day.progress().question, question + 1);
    second_day.answers_the_rest_plainly().stands_at("review").finishes().finds(
        "review",
        "early-research",
        &["fit-anxiety", "glaucoma", "kidney"],
    );
}

#[test]
fn a_person_who_comes_back_to_the_result() {
    Journey::new()
        .begins()
        .answers_the_rest_plainly()
        .finishes()
        .comes_back_tomorrow()
        .stands_at("safety")
        .answers("safety", "no")
        .answers("attempt", "never")
        .stands_at("review");
    Journey::new().begins().answers("age", "under-18").comes_back_tomorrow().stands_at("result");
}

/// The built-in check after a change.
fn next_version(change: impl Fn(&mut Json)) -> Form {
    let mut json = content::questionnaire("en").expect("the check is built in");
    json["version"] = "99".into();
    change(&mut json);
    Form::load(&json).map(|(form, _)| form).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The item of that name.
fn find<'a>(json: &'a mut Json, name: &str) -> Option<&'a mut Json> {
    json["item"]
        .as_array_mut()?
        .iter_mut()
        .find_map(|item| if item["linkId"] == name { Some(item) } else { find(item, name) })
}

#[test]
fn a_person_who_comes_back_to_a_new_version_that_keeps_everything() {
    Journey::new()
        .begins()
        .answers_the_rest_plainly()
        .comes_back_to(next_version(|_| {}))
        .stands_at("changed")
        .hears_of_a_change(&[], 0)
        .goes_on()
        .stands_at("safety");
}

#[test]
fn a_person_who_comes_back_to_other_questions() {
    let new = next_version(|json| {
        // One option is split, one question is dropped, and one is new.
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
        .hears_of_a_change(&["alcohol"], 1)
        .goes_on()
        .answers("safety", "no")
        .answers("attempt", "never")
        .answers("alcohol", "heavy-by-week")
        .stands_at("pet")
        .skips("pet")
        .stands_at("review")
        .has_answered("medicines", "none");
}
