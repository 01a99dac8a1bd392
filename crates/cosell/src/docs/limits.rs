//! The table of what a client may take of the server, and for how long.
//!
//! The numbers are read from where the server has them, so the page cannot differ from the program.
//! What is said beside each number stands here.

use cosell_api::Findings;
use cosell_domain::upload::LARGEST;
use cosell_server::{Limit, Limits};

/// A table with a row for each limit of requests and connections.
pub(super) fn table() -> String {
    let limits = Limits::default();
    let rows = Limit::ALL.map(|limit| {
        let (option, beyond) = described(limit);
        let option = option.map_or_else(String::new, |name| format!("`--{name}`"));
        let (title, value) = (limit.title(), value(limit, &limits));
        format!("| {title} | {value} | {option} | {beyond} |\n")
    });
    let head = "| limit | default | option | beyond it |\n|---|---|---|---|\n".to_owned();
    head + &rows.concat()
}

/// The default, with its unit.
fn value(limit: Limit, limits: &Limits) -> String {
    let seconds = |time: std::time::Duration| format!("{} s", time.as_secs());
    match limit {
        Limit::Connections => thousands(limits.connections),
        Limit::ConnectionsPerPeer => thousands(limits.connections_per_peer),
        Limit::HandshakeTimeout => seconds(limits.handshake_timeout),
        Limit::HeadBytes => format!("{} KiB", limits.head_bytes >> 10),
        Limit::HeadFields => Limits::HEAD_FIELDS.to_string(),
        Limit::HeaderTimeout => format!("{} from the first byte", seconds(limits.header_timeout)),
        Limit::BodyBytes => format!("{} MiB", Limits::BODY_BYTES >> 20),
        Limit::BodyTimeout => seconds(limits.body_timeout),
        Limit::UploadRate => format!(
            "{} KiB, or the end, in any {}",
            limits.body_rate_bytes >> 10,
            seconds(limits.body_rate_window)
        ),
        Limit::FileBytes => format!("{} MiB", LARGEST >> 20),
        Limit::FileRate => format!(
            "{} MiB, or the end, in any {}",
            Limits::BODY_BYTES >> 20,
            seconds(limits.body_timeout)
        ),
        Limit::BodyMemory => format!("{} MiB", limits.body_memory >> 20),
        Limit::BodyMemoryPerPeer => format!("{} MiB", limits.body_memory_per_peer >> 20),
        Limit::Findings => format!(
            "{}, with {} KiB of text",
            Findings::MOST,
            Findings::BYTES >> 10
        ),
        Limit::WriteTimeout => seconds(limits.write_timeout),
        Limit::IdleTimeout => seconds(limits.idle_timeout),
    }
}

/// The number with a comma before its last three digits.
fn thousands(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

/// The option that sets a limit, and what becomes of a client beyond it.
const fn described(limit: Limit) -> (Option<&'static str>, &'static str) {
    match limit {
        Limit::Connections => (
            Some("max-connections"),
            "503 and closed; over TLS closed at once",
        ),
        Limit::ConnectionsPerPeer => (
            Some("max-connections-per-peer"),
            "the same; a peer is an IPv4 address, or a network of 64 bits in IPv6",
        ),
        Limit::HandshakeTimeout => (None, "closed"),
        Limit::HeadBytes | Limit::HeadFields => (None, "431 and closed"),
        Limit::HeaderTimeout => (Some("header-timeout"), "closed"),
        Limit::BodyBytes => (None, "413 `RequestEntityTooLargeException`"),
        Limit::BodyTimeout => (
            Some("body-timeout"),
            "400 `SerializationException` and closed",
        ),
        Limit::UploadRate => (
            None,
            "400 `SerializationException`, of a file `RequestTimeout`, and closed",
        ),
        Limit::FileBytes => (None, "400 `EntityTooLarge`"),
        Limit::FileRate => (Some("body-timeout"), "400 `RequestTimeout` and closed"),
        Limit::BodyMemory | Limit::BodyMemoryPerPeer => (
            None,
            "400 `ThrottlingException` with `Retry-After`; the first 16 KiB of each body are free; \
             a file that is being uploaded takes 160 KiB, beyond it 503 `SlowDown`",
        ),
        Limit::Findings => (None, "`Message` says how many more there are"),
        Limit::WriteTimeout => (None, "closed, when the client reads nothing for that long"),
        Limit::IdleTimeout => (Some("idle-timeout"), "closed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_that_has_an_option_names_one_that_exists() {
        let program = crate::command();
        let serve = program.find_subcommand("serve").expect("serve");
        for (name, _) in Limit::ALL.map(described) {
            let exists = |name| serve.get_opts().any(|arg| arg.get_long() == Some(name));
            assert!(name.is_none_or(exists), "{name:?}");
        }
    }

    #[test]
    fn a_large_number_has_a_comma() {
        assert_eq!(
            [256, 1024, 12_005].map(thousands),
            ["256", "1,024", "12,005"]
        );
    }
}
