package dev.portico.platform.http;

import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// The program's one policy: all hosts that any feature names.
final class OutgoingPolicyProducer {
    @Produces
    @Singleton
    OutgoingPolicy policy(@All List<OutgoingHosts> hosts) {
        return new OutgoingPolicy(
                () -> hosts.stream().flatMap(some -> some.allowed().stream()).toList());
    }
}
