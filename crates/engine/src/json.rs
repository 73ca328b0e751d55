//! Writes JSON as text, piece by piece. A tree of values would come first otherwise, and take most of the time of an answer;
//! a visitor would download the code for it. How the browser itself writes JSON is not asked, because a page may have
//! changed it.

/// Begins an element of a list: a comma, if one stands before it.
pub(crate) fn next(to: &mut String) {
    if !matches!(to.as_bytes().last(), Some(b'[' | b'{')) {
        to.push(',');
    }
}

/// Begins a member of an object, whose value must follow. The name is written as it is.
pub(crate) fn name(to: &mut String, name: &str) {
    next(to);
    to.push('"');
    to.push_str(name);
    to.push_str("\":");
}

/// A member of an object that is a text.
pub(crate) fn member(to: &mut String, name: &str, value: &str) {
    self::name(to, name);
    text(to, value);
}

/// A text, whatever is in it.
pub(crate) fn text(to: &mut String, text: &str) {
    let is_special = |it: u8| it < b' ' || it == b'"' || it == b'\\';
    to.push('"');
    if !text.bytes().any(is_special) {
        // Nearly always.
        to.push_str(text);
    } else {
        for it in text.chars() {
            match u8::try_from(it) {
                Ok(byte) if is_special(byte) => {
                    // Four hexadecimal digits, which is how all of them can be written.
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
        fn any_text_can_be_written(written in any::<String>(), typed in "[\"\\\\\\x00-\\x1f\\x7fa]*") {
            for it in [written, typed] {
                let mut to = String::new();
                text(&mut to, &it);
                prop_assert_eq!(to.parse::<Json>().ok(), Some(it.into()));
            }
        }
    }

    #[test]
    fn members_and_elements_have_commas_between_them() {
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
