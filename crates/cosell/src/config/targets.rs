//! The file of event targets.
//!
//! ```toml
//! [[target]]
//! name = "crm"
//! url = "https://crm.example.com/events"
//! secrets = ["whsec_…"]
//! filter = { detail-type = ["Opportunity Created"] }
//!
//! [[target]]
//! name = "queue"
//! kind = "sqs"
//! url = "https://sqs.us-east-1.amazonaws.com/111111111111/partner.fifo"
//! region = "us-east-1"
//! ```
//!
//! A mistake is told with the line and the name of its target, and without the line itself, which
//! may hold a secret.

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

use cosell_event_pattern::Pattern;
use cosell_server::{
    AwsKeys, CONCURRENCY, Endpoint, EventBridge, EventTarget, Kind, Login, MAX_ATTEMPTS, Mode,
    Nats, Secret, Sqs, Subject, Target, Webhook,
};
use serde::Deserialize;
use toml::Spanned;

use super::ConfigError;
use super::values::is_plain;
use crate::discreet::{named, text_of, without_value};

/// The longest name of a target, which is a label of metrics.
const MAX_NAME: usize = 40;

/// The most events of a target that are sent at the same time.
const MAX_CONCURRENCY: usize = 256;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    target: Vec<Table>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: Spanned<String>,
    kind: Option<Spanned<String>>,
    url: Option<Spanned<String>>,
    secrets: Option<Vec<Spanned<String>>>,
    allow_private: Option<Spanned<bool>>,
    bus: Option<Spanned<String>>,
    source: Option<Spanned<String>>,
    region: Option<Spanned<String>>,
    access_key_id: Option<Spanned<String>>,
    secret_access_key: Option<Spanned<String>>,
    session_token: Option<Spanned<String>>,
    subject: Option<Spanned<String>>,
    user: Option<Spanned<String>>,
    password: Option<Spanned<String>>,
    token: Option<Spanned<String>>,
    path: Option<Spanned<PathBuf>>,
    filter: Option<Spanned<toml::Value>>,
    max_attempts: Option<NonZeroU32>,
    concurrency: Option<Spanned<NonZeroUsize>>,
}

/// What is wrong, and where it begins in the text.
type Mistake = (usize, String);

/// Reads the targets of a file, for a server of this mode.
pub(super) fn read(path: &Path, mode: Mode) -> Result<Vec<Target>, ConfigError> {
    let text = text_of(path).map_err(|source| ConfigError::UnreadableTargets {
        place: named("--event-targets", path),
        source,
    })?;
    parse(&text, mode).map_err(|(at, message)| ConfigError::WrongTargets {
        path: path.to_owned(),
        line: 1 + before(&text, at).matches('\n').count(),
        target: name_at(&text, at),
        message,
    })
}

fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

/// The name of the target that a place of the text belongs to, as far as it can be found in a text
/// with a mistake.
fn name_at(text: &str, at: usize) -> String {
    let end = text.get(at..).and_then(|rest| rest.find("[[target]]"));
    let text = before(text, end.map_or(text.len(), |end| at + end));
    let table = text.rfind("[[target]]").map_or("", |begin| &text[begin..]);
    let name = table.lines().find_map(|line| {
        let value = line.trim().strip_prefix("name")?.trim_start();
        let value = value.strip_prefix('=')?.trim_start().strip_prefix('"')?;
        value.split_once('"').map(|(name, _)| name)
    });
    name.unwrap_or("?").to_owned()
}

fn parse(text: &str, mode: Mode) -> Result<Vec<Target>, Mistake> {
    let file: File = toml::from_str(text).map_err(|mut error| {
        let start = error.span().map_or(0, |span| span.start);
        // With the text of the file the parser shows the line.
        error.set_input(None);
        let message = without_value(error.to_string().trim_end());
        (start, message.replace('\n', " "))
    })?;
    let mut targets: Vec<Target> = Vec::with_capacity(file.target.len());
    for table in file.target {
        let at = table.name.span().start;
        let name = table.name.get_ref();
        if targets.iter().any(|target| target.name == *name) {
            return Err((at, "another target has this name".to_owned()));
        }
        targets.push(target(table, mode)?);
    }
    Ok(targets)
}

