//! Writes a document as Markdown (CommonMark with the tables of GitHub). Drawings are left out: the text
//! after each gives the same content. Text never becomes markup.

use super::document::{Block, Document, Inline, Prose, Table};

/// The document as Markdown.
pub(super) fn write(document: &Document) -> String {
    let mut out = String::new();
    blocks(&document.blocks, "", &mut out);
    out
}

fn blocks(blocks: &[Block], margin: &str, out: &mut String) {
    for block in blocks {
        self::block(block, margin, out);
    }
}

/// Writes a block and an empty line after it. Every line begins with the margin.
fn block(block: &Block, margin: &str, out: &mut String) {
    let mut line = |text: &str| {
        out.push_str(format!("{margin}{text}").trim_end());
        out.push('\n');
    };
    match block {
        Block::Heading { level, anchor, text } => {
            if let Some(anchor) = anchor {
                line(&format!("<a id=\"{anchor}\"></a>"));
                line("");
            }
            line(&format!("{} {}", "#".repeat(usize::from(*level)), prose(text)));
        }
        Block::Paragraph(text) => line(&start(&prose(text))),
        Block::List(items) => items.iter().for_each(|item| line(&format!("- {}", start(&prose(item))))),
        Block::Facts(facts) => {
            for (label, text) in facts {
                line(&format!("- **{}:** {}", prose(label), prose(text)));
            }
        }
        Block::Quote(quoted) => {
            let margin = format!("{margin}> ");
            let mut inner = String::new();
            blocks(quoted, &margin, &mut inner);
            // A last empty line would continue the quote.
            out.push_str(inner.trim_end_matches(['>', ' ', '\n']));
            out.push('\n');
        }
        Block::Table(table) => self::table(table, &mut line),
        Block::Figure { .. } => return,
        Block::Together(inner) => return blocks(inner, margin, out),
        // A rule is a line to write on.
        Block::Lines(count) => {
            for n in 0..*count {
                if n > 0 {
                    line("");
                }
                line("___");
            }
        }
    }
    out.push_str(margin.trim_end());
    out.push('\n');
}

fn table(table: &Table, line: &mut dyn FnMut(&str)) {
    let row = |cells: &[Prose]| {
        let cells: Vec<String> = cells.iter().map(prose).collect();
        format!("| {} |", cells.join(" | "))
    };
    line(&row(&table.head));
    line(&format!("|{}", " --- |".repeat(table.head.len())));
    for cells in &table.rows {
        line(&row(cells));
    }
}

fn prose(prose: &Prose) -> String {
    let each = prose.0.iter().map(|inline| match inline {
        Inline::Text(text) => escape(text),
        // Bold is left without its blanks: “** a**” would not be bold.
        Inline::Strong(text) => format!("**{}**", escape(text.trim())),
        Inline::Code(text) => code(text),
        Inline::Reference { anchor, text } => format!("[{}](#{anchor})", escape(text)),
        Inline::Web(address) => format!("<{}>", address.replace(['<', '>', ' ', '\n', '\r'], "")),
        Inline::Break => "<br>".into(),
    });
    each.collect()
}

/// Text without meaning for Markdown, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// Escapes a mark at the start of a line that would begin a list, a rule or a title.
fn start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let after = &line[digits..];
    let lists =
        (digits == 0 && line.starts_with(['-', '+', '='])) || (digits > 0 && after.starts_with(['.', ')']));
    if lists { format!("{}\\{after}", &line[..digits]) } else { line.into() }
}

/// A name in a fence that is longer than any inside it.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if longest > 0 { " " } else { "" };
    // A bar ends the cell of a table even inside code.
    format!("{fence}{blank}{}{blank}{fence}", text.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TableKind;

    fn written(blocks: Vec<Block>) -> String {
        write(&Document { blocks, ..Document::default() })
    }

    #[test]
    fn text_never_becomes_markup() {
        let check = |text: &str, expected: &str| {
            assert_eq!(written(vec![Block::Paragraph(text.into())]), format!("{expected}\n\n"), "{text}");
        };
        check("plain, 120 over 80.", "plain, 120 over 80.");
        check("<script>a</script>", "\\<script\\>a\\</script\\>");
        check("[a](b) ![c](d)", "\\[a\\](b) !\\[c\\](d)");
        check("*a* _b_ `c` ~~d~~", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~");
        check("# a", "\\# a");
        check("- a", "\\- a");
        check("12. a", "12\\. a");
        check("a\n\n<b>", "a  \\<b\\>");
        check("&lt; a|b", "\\&lt; a\\|b");
        check("> a", "\\> a");
    }

    #[test]
    fn table_keeps_its_cells_for_any_content() {
        let rows = vec![vec![Prose::from("a|b"), Inline::Code("c|d".into()).into()]];
        let head = vec!["x".into(), "y".into()];
        let table = Table { kind: TableKind::Read, head, rows };
        assert_eq!(written(vec![Block::Table(table)]), "| x | y |\n| --- | --- |\n| a\\|b | `c\\|d` |\n\n");
    }

    #[test]
    fn a_quote_keeps_its_paragraphs_together_and_ends() {
        let quote = Block::Quote(vec![Block::Paragraph("a".into()), Block::Paragraph("b".into())]);
        assert_eq!(written(vec![quote, Block::Paragraph("c".into())]), "> a\n>\n> b\n\nc\n\n");
    }

    #[test]
    fn code_may_contain_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
    }
}
