package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.OrderBy;
import dev.portico.query.PageKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final List<OrderBy> ORDERS =
            List.of(new OrderBy("metadata.title", true), new OrderBy("ref", false));
    private static final PageKey KEY =
            new PageKey(Arrays.asList(null, "component:default/größe \"1\""), "uid-1");

    @Test
    void aRowComesBack() {
        assertThat(Cursors.row(Cursors.ofRow(KEY, ORDERS), ORDERS)).isEqualTo(KEY);
    }

    @Test
    void aCursorIsSafeInAUrl() {
        assertThat(Cursors.ofRow(KEY, ORDERS)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        String cursor = Cursors.ofRow(KEY, ORDERS);
        List<OrderBy> other =
                List.of(new OrderBy("metadata.title", false), new OrderBy("ref", false));

        assertThatThrownBy(() -> Cursors.row(cursor, other))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining("comes from a list in another order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bogus", "%%%", "W10", "e30", "WyJhIl0", "bnVsbA", "WzEsMiwzLDRd"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> Cursors.row(cursor, ORDERS))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage(
                        "The cursor '"
                                + cursor
                                + "' is none of this list; use one that an edge or pageInfo gave.");
        assertThatThrownBy(() -> Cursors.relation(cursor)).isInstanceOf(PorticoException.class);
    }

    @Test
    void aRelationHasItsPlaceByTypeAndTarget() {
        Cursors.RelationKey place = Cursors.relation(Cursors.ofRelation(relation("ownedBy", "b")));

        assertThat(place.isBefore(relation("ownedBy", "a"))).isFalse();
        assertThat(place.isBefore(relation("ownedBy", "b"))).isFalse();
        assertThat(place.isBefore(relation("ownedBy", "c"))).isTrue();
        assertThat(place.isBefore(relation("partOf", "a"))).isTrue();
        assertThat(place.isBefore(relation("dependsOn", "c"))).isFalse();
    }

    private static Relation relation(String type, String target) {
        return new Relation(
                new EntityRef("component", "default", "x"),
                type,
                new EntityRef("group", "default", target));
    }
}
