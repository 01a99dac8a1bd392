package cosell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a process writes. */
final class Output {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private Thread reader;

    /** Keeps what a stream has, in a thread that ends with the stream. */
    static Output of(InputStream stream) {
        var output = new Output();
        output.reader = new Thread(() -> output.copy(stream), "log of cosell");
        output.reader.setDaemon(true);
        output.reader.start();
        return output;
    }

    private void copy(InputStream stream) {
        var piece = new byte[8192];
        try {
            for (var read = stream.read(piece); read >= 0; read = stream.read(piece)) {
                synchronized (text) {
                    text.write(piece, 0, read);
                }
            }
        } catch (IOException closed) {
            // The process has ended.
        }
    }

    /** Waits until the process has closed the stream. */
    void await(long milliseconds) throws InterruptedException {
        reader.join(milliseconds);
    }

    int end() {
        synchronized (text) {
            return text.size();
        }
    }

    String since(int place) {
        synchronized (text) {
            var all = text.toByteArray();
            return new String(all, place, all.length - place, StandardCharsets.UTF_8);
        }
    }
}
