//! Fetches the files of bulk jobs from the `https://` addresses that the configuration allows.
//!
//! One loop of each node claims a file, reads it and stores it as it arrives, like an upload. The
//! guards: the host is listed, its certificate is verified, its address is public or listed
//! ([`guard`]), redirects are failures, and size and time are limited. A failure names no address,
//! because an address may hold a secret.

pub(crate) mod guard;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use cosell_domain::Service;
use cosell_domain::bulk::fetch::{Claimed, Fetches};
use cosell_domain::upload::{LARGEST, Object, Permit, Refused};
use cosell_supervisor::{Loop, Supervisor};
use cosell_world::{World, machine};
use http_body_util::{BodyExt as _, Empty};
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HOST, HeaderValue, USER_AGENT};
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use md5::{Digest as _, Md5};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::digest::hexadecimal;
use crate::background::Background;
use crate::trust;

/// The poll interval: jobs start at any node, and a second more does not matter to them.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The timeout of the connection, the handshake and the head of the response together.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);

/// The timeout of each piece of the body.
const PIECE_TIMEOUT: Duration = Duration::from_secs(30);

/// The timeout of a whole fetch; a claim lasts longer.
const TIMEOUT: Duration = Duration::from_mins(5);

/// The largest head of a response, in bytes.
const MAX_HEAD: usize = 16 << 10;

/// Why a file could not be fetched, as the owner of the job reads it.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("the address cannot be read")]
    Address,
    #[error("the host is at no public address")]
    Private,
    #[error("the host name was not found")]
    Unknown,
    #[error("could not connect: {0}")]
    Unreachable(io::ErrorKind),
    #[error("the TLS handshake failed; the host must have a certificate of a known authority")]
    Tls,
    #[error("the connection failed")]
    Disconnected,
    #[error("the host did not answer in time")]
    TimedOut,
    #[error("the server stops")]
    Stopped,
    #[error("the host answered with status {0}; redirects are not followed")]
    Status(StatusCode),
    #[error("the host does not say how long the file is")]
    NoLength,
    #[error("the file is compressed; it must be plain text")]
    Compressed,
    #[error("it is larger than 100 MiB")]
    TooLarge,
    #[error("the file ended too early")]
    TooShort,
    #[error("the account's quota of uploaded files is used up")]
    Quota,
    #[error("the store failed")]
    Store(#[source] Box<Refused>),
}

impl Failure {
    /// Whether another attempt would end in the same way.
    fn is_final(&self) -> bool {
        match self {
            Self::Address
            | Self::Private
            | Self::NoLength
            | Self::Compressed
            | Self::TooLarge
            | Self::Quota => true,
            Self::Status(status) => !status.is_server_error(),
            Self::Unknown
            | Self::Unreachable(_)
            | Self::Tls
            | Self::Disconnected
            | Self::TimedOut
            | Self::Stopped
            | Self::TooShort
            | Self::Store(_) => false,
        }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooLarge => Self::TooLarge,
            Refused::Quota => Self::Quota,
            other => Self::Store(Box::new(other)),
        }
    }
}

/// Starts the loop, if there are hosts to fetch from. Another node, or the next start, fetches what
/// it leaves when it stops.
pub(crate) fn start(service: &Service) -> Option<Background> {
    if service.settings().bulk_hosts.is_empty() {
        return None;
    }
    let service = service.clone();
    let supervisor = service.supervisor().clone();
    let run = move |stopped| {
        let fetcher = trust::connector().map(|tls| Fetcher {
            fetches: Fetches::of(&service),
            listed: service.settings().bulk_hosts.clone(),
            world: service.world().clone(),
            supervisor: service.supervisor().clone(),
            tls,
            stopped,
        });
        async move {
            match fetcher {
                Ok(fetcher) => fetcher.run().await,
                Err(error) => tracing::error!(%error, "files cannot be fetched"),
            }
        }
    };
    Some(Background::start(&supervisor, Loop::Fetch, run))
}

struct Fetcher {
    fetches: Fetches,
    listed: Vec<String>,
    world: World,
    supervisor: Supervisor,
    tls: TlsConnector,
    stopped: watch::Receiver<bool>,
}

