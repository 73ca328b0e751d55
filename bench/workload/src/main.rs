//! Does one piece of work, so that a counter of instructions can watch it. It counts nothing itself: `cargo xtask count`
//! counts the instructions of the function [`watched`].
//!
//! `counted list DIR` lists the work and puts the files that it reads into a folder; `counted NAME DIR` does one piece.

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use bench_workload::work::{self, PreparedForm, Work};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.as_slice() {
        [name, dir] if name == "list" => list(Path::new(dir)),
        [name, dir] => watch(Work::named(name).ok_or("unknown name of work")?, Path::new(dir)),
        _ => Err("usage: counted list DIR, or counted NAME DIR; cargo xtask count runs it".into()),
    }
}

fn list(dir: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(dir)?;
    for work in Work::all() {
        println!("{}", work.name());
        // Written here, because this takes much longer than the work, and fifty times as long under the counter.
        fs::write(path(dir, work), work::file(work.form()))?;
    }
    Ok(())
}

fn watch(work: Work, dir: &Path) -> Result<(), Box<dyn Error>> {
    let file = || fs::read_to_string(path(dir, work));
    match work {
        Work::Compile(form) => {
            let fhir = work::fhir(form);
            watched(&mut || work::compile(&fhir).len());
        }
        Work::Start(form) => {
            let file = file()?;
            // Kept until the watched function has returned, because dropping it is not part of the work.
            let mut started = None;
            watched(&mut || {
                started = Some(work::start(form, &file));
                0
            });
            black_box(started);
        }
        Work::Visit => {
            let (ready, _) = work::start(None, &file()?);
            watched(&mut || work::visit(&ready));
        }
        Work::Answer(form) | Work::Open(form) => {
            let mut place = PreparedForm::new(form, &file()?, matches!(work, Work::Open(_)));
            watched(&mut || place.answer());
        }
    }
    Ok(())
}

/// Only the instructions inside are counted. Never inlined, so that valgrind finds the function by its name.
#[inline(never)]
fn watched(work: &mut dyn FnMut() -> usize) {
    black_box(work());
}

fn path(dir: &Path, work: Work) -> PathBuf {
    dir.join(format!("{}.packed", work.form_name()))
}
