//! What a server is started with: from the command line, the environment and the configuration
//! file.
//!
//! [`Choices`] is at once the command line and the file, so an option and its key cannot drift
//! apart. What is not chosen in either gets its default in [`Sources::settle`].

mod accounts;
mod clock;
mod keys;
mod network;
mod quotas;
mod secrets;
mod values;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cosell_auth::sigv4::Verifier;
use cosell_domain::Settings;
use cosell_domain::identity::Identity;
use cosell_engine::Options;
use cosell_engine::fault::Faults;
use cosell_engine::world::World;
use cosell_server::{Callers, HostName, Mode, Origin, Target, TargetError, TokenError};
use cosell_store::Location;
use serde::Deserialize;

use crate::secret::Secret;
use crate::start::Plan;
use accounts::{Accounts, Parts};
use clock::Clock;
use network::{Auth, DevCertificate, Network};
use quotas::{Limits, Quotas, Stored};
use values::{Fault, Limit, Listen, StepCommit, StoreAt, Strictness, TaskIdStyle, Wait};
pub(crate) use values::{LogForm, LogLevel};

/// The port, which stands for nothing.
const PORT: u16 = 7226;

/// Where data are kept unless something else is chosen: a file in the working directory.
const STORE: &str = "cosell.sqlite";

/// A lease is renewed three times in its length, each time by a transaction.
const LEAST_LEASE: Duration = Duration::from_millis(100);

/// The region that signatures are for: the only one in which the live service is.
const REGION: &str = "us-east-1";

/// The service that signatures are for.
const SERVICE: &str = "partnercentral-selling";

/// The configuration of `cosell serve`.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Sources {
    /// Read accounts and options from this TOML file
    #[arg(long, env = "COSELL_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    choices: Choices,
}

