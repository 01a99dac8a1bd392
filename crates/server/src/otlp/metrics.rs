//! Metrics as OTLP writes them, made from the page of `/_cosell/metrics`.
//!
//! The page is the one place that says which metrics there are. Its text is this program's own, so
//! it is read back here: a second list of all metrics would be longer, and could differ. Counters
//! and histograms count from the start of the server; a counter is named without its suffix
//! `_total`, which Prometheus adds again.

use serde_json::{Map, Value, json};

use super::json::{attributes, scope, text};

/// Counts go on from the start of the server.
const CUMULATIVE: u8 = 2;

/// A family of the page.
#[derive(Debug, Default)]
struct Family<'a> {
    name: &'a str,
    kind: &'a str,
    help: &'a str,
    samples: Vec<Sample<'a>>,
}

/// A line with a value.
#[derive(Debug)]
struct Sample<'a> {
    /// What its name has after that of the family.
    suffix: &'a str,
    labels: Vec<(&'a str, String)>,
    value: f64,
}

/// A request of `/v1/metrics`, of values that count from `started` and were read at `now`, both in
/// nanoseconds since 1970.
pub(super) fn request(resource: &Value, page: &str, (started, now): (u64, u64)) -> Value {
    let metrics: Vec<Value> = families(page)
        .iter()
        .filter_map(|family| metric(family, started, now))
        .collect();
    json!({ "resourceMetrics": [{
        "resource": resource,
        "scopeMetrics": [{ "scope": scope(), "metrics": metrics }],
    }]})
}

fn metric(family: &Family<'_>, started: u64, now: u64) -> Option<Value> {
    let times = |mut point: Value| {
        point["startTimeUnixNano"] = started.to_string().into();
        point["timeUnixNano"] = now.to_string().into();
        point
    };
    let numbers = || -> Vec<Value> {
        let points = family.samples.iter().map(|sample| {
            times(json!({ "attributes": labels(&sample.labels), "asDouble": sample.value }))
        });
        points.collect()
    };
    let (kind, data) = match family.kind {
        "counter" => (
            "sum",
            json!({
                "aggregationTemporality": CUMULATIVE,
                "isMonotonic": true,
                "dataPoints": numbers(),
            }),
        ),
        "gauge" => ("gauge", json!({ "dataPoints": numbers() })),
        "histogram" => {
            let points: Vec<Value> = histograms(family).into_iter().map(times).collect();
            let data = json!({ "aggregationTemporality": CUMULATIVE, "dataPoints": points });
            ("histogram", data)
        }
        _ => return None,
    };
    let mut written = Map::new();
    let name = family.name;
    let name = match kind {
        "sum" => name.strip_suffix("_total").unwrap_or(name),
        _ => name,
    };
    written.insert("name".to_owned(), name.into());
    written.insert("description".to_owned(), family.help.into());
    // On the page a unit is a part of the name.
    let is_time = family.name.ends_with("_seconds");
    let unit = if is_time { "s" } else { "1" };
    written.insert("unit".to_owned(), unit.into());
    written.insert(kind.to_owned(), data);
    Some(written.into())
}

/// The points of a histogram: one for all samples of the same labels but `le`. The page counts a
/// value in every bucket that it fits into, OTLP in one.
fn histograms(family: &Family<'_>) -> Vec<Value> {
    let mut points = Vec::new();
    let mut rest = &family.samples[..];
    while let Some(first) = rest.first() {
        let own = without_bound(first);
        let length = rest.iter().take_while(|of| without_bound(of) == own);
        let (samples, after) = rest.split_at(length.count());
        rest = after;
        let of = |suffix: &str| samples.iter().find(|sample| sample.suffix == suffix);
        let buckets: Vec<_> = samples.iter().filter(|of| of.suffix == "_bucket").collect();
        let bounds: Vec<f64> = buckets.iter().filter_map(|of| bound(of)).collect();
        let mut before = 0.0;
        let counts = buckets.iter().map(|bucket| {
            let count = bucket.value - before;
            before = bucket.value;
            format!("{count:.0}")
        });
        points.push(json!({
            "attributes": labels(&own),
            "count": format!("{:.0}", of("_count").map_or(0.0, |of| of.value)),
            "sum": of("_sum").map_or(0.0, |of| of.value),
            "bucketCounts": counts.collect::<Vec<String>>(),
            "explicitBounds": bounds,
        }));
    }
    points
}

fn without_bound<'a>(sample: &Sample<'a>) -> Vec<(&'a str, String)> {
    let labels = sample.labels.iter().filter(|(name, _)| *name != "le");
    labels.cloned().collect()
}

/// The upper bound of a bucket; the last one has none.
fn bound(sample: &Sample<'_>) -> Option<f64> {
    let bound = sample.labels.iter().find(|(name, _)| *name == "le");
    let bound: f64 = bound?.1.parse().ok()?;
    bound.is_finite().then_some(bound)
}

