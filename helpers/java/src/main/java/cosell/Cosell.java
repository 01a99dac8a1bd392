package cosell;

import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one test has to itself: a namespace, and an account in it. Data, clock and fault rules are
 * those of the test. The namespace is dropped when it is closed.
 */
public final class Cosell implements AutoCloseable {
    private final Service service;
    private final String account;
    private final AwsSide aws;
    private final Clock clock;
    private final Events events;
    private final int mark;

    Cosell(Service service, String account) {
        this.service = service;
        this.account = account;
        mark = service.logEnd();
        aws = new AwsSide(service, account);
        clock = new Clock(service);
        events = new Events(service, account);
    }

    /** The namespace: the administrative API, fault rules, reset. */
    public Service service() {
        return service;
    }

    /** The endpoint of the SDKs. */
    public URI url() {
        return service.url();
    }

    /** The id of an account that no other test uses. */
    public String account() {
        return account;
    }

    /** The access key id of that account; any secret works. */
    public String accessKey() {
        return service.accessKey(account);
    }

    /** AWS, as the account sees it. */
    public AwsSide aws() {
        return aws;
    }

    /** The events of the account since the test began. */
    public Events events() {
        return events;
    }

    /** The time of the namespace. */
    public Clock clock() {
        return clock;
    }

    /** Calls an operation as the account, without an SDK. */
    public Map<String, Object> call(String operation, Map<String, ?> input) {
        return service.call(account, operation, input);
    }

    /**
     * The server's log since the test began, and the tasks that have not ended. The log has the
     * requests of tests that run at the same time.
     */
    public String report() {
        // Asked first: a line is in the log some milliseconds after its response.
        var tasks = tasks();
        return "cosell: log of this test\n" + service.log(mark) + "cosell: open tasks\n" + tasks;
    }

    private String tasks() {
        try {
            var open = service.openTasks();
            return open.isEmpty() ? "none" : open.stream()
                    .map(task -> task.get("id") + " of account " + task.get("account")
                            + ": next step " + task.get("next_step_name")
                            + ", attempts " + task.get("attempts"))
                    .collect(Collectors.joining("\n"));
        } catch (RuntimeException error) {
            return "the server does not answer: " + error.getMessage();
        }
    }

    /** Drops the namespace with its data. */
    @Override
    public void close() {
        service.drop();
    }
}
