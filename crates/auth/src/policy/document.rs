//! Policy documents, parsed as IAM parses an identity policy.
//!
//! Nothing is skipped: an element that is unknown, missing, duplicate or of the wrong type, an
//! unknown operator, or a value that the operator cannot compare refuses the whole document with
//! the path to it. A policy that is half understood would be more dangerous than none.

use std::collections::HashSet;
use std::fmt;

use super::condition::{self, Condition};
use super::pattern::{Pairs, Pattern};
use super::variable::{self, Special, Template};
use crate::json::Node;

/// The longest document in characters without white space: IAM's limit for the inline policies of a
/// role, the highest that it has.
const MAX_CHARACTERS: usize = 10_240;

/// A parsed policy, ready for evaluation.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(super) name: Box<str>,
    pub(super) statements: Vec<Statement>,
    /// For each statement the byte pairs that every resource has to which it can apply. They are
    /// kept apart from the statements, because most evaluations of most statements read nothing
    /// else.
    pub(super) pairs: Vec<Pairs>,
}

#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) sid: Option<Box<str>>,
    pub(super) effect: Effect,
    pub(super) actions: Elements<Pattern>,
    pub(super) resources: Elements<Template>,
    pub(super) conditions: Vec<Condition>,
}

impl Statement {
    /// The byte pairs that every resource has to which the statement can apply.
    fn pairs(&self) -> Pairs {
        if self.resources.excluded {
            return Pairs::default();
        }
        let each = self.resources.list.iter().map(Template::pairs);
        each.reduce(Pairs::shared).unwrap_or_default()
    }

    /// The condition keys that it reads.
    fn keys(&self) -> impl Iterator<Item = &str> {
        let variables = self.resources.list.iter().flat_map(Template::keys);
        let conditions = self.conditions.iter().flat_map(Condition::keys);
        variables.chain(conditions)
    }
}

/// The effect of a statement that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Allow,
    Deny,
}

/// The list of an element, or of its Not form.
#[derive(Clone, Debug)]
pub(super) struct Elements<T> {
    /// The statement applies to everything but these.
    pub(super) excluded: bool,
    list: Vec<T>,
}

impl<T> Elements<T> {
    pub(super) fn any(&self, fits: impl Fn(&T) -> bool) -> bool {
        self.list.iter().any(fits)
    }
}

/// Why a document is not a valid policy.
#[derive(Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The path to the problem, such as `Statement[0].Condition.StringEquals`; empty for the whole
    /// document.
    pub path: String,
    pub problem: Problem,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(formatter, "The policy document {}.", self.problem)
        } else {
            write!(formatter, "{} {}.", self.path, self.problem)
        }
    }
}

impl std::error::Error for PolicyError {}

