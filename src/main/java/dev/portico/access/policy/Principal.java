package dev.portico.access.policy;

import dev.portico.access.CiJob;
import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts what is known of a viewer where a rule says `$principal`. Pure. All rules share its lists,
/// which are long for who is in many groups.
final class Principal {
    static final String MARK = "$principal.";

    private static final String OWNS = MARK + "owns";
    private static final String NAME = MARK + "name";
    private static final String CLAIMS = MARK + "claims.";

    private final Viewer viewer;
    private final List<String> owned;
    private boolean lacking;

    /// For one thread.
    Principal(Viewer viewer) {
        this.viewer = viewer;
        this.owned = viewer.owns().stream().sorted().toList();
    }

    Viewer viewer() {
        return viewer;
    }

    /// Whether a value is a placeholder that there is.
    static boolean isKnown(String placeholder) {
        return placeholder.equals(OWNS)
                || placeholder.equals(NAME)
                || (placeholder.startsWith(CLAIMS) && placeholder.length() > CLAIMS.length());
    }

    /// A filter with the viewer's values.
    ///
    /// @param complete whether each placeholder had a value
    record Resolved(EntityFilter filter, boolean complete) {}

    Resolved resolve(EntityFilter filter) {
        lacking = false;
        EntityFilter resolved = put(filter);
        return new Resolved(resolved, !lacking);
    }

    private EntityFilter put(EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) -> new EntityFilter.And(all(parts));
            case EntityFilter.Or(var parts) -> new EntityFilter.Or(all(parts));
            case EntityFilter.Not(var part) -> new EntityFilter.Not(put(part));
            case EntityFilter.In(var key, var values) -> new EntityFilter.In(key, values(values));
            case EntityFilter.Prefix(var key, var prefix) when prefix.startsWith(MARK) ->
                    new EntityFilter.Or(
                            values(List.of(prefix)).stream()
                                    .<EntityFilter>map(it -> new EntityFilter.Prefix(key, it))
                                    .toList());
            case EntityFilter.Related(var type, var targets) ->
                    targets == null ? filter : new EntityFilter.Related(type, values(targets));
            case EntityFilter.Kept kept -> put(kept.part());
            case EntityFilter.Exists _, EntityFilter.Prefix _, EntityFilter.Refs _ -> filter;
        };
    }

    private List<EntityFilter> all(List<EntityFilter> parts) {
        return parts.stream().map(this::put).toList();
    }

    private List<String> values(List<String> written) {
        if (written.size() == 1 && written.getFirst().equals(OWNS)) {
            lacking |= owned.isEmpty();
            return owned;
        }
        List<String> values = new ArrayList<>();
        for (String value : written) {
            if (value.startsWith(MARK)) {
                List<String> known = placeholder(value);
                lacking |= known.isEmpty();
                values.addAll(known);
            } else {
                values.add(value);
            }
        }
        return values;
    }

    private List<String> placeholder(String placeholder) {
        if (placeholder.equals(OWNS)) {
            return owned;
        }
        return placeholder.equals(NAME)
                ? List.of(viewer.name())
                : claim(viewer, placeholder.substring(CLAIMS.length()));
    }

    /// The values of a claim as texts: one, those of a list, or none. A name that no claim has is
    /// looked for without regard to case.
    static List<String> claim(Viewer viewer, String name) {
        @Nullable Object value =
                viewer.claims().has(name)
                        ? viewer.claims().value(name)
                        : viewer.claims().fields().entrySet().stream()
                                .filter(it -> it.getKey().equalsIgnoreCase(name))
                                .findFirst()
                                .<@Nullable Object>map(Map.Entry::getValue)
                                .orElse(null);
        return switch (value) {
            case null -> List.of();
            case List<?> list ->
                    list.stream().filter(Principal::isScalar).map(JsonValues::scalarText).toList();
            default -> isScalar(value) ? List.of(JsonValues.scalarText(value)) : List.of();
        };
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    /// What CEL sees as `principal`: `name`, `type`, `owns`, `admin`, `claims`, and of a CI job
    /// its `repository`, `repositoryUrl`, `ref`, `event`, `workflow`, `environment` and `trusted`,
    /// which are empty and false for others.
    static Map<String, Object> toMap(Viewer viewer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", viewer.name());
        map.put("type", viewer.type().name().toLowerCase(Locale.ROOT));
        map.put("owns", viewer.owns().stream().sorted().toList());
        map.put("admin", viewer.admin());
        map.put("claims", viewer.claims().fields());
        Optional<CiJob> job = Optional.ofNullable(viewer.job());
        map.put("repository", job.map(CiJob::repository).orElse(""));
        map.put("repositoryUrl", job.map(CiJob::repositoryUrl).orElse(""));
        map.put("ref", job.map(CiJob::ref).orElse(""));
        map.put("event", job.map(CiJob::event).orElse(""));
        map.put("workflow", job.map(CiJob::workflow).orElse(""));
        map.put("environment", job.map(CiJob::environment).orElse(""));
        map.put("trusted", job.map(CiJob::trusted).orElse(false));
        return map;
    }
}
