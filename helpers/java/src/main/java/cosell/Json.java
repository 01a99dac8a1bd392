package cosell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON: an object is a Map, an array a List, a number a Long or a Double, and null
 * is null.
 */
public final class Json {
    /** How deep a text may be; answers of the server are not nearly as deep. */
    private static final int DEPTH = 200;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /** Reads a text; throws IllegalArgumentException if it is not JSON. */
    public static Object read(String text) {
        var reader = new Json(text);
        var value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        return value;
    }

    /** Writes Map, List, String, Number, Boolean and null; of another value its text. */
    public static String write(Object value) {
        var written = new StringBuilder();
        write(value, written);
        return written.toString();
    }

    private static void write(Object value, StringBuilder to) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            to.append(value);
        } else if (value instanceof Map<?, ?> members) {
            var between = "{";
            for (var member : members.entrySet()) {
                to.append(between);
                string(member.getKey().toString(), to);
                to.append(':');
                write(member.getValue(), to);
                between = ",";
            }
            to.append(members.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> items) {
            var between = "[";
            for (var item : items) {
                to.append(between);
                write(item, to);
                between = ",";
            }
            to.append(items.isEmpty() ? "[]" : "]");
        } else {
            string(value.toString(), to);
        }
    }

    private static void string(String text, StringBuilder to) {
        to.append('"');
        for (var unit : text.toCharArray()) {
            if (unit == '"' || unit == '\\') {
                to.append('\\').append(unit);
            } else if (unit < ' ') {
                to.append(String.format("\\u%04x", (int) unit));
            } else {
                to.append(unit);
            }
        }
        to.append('"');
    }

    private Object value() {
        space();
        if (at == text.length()) {
            throw wrong("a value");
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        var members = new LinkedHashMap<String, Object>();
        for (var more = begin('}'); more; more = next('}')) {
            space();
            var name = string();
            space();
            take(':');
            members.put(name, value());
        }
        return members;
    }

    private List<Object> array() {
        var items = new ArrayList<>();
        for (var more = begin(']'); more; more = next(']')) {
            items.add(value());
        }
        return items;
    }

    /** Enters an object or an array; false if it is empty. */
    private boolean begin(char end) {
        at++;
        if (++depth > DEPTH) {
            throw wrong("at most " + DEPTH + " levels");
        }
        space();
        return !leaves(end);
    }

    /** Goes to the next member or item; false if there is none. */
    private boolean next(char end) {
        space();
        if (leaves(end)) {
            return false;
        }
        take(',');
        return true;
    }

    private boolean leaves(char end) {
        if (at < text.length() && text.charAt(at) == end) {
            at++;
            depth--;
            return true;
        }
        return false;
    }

    private String string() {
        take('"');
        var read = new StringBuilder();
        while (at < text.length()) {
            var unit = text.charAt(at++);
            if (unit == '"') {
                return read.toString();
            }
            read.append(unit == '\\' ? escaped() : unit);
        }
        throw wrong("a quote");
    }

    private char escaped() {
        if (at == text.length()) {
            throw wrong("an escape");
        }
        var unit = text.charAt(at++);
        return switch (unit) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw wrong("four digits");
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            case '"', '\\', '/' -> unit;
            default -> throw wrong("an escape");
        };
    }

    private Object word() {
        var start = at;
        while (at < text.length() && "+-.".indexOf(text.charAt(at)) >= 0
                || at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        var word = text.substring(start, at);
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> {
                if (word.matches("-?\\d{1,18}")) {
                    yield Long.valueOf(word);
                }
                if (word.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
                    yield Double.valueOf(word);
                }
                throw wrong("a value");
            }
        };
    }

    private void take(char expected) {
        if (at == text.length() || text.charAt(at) != expected) {
            throw wrong("'" + expected + "'");
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("not JSON: " + expected + " expected at " + at);
    }
}
