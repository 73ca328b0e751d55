//! Does one piece of work, so that a counter of instructions can watch it. It counts nothing itself: `cargo xtask count`
//! does, by the name of [`watched`].
//!
//! `counted list DIR` lists the work and puts the files that it reads into a folder; `counted NAME DIR` does it.

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use bench_workload::work::{self, Place, Work};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.as_slice() {
        [name, dir] if name == "list" => list(Path::new(dir)),
        [name, dir] => watch(Work::named(name).ok_or("there is no work of that name")?, Path::new(dir)),
        _ => Err("say which work, and in which folder its files are; cargo xtask count does".into()),
    }
}

fn list(dir: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(dir)?;
    for work in Work::all() {
        println!("{}", work.name());
        // Made here, because it takes much longer than the work, and fifty times as long where instructions are counted.
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
            // Kept until it has been watched: what is dropped is no part of it.
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
            let mut place = Place::new(form, &file()?, matches!(work, Work::Open(_)));
            watched(&mut || place.answer());
        }
    }
    Ok(())
}

/// Everything inside is counted, and nothing else. Never made part of its caller, so that it has a name.
#[inline(never)]
fn watched(work: &mut dyn FnMut() -> usize) {
    black_box(work());
}

fn path(dir: &Path, work: Work) -> PathBuf {
    dir.join(format!("{}.image", work.form_name()))
}