fn labels(labels: &[(&str, String)]) -> Value {
    attributes(labels.iter().map(|(name, value)| (*name, text(value))))
}

/// The families of a page. What is not understood is left out.
fn families(page: &str) -> Vec<Family<'_>> {
    let mut families: Vec<Family<'_>> = Vec::new();
    for line in page.lines() {
        if let Some(about) = line.strip_prefix("# ") {
            let mut words = about.splitn(3, ' ');
            let (Some(what), Some(name), Some(value)) = (words.next(), words.next(), words.next())
            else {
                continue;
            };
            if families.last().is_none_or(|family| family.name != name) {
                families.push(Family {
                    name,
                    ..Family::default()
                });
            }
            let Some(family) = families.last_mut() else {
                continue;
            };
            match what {
                "HELP" => family.help = value.trim_end_matches('.'),
                "TYPE" => family.kind = value,
                _ => {}
            }
        } else if let Some(family) = families.last_mut() {
            family.samples.extend(sample(line, family.name));
        }
    }
    families
}

/// Reads `name{label="value",…} number`.
fn sample<'a>(line: &'a str, family: &str) -> Option<Sample<'a>> {
    let rest = line.strip_prefix(family)?;
    let (suffix, mut rest) = rest.split_at(rest.find(['{', ' '])?);
    let mut labels = Vec::new();
    if let Some(mut inside) = rest.strip_prefix('{') {
        while !inside.starts_with('}') {
            let (name, after) = inside.split_once("=\"")?;
            let (value, after) = quoted(after)?;
            labels.push((name, value));
            inside = after.strip_prefix(',').unwrap_or(after);
        }
        rest = &inside[1..];
    }
    Some(Sample {
        suffix,
        labels,
        value: rest.split_whitespace().next()?.parse().ok()?,
    })
}

/// Reads the rest of a text up to its closing quote, and returns what is behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => match letters.next()?.1 {
                'n' => value.push('\n'),
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = concat!(
        "# HELP cosell_requests_total Requests.\n",
        "# TYPE cosell_requests_total counter\n",
        "cosell_requests_total{operation=\"GetOpportunity\",outcome=\"ok\"} 3\n",
        "# HELP cosell_request_duration_seconds Time.\n",
        "# TYPE cosell_request_duration_seconds histogram\n",
        "cosell_request_duration_seconds_bucket{operation=\"A\",le=\"0.1\"} 1\n",
        "cosell_request_duration_seconds_bucket{operation=\"A\",le=\"+Inf\"} 3\n",
        "cosell_request_duration_seconds_sum{operation=\"A\"} 0.5\n",
        "cosell_request_duration_seconds_count{operation=\"A\"} 3\n",
        "cosell_request_duration_seconds_bucket{operation=\"B\",le=\"0.1\"} 0\n",
        "cosell_request_duration_seconds_bucket{operation=\"B\",le=\"+Inf\"} 0\n",
        "cosell_request_duration_seconds_sum{operation=\"B\"} 0\n",
        "cosell_request_duration_seconds_count{operation=\"B\"} 0\n",
        "# HELP cosell_parked Parked.\n",
        "# TYPE cosell_parked gauge\n",
        "cosell_parked{target=\"a \\\"b\\\"\\\\c\"} 2.0\n",
        "# EOF\n",
    );

    #[test]
    fn every_family_of_the_page_is_a_metric() {
        let written = request(&Value::Null, PAGE, (1, 2));
        let metrics = &written["resourceMetrics"][0]["scopeMetrics"][0]["metrics"];
        assert_eq!(metrics.as_array().map(Vec::len), Some(3), "{metrics}");
        let sum = &metrics[0]["sum"];
        assert_eq!(metrics[0]["name"], "cosell_requests");
        assert_eq!(sum["isMonotonic"], true);
        assert_eq!(sum["dataPoints"][0]["asDouble"], 3.0);
        let point = &metrics[1]["histogram"]["dataPoints"][0];
        assert_eq!(metrics[1]["unit"], "s");
        assert_eq!(point["bucketCounts"], json!(["1", "2"]));
        assert_eq!(point["explicitBounds"], json!([0.1]));
        assert_eq!((&point["count"], &point["sum"]), (&json!("3"), &json!(0.5)));
        assert_eq!(point["attributes"].as_array().map(Vec::len), Some(1));
        let other = &metrics[1]["histogram"]["dataPoints"][1];
        assert_eq!(other["attributes"][0]["value"]["stringValue"], "B");
        let gauge = &metrics[2]["gauge"]["dataPoints"][0];
        assert_eq!(gauge["attributes"][0]["value"]["stringValue"], "a \"b\"\\c");
        assert_eq!(gauge["timeUnixNano"], "2");
    }
}
