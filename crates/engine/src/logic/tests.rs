//! `enableWhen`: operators, behaviors, chains, nesting, lookup, cycles.

use serde_json::{Value as Json, json};

use super::*;
use crate::form::Form;
use crate::testing::{answers, at, choice, enabled_names, form, group, item, value, values, with};

/// Asserts which items are enabled, from scratch and step by step, for several orders of the answers.
#[track_caller]
fn check(form: &Form, given: &[&str], expected: &str) {
    let all = answers(form, given);
    assert_eq!(enabled_names(form, &form.evaluate(&all)), expected, "{given:?} from scratch");
    let mut order: Vec<&str> = given.to_vec();
    for _ in 0..order.len().max(1) {
        let mut so_far = answers(form, &[]);
        let mut enabled = form.evaluate(&so_far);
        for name in order.iter().map(|text| text.split(' ').next().unwrap_or_default()) {
            so_far.set(at(form, name), all.of(at(form, name)).to_vec());
            form.logic.update(&form.questionnaire, &so_far, &mut enabled, at(form, name));
        }
        assert_eq!(enabled_names(form, &enabled), expected, "{order:?} step by step");
        if !order.is_empty() {
            order.rotate_left(1);
        }
    }
}

/// A question `q` of a type, and a question for each condition on it.
fn asked(question: Json, conditions: &[String]) -> Form {
    let on_it = conditions.iter().enumerate().map(|(n, text)| item(&format!("on-{n}"), "boolean", &[text]));
    form(&std::iter::once(question).chain(on_it).collect::<Vec<_>>())
}

/// The conditions that are true (`x`) and false (`-`) for these answers, as a row.
fn row(form: &Form, given: &str) -> String {
    let enabled = form.evaluate(&answers(form, &[&format!("q {given}")]));
    enabled[1..].iter().map(|state| if *state { 'x' } else { '-' }).collect()
}

const OPERATORS: [&str; 8] = ["exists true", "exists false", "= V", "!= V", "> V", "< V", ">= V", "<= V"];

/// Conditions on `q` with every operator.
fn conditions(value: &str) -> Vec<String> {
    OPERATORS.iter().map(|operator| format!("q {}", operator.replace('V', value))).collect()
}

#[test]
fn every_operator_decides_for_every_ordered_type() {
    let types = [
        ("integer", "6", "7", "8"),
        ("integer", "-8", "-7", "6.5"),
        ("decimal", "6.5", "7.25", "8"),
        ("quantity", "6_kg", "7_kg", "7.5_kg"),
        ("date", "@2024-04-30", "@2024-05-01", "@2024-05-02"),
        ("date", "@2023", "@2024", "@2025-01-01"),
        ("dateTime", "@2024-05-01T09:00:00Z", "@2024-05-01T10:00:00Z", "@2024-05-01T10:00:00-01:00"),
        ("time", "@T08:29:59", "@T08:30:00", "@T08:30:00.5"),
        ("string", "'a'", "'b'", "'c'"),
        ("text", "'B'", "'a'", "'b'"),
    ];
    for (kind, low, same, high) in types {
        let form = asked(item("q", kind, &[]), &conditions(same));
        let check = |given: &[&str], expected| {
            assert_eq!(row(&form, &given.join(" ")), expected, "{kind}: {given:?}")
        };
        check(&[], "-x-x----");
        check(&[low], "x--x-x-x");
        check(&[same], "x-x---xx");
        check(&[high], "x--xx-x-");
        check(&[low, high], "x--xxxxx");
        check(&[same, high], "x-x-x-xx");
    }
}

#[test]
fn unordered_types_support_equality_only() {
    let choice = choice("q", "a b", &[]);
    for (question, same, other) in [
        (item("q", "boolean", &[]), "true", "false"),
        (choice, "#a", "#b"),
        (item("q", "url", &[]), "<a>", "<b>"),
    ] {
        let form = asked(question, &conditions(same)[..4]);
        let check =
            |given: &[&str], expected| assert_eq!(row(&form, &given.join(" ")), expected, "{given:?}");
        check(&[], "-x-x");
        check(&[same], "x-x-");
        check(&[other], "x--x");
        check(&[other, same], "x-x-");
        for order in [Order::Greater, Order::Less, Order::GreaterOrEqual, Order::LessOrEqual] {
            assert!(!passes(&Test::Ordered(order, value(same)), &values(same)), "{order:?} {same}");
        }
    }
}

