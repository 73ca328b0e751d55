//! Typed text: free-text answers beside the options, and text that can't be parsed.

use super::*;

#[test]
fn unreadable_draft_does_not_replace_the_edited_answer() {
    let counted =
        "begin; choose adult; next; choose none; next; choose no; next; type 3; next; skip; skip; skip";
    check_answers(&format!("{counted}; change count; type 3x; back"), "count", "3");
    check(&format!("{counted}; change count; type 3x; back"), "review");
    // Text that can be parsed replaces it.
    check_answers(&format!("{counted}; change count; type 4; back"), "count", "4");
    check_answers(&format!("{counted}; change count; type 4; type; back"), "count", "");
}

/// A question with text options that also accepts another text.
fn drinks(repeats: bool) -> Form {
    let options = json!([{ "valueString": "tea" }, { "valueString": "milk" }]);
    let open = with(item("drinks", "open-choice", &[]), "answerOption", options);
    form(&[with(open, "repeats", repeats.into())])
}

#[test]
fn typed_answer_may_start_with_or_equal_an_option() {
    for (repeats, steps, expected, field) in [
        // As it is typed, letter by letter.
        (true, "type te; type tea; type tea-w; type tea-with-milk", "'tea-with-milk'", "tea-with-milk"),
        (true, "choose milk; type tea; type teas", "'milk' 'teas'", "teas"),
        (true, "choose tea; type te; type tea", "'tea'", "tea"),
        (true, "choose tea; type tea; type tea-w", "'tea' 'tea-w'", "tea-w"),
        (true, "choose tea; type tea; type", "'tea'", ""),
        (true, "type tea; type", "", ""),
        (true, "type tea; drop tea", "", ""),
        (true, "type tea; type tea", "'tea'", "tea"),
        (false, "type cola; choose tea", "'tea'", ""),
        (false, "type tea; choose milk", "'milk'", ""),
        (false, "choose milk; type milks", "'milks'", "milks"),
        (false, "type cola; skip", "", ""),
        // The field does not contain a chosen option.
        (true, "choose milk; next; back", "'milk'", ""),
        (true, "choose milk; type shake; next; back", "'milk' 'shake'", "shake"),
    ] {
        let form = drinks(repeats);
        let session = visit(&form, &format!("begin; {steps}"));
        let item = at(&form, "drinks");
        assert_eq!(session.answers_of(item), values(expected), "{steps}");
        let other = session.other_of(&form, item).map(Value::literal).unwrap_or_default();
        assert_eq!(other, field, "{steps}");
    }
}
