package cosell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The events of an account since the test began, as EventBridge delivers them. */
public final class Events {
    private final Service service;
    private final String account;
    private final long since;

    Events(Service service, String account) {
        this.service = service;
        this.account = account;
        since = (Long) service.admin("GET", "events/targets", null).get("last_position");
    }

    /** The events, after all that is due has happened. */
    public List<Map<String, Object>> all() {
        service.settle(Duration.ofSeconds(10));
        var found = new ArrayList<Map<String, Object>>();
        for (var after = since;;) {
            var page = service.admin("GET", "events/log?after=" + after + "&limit=1000", null);
            for (var one : (List<?>) page.get("events")) {
                var event = Service.object(Service.object(one).get("event"));
                if (event != null && account.equals(event.get("account"))) {
                    found.add(event);
                }
            }
            var position = (Long) page.get("position");
            if (position == after) {
                return found;
            }
            after = position;
        }
    }

    /** Those of a kind, such as {@code Opportunity Created}. */
    public List<Map<String, Object>> named(String detailType) {
        return all().stream()
                .filter(event -> detailType.equals(event.get("detail-type")))
                .collect(Collectors.toList());
    }
}
