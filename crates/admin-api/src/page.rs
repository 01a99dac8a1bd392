//! A page as a value: what a request for it says, to be sent, read, and described.
//!
//! `pages!` implements [`Page`] for every page of the table. The three ways through it name the
//! parts in the same order: the path's parameters, the query, the body.

use serde::de::DeserializeOwned;

use crate::answer::Answer;
use crate::declaration::Declaration;
use crate::openapi::Operation;
use crate::request::{Request, RequestError};

/// A request for a page.
pub trait Page: Sized {
    /// What is declared of it.
    const DECLARED: &'static Declaration;

    /// What is answered.
    type Answer: Answer;

    /// Reads a request.
    fn read<R: Reader>(request: &mut R) -> Result<Self, R::Error>;

    /// Writes a request.
    fn write(&self, request: &mut Request) -> Result<(), RequestError>;

    /// Describes what a request may say and what is answered.
    fn describe(operation: &mut Operation<'_>);
}

/// A request that arrived.
pub trait Reader {
    type Error;

    /// The parameter of the path that has this name.
    fn parameter(&mut self, name: &'static str) -> Result<String, Self::Error>;
    fn query<T: DeserializeOwned>(&mut self) -> Result<T, Self::Error>;
    fn body<T: DeserializeOwned>(&mut self) -> Result<T, Self::Error>;
}
