//! What programs find in a file.

use fastrand::Rng;
use hayro_syntax::object::{Dict, Name, Number, String as Bytes};
use paper::{Block, Document};

use super::random;
use super::reader::File;
use super::sample::{document, english, page, spanish};
use crate::encode::encode;
use crate::layout::layout;
use crate::metrics::POINT;
use crate::write;

fn one_page(blocks: Vec<Block>) -> Document {
    document("Brief", "en", vec![page(None, blocks)])
}

fn outline(blocks: Vec<Block>) -> String {
    File::read(&write(&one_page(blocks)).bytes).outline()
}

#[test]
fn equal_documents_are_equal_bytes() {
    assert_eq!(write(&english()), write(&english()));
    assert_ne!(write(&english()).bytes, write(&spanish()).bytes);
}

#[test]
fn every_block_has_its_element() {
    let text = |text: &str| text.to_owned();
    let found = outline(vec![
        Block::Title(text("Brief")),
        Block::Strong(text("Self-report")),
        Block::Heading(text("Reasons")),
        Block::Text(text("one\ntwo")),
        Block::Pair { label: text("Age"), text: text("18 to 24") },
        Block::Point { lead: text("Plan"), text: text("ride") },
        Block::Point { lead: text(""), text: text("food") },
        Block::Small(text("small")),
        Block::Point { lead: text("Ask"), text: text("") },
        Block::Blanks(vec![text("Name"), text("Phone")]),
        Block::Table { columns: vec![text("Medicine"), text("Dose")], rows: 2 },
    ]);
    let expected = "\
Document
  Sect
    H1 Brief
    P Self-report
    H2 Reasons
    P one two
    P Age: 18 to 24
    L
      LI
        Lbl •\u{20}
        LBody Plan: ride
      LI
        Lbl •\u{20}
        LBody food
    P small
    L
      LI
        Lbl •\u{20}
        LBody Ask
    P Name
    P Phone
    Table
      TR
        TH Medicine
        TH Dose
      TR
        TD
        TD
      TR
        TD
        TD
";
    assert_eq!(found, expected);
}

#[test]
fn empty_texts_leave_no_element() {
    let nothing = String::new;
    let found = outline(vec![
        Block::Title(nothing()),
        Block::Text("\n ".into()),
        Block::Pair { label: nothing(), text: nothing() },
        Block::Point { lead: nothing(), text: nothing() },
        Block::Blanks(Vec::new()),
        Block::Table { columns: Vec::new(), rows: 3 },
        Block::Pair { label: nothing(), text: "text".into() },
        Block::Pair { label: "label".into(), text: nothing() },
    ]);
    assert_eq!(found, "Document\n  Sect\n    P text\n    P label\n");
}

#[test]
fn texts_are_in_reading_order_with_their_accents() {
    let file = File::read(&write(&spanish()).bytes);
    let sheets = file.sheets();
    let found: Vec<usize> =
        ["Para su visita", "después de", "¿Quién lo decide", "Día y hora", "Teléfono", "consejo médico"]
            .iter()
            .map(|it| sheets[1].in_order.find(it).unwrap_or_else(|| panic!("no {it}")))
            .collect();
    assert!(found.is_sorted(), "{found:?}");
    let outline = file.outline();
    assert!(outline.contains("  Sect [es]\n    H1 Para su visita\n"), "{outline}");
    assert!(outline.contains("  Sect\n    H1 Brief for a visit\n"), "{outline}");
}

#[test]
fn texts_are_where_the_layout_has_them() {
    let document = english();
    for (sheet, laid_out) in File::read(&write(&document).bytes).sheets().iter().zip(layout(&document).sheets)
    {
        let places: Vec<_> = laid_out.pieces.iter().map(|it| (i64::from(it.x), i64::from(it.y))).collect();
        assert_eq!(sheet.places, places);
        assert!((sheet.unit * f64::from(POINT) - 1.0).abs() < 1e-6);
    }
}

#[test]
fn the_table_has_the_place_of_each_object() {
    let bytes = write(&english()).bytes;
    let end = String::from_utf8_lossy(&bytes[bytes.len() - 40..]).into_owned();
    let place: usize = end.lines().rev().nth(1).and_then(|it| it.parse().ok()).expect("a place of the table");
    let table = std::str::from_utf8(&bytes[place..]).expect("it is ASCII");
    let mut lines = table.split_inclusive('\n').skip(1);
    let count: usize =
        lines.next().and_then(|it| it.trim().strip_prefix("0 ")?.parse().ok()).expect("a number");
    assert_eq!(lines.next(), Some("0000000000 65535 f\r\n"));
    for id in 1..count {
        let line = lines.next().expect("a line for each object");
        assert_eq!((line.len(), &line[10..]), (20, " 00000 n\r\n"));
        let place: usize = line[..10].parse().expect("a place");
        assert!(bytes[place..].starts_with(format!("{id} 0 obj").as_bytes()), "{id}");
    }
    assert!(lines.next().is_some_and(|it| it == "trailer\n"));
}

#[test]
fn a_paragraph_on_two_sheets_is_one_element() {
    let words = "word ".repeat(3000);
    let file = File::read(&write(&one_page(vec![Block::Text(words.clone())])).bytes);
    assert!(file.sheets().len() > 2);
    assert_eq!(file.outline(), format!("Document\n  Sect\n    P {}\n", words.trim_end()));
}

