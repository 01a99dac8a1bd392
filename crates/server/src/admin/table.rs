//! Routing of the administration API: the pages that `cosell_admin_api` declares, with their
//! handlers.
//!
//! A path is matched against the patterns of all pages, and the first page that accepts the method
//! handles the request. Parameters stay percent-encoded until the request is parsed, because the
//! audit log shows them as they were sent.

use std::pin::Pin;

use bytes::Bytes;
use cosell_admin_api::{
    Act, Answer as _, Content, Declaration, Method, PREFIX, Reader, all_pages, pages,
};
use hyper::Method as HttpMethod;
use serde::de::DeserializeOwned;

use super::{Context, Handler, invalid, not_allowed, not_found, read};
use crate::query;
use crate::refusal::Refusal;

/// The future of a handler.
type HandlerFuture<'a> = Pin<Box<dyn Future<Output = Result<Content, Refusal>> + Send + 'a>>;

/// A page and its handler.
#[derive(Debug)]
struct Route {
    declared: &'static Declaration,
    media_type: &'static str,
    handle: for<'a> fn(Context<'a>, Request<'a>) -> HandlerFuture<'a>,
}

impl Route {
    const fn of<P: Handler + Send>() -> Self {
        Self {
            declared: P::DECLARED,
            media_type: P::Answer::MEDIA_TYPE,
            handle: |cx, mut request| {
                Box::pin(async move {
                    let answer = P::read(&mut request)?.handle(cx).await?;
                    let content = answer.into_content();
                    content.map_err(|error| invalid(&error.to_string()))
                })
            },
        }
    }

    fn accepts(&self, method: &HttpMethod) -> bool {
        let declared = self.declared.method;
        declared.as_str() == method.as_str()
            || (declared == Method::Get && *method == HttpMethod::HEAD)
    }
}

macro_rules! table {
    ($($page:ident,)+) => {
        &[$(Route::of::<pages::$page>()),+]
    };
}

/// All pages.
static TABLE: &[Route] = all_pages!(table);

/// A parameter of a path: its name, and its percent-encoded value.
type Parameter<'a> = (&'static str, &'a str);

/// The page that a request calls.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    route: &'static Route,
    parameters: Vec<Parameter<'a>>,
    query: Option<&'a str>,
}

impl<'a> Found<'a> {
    /// The page's name in the log and in the metrics: the first segment of its path.
    pub(crate) fn name(&self) -> &'static str {
        let path = self.route.declared.path;
        let Some(page) = path.strip_prefix(PREFIX) else {
            return "index";
        };
        let end = page.find('/').unwrap_or(page.len());
        let name = path.get(1..PREFIX.len() + end).unwrap_or(path);
        name.trim_end_matches('/')
    }

    /// Whether the page is shown without a token.
    pub(crate) fn is_open(&self) -> bool {
        self.route.declared.open
    }

    pub(super) fn media_type(&self) -> &'static str {
        self.route.media_type
    }

    /// The act of the page, if it changes something.
    pub(super) fn act(&self) -> Option<Act> {
        self.route.declared.act
    }

    /// The target of the act as far as the path names it, and whether the path has its id.
    pub(super) fn target(&self, act: Act) -> (String, bool) {
        let mut target = String::new();
        for (place, part) in act.target.split(['{', '}']).enumerate() {
            // Every other part is a parameter between braces.
            let mut known = self.parameters.iter();
            let value = known.find(|parameter| place % 2 == 1 && parameter.0 == part);
            target.push_str(value.map_or(part, |(_, value)| value));
        }
        (target, act.target.contains('{'))
    }

    /// Parses the request and calls the handler.
    pub(super) fn handle(&self, cx: Context<'a>, body: &'a Bytes) -> HandlerFuture<'a> {
        let request = Request {
            parameters: self.parameters.clone(),
            query: self.query,
            body,
        };
        (self.route.handle)(cx, request)
    }
}

/// The pages whose pattern matches a path.
fn pages_of(path: &str) -> impl Iterator<Item = (&'static Route, Vec<Parameter<'_>>)> {
    let pages = TABLE.iter();
    pages.filter_map(move |route| Some((route, match_path(route.declared.path, path)?)))
}

/// Finds the page of a request.
pub(crate) fn find<'a>(
    method: &HttpMethod,
    path: &'a str,
    query: Option<&'a str>,
) -> Result<Found<'a>, Refusal> {
    let mut is_page = false;
    for (route, parameters) in pages_of(path) {
        if route.accepts(method) {
            return Ok(Found {
                route,
                parameters,
                query,
            });
        }
        is_page = true;
    }
    if is_page {
        return Err(not_allowed());
    }
    Err(not_found(
        "There is no such page; GET /_cosell/openapi.json lists all of them.",
    ))
}

