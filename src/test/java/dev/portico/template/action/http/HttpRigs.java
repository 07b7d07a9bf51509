package dev.portico.template.action.http;

import dev.portico.template.action.Rig;
import dev.portico.test.StandIn;
import dev.portico.test.Trap;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/// The action that calls any service.
public final class HttpRigs {
    private HttpRigs() {}

    /// By name of the action: here it changes something.
    public static Map<String, Rig.Maker> all() {
        return Map.of("http:backstage:request", _ -> rig("POST"));
    }

    /// Here it only reads.
    public static Map<String, Rig.Maker> more() {
        return Map.of("http:backstage:request that reads", _ -> rig("GET"));
    }

    private static Rig rig(String method) {
        StandIn service = new StandIn();
        Trap trap = new Trap();
        service.trap(trap).on(method + " /things", 201, "{\"id\": 1}");
        Map<String, String> settings =
                Map.of("portico.template.http.allowed-hosts", service.authority());
        HttpConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(HttpConfig.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build()
                        .getConfigMapping(HttpConfig.class);
        return Rig.of(
                        new RequestHttp(config),
                        "{\"method\": \"%s\", \"path\": \"%s/things\"}"
                                .formatted(method, service.url()))
                .outside(
                        trap,
                        () ->
                                service.lines().stream()
                                        .filter(line -> line.startsWith("POST"))
                                        .toList())
                .end(
                        () -> {
                            trap.release();
                            service.close();
                        });
    }
}
