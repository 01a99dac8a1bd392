//! An operator restarts a failed task.

use cosell_engine::{FIRST_EPOCH, Options, Restarted, StepCommit};

use crate::common::{Node, effects, faults, history, options, past};

#[tokio::test(flavor = "multi_thread")]
async fn a_restarted_task_resumes_at_the_step_at_which_it_failed() {
    for commit in [StepCommit::Chained, StepCommit::Each] {
        let options = Options {
            faults: faults(&["step.Second.after_effect=error:InternalError;count=3"]),
            ..options(commit)
        };
        let node = Node::start(options).await;
        let failed = node.run("t", "").await;
        assert_eq!((failed.status.as_str(), failed.step), ("FAILED", 1));

        let restarted = node.engine.restart("t").await.expect("the store lives");
        assert_eq!(restarted, Restarted::Started);
        let ended = node.end_of("t").await;
        assert_eq!(
            (ended.status.as_str(), ended.epoch),
            ("COMPLETE", FIRST_EPOCH + 1)
        );
        assert_eq!((ended.reason_code, ended.message), (None, None));
        assert_eq!(effects(&node.store, "t").await, [1, 1, 1]);
        let expected = past(&[
            ("First", 0, "DONE"),
            ("Second", 0, "RETRIED"),
            ("Second", 1, "RETRIED"),
            ("Second", 2, "REFUSED"),
            ("Second", 0, "SKIPPED"),
            ("Third", 0, "DONE"),
        ]);
        assert_eq!(
            history(&node.store, "t").await,
            expected,
            "the journal is kept"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_failed_task_is_restarted() {
    let node = Node::start(options(StepCommit::Chained)).await;
    let done = node.run("t", "").await;
    assert_eq!(
        node.engine.restart("t").await.expect("it lives"),
        Restarted::NotFailed
    );
    assert_eq!(
        node.engine.restart("u").await.expect("it lives"),
        Restarted::Unknown
    );
    assert_eq!(node.find("t").await, Some(done));
}
