//! Where traces and metrics are sent: one option, and the variables that OpenTelemetry defines for
//! all programs.
//!
//! A variable that is set to an empty text counts as not set, as the standard says. A value that
//! cannot be used is refused: a server whose traces are missing is noticed too late.

use std::time::Duration;

use cosell_server::{Encoding, Signal, Telemetry};
use cosell_trace::{Sampler, SamplerError, Tracer};
use percent_encoding::percent_decode_str;

use super::ConfigError;
use super::options::options;
use crate::secret::Secret;

/// The intervals at which spans and metrics are sent, as the standard has them.
const SPANS: Duration = Duration::from_secs(5);
const METRICS: Duration = Duration::from_mins(1);

options! {
    /// The options of telemetry.
    pub(super) struct TelemetryOptions {
        /// OpenTelemetry: send traces and metrics to this `http://` or `https://` URL by OTLP
        ///
        /// The server sends protobuf to `URL/v1/traces` and `URL/v1/metrics`. It reads the standard
        /// variables too, such as `OTEL_EXPORTER_OTLP_PROTOCOL`; see docs/observability.md.
        // Its path may hold a token.
        #[arg(value_name = "URL")]
        otlp: Option<Secret>,
    }
}

/// The variables of a signal, and what follows the common URL.
struct Names {
    endpoint: &'static str,
    headers: &'static str,
    exporter: &'static str,
    interval: &'static str,
    protocol: &'static str,
    path: &'static str,
}

const OF_TRACES: Names = Names {
    endpoint: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    headers: "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
    exporter: "OTEL_TRACES_EXPORTER",
    interval: "OTEL_BSP_SCHEDULE_DELAY",
    protocol: "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
    path: "v1/traces",
};

const OF_METRICS: Names = Names {
    endpoint: "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    headers: "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
    exporter: "OTEL_METRICS_EXPORTER",
    interval: "OTEL_METRIC_EXPORT_INTERVAL",
    protocol: "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL",
    path: "v1/metrics",
};

const OPTION: &str = "--otlp";
const DISABLED: &str = "OTEL_SDK_DISABLED";
const ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
const HEADERS: &str = "OTEL_EXPORTER_OTLP_HEADERS";
const PROTOCOL: &str = "OTEL_EXPORTER_OTLP_PROTOCOL";
const SERVICE: &str = "OTEL_SERVICE_NAME";
const RESOURCE: &str = "OTEL_RESOURCE_ATTRIBUTES";
const SAMPLER: &str = "OTEL_TRACES_SAMPLER";
const SAMPLER_ARG: &str = "OTEL_TRACES_SAMPLER_ARG";

/// The attribute that names the service.
const SERVICE_NAME: &str = "service.name";

impl TelemetryOptions {
    /// Reads the variables. `None` where nothing is sent.
    pub(super) fn resolve(self) -> Result<Option<Telemetry>, ConfigError> {
        let Self { otlp } = self;
        let otlp = otlp.as_ref().map(Secret::expose);
        let of_environment = |name: &str| std::env::var(name).ok();
        telemetry(otlp, &Variables(&of_environment))
    }
}

/// The variables of the environment.
struct Variables<'a>(&'a dyn Fn(&str) -> Option<String>);

impl Variables<'_> {
    /// The value of a variable that is set.
    fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }

    /// A list of names and values, `name=value,…`, whose values are percent-encoded.
    fn pairs(&self, name: &'static str) -> Result<Vec<(String, String)>, ConfigError> {
        let text = self.get(name).unwrap_or_default();
        let pairs = text.split(',').map(str::trim);
        let pairs = pairs.filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (key, value) = pair.split_once('=')?;
                let value = percent_decode_str(value.trim()).decode_utf8().ok()?;
                let key = key.trim();
                (!key.is_empty()).then(|| (key.to_owned(), value.into_owned()))
            })
            .collect::<Option<_>>()
            .ok_or(wrong(
                name,
                "not a list such as name=value,other=value with percent-encoded values",
            ))
    }

    fn headers(&self, name: &'static str) -> Result<Vec<(String, String)>, ConfigError> {
        let pairs = self.pairs(name)?;
        if pairs
            .iter()
            .all(|(key, value)| Signal::is_header(key, value))
        {
            Ok(pairs)
        } else {
            Err(wrong(name, "a name or a value cannot be an HTTP header"))
        }
    }

    fn millis(&self, name: &'static str) -> Result<Option<Duration>, ConfigError> {
        let value = self.get(name).map(|value| value.parse());
        match value.transpose() {
            Ok(Some(0)) | Err(_) => Err(wrong(name, "not a number of milliseconds above 0")),
            Ok(millis) => Ok(millis.map(Duration::from_millis)),
        }
    }
}

