package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.api.graphql.type.EntityConnection;
import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.EntityNodes;
import dev.portico.api.graphql.type.FacetNode;
import dev.portico.api.graphql.type.FacetValue;
import dev.portico.api.graphql.type.FilterInput;
import dev.portico.api.graphql.type.KindNode;
import dev.portico.api.graphql.type.OrderInput;
import dev.portico.catalog.Kinds;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Aliases;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.FacetCount;
import dev.portico.query.ForViewer;
import dev.portico.query.TextFilter;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/// The root fields that read entities.
@GraphQLApi
@Singleton
public final class EntityQueries {
    private static final List<String> TEXT_KEYS =
            List.of(
                    "metadata.name",
                    "metadata.title",
                    "metadata.description",
                    "spec.profile.displayName");
    private static final int MAX_KEYS = 20;

    private final CatalogQuery query;
    private final Kinds kinds;
    private final Gate gate;
    private final Aliases aliases;

    EntityQueries(@ForViewer CatalogQuery query, Kinds kinds, Gate gate, Aliases aliases) {
        this.gate = gate;
        this.aliases = aliases;
        this.query = query;
        this.kinds = kinds;
    }

    @Query
    @Nullable
    @Description(
            "The entity of a ref, or of the one that an old ref stands for; null when there is none (why(ref) tells the reason).")
    public EntityNode entity(
            @Description("As component:default/orders; the namespace may be left out.")
                    String ref) {
        return aliases.find(query, EntityRef.parse(ref)).map(EntityNodes::of).orElse(null);
    }

    @Query
    @Nullable
    @Description("The entity of a uid; null when there is none.")
    public EntityNode entityByUid(String uid) {
        return query.findByUid(uid).map(EntityNodes::of).orElse(null);
    }

    @Query
    @Description(
            "Entities by filter and text, in pages. Cursors stay good while the catalog changes.")
    public EntityConnection entities(
            @Nullable FilterInput filter,
            @Nullable
                    @Description(
                            "Must stand in the name, title, description or display name, without"
                                    + " regard to case.")
                    String text,
            @Nullable @Description("Fields that text is looked for in, instead of those.")
                    List<@NonNull String> textKeys,
            @Nullable
                    @Description("Orders, the first one counts most; by entity ref when left out.")
                    List<@NonNull OrderInput> orderBy,
            @Nullable @Description("How many, at most 500; 50 when left out.") Integer first,
            @Nullable @Description("Those behind this cursor.") String after,
            @Nullable @Description("How many from the end, at most 500.") Integer last,
            @Nullable @Description("Those before this cursor.") String before,
            Context context) {
        PageArguments page = new PageArguments(first, after, last, before, orderBy);
        return page.connection(
                query.query(
                        page.request(
                                FilterTranslation.translate(filter),
                                textFilter(text, textKeys),
                                wantsTotal(context))));
    }

    @Query
    @Description("How many entities match.")
    public long entityCount(@Nullable FilterInput filter) {
        return query.count(FilterTranslation.translate(filter));
    }

    @Query
    @Description("How often each value of the keys occurs among the entities that match.")
    public List<@NonNull FacetNode> facets(
            @Description("Paths of fields, such as kind, spec.type or metadata.tags; at most 20.")
                    List<@NonNull String> keys,
            @Nullable FilterInput filter,
            @Nullable
                    @DefaultValue("100")
                    @Description("Values per key, most frequent first, at most 500.")
                    Integer first) {
        Limits.within("keys", keys.size(), 1, MAX_KEYS);
        int limit = Limits.page("first", first);
        var facets = query.facets(keys, FilterTranslation.translate(filter));
        return keys.stream()
                .distinct()
                .map(key -> facet(key, facets.getOrDefault(key, List.of()), limit))
                .toList();
    }

    @Query
    @Description(
            "The kinds that documents may declare now: the built-in ones and those of Kind documents.")
    public List<@NonNull KindNode> kinds() {
        gate.requireReader();
        Map<String, Long> counts = new HashMap<>();
        query.facets(List.of("kind"), EntityFilter.ALL)
                .getOrDefault("kind", List.of())
                .forEach(
                        count ->
                                counts.merge(
                                        count.value().toLowerCase(Locale.ROOT),
                                        count.count(),
                                        Long::sum));
        return kinds.current().kinds().stream()
                .map(
                        kind ->
                                KindNode.of(
                                        kind,
                                        counts.getOrDefault(
                                                kind.name().toLowerCase(Locale.ROOT), 0L)))
                .toList();
    }

    @Query
    @Description("Position of the change log that reads reflect now.")
    public long position() {
        return query.position();
    }

    private static FacetNode facet(String key, List<FacetCount> counts, int limit) {
        return new FacetNode(
                key,
                counts.size(),
                counts.stream()
                        .sorted(Comparator.comparingLong(FacetCount::count).reversed())
                        .limit(limit)
                        .map(count -> new FacetValue(count.value(), count.count()))
                        .toList());
    }

    private static @Nullable TextFilter textFilter(
            @Nullable String text, @Nullable List<String> keys) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (keys != null && keys.isEmpty()) {
            throw PorticoException.invalid(
                    "textKeys is empty; name the fields to look in, or leave it out.");
        }
        return new TextFilter(text.strip(), keys == null ? TEXT_KEYS : keys);
    }

    private static boolean wantsTotal(Context context) {
        return context.unwrap(DataFetchingEnvironment.class)
                .getSelectionSet()
                .contains("totalCount");
    }
}
