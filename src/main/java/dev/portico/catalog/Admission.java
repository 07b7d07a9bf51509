package dev.portico.catalog;

import dev.portico.model.TrustLevel;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which kinds a source may declare.
///
/// @param trust the source's level; it alone decides when there are no rules
/// @param rules `portico.location.rules`; when any exist and the source is a registered location,
///     an entity is admitted exactly when a rule matches, whatever the trust
/// @param originType type of the location everything started from, as `url`
/// @param originTarget target of the location everything started from
public record Admission(
        TrustLevel trust,
        List<LocationRule> rules,
        @Nullable String originType,
        @Nullable String originTarget) {
    public Admission {
        rules = List.copyOf(rules);
    }

    /// Admission by trust alone.
    public static Admission of(TrustLevel trust) {
        return new Admission(trust, List.of(), null, null);
    }

    /// One rule (Backstage's `catalog.rules`): kinds, and optionally the locations it is for.
    ///
    /// @param kinds kind names without regard to case; matches when one equals
    /// @param locations empty: every location
    public record LocationRule(List<AllowedKind> kinds, List<LocationMatcher> locations) {
        public LocationRule {
            kinds = List.copyOf(kinds);
            locations = List.copyOf(locations);
        }

        /// `kinds` of `{kind, type}` and `locations` of `{type, exact, pattern}`.
        public JsonObject toJson() {
            return JsonObject.of(
                    Map.of(
                            "kinds", kinds.stream().map(AllowedKind::toJson).toList(),
                            "locations", locations.stream().map(LocationMatcher::toJson).toList()));
        }

        /// Reads what [#toJson()] wrote.
        public static LocationRule fromJson(JsonObject json) {
            return new LocationRule(
                    json.objects("kinds").stream().map(AllowedKind::fromJson).toList(),
                    json.objects("locations").stream().map(LocationMatcher::fromJson).toList());
        }
    }

    /// A kind and, when given, the only `spec.type` it is meant with.
    public record AllowedKind(String kind, @Nullable String type) {
        private JsonObject toJson() {
            return JsonObject.EMPTY.with("kind", kind).with("type", type);
        }

        private static AllowedKind fromJson(JsonObject json) {
            return new AllowedKind(json.text("kind").orElse(""), json.text("type").orElse(null));
        }
    }

    /// Matches the origin location: by exact target or glob pattern, or by type alone.
    public record LocationMatcher(String type, @Nullable String exact, @Nullable String pattern) {
        private JsonObject toJson() {
            return JsonObject.EMPTY
                    .with("type", type)
                    .with("exact", exact)
                    .with("pattern", pattern);
        }

        private static LocationMatcher fromJson(JsonObject json) {
            return new LocationMatcher(
                    json.text("type").orElse(""),
                    json.text("exact").orElse(null),
                    json.text("pattern").orElse(null));
        }
    }
}
