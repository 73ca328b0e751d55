//! Writes a document as one self-contained HTML page: no script, no other file, no request. It is well-formed
//! XML too, so that other programs can read it. Text never becomes markup.

use std::fmt::Write as _;

use super::document::{Block, Document, Inline, Prose, Table, TableKind};

/// A table with at most this many rows stays on one page.
const MAX_ROWS_TOGETHER: usize = 7;

const STYLE: &str = include_str!("rulebook.css");

/// The document as HTML.
pub(super) fn write(document: &Document) -> String {
    let mut body = String::new();
    document.blocks.iter().for_each(|it| block(it, &mut body));
    format!(
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{language}\" dir=\"{direction}\">\n<head>\n\
         <meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <title>{title}</title>\n<style>\n{STYLE}{page}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        language = escape(&document.language),
        direction = escape(&document.direction),
        title = escape(&document.title),
        page = page(document),
    )
}

/// Header and footer of every printed page.
fn page(document: &Document) -> String {
    let mut number = String::new();
    let mut rest = document.page_number.as_str();
    for (name, counter) in [("{page}", "counter(page)"), ("{pages}", "counter(pages)")] {
        if let Some((before, after)) = rest.split_once(name) {
            let _ = write!(number, "{} {counter} ", css_text(before));
            rest = after;
        }
    }
    number.push_str(&css_text(rest));
    let head = css_text(&document.running_head);
    format!("@page {{\n  @top-left {{ content: {head}; }}\n  @bottom-right {{ content: {number}; }}\n}}\n")
}

/// A text as a CSS string. Characters other than letters, digits and spaces are escaped by number, so that no
/// character can end the string or the style sheet.
fn css_text(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        if letter.is_alphanumeric() || letter == ' ' {
            out.push(letter);
        } else {
            let _ = write!(out, "\\{:x} ", letter as u32);
        }
    }
    out.push('"');
    out
}

fn block(block: &Block, out: &mut String) {
    match block {
        Block::Heading { level, anchor, text } => {
            let id = anchor.as_ref().map(|anchor| format!(" id=\"{}\"", escape(anchor))).unwrap_or_default();
            let _ = writeln!(out, "<h{level}{id}>{}</h{level}>", prose(text));
        }
        Block::Paragraph(text) => {
            let _ = writeln!(out, "<p>{}</p>", prose(text));
        }
        Block::List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", prose(item))).collect();
            let _ = writeln!(out, "<ul>\n{items}</ul>");
        }
        Block::Facts(facts) if facts.is_empty() => {}
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (label, text) in facts {
                let _ = writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", prose(label), prose(text));
            }
            out.push_str("</dl>\n");
        }
        Block::Quote(blocks) => wrapped("blockquote", "", blocks, out),
        Block::Table(table) => self::table(table, out),
        Block::Figure { svg, caption } => {
            let _ = writeln!(out, "<figure>\n{svg}\n<figcaption>{}</figcaption>\n</figure>", prose(caption));
        }
        Block::Together(blocks) => wrapped("section", " class=\"together\"", blocks, out),
        Block::Lines(count) => {
            let _ = writeln!(out, "<div class=\"lines\">{}</div>", "<div></div>".repeat(*count));
        }
    }
}

fn wrapped(name: &str, attributes: &str, blocks: &[Block], out: &mut String) {
    let _ = writeln!(out, "<{name}{attributes}>");
    blocks.iter().for_each(|it| block(it, out));
    let _ = writeln!(out, "</{name}>");
}

fn table(table: &Table, out: &mut String) {
    let class = match table.kind {
        TableKind::Read => "read",
        TableKind::Change => "change",
        TableKind::Write => "write",
        TableKind::Sign => "sign",
    };
    let short = if table.rows.len() <= MAX_ROWS_TOGETHER { " short" } else { "" };
    let _ = writeln!(out, "<table class=\"{class} columns-{}{short}\">\n<thead>", table.head.len());
    row("th", &table.head, out);
    out.push_str("</thead>\n<tbody>\n");
    table.rows.iter().for_each(|cells| row("td", cells, out));
    out.push_str("</tbody>\n</table>\n");
}

fn row(cell: &str, cells: &[Prose], out: &mut String) {
    let scope = if cell == "th" { " scope=\"col\"" } else { "" };
    let cells: String = cells.iter().map(|it| format!("<{cell}{scope}>{}</{cell}>", prose(it))).collect();
    let _ = writeln!(out, "<tr>{cells}</tr>");
}

fn prose(prose: &Prose) -> String {
    let each = prose.0.iter().map(|inline| match inline {
        Inline::Text(text) => escape(text),
        Inline::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Inline::Code(text) => format!("<code>{}</code>", escape(text)),
        Inline::Reference { anchor, text } => format!("<a href=\"#{}\">{}</a>", escape(anchor), escape(text)),
        // The loader accepts only `https`, and no other address may become a link.
        Inline::Web(address) if address.starts_with("https://") => {
            format!("<a href=\"{0}\" rel=\"noopener noreferrer\">{0}</a>", escape(address))
        }
        Inline::Web(address) => escape(address),
        Inline::Break => "<br />".into(),
    });
    each.collect()
}

/// Text without meaning for HTML and XML, between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            // No document may contain these.
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIL: &str = "</title></style><script>alert('a\"b')</script>&amp;\u{0}";

    #[test]
    fn text_never_becomes_markup_anywhere() {
        let text = || Prose::from(EVIL);
        let all = |inline: Inline| Block::Paragraph(inline.into());
        let table = Table { kind: TableKind::Read, head: vec![text()], rows: vec![vec![text()]] };
        let document = Document {
            language: "\"><script>".into(),
            direction: "\"><script>".into(),
            title: EVIL.into(),
            running_head: EVIL.into(),
            page_number: EVIL.into(),
            blocks: vec![
                Block::Heading { level: 1, anchor: Some("\"><script>".into()), text: text() },
                Block::Paragraph(text()),
                Block::List(vec![text()]),
                Block::Facts(vec![(text(), text())]),
                Block::Quote(vec![Block::Paragraph(text())]),
                Block::Table(table),
                all(Inline::Strong(EVIL.into())),
                all(Inline::Code(EVIL.into())),
                all(Inline::Reference { anchor: "\"><script>".into(), text: EVIL.into() }),
                all(Inline::Web("javascript:alert(1)\"><script>".into())),
                all(Inline::Web("https://example.org/\"><script>".into())),
            ],
        };
        let page = write(&document);
        assert!(!page.contains("<script"), "{page}");
        assert_eq!(page.matches("</style>").count(), 1, "{page}");
        assert_eq!(page.matches("</title>").count(), 1, "{page}");
        assert!(!page.contains("href=\"javascript"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(&#39;a&quot;b&#39;)&lt;/script&gt;&amp;amp;"), "{page}");
    }

    #[test]
    fn page_number_replaces_its_placeholder() {
        let document = Document { page_number: "Page {page} of {pages}".into(), ..Document::default() };
        assert!(page(&document).contains("content: \"Page \" counter(page) \" of \" counter(pages) \"\";"));
    }
}
