package dev.portico.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// People, policies and claims for a [SampleCatalog]: two who are in a hundred of its groups, one
/// of whom may read everything by one rule and the other by twenty; and one whose policy changes.
final class AccessSample {
    static final String FREE = "bench-free";
    static final String RULED = "bench-ruled";
    static final String WATCHING = "bench-watching";
    static final int GROUPS = 100;
    static final int RULES = 20;

    private static final int CLAIMS = 10_000;
    private static final String WATCHED = "watched.yaml";
    private static final List<String> OPEN =
            List.of("Group", "User", "Domain", "Resource", "API", "Location");
    private static final List<String> TIERS = List.of("1", "2", "3");
    private static final List<String> LIFECYCLES =
            List.of("production", "experimental", "deprecated");

    private final int size;

    /// @param size entities of the catalog, at least 10,000
    AccessSample(int size) {
        this.size = size;
    }

    /// Files by path.
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "catalog-info.yaml",
                """
                apiVersion: backstage.io/v1alpha1
                kind: Location
                metadata: { name: bench-policies }
                spec: { targets: [./people.yaml, ./policies.yaml, ./watched.yaml] }
                """);
        String groups =
                IntStream.range(0, GROUPS)
                        .mapToObj(i -> SampleCatalog.groupName(100 * i + 91))
                        .collect(Collectors.joining(", "));
        files.put(
                "people.yaml",
                user(FREE, groups) + "---\n" + user(RULED, groups) + "---\n" + user(WATCHING, ""));
        files.put("policies.yaml", policy("bench-rules", rules()));
        files.putAll(watched("System"));
        return files;
    }

    /// How many entities the files declare.
    int documents() {
        return 6;
    }

    private static String user(String name, String groups) {
        return """
               apiVersion: backstage.io/v1alpha1
               kind: User
               metadata: { name: %s }
               spec: { memberOf: [%s] }
               """
                .formatted(name, groups);
    }

    private static String policy(String name, List<String> rules) {
        return """
               apiVersion: portico.dev/v1
               kind: Policy
               metadata: { name: %s }
               spec:
                 rules:
               """
                        .formatted(name)
                + String.join("", rules);
    }

    private static String rule(String name, String user, String rest) {
        return """
                   - name: %s
                     who: { users: [%s] }
                     may: [catalog.entity.read]
               """
                        .formatted(name, user)
                + rest;
    }

    private static String on(String predicate) {
        return "      on: " + predicate + "\n";
    }

    /// Kinds that are open, what is in each tier and lifecycle, and two things that are closed for
    /// all but owners.
    private static List<String> rules() {
        List<String> rules = new ArrayList<>();
        OPEN.forEach(kind -> rules.add(rule(kind, RULED, on("{ kind: %s }".formatted(kind)))));
        rules.add(
                rule("systems", RULED, on("{ kind: System, relations.ownedBy: $principal.owns }")));
        for (String tier : TIERS) {
            for (String lifecycle : LIFECYCLES) {
                rules.add(
                        rule(
                                "tier " + tier + ' ' + lifecycle,
                                RULED,
                                on(
                                        "{ metadata.labels.tier: '%s', spec.lifecycle: %s }"
                                                .formatted(tier, lifecycle))));
            }
        }
        rules.add(rule("own", RULED, on("{ metadata.name: $principal.name }")));
        rules.add(rule("tagged", RULED, on("{ metadata.tags: open-to-all }")));
        for (String closed : List.of("metadata.labels.secret: 'yes'", "spec.type: vault")) {
            rules.add(
                    rule(
                            "closed, " + closed.replace(":", ""),
                            RULED,
                            on(
                                            "{ $all: [{ %s }, { $not: { relations.ownedBy: $principal.owns } }] }"
                                                    .formatted(closed))
                                    + "      effect: deny\n"));
        }
        if (rules.size() != RULES) {
            throw new IllegalStateException(rules.size() + " rules");
        }
        rules.add(rule("everything", FREE, ""));
        return rules;
    }

    /// The file whose policy lets one user read entities of one kind.
    Map<String, String> watched(String kind) {
        String rule = rule("watched", WATCHING, on("{ kind: %s }".formatted(kind)));
        return Map.of(WATCHED, policy("bench-watched", List.of(rule)));
    }

    /// Name of a System.
    String system() {
        return SampleCatalog.systemName(85);
    }

    /// Claims of the owner of entities, one for each of them; where there are too few entities, of
    /// the lifecycle of the first ones too.
    ///
    /// @param round claims of another round say something else
    List<Map<String, String>> claims(int round) {
        List<Map<String, String>> claims = new ArrayList<>();
        for (int i = 0; i < size && claims.size() < CLAIMS; i++) {
            String owned = SampleCatalog.ownedRef(i);
            if (!owned.isEmpty()) {
                claims.add(Map.of("entity", owned, "owner", group(i, round)));
            }
        }
        for (int i = 0; claims.size() < CLAIMS; i++) {
            if (i % 100 < 60) {
                claims.add(
                        Map.of(
                                "entity",
                                SampleCatalog.ownedRef(i),
                                "lifecycle",
                                LIFECYCLES.get(round % 2)));
            }
        }
        return claims;
    }

    private static String group(int i, int round) {
        return "group:default/" + SampleCatalog.groupName(i / 100 * 100 + 91 + round % 3);
    }
}
