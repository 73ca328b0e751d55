//! Visits that continue from a record, and session state that is updated step by step.

use super::*;

#[test]
fn visit_resumes_where_it_was_left() {
    let form = check_up();
    let check = |steps: &str, expected: &str| {
        assert_eq!(screen(&form, &resumed(&form, &visit(&form, steps))), expected, "{steps}");
    };
    check("", "age catching up");
    check("begin; choose adult; next", "many catching up");
    // The question about safety is asked again, because nothing about it is stored.
    check("begin; choose adult; next; choose none; next; choose no; next", "safe catching up");
    check(TO_REVIEW, "safe catching up");
    check("begin; choose minor; next", "result");
    // An answer is also stored if the visitor has not left its question yet.
    check("begin; choose adult", "many catching up");
}

#[test]
fn resume_continues_after_the_repeated_question() {
    let form = check_up();
    let mut session = resumed(
        &form,
        &visit(&form, "begin; choose adult; next; choose none; next; choose no; next; skip; skip"),
    );
    go(&form, &mut session, "choose no; next");
    assert_eq!(screen(&form, &session), "sure catching up");
    go(&form, &mut session, "skip; skip");
    assert_eq!(screen(&form, &session), "review");
}

#[test]
fn incremental_session_state_agrees_with_a_full_evaluation() {
    let form = marked_form();
    let is_transient = |idx: &ItemIdx| form.questionnaire.question(*idx).is_some_and(|it| it.transient);
    let transient: Vec<ItemIdx> = form.questionnaire.indices().filter(is_transient).collect();
    let reached = form.logic.reach(transient.clone());
    let mut hidden = 0;
    for seed in devkit::chance::seeds(60) {
        let session = random_events(&form, seed, 10 * seed as usize);
        assert_eq!(session.enabled, form.evaluate(&session.answers), "seed {seed}");
        assert_eq!(session.asked, Asked::new(&form.questionnaire, &session.enabled), "seed {seed}");
        // The definition of persistable: evaluate without the transient answers, and drop every item that depends on them.
        let mut without = session.answers.clone();
        transient.iter().for_each(|idx| without.set(*idx, Vec::new()));
        let decided = form.evaluate(&without);
        let persistable = session.persistable().effective(&form);
        for idx in form.questionnaire.indices() {
            let is_persistable = !reached[idx.0];
            assert_eq!(
                persistable.is_enabled(idx),
                is_persistable && decided[idx.0],
                "seed {seed}: {}",
                name(&form, idx)
            );
            let expected = if persistable.is_enabled(idx) { without.of(idx) } else { &[] };
            assert_eq!(persistable.of(idx), expected, "seed {seed}: {}", name(&form, idx));
            hidden += usize::from(!is_persistable && session.enabled[idx.0]);
        }
        assert_eq!(*session.persistable(), PersistableAnswers::new(&form, &session.answers), "seed {seed}");
        for idx in persistable.answered() {
            assert!(
                !reached[idx.0],
                "seed {seed}: {} must not be in the persistable answers",
                name(&form, idx)
            );
        }
    }
    assert!(hidden > 50, "the visits are too simple: {hidden} items were hidden");
}

#[test]
fn resume_keeps_skipped_questions_and_drops_drafts() {
    let form = check_up();
    let session = resumed(&form, &visit(&form, "begin; skip; skip; choose yes; next; continue; type 7x"));
    for (question, seen) in
        [("age", true), ("many", true), ("safe", false), ("count", false), ("last", false)]
    {
        assert_eq!(session.was_seen(at(&form, question)), seen, "{question}");
    }
    assert_eq!(session.draft_of(at(&form, "count")), None);
    assert!(session.answers_of(at(&form, "safe")).is_empty());
}

#[test]
fn ineffective_answers_are_not_stored() {
    let form = check_up();
    let hidden =
        "begin; choose adult; next; choose a; next; type x; next; back; back; drop a; choose b; next";
    let session = resumed(&form, &visit(&form, hidden));
    assert_eq!(session.answers_of(at(&form, "many")), [value("#b")]);
    assert!(session.answers_of(at(&form, "more")).is_empty());
}

#[test]
fn other_version_splits_answers_into_kept_repeated_and_gone() {
    let old = check_up();
    let session = visit(&old, &format!("{TO_REVIEW}; change count; type 6; next; catch-up; choose no; next"));
    let record = record(&old, &session, "2026-11-22");
    // In the new version `many` has other options, `hurts` is a group, `sure` is only for minors, and `age` is unchanged.
    let new = form(&[
        choice("age", "minor adult", &[]),
        with(choice("many", "x y", &[]), "repeats", true.into()),
        group("hurts", &[], &[item("where", "string", &[])]),
        item("sure", "boolean", &["age = #minor"]),
    ]);
    let check = |version: &str, expected: &str| {
        let record = with(record.clone(), "version", version.into());
        let saved = record::read(&new, &record).unwrap_or_else(|error| panic!("{error}"));
        let session = Session::resume(&new, saved);
        assert_eq!(screen(&new, &session), expected);
        session
    };
    let expected = "changed, again [many], gone 4";
    check("1", expected);
    let mut session = check("0", expected);
    assert_eq!(session.answers_of(at(&new, "age")), [value("#adult")]);
    go(&new, &mut session, "continue");
    assert_eq!(screen(&new, &session), "many catching up");
    go(&new, &mut session, "skip; skip");
    assert_eq!(screen(&new, &session), "review");
}

#[test]
fn another_version_is_announced_even_if_everything_fits() {
    let form = check_up();
    let record = record(&form, &visit(&form, TO_REVIEW), "2026-11-22");
    let saved =
        record::read(&form, &with(record, "version", "0".into())).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(screen(&form, &Session::resume(&form, saved)), "changed, again [], gone 0");
}
