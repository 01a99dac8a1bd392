package cosell;

import static java.util.Map.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The helper, against a server, without a test framework: {@code java cosell.HelperTest}. */
public final class HelperTest {
    /** A promise of the helper. */
    private interface Promise {
        void check(Cosell cosell) throws Exception;
    }

    private static final List<Map.Entry<String, Promise>> PROMISES = List.of(
            entry("a test begins with nothing", HelperTest::beginsWithNothing),
            entry("the next test begins with nothing", HelperTest::beginsWithNothing),
            entry("events are those of the test", HelperTest::events),
            entry("the clock moves and stops", HelperTest::clock),
            entry("AWS sends a referral and reviews only what is submitted", HelperTest::aws),
            entry("a fault rule fails once", HelperTest::fault),
            entry("a reset brings the beginning back", HelperTest::reset),
            entry("a report has the log and the open tasks", HelperTest::report),
            entry("a namespace is dropped with its test", HelperTest::dropped),
            entry("a server that does not start says why", HelperTest::doesNotStart),
            entry("a server ends when it is closed", HelperTest::ends),
            entry("JSON is read and written", HelperTest::json));

    public static void main(String[] arguments) throws Exception {
        var failed = new ArrayList<String>();
        try (var server = Server.start()) {
            for (var promise : PROMISES) {
                try (var cosell = server.forTest()) {
                    try {
                        promise.getValue().check(cosell);
                        System.out.println("ok: " + promise.getKey());
                    } catch (Exception | AssertionError error) {
                        failed.add(promise.getKey());
                        System.out.println("failed: " + promise.getKey());
                        error.printStackTrace(System.out);
                        System.out.println(cosell.report());
                    }
                }
            }
        }
        System.out.println(PROMISES.size() - failed.size() + " passed, " + failed.size()
                + " failed");
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static void beginsWithNothing(Cosell cosell) {
        equal(0, list(cosell).size());
        create(cosell);
        equal(1, list(cosell).size());
    }

    private static void events(Cosell cosell) {
        var id = create(cosell);
        var events = cosell.events().named("Opportunity Created");
        equal(1, events.size());
        equal(cosell.account(), events.get(0).get("account"));
        holds(Json.write(events.get(0).get("detail")).contains(id), events);
    }

    private static void clock(Cosell cosell) {
        var began = cosell.clock().now();
        var moved = cosell.clock().advance(Duration.ofDays(3));
        holds(Duration.between(began, moved).toDays() >= 3, moved);
        var at = Instant.parse("2030-01-01T00:00:00Z");
        cosell.clock().freeze(at);
        equal(at, cosell.clock().now());
        cosell.clock().set(at.plusSeconds(60));
        holds(!cosell.clock().now().isBefore(at.plusSeconds(60)), cosell.clock().now());
        cosell.clock().freeze();
        equal(cosell.clock().now(), cosell.clock().now());
    }

    private static void aws(Cosell cosell) throws Exception {
        var sent = cosell.aws().sendReferral(7);
        var listed = cosell.call("ListEngagementInvitations",
                Map.of("Catalog", "Sandbox", "ParticipantType", "RECEIVER"));
        var found = (List<?>) listed.get("EngagementInvitationSummaries");
        equal(1, found.size());
        equal(sent.get("id"), Service.object(found.get(0)).get("Id"));
        var id = create(cosell);
        var refused = refused(() -> {
            cosell.aws().approve(id);
            return null;
        });
        equal(4, refused.status() / 100);
        holds(!refused.error().isEmpty(), refused);
    }

    private static void fault(Cosell cosell) throws Exception {
        cosell.service().fault("operation.read=error:ThrottlingException;count=1");
        holds(refused(() -> list(cosell)).error().endsWith("ThrottlingException"), "another error");
        equal(0, list(cosell).size());
    }

    private static void reset(Cosell cosell) {
        create(cosell);
        cosell.service().reset();
        equal(0, list(cosell).size());
    }

    private static void report(Cosell cosell) {
        holds(cosell.report().endsWith("open tasks\nnone"), cosell.report());
        cosell.service().fault("step.*.before=delay:1h");
        var sent = cosell.aws().sendReferral(7);
        cosell.call("StartEngagementByAcceptingInvitationTask",
                Map.of("Catalog", "Sandbox", "ClientToken", "accept", "Identifier",
                        sent.get("id")));
        // A line may reach the log later than the response reaches its client.
        var late = Instant.now().plusSeconds(20);
        var report = cosell.report();
        while (!report.contains("StartEngagementByAcceptingInvitationTask")
                && Instant.now().isBefore(late)) {
            report = cosell.report();
        }
        holds(report.contains("StartEngagementByAcceptingInvitationTask"), report);
        holds(report.contains("next step "), report);
    }

    private static void dropped(Cosell cosell) {
        var inner = cosell.service().namespace("inner");
        inner.call(cosell.account(), "ListOpportunities", Map.of("Catalog", "Sandbox"));
        holds(namespaces(cosell).contains("\"inner\""), namespaces(cosell));
        inner.drop();
        inner.drop();
        holds(!namespaces(cosell).contains("\"inner\""), namespaces(cosell));
        equal(cosell.service().name() + "/" + cosell.account(), cosell.accessKey());
    }

    private static void doesNotStart(Cosell cosell) throws Exception {
        try (var server = Server.start("--no-such-option")) {
            throw new AssertionError("it runs at " + server.url());
        } catch (IllegalStateException error) {
            holds(error.getMessage().contains("unexpected argument"), error);
        }
    }

    private static void ends(Cosell cosell) {
        var server = Server.start();
        server.admin("GET", "health", null);
        server.close();
        try {
            server.admin("GET", "health", null);
        } catch (java.io.UncheckedIOException refused) {
            return;
        }
        throw new AssertionError("it answers");
    }

    private static void json(Cosell cosell) {
        var text = "{\"a\":[1,-2.5,true,null,[],{}],\"b\":\"\\\"\\\\\\u0001\u00e9\"}";
        equal(text, Json.write(Json.read(" " + text.replace(",", " ,\n ") + " ")));
        equal("\u20ac/\n", Json.read("\"\\u20AC\\/\\n\""));
        for (var wrong : List.of("", "{", "[1,]", "{\"a\"}", "\"a", "\"\\x\"", "\"\\u00zz\"", "01x",
                "[1] 2", "nul", "[".repeat(1000))) {
            try {
                throw new AssertionError(wrong + " is " + Json.read(wrong));
            } catch (IllegalArgumentException expected) {
                continue;
            }
        }
    }

    private static String create(Cosell cosell) {
        return (String) cosell.call("CreateOpportunity", Map.of(
                "Catalog", "Sandbox",
                "ClientToken", "one",
                "Origin", "Partner Referral",
                "LifeCycle", Map.of("Stage", "Prospect", "TargetCloseDate", "2040-12-31")))
                .get("Id");
    }

    private static List<?> list(Cosell cosell) {
        var listed = cosell.call("ListOpportunities", Map.of("Catalog", "Sandbox"));
        return (List<?>) listed.get("OpportunitySummaries");
    }

    private static String namespaces(Cosell cosell) {
        return Json.write(cosell.service().admin("GET", "namespaces", null));
    }

    private static RefusedException refused(Callable<?> call) throws Exception {
        try {
            throw new AssertionError("not refused: " + call.call());
        } catch (RefusedException refused) {
            return refused;
        }
    }

    private static void equal(Object expected, Object found) {
        holds(expected.equals(found), found + " instead of " + expected);
    }

    private static void holds(boolean promise, Object shown) {
        if (!promise) {
            throw new AssertionError(String.valueOf(shown));
        }
    }
}
