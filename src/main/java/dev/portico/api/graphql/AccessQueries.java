package dev.portico.api.graphql;

import dev.portico.access.AuditRecord;
import dev.portico.access.AuditTrail;
import dev.portico.access.Explainer;
import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.api.graphql.type.audit.AccessExplanationNode;
import dev.portico.api.graphql.type.audit.AuditFilterInput;
import dev.portico.api.graphql.type.audit.AuditPage;
import dev.portico.api.graphql.type.audit.AuditRecordNode;
import dev.portico.platform.PorticoException;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/// The root fields about who may do what, and who did.
@GraphQLApi
@Singleton
public final class AccessQueries {
    private final Gate gate;
    private final AuditTrail trail;
    private final Explainer explainer;

    AccessQueries(Gate gate, AuditTrail trail, Explainer explainer) {
        this.gate = gate;
        this.trail = trail;
        this.explainer = explainer;
    }

    @Query
    @NonNull
    @Description("Who did what, and who was refused, the newest first. Read from the database.")
    public AuditPage audit(
            @Nullable AuditFilterInput filter,
            @Nullable @DefaultValue("50") @Description("How many, at most 500.") Integer first,
            @Nullable @Description("Only records before this one.") String before) {
        gate.require(Permission.AUDIT_READ);
        int limit = Limits.page("first", first);
        List<AuditRecord> found =
                trail.newest(
                        filter == null ? AuditTrail.Filter.ALL : filter.toFilter(),
                        before == null ? null : id(before),
                        limit + 1);
        List<AuditRecord> page = found.subList(0, Math.min(limit, found.size()));
        return new AuditPage(
                page.stream().map(AuditRecordNode::from).toList(),
                found.size() > limit && !page.isEmpty()
                        ? String.valueOf(page.getLast().id())
                        : null);
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw PorticoException.invalid("'" + text + "' is no id of a record of the audit.");
        }
    }

    @Query
    @NonNull
    @Description(
            "Why somebody may or may not do something, rule by rule. About others only for those who may ask.")
    public AccessExplanationNode explainAccess(
            @NonNull @Description("Name of a permission, such as catalog.entity.delete.")
                    String permission,
            @Nullable @Description("On this entity.") String ref,
            @Nullable
                    @Description(
                            "Such as user:default/ann or service:NAME; whoever asks when left out.")
                    String viewer) {
        return AccessExplanationNode.from(explainer.explain(viewer, permission, ref));
    }
}
