package dev.portico.api.graphql.type.audit;

import dev.portico.access.AuditResult;
import dev.portico.access.AuditTrail;
import io.smallrye.graphql.api.Nullable;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;

/// Which records.
@Input("AuditFilter")
@Description("Which records of the audit; all parts must hold.")
public record AuditFilterInput(
        @Nullable @Description("At this time or later.") OffsetDateTime from,
        @Nullable @Description("Before this time.") OffsetDateTime to,
        @Nullable @Description("Of this caller, such as user:default/ann.") String actor,
        @Nullable @Description("Such as catalog.entity.delete.") String act,
        @Nullable @Description("Such as component:default/orders.") String target,
        @Nullable AuditResult result) {
    public AuditTrail.Filter toFilter() {
        return new AuditTrail.Filter(instant(from), instant(to), actor, act, target, result);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
