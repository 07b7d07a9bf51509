package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.api.graphql.type.EntityConnection;
import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.OrderDirection;
import dev.portico.api.graphql.type.OrderInput;
import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import dev.portico.query.NaiveCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageArgumentsTest {
    private static final EntityFilter COMPONENTS = EntityFilter.equal("kind", "component");
    private static final List<OrderInput> BY_TYPE =
            List.of(
                    new OrderInput("spec.type", OrderDirection.DESC),
                    new OrderInput("metadata.name", null));

    private final NaiveCatalog catalog = Sample.catalog();

    @Test
    void pagesForwardJoinToTheWholeList() {
        List<String> joined = new ArrayList<>();
        @Nullable String cursor = null;
        boolean more = true;
        while (more) {
            EntityConnection page = page(new PageArguments(7, cursor, null, null, BY_TYPE));
            page.nodes().stream().map(EntityNode::getRef).forEach(joined::add);
            assertThat(page.pageInfo().hasPreviousPage()).isEqualTo(cursor != null);
            cursor = page.pageInfo().endCursor();
            more = page.pageInfo().hasNextPage();
        }

        assertThat(joined).hasSize(120).doesNotHaveDuplicates().isEqualTo(whole());
    }

    @Test
    void pagesBackwardJoinToTheWholeList() {
        List<String> joined = new ArrayList<>();
        @Nullable String cursor = null;
        boolean more = true;
        while (more) {
            EntityConnection page = page(new PageArguments(null, null, 50, cursor, BY_TYPE));
            List<String> refs = new ArrayList<>(refs(page));
            Collections.reverse(refs);
            joined.addAll(refs);
            assertThat(page.pageInfo().hasNextPage()).isEqualTo(cursor != null);
            cursor = page.pageInfo().startCursor();
            more = page.pageInfo().hasPreviousPage();
        }
        Collections.reverse(joined);

        assertThat(joined).isEqualTo(whole());
    }

    @Test
    void aPageCountsOnlyWhenAsked() {
        PageArguments first = PageArguments.forward(1, null);

        assertThat(first.connection(catalog.query(first.request(COMPONENTS, null, true))))
                .returns(120L, EntityConnection::totalCount);
        assertThat(first.request(COMPONENTS, null, false).countTotal()).isFalse();
    }

    @Test
    void withoutANumberFiftyComeByRef() {
        EntityConnection page = page(PageArguments.forward(null, null));

        assertThat(refs(page))
                .hasSize(50)
                .startsWith("component:default/component-0", "component:default/component-1")
                .isSorted();
    }

    @Test
    void bothWaysAtOnceAreRefused() {
        assertThatThrownBy(() -> page(new PageArguments(1, null, 1, null, null)))
                .isInstanceOf(PorticoException.class)
                .hasMessage(
                        "A page goes one way: give first and after, or last and before, not both.");
    }

    @Test
    void tooLongAPageIsRefused() {
        assertThatThrownBy(() -> page(PageArguments.forward(501, null)))
                .hasMessage("The argument 'first' is 501; it must be between 0 and 500.");
        assertThatThrownBy(() -> page(new PageArguments(null, null, -1, null, null)))
                .hasMessage("The argument 'last' is -1; it must be between 0 and 500.");
    }

    @Test
    void tooManyOrdersAreRefused() {
        List<OrderInput> orders =
                Collections.nCopies(6, new OrderInput("metadata.name", OrderDirection.ASC));

        assertThatThrownBy(() -> page(new PageArguments(1, null, null, null, orders)))
                .hasMessage("orderBy has 6 keys; at most 5 count.");
    }

    private List<String> whole() {
        return refs(page(new PageArguments(500, null, null, null, BY_TYPE)));
    }

    private EntityConnection page(PageArguments arguments) {
        return arguments.connection(catalog.query(arguments.request(COMPONENTS, null, true)));
    }

    private static List<String> refs(EntityConnection page) {
        return page.nodes().stream().map(EntityNode::getRef).toList();
    }
}
