package cosell;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test that has a parameter {@link Cosell} what it has to itself. One server runs for all
 * test classes. When a test fails, the server's log of the test and the tasks that have not ended
 * are printed to standard error.
 *
 * <p>The property {@code cosell.options} has more options of {@code cosell serve}.
 */
public final class CosellExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace OURS = Namespace.create(CosellExtension.class);

    /** The server of a run, which JUnit closes at its end. */
    private record Running(Server server) implements CloseableResource {
        @Override
        public void close() {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // Not of a constructor, whose context is that of all tests of its class.
        return parameter.getParameter().getType() == Cosell.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(OURS).getOrComputeIfAbsent(
                Cosell.class, key -> server(context).forTest(), Cosell.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var cosell = context.getStore(OURS).remove(Cosell.class, Cosell.class);
        if (cosell == null) {
            return;
        }
        try (cosell) {
            if (context.getExecutionException().isPresent()) {
                System.err.println(context.getDisplayName() + "\n" + cosell.report());
            }
        }
    }

    private static Server server(ExtensionContext context) {
        var store = context.getRoot().getStore(OURS);
        return store.getOrComputeIfAbsent(Running.class, key -> {
            var options = System.getProperty("cosell.options", "").trim();
            return new Running(options.isEmpty()
                    ? Server.start()
                    : Server.start(options.split("\\s+")));
        }, Running.class).server();
    }
}
