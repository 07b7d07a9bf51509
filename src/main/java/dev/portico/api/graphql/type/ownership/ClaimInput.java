package dev.portico.api.graphql.type.ownership;

import dev.portico.model.Claim;
import dev.portico.ownership.ClaimRequest;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/// What is claimed of one entity.
@Input("ClaimInput")
@Description("What is claimed of one entity.")
public record ClaimInput(
        @Description("Ref of the entity.") String ref,
        @Nullable @Description("Ref of the owner.") String owner,
        @Nullable String lifecycle,
        @Nullable String tier,
        @Nullable @Description("How the owner is reached.") String contact,
        @Nullable @Description("Web addresses, added to those there.") List<@NonNull String> links,
        @Nullable @Description("Fields whose claims are taken back.")
                List<@NonNull String> withdraw,
        @Nullable @Description("As what an admin claims: portal or default.") String source,
        @Nullable @Description("Where it can be seen.") String evidence,
        @Nullable @Description("When it ends; never when left out.") OffsetDateTime expires) {
    public ClaimRequest toRequest() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        put(values, Claim.OWNER, owner);
        put(values, "lifecycle", lifecycle);
        put(values, "tier", tier);
        put(values, "contact", contact);
        if (links != null) {
            values.put(Claim.LINKS, links);
        }
        String trouble = null;
        for (String field : withdraw == null ? List.<String>of() : withdraw) {
            if (!Claim.FIELDS.contains(field)) {
                trouble =
                        "There is no field "
                                + field
                                + " to take back; there are "
                                + String.join(", ", Claim.FIELDS)
                                + ".";
            } else if (values.putIfAbsent(field, List.of()) != null) {
                trouble = "The field " + field + " is claimed and taken back at once.";
            }
        }
        if (values.isEmpty() && trouble == null) {
            trouble = "Nothing is claimed.";
        }
        return new ClaimRequest(
                ref,
                values,
                source,
                evidence,
                expires == null ? null : expires.toInstant(),
                trouble);
    }

    private static void put(
            Map<String, List<String>> values, String field, @Nullable String value) {
        if (value != null) {
            values.put(field, List.of(value));
        }
    }
}
