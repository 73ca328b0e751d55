//! The work of the engine against the clock. `cargo xtask bench --part engine` runs it and reads what it leaves.

use std::time::{Duration, Instant};

use bench_workload::work::{self, Place, Work};
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
                let mut place = Place::new(form, &work::file(Some(form)), matches!(work, Work::Open(_)));
                group.bench_function(name, |bench| {
                    // A session is too large to be copied for each answer, so each is taken back, off the clock.
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
