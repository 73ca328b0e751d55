//! JSON that somebody else has parsed: `serde_json` natively, the browser itself in the widget. What is kept of it is taken
//! from where it is, so a visitor downloads neither a parser nor a tree to copy it into.

use crate::model::Decimal;

/// A JSON value.
pub trait JsonRef: Clone {
    /// A member of an object; `None` where it is missing or null, and of everything else.
    fn member(&self, name: &str) -> Option<Self>;

    /// The elements of an array.
    fn list(&self) -> Option<Vec<Self>>;

    /// A string.
    fn text(&self) -> Option<String>;

    /// A number, exactly; `None` where it has too many digits for that.
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
