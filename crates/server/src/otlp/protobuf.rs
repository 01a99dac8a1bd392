//! The JSON of OTLP in the encoding of protobuf.
//!
//! Both encodings have the same members, so what is sent is written once, as JSON, and translated
//! by the tables of fields below. They have the members that this program writes, with the numbers
//! of opentelemetry-proto 1.x; the tests of conformance read every request by its own decoder.

use serde_json::Value;

/// A member of a message: its name in JSON, its number, and its type.
type Field = (&'static str, u32, Kind);

/// The type of a member. A list of anything but [`Kind::Fixed64`] and [`Kind::Double`] is a field
/// that is repeated; of these two it is packed.
#[derive(Clone, Copy)]
enum Kind {
    Message(&'static [Field]),
    Text,
    /// Bytes, in JSON as hexadecimal digits.
    Hex,
    /// A whole number or a truth value.
    Varint,
    Fixed32,
    /// A number of 64 bits, in JSON as a text.
    Fixed64,
    Double,
}

use Kind::{Double, Fixed32, Fixed64, Hex, Message, Text, Varint};

/// A request of `/v1/traces` or of `/v1/metrics`. Both have the number 1 for their only member.
static REQUEST: &[Field] = &[
    ("resourceSpans", 1, Message(RESOURCE_SPANS)),
    ("resourceMetrics", 1, Message(RESOURCE_METRICS)),
];

static RESOURCE_SPANS: &[Field] = &[
    ("resource", 1, Message(RESOURCE)),
    ("scopeSpans", 2, Message(SCOPE_SPANS)),
];
static SCOPE_SPANS: &[Field] = &[("scope", 1, Message(SCOPE)), ("spans", 2, Message(SPAN))];
static RESOURCE: &[Field] = &[("attributes", 1, Message(ATTRIBUTE))];
static SCOPE: &[Field] = &[("name", 1, Text), ("version", 2, Text)];
static ATTRIBUTE: &[Field] = &[("key", 1, Text), ("value", 2, Message(ANY))];
static ANY: &[Field] = &[("stringValue", 1, Text), ("intValue", 3, Varint)];
static SPAN: &[Field] = &[
    ("traceId", 1, Hex),
    ("spanId", 2, Hex),
    ("parentSpanId", 4, Hex),
    ("name", 5, Text),
    ("kind", 6, Varint),
    ("startTimeUnixNano", 7, Fixed64),
    ("endTimeUnixNano", 8, Fixed64),
    ("attributes", 9, Message(ATTRIBUTE)),
    ("events", 11, Message(EVENT)),
    ("links", 13, Message(LINK)),
    ("status", 15, Message(STATUS)),
    ("flags", 16, Fixed32),
];
static EVENT: &[Field] = &[("timeUnixNano", 1, Fixed64), ("name", 2, Text)];
static LINK: &[Field] = &[("traceId", 1, Hex), ("spanId", 2, Hex)];
static STATUS: &[Field] = &[("code", 3, Varint)];

static RESOURCE_METRICS: &[Field] = &[
    ("resource", 1, Message(RESOURCE)),
    ("scopeMetrics", 2, Message(SCOPE_METRICS)),
];
static SCOPE_METRICS: &[Field] = &[
    ("scope", 1, Message(SCOPE)),
    ("metrics", 2, Message(METRIC)),
];
static METRIC: &[Field] = &[
    ("name", 1, Text),
    ("description", 2, Text),
    ("unit", 3, Text),
    ("gauge", 5, Message(NUMBERS)),
    ("sum", 7, Message(NUMBERS)),
    ("histogram", 9, Message(HISTOGRAM)),
];
/// A gauge or a sum.
static NUMBERS: &[Field] = &[
    ("dataPoints", 1, Message(NUMBER)),
    ("aggregationTemporality", 2, Varint),
    ("isMonotonic", 3, Varint),
];
static NUMBER: &[Field] = &[
    ("startTimeUnixNano", 2, Fixed64),
    ("timeUnixNano", 3, Fixed64),
    ("asDouble", 4, Double),
    ("attributes", 7, Message(ATTRIBUTE)),
];
static HISTOGRAM: &[Field] = &[
    ("dataPoints", 1, Message(BUCKETS)),
    ("aggregationTemporality", 2, Varint),
];
static BUCKETS: &[Field] = &[
    ("startTimeUnixNano", 2, Fixed64),
    ("timeUnixNano", 3, Fixed64),
    ("count", 4, Fixed64),
    ("sum", 5, Double),
    ("bucketCounts", 6, Fixed64),
    ("explicitBounds", 7, Double),
    ("attributes", 9, Message(ATTRIBUTE)),
];

/// A request in this encoding.
pub(super) fn encode(request: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    message(&mut bytes, REQUEST, request);
    bytes
}

fn message(bytes: &mut Vec<u8>, fields: &[Field], value: &Value) {
    for (name, number, kind) in fields {
        match (value.get(name), kind) {
            (None, _) => {}
            (Some(Value::Array(items)), Fixed64 | Double) => {
                let mut packed = Vec::new();
                for item in items {
                    packed.extend(fixed(*kind, item));
                }
                delimited(bytes, *number, &packed);
            }
            (Some(Value::Array(items)), kind) => {
                for item in items {
                    field(bytes, *number, *kind, item);
                }
            }
            (Some(value), kind) => field(bytes, *number, *kind, value),
        }
    }
}

fn field(bytes: &mut Vec<u8>, number: u32, kind: Kind, value: &Value) {
    match kind {
        Message(fields) => {
            let mut inner = Vec::new();
            message(&mut inner, fields, value);
            delimited(bytes, number, &inner);
        }
        Text => delimited(bytes, number, value.as_str().unwrap_or_default().as_bytes()),
        Hex => delimited(bytes, number, &unhex(value.as_str().unwrap_or_default())),
        Varint => {
            tag(bytes, number, 0);
            varint(bytes, whole(value));
        }
        Fixed64 | Double => {
            tag(bytes, number, 1);
            bytes.extend(fixed(kind, value));
        }
        Fixed32 => {
            tag(bytes, number, 5);
            let [first, second, third, fourth, ..] = whole(value).to_le_bytes();
            bytes.extend([first, second, third, fourth]);
        }
    }
}

/// The bits of a whole number; of a negative one its two's complement, as the encoding has it.
fn whole(value: &Value) -> u64 {
    let number = match value {
        Value::String(text) => text.parse().unwrap_or_default(),
        Value::Bool(value) => i128::from(*value),
        value => value
            .as_i64()
            .map_or_else(|| value.as_u64().map_or(0, i128::from), i128::from),
    };
    let signed = || i64::try_from(number).map(i64::cast_unsigned);
    u64::try_from(number)
        .or_else(|_| signed())
        .unwrap_or_default()
}

fn fixed(kind: Kind, value: &Value) -> [u8; 8] {
    match kind {
        Double => value.as_f64().unwrap_or_default().to_le_bytes(),
        _ => whole(value).to_le_bytes(),
    }
}

fn delimited(bytes: &mut Vec<u8>, number: u32, content: &[u8]) {
    tag(bytes, number, 2);
    varint(bytes, content.len() as u64);
    bytes.extend_from_slice(content);
}

fn tag(bytes: &mut Vec<u8>, number: u32, wire: u64) {
    varint(bytes, u64::from(number) << 3 | wire);
}

fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return bytes.push(low & 0x7f);
        }
        bytes.push(low | 0x80);
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|digit| u8::try_from(digit.to_digit(16)?).ok())
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
        .collect()
}