fn target(table: Table, mode: Mode) -> Result<Target, Mistake> {
    let at = table.name.span().start;
    let name = table.name.get_ref().clone();
    if name.is_empty() || name.len() > MAX_NAME || !is_plain(&name) {
        let message = "a name has up to 40 small letters, digits and hyphens";
        return Err((at, message.to_owned()));
    }
    let mut target = Target::new(name, kind(&table, mode)?);
    target.max_attempts = table.max_attempts.map_or(MAX_ATTEMPTS, NonZeroU32::get);
    target.concurrency = match &table.concurrency {
        None => CONCURRENCY,
        Some(many) if many.get_ref().get() > MAX_CONCURRENCY => {
            return Err((many.span().start, "concurrency is at most 256".to_owned()));
        }
        Some(some) => some.get_ref().get(),
    };
    target.filter = table.filter.map(filter).transpose()?;
    Ok(target)
}

/// A pattern as JSON in a text, or as a table.
fn filter(filter: Spanned<toml::Value>) -> Result<Pattern, Mistake> {
    let at = filter.span().start;
    let json = match filter.into_inner() {
        toml::Value::String(text) => text,
        table => serde_json::to_string(&table).map_err(|error| (at, error.to_string()))?,
    };
    json.parse()
        .map_err(|error| (at, format!("filter is not a valid event pattern: {error}")))
}

fn kind(table: &Table, mode: Mode) -> Result<Kind, Mistake> {
    let named = table.kind.as_ref().map(|kind| kind.get_ref().as_str());
    let kind = named.unwrap_or("webhook");
    let read = of_kind(table, kind, mode)?;
    refuse_others(table, kind)?;
    Ok(read)
}

fn of_kind(table: &Table, kind: &str, mode: Mode) -> Result<Kind, Mistake> {
    let at = table.name.span().start;
    let allow = table.allow_private.as_ref().map(|allow| *allow.get_ref());
    let allow_private = allow.unwrap_or(mode != Mode::Strict);
    match kind {
        "webhook" => Ok(Kind::Webhook(Webhook {
            url: url(table, at)?,
            secrets: secrets(table)?,
            allow_private,
        })),
        "eventbridge" => {
            let text = |of: &Option<Spanned<String>>| of.as_ref().map(|of| of.get_ref().clone());
            let source = text(&table.source);
            if source
                .as_ref()
                .is_some_and(|source| source.starts_with("aws."))
            {
                let at = table
                    .source
                    .as_ref()
                    .map_or(at, |source| source.span().start);
                return Err((
                    at,
                    "a source of your own does not begin with aws.".to_owned(),
                ));
            }
            Ok(Kind::EventBridge(EventBridge {
                endpoint: endpoint(table, allow_private, at)?,
                bus: text(&table.bus).unwrap_or_else(|| "default".to_owned()),
                source,
            }))
        }
        "sqs" => Ok(Kind::Sqs(Sqs {
            endpoint: endpoint(table, allow_private, at)?,
            queue_url: required(table.url.as_ref(), "url", at)?.clone(),
        })),
        "nats" => Ok(Kind::Nats(Nats {
            url: nats_url(table, at)?,
            subject: subject(table)?,
            login: login(table, at)?,
            allow_private,
        })),
        "file" => {
            let path = required(table.path.as_ref(), "path", at)?;
            Ok(Kind::File(path.clone()))
        }
        _ => {
            let at = table.kind.as_ref().map_or(at, |kind| kind.span().start);
            let message = "kind is one of webhook, eventbridge, sqs, nats and file";
            Err((at, message.to_owned()))
        }
    }
}

/// Refuses keys that a kind does not have.
fn refuse_others(table: &Table, kind: &str) -> Result<(), Mistake> {
    fn at<T>(value: Option<&Spanned<T>>) -> Option<usize> {
        value.map(|value| value.span().start)
    }
    let secrets = table.secrets.as_ref();
    let secrets = secrets.map(|secrets| at(secrets.first()).unwrap_or(table.name.span().start));
    let aws: &[&str] = &["eventbridge", "sqs"];
    let web: &[&str] = &["webhook", "eventbridge", "sqs", "nats"];
    for (key, place, kinds) in [
        ("url", at(table.url.as_ref()), web),
        ("allow_private", at(table.allow_private.as_ref()), web),
        ("secrets", secrets, &["webhook"]),
        ("bus", at(table.bus.as_ref()), &["eventbridge"]),
        ("source", at(table.source.as_ref()), &["eventbridge"]),
        ("region", at(table.region.as_ref()), aws),
        ("access_key_id", at(table.access_key_id.as_ref()), aws),
        (
            "secret_access_key",
            at(table.secret_access_key.as_ref()),
            aws,
        ),
        ("session_token", at(table.session_token.as_ref()), aws),
        ("subject", at(table.subject.as_ref()), &["nats"]),
        ("user", at(table.user.as_ref()), &["nats"]),
        ("password", at(table.password.as_ref()), &["nats"]),
        ("token", at(table.token.as_ref()), &["nats"]),
        ("path", at(table.path.as_ref()), &["file"]),
    ] {
        if let Some(place) = place.filter(|_| !kinds.contains(&kind)) {
            let kinds = kinds.join(", ");
            return Err((place, format!("{key} is a key of targets of kind {kinds}")));
        }
    }
    Ok(())
}

