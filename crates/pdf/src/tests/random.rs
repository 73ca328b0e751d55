//! Random documents.

use fastrand::Rng;
use paper::{Block, Document, Page};

/// A document of random blocks, many of them extreme.
pub fn document(rng: &mut Rng) -> Document {
    let pages = (0..rng.usize(0..4)).map(|_| page(rng)).collect();
    Document { title: text(rng), language: "en".into(), date: text(rng), pages }
}

fn page(rng: &mut Rng) -> Page {
    let language = rng.bool().then(|| "es".to_owned());
    Page { language, blocks: (0..rng.usize(0..14)).map(|_| block(rng)).collect() }
}

fn block(rng: &mut Rng) -> Block {
    match rng.u8(0..9) {
        0 => Block::Title(text(rng)),
        1 => Block::Heading(text(rng)),
        2 => Block::Text(text(rng)),
        3 => Block::Strong(text(rng)),
        4 => Block::Small(text(rng)),
        5 => Block::Pair { label: text(rng), text: text(rng) },
        6 => Block::Point { lead: text(rng), text: text(rng) },
        7 => Block::Blanks(texts(rng)),
        _ => Block::Table { columns: texts(rng), rows: rng.usize(0..30) },
    }
}

fn texts(rng: &mut Rng) -> Vec<String> {
    (0..rng.usize(0..13)).map(|_| text(rng)).collect()
}

/// Words of random length, a few of them very long, of letters from several scripts.
fn text(rng: &mut Rng) -> String {
    const CHARS: [char; 16] =
        ['a', 'n', 'W', 'i', 'é', 'ạ', 'Ж', '🙂', '-', '/', '\n', '\u{a0}', '(', '\\', '≥', '7'];
    let mut text = String::new();
    for _ in 0..[0, 1, 2, 6, 40][rng.usize(0..5)] {
        let char = *rng.choice(&CHARS).expect("there are some");
        let length = if rng.u8(0..20) == 0 { 300 } else { rng.usize(1..12) };
        let is_mixed = rng.bool();
        for _ in 0..length {
            text.push(if is_mixed { *rng.choice(&CHARS).expect("there are some") } else { char });
        }
        text.push(' ');
    }
    text
}
