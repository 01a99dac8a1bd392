package cosell;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The time of a service. */
public final class Clock {
    private final Service service;

    Clock(Service service) {
        this.service = service;
    }

    public Instant now() {
        return Instant.parse((String) service.admin("GET", "clock", null).get("time"));
    }

    /** Sets the time; it runs on from there. */
    public void set(Instant to) {
        put(Map.of("mode", "moved", "time", text(to)));
    }

    /** Stops the clock now. */
    public void freeze() {
        put(Map.of("mode", "frozen"));
    }

    /** Stops the clock at a time. */
    public void freeze(Instant at) {
        put(Map.of("mode", "frozen", "time", text(at)));
    }

    /** Moves the time on, by whole seconds, and returns when all that fell due has happened. */
    public Instant advance(Duration by) {
        var seconds = by.plusNanos(999_999_999).toSeconds();
        service.admin("POST", "clock/advance", Map.of("seconds", seconds));
        return now();
    }

    private void put(Map<String, String> clock) {
        service.admin("PUT", "clock", clock);
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