impl Fetcher {
    async fn run(mut self) {
        if let Err(error) = self.fetches.begin().await {
            tracing::warn!(%error, "claimed files not released, fetched when their claims expire");
        }
        while !*self.stopped.borrow() {
            self.supervisor.round(Loop::Fetch);
            match self.fetches.claim().await {
                Ok(Some(claimed)) => {
                    self.carry_out(&claimed).await;
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "files to fetch could not be read, retrying"),
            }
            tokio::select! {
                () = self.world.sleep(POLL_INTERVAL) => {}
                _ = self.stopped.changed() => {}
            }
        }
    }

    /// Fetches a file and records the outcome, or releases it when the server stops.
    async fn carry_out(&self, claimed: &Claimed) {
        let recorded = match self.fetch(claimed).await {
            Ok(version) => self.fetches.fetched(claimed, &version).await,
            Err(Failure::Stopped) => {
                if let Err(error) = self.fetches.release(claimed).await {
                    tracing::warn!(%error, "file is fetched when its claim expires");
                }
                return;
            }
            Err(failure) => {
                let job = claimed.job_id();
                tracing::warn!(job, error = %failure, "the file of a bulk job was not fetched");
                let reason = format!("The file could not be fetched: {failure}.");
                let is_final = failure.is_final();
                self.fetches.failed(claimed, reason, is_final).await
            }
        };
        if let Err(error) = recorded {
            let job = claimed.job_id();
            tracing::warn!(job, %error, "not recorded, the file is fetched again");
        }
    }

    async fn fetch(&self, claimed: &Claimed) -> Result<String, Failure> {
        let deadline = machine::instant() + TIMEOUT;
        let answer = self.of_host(HEAD_TIMEOUT, self.get(claimed.url()));
        let answer = answer.await??;
        if answer.status() != StatusCode::OK {
            return Err(Failure::Status(answer.status()));
        }
        if answer.headers().contains_key(CONTENT_ENCODING) {
            return Err(Failure::Compressed);
        }
        let body = answer.into_body();
        let length = body.size_hint().exact().ok_or(Failure::NoLength)?;
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        if length > LARGEST {
            return Err(Failure::TooLarge);
        }
        let file = (claimed.permit(), claimed.object());
        self.store(file, body, length, deadline).await
    }

    /// Waits for the host, until a timeout or until the server stops. Nothing else of a fetch is
    /// cancelled: what was stored of a file is removed before the fetch ends.
    async fn of_host<T>(
        &self,
        timeout: Duration,
        waiting: impl Future<Output = T>,
    ) -> Result<T, Failure> {
        let mut stopped = self.stopped.clone();
        tokio::select! {
            answer = machine::timeout(timeout, waiting) => answer.map_err(|_| Failure::TimedOut),
            _ = stopped.wait_for(|stopped| *stopped) => Err(Failure::Stopped),
        }
    }

    /// Stores a body as an upload.
    async fn store(
        &self,
        (permit, object): (Arc<Permit>, Object),
        mut body: impl Body<Data = Bytes> + Unpin,
        length: i64,
        deadline: Instant,
    ) -> Result<String, Failure> {
        let uploads = &self.fetches.uploads;
        let mut begun = uploads.begin(&permit, &object, length).await?;
        let mut md5 = Md5::new();
        let read = async {
            loop {
                let left = deadline.checked_duration_since(machine::instant());
                let timeout = left.ok_or(Failure::TimedOut)?.min(PIECE_TIMEOUT);
                let Some(frame) = self.of_host(timeout, body.frame()).await? else {
                    break;
                };
                let frame = frame.map_err(|_| Failure::Disconnected)?;
                if let Ok(data) = frame.into_data() {
                    md5.update(&data);
                    uploads.append(&mut begun, &data).await?;
                }
            }
            if begun.missing() == 0 {
                return Ok(());
            }
            Err(Failure::TooShort)
        };
        let read = read.await;
        let finished = match read {
            Ok(()) => {
                let etag = hexadecimal(&md5.finalize());
                let finished = uploads.finish(&permit, &mut begun, &etag).await;
                finished.map_err(Failure::from)
            }
            Err(failure) => Err(failure),
        };
        if finished.is_err()
            && let Err(error) = uploads.discard(&begun).await
        {
            tracing::warn!(%error, "unfinished upload not removed, it is when it expires");
        }
        finished
    }

