package dev.portico.access;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import java.lang.reflect.Proxy;

/// Gates for tests that need no running program.
public final class WriteGates {
    private WriteGates() {}

    public static WriteGate open() {
        return new WriteGate(() -> false, boundTo("127.0.0.1"));
    }

    public static WriteGate closed() {
        return new WriteGate(() -> false, boundTo("0.0.0.0"));
    }

    private static VertxHttpConfig boundTo(String host) {
        return (VertxHttpConfig)
                Proxy.newProxyInstance(
                        VertxHttpConfig.class.getClassLoader(),
                        new Class<?>[] {VertxHttpConfig.class},
                        (_, method, _) -> {
                            if (method.getName().equals("host")) {
                                return host;
                            }
                            throw new UnsupportedOperationException(method.getName());
                        });
    }
}
