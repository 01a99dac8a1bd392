//! The table of the reason codes of failed tasks.

use cosell_domain::task::ADVICE;

/// A table with a row for each reason code.
pub(super) fn table() -> String {
    let rows = ADVICE.iter().map(|advice| {
        let (code, when, stays, next) = (advice.code, advice.when, advice.stays, advice.next);
        format!("| {code} | {when} | {stays} | {next} |\n")
    });
    let head = "| ReasonCode | when | what stays done | what to do next |\n|---|---|---|---|\n";
    head.to_owned() + &rows.collect::<String>()
}
