package dev.portico.access.policy;

import dev.portico.access.CiJob;
import dev.portico.access.Viewer;
import dev.portico.platform.json.JsonValues;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whom a rule is about: those that one of the lists names and of whom all claims hold; with claims
/// alone, whoever has them.
///
/// @param types as policies write them, `signed-in`
/// @param members refs of users and groups, canonical
/// @param services patterns of names of services
/// @param repositories patterns of `issuer/repository`, for trusted jobs alone
/// @param claims name and text of the value
record Who(
        Set<String> types,
        Set<String> members,
        List<Pattern> services,
        List<Pattern> repositories,
        Map<String, String> claims) {
    /// Sorts of callers that policies may name.
    static final List<String> TYPES =
            List.of("signed-in", "anonymous", "admin", "user", "service", "ci");

    private static final String SERVICE = "service:";

    Who {
        types = Set.copyOf(types);
        members = Set.copyOf(members);
        services = List.copyOf(services);
        repositories = List.copyOf(repositories);
        claims = Map.copyOf(claims);
    }

    boolean covers(Viewer viewer) {
        boolean anyone =
                types.isEmpty()
                        && members.isEmpty()
                        && services.isEmpty()
                        && repositories.isEmpty();
        return (anyone || isNamed(viewer))
                && claims.entrySet().stream()
                        .allMatch(
                                it -> Principal.claim(viewer, it.getKey()).contains(it.getValue()));
    }

    private boolean isNamed(Viewer viewer) {
        return types.stream().anyMatch(type -> isOf(type, viewer))
                || members.contains(viewer.name())
                || !Collections.disjoint(members, viewer.owns())
                || isService(viewer)
                || isJob(viewer.job());
    }

    private static boolean isOf(String type, Viewer viewer) {
        return switch (type) {
            case "signed-in" -> viewer.isSignedIn();
            case "anonymous" -> !viewer.isSignedIn();
            case "admin" -> viewer.admin();
            case "user" -> viewer.type() == Viewer.Type.USER || viewer.type() == Viewer.Type.LOCAL;
            case "service" -> viewer.type() == Viewer.Type.SERVICE;
            case "ci" -> viewer.type() == Viewer.Type.CI;
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }

    private boolean isService(Viewer viewer) {
        return viewer.type() == Viewer.Type.SERVICE
                && matches(services, viewer.name().replaceFirst("^" + SERVICE, ""));
    }

    private boolean isJob(@Nullable CiJob job) {
        return job != null
                && job.trusted()
                && matches(repositories, job.issuer() + '/' + job.repository());
    }

    private static boolean matches(List<Pattern> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
    }

    /// A name with `*` for letters of one part and `**` for any; case does not count, as with hosts
    /// of repositories.
    static Pattern pattern(String written) {
        StringBuilder regex = new StringBuilder();
        for (String piece : written.split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)")) {
            regex.append(
                    switch (piece) {
                        case "*" -> "[^/]*";
                        case "**" -> ".*";
                        default -> Pattern.quote(piece);
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }

    /// A claim's value as a policy writes it.
    static String text(Object value) {
        return JsonValues.scalarText(value);
    }
}
