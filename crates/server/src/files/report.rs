//! `GET` of a report, by the signed URL of a bulk job. The signature replaces credentials.

use cosell_domain::bulk::report::Report;
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Either, StreamBody};
use hyper::body::Frame;
use hyper::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Response, StatusCode};

use super::refusal::{denied, in_s3_words, refused};
use crate::front::Front;
use crate::head::Head;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};

/// Sends a report, piece by piece as the client reads it.
pub(super) async fn get(front: &Front, head: &Head) -> Result<Reply, Refusal> {
    let method = head.method();
    if !matches!(*method, Method::GET | Method::HEAD) {
        let message = "The specified method is not allowed against this resource.";
        let status = StatusCode::METHOD_NOT_ALLOWED;
        return Err(refused(status, "MethodNotAllowed", message));
    }
    let query = head.query().unwrap_or_default();
    let found = front.service.report(head.path(), query).await;
    let found = found.map_err(|error| in_s3_words(error.into()))?;
    let report = found.ok_or_else(|| denied("Request has expired, or its signature is wrong."))?;
    let name = format!("attachment; filename=\"{}\"", report.file_name);
    let mut reply = match *method {
        Method::HEAD => reply::empty(StatusCode::OK),
        _ => Response::new(Either::Right(body(front, report))),
    };
    let headers = reply.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.extend(HeaderValue::try_from(name).map(|name| (CONTENT_DISPOSITION, name)));
    Ok(reply)
}

fn body(front: &Front, report: Report) -> reply::Stream {
    let service = front.service.clone();
    let pieces = stream::try_unfold((service, report), async |(service, mut report)| {
        let piece = service.read_report(&mut report).await?;
        Ok(piece.map(|piece| (Frame::data(piece.into()), (service, report))))
    });
    UnsyncBoxBody::new(StreamBody::new(pieces).map_err(|error| {
        // The client sees that the response ends too early.
        tracing::error!(%error, "a report could not be read");
        error
    }))
}