fn wrong(name: &'static str, message: &'static str) -> ConfigError {
    ConfigError::Telemetry { name, message }
}

fn telemetry(
    otlp: Option<&str>,
    variables: &Variables<'_>,
) -> Result<Option<Telemetry>, ConfigError> {
    let is_disabled = variables.get(DISABLED);
    if is_disabled.is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Ok(None);
    }
    let common = match otlp {
        Some(url) => Some((OPTION, url.to_owned())),
        None => variables.get(ENDPOINT).map(|url| (ENDPOINT, url)),
    };
    let traces = signal(&OF_TRACES, common.as_ref(), SPANS, variables)?;
    let metrics = signal(&OF_METRICS, common.as_ref(), METRICS, variables)?;
    if traces.is_none() && metrics.is_none() {
        return Ok(None);
    }
    let sampler = sampler(variables)?;
    let mut resource = variables.pairs(RESOURCE)?;
    if let Some(name) = variables.get(SERVICE) {
        resource.retain(|(key, _)| key != SERVICE_NAME);
        resource.push((SERVICE_NAME.to_owned(), name));
    }
    let traces = traces.map(|signal| (Tracer::new(sampler), signal));
    Ok(Some(Telemetry::new(traces, metrics, resource)))
}

/// Where a signal is sent, if it is.
fn signal(
    names: &Names,
    common: Option<&(&'static str, String)>,
    interval: Duration,
    variables: &Variables<'_>,
) -> Result<Option<Signal>, ConfigError> {
    match variables.get(names.exporter).as_deref() {
        None | Some("otlp") => {}
        Some("none") => return Ok(None),
        Some(_) => return Err(wrong(names.exporter, "neither otlp nor none")),
    }
    let (name, url) = match (variables.get(names.endpoint), common) {
        // The address of one signal is taken as it is.
        (Some(url), _) => (names.endpoint, url),
        (None, Some((name, url))) => {
            let url = url.trim_end_matches('/');
            (*name, format!("{url}/{}", names.path))
        }
        (None, None) => return Ok(None),
    };
    let message = "not a URL such as http://localhost:4318 without user name and password";
    let url = url.parse().map_err(|_| wrong(name, message))?;
    let mut headers = variables.headers(HEADERS)?;
    let own = variables.headers(names.headers)?;
    headers.retain(|(key, _)| !own.iter().any(|(of, _)| of.eq_ignore_ascii_case(key)));
    headers.extend(own);
    Ok(Some(Signal {
        url,
        headers,
        interval: variables.millis(names.interval)?.unwrap_or(interval),
        encoding: encoding(names, variables)?,
    }))
}

/// The encoding that the variable of the signal names, or else the common one.
fn encoding(names: &Names, variables: &Variables<'_>) -> Result<Encoding, ConfigError> {
    let of = |name: &'static str| Some((name, variables.get(name)?));
    let Some((name, protocol)) = of(names.protocol).or_else(|| of(PROTOCOL)) else {
        return Ok(Encoding::default());
    };
    match protocol.as_str() {
        "http/protobuf" => Ok(Encoding::Protobuf),
        "http/json" => Ok(Encoding::Json),
        "grpc" => Err(wrong(
            name,
            "gRPC is not supported; set http/protobuf, and the port of OTLP over HTTP, which is \
             4318",
        )),
        _ => Err(wrong(name, "neither http/protobuf nor http/json")),
    }
}

fn sampler(variables: &Variables<'_>) -> Result<Sampler, ConfigError> {
    let Some(name) = variables.get(SAMPLER) else {
        return Ok(Sampler::default());
    };
    let argument = variables.get(SAMPLER_ARG);
    Sampler::named(&name, argument.as_deref()).map_err(|error| match error {
        SamplerError::Name => wrong(
            SAMPLER,
            "not one of always_on, always_off, traceidratio, parentbased_always_on, \
             parentbased_always_off and parentbased_traceidratio",
        ),
        SamplerError::Ratio => wrong(SAMPLER_ARG, "not a number between 0 and 1"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(
        otlp: Option<&str>,
        variables: &[(&str, &str)],
    ) -> Result<Option<Telemetry>, ConfigError> {
        let get = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        telemetry(otlp, &Variables(&get))
    }

    fn on(otlp: Option<&str>, variables: &[(&str, &str)]) -> Telemetry {
        of(otlp, variables)
            .expect("valid")
            .expect("something is sent")
    }

    fn url(text: &str) -> cosell_server::EventTarget {
        text.parse().expect(text)
    }

    #[test]
    fn nothing_is_sent_unless_something_says_where_to() {
        assert!(of(None, &[]).expect("valid").is_none());
        assert!(of(None, &[(ENDPOINT, "")]).expect("valid").is_none());
        let disabled = of(Some("http://localhost:4318"), &[(DISABLED, "true")]);
        assert!(disabled.expect("valid").is_none());
        let none = [
            ("OTEL_TRACES_EXPORTER", "none"),
            ("OTEL_METRICS_EXPORTER", "none"),
        ];
        assert!(
            of(Some("http://localhost:4318"), &none)
                .expect("valid")
                .is_none()
        );
    }

    #[test]
    fn the_path_of_a_signal_follows_the_common_url_alone() {
        let option = on(Some("http://a:1/base/"), &[(ENDPOINT, "http://b:1")]);
        let (_, traces) = option.traces.expect("traces");
        assert_eq!(traces.url, url("http://a:1/base/v1/traces"));
        assert_eq!(traces.interval, SPANS);
        let metrics = option.metrics.expect("metrics");
        assert_eq!(metrics.url, url("http://a:1/base/v1/metrics"));
        let own = [
            (OF_TRACES.endpoint, "http://c:1/in"),
            (OF_TRACES.interval, "250"),
        ];
        let own = on(None, &own);
        let (_, traces) = own.traces.expect("traces");
        assert_eq!(traces.url, url("http://c:1/in"));
        assert_eq!(traces.interval, Duration::from_millis(250));
        assert!(own.metrics.is_none());
    }

    #[test]
    fn headers_of_a_signal_replace_the_common_ones() {
        let set = [
            (HEADERS, "authorization=Bearer%20a, x-team=one"),
            (OF_METRICS.headers, "Authorization=b"),
        ];
        let found = on(Some("https://a"), &set);
        let (_, traces) = found.traces.as_ref().expect("traces");
        let authorization = ("authorization".to_owned(), "Bearer a".to_owned());
        let team = ("x-team".to_owned(), "one".to_owned());
        assert_eq!(traces.headers, [authorization, team.clone()]);
        let own = ("Authorization".to_owned(), "b".to_owned());
        assert_eq!(
            found.metrics.as_ref().expect("metrics").headers,
            [team, own]
        );
        let shown = format!("{found:?}");
        assert!(
            !shown.contains("Bearer") && !shown.contains("one"),
            "{shown}"
        );
    }

    #[test]
    fn the_protocol_of_a_signal_replaces_the_common_one() {
        let encodings = |variables: &[(&str, &str)]| {
            let found = on(Some("http://a"), variables);
            let (_, traces) = found.traces.expect("traces");
            (traces.encoding, found.metrics.expect("metrics").encoding)
        };
        let (protobuf, json) = (Encoding::Protobuf, Encoding::Json);
        assert_eq!(encodings(&[]), (protobuf, protobuf));
        let common = (PROTOCOL, "http/json");
        assert_eq!(encodings(&[common]), (json, json));
        let own = (OF_METRICS.protocol, "http/protobuf");
        assert_eq!(encodings(&[common, own]), (json, protobuf));
    }

    #[test]
    fn the_name_of_the_service_takes_precedence() {
        let set = [(RESOURCE, "service.name=a,team=b%2Cc"), (SERVICE, "d")];
        let found = on(Some("http://a"), &set);
        let team = ("team".to_owned(), "b,c".to_owned());
        assert_eq!(
            found.resource,
            [team, (SERVICE_NAME.to_owned(), "d".to_owned())]
        );
    }

    #[test]
    fn a_value_that_cannot_be_used_is_refused_without_being_shown() {
        let cases = [
            (ENDPOINT, "secret"),
            (ENDPOINT, "http://ada:secret@host"),
            (OF_TRACES.endpoint, "secret"),
            (HEADERS, "secret"),
            (HEADERS, "sec ret=x"),
            (HEADERS, "x=%0asecret"),
            (RESOURCE, "secret"),
            (PROTOCOL, "grpc"),
            (PROTOCOL, "secret"),
            (OF_METRICS.protocol, "grpc"),
            (SAMPLER, "secret"),
            (OF_TRACES.interval, "0"),
            (OF_METRICS.interval, "secret"),
            (OF_METRICS.exporter, "secret"),
        ];
        for (name, value) in cases {
            let mut set = vec![(ENDPOINT, "http://localhost:4318"), (name, value)];
            set.reverse();
            let refused = of(None, &set).expect_err(name).to_string();
            assert!(refused.starts_with(&format!("{name}: ")), "{refused}");
            assert!(!refused.contains("secret"), "{refused}");
        }
        let ratio = [(SAMPLER, "traceidratio"), (SAMPLER_ARG, "2")];
        let refused = of(Some("http://a"), &ratio).expect_err("no ratio");
        assert!(refused.to_string().starts_with(SAMPLER_ARG), "{refused}");
        let refused = of(Some("secret"), &[]).expect_err("no URL").to_string();
        assert!(
            refused.starts_with("--otlp: ") && !refused.contains("secret"),
            "{refused}"
        );
    }
}
