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
    pub(crate) fn keyword(self) -> &'static str {
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

    fn up_to(self) -> &'static str {
        match self {
            Self::Ascending => "<=",
            Self::Descending => ">=",
        }
    }
}

/// A `SELECT` under construction. Columns and tables come from the program; values are always
/// parameters.
#[derive(Clone, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Select<'a> {
    head: String,
    conditions: Vec<String>,
    parameters: Vec<Value<'a>>,
    /// What joins the first condition to the head.
    join: &'static str,
    /// The parameters of other parts of the statement, before those of this one.
    before: usize,
}

impl<'a> Select<'a> {
    /// Starts from `SELECT … FROM …`, without a `WHERE`.
    pub fn new(head: &str) -> Self {
        Self {
            head: head.to_owned(),
            conditions: Vec::new(),
            parameters: Vec::new(),
            join: " WHERE ",
            before: 0,
        }
    }

    /// Starts a part of a larger statement, which has so many parameters already.
    pub(crate) fn part(head: &str, before: usize) -> Self {
        let mut part = Self::new(head);
        part.before = before;
        part
    }

    fn count(&self) -> usize {
        self.before + self.parameters.len()
    }

    /// The head and its conditions.
    fn text(&self) -> String {
        let join = if self.conditions.is_empty() {
            ""
        } else {
            self.join
        };
        [&self.head, join, &self.conditions.join(" AND ")].concat()
    }

    fn placeholder(&mut self, value: Value<'a>) -> String {
        self.parameters.push(value);
        format!("${}", self.count())
    }

    /// Adds `column operator value`, for example `("created_at", ">=", now)`.
    pub fn compare(mut self, column: &str, operator: &str, value: impl Into<Value<'a>>) -> Self {
        let placeholder = self.placeholder(value.into());
        let text = format!("{column} {operator} {placeholder}");
        self.conditions.push(text);
        self
    }

    /// Adds `(column operator value OR column operator value)`.
    pub(crate) fn either(
        mut self,
        first: (&str, &str, impl Into<Value<'a>>),
        second: (&str, &str, impl Into<Value<'a>>),
    ) -> Self {
        let (one, other) = (
            self.placeholder(first.2.into()),
            self.placeholder(second.2.into()),
        );
        let text = format!(
            "({} {} {one} OR {} {} {other})",
            first.0, first.1, second.0, second.1
        );
        self.conditions.push(text);
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
            self.conditions.push(text);
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
            self.conditions.push(text);
        }
        self
    }

    /// Adds `(column LIKE value OR …)`.
    pub fn any_like(mut self, column: &str, patterns: Vec<String>) -> Self {
        if patterns.is_empty() {
            return self;
        }
        let list: Vec<String> = patterns
            .into_iter()
            .map(|value| format!("{column} LIKE {}", self.placeholder(value.into())))
            .collect();
        let text = format!("({})", list.join(" OR "));
        self.conditions.push(text);
        self
    }

    /// Adds a condition without a value.
    pub fn literal(mut self, condition: &str) -> Self {
        self.conditions.push(condition.to_owned());
        self
    }

    /// Takes all rows: of a key there is one.
    pub(crate) fn whole(self) -> (String, Vec<Value<'a>>) {
        (self.text(), self.parameters)
    }

    /// Takes `limit` rows, in whatever order.
    pub fn limit(mut self, limit: i64) -> (String, Vec<Value<'a>>) {
        let limit = self.placeholder(limit.into());
        let text = [&self.text(), " LIMIT ", &limit].concat();
        (text, self.parameters)
    }

    /// Marks the head as having a `WHERE` of its own.
    pub fn and_where(mut self) -> Self {
        self.join = " AND ";
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

    /// Ends at this key, which still belongs to the selection.
    pub(crate) fn up_to(
        self,
        keys: &[&str],
        direction: Direction,
        end: Option<&[Value<'a>]>,
    ) -> Self {
        match end {
            Some(end) => self.beside(keys, direction.up_to(), end.to_vec()),
            None => self,
        }
    }

    /// Leaves the rows on one side of a key.
    pub(crate) fn beside(mut self, keys: &[&str], operator: &str, key: Vec<Value<'a>>) -> Self {
        let places: Vec<String> = key
            .into_iter()
            .map(|value| self.placeholder(value))
            .collect();
        let (keys, places) = (keys.join(", "), places.join(", "));
        let text = format!("({keys}) {operator} ({places})");
        // SQLite begins or ends a walk at the first of several conditions that could do so.
        self.conditions.insert(0, text);
        self
    }

    /// The row that follows so many others in the order of these keys.
    pub(crate) fn nth(
        self,
        keys: &[&str],
        direction: Direction,
        after: Option<Vec<Value<'a>>>,
        passed: i64,
    ) -> (String, Vec<Value<'a>>) {
        let (mut text, mut parameters) = self.page_of(keys, direction, after, 1);
        parameters.push(passed.into());
        let place = format!(" OFFSET ${}", parameters.len());
        text.push_str(&place);
        (text, parameters)
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
            self = self.beside(keys, direction.after(), after);
        }
        let limit = self.placeholder(limit.into());
        let order = direction.keyword();
        let order: Vec<String> = keys.iter().map(|key| format!("{key} {order}")).collect();
        let order = order.join(", ");
        let text = [&self.text(), " ORDER BY ", &order, " LIMIT ", &limit].concat();
        (text, self.parameters)
    }
}
