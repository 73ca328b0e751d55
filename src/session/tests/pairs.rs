//! Two numbers of which one is below the other, and help that is asked for twice in a row.

use super::*;

/// Two numbers from 1 to 9, of which `low` is below `high`, then a text.
fn two_numbers() -> Form {
    let limits = json!([
        { "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 1 },
        { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 9 },
    ]);
    let number = |link_id| with(item(link_id, "integer", &[]), "extension", limits.clone());
    let low = extended(number("low"), "below", "valueCode", "high");
    form(&[number("high"), low, item("note", "string", &[])])
}

/// The numbers as they are answered now.
fn numbers(form: &Form, session: &Session) -> [Vec<Value>; 2] {
    ["high", "low"].map(|link_id| session.answers_of(at(form, link_id)).to_vec())
}

#[test]
fn numbers_the_wrong_way_round_are_asked_about_once_and_then_kept() {
    let form = two_numbers();
    let mut session = visit(&form, "begin; type 3; next; type 8; next");
    let asked = NotBelow { upper: "3".into(), lower: "8".into(), can_swap: true };
    assert_eq!(session.problem(), Some(&Problem::NotBelow(asked)));
    go(&form, &mut session, "next");
    assert_eq!(screen(&form, &session), "note");
    assert_eq!(numbers(&form, &session), [vec![value("3")], vec![value("8")]]);
    // Another number is another doubt.
    go(&form, &mut session, "back; type 9; next");
    assert!(session.problem().is_some());
}

#[test]
fn they_are_swapped_where_that_is_asked_for() {
    let form = two_numbers();
    let mut session = visit(&form, "begin; type 3; next; type 8; next; swap");
    assert_eq!(screen(&form, &session), "note");
    assert_eq!(numbers(&form, &session), [vec![value("8")], vec![value("3")]]);
    // The same holds when the other of the two is changed.
    go(&form, &mut session, "back; back; type 2; next");
    assert!(matches!(session.problem(), Some(Problem::NotBelow(NotBelow { can_swap: true, .. }))));
    go(&form, &mut session, "swap");
    assert_eq!(numbers(&form, &session), [vec![value("3")], vec![value("2")]]);
}

#[test]
fn the_same_number_twice_is_asked_about_and_can_t_be_swapped() {
    let form = two_numbers();
    let mut session = visit(&form, "begin; type 5; next; type 5; next");
    assert!(matches!(session.problem(), Some(Problem::NotBelow(NotBelow { can_swap: false, .. }))));
    go(&form, &mut session, "swap");
    assert_eq!(numbers(&form, &session), [vec![value("5")], vec![value("5")]]);
}

#[test]
fn one_number_alone_or_two_in_order_are_asked_about_by_nobody() {
    let form = two_numbers();
    for steps in ["begin; type 8; next; type 3; next", "begin; skip; type 8; next"] {
        assert_eq!(screen(&form, &visit(&form, steps)), "note", "{steps}");
    }
}

#[test]
fn help_is_not_shown_twice_in_a_row() {
    let asks = |link_id| helping(link_id, "yes no", "crisis", "yes", &[]);
    let form = form(&[asks("first"), asks("second"), item("last", "string", &[])]);
    let to_second = "begin; choose yes; next; continue; choose yes; next";
    assert_eq!(screen(&form, &visit(&form, to_second)), "last");
    // Another answer that brings it up alone shows it, and so does the first one after a no.
    assert_eq!(
        screen(&form, &visit(&form, "begin; choose no; next; choose yes; next")),
        "crisis help over second"
    );
}

#[test]
fn help_is_shown_again_after_the_review() {
    let form = form(&[item("first", "boolean", &[]), helping("last", "yes no", "crisis", "yes", &[])]);
    let review = "begin; skip; choose yes; next; continue";
    assert_eq!(screen(&form, &visit(&form, review)), "review");
    for way in ["back; next", "change last; next", "finish; back; back; next"] {
        let shown = screen(&form, &visit(&form, &format!("{review}; {way}")));
        assert!(shown.starts_with("crisis help over last"), "{way}: {shown}");
    }
}
