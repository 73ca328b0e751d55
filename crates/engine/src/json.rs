//! Writes JSON directly as text. Building a tree of values first would take most of the time of an answer, and visitors
//! would download the code for it. The browser’s own `JSON.stringify` is not used, because a page may have changed it.

/// Begins an element of a list: writes a comma unless it is the first.
pub(crate) fn next(to: &mut String) {
    if !matches!(to.as_bytes().last(), Some(b'[' | b'{')) {
        to.push(',');
    }
}

/// Begins a member of an object; its value must follow. The name is written without escapes.
pub(crate) fn name(to: &mut String, name: &str) {
    next(to);
    to.push('"');
    to.push_str(name);
    to.push_str("\":");
}

/// Writes a member of an object whose value is text.
pub(crate) fn member(to: &mut String, name: &str, value: &str) {
    self::name(to, name);
    text(to, value);
}

/// Writes any text as a JSON string.
pub(crate) fn text(to: &mut String, text: &str) {
    let is_special = |it: u8| it < b' ' || it == b'"' || it == b'\\';
    to.push('"');
    if !text.bytes().any(is_special) {
        // The common case.
        to.push_str(text);
    } else {
        for it in text.chars() {
            match u8::try_from(it) {
                Ok(byte) if is_special(byte) => {
                    // Four hexadecimal digits work for all of them.
                    to.push_str("\\u00");
                    to.extend(
                        [byte / 16, byte % 16].iter().filter_map(|it| char::from_digit(u32::from(*it), 16)),
                    );
                }
                _ => to.push(it),
            }
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_written_as_valid_json(written in any::<String>(), typed in "[\"\\\\\\x00-\\x1f\\x7fa]*") {
            for it in [written, typed] {
                let mut to = String::new();
                text(&mut to, &it);
                prop_assert_eq!(to.parse::<Json>().ok(), Some(it.into()));
            }
        }
    }

    #[test]
    fn members_and_elements_are_separated_by_commas() {
        let mut to = String::from("{");
        member(&mut to, "a", "[");
        name(&mut to, "list");
        to.push('[');
        for it in ["{", "", "{"] {
            next(&mut to);
            text(&mut to, it);
        }
        to.push_str("]}");
        assert_eq!(to.parse::<Json>().ok(), Some(json!({ "a": "[", "list": ["{", "", "{"] })));
    }
}
