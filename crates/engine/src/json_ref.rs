//! JSON that is already parsed: by `serde_json` natively, by the browser in the widget. Values are read directly from it,
//! so a visitor downloads neither a parser nor a tree of values.

use crate::model::Decimal;

/// A JSON value.
pub trait JsonRef: Clone {
    /// A member of an object; `None` if it is missing or null, or if this is not an object.
    fn member(&self, name: &str) -> Option<Self>;

    /// The elements of an array.
    fn list(&self) -> Option<Vec<Self>>;

    /// A string.
    fn text(&self) -> Option<String>;

    /// The exact number; `None` if it has too many digits.
    fn number(&self) -> Option<Decimal>;

    /// True or false.
    fn flag(&self) -> Option<bool>;
}

impl JsonRef for &serde_json::Value {
    fn member(&self, name: &str) -> Option<Self> {
        self.get(name).filter(|member| !member.is_null())
    }

    fn list(&self) -> Option<Vec<Self>> {
        self.as_array().map(|list| list.iter().collect())
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(Into::into)
    }

    fn number(&self) -> Option<Decimal> {
        Decimal::parse(self.as_number()?.as_str())
    }

    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }
}
