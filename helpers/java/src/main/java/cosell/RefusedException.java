package cosell;

/** The server answered with an error. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String error;

    RefusedException(int status, String error, String message) {
        super(status + " " + error + ": " + message);
        this.status = status;
        this.error = error;
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** The name of the error, such as {@code ValidationException}. */
    public String error() {
        return error;
    }
}
