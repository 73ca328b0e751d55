//! The pages of a document as they leave the device: for the preview and for paper.

use paper::{Block, Document, Page, labelled};
use web_sys::Element;

use crate::dom::{add, node, set};

/// The pages of a document, with the title of each as a heading of `level`.
pub fn sheets(document: &Document, level: u8) -> Element {
    let sheets = node("div", "cc-sheets", "");
    set(&sheets, "lang", &document.language);
    for page in &document.pages {
        sheet(&add(&sheets, node("article", "cc-sheet", "")), page, level);
    }
    sheets
}

fn sheet(sheet: &Element, page: &Page, level: u8) {
    if let Some(language) = &page.language {
        set(sheet, "lang", language);
    }
    let mut list = None;
    for block in &page.blocks {
        if let Block::Point { lead, text } = block {
            let list = list.get_or_insert_with(|| add(sheet, node("ul", "", "")));
            write(&add(list, node("li", "", "")), lead, text);
            continue;
        }
        list = None;
        show(sheet, block, level);
    }
}

fn show(sheet: &Element, block: &Block, level: u8) {
    let paragraph = |class: &str, text: &str| add(sheet, node("p", class, text));
    let heading = |level: u8, text: &str| add(sheet, node(&format!("h{}", level.min(6)), "", text));
    match block {
        Block::Title(text) => drop(heading(level, text)),
        Block::Heading(text) => drop(heading(level + 1, text)),
        Block::Text(text) => drop(paragraph("", text)),
        Block::Strong(text) => drop(add(&paragraph("", ""), node("strong", "", text))),
        Block::Small(text) => drop(paragraph("cc-sheet__small", text)),
        Block::Pair { label, text } | Block::Point { lead: label, text } => {
            write(&paragraph("", ""), label, text);
        }
        Block::Blanks(labels) => {
            let row = paragraph("cc-sheet__blanks", "");
            for label in labels {
                add(&row, node("span", "", label));
            }
        }
        Block::Table { columns, rows } => {
            let table = add(sheet, node("table", "", ""));
            let head = add(&add(&table, node("thead", "", "")), node("tr", "", ""));
            for column in columns {
                set(&add(&head, node("th", "", column)), "scope", "col");
            }
            let body = add(&table, node("tbody", "", ""));
            for _ in 0..*rows {
                let row = add(&body, node("tr", "", ""));
                for _ in columns {
                    add(&row, node("td", "", ""));
                }
            }
        }
    }
}

/// A text after its label, which may be empty.
fn write(element: &Element, label: &str, text: &str) {
    let label = labelled(label, text);
    if label.is_empty() {
        element.set_text_content(Some(text));
        return;
    }
    add(element, node("strong", "", &label));
    let _ = element.append_with_str_2(" ", text);
}
