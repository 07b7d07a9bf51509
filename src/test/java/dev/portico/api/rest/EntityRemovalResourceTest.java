package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gates;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.IndexedEntity;
import dev.portico.query.NaiveCatalog;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

class EntityRemovalResourceTest {
    private final NaiveCatalog catalog = RestSample.catalog();
    private final FakeSources sources = new FakeSources();
    private final EntityRemovalResource resource =
            new EntityRemovalResource(catalog, sources, Gates.open());
    private final IndexedEntity orders = catalog.find(RestSample.ORDERS).orElseThrow();

    @Test
    void removingReadsTheSourceAgain() {
        Response response = resource.removeByUid(orders.uid(), Requests.uri(""));

        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(sources.refreshed).containsExactly("component:default/rest-orders by local");
        assertThat(catalog.find(RestSample.ORDERS)).isPresent();
    }

    @Test
    void removingWhatIsUnknownIsNoError() {
        assertThat(resource.removeByUid("none", Requests.uri("")).getStatus()).isEqualTo(204);
        assertThat(sources.refreshed).isEmpty();
    }

    @Test
    void removingAsksTheGate() {
        EntityRemovalResource closed = new EntityRemovalResource(catalog, sources, Gates.closed());

        assertThatThrownBy(() -> closed.removeByUid(orders.uid(), Requests.uri("")))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        assertThat(sources.refreshed).isEmpty();
    }
}
