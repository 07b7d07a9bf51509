package dev.portico.api.graphql.type.audit;

import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Some records.
@Name("AuditPage")
@Description("A part of the audit, the newest first.")
public record AuditPage(
        @NonNull List<@NonNull AuditRecordNode> nodes,
        @Nullable @Description("Ask with this as before for older ones; null at the end.")
                String before) {}
