//! Saved answers of another version: what goes on, what is asked again, and what is gone.

use super::*;

/// A question that has changed, one that hangs on it, and one that has not.
fn later() -> Form {
    let changed = extended(choice("many", "a b none!", &[]), "since", "valueCode", "1.10.0");
    form(&[
        with(changed, "repeats", true.into()),
        extended(item("hangs", "boolean", &["many = #a"]), "since", "valueCode", "1.10.0"),
        item("same", "boolean", &[]),
    ])
}

/// What comes back of such answers that were saved by a version.
fn resumed_from(version: &str, form: &Form) -> Session {
    let session = visit(form, "begin; choose a; next; choose yes; next; choose no; next");
    let record = with(record(form, &session, "2026-11-22"), "version", version.into());
    Session::resume(form, record::read(form, &record).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn an_answer_to_what_has_changed_since_is_asked_again() {
    let form = later();
    for version in ["1.9.3", "1.2.0", "0.99", "1.10", "", "first", "1.x.0"] {
        let session = resumed_from(version, &form);
        assert_eq!(screen(&form, &session), "changed, again [many], gone 0", "{version}");
        let seen = ["many", "hangs", "same"].map(|question| session.was_seen(at(&form, question)));
        assert_eq!(seen, [false, false, true], "{version}");
    }
}

#[test]
fn an_answer_given_since_then_goes_on() {
    let form = later();
    for version in ["1.10.0", "1.10.1", "1.11.0", "2.0.0"] {
        let session = resumed_from(version, &form);
        assert_eq!(screen(&form, &session), "changed, again [], gone 0", "{version}");
        assert_eq!(session.answers_of(at(&form, "many")), values("#a"), "{version}");
        assert_eq!(session.answers_of(at(&form, "hangs")), values("true"), "{version}");
    }
}

#[test]
fn what_hangs_on_it_is_asked_again_after_it() {
    let form = later();
    let mut session = resumed_from("1.9.3", &form);
    go(&form, &mut session, "continue");
    assert_eq!(screen(&form, &session), "many catching up");
    go(&form, &mut session, "choose a; next");
    assert_eq!(screen(&form, &session), "hangs catching up");
    go(&form, &mut session, "skip");
    assert_eq!(screen(&form, &session), "review");
}
