package dev.portico.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Makes catalogs of any size for measurements: of each hundred entities 60 components, 15 APIs, 10
/// resources, 5 systems, 1 domain, 3 groups and 6 users, with labels, tags, links, annotations and
/// refs that all exist. The same count and seed give the same bytes.
public final class SampleCatalog {
    /// Entities in one file.
    static final int PER_FILE = 100;

    private static final List<String> WORDS =
            List.of(
                    "payment",
                    "ledger",
                    "invoice",
                    "order",
                    "stock",
                    "customer",
                    "session",
                    "audit",
                    "metric",
                    "stream",
                    "report",
                    "search",
                    "cache",
                    "router",
                    "quota",
                    "policy",
                    "notice",
                    "video",
                    "theme",
                    "render",
                    "model",
                    "score",
                    "merge",
                    "shard",
                    "backup",
                    "bridge",
                    "parser",
                    "worker",
                    "planner",
                    "beacon");
    private static final List<String> TAGS =
            List.of(
                    "java",
                    "go",
                    "python",
                    "rust",
                    "kotlin",
                    "grpc",
                    "rest",
                    "kafka",
                    "postgres",
                    "internal",
                    "public",
                    "beta",
                    "legacy",
                    "cloud",
                    "edge");
    private static final List<String> LIFECYCLES =
            List.of("production", "production", "production", "experimental", "deprecated");
    private static final List<String> COMPONENT_TYPES =
            List.of("service", "service", "website", "library");

    private final int count;
    private final Random random;
    private final StringBuilder text = new StringBuilder();

    public SampleCatalog(int count, long seed) {
        this.count = count;
        this.random = new Random(seed * 1_000_003 + count);
    }

    /// Files by path, `files/part-00000.yaml` and so on, and `catalog-info.yaml` with Location
    /// documents that point to all of them.
    public Map<String, String> files() {
        List<String> documents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            documents.add(document(i));
        }
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder locations = new StringBuilder();
        for (int from = 0; from < count; from += PER_FILE) {
            String path = "files/part-%05d.yaml".formatted(from / PER_FILE);
            files.put(
                    path,
                    String.join(
                            "---\n", documents.subList(from, Math.min(count, from + PER_FILE))));
            if (from / PER_FILE % 20 == 0) {
                locations.append(
                        """
                        ---
                        apiVersion: backstage.io/v1alpha1
                        kind: Location
                        metadata:
                          name: bulk-%04d
                        spec:
                          targets:
                        """
                                .formatted(from / PER_FILE / 20));
            }
            locations.append("    - ./").append(path).append('\n');
        }
        files.put("catalog-info.yaml", locations.toString());
        return files;
    }

    /// How many Location entities `catalog-info.yaml` declares.
    int locations() {
        int files = (count + PER_FILE - 1) / PER_FILE;
        return (files + 19) / 20;
    }

    /// Name of the component in place `i` of all entities; `i % 100 < 60` holds.
    static String componentName(int i) {
        return name("svc", i);
    }

    /// Name of the group in place `i` of all entities; `91 <= i % 100 < 94` holds.
    static String groupName(int i) {
        return name("team", i);
    }

    /// Name of the System in place `i` of all entities; `85 <= i % 100 < 90` holds.
    static String systemName(int i) {
        return name("sys", i);
    }

    /// Ref of the entity in place `i` of all entities where it has an owner; else empty.
    static String ownedRef(int i) {
        int place = i % 100;
        if (place < 60) {
            return "component:default/" + componentName(i);
        }
        if (place < 75) {
            return "api:default/" + name("api", i);
        }
        if (place < 85) {
            return "resource:default/" + name("res", i);
        }
        if (place < 90) {
            return "system:default/" + systemName(i);
        }
        return place < 91 ? "domain:default/" + name("dom", i) : "";
    }

    private String document(int i) {
        int place = i % 100;
        text.setLength(0);
        if (place < 60) {
            component(i);
        } else if (place < 75) {
            api(i);
        } else if (place < 85) {
            head("Resource", name("res", i), i);
            line("  type: database");
            owner();
            system();
        } else if (place < 90) {
            head("System", name("sys", i), i);
            owner();
            line("  domain: " + pick("dom", 90, 1));
        } else if (place < 91) {
            head("Domain", name("dom", i), i);
            owner();
        } else if (place < 94) {
            head("Group", name("team", i), i);
            line("  type: team");
            line("  children: []");
        } else {
            head("User", name("user", i), i);
            line("  profile:");
            line("    displayName: \"Person Ünïcode " + i + "\"");
            line("  memberOf: [" + pick("team", 91, 3) + "]");
        }
        return text.toString();
    }

    private void component(int i) {
        head("Component", name("svc", i), i);
        line("  type: " + any(COMPONENT_TYPES));
        line("  lifecycle: " + any(LIFECYCLES));
        owner();
        system();
        list("dependsOn", "resource:", "res", 75, 10, random.nextInt(3));
        list("providesApis", "", "api", 60, 15, random.nextInt(2));
        list("consumesApis", "", "api", 60, 15, random.nextInt(4));
    }

    private void api(int i) {
        head("API", name("api", i), i);
        line("  type: openapi");
        line("  lifecycle: " + any(LIFECYCLES));
        owner();
        system();
        line("  definition: |");
        line("    openapi: \"3.0.0\"");
        line("    info: { title: " + name("api", i) + ", version: \"1.0.0\" }");
        for (int path = 0; path < 4; path++) {
            line("    # GET /" + any(WORDS) + "/{id} answers one of them, 404 when there is none");
        }
    }

    private void head(String kind, String name, int i) {
        line("apiVersion: backstage.io/v1alpha1");
        line("kind: " + kind);
        line("metadata:");
        line("  name: " + name);
        line("  title: \"" + kind + " " + i + "\"");
        line(
                "  description: \"%s %s %s for the %s, kept by the people of the %s and the %s\""
                        .formatted(
                                any(WORDS),
                                any(WORDS),
                                any(WORDS),
                                any(WORDS),
                                any(WORDS),
                                any(WORDS)));
        line("  annotations:");
        line("    github.com/project-slug: \"acme/" + name + "\"");
        line("    backstage.io/techdocs-ref: \"dir:.\"");
        line("    pagerduty.com/service-id: \"P" + random.nextInt(1 << 28) + "\"");
        line("    example.com/cost-centre: \"cc-" + random.nextInt(400) + "\"");
        line("  labels: { tier: \"" + (1 + random.nextInt(3)) + "\" }");
        int tag = random.nextInt(TAGS.size() - 3);
        line("  tags: [" + String.join(", ", TAGS.subList(tag, tag + 3)) + "]");
        line("  links:");
        line("    - { url: https://dash.example.com/d/" + name + ", title: Dashboard }");
        line("spec:");
    }

    private void owner() {
        line("  owner: " + pick("team", 91, 3));
    }

    private void system() {
        line("  system: " + pick("sys", 85, 5));
    }

    private void list(String field, String kind, String prefix, int first, int size, int length) {
        if (length > 0) {
            line("  " + field + ":");
            for (int i = 0; i < length; i++) {
                line("    - " + kind + pick(prefix, first, size));
            }
        }
    }

    /// A name of the entities that stand in places `first` to `first + size` of each hundred.
    private String pick(String prefix, int first, int size) {
        int hundred = random.nextInt(Math.max(1, count / 100));
        return name(prefix, hundred * 100 + first + random.nextInt(size));
    }

    private static String name(String prefix, int i) {
        return "%s-%s-%06d".formatted(prefix, WORDS.get(i * 7 % WORDS.size()), i);
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
