//! Composes blocks into rows, which are as wide as the text of a sheet and low enough for any place on one. Here the
//! document gets its looks.

use paper::{Block, Page, labelled};
use pdf_writer::types::StructRole;

use crate::metrics::{Font, Length, POINT};
use crate::wrap::{Text, width};

/// The width of the text on a sheet.
pub const WIDTH: Length = 532 * POINT;

/// A strip of a page. Its places are measured from its upper left corner, down.
#[derive(Debug, Default)]
pub struct Row {
    /// The space above it, unless it is the first on its sheet.
    pub before: Length,
    /// Its height.
    pub height: Length,
    /// Whether the next row has to be on the same sheet.
    pub keep: bool,
    /// Its texts.
    pub pieces: Vec<Piece>,
    /// Its lines.
    pub rules: Vec<Rule>,
}

/// A text in one font on one line.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The element that it belongs to; none if it is only decoration.
    pub element: Option<usize>,
    /// Where it begins.
    pub x: Length,
    /// Its baseline.
    pub y: Length,
    /// Its font.
    pub font: Font,
    /// The size of its type.
    pub size: Length,
    /// The text as the font encodes it.
    pub bytes: Vec<u8>,
}

/// A line.
#[derive(Clone, Debug)]
pub struct Rule {
    /// One end.
    pub from: (Length, Length),
    /// The other end.
    pub to: (Length, Length),
    /// Its thickness.
    pub weight: Length,
}

/// An element of the structure that screen readers present.
#[derive(Debug)]
pub struct Element {
    /// What it is.
    pub role: StructRole,
    /// The element that contains it; none for the document.
    pub parent: Option<usize>,
    /// Its language if that is not the document’s.
    pub language: Option<String>,
}

/// The looks of a paragraph.
struct Style {
    font: Font,
    size: Length,
    /// The height of a line.
    leading: Length,
    /// The space above.
    before: Length,
    /// Where the first line begins.
    first: Length,
    /// Where the other lines begin.
    others: Length,
}

const TEXT: Style =
    Style { font: Font::Regular, size: 10 * POINT, leading: 1250, before: 4 * POINT, first: 0, others: 0 };
const TITLE: Style =
    Style { font: Font::Bold, size: 15 * POINT, leading: 19 * POINT, before: 12 * POINT, ..TEXT };
const HEADING: Style =
    Style { font: Font::Bold, size: 11 * POINT, leading: 13 * POINT, before: 9 * POINT, ..TEXT };
/// Stands beside a bar.
const STRONG: Style =
    Style { font: Font::Bold, before: 5 * POINT, first: 8 * POINT, others: 8 * POINT, ..TEXT };
const SMALL: Style = Style { size: 850, leading: 1050, before: 4 * POINT, ..TEXT };
const PAIR: Style = Style { before: 150, others: 10 * POINT, ..TEXT };
const POINT_OF_LIST: Style = Style { first: 10 * POINT, ..PAIR };

const HAIRLINE: Length = 50;
const BAR: Length = 2 * POINT;
const BULLET: u8 = 0x95;

/// The height of a row to write in by hand.
const ROW_TO_FILL: Length = 19 * POINT;
/// The least room to write in after a label, and the spaces around it.
const ROOM_TO_WRITE: Length = 56 * POINT;
const AFTER_LABEL: Length = 4 * POINT;
const BETWEEN_BLANKS: Length = 12 * POINT;

/// The space between the lines of a table and its text.
const PADDING: Length = 4 * POINT;
/// Tables have at most as many columns as have room for a word; more columns are a second table.
const MAX_COLUMNS: usize = 10;
/// Nobody fills in more, whatever a document asks for.
const MAX_ROWS: usize = 200;

/// The rows of a page, and its elements appended to `elements`. Returns the number of replaced characters too.
pub fn compose(page: &Page, elements: &mut Vec<Element>) -> (Vec<Row>, usize) {
    let mut composer = Composer { rows: Vec::new(), elements, section: 0, list: None, replaced: 0 };
    composer.section = composer.add(StructRole::Sect, 0);
    composer.elements[composer.section].language.clone_from(&page.language);
    for block in &page.blocks {
        composer.block(block);
    }
    (composer.rows, composer.replaced)
}

struct Composer<'e> {
    rows: Vec<Row>,
    elements: &'e mut Vec<Element>,
    /// The element of the page.
    section: usize,
    /// The element of the list to which another point belongs.
    list: Option<usize>,
    replaced: usize,
}

