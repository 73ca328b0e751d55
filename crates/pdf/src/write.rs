//! Writes sheets as PDF, with a tag at each text: the structure says what it is and what comes next.
//!
//! All numbers are integers, because the code that writes fractions would be half of the program in the browser. A scale
//! at the start of each sheet makes them hundredths of a point.

use paper::Document;
use pdf_writer::types::{FontFlags, ListNumbering, StructRole, TabOrder, TableHeaderScope};
use pdf_writer::writers::{Catalog, FontDescriptor, Page, Pages, StructElement, StructTreeRoot};
use pdf_writer::{Content, Finish, Name, Ref, Settings, Str, TextStr};

use crate::file::File;
use crate::layout::{Layout, SHEET, Sheet};
use crate::metrics::{FIRST, Font, Length, POINT};
use crate::rows::{Element, Rule};

/// Compact files: nobody reads their source.
const COMPACT: Settings = Settings { pretty: false };

/// From hundredths of a point to points.
const SCALE: &[u8] = b"0.01 0 0 0.01 0 0 cm\n";

const CATALOG: Ref = Ref::new(1);
const INFO: Ref = Ref::new(2);
const PAGES: Ref = Ref::new(3);
const STRUCTURE: Ref = Ref::new(4);
/// The first of two objects for each font, three for each sheet, and one for each element, in this order.
const FONTS: i32 = 5;
const SHEETS: i32 = FONTS + 2 * Font::ALL.len() as i32;

/// The objects of a sheet: its page, its content, and the elements of its texts.
fn sheet_refs(sheet: usize) -> [Ref; 3] {
    let first = SHEETS + 3 * sheet as i32;
    [first, first + 1, first + 2].map(Ref::new)
}

fn element_ref(sheets: usize, element: usize) -> Ref {
    Ref::new(SHEETS + (3 * sheets + element) as i32)
}

/// A text of an element: the number of the sheet, and that of the text on the sheet.
type Mark = (usize, i32);

/// Writes a document that is laid out.
pub fn write(document: &Document, layout: &Layout) -> Vec<u8> {
    let mut file = File::new(COMPACT);
    let count = layout.sheets.len();
    about(&mut file, document);
    pages(&mut file, count);
    fonts(&mut file);

    let mut marks: Vec<Vec<Mark>> = vec![Vec::new(); layout.elements.len()];
    for (idx, sheet) in layout.sheets.iter().enumerate() {
        let [page, content, elements] = sheet_refs(idx);
        file.object(page)
            .start::<Page>()
            .parent(PAGES)
            .contents(content)
            .struct_parents(idx as i32)
            .tab_order(TabOrder::StructureOrder);
        let (bytes, marked) = contents(sheet, &layout.elements);
        file.stream(content, &bytes);
        file.object(elements).array().items(marked.iter().map(|it| element_ref(count, *it)));
        for (mark, element) in marked.into_iter().enumerate() {
            marks[element].push((idx, mark as i32));
        }
    }
    structure(&mut file, &layout.elements, &marks, count);
    file.finish(CATALOG, INFO)
}

/// What programs show of the document without opening it.
fn about(file: &mut File, document: &Document) {
    let mut catalog = file.object(CATALOG).start::<Catalog>();
    catalog.pages(PAGES).lang(TextStr(&document.language));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.mark_info().marked(true);
    catalog.pair(Name(b"StructTreeRoot"), STRUCTURE);
    catalog.finish();
    let mut info = file.object(INFO).dict();
    info.pair(Name(b"Title"), TextStr(&document.title));
    if let Some(date) = date(&document.date) {
        info.pair(Name(b"CreationDate"), Str(&date));
    }
}

/// The day of a date such as 2026-11-29, as PDF writes it.
fn date(text: &str) -> Option<Vec<u8>> {
    let shape = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    let is_date = text.bytes().map(shape).eq(*b"0000-00-00");
    is_date.then(|| b"D:".iter().copied().chain(text.bytes().filter(|it| *it != b'-')).collect())
}

fn pages(file: &mut File, count: usize) {
    let mut pages = file.object(PAGES).start::<Pages>();
    pages.kids((0..count).map(|it| sheet_refs(it)[0])).count(count as i32);
    pages.insert(Name(b"MediaBox")).array().items([0, 0, SHEET.0 / POINT, SHEET.1 / POINT]);
    let mut resources = pages.resources();
    let mut fonts = resources.fonts();
    for font in Font::ALL {
        fonts.pair(name(font), font_refs(font)[0]);
    }
}

/// The objects of a font: the font, and its description.
fn font_refs(font: Font) -> [Ref; 2] {
    let first = FONTS + 2 * font as i32;
    [first, first + 1].map(Ref::new)
}

/// The name of a font in the content of a sheet.
fn name(font: Font) -> Name<'static> {
    match font {
        Font::Regular => Name(b"R"),
        Font::Bold => Name(b"B"),
    }
}

