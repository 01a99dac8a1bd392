//! What the log says about a request, and what it must not say.
//!
//! A process has one log, so it has the requests of all tests.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;

use crate::server::{Server, opportunity};

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn a_request_is_logged_in_one_line_without_its_body() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .init();
    let server = Server::start(true);
    let created = server.call("CreateOpportunity", &opportunity());
    assert_eq!(created.status, 200, "{created:?}");
    let mut wrong = opportunity();
    wrong["Customer"]["Contacts"][0]["Email"] = json!("oksana at quarrystone");
    let refused = server.call("CreateOpportunity", &wrong);
    assert_eq!(refused.error(), "ValidationException");

    let text = log.text();
    for secret in [
        "quarrystone",
        "Quarrystone",
        "Oksana",
        "Brightwater",
        "Imaging archive",
    ] {
        assert!(!text.contains(secret), "{secret} is in the log:\n{text}");
    }
    for (answer, error) in [(created, "-"), (refused, "ValidationException")] {
        let id = answer.header("x-amzn-requestid").expect("an id");
        let lines: Vec<Value> = text
            .lines()
            .filter(|line| line.contains(id))
            .map(|line| serde_json::from_str(line).expect("a line is JSON"))
            .collect();
        let [line] = lines.as_slice() else {
            panic!("{lines:?}")
        };
        assert_eq!(line["operation"], "CreateOpportunity");
        assert_eq!(line["account"], "111111111111");
        assert_eq!(line["status"], answer.status);
        assert_eq!(line["error"], error);
        assert!(line["micros"].is_u64(), "{line}");
    }
}
