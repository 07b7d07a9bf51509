package dev.portico.source.push;

import dev.portico.catalog.Admission;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.Reading;
import dev.portico.model.EntityRef;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.Digest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Takes the documents of a pushed set through the rules that every file goes through.
public final class SetParser {
    private static final List<String> RESERVED =
            List.of(
                    "backstage.io/managed-by-location",
                    "backstage.io/managed-by-origin-location",
                    "backstage.io/source-location",
                    "backstage.io/view-url",
                    "backstage.io/edit-url",
                    "backstage.io/orphan",
                    "portico.dev/source-missing-since");

    private final String source;
    private final @Nullable String revision;
    private final Map<String, String> forced;
    private final JsonObject follows;
    private final KindRegistry kinds;
    private final Descriptors descriptors;

    /// @param source name of the set's source
    /// @param revision commit the set is of; null for none
    /// @param forced annotations that say where the entities come from
    /// @param follows kept with each document
    public SetParser(
            String source,
            @Nullable String revision,
            Map<String, String> forced,
            JsonObject follows,
            KindRegistry kinds) {
        this.source = source;
        this.revision = revision;
        this.forced = Map.copyOf(forced);
        this.follows = follows;
        this.kinds = kinds;
        this.descriptors = new Descriptors(kinds);
    }

    /// One document that was read.
    ///
    /// @param ref null when it says too little
    /// @param location what it is known by within the source; null when it says too little
    /// @param fingerprint see [FileRead]
    /// @param warnings sentences about what was left out
    public record Parsed(
            int index,
            @Nullable EntityRef ref,
            @Nullable String location,
            String fingerprint,
            JsonObject json,
            List<String> warnings) {}

    /// What tells a document within its source.
    public static String location(String source, EntityRef ref) {
        return source + "#" + ref;
    }

    /// Looks at a document without checking it.
    public Parsed parse(int index, JsonObject written) {
        List<String> warnings = new ArrayList<>();
        JsonObject json = withoutReserved(written, warnings);
        JsonObject metadata = json.object("metadata");
        @Nullable EntityRef ref = null;
        try {
            ref =
                    new EntityRef(
                            json.text("kind").orElse(""),
                            metadata.text("namespace").orElse(EntityRef.DEFAULT_NAMESPACE),
                            metadata.text("name").orElse(""));
        } catch (PorticoException e) {
            warnings.add(e.text());
        }
        String basis = json.hash() + '|' + kinds.version() + '|' + new TreeSet<>(forced.values());
        return new Parsed(
                index,
                ref,
                ref == null ? null : location(source, ref),
                Digest.sha256(basis.getBytes(StandardCharsets.UTF_8)),
                json,
                warnings);
    }

    private static JsonObject withoutReserved(JsonObject json, List<String> warnings) {
        JsonObject metadata = json.object("metadata");
        JsonObject annotations = metadata.object("annotations");
        for (String key : RESERVED) {
            if (annotations.has(key)) {
                annotations = annotations.without(key);
                warnings.add("The annotation " + key + " is the catalog's own and was dropped.");
            }
        }
        return warnings.isEmpty()
                ? json
                : json.with("metadata", metadata.with("annotations", annotations));
    }

    /// Checks a document by all rules.
    public Reading check(Parsed parsed) {
        String location = parsed.location() == null ? source + "#" : parsed.location();
        DescriptorContent content =
                descriptors.read(
                        new DescriptorFile(
                                parsed.json().toBytes(),
                                new SourcePosition(
                                        source, String.valueOf(parsed.ref()), revision, 1, 1, 1),
                                location,
                                Admission.of(TrustLevel.CATALOG),
                                forced,
                                Map.of(),
                                null),
                        _ -> {
                            throw PorticoException.invalid(
                                    "A document of a set can't have placeholders that read files.");
                        });
        return new Reading(
                new FileRead(location, parsed.fingerprint(), follows),
                content.declarations(),
                content.rejections());
    }
}