fn required<'a, T>(value: Option<&'a Spanned<T>>, key: &str, at: usize) -> Result<&'a T, Mistake> {
    let value = value.map(Spanned::get_ref);
    value.ok_or_else(|| (at, format!("the target has no {key}")))
}

fn url(table: &Table, at: usize) -> Result<EventTarget, Mistake> {
    let text = required(table.url.as_ref(), "url", at)?;
    let at = table.url.as_ref().map_or(at, |url| url.span().start);
    text.parse().map_err(|error| (at, format!("url: {error}")))
}

fn nats_url(table: &Table, at: usize) -> Result<EventTarget, Mistake> {
    let text = required(table.url.as_ref(), "url", at)?;
    let at = table.url.as_ref().map_or(at, |url| url.span().start);
    EventTarget::of_nats(text).map_err(|error| (at, format!("url: {error}")))
}

fn subject(table: &Table) -> Result<Subject, Mistake> {
    let Some(subject) = &table.subject else {
        return Ok(Subject::default());
    };
    let parsed = subject.get_ref().parse();
    parsed.map_err(|error| (subject.span().start, format!("subject: {error}")))
}

/// How a server of NATS is logged in to.
fn login(table: &Table, at: usize) -> Result<Login, Mistake> {
    let text = |of: &Option<Spanned<String>>| of.as_ref().map(|of| of.get_ref().clone());
    match (text(&table.user), text(&table.password), text(&table.token)) {
        (None, None, None) => Ok(Login::Nobody),
        (Some(name), Some(password), None) => Ok(Login::User { name, password }),
        (None, None, Some(token)) => Ok(Login::Token(token)),
        _ => Err((
            at,
            "a login is either user and password, or a token".to_owned(),
        )),
    }
}

fn secrets(table: &Table) -> Result<Vec<Secret>, Mistake> {
    let secrets = table.secrets.iter().flatten();
    let parsed = secrets.map(|secret| {
        let parsed = secret.get_ref().parse();
        parsed.map_err(|error: cosell_server::SecretError| (secret.span().start, error.to_string()))
    });
    parsed.collect()
}

