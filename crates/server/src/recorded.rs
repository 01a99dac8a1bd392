//! What people do with a recorded request.
//!
//! ```text
//! shown    a request as the administrative API shows it, without sensitive values
//! replay   a request, sent again
//! copy     a request as a command, a program or a test
//! literal  a value as a program writes it
//! ```

mod copy;
mod literal;
mod replay;
mod shown;

pub(crate) use copy::program;
pub(crate) use replay::replay;
pub(crate) use shown::{detail, summary};
