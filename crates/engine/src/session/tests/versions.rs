//! Saved answers of another version: kept ones, questions that are asked again, and lost ones.

use super::*;

/// A question that has changed, one that depends on it, and an unchanged one.
fn later() -> Form {
    let changed = extended(choice("many", "a b none!", &[]), "since", "valueCode", "1.10.0");
    form(&[
        with(changed, "repeats", true.into()),
        extended(item("hangs", "boolean", &["many = #a"]), "since", "valueCode", "1.10.0"),
        item("same", "boolean", &[]),
    ])
}

/// The session that is resumed from answers saved by a version.
fn resumed_from(version: &str, form: &Form) -> Session {
    let session = visit(form, "begin; choose a; next; choose yes; next; choose no; next");
    let record = with(record(form, &session, "2026-11-22"), "version", version.into());
    Session::resume(form, record::read(form, &record).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn question_changed_since_the_saved_version_is_asked_again() {
    let form = later();
    for version in ["1.9.3", "1.2.0", "0.99", "1.10", "", "first", "1.x.0"] {
        let session = resumed_from(version, &form);
        assert_eq!(screen(&form, &session), "changed, again [many], gone 0", "{version}");
        let seen = ["many", "hangs", "same"].map(|question| session.was_seen(at(&form, question)));
        assert_eq!(seen, [false, false, true], "{version}");
    }
}

#[test]
fn keeps_answers_saved_after_the_question_changed() {
    let form = later();
    for version in ["1.10.0", "1.10.1", "1.11.0", "2.0.0"] {
        let session = resumed_from(version, &form);
        assert_eq!(screen(&form, &session), "changed, again [], gone 0", "{version}");
        assert_eq!(session.answers_of(at(&form, "many")), values("#a"), "{version}");
        assert_eq!(session.answers_of(at(&form, "hangs")), values("true"), "{version}");
    }
}

#[test]
fn dependent_question_is_asked_again_after_its_source() {
    let form = later();
    let mut session = resumed_from("1.9.3", &form);
    go(&form, &mut session, "continue");
    assert_eq!(screen(&form, &session), "many catching up");
    go(&form, &mut session, "choose a; next");
    assert_eq!(screen(&form, &session), "hangs catching up");
    go(&form, &mut session, "skip");
    assert_eq!(screen(&form, &session), "review");
}