#[test]
fn values_of_different_types_are_neither_equal_nor_ordered() {
    let check = |literal: &str, given: &str, expected| {
        let tests = [
            Test::Equals(value(literal)),
            Test::Differs(value(literal)),
            Test::Ordered(Order::GreaterOrEqual, value(literal)),
            Test::Ordered(Order::LessOrEqual, value(literal)),
        ];
        let found: String =
            tests.iter().map(|test| if passes(test, &values(given)) { 'x' } else { '-' }).collect();
        assert_eq!(found, expected, "{literal} {given}");
    };
    check("7", "'7'", "-x--");
    check("#7", "'7'", "-x--");
    check("'true'", "true", "-x--");
    check("7", "7_kg", "-x--");
    check("7_g", "7_kg", "-x--");
    check("@2024", "@2024-05", "-x--");
    check("@2024-05-01", "@2024-05-01T10:00:00Z", "-x--");
    check("7", "7.0", "x-xx");
    check("#s|a", "#a", "x---");
    check("#s|a", "#t|a", "-x--");
    check("#s|a", "#t|a #s|a", "x---");
}

#[test]
fn conditions_combine_as_the_behavior_says() {
    let build = |behavior: Option<&str>| {
        let mut last = item("c", "boolean", &["a = true", "b = true"]);
        last["enableBehavior"] = behavior.map_or(Json::Null, Into::into);
        form(&[item("a", "boolean", &[]), item("b", "boolean", &[]), last])
    };
    for (behavior, none, one, both) in [
        (Some("any"), "a b", "a b c", "a b c"),
        (Some("all"), "a b", "a b", "a b c"),
        // FHIR leaves this open; the reported fault explains the default.
        (None, "a b", "a b c", "a b c"),
    ] {
        let form = build(behavior);
        check(&form, &[], none);
        check(&form, &["b true"], one);
        check(&form, &["a true", "b true"], both);
    }
}

#[test]
fn answer_counts_only_while_its_question_is_enabled() {
    let chain = form(&[
        item("a", "boolean", &[]),
        item("b", "boolean", &["a = true"]),
        item("c", "boolean", &["b = true"]),
        item("not-b", "boolean", &["b != true"]),
        item("no-b", "boolean", &["b exists false"]),
    ]);
    check(&chain, &[], "a not-b no-b");
    check(&chain, &["b true"], "a not-b no-b");
    check(&chain, &["a true", "b true"], "a b c");
    check(&chain, &["a false", "b true", "c true"], "a not-b no-b");
}

#[test]
fn condition_may_depend_on_a_later_question() {
    let form = form(&[
        item("a", "boolean", &["b = true"]),
        item("b", "boolean", &["c = true"]),
        item("c", "boolean", &[]),
    ]);
    check(&form, &["b true"], "c");
    check(&form, &["c true"], "b c");
    check(&form, &["b true", "c true"], "a b c");
}

#[test]
fn descendants_of_a_disabled_item_are_disabled() {
    let form = form(&[
        item("a", "boolean", &[]),
        group(
            "g",
            &["a = true"],
            &[item("b", "boolean", &[]), group("h", &[], &[item("c", "boolean", &["b = true"])])],
        ),
        item("d", "boolean", &["c exists true"]),
        with(item("e", "boolean", &[]), "item", json!([item("f", "boolean", &["a = true"])])),
    ]);
    check(&form, &["b true", "c true"], "a e");
    check(&form, &["a true"], "a g b h e f");
    check(&form, &["a true", "b true", "c false"], "a g b h c d e f");
}

#[test]
fn condition_on_a_group_finds_no_answer() {
    let form = form(&[
        group("g", &[], &[item("a", "boolean", &[])]),
        item("b", "boolean", &["g exists false"]),
        item("c", "boolean", &["g = true"]),
    ]);
    check(&form, &["a true"], "g a b");
}

/// A group with `q`, repeated `times` times. Items inside, before and after the group depend on `q`.
fn repeated(times: usize) -> Form {
    let inside = [item("q", "integer", &[]), item("in", "boolean", &["q = 1"])];
    let form = form(&[
        item("before", "boolean", &["q = 1"]),
        with(group("g", &[], &inside), "repeats", true.into()),
        item("after", "boolean", &["q = 1"]),
    ]);
    form.with_repeats(&[(at(&form, "g"), times)])
}

#[test]
fn condition_in_a_repeated_group_uses_the_nearest_question() {
    // Inside a copy its own question; before the group the first; after it the last.
    check(&repeated(2), &["q 1"], "before g q in g/2 q/2");
    check(&repeated(2), &["q/2 1"], "g q g/2 q/2 in/2 after");
    check(&repeated(3), &["q/2 1"], "g q g/2 q/2 in/2 g/3 q/3");
    check(&repeated(3), &["q 1", "q/3 1"], "before g q in g/2 q/2 g/3 q/3 in/3 after");
}