/// The fonts are not in the file: every program has them, or others with the same widths.
fn fonts(file: &mut File) {
    for font in Font::ALL {
        let [id, description] = font_refs(font);
        let (name, bounds, stem) = match font {
            Font::Regular => (Name(b"Helvetica"), [-166, -225, 1000, 931], 88),
            Font::Bold => (Name(b"Helvetica-Bold"), [-170, -228, 1003, 962], 140),
        };
        let mut dict = file.object(id).dict();
        dict.pair(Name(b"Type"), Name(b"Font"));
        dict.pair(Name(b"Subtype"), Name(b"Type1"));
        dict.pair(Name(b"BaseFont"), name);
        dict.pair(Name(b"Encoding"), Name(b"WinAnsiEncoding"));
        dict.pair(Name(b"FirstChar"), i32::from(FIRST));
        dict.pair(Name(b"LastChar"), i32::from(u8::MAX));
        dict.insert(Name(b"Widths")).array().items(font.widths().iter().map(|it| i32::from(*it)));
        dict.pair(Name(b"FontDescriptor"), description);
        dict.finish();
        let mut about = file.object(description).start::<FontDescriptor>();
        about.name(name).flags(FontFlags::NON_SYMBOLIC);
        about.insert(Name(b"FontBBox")).array().items(bounds);
        for (key, value) in [
            (b"ItalicAngle".as_slice(), 0),
            (b"Ascent", 718),
            (b"Descent", -207),
            (b"CapHeight", 718),
            (b"StemV", stem),
        ] {
            about.pair(Name(key), value);
        }
    }
}

/// The content of a sheet, and the elements of its marked texts in the order of their numbers.
fn contents(sheet: &Sheet, elements: &[Element]) -> (Vec<u8>, Vec<usize>) {
    let mut content = Content::with_settings(COMPACT);
    content.begin_marked_content(Name(b"Artifact"));
    for rules in sheet.rules.chunk_by(|one, other| one.weight == other.weight) {
        operate(&mut content, "w", &[rules[0].weight]);
        for Rule { from, to, .. } in rules {
            operate(&mut content, "m", &[from.0, from.1]);
            operate(&mut content, "l", &[to.0, to.1]);
        }
        content.stroke();
    }
    content.end_marked_content();

    let mut marked = Vec::new();
    let (mut at, mut type_now) = ((0, 0), None);
    content.begin_text();
    for pieces in sheet.pieces.chunk_by(|one, other| one.element == other.element) {
        let tag = pieces[0].element.map_or(Name(b"Artifact"), |it| elements[it].role.to_name());
        let mut mark = content.op("BDC");
        let mut properties = mark.operand(tag).obj().dict();
        if let Some(element) = pieces[0].element {
            properties.pair(Name(b"MCID"), marked.len() as i32);
            marked.push(element);
        } else {
            properties.pair(Name(b"Type"), Name(b"Pagination"));
            properties.pair(Name(b"Subtype"), Name(b"Footer"));
        }
        properties.finish();
        mark.finish();
        for piece in pieces {
            if type_now.replace((piece.font, piece.size)) != Some((piece.font, piece.size)) {
                content.op("Tf").operand(name(piece.font)).operand(piece.size);
            }
            operate(&mut content, "Td", &[piece.x - at.0, piece.y - at.1]);
            content.show(Str(&piece.bytes));
            at = (piece.x, piece.y);
        }
        content.end_marked_content();
    }
    content.end_text();
    let mut bytes = SCALE.to_vec();
    bytes.extend_from_slice(&content.finish());
    (bytes, marked)
}

/// Appends an operator with its numbers.
fn operate(content: &mut Content, operator: &str, numbers: &[Length]) {
    content.op(operator).operands(numbers);
}

/// The tree of elements, from which programs also find the element of each text.
fn structure(file: &mut File, elements: &[Element], marks: &[Vec<Mark>], sheets: usize) {
    let id = |element: usize| element_ref(sheets, element);
    let mut root = file.object(STRUCTURE).start::<StructTreeRoot>();
    root.child(id(0)).parent_tree_next_key(sheets as i32);
    let mut tree = root.parent_tree();
    let mut numbers = tree.nums();
    for sheet in 0..sheets {
        numbers.insert(sheet as i32, sheet_refs(sheet)[2]);
    }
    numbers.finish();
    tree.finish();
    root.finish();

    let mut children: Vec<Vec<usize>> = vec![Vec::new(); elements.len()];
    for (idx, element) in elements.iter().enumerate() {
        if let Some(parent) = element.parent {
            children[parent].push(idx);
        }
    }
    for (idx, element) in elements.iter().enumerate() {
        let mut written = file.object(id(idx)).start::<StructElement>();
        written.kind(element.role).parent(element.parent.map_or(STRUCTURE, id));
        if let Some(language) = &element.language {
            written.lang(TextStr(language));
        }
        match element.role {
            StructRole::L => {
                written.attributes().push().list().list_numbering(ListNumbering::Disc);
            }
            StructRole::TH => {
                written.attributes().push().table().scope(TableHeaderScope::Column);
            }
            _ => {}
        }
        let first_sheet = marks[idx].first().map(|it| it.0);
        if let Some(sheet) = first_sheet {
            written.page(sheet_refs(sheet)[0]);
        }
        if children[idx].is_empty() && marks[idx].is_empty() {
            continue;
        }
        let mut kids = written.children();
        for child in &children[idx] {
            kids.struct_element(id(*child));
        }
        for (sheet, mark) in &marks[idx] {
            if Some(*sheet) == first_sheet {
                kids.marked_content_id(*mark);
            } else {
                kids.marked_content_ref().page(sheet_refs(*sheet)[0]).marked_content_id(*mark);
            }
        }
    }
}
