//! Which page a request asks for: the pages that `cosell_admin_api` declares, each with its answer.
//!
//! A path is held against every page's, and the first page that takes the method is the one. Names
//! and ids stay percent-encoded until the page is read, because the audit log shows them as they
//! were sent.

use std::pin::Pin;

use bytes::Bytes;
use cosell_admin_api::{
    Act, Answer as _, Content, Declaration, Method, PREFIX, Reader, all_pages, pages,
};
use hyper::Method as HttpMethod;
use serde::de::DeserializeOwned;

use super::{Answers, Context, invalid, not_allowed, not_found, read};
use crate::query;
use crate::refusal::Refusal;

/// An answer under way.
type Answering<'a> = Pin<Box<dyn Future<Output = Result<Content, Refusal>> + Send + 'a>>;

/// A page and how it is answered.
#[derive(Debug)]
struct Route {
    declared: &'static Declaration,
    media_type: &'static str,
    answer: for<'a> fn(Context<'a>, Request<'a>) -> Answering<'a>,
}

impl Route {
    const fn of<P: Answers + Send>() -> Self {
        Self {
            declared: P::DECLARED,
            media_type: P::Answer::MEDIA_TYPE,
            answer: |cx, mut request| {
                Box::pin(async move {
                    let answer = P::read(&mut request)?.answer(cx).await?;
                    let content = answer.into_content();
                    content.map_err(|error| invalid(&error.to_string()))
                })
            },
        }
    }

    fn takes(&self, method: &HttpMethod) -> bool {
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

/// A parameter of a path: its name, and its value as the path has it.
type Parameter<'a> = (&'static str, &'a str);

/// A page that a request asks for.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    route: &'static Route,
    parameters: Vec<Parameter<'a>>,
    query: Option<&'a str>,
}

impl<'a> Found<'a> {
    /// The name in the log and in the metrics: the first part of its path.
    pub(crate) fn name(&self) -> &'static str {
        let path = self.route.declared.path;
        let Some(page) = path.strip_prefix(PREFIX) else {
            return "index";
        };
        let end = page.find('/').unwrap_or(page.len());
        path.get(1..PREFIX.len() + end).unwrap_or(path)
    }

    /// Whether strangers see it.
    pub(crate) fn is_open(&self) -> bool {
        self.route.declared.open
    }

    pub(super) fn media_type(&self) -> &'static str {
        self.route.media_type
    }

    /// What it does, if it does anything but show.
    pub(super) fn act(&self) -> Option<Act> {
        self.route.declared.act
    }

    /// What the act is done to, as far as the path names it, and whether it does so by an id.
    pub(super) fn target(&self, act: Act) -> (String, bool) {
        let mut target = String::new();
        for (place, part) in act.target.split(['{', '}']).enumerate() {
            // What stands between braces is every other part.
            let mut known = self.parameters.iter();
            let value = known.find(|parameter| place % 2 == 1 && parameter.0 == part);
            target.push_str(value.map_or(part, |(_, value)| value));
        }
        (target, act.target.contains('{'))
    }

    /// Reads the request and answers.
    pub(super) fn answer(&self, cx: Context<'a>, body: &'a Bytes) -> Answering<'a> {
        let request = Request {
            parameters: self.parameters.clone(),
            query: self.query,
            body,
        };
        (self.route.answer)(cx, request)
    }
}

/// The pages of a path.
fn pages_of(path: &str) -> impl Iterator<Item = (&'static Route, Vec<Parameter<'_>>)> {
    let pages = TABLE.iter();
    pages.filter_map(move |route| Some((route, matched(route.declared.path, path)?)))
}

/// Finds a page by its whole path.
pub(crate) fn find<'a>(
    method: &HttpMethod,
    path: &'a str,
    query: Option<&'a str>,
) -> Result<Found<'a>, Refusal> {
    let mut is_page = false;
    for (route, parameters) in pages_of(path) {
        if route.takes(method) {
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
    Err(not_found("There is no such page."))
}

/// The methods that the pages of a path take, as the header `Allow` names them.
pub(crate) fn allowed(path: &str) -> String {
    let methods = pages_of(path).map(|(route, _)| match route.declared.method {
        Method::Get => "GET, HEAD",
        other => other.as_str(),
    });
    methods.collect::<Vec<_>>().join(", ")
}

/// The parameters of a path that is of this form.
fn matched<'a>(form: &'static str, path: &'a str) -> Option<Vec<Parameter<'a>>> {
    let Some((before, rest)) = form.split_once('{') else {
        return (form == path).then(Vec::new);
    };
    let (name, behind) = rest.split_once('}')?;
    let path = path.strip_prefix(before)?;
    let (name, value, path) = if let Some(name) = name.strip_prefix('*') {
        // It may hold slashes, and behind it the form has no other parameter.
        (name, path.strip_suffix(behind)?, behind)
    } else {
        let (value, path) = path.split_at(path.find('/').unwrap_or(path.len()));
        (name, value, path)
    };
    if value.is_empty() {
        return None;
    }
    let mut parameters = vec![(name, value)];
    parameters.extend(matched(behind, path)?);
    Some(parameters)
}

/// A request for a page that was found.
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
    fn a_path_is_of_a_form_with_the_values_of_its_parameters() {
        const FORM: &str = "/_cosell/{a}/b/{c}";
        let values = |path| {
            let parameters = matched(FORM, path)?;
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
            let found = matched(form, path);
            let found = found.and_then(|parameters| parameters.first().map(|first| first.1));
            assert_eq!(found, id, "{form} {path}");
        }
    }

    #[test]
    fn a_page_is_called_by_the_first_part_of_its_path() {
        for (path, name) in [
            ("/", "index"),
            ("/_cosell/health", "_cosell/health"),
            ("/_cosell/accounts/1/users/x", "_cosell/accounts"),
            ("/_cosell/tasks/a/b", "_cosell/tasks"),
        ] {
            let found = find(&HttpMethod::GET, path, None).expect(path);
            assert_eq!(found.name(), name);
        }
    }

    #[test]
    fn a_page_that_does_not_take_the_method_says_which_it_takes() {
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
