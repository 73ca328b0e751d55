//! Hashes and compressed sizes of release files. It reads and writes no files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use devkit::packing;

/// The first 8 hex digits of the SHA-256: the part of a file name that changes whenever the content does.
pub fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// The value of an `integrity` attribute, as <https://www.w3.org/TR/SRI/> defines it.
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// The same with a shorter hash, for references between files of a release, which visitors download.
pub fn short_integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The size after brotli.
pub fn brotli_size(content: &[u8]) -> u64 {
    packing::brotli(content).len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_match_the_published_ones_of_abc() {
        assert_eq!(short_hash(b"abc"), "ba7816bf");
        assert_eq!(
            integrity(b"abc"),
            "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        );
    }

    #[test]
    fn repetition_compresses_well_and_empty_input_stays_small() {
        assert!(brotli_size(&[b'a'; 10_000]) < 50);
        assert!(brotli_size(b"") <= 1);
    }
}
