//! The content of the ZIP file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;

use flate2::read::GzDecoder;
use zip::ZipArchive;

use devkit::project::handout;
use devkit::root;

/// The files in the ZIP file, by the path below its top folder.
fn unpacked() -> BTreeMap<String, Vec<u8>> {
    let path = handout(".zip");
    let folder = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
    let mut zip = ZipArchive::new(File::open(&path).expect("it can be read")).expect("it is a ZIP file");
    let mut files = BTreeMap::new();
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).expect("it is there");
        let name = file.name().expect("a name is text").into_owned();
        let (above, name) = name.split_once('/').expect("everything is in a folder");
        assert_eq!(above, folder, "one folder on top");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("the file is complete");
        files.insert(name.to_owned(), content);
    }
    files
}

#[test]
fn the_upload_folder_is_the_release_without_the_demo_page() {
    let files = unpacked();
    let mut released: Vec<String> = fs::read_dir(root().join("dist"))
        .expect("there is a release")
        .map(|it| it.expect("dist/ can be listed").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "index.html" && name != "demo")
        .collect();
    released.sort();
    let is_packed = |name: &&str| name.ends_with(".br") || name.ends_with(".gz");
    let uploaded = files.keys().filter_map(|name| name.strip_prefix("candidate-check/"));
    assert_eq!(uploaded.filter(|it| !is_packed(it)).collect::<Vec<_>>(), released);
    for name in &released {
        let content = fs::read(root().join("dist").join(name)).expect("it is in dist/");
        assert!(files[&format!("candidate-check/{name}")] == content, "{name} differs from dist/");
    }
    for name in ["START-HERE.html", "LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"] {
        assert!(files.contains_key(name), "{name}");
    }
}

#[test]
fn precompressed_files_are_equal_and_smaller() {
    let files = unpacked();
    let mut compared = 0;
    for (name, packed) in &files {
        let mut content = Vec::new();
        let of = if let Some(name) = name.strip_suffix(".gz") {
            GzDecoder::new(packed.as_slice()).read_to_end(&mut content).expect("it is gzip");
            name
        } else if let Some(name) = name.strip_suffix(".br") {
            brotli::BrotliDecompress(&mut packed.as_slice(), &mut content).expect("it is brotli");
            name
        } else {
            continue;
        };
        assert!(content == files[of], "{name} and {of} differ");
        assert!(packed.len() < content.len(), "{name} is no smaller");
        compared += 1;
    }
    assert!(compared >= 16, "only {compared} files are compressed");
    let endings = ["candidate-check.js.br", "candidate-check.js.gz"];
    assert!(endings.iter().all(|it| files.contains_key(&format!("candidate-check/{it}"))));
}
