package dev.portico.catalog.pipeline;

import dev.portico.catalog.Admission;
import dev.portico.model.Kind;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a source may declare an entity: by the rules for registered locations, else by trust.
final class AdmissionCheck {
    private AdmissionCheck() {}

    static void check(
            Admission admission,
            Kind kind,
            JsonObject document,
            KindTable kinds,
            Findings findings) {
        Optional<String> specType = document.object("spec").text("type");
        @Nullable String originType = admission.originType();
        @Nullable String originTarget = admission.originTarget();
        if (!admission.rules().isEmpty() && originType != null && originTarget != null) {
            boolean allowed =
                    admission.rules().stream()
                            .anyMatch(
                                    rule ->
                                            allowsKind(rule, kind.name(), specType)
                                                    && isFor(rule, originType, originTarget));
            if (!allowed) {
                findings.error(
                        "not-allowed",
                        "No rule of portico.location.rules allows the kind "
                                + kind.name()
                                + " for the location "
                                + originType
                                + ':'
                                + originTarget
                                + ".",
                        "/kind",
                        kind.name(),
                        null);
            }
        } else if (!admission.trust().allows(kind.trust())) {
            findings.error(
                    "not-allowed",
                    "The kind "
                            + kind.name()
                            + " is only taken from sources with trust '"
                            + lower(kind.trust().name())
                            + "'; this one has '"
                            + lower(admission.trust().name())
                            + "'.",
                    "/kind",
                    kind.name(),
                    String.join(", ", allowedKinds(admission, kinds)));
        }
    }

    private static List<String> allowedKinds(Admission admission, KindTable kinds) {
        return kinds.kinds().stream()
                .filter(kind -> admission.trust().allows(kind.trust()))
                .map(Kind::name)
                .toList();
    }

    private static boolean allowsKind(
            Admission.LocationRule rule, String kind, Optional<String> specType) {
        return rule.kinds().stream()
                .anyMatch(
                        allowed -> {
                            @Nullable String type = allowed.type();
                            return allowed.kind().equalsIgnoreCase(kind)
                                    && (type == null
                                            || type.equalsIgnoreCase(specType.orElse(null)));
                        });
    }

    private static boolean isFor(Admission.LocationRule rule, String type, String target) {
        return rule.locations().isEmpty()
                || rule.locations().stream().anyMatch(matcher -> matches(matcher, type, target));
    }

    private static boolean matches(Admission.LocationMatcher matcher, String type, String target) {
        if (!matcher.type().equals(type)) {
            return false;
        }
        @Nullable String exact = matcher.exact();
        @Nullable String pattern = matcher.pattern();
        return (exact == null || exact.equals(target))
                && (pattern == null || Glob.compile(pattern).matcher(target).matches());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
