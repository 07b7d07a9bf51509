package dev.portico.source.kubernetes;

import dev.portico.catalog.Admission;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Reading;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.Digest;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.ScanRequest;
import dev.portico.source.kubernetes.read.Draft;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns drafts into readings: one for each object, by the same checks as any descriptor. What is
/// wrong with one is a problem of it alone.
final class DraftReading {
    /// Changes with every change of the program that makes the same draft read differently.
    private static final String FORMAT = "1";

    /// One annotation for each object, named by the hash of its location, so that those of several
    /// clusters stand beside each other in the entity they make together.
    private static final String OBJECTS = "kubernetes.portico.dev/";

    private final ClusterSettings settings;
    private final ScanRequest request;
    private @Nullable Descriptors descriptors;

    DraftReading(ClusterSettings settings, ScanRequest request) {
        this.settings = settings;
        this.request = request;
    }

    /// Readings of those that differ from what is known; adds the location of each to `present`.
    List<Reading> changed(List<Draft> drafts, Set<String> present) {
        Map<String, List<Draft>> byLocation = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            byLocation.computeIfAbsent(draft.location(), _ -> new ArrayList<>()).add(draft);
        }
        List<Reading> changed = new ArrayList<>();
        byLocation.forEach(
                (location, itsDrafts) -> {
                    present.add(location);
                    FileRead known = request.known().get(location);
                    String fingerprint = fingerprint(itsDrafts);
                    if (known == null || !known.fingerprint().equals(fingerprint)) {
                        changed.add(read(location, itsDrafts, fingerprint));
                    }
                });
        return changed;
    }

    private String fingerprint(List<Draft> drafts) {
        List<String> hashes = new ArrayList<>();
        drafts.forEach(draft -> hashes.add(draft.entity().hash()));
        return JsonObject.of(
                        Map.of(
                                "format",
                                FORMAT,
                                "kinds",
                                request.kinds().version(),
                                "entities",
                                hashes))
                .hash()
                .substring(0, 40);
    }

    private Reading read(String location, List<Draft> drafts, String fingerprint) {
        StringBuilder documents = new StringBuilder();
        for (Draft draft : drafts) {
            documents.append("---\n").append(draft.entity().toJson()).append('\n');
        }
        DescriptorContent content =
                descriptors()
                        .read(
                                new DescriptorFile(
                                        documents.toString().getBytes(StandardCharsets.UTF_8),
                                        new SourcePosition(
                                                settings.source(), location, null, 1, 1, 1),
                                        location,
                                        Admission.of(TrustLevel.CATALOG),
                                        Map.of(
                                                "backstage.io/managed-by-location",
                                                location,
                                                "backstage.io/managed-by-origin-location",
                                                location,
                                                OBJECTS
                                                        + Digest.sha1(
                                                                        location.getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8))
                                                                .substring(0, 12),
                                                location),
                                        Map.of(),
                                        null),
                                new PlaceholdersRefused());
        return new Reading(
                new FileRead(location, fingerprint, JsonObject.EMPTY),
                content.declarations(),
                content.rejections());
    }

    private Descriptors descriptors() {
        if (descriptors == null) {
            descriptors = new Descriptors(request.kinds());
        }
        return descriptors;
    }
}