/// What can be chosen. The names are the options' and the file's; accounts, and quotas of one's own,
/// are in the file only.
#[derive(Clone, Debug, Default, clap::Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Choices {
    /// Listen on this address, one of loopback unless callers are proven; port 0 takes a free one
    /// [default: 127.0.0.1:7226]
    #[arg(long, env = "COSELL_LISTEN", value_name = "ADDRESS")]
    listen: Option<Listen>,
    /// Keep data in sqlite:PATH, postgres://…, or in memory [default: sqlite:cosell.sqlite]
    // Its value may hold a password.
    #[arg(
        long,
        env = "COSELL_STORE",
        hide_env_values = true,
        allow_hyphen_values = true,
        value_name = "STORE"
    )]
    store: Option<Secret>,
    /// Take signatures for this region [default: us-east-1]
    #[arg(long, env = "COSELL_REGION", value_name = "REGION")]
    region: Option<String>,
    /// Read the key that the secrets of access keys are sealed with from this file; without it,
    /// from the variable `COSELL_SECRETS_KEY`
    #[arg(long, env = "COSELL_SECRETS_KEY_FILE", value_name = "FILE")]
    secrets_key_file: Option<PathBuf>,
    /// Let Start… operations wait this long for their task; 0 answers at once [default: 5s]
    #[arg(long, env = "COSELL_TASK_WAIT", value_name = "TIME")]
    task_wait: Option<Wait>,
    /// On a shared store, let other nodes take over the tasks of one that gave no sign for this long
    /// [default: 10s]
    #[arg(long, env = "COSELL_LEASE", value_name = "TIME")]
    lease: Option<Wait>,
    /// Commit the steps of a task together or one by one [default: chained]
    #[arg(long, env = "COSELL_STEP_COMMIT")]
    step_commit: Option<StepCommit>,
    /// Refuse what the live service is observed to refuse, or keep to AWS's documents, which ask
    /// for complete opportunities at creation already [default: observed]
    #[arg(long, env = "COSELL_STRICTNESS")]
    strictness: Option<Strictness>,
    /// Write ids of engagement tasks as oit-… (documented) or task-… [default: documented]
    #[arg(long, env = "COSELL_TASK_ID_STYLE")]
    task_id_style: Option<TaskIdStyle>,
    /// Name the rules that refused a request in the header x-cosell-rules
    #[arg(
        long,
        env = "COSELL_EXPLAIN",
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    explain: Option<bool>,
    /// Repeat the random part of ids from run to run
    #[arg(long, env = "COSELL_SEED", value_name = "NUMBER")]
    seed: Option<u64>,
    /// Show another time than the machine's, standing still, moved or running faster [default:
    /// system]
    #[arg(
        long,
        env = "COSELL_CLOCK",
        value_name = "system|frozen:TIME|moved:TIME|rated:FACTOR"
    )]
    clock: Option<Clock>,
    /// Remember tasks this long after their end [default: 90d]
    #[arg(long, env = "COSELL_TASK_RETENTION", value_name = "TIME")]
    task_retention: Option<Wait>,
    /// Send every event to this http:// or https:// URL, in the form in which EventBridge hands it out
    // Its path may hold a secret, as the store's address may hold a password.
    #[arg(
        long,
        env = "COSELL_EVENTS_TO",
        hide_env_values = true,
        allow_hyphen_values = true,
        value_name = "URL"
    )]
    events_to: Option<Secret>,
    /// Make failures happen: at a point an error, a delay, a lost connection or the end of the
    /// process, such as `operation.read=error:ThrottlingException;count=3`
    #[arg(
        long,
        env = "COSELL_FAULT",
        value_name = "POINT=ACTION[;KEY=VALUE]",
        value_delimiter = ','
    )]
    fault: Option<Vec<Fault>>,
    /// Log as text or as JSON, one line per request, on standard error [default: text]
    #[arg(long, env = "COSELL_LOG")]
    log: Option<LogForm>,
    /// Log from this level on: off, error, warn, info, debug, trace, or MODULE=LEVEL,… [default:
    /// info]
    #[arg(long, env = "COSELL_LOG_LEVEL", value_name = "LEVEL")]
    log_level: Option<LogLevel>,
    /// Take the access key's word for who calls, or have every call signed and held to the caller's
    /// policies [default: open]
    #[arg(long, env = "COSELL_AUTH")]
    auth: Option<Auth>,
    /// Ask for this token on the pages under /_cosell; better given by the environment or a file
    #[arg(
        long,
        env = "COSELL_ADMIN_TOKEN",
        hide_env_values = true,
        allow_hyphen_values = true,
        value_name = "TOKEN"
    )]
    admin_token: Option<Secret>,
    /// Read admin tokens from this file, one a line; any of them will do
    #[arg(long, env = "COSELL_ADMIN_TOKEN_FILE", value_name = "FILE")]
    admin_token_file: Option<PathBuf>,
    /// Serve HTTPS with this chain of certificates in PEM, read again on SIGHUP
    #[arg(long, env = "COSELL_TLS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key in PEM
    #[arg(long, env = "COSELL_TLS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// Serve HTTPS with a certificate made at start, and write what clients must trust to this file
    /// [default: cosell-ca.pem]
    #[arg(
        long,
        env = "COSELL_TLS_DEV",
        value_name = "FILE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    tls_dev: Option<DevCertificate>,
    /// In mode `open`, answer requests that call the server by this name too
    #[arg(
        long,
        env = "COSELL_ALLOWED_HOST",
        value_name = "NAME",
        value_delimiter = ','
    )]
    allowed_host: Option<Vec<HostName>>,
    /// Let web pages of this origin call operations; those of this machine may in mode `open`
    #[arg(
        long,
        env = "COSELL_ALLOWED_ORIGIN",
        value_name = "SCHEME://HOST[:PORT]",
        value_delimiter = ','
    )]
    allowed_origin: Option<Vec<Origin>>,
    /// Listen beyond loopback without TLS, because something else keeps what is sent from others
    #[arg(
        long,
        env = "COSELL_INSECURE",
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    insecure: Option<bool>,
    /// Serve this many connections at the same time [default: 1024]
    #[arg(long, env = "COSELL_MAX_CONNECTIONS", value_name = "NUMBER")]
    max_connections: Option<NonZeroUsize>,
    /// Serve this many connections of one address at the same time [default: 256]
    #[arg(long, env = "COSELL_MAX_CONNECTIONS_PER_PEER", value_name = "NUMBER")]
    max_connections_per_peer: Option<NonZeroUsize>,
    /// Give the headers of a request this long to arrive [default: 10s]
    #[arg(long, env = "COSELL_HEAD_TIME", value_name = "TIME")]
    head_time: Option<Limit>,
    /// Give the body of a request this long to arrive [default: 1m]
    #[arg(long, env = "COSELL_BODY_TIME", value_name = "TIME")]
    body_time: Option<Limit>,
    /// Keep a connection this long on which nothing is asked [default: 1m]
    #[arg(long, env = "COSELL_IDLE_TIME", value_name = "TIME")]
    idle_time: Option<Limit>,
    /// Hold accounts to the rates that AWS publishes, or to none but those of the file [default: off]
    #[arg(long, env = "COSELL_QUOTAS")]
    quotas: Option<Quotas>,
    #[arg(skip)]
    quota: Option<Limits>,
    #[arg(skip)]
    stored: Option<Stored>,
    #[arg(skip)]
    account: Option<Accounts>,
}