#[test]
fn nearest_question_is_around_then_before_then_after() {
    // Only repeats give three questions of one name: `q` around `x`, and copies on both sides.
    let inner = with(item("q", "integer", &[]), "item", json!([item("x", "boolean", &["q = 1"])]));
    let form = form(&[with(group("g", &[], &[inner]), "repeats", true.into())]);
    let form = form.with_repeats(&[(at(&form, "g"), 3)]);
    check(&form, &["q/2 1"], "g q g/2 q/2 x/2 g/3 q/3");
    let mut enabled = vec![true; form.questionnaire.indices().len()];
    for expected in ["q/2", "q", "q/3"] {
        let found = form.logic.source(&form.questionnaire, &enabled, at(&form, "x/2"), 0);
        assert_eq!(found, Some(at(&form, expected)), "around, before, after");
        enabled[at(&form, expected).0] = false;
    }
    assert_eq!(form.logic.source(&form.questionnaire, &enabled, at(&form, "x/2"), 0), None);
}

#[test]
fn disabled_question_is_skipped_for_the_next_nearest() {
    let inside = [item("on", "boolean", &[]), item("q", "integer", &["on = true"])];
    let form =
        form(&[with(group("g", &[], &inside), "repeats", true.into()), item("after", "boolean", &["q = 1"])]);
    let form = form.with_repeats(&[(at(&form, "g"), 2)]);
    let given = ["q 1", "q/2 2", "on true"];
    check(&form, &given, "g on q g/2 on/2 after");
    check(&form, &[&given[..], &["on/2 true"]].concat(), "g on q g/2 on/2 q/2");
}

#[test]
fn items_in_an_unresolved_cycle_are_disabled() {
    let form = form(&[
        item("a", "boolean", &["b = true"]),
        item("b", "boolean", &["a = true"]),
        item("c", "boolean", &["a = true"]),
        item("d", "boolean", &[]),
    ]);
    check(&form, &["a true", "b true", "c true"], "d");
}

#[test]
fn cycle_enabled_from_outside_can_be_disabled_again() {
    let form = form(&[
        item("key", "boolean", &[]),
        item("a", "boolean", &["key = true", "b = true"]),
        item("b", "boolean", &["a = true"]),
    ]);
    check(&form, &["key true", "a true", "b true"], "key a b");
    let mut all = answers(&form, &["key true", "a true", "b true"]);
    let mut enabled = form.evaluate(&all);
    all.set(at(&form, "key"), values("false"));
    form.logic.update(&form.questionnaire, &all, &mut enabled, at(&form, "key"));
    assert_eq!(enabled_names(&form, &enabled), "key", "a and b must not keep each other enabled");
}

#[test]
fn question_that_depends_on_itself_settles_in_one_state() {
    let form = form(&[item("a", "boolean", &["a = true"]), item("b", "boolean", &["b exists false"])]);
    check(&form, &[], "b");
    check(&form, &["a true"], "b");
    // Enabled while unanswered, disabled while answered: no state is correct, but the result is always the same.
    check(&form, &["b true"], "");
}

#[test]
fn contradictions_settle_the_same_way_from_any_state() {
    let form = form(&[
        item("a", "boolean", &["b != true"]),
        item("b", "boolean", &["a = true"]),
        item("c", "boolean", &["b = true"]),
    ]);
    check(&form, &["a true", "b true", "c true"], "");
    check(&form, &["a true"], "a b");
    check(&form, &["b true"], "a");
}

#[test]
fn items_behind_a_cycle_are_decided_at_any_distance() {
    let mut items = vec![item("z", "boolean", &["z exists false"])];
    let link = |n: usize| format!("b{n}");
    // Each depends on the one after it, so one pass in document order decides only one of them.
    items.extend((0..40).map(|n| item(&link(n), "boolean", &[&format!("{} != true", link(n + 1))])));
    items.push(item("b40", "boolean", &["z exists false"]));
    let form = form(&items);
    let all: Vec<String> = (0..=40).map(|n| format!("b{n} true")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let enabled = form.evaluate(&answers(&form, &all));
    for n in 0..40 {
        let (this, next) = (enabled[at(&form, &link(n)).0], enabled[at(&form, &link(n + 1)).0]);
        assert_eq!(this, !next, "b{n} must be decided by the final state of b{}", n + 1);
    }
}

#[test]
fn cycle_lists_its_members_in_dependency_order() {
    let cycle = |items: &[Json]| {
        let form = form(items);
        let name = |idx: ItemIdx| form.questionnaire.item(idx).link_id.to_string();
        form.logic.cycle().map(|cycle| cycle.into_iter().map(name).collect::<Vec<_>>().join(" "))
    };
    let straight = [item("a", "boolean", &[]), item("b", "boolean", &["a = true"])];
    assert_eq!(cycle(&straight), None);
    assert_eq!(cycle(&[item("a", "boolean", &["a = true"])]).as_deref(), Some("a"));
    let three = [
        item("a", "boolean", &["b = true"]),
        item("b", "boolean", &["c = true"]),
        item("c", "boolean", &["a = true"]),
        item("d", "boolean", &["a = true"]),
    ];
    assert_eq!(cycle(&three).as_deref(), Some("a b c"));
    let inside_out = [group("g", &["a = true"], &[item("a", "boolean", &[])])];
    assert_eq!(cycle(&inside_out).as_deref(), Some("g a"));
}
