//! The work of a transaction: an async closure or function of the transaction and its input.
//!
//! A transaction may run more than once, so the store owns the input and every run borrows it, for
//! as long as it borrows the transaction. The work must not capture anything: an async closure that
//! captures is not an `Fn`, and the compiler refuses it.
//!
//! Stable Rust cannot express in a bound of `AsyncFn` that its futures are `Send`. [`Run`]
//! expresses it, for one lifetime at a time.

use crate::Tx;

/// The work of one transaction: every async closure or function whose futures are `Send`.
pub trait Work<I, T, E>:
    AsyncFn(&mut Tx, &I) -> Result<T, E> + for<'a> Run<'a, I, T, E> + Send + Sync + 'static
{
}

impl<I, T, E, F> Work<I, T, E> for F where
    F: AsyncFn(&mut Tx, &I) -> Result<T, E> + for<'a> Run<'a, I, T, E> + Send + Sync + 'static
{
}

/// One run of a [`Work`].
pub trait Run<'a, I: 'a, T, E> {
    type Future: Future<Output = Result<T, E>> + Send + 'a;

    /// Runs the work in this transaction, with this input.
    fn run(&self, tx: &'a mut Tx, input: &'a I) -> Self::Future;
}

impl<'a, I: 'a, T, E, F, R> Run<'a, I, T, E> for F
where
    F: Fn(&'a mut Tx, &'a I) -> R,
    R: Future<Output = Result<T, E>> + Send + 'a,
{
    type Future = R;

    fn run(&self, tx: &'a mut Tx, input: &'a I) -> R {
        self(tx, input)
    }
}