/// How a service of AWS is reached. Keys that the file does not have are those of the environment.
fn endpoint(table: &Table, allow_private: bool, at: usize) -> Result<Endpoint, Mistake> {
    let or_variable = |value: &Option<Spanned<String>>, variable: &str| {
        let value = value.as_ref().map(|value| value.get_ref().clone());
        value.or_else(|| std::env::var(variable).ok())
    };
    let missing = |key: &str, variable: &str| {
        let message = format!("the target has no {key}, and {variable} is not set");
        (at, message)
    };
    let keys = match (&table.access_key_id, &table.secret_access_key) {
        (Some(_), None) => return Err((at, "the target has no secret_access_key".to_owned())),
        (None, Some(_)) => return Err((at, "the target has no access_key_id".to_owned())),
        (id, secret) => AwsKeys {
            access_key: or_variable(id, "AWS_ACCESS_KEY_ID")
                .ok_or_else(|| missing("access_key_id", "AWS_ACCESS_KEY_ID"))?,
            secret: or_variable(secret, "AWS_SECRET_ACCESS_KEY")
                .ok_or_else(|| missing("secret_access_key", "AWS_SECRET_ACCESS_KEY"))?,
            session_token: match id {
                Some(_) => table
                    .session_token
                    .as_ref()
                    .map(|token| token.get_ref().clone()),
                None => or_variable(&table.session_token, "AWS_SESSION_TOKEN"),
            },
        },
    };
    let region = or_variable(&table.region, "AWS_REGION");
    Ok(Endpoint {
        url: url(table, at)?,
        region: region.ok_or_else(|| missing("region", "AWS_REGION"))?,
        keys,
        allow_private,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn a_file_names_targets_of_every_kind() {
        let text = format!(
            "[[target]]\nname = 'crm'\nurl = 'https://crm.example.com/in'\nsecrets = ['{SECRET}']\n\
             filter = {{ detail-type = ['Opportunity Created'] }}\nmax_attempts = 3\n\
             [[target]]\nname = 'bus'\nkind = 'eventbridge'\nurl = 'http://localhost:5000'\n\
             region = 'us-east-1'\naccess_key_id = 'a'\nsecret_access_key = 'b'\n\
             source = 'cosell'\nfilter = '{{\"account\": [\"111111111111\"]}}'\n\
             [[target]]\nname = 'queue'\nkind = 'sqs'\nurl = 'http://localhost:5000/1/q'\n\
             region = 'us-east-1'\naccess_key_id = 'a'\nsecret_access_key = 'b'\n\
             [[target]]\nname = 'stream'\nkind = 'nats'\nurl = 'tls://nats.example.com'\n\
             subject = 'crm.{{resource}}'\nuser = 'a'\npassword = 'b'\n\
             [[target]]\nname = 'file'\nkind = 'file'\npath = 'events.jsonl'\nconcurrency = 1\n"
        );
        let targets = parse(&text, Mode::Strict).expect("targets");
        let names: Vec<&str> = targets.iter().map(|target| &*target.name).collect();
        assert_eq!(names, ["crm", "bus", "queue", "stream", "file"]);
        assert_eq!(targets[0].max_attempts, 3);
        assert!(targets[0].filter.is_some() && targets[1].filter.is_some());
        let Kind::Webhook(webhook) = &targets[0].kind else {
            panic!("{:?}", targets[0].kind);
        };
        assert!(!webhook.allow_private, "mode strict");
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_target_and_no_secret() {
        for (table, line, says) in [
            (
                "url = 'https://e.com'\nplanted = 1",
                4,
                "unknown field `planted`",
            ),
            ("url = 'https://ada:planted@e.com'", 3, "leave it out"),
            (
                "url = 'https://e.com'\nsecrets = ['planted']",
                4,
                "not a webhook secret",
            ),
            (
                "url = 'https://e.com'\nfilter = '{\"a\": 1}'",
                4,
                "not a valid event pattern",
            ),
            ("url = 'https://e.com'\nconcurrency = 0", 4, "wrong value"),
            (
                "url = 'https://e.com'\npath = 'x'",
                4,
                "path is a key of targets of kind file",
            ),
            ("kind = 'kafka'", 3, "kind is one of"),
            ("kind = 'kafka'\nurl = 'https://e.com'", 3, "kind is one of"),
            ("kind = 'file'", 2, "the target has no path"),
            (
                "kind = 'nats'\nurl = 'http://e.com'",
                4,
                "begin with nats://",
            ),
            (
                "kind = 'nats'\nurl = 'nats://e.com'\nsubject = 'a.*'",
                5,
                "not a subject of NATS",
            ),
            (
                "kind = 'nats'\nurl = 'nats://e.com'\npassword = 'planted'",
                2,
                "either user and password, or a token",
            ),
            (
                "url = 'https://e.com'\ntoken = 'planted'",
                4,
                "of kind nats",
            ),
            ("max_attempts = 'planted'", 3, "wrong type"),
        ] {
            let text = format!("[[target]]\nname = \"one\"\n{table}\n[[target]]\nname = \"two\"\n");
            let (at, message) = parse(&text, Mode::Open).expect_err(table);
            assert!(message.contains(says), "{table}: {message}");
            assert!(
                !message.contains("planted") || says.contains("planted"),
                "{message}"
            );
            assert_eq!(1 + before(&text, at).matches('\n').count(), line, "{table}");
            assert_eq!(name_at(&text, at), "one", "{table}");
        }
        let twice = "[[target]]\nname = \"one\"\nurl = 'http://a'\n".repeat(2);
        let (_, message) = parse(&twice, Mode::Open).expect_err("twice");
        assert_eq!(message, "another target has this name");
    }
}