/// The configuration, complete.
#[derive(Debug)]
pub(crate) struct Config {
    pub log: LogForm,
    pub log_level: LogLevel,
    pub plan: Plan,
    /// The configuration file, without one an empty table.
    pub file: toml::Table,
}

/// What is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("could not read the configuration file {}", path.display())]
    Unreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// Told without the line itself, which may hold a secret.
    #[error("wrong configuration file {}: line {line}: {message}", path.display())]
    Wrong {
        path: PathBuf,
        line: usize,
        message: String,
    },
    /// Keys of the file that nobody could sign with.
    #[error("wrong configuration file: {0}")]
    Keys(String),
    #[error("could not read the secrets key {}", path.display())]
    UnreadableKey {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// Where the key is said to be, something else is.
    #[error("wrong secrets key in {place}")]
    WrongKey {
        place: String,
        #[source]
        source: cosell_auth::KeyError,
    },
    #[error(
        "mode strict needs a key for the secrets of access keys: name it with --secrets-key-file \
         or put it into COSELL_SECRETS_KEY; `openssl rand -hex 32` makes one"
    )]
    NoSecretsKey,
    /// The signature of a caller is not checked, so no other machine may be one.
    #[error(
        "--listen {0}: callers are not proven, so the server listens on a loopback address only, \
         such as 127.0.0.1:{PORT}; --auth strict proves them"
    )]
    NotLoopback(SocketAddr),
    /// Told without the value, which may hold a password.
    #[error("--store: {0}")]
    Store(String),
    /// Told without the URL, whose path may be a secret.
    #[error("--events-to")]
    EventsTo(#[source] TargetError),
    #[error("--lease: a node could not renew it in time; the shortest is 100ms")]
    ShortLease,
    /// Others could read and change what is sent.
    #[error(
        "--listen {0}: what is sent would be readable on its way; give --tls-cert and --tls-key, \
         or --insecure if something in front of the server speaks TLS"
    )]
    Plain(SocketAddr),
    /// A certificate without its key, or two certificates.
    #[error("TLS takes --tls-cert together with --tls-key, or --tls-dev alone")]
    Certificate,
    /// Whoever reaches a server that proves callers could administer it.
    #[error(
        "--auth strict asks for an admin token: set COSELL_ADMIN_TOKEN, or --admin-token-file to a \
         file that holds one, such as `openssl rand -hex 32` makes"
    )]
    NoToken,
    #[error("wrong admin token")]
    Token(#[from] TokenError),
    #[error("could not read the admin tokens in {}", path.display())]
    TokenFile {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

impl Sources {
    /// Reads the file, puts the command line and the environment over it, and fills in the
    /// defaults.
    pub(crate) fn settle(self) -> Result<Config, ConfigError> {
        let below = self
            .config
            .as_deref()
            .map(read)
            .transpose()?
            .unwrap_or_default();
        let (below, file) = below;
        let config = self.choices.over(below).settle()?;
        Ok(Config { file, ..config })
    }
}

/// Reads the file: what it chooses, and the same as a table.
fn read(path: &Path) -> Result<(Choices, toml::Table), ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let both = toml::from_str(&text).and_then(|choices| Ok((choices, toml::from_str(&text)?)));
    both.map_err(|mut source: toml::de::Error| {
        let start = source.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        // With the text of the file the parser shows the line, and without it the key.
        source.set_input(None);
        ConfigError::Wrong {
            path: path.to_owned(),
            line: 1 + before.matches('\n').count(),
            message: source.to_string().trim_end().replace('\n', " "),
        }
    })
}

impl Choices {
    /// These choices, and where nothing is chosen those of `below`.
    fn over(self, below: Self) -> Self {
        Self {
            listen: self.listen.or(below.listen),
            store: self.store.or(below.store),
            region: self.region.or(below.region),
            secrets_key_file: self.secrets_key_file.or(below.secrets_key_file),
            task_wait: self.task_wait.or(below.task_wait),
            lease: self.lease.or(below.lease),
            step_commit: self.step_commit.or(below.step_commit),
            strictness: self.strictness.or(below.strictness),
            task_id_style: self.task_id_style.or(below.task_id_style),
            explain: self.explain.or(below.explain),
            seed: self.seed.or(below.seed),
            clock: self.clock.or(below.clock),
            task_retention: self.task_retention.or(below.task_retention),
            events_to: self.events_to.or(below.events_to),
            fault: self.fault.or(below.fault),
            log: self.log.or(below.log),
            log_level: self.log_level.or(below.log_level),
            auth: self.auth.or(below.auth),
            admin_token: self.admin_token.or(below.admin_token),
            admin_token_file: self.admin_token_file.or(below.admin_token_file),
            tls_cert: self.tls_cert.or(below.tls_cert),
            tls_key: self.tls_key.or(below.tls_key),
            tls_dev: self.tls_dev.or(below.tls_dev),
            allowed_host: self.allowed_host.or(below.allowed_host),
            allowed_origin: self.allowed_origin.or(below.allowed_origin),
            insecure: self.insecure.or(below.insecure),
            max_connections: self.max_connections.or(below.max_connections),
            max_connections_per_peer: self
                .max_connections_per_peer
                .or(below.max_connections_per_peer),
            head_time: self.head_time.or(below.head_time),
            body_time: self.body_time.or(below.body_time),
            idle_time: self.idle_time.or(below.idle_time),
            quotas: self.quotas.or(below.quotas),
            quota: self.quota.or(below.quota),
            stored: self.stored.or(below.stored),
            account: self.account.or(below.account),
        }
    }

    fn settle(mut self) -> Result<Config, ConfigError> {
        let listen = self
            .listen
            .map_or((Ipv4Addr::LOCALHOST, PORT).into(), Listen::address);
        let Network {
            mode,
            admin,
            allowed,
            certificate,
            limits,
        } = self.network(listen)?;
        let events_to = self.events_to.map(|url| url.expose().parse::<Target>());
        let events_to = events_to.transpose();
        let events_to = events_to.map_err(ConfigError::EventsTo)?;
        let secret_of = |name: &str| std::env::var(name).ok();
        let Parts {
            accounts,
            access_keys,
            keys,
        } = self
            .account
            .unwrap_or_default()
            .into_parts(secret_of)
            .map_err(ConfigError::Keys)?;
        let identity = Identity {
            secrets_key: secrets::key(self.secrets_key_file.as_deref())?,
            keys,
        };
        let callers = match mode {
            Mode::Open => Callers::Open(access_keys),
            Mode::Strict if identity.secrets_key.is_none() => {
                return Err(ConfigError::NoSecretsKey);
            }
            Mode::Strict => {
                let region = self.region.unwrap_or_else(|| REGION.to_owned());
                Callers::Strict(Verifier::new(vec![region], vec![SERVICE.to_owned()]))
            }
        };
        let defaults = Settings::default();
        let settings = Settings {
            accounts,
            task_wait: self.task_wait.map_or(defaults.task_wait, Wait::duration),
            task_id_style: self.task_id_style.unwrap_or_default().into(),
            strictness: self.strictness.unwrap_or_default().into(),
            quotas: quotas::settle(self.quotas, self.quota),
            stored: self.stored.unwrap_or_default().settle(),
            task_retention: self
                .task_retention
                .map_or(defaults.task_retention, Wait::duration),
            events_sent: events_to.is_some(),
            ..defaults
        };
        let rules = self
            .fault
            .unwrap_or_default()
            .into_iter()
            .map(Fault::rule)
            .collect();
        let store = match self.store {
            Some(text) => text
                .expose()
                .parse()
                .map(StoreAt::location)
                .map_err(ConfigError::Store)?,
            None => Location::Sqlite(STORE.into()),
        };
        let defaults = Options::default();
        let lease = self.lease.map_or(defaults.lease, Wait::duration);
        if lease < LEAST_LEASE {
            return Err(ConfigError::ShortLease);
        }
        let options = Options {
            // A file is locked and memory is nobody else's; only a database server has other nodes.
            alone: matches!(store, Location::Sqlite(_) | Location::Memory),
            step_commit: self.step_commit.unwrap_or_default().into(),
            faults: Faults::new(rules),
            lease,
            ..defaults
        };
        let world = self.seed.map_or_else(World::system, World::seeded);
        if let Some(clock) = self.clock {
            clock.set(&world);
        }
        let plan = Plan {
            listen,
            store,
            world,
            settings,
            options,
            callers,
            identity,
            explain: self.explain.unwrap_or_default(),
            events_to,
            admin,
            allowed,
            certificate,
            limits,
        };
        Ok(Config {
            log: self.log.unwrap_or_default(),
            log_level: self.log_level.unwrap_or_default(),
            plan,
            file: toml::Table::new(),
        })
    }
}
