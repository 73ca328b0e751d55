//! How a product scales with longer forms: when the first question accepts an answer, and how long an answer takes, in
//! forms of 10 to 10,000 questions.

use std::collections::HashMap;
use std::time::Duration;

use super::{Bench, alone, answer_and_check, count_questions, first, number, take};
use crate::browser::{Browser, Frames};
use crate::error::Error;
use crate::forms::{Form, Pattern};
use crate::products::Product;
use crate::report::Part;
use crate::stats::quantile;

pub use bench_workload::work::SIZES;

/// The time limit of a step; all ten answers are one step. A table cell shows `TOO_LONG` after the limit.
const LIMIT: Duration = Duration::from_secs(60);
const TOO_LONG: &str = "> 60 s";
const MAX_RUNS: usize = 3;
/// The number of answered questions, from the first on.
const ANSWERS: usize = 10;

/// The name of a figure in the report, such as `answerable/flat/10`.
pub fn measure_of(what: &str, form: Form) -> String {
    format!("{what}/{}/{}", form.pattern.name(), form.questions)
}

pub async fn measure(bench: &Bench, part: &mut Part) -> Result<(), Error> {
    part.runs = bench.runs.min(MAX_RUNS);
    // A step that took too long is not repeated, neither with the same form nor with longer ones.
    let mut left_out: HashMap<(&str, Pattern), Step> = HashMap::new();
    for questions in SIZES {
        println!("  {questions} questions");
        for run in 0..part.runs {
            let mut browser = None;
            for pattern in Pattern::ALL {
                let form = Form::new(pattern, questions);
                for product in bench.in_turn(run).filter(|it| it.shows_given_form()) {
                    let end = left_out.get(&(product.name, pattern)).copied();
                    if end == Some(Step::Load) {
                        mark_too_slow(part, product, form, Step::Load);
                        continue;
                    }
                    let mut open = match browser.take() {
                        Some(open) => open,
                        None => bench.open_warm(Frames::AtOnce, LIMIT).await?,
                    };
                    match visit(bench, &mut open, product, form, end, part, run).await {
                        // The step may still run; dropping the browser ends it.
                        Ok(Some(step)) => {
                            println!(
                                "  run {:>2}  {:<11} {} of {}: {TOO_LONG}",
                                run + 1,
                                product.name,
                                step.measures().join(", "),
                                form.name()
                            );
                            left_out.insert((product.name, pattern), step);
                        }
                        Err(error) => take(part, product, run, Err(error)),
                        // No browser lives longer than ten minutes, which long forms could take together.
                        Ok(None) => browser = (questions < 1_000).then_some(open),
                    }
                }
            }
        }
    }
    Ok(())
}

/// The steps of a visit, in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Load,
    Answers,
}

impl Step {
    /// This step and the steps that depend on it.
    fn onwards(self) -> &'static [Step] {
        match self {
            Step::Load => &[Step::Load, Step::Answers],
            Step::Answers => &[Step::Answers],
        }
    }

    fn measures(self) -> &'static [&'static str] {
        match self {
            Step::Load => &["answerable"],
            Step::Answers => &["answer", "slowest"],
        }
    }

    /// A value for each measure, in milliseconds.
    async fn take(
        self,
        browser: &Browser,
        url: &str,
        product: &'static Product,
        form: Form,
    ) -> Result<Vec<f64>, Error> {
        match self {
            Step::Load => {
                browser.visit(url).await?;
                let result = browser.evaluate("return await bench.loading").await?;
                Ok(vec![number(&result, "answerable")])
            }
            Step::Answers => {
                if form.pattern == Pattern::Flat {
                    count_questions(browser, product, form).await?;
                }
                // The last question has no next one, so one answer fewer in the shortest form.
                let count = ANSWERS.min(form.questions - 1);
                let times = answer_and_check(browser, product, form, count).await?;
                Ok([0.5, 1.0].map(|share| quantile(&times, share).unwrap_or(f64::NAN)).into())
            }
        }
    }
}

/// Marks a step, and those that depend on it, as too long in the table.
fn mark_too_slow(part: &mut Part, product: &Product, form: Form, step: Step) {
    for what in step.onwards().iter().flat_map(|step| step.measures()) {
        part.mark_too_slow(product.name, &measure_of(what, form), TOO_LONG);
    }
}

/// Runs the steps before `end`, or all steps if it is `None`. Returns the step that took too long, if any.
async fn visit(
    bench: &Bench,
    browser: &mut Browser,
    product: &'static Product,
    form: Form,
    end: Option<Step>,
    part: &mut Part,
    run: usize,
) -> Result<Option<Step>, Error> {
    let path = alone(product, form);
    bench.server.prepare(&path)?;
    bench.server.prepare(&format!("/forms/{}.json", form.name()))?;
    browser.run_first(&first(product, Frames::AtOnce, true)).await?;
    let url = bench.server.url(&bench.host(), &path);
    for step in Step::Load.onwards() {
        if end == Some(*step) {
            mark_too_slow(part, product, form, *step);
            break;
        }
        match step.take(browser, &url, product, form).await {
            Ok(values) => {
                let names: Vec<String> = step.measures().iter().map(|it| measure_of(it, form)).collect();
                let figures = names.iter().map(String::as_str).zip(values).collect();
                take(part, product, run, Ok(figures));
            }
            Err(Error::TooLong) => {
                mark_too_slow(part, product, form, *step);
                return Ok(Some(*step));
            }
            Err(error) => return Err(error),
        }
    }
    browser.leave().await?;
    Ok(None)
}