/// What a collector says it rejected of a request: `partial_success.rejected_…`, each of which has
/// the number 1. 0 if the response is not one.
pub(super) fn rejected(response: &[u8]) -> u64 {
    first(response, 2)
        .and_then(|partial| {
            first(partial, 0).map(|number| read_varint(number).map_or(0, |of| of.0))
        })
        .unwrap_or(0)
}

/// The value of the field with the number 1 and this wire type; of a varint all that follows.
fn first(mut bytes: &[u8], wire: u64) -> Option<&[u8]> {
    loop {
        let (tag, rest) = read_varint(bytes)?;
        let (skipped, length) = match tag & 7 {
            0 => (0, rest.len() - read_varint(rest)?.1.len()),
            1 => (0, 8),
            2 => {
                let (length, content) = read_varint(rest)?;
                (rest.len() - content.len(), usize::try_from(length).ok()?)
            }
            5 => (0, 4),
            _ => return None,
        };
        let value = rest.get(skipped..)?.get(..length)?;
        if tag == 1 << 3 | wire {
            return Some(value);
        }
        bytes = rest.get(skipped..)?.get(length..)?;
    }
}

fn read_varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0;
    for (place, byte) in bytes.iter().take(10).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(place + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_texts_and_bytes_are_written_as_protobuf_has_them() {
        let scope = json!({ "name": "cosell", "version": "" });
        let mut bytes = Vec::new();
        message(&mut bytes, SCOPE, &scope);
        assert_eq!(bytes, b"\x0a\x06cosell\x12\x00");
        bytes.clear();
        message(&mut bytes, ANY, &json!({ "intValue": "-1" }));
        assert_eq!(bytes, [&[0x18][..], &[0xff; 9], &[1]].concat());
        bytes.clear();
        message(&mut bytes, LINK, &json!({ "spanId": "00ff10" }));
        assert_eq!(bytes, [0x12, 3, 0, 0xff, 0x10]);
        bytes.clear();
        let of = json!({ "bucketCounts": ["1", "18446744073709551615"] });
        message(&mut bytes, BUCKETS, &of);
        let expected = [&[0x32, 16, 1][..], &[0; 7], &[0xff; 8]].concat();
        assert_eq!(bytes, expected);
    }

    #[test]
    fn a_partial_success_says_what_was_rejected_and_nonsense_says_nothing() {
        assert_eq!(rejected(&[0x0a, 5, 0x12, 1, b'x', 0x08, 3]), 3);
        assert_eq!(rejected(&[0x0a, 3, 0x08, 0x80, 1]), 128);
        for nonsense in [
            &[][..],
            &[0x0a],
            &[0x0a, 200, 1],
            &[0x0b],
            &[0xff; 12],
            b"{}",
        ] {
            assert_eq!(rejected(nonsense), 0, "{nonsense:?}");
        }
    }
}
