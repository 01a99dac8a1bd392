//! A builder of statements whose filters vary: fixed pieces of text, joined with numbered
//! parameters.

use crate::Value;

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    fn keyword(self) -> &'static str {
        match self {
            Self::Ascending => "ASC",
            Self::Descending => "DESC",
        }
    }

    fn after(self) -> &'static str {
        match self {
            Self::Ascending => ">",
            Self::Descending => "<",
        }
    }
}

/// A `SELECT` under construction. Columns and tables come from the program; values are always
/// parameters.
#[derive(Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Select<'a> {
    text: String,
    parameters: Vec<Value<'a>>,
    joined: bool,
}

impl<'a> Select<'a> {
    /// Starts from `SELECT … FROM …`, without a `WHERE`.
    pub fn new(head: &str) -> Self {
        Self {
            text: head.to_owned(),
            parameters: Vec::new(),
            joined: false,
        }
    }

    fn condition(&mut self) -> &mut String {
        self.text
            .push_str(if self.joined { " AND " } else { " WHERE " });
        self.joined = true;
        &mut self.text
    }

    fn placeholder(&mut self, value: Value<'a>) -> String {
        self.parameters.push(value);
        format!("${}", self.parameters.len())
    }

    /// Adds `column operator value`, for example `("created_at", ">=", now)`.
    pub fn compare(mut self, column: &str, operator: &str, value: impl Into<Value<'a>>) -> Self {
        let placeholder = self.placeholder(value.into());
        let text = format!("{column} {operator} {placeholder}");
        self.condition().push_str(&text);
        self
    }

    /// Adds `column = value`.
    pub fn equal(self, column: &str, value: impl Into<Value<'a>>) -> Self {
        self.compare(column, "=", value)
    }

    /// Adds `column operator value` when there is a value.
    pub fn maybe(self, column: &str, operator: &str, value: Option<impl Into<Value<'a>>>) -> Self {
        match value {
            Some(value) => self.compare(column, operator, value),
            None => self,
        }
    }

    /// Adds `column IN (values)`; no values means no restriction, as for an empty filter of the
    /// API.
    pub fn any_of(mut self, column: &str, values: &'a [String]) -> Self {
        if let Some(list) = self.list(values) {
            let text = format!("{column} IN ({list})");
            self.condition().push_str(&text);
        }
        self
    }

    /// The placeholders of a list, each value once.
    ///
    /// Their number is a power of two, with the last value repeated: lists of any length need only
    /// a handful of statements, which the database prepares once.
    fn list(&mut self, values: &'a [String]) -> Option<String> {
        let mut values: Vec<&'a String> = values.iter().collect();
        values.sort_unstable();
        values.dedup();
        let last = *values.last()?;
        values.resize(values.len().next_power_of_two(), last);
        let places: Vec<String> = values
            .into_iter()
            .map(|value| self.placeholder(value.into()))
            .collect();
        Some(places.join(", "))
    }

    /// Adds `expression IN (values)` for an expression in which `?` stands for `parameter`.
    pub fn any_of_computed(
        mut self,
        expression: &str,
        parameter: impl Into<Value<'a>>,
        values: &'a [String],
    ) -> Self {
        if values.is_empty() {
            return self;
        }
        let placeholder = self.placeholder(parameter.into());
        self.any_of(&expression.replace('?', &placeholder), values)
    }

    /// Adds `column NOT IN (values)`.
    pub fn none_of(mut self, column: &str, values: &'a [String]) -> Self {
        if let Some(list) = self.list(values) {
            let text = format!("{column} NOT IN ({list})");
            self.condition().push_str(&text);
        }
        self
    }

    /// Adds `(column LIKE value OR …)`.
    pub fn any_like(mut self, column: &str, patterns: &'a [String]) -> Self {
        if patterns.is_empty() {
            return self;
        }
        let list: Vec<String> = patterns
            .iter()
            .map(|value| format!("{column} LIKE {}", self.placeholder(value.into())))
            .collect();
        let text = format!("({})", list.join(" OR "));
        self.condition().push_str(&text);
        self
    }

    /// Adds a condition without a value.
    pub fn literal(mut self, condition: &str) -> Self {
        self.condition().push_str(condition);
        self
    }

    /// Takes `limit` rows, in whatever order.
    pub fn limit(mut self, limit: i64) -> (String, Vec<Value<'a>>) {
        let limit = self.placeholder(limit.into());
        for text in [" LIMIT ", &limit] {
            self.text.push_str(text);
        }
        (self.text, self.parameters)
    }

    /// Marks the head as having a `WHERE` of its own.
    pub fn and_where(mut self) -> Self {
        self.joined = true;
        self
    }

    /// Orders by the two key columns, starts after `after`, and takes `limit` rows.
    ///
    /// The pair is unique, so a page starts exactly after the last row of the previous page, no
    /// matter what was written in between.
    pub fn page(
        self,
        keys: (&str, &str),
        direction: Direction,
        after: Option<(Value<'a>, Value<'a>)>,
        limit: i64,
    ) -> (String, Vec<Value<'a>>) {
        let after = after.map(|(first, second)| vec![first, second]);
        self.page_of(&[keys.0, keys.1], direction, after, limit)
    }

    /// The same for a key of any number of columns.
    pub fn page_of(
        mut self,
        keys: &[&str],
        direction: Direction,
        after: Option<Vec<Value<'a>>>,
        limit: i64,
    ) -> (String, Vec<Value<'a>>) {
        if let Some(after) = after {
            let places: Vec<String> = after
                .into_iter()
                .map(|value| self.placeholder(value))
                .collect();
            let (keys, places) = (keys.join(", "), places.join(", "));
            let text = format!("({keys}) {} ({places})", direction.after());
            self.condition().push_str(&text);
        }
        let limit = self.placeholder(limit.into());
        let order = direction.keyword();
        let order: Vec<String> = keys.iter().map(|key| format!("{key} {order}")).collect();
        for text in [" ORDER BY ", &order.join(", "), " LIMIT ", &limit] {
            self.text.push_str(text);
        }
        (self.text, self.parameters)
    }
}