    /// Sends the request, to an address that was checked.
    async fn get(&self, url: &str) -> Result<Response<Incoming>, Failure> {
        let url: Uri = url.parse().map_err(|_| Failure::Address)?;
        let authority = url.authority().ok_or(Failure::Address)?;
        let host = authority.host();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let port = authority.port_u16().unwrap_or(443);
        let found = tokio::net::lookup_host((host, port)).await;
        let found: Vec<_> = found.map_err(|_| Failure::Unknown)?.collect();
        let allowed = |address: &SocketAddr| {
            let ip = address.ip().to_canonical();
            guard::is_public(ip) || guard::is_listed(&self.listed, ip, port)
        };
        // One address that is not public condemns the name, as whoever answers for it chose to say
        // so.
        if found.is_empty() || !found.iter().all(allowed) {
            return Err(Failure::Private);
        }
        let stream = TcpStream::connect(found.as_slice()).await;
        let stream = stream.map_err(|error| Failure::Unreachable(error.kind()))?;
        let name = ServerName::try_from(host.to_owned()).map_err(|_| Failure::Address)?;
        let stream = self.tls.connect(name, stream).await;
        let stream = TokioIo::new(stream.map_err(|_| Failure::Tls)?);
        let mut builder = http1::Builder::new();
        builder.max_buf_size(MAX_HEAD);
        let connected = builder.handshake(stream).await;
        let (mut sender, connection) = connected.map_err(|_| Failure::Disconnected)?;
        // The task ends with its sender, or with the body of the response.
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection that fetched a file closed");
            }
        });
        let path = url.path_and_query().map_or("/", |path| path.as_str());
        let request = Request::get(path)
            .header(HOST, authority.as_str())
            .header(USER_AGENT, concat!("cosell/", env!("CARGO_PKG_VERSION")))
            .header(ACCEPT_ENCODING, HeaderValue::from_static("identity"))
            .body(Empty::<Bytes>::new())
            .map_err(|_| Failure::Address)?;
        let answer = sender.send_request(request).await;
        answer.map_err(|_| Failure::Disconnected)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use cosell_domain::upload::Act;
    use cosell_domain::{Caller, Settings};
    use cosell_engine::Options;
    use cosell_store::{Location, Store};
    use futures_util::stream;
    use http_body_util::StreamBody;
    use hyper::body::Frame;

    use super::*;

    /// More than half of the quota.
    const SIZE: i64 = 600 << 10;

    async fn fetcher(stopped: watch::Receiver<bool>) -> Fetcher {
        let mut settings = Settings::default();
        settings.stored.upload_mebibytes = 1;
        let store = Store::open(&Location::Memory).expect("a store");
        let service = Service::start(store, World::system(), settings, Options::default());
        let service = service.await.expect("a service");
        Fetcher {
            fetches: Fetches::of(&service),
            listed: Vec::new(),
            world: service.world().clone(),
            supervisor: service.supervisor().clone(),
            tls: trust::without_roots().expect("a version of TLS"),
            stopped,
        }
    }

    /// Fetches a file of which the host sends nothing, and then begins another one.
    async fn silent(fetcher: &Fetcher, deadline: Instant) -> Failure {
        let account = "111111111111";
        let object = Object {
            account: account.to_owned(),
            key: "https/job".to_owned(),
        };
        let uploads = &fetcher.fetches.uploads;
        let caller = Caller::from(Arc::<str>::from(account));
        let permit = uploads.permit(&caller, Act::PutObject, &object);
        let body = StreamBody::new(stream::pending::<Result<Frame<Bytes>, Infallible>>());
        let file = (Arc::clone(&permit), object.clone());
        let stored = fetcher.store(file, body, SIZE, deadline).await;
        let begun = uploads.begin(&permit, &object, SIZE).await;
        let begun = begun.expect("the quota is not used");
        uploads.discard(&begun).await.expect("it was begun");
        stored.expect_err("the host sends nothing")
    }

    #[tokio::test]
    async fn a_fetch_that_takes_too_long_or_is_stopped_uses_none_of_the_quota() {
        let (stop, stopped) = watch::channel(false);
        let fetcher = fetcher(stopped).await;
        let began = machine::instant();
        let failure = silent(&fetcher, began + Duration::from_millis(20)).await;
        assert!(matches!(failure, Failure::TimedOut), "{failure}");
        assert!(machine::elapsed(began) < PIECE_TIMEOUT, "{failure}");
        stop.send_replace(true);
        let failure = silent(&fetcher, began + TIMEOUT).await;
        assert!(matches!(failure, Failure::Stopped), "{failure}");
    }
}
