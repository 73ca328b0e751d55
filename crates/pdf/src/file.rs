//! The frame of a PDF file: objects, and the table of their places. `pdf_writer::Pdf` writes the table with code that
//! sorts, formats and can panic, which would double the program in the browser; here objects are in order already.

use pdf_writer::{Chunk, Obj, Ref, Settings};

/// PDF 1.7, and bytes that tell programs not to take the file for text.
const HEADER: &[u8] = b"%PDF-1.7\n%\x80\x80\x80\x80\n";

/// A file whose objects are numbered from 1.
pub struct File {
    objects: Chunk,
    /// Where each object begins after the header, by its number less 1.
    places: Vec<usize>,
}

impl File {
    /// A file without objects.
    pub fn new(settings: Settings) -> File {
        File { objects: Chunk::with_settings(settings), places: Vec::new() }
    }

    /// Begins an object. Each number is used once.
    pub fn object(&mut self, id: Ref) -> Obj<'_> {
        self.note(id);
        self.objects.indirect(id)
    }

    /// Writes a stream.
    pub fn stream(&mut self, id: Ref, bytes: &[u8]) {
        self.note(id);
        self.objects.stream(id, bytes);
    }

    fn note(&mut self, id: Ref) {
        let number = id.get() as usize;
        if self.places.len() < number {
            self.places.resize(number, 0);
        }
        self.places[number - 1] = self.objects.len();
    }

    /// The bytes of the file.
    pub fn finish(self, catalog: Ref, info: Ref) -> Vec<u8> {
        let mut bytes = [HEADER, self.objects.as_bytes()].concat();
        let table = bytes.len();
        let count = self.places.len() + 1;
        for part in [b"xref\n0 ".as_slice(), &decimal(count, 1), b"\n0000000000 65535 f\r\n"] {
            bytes.extend_from_slice(part);
        }
        for place in self.places {
            bytes.extend_from_slice(&decimal(HEADER.len() + place, 10));
            bytes.extend_from_slice(b" 00000 n\r\n");
        }
        let number = |id: Ref| decimal(id.get() as usize, 1);
        for part in [
            b"trailer\n<</Size ".as_slice(),
            &decimal(count, 1),
            b"/Root ",
            &number(catalog),
            b" 0 R/Info ",
            &number(info),
            b" 0 R>>\nstartxref\n",
            &decimal(table, 1),
            b"\n%%EOF\n",
        ] {
            bytes.extend_from_slice(part);
        }
        bytes
    }
}

/// A number with at least so many digits.
pub fn decimal(mut number: usize, digits: usize) -> Vec<u8> {
    let mut reversed = Vec::new();
    while number > 0 || reversed.len() < digits {
        reversed.push(b'0' + (number % 10) as u8);
        number /= 10;
    }
    reversed.reverse();
    reversed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_least_so_many_digits() {
        for (number, digits, text) in [(0, 1, "0"), (10, 1, "10"), (907, 10, "0000000907")] {
            assert_eq!(decimal(number, digits), text.as_bytes());
        }
    }
}
