//! The values of answers, options and conditions, and how FHIR R4 compares them.
//! This file does not read JSON: `fhir/questionnaire.rs` parses values.
//!
//! Spec: <https://hl7.org/fhir/R4/valueset-questionnaire-enable-operator.html>

use std::cmp::Ordering;

use super::decimal::Decimal;
use super::moment::{Date, DateTime, Time};
use crate::packed::packed;

/// A single answer value (FHIR `value[x]` of an answer, an option or an `enableWhen`).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `valueBoolean`.
    Boolean(bool),
    /// `valueInteger`.
    Integer(i64),
    /// `valueDecimal`.
    Decimal(Decimal),
    /// `valueDate`, possibly partial.
    Date(Date),
    /// `valueDateTime`, possibly partial.
    DateTime(DateTime),
    /// `valueTime`.
    Time(Time),
    /// `valueString`, also of a `text` item.
    Text(String),
    /// `valueUri`.
    Uri(String),
    /// `valueCoding`.
    Coding(Coding),
    /// `valueQuantity`.
    Quantity(Quantity),
    /// `valueReference`, by its literal reference.
    Reference(String),
}

/// A code, and its system if one is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Address of the code system; `None` for the questionnaire's own codes.
    pub system: Option<String>,
    /// The code itself.
    pub code: String,
}

/// An amount with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number.
    pub value: Decimal,
    /// UCUM code if there is one, else the unit as written.
    pub unit: Option<String>,
}

impl Value {
    /// Whether two values are the same answer.
    ///
    /// | values | same when |
    /// | --- | --- |
    /// | two codings | codes are equal, and also systems if both have one |
    /// | strings | every character is equal |
    /// | dates, times | they have the same precision and are equal |
    /// | integer and decimal | the numbers are equal |
    /// | quantities | number and unit are equal; units are not converted |
    /// | different types | never |
    #[must_use]
    pub fn is_equivalent(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Boolean(a), Value::Boolean(b)) => a == b,
            (Value::Text(a), Value::Text(b))
            | (Value::Uri(a), Value::Uri(b))
            | (Value::Reference(a), Value::Reference(b)) => a == b,
            (Value::Coding(a), Value::Coding(b)) => {
                let systems_agree = match (&a.system, &b.system) {
                    (Some(a), Some(b)) => a == b,
                    _ => true,
                };
                systems_agree && a.code == b.code
            }
            _ => self.compare(other) == Some(Ordering::Equal),
        }
    }

    /// The order of two values; `None` if they have none:
    /// different types, different units, or dates whose precision leaves it open.
    #[must_use]
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Date(a), Value::Date(b)) => a.compare(b),
            (Value::DateTime(a), Value::DateTime(b)) => a.compare(b),
            (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Quantity(a), Value::Quantity(b)) if a.unit == b.unit => Some(a.value.cmp(&b.value)),
            _ => Some(self.number()?.cmp(&other.number()?)),
        }
    }

    /// The number, if the value is a plain one.
    fn number(&self) -> Option<Decimal> {
        match self {
            Value::Integer(n) => Some(Decimal::from(*n)),
            Value::Decimal(n) => Some(*n),
            _ => None,
        }
    }

    /// The text of the value in an option's native `value` attribute and in messages:
    /// the code of a coding, otherwise the literal.
    #[must_use]
    pub fn literal(&self) -> String {
        match self {
            Value::Boolean(b) => b.to_string(),
            Value::Integer(n) => n.to_string(),
            Value::Decimal(n) => n.to_string(),
            Value::Date(date) => date.to_string(),
            Value::DateTime(moment) => moment.to_string(),
            Value::Time(time) => time.to_string(),
            Value::Text(text) | Value::Uri(text) | Value::Reference(text) => text.clone(),
            Value::Coding(coding) => coding.code.clone(),
            Value::Quantity(quantity) => quantity.value.to_string(),
        }
    }
}

packed!(
    enum Value {
        Boolean(value),
        Integer(value),
        Decimal(value),
        Date(value),
        DateTime(value),
        Time(value),
        Text(value),
        Uri(value),
        Coding(value),
        Quantity(value),
        Reference(value),
    }
);
packed!(struct Coding { system, code });
packed!(struct Quantity { value, unit });

#[cfg(test)]
mod tests {
    use super::*;

    fn coding(system: Option<&str>, code: &str) -> Value {
        Value::Coding(Coding { system: system.map(Into::into), code: code.into() })
    }

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    fn quantity(value: &str, unit: &str) -> Value {
        let value = decimal(value);
        Value::Quantity(Quantity { value, unit: Some(unit.into()) })
    }

    #[test]
    fn codings_match_by_code_and_by_system_if_both_have_one() {
        let check = |a: &Value, b: &Value, same| assert_eq!(a.is_equivalent(b), same, "{a:?} {b:?}");
        check(&coding(None, "a"), &coding(None, "a"), true);
        check(&coding(Some("x"), "a"), &coding(None, "a"), true);
        check(&coding(Some("x"), "a"), &coding(Some("x"), "a"), true);
        check(&coding(Some("x"), "a"), &coding(Some("y"), "a"), false);
        check(&coding(None, "a"), &coding(None, "A"), false);
        check(&coding(None, "a"), &Value::Text("a".into()), false);
    }

    #[test]
    fn numbers_compare_across_integer_and_decimal_but_not_with_text() {
        assert!(Value::Integer(2).is_equivalent(&Value::Decimal(decimal("2.0"))));
        assert_eq!(Value::Integer(2).compare(&Value::Decimal(decimal("2.5"))), Some(Ordering::Less));
        assert_eq!(Value::Integer(2).compare(&Value::Text("2".into())), None);
    }

    #[test]
    fn quantities_compare_in_the_same_unit_only() {
        assert_eq!(quantity("1.0", "kg").compare(&quantity("2.0", "kg")), Some(Ordering::Less));
        assert_eq!(quantity("1.0", "kg").compare(&quantity("2.0", "g")), None);
        assert!(!quantity("1.0", "kg").is_equivalent(&quantity("1.0", "g")));
    }

    #[test]
    fn strings_compare_exactly() {
        assert!(!Value::Text("Yes".into()).is_equivalent(&Value::Text("yes".into())));
        assert_eq!(Value::Text("a".into()).compare(&Value::Text("b".into())), Some(Ordering::Less));
    }

    #[test]
    fn booleans_have_no_order() {
        assert_eq!(Value::Boolean(true).compare(&Value::Boolean(false)), None);
    }
}
