//! Pairs of numbers of which one must be below the other: the question about numbers that are the wrong way round.

use super::*;

/// An upper reading from 50 to 300 and a lower one from 30 to 200, with a question before and one after.
fn pressure() -> Form {
    let number = |link_id: &str, min: i64, max: i64| {
        let limit = |name: &str, value: i64| {
            let url = format!("http://hl7.org/fhir/StructureDefinition/{name}");
            json!({ "url": url, "valueInteger": value })
        };
        with(
            item(link_id, "integer", &[]),
            "extension",
            json!([limit("minValue", min), limit("maxValue", max)]),
        )
    };
    let lower = extended(number("lower", 30, 200), "below", "valueCode", "upper");
    form(&[item("first", "boolean", &[]), number("upper", 50, 300), lower, item("last", "boolean", &[])])
}

/// The screen; for a question about two numbers also the numbers and whether they can be swapped.
fn screen_of(session: &Session, form: &Form) -> String {
    let on = |problem: &Problem| match problem {
        Problem::NotBelow(NotBelow { upper, lower, can_swap: true }) => {
            format!("{upper} over {lower}, or swapped?")
        }
        Problem::NotBelow(NotBelow { upper, lower, can_swap: false }) => format!("{upper} over {lower}?"),
        other => format!("{other:?}"),
    };
    let text = screen(form, session);
    let place = text.split(':').next().unwrap_or_default();
    session.problem().map_or(place.to_owned(), |problem| format!("{place}: {}", on(problem)))
}

#[track_caller]
fn check(steps: &str, expected: &str) {
    let form = pressure();
    let session = visit(&form, &format!("begin; skip; {steps}"));
    assert_eq!(screen_of(&session, &form), expected, "{steps}");
}

/// Asserts the two numbers after the steps.
#[track_caller]
fn check_numbers(steps: &str, upper: &str, lower: &str) {
    let form = pressure();
    let session = visit(&form, &format!("begin; skip; {steps}"));
    let found = ["upper", "lower"].map(|question| session.answers_of(at(&form, question)).to_vec());
    assert_eq!(found, [values(upper), values(lower)], "{steps}");
}

const SWAPPED: &str = "type 80; next; type 125; next";

#[test]
fn numbers_the_wrong_way_round_are_questioned_first() {
    check("type 125; next; type 80; next", "last");
    check(SWAPPED, "lower: 80 over 125, or swapped?");
    check_numbers(SWAPPED, "80", "125");
}

#[test]
fn going_on_again_keeps_the_numbers() {
    check(&format!("{SWAPPED}; next"), "last");
    check_numbers(&format!("{SWAPPED}; next"), "80", "125");
}

#[test]
fn swapping_swaps_the_numbers_and_goes_on() {
    check(&format!("{SWAPPED}; swap"), "last");
    check_numbers(&format!("{SWAPPED}; swap"), "125", "80");
    // They are not questioned again.
    check(&format!("{SWAPPED}; swap; back; next"), "last");
    check(&format!("{SWAPPED}; swap; back; back; next"), "lower");
}

#[test]
fn changed_numbers_are_questioned_again() {
    check(&format!("{SWAPPED}; type 130; next"), "lower: 80 over 130, or swapped?");
    check(&format!("{SWAPPED}; type 75; next"), "last");
    check(&format!("{SWAPPED}; type 130; next; next"), "last");
    // The question disappears when the visitor types.
    check(&format!("{SWAPPED}; type 130"), "lower");
}

#[test]
fn equal_numbers_are_questioned_without_a_swap() {
    let equal = "type 90; next; type 90; next";
    check(equal, "lower: 90 over 90?");
    check(&format!("{equal}; swap"), "lower: 90 over 90?");
    check(&format!("{equal}; next"), "last");
    check_numbers(&format!("{equal}; swap; next"), "90", "90");
}

#[test]
fn swap_outside_a_range_is_not_offered() {
    // 200 over 60 is possible after a swap; the limits are inclusive.
    check("type 60; next; type 200; next", "lower: 60 over 200, or swapped?");
    let form = pressure();
    let narrow = |upper: i64, lower: i64| {
        // The upper number is at least 50 and the lower one at most 200, so 40 can't be the upper one, and 250 can't be
        // the lower one.
        let mut session = Session::new(&form);
        session.set(&form, at(&form, "upper"), vec![Value::Integer(upper)]);
        session.set(&form, at(&form, "lower"), vec![Value::Integer(lower)]);
        session.screen = Screen::Question(Visit { item: at(&form, "lower"), mode: VisitMode::Forward });
        go(&form, &mut session, "next");
        let asked = screen_of(&session, &form);
        go(&form, &mut session, "swap");
        assert_eq!(screen_of(&session, &form), asked, "there is nothing to swap");
        asked
    };
    assert_eq!(narrow(20, 60), "lower: 20 over 60?");
    assert_eq!(narrow(100, 310), "lower: 100 over 310?");
}

#[test]
fn swap_works_only_after_the_question_about_it() {
    check("type 80; next; type 125; swap", "lower");
    check("type 125; next; type 80; swap", "lower");
    check("swap", "upper");
    check_numbers("type 80; next; type 125; swap", "80", "125");
}

#[test]
fn editing_either_number_from_the_review_asks_again() {
    let right = "type 125; next; type 80; next; skip";
    check(&format!("{right}; change upper; type 70; next"), "upper changing: 70 over 80, or swapped?");
    check(&format!("{right}; change upper; type 70; next; next"), "review");
    check(&format!("{right}; change upper; type 70; next; swap"), "review");
    check_numbers(&format!("{right}; change upper; type 70; next; swap"), "80", "70");
    check(&format!("{right}; change lower; type 130; next"), "lower changing: 125 over 130, or swapped?");
    check(&format!("{right}; change upper; type 81; next"), "review");
}

#[test]
fn going_back_to_the_upper_number_asks_too() {
    check(&format!("{SWAPPED}; back"), "upper");
    check(&format!("{SWAPPED}; back; next"), "upper: 80 over 125, or swapped?");
    check(&format!("{SWAPPED}; back; type 140; next"), "lower");
    check(&format!("{SWAPPED}; back; next; swap"), "lower");
    check_numbers(&format!("{SWAPPED}; back; next; swap"), "125", "80");
}

#[test]
fn single_number_is_not_questioned() {
    check("type 80; next; skip", "last");
    check("skip; type 125; next", "last");
    check("type 80; next; next", "last");
    // Text that can't be parsed is not a number yet.
    check("type 80; next; type 12x; next", "lower: NotWhole");
}

#[test]
fn disabled_numbers_are_not_compared() {
    let lower = extended(item("lower", "integer", &["sure = true"]), "below", "valueCode", "upper");
    let form = form(&[item("sure", "boolean", &[]), item("upper", "integer", &[]), lower]);
    let steps = "begin; choose yes; next; type 90; next; type 80; next; change sure; choose no; next";
    assert_eq!(screen(&form, &visit(&form, &format!("{steps}; change upper; type 10; next"))), "review");
}
