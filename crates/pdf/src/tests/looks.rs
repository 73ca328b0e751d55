//! Where things stand on sheets.

use fastrand::Rng;
use paper::{Block, Document};

use super::random;
use super::sample::{document, english, page, spanish};
use crate::encode::encode;
use crate::layout::{Layout, MARGIN, SHEET, Sheet, layout};
use crate::metrics::{Font, Length, POINT};
use crate::rows::Piece;
use crate::wrap::width;

fn of(blocks: Vec<Block>) -> Layout {
    layout(&document("Brief", "en", vec![page(None, blocks)]))
}

fn text_of(sheet: &Sheet) -> Vec<String> {
    let body = sheet.pieces.iter().filter(|it| it.element.is_some());
    body.map(|it| String::from_utf8_lossy(&it.bytes).trim_end().to_owned()).collect()
}

fn find<'l>(layout: &'l Layout, text: &str) -> &'l Piece {
    let bytes = encode(text).bytes;
    let mut pieces = layout.sheets.iter().flat_map(|it| &it.pieces);
    pieces.find(|it| it.bytes.trim_ascii_start().starts_with(&bytes)).expect("the text is there")
}

fn end(piece: &Piece) -> Length {
    piece.x + width(&piece.bytes, piece.font, piece.size)
}

/// Everything is inside the margins, and no text is above another.
#[track_caller]
fn assert_inside(layout: &Layout, name: &str) {
    let inside = |x: Length, y: Length| {
        (MARGIN..=SHEET.0 - MARGIN).contains(&x) && (MARGIN..=SHEET.1 - MARGIN).contains(&y)
    };
    for sheet in &layout.sheets {
        for piece in &sheet.pieces {
            let (top, bottom) = (piece.y + piece.size * 3 / 4, piece.y - piece.size / 4);
            assert!(inside(piece.x, top) && inside(end(piece), bottom), "{name}: {piece:?}");
        }
        for rule in &sheet.rules {
            assert!(inside(rule.from.0, rule.from.1) && inside(rule.to.0, rule.to.1), "{name}: {rule:?}");
        }
        for (idx, piece) in sheet.pieces.iter().enumerate() {
            let is_over = |other: &&Piece| {
                (piece.y - other.y).abs() < 7 * POINT && piece.x < end(other) && other.x < end(piece)
            };
            let over = sheet.pieces[idx + 1..].iter().find(is_over);
            assert!(over.is_none(), "{name}: {piece:?} over {over:?}");
        }
    }
}

#[test]
fn margins_are_at_least_twelve_millimeters() {
    const { assert!(MARGIN * 254 / 72 >= 12 * 10 * POINT) };
    assert_inside(&layout(&english()), "english");
    assert_inside(&layout(&spanish()), "spanish");
}

#[test]
fn words_wider_than_a_line_stay_inside() {
    for letter in ["i", "W", "—", "é", "-", "/", "🙂", "\u{a0}"] {
        let word = || letter.repeat(500);
        let blocks = vec![
            Block::Title(word()),
            Block::Heading(word()),
            Block::Text(word()),
            Block::Strong(word()),
            Block::Small(word()),
            Block::Pair { label: word(), text: word() },
            Block::Point { lead: word(), text: word() },
            Block::Blanks(vec!["a".into(), word(), "b".into()]),
            Block::Table { columns: vec![word(); 5], rows: 2 },
            Block::Table { columns: vec![word(); 40], rows: 2 },
        ];
        let layout = layout(&document(&word(), "en", vec![page(None, blocks)]));
        assert_inside(&layout, letter);
    }
}

#[test]
fn random_documents_stay_inside() {
    for seed in 0..150 {
        let document = random::document(&mut Rng::with_seed(seed));
        assert_inside(&layout(&document), &format!("seed {seed}"));
    }
}

#[test]
fn a_realistic_page_fits_on_one_sheet() {
    let layout = layout(&english());
    assert_eq!(layout.sheets.len(), 2);
    assert_eq!(text_of(&layout.sheets[1])[0], "For your visit");
}

#[test]
fn pages_begin_on_new_sheets_and_flow_on() {
    let lines = |count: usize| vec![Block::Text("line".into()); count];
    let pages = vec![page(None, lines(100)), page(None, Vec::new()), page(None, lines(1))];
    let layout = layout(&document("Brief", "en", pages));
    let counts: Vec<usize> = layout.sheets.iter().map(|it| text_of(it).len()).collect();
    assert_eq!(counts.len(), 5);
    assert_eq!((counts.iter().sum::<usize>(), &counts[3..]), (101, [0, 1].as_slice()));
    assert!(counts[0] == counts[1] && counts[2] < counts[1]);
}

/// A text of `lines` lines.
fn lines(lines: usize) -> Block {
    Block::Text(vec!["line"; lines].join("\n"))
}

