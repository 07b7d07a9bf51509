package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Viewer;
import dev.portico.api.graphql.type.ChangeNode;
import dev.portico.api.graphql.type.EntityNode;
import dev.portico.catalog.Change;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ViewerCatalog;
import dev.portico.query.VisibleChanges;
import io.quarkus.logging.Log;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;

/// Tells subscribers of changes once reads reflect them.
@GraphQLApi
@Singleton
public final class ChangeSubscription {
    private static final int BUFFER = 10_000;

    private final Gate gate;
    private final ViewerCatalog catalogs;
    private final VisibleChanges visible;

    ChangeSubscription(Gate gate, ViewerCatalog catalogs, VisibleChanges visible) {
        this.gate = gate;
        this.catalogs = catalogs;
        this.visible = visible;
    }

    @Subscription
    @Description(
            "Changes as they happen, once reads reflect them, in order. A subscriber that is too slow for 10,000 changes is told so and ended; read on from the last position.")
    public Multi<ChangeNode> changes(
            @Nullable @Description("Only entities of these kinds.") List<@NonNull String> kinds,
            @Nullable
                    @Description(
                            "Only entities that this group or user owns. A removed entity has no owner any more; its removal is always told.")
                    String owner,
            @Nullable @Description("Only changes by this source.") String source) {
        Interest interest = Interest.of(kinds, owner, source);
        Viewer viewer = gate.requireReader();
        CatalogQuery seen = catalogs.of(viewer);
        return Multi.createFrom()
                .<Change>emitter(emitter -> follow(viewer, emitter))
                .onOverflow()
                .buffer(BUFFER)
                .onFailure(BackPressureFailure.class)
                .transform(ChangeSubscription::tooSlow)
                .filter(change -> interest.covers(change, seen))
                .map(ChangeNode::from);
    }

    @Nullable
    @Description("The entity as it is now; null when it does not exist any more.")
    public CompletionStage<@Nullable EntityNode> entity(
            @Source ChangeNode change, Context context) {
        return EntityLoader.one(context, EntityRef.parse(change.ref()));
    }

    private void follow(Viewer viewer, MultiEmitter<? super Change> emitter) {
        AutoCloseable following = visible.follow(viewer, emitter::emit);
        emitter.onTermination(
                () -> {
                    try {
                        following.close();
                    } catch (Exception e) {
                        Log.warn("A subscription to changes did not end cleanly", e);
                    }
                });
    }

    private static Throwable tooSlow(Throwable cause) {
        return new PorticoException(
                ErrorCode.RATE_LIMITED,
                "The subscription fell more than "
                        + BUFFER
                        + " changes behind and was ended; subscribe again and read what was missed.",
                cause);
    }

    /// Which changes a subscriber wants.
    ///
    /// @param kinds in lower case; empty for all
    record Interest(Set<String> kinds, @Nullable EntityFilter owned, @Nullable String source) {
        static Interest of(
                @Nullable List<String> kinds, @Nullable String owner, @Nullable String source) {
            return new Interest(
                    kinds == null
                            ? Set.of()
                            : kinds.stream()
                                    .map(kind -> kind.toLowerCase(Locale.ROOT))
                                    .collect(Collectors.toUnmodifiableSet()),
                    owner == null
                            ? null
                            : new EntityFilter.Related(
                                    "ownedBy",
                                    List.of(EntityRef.parse(owner, "group", "default").toString())),
                    source);
        }

        boolean covers(Change change, CatalogQuery query) {
            if (!kinds.isEmpty() && !kinds.contains(change.ref().kind())) {
                return false;
            }
            if (source != null && !source.equals(change.cause().source())) {
                return false;
            }
            return owned == null
                    || change.type() == Change.Type.REMOVED
                    || !query.matching(List.of(change.ref()), owned).isEmpty();
        }
    }
}
