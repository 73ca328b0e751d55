//! Whole visits by different people: the page shows the same result as the command line for the same answers.

use std::collections::BTreeSet;

use crate::harness::{Page, Person, Site, Verdict};

/// All findings about fit are in one group, at any level.
fn group(level: &str) -> &str {
    match level {
        "urgent" | "label" | "not-now" | "review" | "plan" => level,
        _ => "fit",
    }
}

async fn agrees_with_the_command_line(person: Person) -> Page {
    let page = Page::open(Site::with(r#"booking="https://clinic.example/book""#)).await;
    let asked = page.walk_by_hand("result", &person).await;
    let verdict = Verdict::on(&person);
    assert_eq!(asked, verdict.enabled, "the questions of the visit");
    assert_eq!(page.axes().await, (verdict.safety.clone(), verdict.fit.clone()), "safety and fit");

    let shown = page.findings().await;
    let ids = |findings: &[(String, String)]| findings.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let set = |ids: &[String]| ids.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(set(&ids(&shown)), set(&verdict.shown), "the findings");
    assert_eq!(shown.len(), verdict.shown.len(), "each finding is shown once: {shown:?}");
    for name in ["urgent", "label", "not-now", "review", "fit", "plan"] {
        let of_group = shown.iter().filter(|(_, level)| group(level) == name).cloned().collect::<Vec<_>>();
        let ordered: Vec<String> = verdict
            .shown
            .iter()
            .filter(|id| of_group.iter().any(|(shown, _)| shown == *id))
            .cloned()
            .collect();
        assert_eq!(ids(&of_group), ordered, "the order of the findings that are {name}");
    }
    let order: Vec<usize> = shown
        .iter()
        .filter_map(|(_, level)| {
            ["urgent", "label", "not-now", "review", "fit", "plan"].iter().position(|it| *it == group(level))
        })
        .collect();
    assert!(order.is_sorted(), "serious findings come first: {shown:?}");
    page
}

#[tokio::test]
async fn depression_after_two_medicines_and_nothing_else() {
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression"),
        ("antidepressants-tried", "two-or-more"),
    ]);
    let page = agrees_with_the_command_line(person).await;
    assert_eq!(page.axes().await.1, "better-studied");
    page.assert(
        "a booking link",
        "return !!root.querySelector('a[href=\"https://clinic.example/book\"]')",
        &[],
    )
    .await;
}

#[tokio::test]
async fn crps_pain_with_a_reading_above_the_guide() {
    let person = Person::with_only(&[
        ("age", "65-plus"),
        ("reasons", "chronic-pain"),
        ("pain-types", "crps migraine"),
        ("pain-treatments-tried", "two-or-more"),
        ("blood-pressure", "treated-controlled"),
        ("bp-known", "yes"),
        ("bp-systolic", "150"),
        ("bp-diastolic", "88"),
    ]);
    agrees_with_the_command_line(person).await;
}

#[tokio::test]
async fn ptsd_without_a_first_treatment() {
    let person = Person::with_only(&[
        ("age", "18-24"),
        ("reasons", "ptsd"),
        ("ptsd-treatment-tried", "no"),
        ("therapy-tried", "no"),
    ]);
    let page = agrees_with_the_command_line(person).await;
    assert_eq!(page.axes().await.1, "other-first");
}

#[tokio::test]
async fn very_high_blood_pressure_with_symptoms() {
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "anxiety ocd"),
        ("anxiety-treatment-tried", "yes"),
        ("ocd-treatment-tried", "not-sure"),
        ("blood-pressure", "high-uncontrolled"),
        ("bp-known", "yes"),
        ("bp-systolic", "190"),
        ("bp-diastolic", "125"),
        ("bp-symptoms", "yes"),
    ]);
    let page = agrees_with_the_command_line(person).await;
    assert_eq!(page.axes().await.0, "urgent");
}

#[tokio::test]
async fn in_a_crisis_with_bipolar_depression() {
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "depression bipolar-depression"),
        ("safety", "now"),
        ("antidepressants-tried", "one"),
        ("attempt", "past-3-months"),
        ("bipolar-treatment-tried", "not-sure"),
        ("mania", "past-no-stabilizer"),
    ]);
    let page = agrees_with_the_command_line(person).await;
    assert_eq!(page.axes().await.0, "urgent");
}

#[tokio::test]
async fn under_18() {
    let page = agrees_with_the_command_line(Person::with_answers(&[("age", "under-18")])).await;
    assert_eq!(page.axes().await.0, "not-now");
}

#[tokio::test]
async fn everything_skipped() {
    agrees_with_the_command_line(Person::with_answers(&[])).await;
}

#[tokio::test]
async fn many_medicines_and_conditions() {
    let person = Person::with_only(&[
        ("age", "prefer-not-to-say"),
        ("reasons", "other"),
        ("heart", "stroke tia valve-disease"),
        ("heart-event-when", "within-6-weeks"),
        ("heart-control", "not-sure"),
        ("conditions", "glaucoma overactive-thyroid liver-disease kidney-disease"),
        ("glaucoma-control", "controlled"),
        ("thyroid-treated", "no"),
        ("liver-severity", "severe"),
        ("medicines", "benzodiazepines opioids maois lamotrigine theophylline cyp-inhibitors nmda-blockers"),
        ("substances", "cannabis other-now"),
        ("payment", "want-to-discuss"),
        ("goals", "Sleep through the night"),
    ]);
    agrees_with_the_command_line(person).await;
}

#[tokio::test]
async fn first_card_counts_the_points_of_each_level() {
    let page = Page::open(Site::new()).await;
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "other"),
        ("conditions", "liver-disease"),
        ("liver-severity", "severe"),
        ("pregnancy", "pregnant"),
        ("psychosis", "now"),
        ("mania", "now"),
        ("alcohol", "disorder-now"),
    ]);
    page.walk_to("result", &person).await;
    let lines = "return [...root.querySelectorAll('.cc-first__counts > li')].map(it => it.innerText)";
    let lines: Vec<String> = serde_json::from_value(page.eval(lines, &[]).await).expect("lines");
    let findings = page.findings().await;
    let of = |level: &str| findings.iter().filter(|(_, it)| it == level).count();
    assert_eq!(of("not-now"), 5, "{findings:?}");
    let expected =
        [("Usually not right now", of("not-now")), ("Look at this with a clinician", of("review"))];
    assert_eq!(lines, expected.map(|(name, count)| format!("{name}: {count}")));
}

#[tokio::test]
async fn serious_findings_are_open_and_all_others_open_on_demand() {
    let page = Page::open(Site::new()).await;
    let person = Person::with_only(&[
        ("age", "25-64"),
        ("reasons", "other"),
        ("pregnancy", "pregnant"),
        ("medicines", "benzodiazepines"),
    ]);
    page.walk_to("result", &person).await;
    let open = "return [...root.querySelectorAll('[data-finding]')].every(it => it.open === (it.dataset.level === 'not-now'))";
    page.assert("only the serious finding is open", open, &[]).await;
    let closed = "[data-finding][data-level=review]";
    let text = page.reads(closed).await;
    assert!(text.lines().count() <= 4, "a name and one thing to do: {text}");
    page.click(&format!("{closed} > summary")).await;
    page.until("the row open", "return root.querySelector(arguments[0]).open", &[closed]).await;
    assert!(page.reads(closed).await.contains("You told us:"));
}
