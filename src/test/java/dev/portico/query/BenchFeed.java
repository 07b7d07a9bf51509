package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.FeedBatch;
import dev.portico.catalog.FeedSlice;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A catalog of a given size, made anew at each snapshot by a seed: 60 % components, 15 % APIs, 10
// %
/// resources, 5 % systems, 1 % domains, 3 % groups, 6 % users, with some 11 relations each.
final class BenchFeed implements CatalogFeed {
    private static final String[] WORDS =
            ("payment ledger gateway invoice catalog order shipment stock warehouse customer profile"
                            + " session token audit metric alert pipeline stream batch report export"
                            + " import search index cache queue router proxy balance quota policy rule")
                    .split(" ");
    private static final List<String> TAGS =
            List.of("java", "go", "python", "rust", "kotlin", "grpc", "rest", "kafka", "postgres");
    private static final UUID DATABASE = new UUID(1, 2);

    private final int size;

    BenchFeed(int size) {
        this.size = size;
    }

    int count(String kind) {
        return Math.max(
                1,
                switch (kind) {
                    case "Component" -> size * 60 / 100;
                    case "API" -> size * 15 / 100;
                    case "Resource" -> size * 10 / 100;
                    case "System" -> size * 5 / 100;
                    case "Domain" -> size / 100;
                    case "Group" -> size * 3 / 100;
                    default -> size * 6 / 100;
                });
    }

    EntityRef ref(String kind, int i) {
        return new EntityRef(
                kind,
                "default",
                kind.substring(0, 3).toLowerCase(Locale.ROOT)
                        + "-"
                        + WORDS[(i * 7 + 3) % WORDS.length]
                        + "-%06d".formatted(i));
    }

    @Override
    public Snapshot snapshot(Consumer<FeedBatch.State> entities, Consumer<RelationPair> relations) {
        List<String> kinds =
                List.of("Component", "API", "Resource", "System", "Domain", "Group", "User");
        for (String kind : kinds) {
            for (int i = 0; i < count(kind); i++) {
                entities.accept(state(kind, i));
            }
        }
        SplittableRandom random = new SplittableRandom(42);
        for (String kind : kinds) {
            for (int i = 0; i < count(kind); i++) {
                relate(random, kind, i, relations);
            }
        }
        return new Snapshot(1, DATABASE);
    }

    private void relate(
            SplittableRandom random, String kind, int i, Consumer<RelationPair> relations) {
        EntityRef self = ref(kind, i);
        if (!kind.equals("Group")) {
            accept(random, self, "ownedBy", "Group", "ownerOf", relations);
        }
        if (List.of("Component", "API", "Resource").contains(kind)) {
            accept(random, self, "partOf", "System", "hasPart", relations);
        }
        if (kind.equals("Component")) {
            for (int n = random.nextInt(3); n > 0; n--) {
                accept(random, self, "dependsOn", "Resource", "dependencyOf", relations);
                accept(random, self, "dependsOn", "Component", "dependencyOf", relations);
            }
            for (int n = random.nextInt(4); n > 0; n--) {
                accept(random, self, "consumesApi", "API", "apiConsumedBy", relations);
            }
        }
    }

    private void accept(
            SplittableRandom random,
            EntityRef self,
            String type,
            String kind,
            String reverse,
            Consumer<RelationPair> relations) {
        EntityRef target = ref(kind, random.nextInt(count(kind)));
        relations.accept(new RelationPair(self, type, target, reverse));
    }

    private FeedBatch.State state(String kind, int i) {
        EntityRef ref = ref(kind, i);
        SplittableRandom random = new SplittableRandom(ref.hashCode());
        UUID uid = UUID.nameUUIDFromBytes(ref.toString().getBytes(StandardCharsets.UTF_8));
        String name = ref.name();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", "default");
        metadata.put("title", kind + " " + name.split("-")[1] + " " + i);
        metadata.put("description", words(random));
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("github.com/project-slug", "acme/" + name);
        annotations.put("backstage.io/techdocs-ref", "dir:.");
        annotations.put("pagerduty.com/service-id", "P" + random.nextInt(1 << 28));
        annotations.put("sonarqube.org/project-key", "acme_" + name);
        annotations.put("example.com/cost-centre", "cc-" + random.nextInt(400));
        annotations.put(
                "backstage.io/managed-by-location", "url:https://git.example.com/acme/" + i);
        metadata.put("annotations", annotations);
        metadata.put("labels", Map.of("tier", "" + random.nextInt(1, 4)));
        metadata.put("tags", List.of(TAGS.get(random.nextInt(4)), TAGS.get(4 + random.nextInt(5))));
        metadata.put(
                "links",
                List.of(
                        Map.of("url", "https://dash.example.com/d/" + name, "title", "Dashboard"),
                        Map.of("url", "https://wiki.example.com/w/" + name, "title", "Runbook")));
        metadata.put("uid", uid.toString());
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put(
                "type",
                random.nextInt(20) < 10
                        ? "service"
                        : random.nextInt(3) == 0 ? "website" : "library");
        spec.put("lifecycle", random.nextInt(10) < 7 ? "production" : "experimental");
        spec.put("owner", "team-" + random.nextInt(count("Group")));
        if (kind.equals("API")) {
            spec.put("definition", "openapi: 3.0.0\n" + words(random).repeat(5));
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("apiVersion", "backstage.io/v1alpha1");
        json.put("kind", kind);
        json.put("metadata", metadata);
        json.put("spec", spec);
        return new FeedBatch.State(ref, uid, JsonObject.of(json).toBytes());
    }

    private static String words(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            words.add(WORDS[random.nextInt(WORDS.length)]);
        }
        return String.join(" ", words);
    }

    @Override
    public UUID databaseId() {
        return DATABASE;
    }

    @Override
    public long latest() {
        return 1;
    }

    @Override
    public Optional<UUID> positionId(long position) {
        return position == 1 ? Optional.of(DATABASE) : Optional.empty();
    }

    @Override
    public Optional<FeedBatch> read(long after, int maxChanges) {
        return Optional.empty();
    }

    @Override
    public FeedSlice slice(String after, int limit) {
        return new FeedSlice(after, 1, DATABASE, List.of(), List.of(), true);
    }

    @Override
    public List<FeedBatch.State> states(Collection<EntityRef> refs) {
        return List.of();
    }

    @Override
    public AutoCloseable onWake(Runnable listener) {
        return () -> {};
    }
}
