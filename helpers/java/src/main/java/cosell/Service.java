package cosell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What answers at a URL: a server, or a namespace of one. */
public class Service {
    /** A settle may take minutes. Requests must not go to a proxy of the environment. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(null))
            .build();

    private final URI url;
    private final String name;
    private final Output log;

    Service(URI url, String name, Output log) {
        this.url = url;
        this.name = name;
        this.log = log;
    }

    /** The endpoint of the SDKs. */
    public URI url() {
        return url;
    }

    /** The name of the namespace; empty for the server itself. */
    public String name() {
        return name;
    }

    /** A service of its own in this server. Its first request makes it. */
    public Service namespace(String name) {
        return new Service(url, name, log);
    }

    /** Drops the namespace with its data, if there is one. */
    public void drop() {
        try {
            admin("DELETE", "namespaces/" + name, null);
        } catch (RefusedException refused) {
            if (refused.status() != 404) {
                throw refused;
            }
        }
    }

    /**
     * Calls a page of the administrative API:
     * {@code admin("POST", "clock/advance", Map.of("seconds", 60))}. The body may be null.
     */
    public Map<String, Object> admin(String method, String path, Map<String, ?> body) {
        var text = body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(Json.write(body));
        return send(HttpRequest.newBuilder(url.resolve("/_cosell/" + path)).method(method, text));
    }

    /**
     * Calls an operation of the API as an account, without an SDK and without a signature, which
     * mode {@code open} does not verify.
     */
    public Map<String, Object> call(String account, String operation, Map<String, ?> input) {
        var authorization = "AWS4-HMAC-SHA256 Credential=" + accessKey(account)
                + "/20260101/us-east-1/partnercentral-selling/aws4_request, "
                + "SignedHeaders=host, Signature=none";
        return send(HttpRequest.newBuilder(url.resolve("/" + operation))
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(Json.write(input))));
    }

    private Map<String, Object> send(HttpRequest.Builder request) {
        request.timeout(TIMEOUT).header("Content-Type", "application/json");
        if (!name.isEmpty()) {
            request.header("X-Cosell-Namespace", name);
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) {
                return response.body().isEmpty() ? Map.of() : object(Json.read(response.body()));
            }
            throw refusal(response.statusCode(), response.body());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server was called", interrupted);
        }
    }

    /** An error of the API, {@code __type}, or of the administrative API, {@code error}. */
    private static RefusedException refusal(int status, String body) {
        try {
            var document = object(Json.read(body));
            var error = document.getOrDefault("__type", document.get("error"));
            var message = document.getOrDefault("message", document.get("Message"));
            return new RefusedException(status, String.valueOf(error), String.valueOf(message));
        } catch (IllegalArgumentException | ClassCastException notAnError) {
            return new RefusedException(status, "", body);
        }
    }

    /** Waits until everything that is due has happened; the exception says what hangs. */
    public void settle(Duration timeout) {
        admin("POST", "settle?timeout=" + timeout.toSeconds(), null);
    }

    /** Brings data, clock and fault rules back to what the server began with. */
    public void reset() {
        admin("POST", "reset", null);
    }

    /** Adds a fault rule: {@code operation.read=error:ThrottlingException;count=1}. */
    public void fault(String rule) {
        admin("POST", "faults", Map.of("text", rule));
    }

    /** The tasks that have not ended, the newest first. */
    public List<Map<String, Object>> openTasks() {
        var tasks = (List<?>) admin("GET", "tasks?status=IN_PROGRESS", null).get("tasks");
        return tasks.stream().map(Service::object).collect(Collectors.toList());
    }

    /** The access key id by which an SDK calls this service as an account. */
    public String accessKey(String account) {
        return name.isEmpty() ? account : name + "/" + account;
    }

    /** The log of the server, from a place that {@link #logEnd} gave. */
    public String log(int since) {
        return log.since(since);
    }

    /** The place where the log ends now. */
    public int logEnd() {
        return log.end();
    }

    /** A value of JSON that is an object. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
