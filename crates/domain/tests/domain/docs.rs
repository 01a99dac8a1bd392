//! The documentation follows the code.

use cosell_api::types::ReasonCode;

#[test]
fn every_reason_code_has_a_row_in_the_docs_of_tasks() {
    let page = include_str!("../../../../docs/tasks.md");
    for code in ReasonCode::ALL {
        assert!(
            page.contains(&format!("\n| {code} |")),
            "docs/tasks.md does not explain {code}"
        );
    }
    assert_eq!(ReasonCode::ALL.len(), 22);
}
