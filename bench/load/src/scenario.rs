//! The calls of each scenario, and the preparation that they need.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::time::Instant;

use cosell_world::machine;
use futures_util::future::try_join_all;
use serde_json::Value;

use crate::body::{self, Bodies};
use crate::connection::Connection;
use crate::error::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "PascalCase")]
pub(crate) enum Scenario {
    GetOpportunity,
    CreateOpportunity,
    StartEngagementFromOpportunityTask,
}

impl Scenario {
    pub(crate) fn operation(self) -> &'static str {
        match self {
            Self::GetOpportunity => "GetOpportunity",
            Self::CreateOpportunity => "CreateOpportunity",
            Self::StartEngagementFromOpportunityTask => "StartEngagementFromOpportunityTask",
        }
    }
}

/// Number of connections that prepare; many, so that they share commits.
pub(crate) const PREPARING: usize = 32;

/// Opens connections to the nodes of one store, to one after the other.
pub(crate) async fn connect(
    nodes: &[SocketAddr],
    connections: usize,
) -> Result<Vec<Connection>, Error> {
    let nodes = nodes.iter().cycle().take(connections);
    try_join_all(nodes.map(|node| Connection::open(*node))).await
}

/// Creates opportunities and returns their ids in the order in which they were ready: users, too,
/// start tasks in about that order. With a solution they are complete for submission.
pub(crate) async fn prepare(
    nodes: &[SocketAddr],
    bodies: &Bodies,
    count: usize,
    solution: bool,
) -> Result<Vec<String>, Error> {
    let left = Cell::new(count);
    let ids = RefCell::new(Vec::with_capacity(count));
    let mut connections = connect(nodes, PREPARING.min(count)).await?;
    let made = connections.iter_mut().map(async |connection| {
        let mut text = String::new();
        while left.get() > 0 {
            left.set(left.get() - 1);
            text.clear();
            bodies.create(&mut text);
            let answer = connection.call("CreateOpportunity", &text, CREATED).await?;
            let id = id(answer)?;
            if solution {
                text.clear();
                body::associate(&mut text, &id);
                connection.call("AssociateOpportunity", &text, "").await?;
            }
            ids.borrow_mut().push(id);
        }
        Ok::<_, Error>(())
    });
    try_join_all(made).await?;
    Ok(ids.into_inner())
}

pub(crate) const CREATED: &str = r#""Id":"O"#;

/// The id in the response to `CreateOpportunity`.
pub(crate) fn id(answer: &[u8]) -> Result<String, Error> {
    let answer: Value = serde_json::from_slice(answer)?;
    let id = answer["Id"].as_str();
    id.map(str::to_owned).ok_or_else(|| Error::Unexpected {
        operation: "CreateOpportunity",
        status: 200,
        body: answer.to_string(),
    })
}

/// The source of requests for all connections.
pub(crate) struct Source<'a> {
    pub(crate) scenario: Scenario,
    pub(crate) bodies: &'a Bodies,
    /// The opportunities of the requests: read repeatedly, started once each, unused by creates.
    pub(crate) ids: &'a [String],
    pub(crate) taken: Cell<usize>,
    pub(crate) until: Instant,
}

impl Source<'_> {
    /// Writes the next request and the text that its response must contain. Returns `false` when
    /// there are no more requests.
    pub(crate) fn next(&self, text: &mut String, expected: &mut String) -> bool {
        if machine::instant() >= self.until {
            return false;
        }
        let number = self.taken.get();
        text.clear();
        expected.clear();
        match self.scenario {
            Scenario::GetOpportunity => {
                let Some(id) = self.ids.get(number % self.ids.len().max(1)) else {
                    return false;
                };
                body::get(text, id);
                expected.extend([r#""Id":""#, id, "\""]);
            }
            Scenario::CreateOpportunity => {
                self.bodies.create(text);
                expected.push_str(CREATED);
            }
            Scenario::StartEngagementFromOpportunityTask => {
                let Some(id) = self.ids.get(number) else {
                    return false;
                };
                body::start(text, id);
                expected.push_str(r#""TaskStatus":"COMPLETE""#);
            }
        }
        self.taken.set(number + 1);
        true
    }
}
