//! A folder for the files of programs that are started.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io, process, thread};

/// A folder that is removed on drop.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes a folder that no other run or test uses.
    ///
    /// # Errors
    ///
    /// The folder around it can't be written.
    pub fn make(around: &Path, name: &str) -> io::Result<Scratch> {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let name = format!("{name}-{}-{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let folder = around.join(name);
        fs::create_dir_all(&folder)?;
        Ok(Scratch(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A program that is killed may still write for a moment.
        let start = Instant::now();
        while fs::remove_dir_all(&self.0).is_err() && start.elapsed() < Duration::from_secs(5) {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn folders_are_unique_and_removed_on_drop() {
    let make = || Scratch::make(&std::env::temp_dir(), "devkit").expect("a folder can be made");
    let (one, other) = (make(), make());
    assert_ne!(one.path(), other.path());
    let path = one.path().to_owned();
    fs::write(path.join("file"), "text").expect("the folder can be written");
    drop(one);
    assert!(!path.exists() && other.path().is_dir());
}
