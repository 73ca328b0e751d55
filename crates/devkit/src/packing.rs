//! Brotli as a server that compresses ahead of time uses it. Size limits, release files and measurements share it.

use brotli::enc::BrotliEncoderParams;

/// Brotli at its best quality, as a server that compresses ahead of time sends it.
pub fn brotli(content: &[u8]) -> Vec<u8> {
    const QUALITY: i32 = 11;
    const WINDOW: i32 = 22;
    let params = BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    // Reading from memory and writing to memory cannot fail.
    let _ = brotli::BrotliCompress(&mut &content[..], &mut packed, &params);
    packed
}