impl Composer<'_> {
    fn block(&mut self, block: &Block) {
        if !matches!(block, Block::Point { .. }) {
            self.list = None;
        }
        match block {
            Block::Title(text) => self.heading(StructRole::H1, text, &TITLE),
            Block::Heading(text) => self.heading(StructRole::H2, text, &HEADING),
            Block::Text(text) => self.plain(text, &TEXT),
            Block::Small(text) => self.plain(text, &SMALL),
            Block::Strong(text) => {
                let start = self.rows.len();
                self.plain(text, &STRONG);
                for row in &mut self.rows[start..] {
                    row.rules.push(Rule { from: (BAR / 2, 0), to: (BAR / 2, row.height), weight: BAR });
                }
            }
            Block::Pair { label, text } => {
                let text = Text::led_by(&labelled(label, text), text);
                self.paragraph(StructRole::P, self.section, text, &PAIR);
            }
            Block::Point { lead, text } => self.point(Text::led_by(&labelled(lead, text), text)),
            Block::Blanks(labels) => self.blanks(labels),
            Block::Table { columns, rows } => {
                for columns in columns.chunks(MAX_COLUMNS) {
                    self.table(columns, (*rows).min(MAX_ROWS));
                }
            }
        }
    }

    fn add(&mut self, role: StructRole, parent: usize) -> usize {
        self.elements.push(Element { role, parent: Some(parent), language: None });
        self.elements.len() - 1
    }

    fn plain(&mut self, text: &str, style: &Style) {
        self.paragraph(StructRole::P, self.section, Text::new(text, style.font), style);
    }

    /// A heading stays with what follows. Inside a page it has a line below.
    fn heading(&mut self, role: StructRole, text: &str, style: &Style) {
        let start = self.rows.len();
        self.paragraph(role, self.section, Text::new(text, style.font), style);
        for row in &mut self.rows[start..] {
            row.keep = true;
        }
        if let (StructRole::H2, Some(row)) = (role, self.rows[start..].last_mut()) {
            let y = row.height + POINT;
            row.rules.push(Rule { from: (0, y), to: (WIDTH, y), weight: HAIRLINE });
            row.height += 250;
        }
    }

    fn point(&mut self, text: Text) {
        if text.bytes.is_empty() {
            return;
        }
        let list = self.list.unwrap_or_else(|| self.add(StructRole::L, self.section));
        self.list = Some(list);
        let item = self.add(StructRole::LI, list);
        let label = self.add(StructRole::Lbl, item);
        let start = self.rows.len();
        self.paragraph(StructRole::LBody, item, text, &POINT_OF_LIST);
        if let Some(row) = self.rows.get_mut(start) {
            let y = baseline(&POINT_OF_LIST);
            row.pieces.insert(0, piece(label, 0, y, Font::Regular, vec![BULLET, b' ']));
        }
    }

    /// The rows of a paragraph. Neither its first line nor its last stands alone on a sheet.
    fn paragraph(&mut self, role: StructRole, parent: usize, text: Text, style: &Style) {
        if text.bytes.is_empty() {
            return;
        }
        self.replaced += text.replaced;
        let element = self.add(role, parent);
        let lines = text.lines(style.size, WIDTH - style.first, WIDTH - style.others);
        let count = lines.len();
        for (idx, line) in lines.into_iter().enumerate() {
            let (x, before) = if idx == 0 { (style.first, style.before) } else { (style.others, 0) };
            let mut row = Row {
                before,
                height: style.leading,
                keep: count > 1 && (idx == 0 || idx + 2 == count),
                ..Row::default()
            };
            set(&mut row, &text, line, style.size, (x, baseline(style)), element);
            self.rows.push(row);
        }
    }

    fn blanks(&mut self, labels: &[String]) {
        // The last lines of labels that share a row.
        let mut row: Vec<(usize, Vec<u8>)> = Vec::new();
        let mut used = 0;
        for label in labels {
            let text = Text::new(label, Font::Regular);
            self.replaced += text.replaced;
            let most = WIDTH - AFTER_LABEL - ROOM_TO_WRITE;
            let mut lines = text.lines(TEXT.size, most, most);
            let Some(last) = lines.pop().and_then(|it| text.bytes.get(it)) else { continue };
            let needed = width(last, Font::Regular, TEXT.size) + AFTER_LABEL + ROOM_TO_WRITE + BETWEEN_BLANKS;
            if !lines.is_empty() || used + needed > WIDTH + BETWEEN_BLANKS {
                self.row_of_blanks(&std::mem::take(&mut row));
                used = 0;
            }
            let element = self.add(StructRole::P, self.section);
            for line in lines {
                let mut above = Row { height: TEXT.leading, keep: true, ..Row::default() };
                set(&mut above, &text, line, TEXT.size, (0, baseline(&TEXT)), element);
                self.rows.push(above);
            }
            used += needed;
            row.push((element, last.to_vec()));
        }
        self.row_of_blanks(&row);
    }

    /// Labels in a row, with lines of one length after them.
    fn row_of_blanks(&mut self, labels: &[(usize, Vec<u8>)]) {
        let Ok(count @ 1..) = Length::try_from(labels.len()) else { return };
        let widths: Length = labels.iter().map(|(_, it)| width(it, Font::Regular, TEXT.size)).sum();
        let room = (WIDTH + BETWEEN_BLANKS - widths) / count - AFTER_LABEL - BETWEEN_BLANKS;
        let (y, mut x) = (ROW_TO_FILL - 5 * POINT, 0);
        let mut row = Row { height: ROW_TO_FILL, ..Row::default() };
        for (element, label) in labels {
            let start = x + width(label, Font::Regular, TEXT.size);
            row.pieces.push(piece(*element, x, y, Font::Regular, label.clone()));
            let (start, end) = (start + AFTER_LABEL, start + AFTER_LABEL + room);
            row.rules.push(Rule { from: (start, y + POINT), to: (end, y + POINT), weight: HAIRLINE });
            x = end + BETWEEN_BLANKS;
        }
        self.rows.push(row);
    }

    /// A grid with its headings. It is on one sheet if it has room there.
    fn table(&mut self, columns: &[String], rows: usize) {
        let count = columns.len();
        // The first column is as wide as one and three fifths of another.
        let other = WIDTH * 5 / (5 * count as Length + 3);
        let first = WIDTH - other * (count as Length - 1);
        let left = |column: usize| if column == 0 { 0 } else { first + other * (column as Length - 1) };
        let grid = |row: &mut Row, is_first: bool, is_last: bool| {
            let height = row.height;
            let mut rule = |from, to| row.rules.push(Rule { from, to, weight: HAIRLINE });
            (0..=count).for_each(|column| rule((left(column), 0), (left(column), height)));
            for (y, _) in [(0, is_first), (height, is_last)].into_iter().filter(|it| it.1) {
                rule((0, y), (WIDTH, y));
            }
        };

        let table = self.add(StructRole::Table, self.section);
        let head = self.add(StructRole::TR, table);
        let mut cells = Vec::new();
        for (column, heading) in columns.iter().enumerate() {
            let text = Text::new(heading, Font::Bold);
            self.replaced += text.replaced;
            let room = left(column + 1) - left(column) - 2 * PADDING;
            cells.push((self.add(StructRole::TH, head), text.lines(TEXT.size, room, room), text));
        }
        // Each line of the headings is a row, because long headings in narrow columns can be higher than a sheet.
        let lines = cells.iter().map(|(_, lines, _)| lines.len()).max().unwrap_or_default();
        for line in 0..lines {
            let (is_first, is_last) = (line == 0, line + 1 == lines);
            let above = if is_first { 2 * POINT } else { 0 };
            let below = if is_last { 2 * POINT } else { 0 };
            let before = if is_first { 5 * POINT } else { 0 };
            let mut row = Row { before, height: above + TEXT.leading + below, keep: true, ..Row::default() };
            for (column, (element, lines, text)) in cells.iter().enumerate() {
                if let Some(line) = lines.get(line) {
                    let at = (left(column) + PADDING, above + baseline(&TEXT));
                    set(&mut row, text, line.clone(), TEXT.size, at, *element);
                }
            }
            grid(&mut row, is_first, is_last);
            self.rows.push(row);
        }
        for idx in 0..rows {
            let element = self.add(StructRole::TR, table);
            for _ in columns {
                self.add(StructRole::TD, element);
            }
            let mut row = Row { height: ROW_TO_FILL, keep: idx + 1 < rows, ..Row::default() };
            grid(&mut row, true, true);
            self.rows.push(row);
        }
    }
}

/// Puts a line of a text into a row.
fn set(
    row: &mut Row,
    text: &Text,
    line: std::ops::Range<usize>,
    size: Length,
    (mut x, y): (Length, Length),
    element: usize,
) {
    for (font, bytes) in text.parts(line) {
        let mut bytes = bytes.to_vec();
        // A program that joins the lines again has to find a space between them.
        if let Some(end @ b'\n') = bytes.last_mut() {
            *end = b' ';
        }
        let advance: Length = bytes.iter().map(|it| font.advance(*it)).sum();
        row.pieces.push(Piece { element: Some(element), x, y, font, size, bytes });
        x += advance * size / 1000;
    }
}

fn piece(element: usize, x: Length, y: Length, font: Font, bytes: Vec<u8>) -> Piece {
    Piece { element: Some(element), x, y, font, size: TEXT.size, bytes }
}

/// The baseline in a line of a style: capitals have equal spaces above and below.
fn baseline(style: &Style) -> Length {
    (style.leading + style.size * 7 / 10) / 2
}
