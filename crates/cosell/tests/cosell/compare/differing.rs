//! A server that differs on purpose: a proxy that changes the answers of a real one.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

/// Changes the status and the body of the answer to the call with a number.
type Plant = dyn Fn(usize, &mut u16, &mut Value) + Send + Sync;

/// The proxy; it ends with the test's process.
pub(crate) struct Differing {
    pub(crate) url: String,
}

impl Differing {
    pub(crate) fn start(
        behind: &str,
        plant: impl Fn(usize, &mut u16, &mut Value) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let behind = behind.to_owned();
        let plant: Arc<Plant> = Arc::new(plant);
        let calls = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (behind, plant, calls) = (behind.clone(), plant.clone(), calls.clone());
                thread::spawn(move || serve(stream, &behind, &*plant, &calls));
            }
        });
        Self { url }
    }
}

/// Answers the requests of a connection.
fn serve(stream: TcpStream, behind: &str, plant: &Plant, calls: &AtomicUsize) {
    let mut output = stream.try_clone().expect("a stream");
    let mut input = BufReader::new(stream);
    while let Some((headers, body)) = request(&mut input) {
        let (mut status, mut document) = pass_on(behind, &headers, &body);
        let call = calls.fetch_add(1, Ordering::Relaxed);
        plant(call, &mut status, &mut document);
        let body = match document {
            Value::Null => String::new(),
            // A text stands for a body that is no JSON.
            Value::String(text) => text,
            other => other.to_string(),
        };
        let answer = format!(
            "HTTP/1.1 {status} Planted\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        if output.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

type Headers = Vec<(String, String)>;

/// The headers and the body of the next request.
fn request(input: &mut BufReader<TcpStream>) -> Option<(Headers, Vec<u8>)> {
    let mut first = String::new();
    input.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        input.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or("0", |(_, value)| value);
    let mut body = vec![0; length.parse().expect("a length")];
    input.read_exact(&mut body).ok()?;
    Some((headers, body))
}

fn pass_on(behind: &str, headers: &Headers, body: &[u8]) -> (u16, Value) {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent: ureq::Agent = config.proxy(None).build().into();
    let mut request = agent.post(behind);
    let passed = [
        "authorization",
        "content-type",
        "x-amz-date",
        "x-amz-target",
    ];
    for (name, value) in headers {
        if passed.contains(&name.as_str()) {
            request = request.header(name, value);
        }
    }
    let mut answer = request.send(body).expect("an answer");
    let status = answer.status().as_u16();
    let body = answer.body_mut().read_to_vec().expect("a body");
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}
