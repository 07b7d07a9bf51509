package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Viewer;
import dev.portico.api.graphql.type.runtime.HealthChangeNode;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.ViewerCatalog;
import dev.portico.query.VisibleChanges;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.RuntimeQuery.VerdictChange;
import io.quarkus.logging.Log;
import io.smallrye.graphql.api.Nullable;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;

/// Tells subscribers of entities whose health changed.
@GraphQLApi
@Singleton
public final class HealthSubscription {
    private static final int BUFFER = 10_000;

    private final RuntimeQuery runtime;
    private final Gate gate;
    private final ViewerCatalog catalogs;
    private final VisibleChanges visible;

    HealthSubscription(
            @ForViewer RuntimeQuery runtime,
            Gate gate,
            ViewerCatalog catalogs,
            VisibleChanges visible) {
        this.runtime = runtime;
        this.gate = gate;
        this.catalogs = catalogs;
        this.visible = visible;
    }

    @Subscription
    @Description(
            "Entities whose health changed, as it happens. A subscriber that is too slow for 10,000 changes is told so and ended.")
    public Multi<HealthChangeNode> healthChanges(
            @Nullable @Description("Only these entities.") List<@NonNull String> refs,
            @Nullable @Description("Only entities that this group or user owns.") String owner) {
        @Nullable
        Set<EntityRef> wanted =
                refs == null
                        ? null
                        : refs.stream()
                                .map(EntityRef::parse)
                                .collect(Collectors.toUnmodifiableSet());
        @Nullable
        EntityFilter owned =
                owner == null
                        ? null
                        : new EntityFilter.Related(
                                "ownedBy",
                                List.of(
                                        EntityRef.parse(owner, "group", EntityRef.DEFAULT_NAMESPACE)
                                                .toString()));
        Viewer viewer = gate.requireReader();
        CatalogQuery query = catalogs.of(viewer);
        return Multi.createFrom()
                .<VerdictChange>emitter(this::follow)
                .onOverflow()
                .buffer(BUFFER)
                .onFailure(BackPressureFailure.class)
                .transform(HealthSubscription::tooSlow)
                .filter(change -> wanted == null || wanted.contains(change.entity()))
                .filter(
                        change ->
                                (owned == null && visible.seesAll(viewer))
                                        || !query.matching(
                                                        List.of(change.entity()),
                                                        owned == null ? EntityFilter.ALL : owned)
                                                .isEmpty())
                .map(HealthChangeNode::from);
    }

    private void follow(MultiEmitter<? super VerdictChange> emitter) {
        AutoCloseable following = runtime.onVerdict(emitter::emit);
        emitter.onTermination(
                () -> {
                    try {
                        following.close();
                    } catch (Exception e) {
                        Log.warn("A subscription to health did not end cleanly", e);
                    }
                });
    }

    private static Throwable tooSlow(Throwable cause) {
        return new PorticoException(
                ErrorCode.RATE_LIMITED,
                "The subscription fell more than "
                        + BUFFER
                        + " changes behind and was ended; subscribe again.",
                cause);
    }
}
