package cosell;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A server with an empty store in memory, on a free port. It stops when it is closed. */
public final class Server extends Service implements AutoCloseable {
    /** A server starts in milliseconds. */
    private static final long START_SECONDS = 30;
    /** Requests in progress get eight seconds. */
    private static final long STOP_SECONDS = 20;

    private static final String READY = "listening on ";

    private static final AtomicLong LAST_ACCOUNT = new AtomicLong(500_000_000_000L);
    private static final AtomicLong LAST_NAME = new AtomicLong();

    private final Process process;
    private final Thread end;

    private Server(URI url, Output log, Process process) {
        super(url, "", log);
        this.process = process;
        this.end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** The id of an account that nothing of this process used before. */
    public static String newAccount() {
        return Long.toString(LAST_ACCOUNT.incrementAndGet());
    }

    /**
     * The program: that in COSELL_BIN, or the one on the PATH.
     *
     * @throws IllegalStateException if it is not installed
     */
    public static Path findBinary() {
        var named = System.getenv("COSELL_BIN");
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            var program = Path.of(folder, "cosell");
            if (Files.isExecutable(program) && Files.isRegularFile(program)) {
                return program;
            }
        }
        throw new IllegalStateException("the program cosell is not installed: install its package, "
                + "put it on the PATH, or name it in COSELL_BIN");
    }

    /**
     * Starts a server with these options of {@code cosell serve}.
     *
     * @throws IllegalStateException if it does not start; the message has its log
     */
    public static Server start(String... options) {
        var words = new ArrayList<>(
                List.of(findBinary().toString(), "serve", "--listen", "127.0.0.1:0"));
        given(options, words, "--store", "memory");
        given(options, words, "--log-level", "info");
        words.addAll(List.of(options));
        var builder = new ProcessBuilder(words);
        // The settings of another server.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("COSELL_"));
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var log = Output.of(process.getErrorStream());
            var line = firstLine(process);
            if (line == null || !line.startsWith(READY)) {
                process.destroy();
                log.await(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
                throw new IllegalStateException("the server did not start:\n" + log.since(0));
            }
            return new Server(URI.create(line.substring(READY.length()).trim()), log, process);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", interrupted);
        }
    }

    /** Adds an option, if it is not among those that are given. */
    private static void given(String[] options, List<String> words, String name, String value) {
        for (var option : options) {
            if (option.equals(name) || option.startsWith(name + "=")) {
                return;
            }
        }
        words.addAll(List.of(name, value));
    }

    private static String firstLine(Process process) throws InterruptedException {
        var line = CompletableFuture.supplyAsync(() -> {
            try {
                return process.inputReader().readLine();
            } catch (IOException closed) {
                return null;
            }
        });
        try {
            return line.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException error) {
            return null;
        }
    }

    /** What one test has to itself: a namespace of this server, and an account in it. */
    public Cosell forTest() {
        return new Cosell(namespace("test-" + LAST_NAME.incrementAndGet()), newAccount());
    }

    /** Stops the server and waits for its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already.
        }
    }
}