#[test]
fn title_language_and_date_are_those_of_the_document() {
    let bytes = write(&spanish()).bytes;
    let file = File::read(&bytes);
    let catalog = file.catalog();
    assert_eq!(catalog.get::<Bytes>("Lang").expect("a language").as_bytes(), b"en");
    assert!(catalog.get::<Dict>("MarkInfo").and_then(|it| it.get("Marked")).unwrap_or(false));
    assert!(
        catalog.get::<Dict>("ViewerPreferences").and_then(|it| it.get("DisplayDocTitle")).unwrap_or(false)
    );
    let title = file.pdf().metadata().title.clone().expect("a title");
    let units: Vec<u16> = title[2..].chunks(2).map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
    assert_eq!(String::from_utf16(&units).ok().as_deref(), Some("Brief · Información para su visita"));
    let date = file.pdf().metadata().creation_date.expect("a date");
    assert_eq!((date.year, date.month, date.day), (2026, 11, 29));
    for page in file.pdf().pages().iter() {
        assert_eq!(page.raw().get::<Name>("Tabs").expect("an order").as_str(), "S");
    }
}

#[test]
fn another_date_is_left_out() {
    for date in ["", "tomorrow", "2026-11", "2026-11-29T10:00"] {
        let document = Document { date: date.into(), ..english() };
        assert!(File::read(&write(&document).bytes).pdf().metadata().creation_date.is_none(), "{date}");
    }
}

#[test]
fn fonts_are_built_in_and_have_their_widths() {
    let bytes = write(&english()).bytes;
    let file = File::read(&bytes);
    for (name, base, width_of_e) in [("R", "Helvetica", 556), ("B", "Helvetica-Bold", 556)] {
        let font = file.pdf().pages()[0].resources().get_font(&Name::new(name.as_bytes()).expect("a name"));
        let font = font.expect("the sheet has the font");
        assert_eq!(font.get::<Name>("BaseFont").expect("a name").as_str(), base);
        assert_eq!(font.get::<Name>("Encoding").expect("a name").as_str(), "WinAnsiEncoding");
        let first = font.get::<usize>("FirstChar").expect("a first one");
        let widths: Vec<Number> =
            font.get::<hayro_syntax::object::Array>("Widths").expect("widths").iter().collect();
        assert_eq!(widths.len() + first, 256);
        assert_eq!(widths[usize::from(b'e') - first].as_i64(), width_of_e);
    }
}

#[test]
fn footers_are_decoration() {
    let long = Document { title: "long ".repeat(100), ..english() };
    for (document, title) in [(english(), "Brief"), (long, "long long")] {
        let sheets = File::read(&write(&document).bytes).sheets();
        assert_eq!(sheets.len(), 2);
        for (idx, sheet) in sheets.iter().enumerate() {
            assert!(sheet.decoration[0].starts_with(title));
            assert_eq!(sheet.decoration[0].ends_with('…'), title != "Brief");
            assert_eq!(sheet.decoration[1..], [format!("{} / 2", idx + 1)]);
            assert!(sheet.lines > 4);
        }
    }
}

#[test]
fn a_document_without_pages_is_an_empty_sheet() {
    let bytes = write(&document("Brief", "en", Vec::new())).bytes;
    let file = File::read(&bytes);
    assert_eq!(file.pdf().pages().len(), 1);
    assert_eq!(file.outline(), "Document\n");
}

#[test]
fn two_full_pages_are_a_small_file() {
    let pdf = write(&english());
    assert!(pdf.bytes.len() < 27_000, "{}", pdf.bytes.len());
    assert_eq!(pdf.replaced, 1, "SpO₂");
}

#[test]
fn replaced_characters_are_counted_in_every_block() {
    let text = || "a ≥".to_owned();
    let blocks = vec![
        Block::Title(text()),
        Block::Heading(text()),
        Block::Text(text()),
        Block::Strong(text()),
        Block::Small(text()),
        Block::Pair { label: text(), text: text() },
        Block::Point { lead: text(), text: text() },
        Block::Blanks(vec![text(), text()]),
        Block::Table { columns: vec![text(), text()], rows: 1 },
    ];
    assert_eq!(write(&Document { title: text(), ..one_page(blocks) }).replaced, 14);
}

/// The texts of a document in reading order, encoded, without spaces.
fn texts(document: &Document) -> String {
    let mut all = String::new();
    let mut add = |text: &str| {
        let bytes = encode(text).bytes;
        all.extend(bytes.iter().filter(|it| !it.is_ascii_whitespace()).map(|it| char::from(*it)));
    };
    for block in document.pages.iter().flat_map(|page| &page.blocks) {
        match block {
            Block::Title(it)
            | Block::Heading(it)
            | Block::Text(it)
            | Block::Strong(it)
            | Block::Small(it) => add(it),
            Block::Pair { label, text } | Block::Point { lead: label, text } => {
                add(&paper::labelled(label, text));
                add(text);
            }
            Block::Blanks(texts) | Block::Table { columns: texts, .. } => texts.iter().for_each(|it| add(it)),
        }
    }
    all
}

#[test]
fn no_text_is_lost_in_random_documents() {
    for seed in 0..60 {
        let document = random::document(&mut Rng::with_seed(seed));
        let file = File::read(&write(&document).bytes);
        assert_eq!(file.pdf().pages().len(), layout(&document).sheets.len(), "seed {seed}");
        let outline = file.outline();
        // The lines without roles, languages and bullets.
        let lines = outline.lines().filter(|it| !it.trim_start().starts_with("Lbl"));
        let found: String = lines
            .filter_map(|it| it.trim_start().split_once(' '))
            .map(|(_, it)| it)
            .filter(|it| *it != "[es]")
            .collect();
        let found: String = found.chars().filter(|it| !it.is_ascii_whitespace()).collect();
        assert_eq!(found, texts(&document), "seed {seed}");
    }
}
