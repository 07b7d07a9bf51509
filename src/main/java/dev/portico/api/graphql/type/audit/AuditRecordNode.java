package dev.portico.api.graphql.type.audit;

import dev.portico.access.AuditRecord;
import dev.portico.access.AuditResult;
import dev.portico.api.graphql.type.Json;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// One act.
@Name("AuditRecord")
@Description("Something that somebody did, or was refused.")
public record AuditRecordNode(
        @NonNull @Description("Grows with each record.") String id,
        @NonNull OffsetDateTime at,
        @NonNull @Description("Who, such as user:default/ann.") String actor,
        @NonNull @Description("user, service, ci, anonymous or local.") String actorType,
        @NonNull @Description("How they proved who they are.") String credential,
        @NonNull @Description("The permission it needed, or another name.") String act,
        @NonNull @Description("What it was on, such as component:default/orders.") String target,
        @NonNull AuditResult result,
        @Nullable @Description("Why it was not done.") String reason,
        @Nullable @Description("From where.") String address,
        @Nullable @Description("Id of the request.") String request,
        @NonNull @Description("More about it.") JsonValue details) {
    public static AuditRecordNode from(AuditRecord record) {
        return new AuditRecordNode(
                String.valueOf(record.id()),
                record.at().atOffset(ZoneOffset.UTC),
                record.actor(),
                record.actorType(),
                record.credential(),
                record.act(),
                record.target(),
                record.result(),
                record.reason(),
                record.address(),
                record.request(),
                Json.of(record.details()));
    }
}
