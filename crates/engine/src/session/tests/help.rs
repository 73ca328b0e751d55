//! Help during a visit: shown once for consecutive questions that call for the same help.

use super::*;

/// Two questions in a row with help in a crisis, one without, one with help in an emergency, and one more.
fn helps() -> Form {
    let crisis = |link_id: &str| helping(link_id, "yes no", "crisis", "yes", &[]);
    form(&[
        crisis("thoughts"),
        crisis("attempt"),
        item("sleep", "boolean", &[]),
        crisis("alone"),
        helping("chest", "yes no", "emergency", "yes", &[]),
        crisis("last"),
    ])
}

#[track_caller]
fn check(steps: &str, expected: &str) {
    let form = helps();
    assert_eq!(screen(&form, &visit(&form, &format!("begin; {steps}"))), expected, "{steps}");
}

const YES: &str = "choose yes; next";
const NO: &str = "choose no; next";

#[test]
fn the_same_help_is_shown_once_for_two_questions_in_a_row() {
    check(YES, "crisis help over thoughts");
    check(&format!("{YES}; continue"), "attempt");
    check(&format!("{YES}; continue; {YES}"), "sleep");
    // Answering and skipping have the same effect.
    check(&format!("{YES}; continue; skip"), "sleep");
    check("skip; continue; skip", "sleep");
    check(&format!("skip; continue; {YES}"), "sleep");
}

#[test]
fn help_is_shown_again_after_a_question_without_help() {
    let past_sleep = format!("{YES}; continue; {YES}; skip");
    check(&past_sleep, "alone");
    check(&format!("{past_sleep}; {YES}"), "crisis help over alone");
    // A question with an answer that calls for no help counts as one without help.
    check(&format!("{NO}; {YES}"), "crisis help over attempt");
    check(&format!("{YES}; continue; {NO}; skip; {YES}"), "crisis help over alone");
}

#[test]
fn another_kind_of_help_is_always_shown() {
    let to_chest = format!("{NO}; {NO}; skip; {YES}; continue");
    check(&to_chest, "chest");
    check(&format!("{to_chest}; {YES}"), "emergency help over chest");
    check(&format!("{to_chest}; {YES}; continue; {YES}"), "crisis help over last");
    check(&format!("{to_chest}; {NO}; {YES}"), "crisis help over last");
}

#[test]
fn help_is_shown_again_after_going_back() {
    check(&format!("{YES}; back; next"), "crisis help over thoughts");
    check(&format!("{YES}; continue; back; next"), "crisis help over thoughts");
    check(&format!("{YES}; continue; {YES}; back; next"), "crisis help over attempt");
}

/// Steps to the review, right after help for the last question.
fn to_review() -> String {
    format!("{NO}; {NO}; skip; {NO}; {NO}; {YES}; continue")
}

#[test]
fn help_is_shown_again_after_the_review() {
    let review = to_review();
    check(&review, "review");
    check(&format!("{review}; change thoughts; {YES}"), "crisis help over thoughts changing");
    check(&format!("{review}; change last; next"), "crisis help over last changing");
    check(&format!("{review}; back; next"), "crisis help over last");
    check(&format!("{review}; finish; back; back; next"), "crisis help over last");
}

#[test]
fn help_is_shown_again_for_newly_enabled_questions() {
    let form = form(&[
        helping("open", "yes no", "crisis", "yes", &[]),
        helping("opened", "yes no", "crisis", "yes", &["open = #yes"]),
        item("last", "boolean", &[]),
    ]);
    let opened = format!("begin; {NO}; skip; change open; {YES}; continue");
    assert_eq!(screen(&form, &visit(&form, &opened)), "review");
    let caught_up = format!("{opened}; catch-up; {YES}");
    assert_eq!(screen(&form, &visit(&form, &caught_up)), "crisis help over opened catching up");
}

#[test]
fn shows_the_most_urgent_help_of_several_answers() {
    let mut q = with(choice("q", "talk hurts other", &[]), "repeats", true.into());
    for (option, kind) in [(0, "crisis"), (1, "emergency")] {
        let option = &mut q["answerOption"][option];
        *option = extended(option.take(), "help-now", "valueCode", kind);
    }
    let form = form(&[q, item("last", "boolean", &[])]);
    let check = |steps: &str, expected: &str| {
        assert_eq!(screen(&form, &visit(&form, &format!("begin; {steps}"))), expected, "{steps}");
    };
    check("choose talk; next", "crisis help over q");
    check("choose talk; choose hurts; next", "emergency help over q");
    check("choose other; next", "last");
    check("skip", "emergency help over q");
}
