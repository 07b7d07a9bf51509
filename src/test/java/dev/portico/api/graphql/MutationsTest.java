package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gates;
import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.Locations;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.Sources;
import io.smallrye.graphql.api.Context;
import java.lang.reflect.Proxy;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MutationsTest {
    private final Context context = untouched(Context.class);

    @Test
    void aClosedGateStopsEveryMutationBeforeAnythingIsDone() {
        Mutations mutations =
                new Mutations(
                        Gates.closed(),
                        untouched(Locations.class),
                        untouched(Sources.class),
                        untouched(CatalogFeed.class));

        List<ThrowingCallable> all =
                List.of(
                        () -> mutations.registerLocation("url", "https://x", context),
                        () -> mutations.updateLocation("1", "url", "https://x", context),
                        () -> mutations.removeLocation("1", context),
                        () -> mutations.refreshEntity("component:x", context),
                        () -> mutations.refreshSource("git:x", context),
                        () -> mutations.confirmRemovals("git:x", context),
                        () -> mutations.rejectRemovals("git:x", context));
        assertThat(all)
                .allSatisfy(
                        mutation ->
                                assertThatThrownBy(mutation)
                                        .isInstanceOfSatisfying(
                                                PorticoException.class,
                                                e ->
                                                        assertThat(e.code())
                                                                .isEqualTo(
                                                                        ErrorCode
                                                                                .UNAUTHENTICATED)));
    }

    private static <T> T untouched(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, _) -> {
                            throw new AssertionError(method + " was called");
                        }));
    }
}
