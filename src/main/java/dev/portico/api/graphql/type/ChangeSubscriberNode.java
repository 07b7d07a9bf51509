package dev.portico.api.graphql.type;

import dev.portico.notify.SubscriberStatus;
import io.smallrye.graphql.api.Nullable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Who is told of changes by webhook.
@Name("ChangeSubscriber")
@Description("Who is told of changes by webhook, as configured.")
public record ChangeSubscriberNode(
        @Description("Its name in the configuration.") String name,
        @Description("The host that events go to.") String host,
        @Description("What it is at.") SubscriberState state,
        @Nullable @Description("Id of the last event it took or that was not for it.")
                String cursor,
        @Description("Position of that in the change log.") long position,
        @Description("Positions of the log behind it.") long lag,
        @Description("Attempts that failed since the last event it took.") int failures,
        @Nullable @Description("Why the last attempt failed.") String lastError,
        @Nullable @Description("When it took its last event.") OffsetDateTime deliveredAt,
        @Nullable @Description("When the event it did not take is sent again.")
                OffsetDateTime nextTry) {
    public static ChangeSubscriberNode from(SubscriberStatus status) {
        return new ChangeSubscriberNode(
                status.name(),
                status.host(),
                SubscriberState.of(status.state()),
                status.cursor(),
                status.position(),
                status.lag(),
                status.failures(),
                status.lastError(),
                time(status.deliveredAt()),
                time(status.nextTry()));
    }

    private static @org.jspecify.annotations.Nullable OffsetDateTime time(
            @org.jspecify.annotations.Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