/// The value of the header `Allow`: the methods of the pages of a path.
pub(crate) fn allowed(path: &str) -> String {
    let methods = pages_of(path).map(|(route, _)| match route.declared.method {
        Method::Get => "GET, HEAD",
        other => other.as_str(),
    });
    methods.collect::<Vec<_>>().join(", ")
}

/// The parameters of a path, if it matches the pattern.
fn match_path<'a>(form: &'static str, path: &'a str) -> Option<Vec<Parameter<'a>>> {
    let Some((before, rest)) = form.split_once('{') else {
        return (form == path).then(Vec::new);
    };
    let (name, after) = rest.split_once('}')?;
    let path = path.strip_prefix(before)?;
    let (name, value, path) = if let Some(name) = name.strip_prefix('*') {
        // Its value may contain slashes, and it is the last parameter of the pattern.
        (name, path.strip_suffix(after)?, after)
    } else {
        let (value, path) = path.split_at(path.find('/').unwrap_or(path.len()));
        (name, value, path)
    };
    if value.is_empty() {
        return None;
    }
    let mut parameters = vec![(name, value)];
    parameters.extend(match_path(after, path)?);
    Some(parameters)
}

/// A request for a page.
#[derive(Debug)]
struct Request<'a> {
    parameters: Vec<Parameter<'a>>,
    query: Option<&'a str>,
    body: &'a Bytes,
}

impl Reader for Request<'_> {
    type Error = Refusal;

    fn parameter(&mut self, name: &'static str) -> Result<String, Refusal> {
        let mut known = self.parameters.iter();
        let value = known.find(|parameter| parameter.0 == name);
        value
            .and_then(|(_, value)| query::of_path(value))
            .ok_or_else(|| not_found("The path is not percent-encoded UTF-8."))
    }

    fn query<T: DeserializeOwned>(&mut self) -> Result<T, Refusal> {
        query::read(self.query).map_err(|message| invalid(&message))
    }

    fn body<T: DeserializeOwned>(&mut self) -> Result<T, Refusal> {
        read(self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_matches_a_pattern_with_the_values_of_its_parameters() {
        const PATTERN: &str = "/_cosell/{a}/b/{c}";
        let values = |path| {
            let parameters = match_path(PATTERN, path)?;
            Some(
                parameters
                    .iter()
                    .map(|(_, value)| *value)
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(values("/_cosell/1/b/2"), Some(vec!["1", "2"]));
        for path in [
            "/_cosell/1/b",
            "/_cosell/1/b/",
            "/_cosell//b/2",
            "/_cosell/1/b/2/3",
        ] {
            assert_eq!(values(path), None, "{path}");
        }
    }

    #[test]
    fn an_arn_is_one_parameter() {
        for (form, path, id) in [
            ("/tasks/{*id}", "/tasks/a:b/c/d", Some("a:b/c/d")),
            (
                "/tasks/{*id}/restart",
                "/tasks/a:b/c/restart",
                Some("a:b/c"),
            ),
            ("/tasks/{*id}/restart", "/tasks/restart", None),
            ("/tasks/{*id}", "/tasks/", None),
        ] {
            let found = match_path(form, path);
            let found = found.and_then(|parameters| parameters.first().map(|first| first.1));
            assert_eq!(found, id, "{form} {path}");
        }
    }

    #[test]
    fn a_page_is_named_after_the_first_segment_of_its_path() {
        for (path, name) in [
            ("/", "index"),
            ("/_cosell/", "_cosell"),
            ("/_cosell/health", "_cosell/health"),
            ("/_cosell/accounts/1/users/x", "_cosell/accounts"),
            ("/_cosell/tasks/a/b", "_cosell/tasks"),
        ] {
            let found = find(&HttpMethod::GET, path, None).expect(path);
            assert_eq!(found.name(), name);
        }
    }

    #[test]
    fn a_page_that_refuses_a_method_lists_those_it_accepts() {
        for (method, path, allowed) in [
            (HttpMethod::DELETE, "/_cosell/clock", "GET, HEAD, PUT"),
            (HttpMethod::GET, "/_cosell/clock/advance", "POST"),
            (HttpMethod::POST, "/_cosell/tasks/x", "GET, HEAD"),
        ] {
            let refusal = find(&method, path, None).expect_err(path);
            assert_eq!(
                (refusal.status.as_u16(), super::allowed(path)),
                (405, allowed.to_owned())
            );
        }
    }
}