/// The problem, as the end of a sentence that begins with the path.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("is not valid JSON: {0}")]
    Json(String),
    #[error("is longer than {MAX_CHARACTERS} characters")]
    Long,
    #[error("has the unknown element '{0}'")]
    Unknown(String),
    #[error("has the element '{0}', which is for resource-based policies only; remove it")]
    Principal(String),
    #[error("lacks {0}")]
    Missing(&'static str),
    #[error("has both {0} and Not{0}")]
    Both(&'static str),
    #[error("must be {0}")]
    Type(&'static str),
    #[error("is empty")]
    Empty,
    #[error("is invalid: {0}")]
    Value(String),
}

impl Problem {
    pub(super) fn at(self, path: impl Into<String>) -> PolicyError {
        PolicyError {
            path: path.into(),
            problem: self,
        }
    }
}

impl Policy {
    /// Parses a document. Decisions name the policy by this name.
    pub fn parse(name: &str, document: &str) -> Result<Self, PolicyError> {
        let characters = document
            .chars()
            .filter(|character| !character.is_whitespace());
        if characters.count() > MAX_CHARACTERS {
            return Err(Problem::Long.at(""));
        }
        let document = serde_json::from_str::<Node>(document)
            .map_err(|error| Problem::Json(error.to_string()).at(""))?;
        let mut document = Members::of(document, "")?;
        let variables = match document.text("Version")?.as_deref() {
            Some("2012-10-17") => true,
            None | Some("2008-10-17") => false,
            Some(other) => {
                let message = format!("unknown version '{other}'; use 2012-10-17");
                return Err(Problem::Value(message).at("Version"));
            }
        };
        document.text("Id")?;
        let statements = match document.take("Statement") {
            None => return Err(Problem::Missing("Statement").at("")),
            Some(Node::List(list)) if list.is_empty() => return Err(Problem::Empty.at("Statement")),
            Some(Node::List(list)) => list
                .into_iter()
                .enumerate()
                .map(|(index, node)| statement(node, &format!("Statement[{index}]"), variables))
                .collect::<Result<Vec<_>, _>>()?,
            Some(node) => vec![statement(node, "Statement", variables)?],
        };
        document.finish()?;
        let mut sids = HashSet::new();
        for sid in statements
            .iter()
            .filter_map(|statement| statement.sid.as_deref())
        {
            if !sids.insert(sid) {
                let message = format!("two statements have the Sid '{sid}'");
                return Err(Problem::Value(message).at("Statement"));
            }
        }
        Ok(Self {
            name: name.into(),
            pairs: statements.iter().map(Statement::pairs).collect(),
            statements,
        })
    }

    /// The condition keys that its conditions and variables read, in lower case, with repetitions.
    /// An evaluation needs no others.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.statements.iter().flat_map(Statement::keys)
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

fn statement(node: Node, path: &str, variables: bool) -> Result<Statement, PolicyError> {
    let mut members = Members::of(node, path)?;
    for element in ["Principal", "NotPrincipal"] {
        if members.take(element).is_some() {
            return Err(Problem::Principal(element.to_owned()).at(path));
        }
    }
    // Tools write an empty Sid into every statement; IAM accepts any number of them.
    let sid = members.text("Sid")?.filter(|sid| !sid.is_empty());
    if sid
        .as_deref()
        .is_some_and(|sid| !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    {
        let message = "a Sid may contain only letters and digits".to_owned();
        return Err(Problem::Value(message).at(format!("{path}.Sid")));
    }
    let effect = match members.text("Effect")?.as_deref() {
        Some("Allow") => Effect::Allow,
        Some("Deny") => Effect::Deny,
        Some(_) => return Err(Problem::Type("Allow or Deny").at(format!("{path}.Effect"))),
        None => return Err(Problem::Missing("Effect").at(path)),
    };
    let actions = elements(&mut members, ["Action", "NotAction"], action)?;
    let resources = elements(&mut members, ["Resource", "NotResource"], |text| {
        resource(text, variables)
    })?;
    let conditions = match members.take("Condition") {
        None => Vec::new(),
        Some(node) => condition::parse(node, &format!("{path}.Condition"), variables)?,
    };
    members.finish()?;
    Ok(Statement {
        sid: sid.map(String::into_boxed_str),
        effect,
        actions,
        resources,
        conditions,
    })
}

/// Parses an element that is a string or a list of strings, or its Not form.
fn elements<T>(
    members: &mut Members,
    [element, negated]: [&'static str; 2],
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Elements<T>, PolicyError> {
    let (node, name) = match (members.take(element), members.take(negated)) {
        (Some(_), Some(_)) => return Err(Problem::Both(element).at(&*members.path)),
        (Some(node), None) => (node, element),
        (None, Some(node)) => (node, negated),
        (None, None) => return Err(Problem::Missing(element).at(&*members.path)),
    };
    let path = members.path_of(name);
    let nodes = one_or_list(node, &path);
    if nodes.is_empty() {
        return Err(Problem::Empty.at(path));
    }
    let list = nodes
        .into_iter()
        .map(|(node, path)| match node {
            Node::Text(text) => read(&text).map_err(|message| Problem::Value(message).at(path)),
            _ => Err(Problem::Type("a string").at(path)),
        })
        .collect::<Result<_, _>>()?;
    Ok(Elements {
        excluded: name == negated,
        list,
    })
}

/// The values of a list with their paths, or a single value.
pub(super) fn one_or_list(node: Node, path: &str) -> Vec<(Node, String)> {
    match node {
        Node::List(list) => {
            let indexed = list.into_iter().enumerate();
            indexed
                .map(|(index, node)| (node, format!("{path}[{index}]")))
                .collect()
        }
        node => vec![(node, path.to_owned())],
    }
}

/// Parses `*`, or a service and a name that may contain wildcards.
fn action(text: &str) -> Result<Pattern, String> {
    let is_service = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'*' || byte == b'?';
    let is_action = text.split_once(':').is_some_and(|(service, name)| {
        !service.is_empty()
            && !name.is_empty()
            && service.bytes().all(is_service)
            && name.bytes().all(is_name)
    });
    if text != "*" && !is_action {
        return Err(format!(
            "'{text}' is not an action; write SERVICE:NAME, such as \
             partnercentral:GetOpportunity, or *"
        ));
    }
    Ok(Pattern::wild(&text.to_ascii_lowercase()))
}

/// Parses `*`, or an ARN of six parts that may contain wildcards and variables. Fewer parts are
/// enough when the last ends in a star, which matches colons too.
fn resource(text: &str, variables: bool) -> Result<Template, String> {
    let parts = text.splitn(6, ':').count();
    let is_arn = text.starts_with("arn:") && (parts == 6 || text.ends_with('*'));
    if text != "*" && !is_arn {
        return Err(format!(
            "'{text}' is not a resource; write an ARN of six parts, or *"
        ));
    }
    let special = Special {
        wildcards: true,
        variables,
    };
    Ok(Template::new(variable::tokens(text, special)?))
}

/// The members of an object that were not read yet.
struct Members {
    path: String,
    rest: Vec<(String, Node)>,
}

impl Members {
    fn of(node: Node, path: &str) -> Result<Self, PolicyError> {
        match node {
            Node::Object(rest) => Ok(Self {
                path: path.to_owned(),
                rest,
            }),
            _ => Err(Problem::Type("an object").at(path)),
        }
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    fn take(&mut self, name: &str) -> Option<Node> {
        let at = self.rest.iter().position(|(member, _)| member == name)?;
        Some(self.rest.remove(at).1)
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, PolicyError> {
        match self.take(name) {
            None => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text)),
            Some(_) => Err(Problem::Type("a string").at(self.path_of(name))),
        }
    }

    /// Refuses a member that was not read.
    fn finish(self) -> Result<(), PolicyError> {
        match self.rest.into_iter().next() {
            Some((name, _)) => Err(Problem::Unknown(name).at(self.path)),
            None => Ok(()),
        }
    }
}
