//! Places a document on sheets. Nothing here knows PDF: a sheet is texts and lines with their places.

use paper::Document;
use pdf_writer::types::StructRole;

use crate::file::decimal;
use crate::metrics::{Font, Length, POINT};
use crate::rows::{Element, Piece, Row, Rule, WIDTH, compose};
use crate::wrap::{Text, width};

/// The size of a sheet, US Letter.
pub const SHEET: (Length, Length) = (612 * POINT, 792 * POINT);
/// The empty space on each side of a sheet, 14 mm.
pub const MARGIN: Length = (SHEET.0 - WIDTH) / 2;

const FOOTER_SIZE: Length = 8 * POINT;
/// The upper end of the text.
const TOP: Length = SHEET.1 - MARGIN;
/// Its lower end.
const BOTTOM: Length = MARGIN + 14 * POINT;

/// A document on its sheets.
#[derive(Debug)]
pub struct Layout {
    /// The sheets in order; at least one.
    pub sheets: Vec<Sheet>,
    /// The elements of the document in reading order; the first is the document itself.
    pub elements: Vec<Element>,
    /// How many characters have a stand-in.
    pub replaced: usize,
}

/// What is on a sheet, with places measured from its lower left corner, up.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its texts in reading order.
    pub pieces: Vec<Piece>,
    /// Its lines.
    pub rules: Vec<Rule>,
}

/// Places a document on sheets.
pub fn layout(document: &Document) -> Layout {
    let mut elements = vec![Element { role: StructRole::Document, parent: None, language: None }];
    let (mut sheets, mut replaced) = (Vec::new(), 0);
    for page in &document.pages {
        let (rows, replaced_here) = compose(page, &mut elements);
        replaced += replaced_here;
        fill(&rows, &mut sheets);
    }
    if sheets.is_empty() {
        sheets.push(Sheet::default());
    }
    let title = Text::new(&document.title, Font::Regular);
    let count = sheets.len();
    for (idx, sheet) in sheets.iter_mut().enumerate() {
        let number = [decimal(idx + 1, 1), b" / ".to_vec(), decimal(count, 1)].concat();
        footer(sheet, &title, number);
    }
    Layout { sheets, elements, replaced: replaced + title.replaced }
}

/// Fills new sheets with rows.
fn fill(rows: &[Row], sheets: &mut Vec<Sheet>) {
    sheets.push(Sheet::default());
    let mut y = TOP;
    // Rows that stay together begin a new sheet if they have no room on this one. If they have no room on a whole sheet,
    // they part where it ends.
    for together in rows.chunk_by(|row, _| row.keep) {
        for (idx, row) in together.iter().enumerate() {
            let placed_now = if idx == 0 { together } else { &together[idx..=idx] };
            let needed: Length = placed_now.iter().map(|row| row.before + row.height).sum();
            if y < TOP && y - needed < BOTTOM {
                sheets.push(Sheet::default());
                y = TOP;
            }
            if y < TOP {
                y -= row.before;
            }
            if let Some(sheet) = sheets.last_mut() {
                place(row, y, sheet);
            }
            y -= row.height;
        }
    }
}

/// Puts a row on a sheet, with its upper end at `top`.
fn place(row: &Row, top: Length, sheet: &mut Sheet) {
    let at = |(x, y): (Length, Length)| (MARGIN + x, top - y);
    for piece in &row.pieces {
        let (x, y) = at((piece.x, piece.y));
        sheet.pieces.push(Piece { x, y, ..piece.clone() });
    }
    for rule in &row.rules {
        let (from, to) = (at(rule.from), at(rule.to));
        // A line down several rows is one line, and a line between two rows is drawn once.
        let is_down = |other: &&mut Rule| other.to == from && other.from.0 == to.0 && from.0 == to.0;
        if let Some(above) = sheet.rules.iter_mut().find(is_down) {
            above.to = to;
        } else if !sheet.rules.iter().any(|it| (it.from, it.to) == (from, to)) {
            sheet.rules.push(Rule { from, to, weight: rule.weight });
        }
    }
}

/// The foot of a sheet: the title, shortened if it is long, and the number of the sheet.
fn footer(sheet: &mut Sheet, title: &Text, number: Vec<u8>) {
    const ELLIPSIS: u8 = 0x85;
    let font = Font::Regular;
    let mut add = |x, bytes: Vec<u8>| {
        // Two points are enough for what is below the baseline.
        sheet.pieces.push(Piece { element: None, x, y: MARGIN + 2 * POINT, font, size: FOOTER_SIZE, bytes });
    };
    let x = WIDTH - width(&number, font, FOOTER_SIZE);
    let room = x - 20 * POINT;
    if let Some(line) = title.lines(FOOTER_SIZE, room, room).into_iter().next() {
        let mut bytes = title.bytes[line.clone()].trim_ascii_end().to_vec();
        if line.end < title.bytes.len() {
            bytes.push(ELLIPSIS);
        }
        add(MARGIN, bytes);
    }
    add(MARGIN + x, number);
}
