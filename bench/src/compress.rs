//! Files as a server sends them, compressed once with brotli at the highest quality and stored below `target/bench`.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use hyper::body::Bytes;

use crate::error::Error;
use devkit::packing;

/// The folder of the compressed files.
pub struct Compressed {
    dir: PathBuf,
}

impl Compressed {
    pub fn stored_in(dir: PathBuf) -> Result<Compressed, Error> {
        fs::create_dir_all(&dir).map_err(Error::file("create", &dir))?;
        Ok(Compressed { dir })
    }

    /// The content after brotli at quality 11, and its name in the folder, which is derived from the content.
    pub fn get(&self, content: &[u8]) -> Result<(Bytes, String), Error> {
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        let name = format!("{:016x}-{}", hasher.finish(), content.len());
        let path = self.dir.join(&name);
        let body: Bytes = match fs::read(&path) {
            Ok(body) => body.into(),
            Err(_) => {
                let body = packing::brotli(content);
                fs::write(&path, &body).map_err(Error::file("write", &path))?;
                body.into()
            }
        };
        Ok((body, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_compressed_content_from_its_file() {
        let dir = std::env::temp_dir().join(format!("candidate-check-bench-{}", std::process::id()));
        let content = b"the same, the same, the same, the same, the same, the same".repeat(20);
        let (body, name) =
            Compressed::stored_in(dir.clone()).expect("a folder").get(&content).expect("a body");
        assert!(body.len() < 60, "{} bytes", body.len());
        fs::write(dir.join(&name), b"kept").expect("the file is there");
        let (again, _) = Compressed::stored_in(dir.clone()).expect("a folder").get(&content).expect("a body");
        assert_eq!(again, Bytes::from_static(b"kept"));
        fs::remove_dir_all(dir).expect("the folder can go");
    }
}
