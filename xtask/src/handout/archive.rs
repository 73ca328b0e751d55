//! The ZIP file for people without npm: a folder to upload, every file in it also compressed ahead of time for servers
//! that can send it like that, and a page of instructions. Equal files give an equal ZIP file.

use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{LICENSES, PACKAGE, Source, copy};
use crate::error::Error;
use crate::package::files;
use devkit::packing;

/// Makes the folder and the ZIP file of the same name; returns the path of the ZIP file.
pub fn write(source: &Source) -> Result<PathBuf, Error> {
    let name = format!("{PACKAGE}-{}", source.version);
    let folder = source.target.join(&name);
    let upload = folder.join(PACKAGE);
    copy(&source.repo.dist(), &upload, &source.release)?;
    for name in &source.release {
        let content = files::read(&upload.join(name))?;
        for (ending, packed) in [("br", packing::brotli(&content)), ("gz", gzip(&content))] {
            let path = upload.join(format!("{name}.{ending}"));
            // A file that compression makes no smaller is sent as it is.
            if packed.len() < content.len() {
                std::fs::write(&path, packed).map_err(Error::file("write", path))?;
            }
        }
    }
    copy(&source.repo.root, &folder, &LICENSES)?;
    copy(&source.repo.root, &folder, &["CHANGELOG.md"])?;
    copy(&source.repo.root.join("examples"), &folder, &["START-HERE.html"])?;

    let path = source.target.join(format!("{name}.zip"));
    let file = std::fs::File::create(&path).map_err(Error::file("write", &path))?;
    pack(&source.target, &name, file).map_err(Error::file("write", &path))?;
    Ok(path)
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail. The header contains no time, so equal files give equal bytes.
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default()
}

/// Packs the folder `folder` in `above`, sorted by name, with one modification time for all files.
fn pack(above: &Path, folder: &str, to: impl Write + Seek) -> std::io::Result<()> {
    let options =
        SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let mut zip = ZipWriter::new(to);
    let names = files::all_in(&above.join(folder)).map_err(std::io::Error::other)?;
    for name in names {
        let name = format!("{folder}/{name}");
        let is_packed = [".br", ".gz"].iter().any(|ending| name.ends_with(ending));
        let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(&name, options.compression_method(method))?;
        zip.write_all(&std::fs::read(above.join(&name))?)?;
    }
    zip.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use devkit::Scratch;

    use super::*;

    fn packed(above: &Path) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        pack(above, "folder", &mut bytes).expect("the folder can be packed");
        bytes.into_inner()
    }

    #[test]
    fn archives_are_sorted_and_independent_of_file_times() {
        let scratch =
            Scratch::make(&std::env::temp_dir(), "archive").expect("the temporary folder is writable");
        let above = scratch.path();
        std::fs::create_dir_all(above.join("folder/below")).expect("the temporary folder is writable");
        for name in ["b.txt", "below/c.txt", "a.gz"] {
            files::write(&above.join("folder").join(name), name).expect("the temporary folder is writable");
        }
        let first = packed(above);
        let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        let file =
            std::fs::File::options().write(true).open(above.join("folder/b.txt")).expect("it is there");
        file.set_modified(old).expect("the time can be set");
        assert!(packed(above) == first, "the time of a file changes the archive");

        let mut archive = zip::ZipArchive::new(Cursor::new(first)).expect("it is an archive");
        let names: Vec<String> = archive.file_names().map(|it| it.expect("a name is text").into()).collect();
        assert_eq!(names, ["folder/a.gz", "folder/b.txt", "folder/below/c.txt"]);
        let mut text = String::new();
        archive.by_name("folder/b.txt").expect("it is there").read_to_string(&mut text).expect("it is text");
        assert_eq!(text, "b.txt");
    }
}