#[test]
fn a_heading_has_two_lines_of_text_below() {
    let mut ends = Vec::new();
    for before in 30..60 {
        let heading = || vec![lines(before), Block::Heading("Reasons".into())];
        for rest in [vec![lines(2)], vec![lines(9)], vec![Block::Heading("More".into()), lines(1)]] {
            let count = rest.len();
            let layout = of(heading().into_iter().chain(rest).collect());
            let place = layout.sheets.iter().position(|it| text_of(it).contains(&"Reasons".into()));
            let texts = text_of(&layout.sheets[place.expect("it is there")]);
            let heading = texts.iter().position(|it| it == "Reasons").expect("it is there");
            assert!(texts.len() - heading > 2.max(count), "{before}: {texts:?}");
            ends.push(place);
        }
    }
    assert!(ends.contains(&Some(0)) && ends.contains(&Some(1)), "both cases are tested");
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for count in 2..12 {
        for before in 40..60 {
            let layout = of(vec![lines(before), Block::Small(vec!["small"; count].join("\n"))]);
            for sheet in &layout.sheets {
                let here = text_of(sheet).iter().filter(|it| *it == "small").count();
                assert!(here != 1, "{count} lines after {before}");
            }
        }
    }
}

#[test]
fn a_table_stays_on_one_sheet_if_it_can() {
    for before in 30..60 {
        let columns = vec!["Medicine".into(), "Dose".into()];
        let layout = of(vec![lines(before), Block::Table { columns, rows: 4 }]);
        let with_rules: Vec<&Sheet> = layout.sheets.iter().filter(|it| !it.rules.is_empty()).collect();
        let [sheet] = with_rules.as_slice() else { panic!("the table is on two sheets") };
        let across = sheet.rules.iter().filter(|it| it.from.1 == it.to.1).count();
        assert_eq!((across, sheet.rules.len() - across), (6, 3), "each line is drawn once");
        assert!(text_of(sheet).contains(&"Medicine".into()));
    }
    let long = of(vec![Block::Table { columns: vec!["Day".into()], rows: usize::MAX }]);
    assert_inside(&long, "a long table");
    assert!(long.sheets.len() > 2);
}

#[test]
fn the_first_column_is_the_widest() {
    for count in 1..10 {
        let columns = (0..count).map(|it| it.to_string()).collect();
        let layout = of(vec![Block::Table { columns, rows: 1 }]);
        let rules = &layout.sheets[0].rules;
        let mut places: Vec<Length> =
            rules.iter().filter(|it| it.from.0 == it.to.0).map(|it| it.from.0).collect();
        places.dedup();
        assert_eq!((places[0], places[count]), (MARGIN, SHEET.0 - MARGIN));
        let widths: Vec<Length> = places.windows(2).map(|it| it[1] - it[0]).collect();
        assert!(widths[1..].iter().all(|it| *it < widths[0]), "{widths:?}");
    }
}

#[test]
fn blanks_that_fit_share_a_row_evenly() {
    let labels = |texts: &[&str]| Block::Blanks(texts.iter().map(|it| (*it).to_owned()).collect());
    let layout = of(vec![labels(&["Name", "Date of birth", "Phone"])]);
    let rules = &layout.sheets[0].rules;
    let lengths: Vec<Length> = rules.iter().map(|it| it.to.0 - it.from.0).collect();
    assert!(lengths.len() == 3 && lengths.iter().all(|it| *it == lengths[0]), "{lengths:?}");
    assert!(rules[2].to.0 > SHEET.0 - MARGIN - POINT, "the row is full");
    assert!(rules.iter().all(|it| it.from.1 == rules[0].from.1));

    let many = of(vec![labels(&["A label of some length"; 7])]);
    let mut rows: Vec<Length> = many.sheets[0].rules.iter().map(|it| it.from.1).collect();
    rows.dedup();
    assert_eq!(rows.len(), 3);
    assert!(
        rows.windows(2).all(|it| (18 * POINT..=20 * POINT).contains(&(it[0] - it[1]))),
        "room for a hand"
    );
}

#[test]
fn every_label_has_room_to_write() {
    for length in 1..220 {
        let label = "n".repeat(length);
        let layout = of(vec![Block::Blanks(vec![label.clone(), "Name".into(), label])]);
        assert_inside(&layout, &format!("{length} letters"));
        for rule in &layout.sheets[0].rules {
            assert!(rule.to.0 - rule.from.0 >= 56 * POINT - 1, "{length} letters: {rule:?}");
        }
    }
}

#[test]
fn values_are_regular_and_further_lines_are_indented() {
    let layout = of(vec![
        Block::Pair { label: "Label".into(), text: format!("value {}\nlast", "word ".repeat(40)) },
        Block::Point { lead: "Lead".into(), text: "rest\nsecond".into() },
        Block::Small("small".into()),
    ]);
    let (label, value, last) = (find(&layout, "Label:"), find(&layout, "value"), find(&layout, "last"));
    assert_eq!((label.font, value.font), (Font::Bold, Font::Regular));
    assert_eq!((label.x, label.y), (MARGIN, value.y));
    assert!(value.x == end(label) && last.x > label.x);
    let (bullet, lead, second) = (find(&layout, "•"), find(&layout, "Lead"), find(&layout, "second"));
    assert!(bullet.x == MARGIN && bullet.y == lead.y && lead.x > end(bullet) && second.x == lead.x);
    assert_eq!((value.size, find(&layout, "small").size), (10 * POINT, 850));
}

#[test]
fn a_sheet_does_not_begin_with_empty_space() {
    let document: Document = english();
    for sheet in &layout(&document).sheets {
        let first = &sheet.pieces[0];
        assert!(SHEET.1 - MARGIN - first.y < first.size + 3 * POINT);
    }
}
