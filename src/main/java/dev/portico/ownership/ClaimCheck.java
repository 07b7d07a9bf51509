package dev.portico.ownership;

import dev.portico.access.Viewer;
import dev.portico.catalog.ClaimOrder;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether what is to be claimed can be claimed by anyone. Pure.
final class ClaimCheck {
    private static final int MAX_TEXT = 200;
    private static final int MAX_URL = 2_000;
    private static final int MAX_LINKS = 20;
    private static final Duration LONGEST = Duration.ofDays(400);

    private ClaimCheck() {}

    /// What is wrong with a request beside its fields, as a sentence.
    static Optional<String> request(Viewer viewer, ClaimRequest request, Instant now) {
        String source = request.source();
        if (source != null
                && (!viewer.admin()
                        || !List.of(ClaimOrder.PORTAL, ClaimOrder.DEFAULT).contains(source))) {
            return Optional.of(
                    "The source '"
                            + source
                            + "' can't be chosen; admins may claim as portal or default, and"
                            + " others leave it out.");
        }
        String evidence = request.evidence();
        if (evidence != null && isUnfit(evidence, MAX_URL)) {
            return Optional.of(
                    "The evidence must be one line of up to " + MAX_URL + " characters.");
        }
        Instant expires = request.expires();
        if (expires != null && !expires.isAfter(now)) {
            return Optional.of("The claim would have ended at " + expires + "; it is " + now + ".");
        }
        return expires != null && expires.isAfter(now.plus(LONGEST))
                ? Optional.of("A claim that ends does so within 400 days, not at " + expires + ".")
                : Optional.empty();
    }

    /// What is wrong with the values of a field, as a sentence. None withdraws.
    ///
    /// @param owned whether entities of the kind have owners
    static Optional<String> value(EntityRef ref, String field, List<String> values, boolean owned) {
        return switch (field) {
            case Claim.OWNER -> owner(ref, values, owned);
            case Claim.LINKS -> links(values);
            default ->
                    values.stream().anyMatch(value -> isUnfit(value, MAX_TEXT))
                            ? Optional.of(
                                    "The "
                                            + field
                                            + " must be one line of up to "
                                            + MAX_TEXT
                                            + " characters.")
                            : Optional.empty();
        };
    }

    private static Optional<String> owner(EntityRef ref, List<String> values, boolean owned) {
        if (!owned) {
            return Optional.of("An entity of the kind " + ref.kind() + " has no owner.");
        }
        for (String value : values) {
            boolean fits =
                    value.length() <= MAX_TEXT
                            && Claim.isOwner(value)
                            && List.of("group", "user")
                                    .contains(Claim.owner(value, ref.namespace()).kind());
            if (!fits) {
                return Optional.of(
                        "'"
                                + (value.length() > MAX_TEXT ? "…" : value)
                                + "' is no owner; it is the ref of a group or user, as"
                                + " group:default/payments.");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> links(List<String> values) {
        if (values.size() > MAX_LINKS) {
            return Optional.of("At most " + MAX_LINKS + " links can be claimed.");
        }
        return values.stream()
                .filter(value -> value.length() > MAX_URL || !isWebAddress(value))
                .findFirst()
                .map(_ -> "A link must be an address as https://example.com/runbook.");
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isUnfit(String text, int most) {
        return text.isBlank()
                || text.length() > most
                || text.chars().anyMatch(Character::isISOControl);
    }

    /// Owners as full refs; all else as it is.
    static List<String> canonical(EntityRef ref, String field, List<String> values) {
        return field.equals(Claim.OWNER)
                ? values.stream()
                        .map(value -> Claim.owner(value, ref.namespace()).toString())
                        .toList()
                : values;
    }
}
