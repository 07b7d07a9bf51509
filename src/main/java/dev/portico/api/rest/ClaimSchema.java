package dev.portico.api.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a claim, as OpenAPI describes it.
@Schema(
        name = "Claim",
        description =
                "What is claimed about one entity. A field that is null withdraws what the caller"
                        + " claimed before.",
        requiredProperties = "entity")
record ClaimSchema(
        @Schema(
                        description = "Ref of the entity; without a kind a component is meant.",
                        examples = "component:default/orders")
                String entity,
        @Schema(
                        nullable = true,
                        description = "Ref of the group or user that owns it.",
                        examples = "group:default/payments")
                String owner,
        @Schema(nullable = true, maxLength = 200, examples = "production") String lifecycle,
        @Schema(nullable = true, maxLength = 200, examples = "1") String tier,
        @Schema(
                        nullable = true,
                        maxLength = 200,
                        description = "How the owner is reached.",
                        examples = "#payments")
                String contact,
        @Schema(
                        nullable = true,
                        maxItems = 20,
                        description = "Web addresses, added to those there.")
                List<String> links,
        @Schema(
                        nullable = true,
                        enumeration = {"portal", "default"},
                        description = "As what an admin claims; others leave it out.")
                String source,
        @Schema(
                        nullable = true,
                        maxLength = 2000,
                        description = "Where it can be seen; a CI job's commit when left out.")
                String evidence,
        @Schema(
                        nullable = true,
                        format = "date-time",
                        description =
                                "Until when it counts, at most 400 days; for good when left out.")
                String expires) {}
