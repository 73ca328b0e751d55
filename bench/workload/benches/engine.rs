//! Times the work of the engine. `cargo xtask bench --part engine` runs it and reads the files that it writes.

use std::time::{Duration, Instant};

use bench_workload::work::{self, PreparedForm, Work};
use criterion::{Criterion, criterion_group, criterion_main};

fn engine(criterion: &mut Criterion) {
    for work in Work::all() {
        let mut group = criterion.benchmark_group(work.kind());
        let name = work.form_name();
        match work {
            Work::Compile(form) => {
                let fhir = work::fhir(form);
                group.bench_function(name, |bench| bench.iter(|| work::compile(&fhir)));
            }
            Work::Start(form) => {
                let file = work::file(form);
                group.bench_function(name, |bench| bench.iter_with_large_drop(|| work::start(form, &file)));
            }
            Work::Visit => {
                let (ready, _) = work::start(None, &work::file(None));
                group.bench_function(name, |bench| bench.iter(|| work::visit(&ready)));
            }
            Work::Answer(form) | Work::Open(form) => {
                let mut place =
                    PreparedForm::new(form, &work::file(Some(form)), matches!(work, Work::Open(_)));
                group.bench_function(name, |bench| {
                    // A session is too large to copy it for each answer, so each answer is undone, without timing it.
                    bench.iter_custom(|times| {
                        (0..times).fold(Duration::ZERO, |sum, _| {
                            let start = Instant::now();
                            place.answer();
                            let taken = start.elapsed();
                            place.take_back();
                            sum + taken
                        })
                    });
                });
            }
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .without_plots();
    targets = engine
}
criterion_main!(benches);
