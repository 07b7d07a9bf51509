package dev.portico.source.kubernetes;

import dev.portico.catalog.Admission;
import dev.portico.catalog.Admission.AllowedKind;
import dev.portico.catalog.Admission.LocationRule;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Reading;
import dev.portico.model.Problem;
import dev.portico.model.SourceClass;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The folder of Cluster documents as a source: what stands there becomes entities as any document,
/// so a broken file is a problem told where all are and the last good one stays.
final class ClusterFolder implements Source {
    static final String LOCATION_PREFIX = "clusters-dir:";
    private static final long LARGEST_FILE = 1_000_000;
    private static final PlaceholdersRefused NO_PLACEHOLDERS = new PlaceholdersRefused();

    private final Path folder;

    ClusterFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(
                "clusters:" + folder,
                "clusters",
                SourceClass.GIT,
                TrustLevel.PLATFORM,
                folder.toUri().toString(),
                "portico.kubernetes.clusters-dir",
                null);
    }

    /// Something that differs whenever a file came, went or was written.
    String stamp() {
        try {
            Map<String, String> stamps = new TreeMap<>();
            for (Path file : files()) {
                stamps.put(
                        file.toString(), Files.getLastModifiedTime(file) + "/" + Files.size(file));
            }
            return stamps.toString();
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            for (Path file : found) {
                if (Files.isRegularFile(file)) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        return files;
    }

    @Override
    public Scan scan(ScanRequest request) {
        try {
            Descriptors descriptors = new Descriptors(request.kinds());
            List<Reading> changed = new ArrayList<>();
            Set<String> present = new HashSet<>();
            List<Problem> problems = new ArrayList<>();
            for (Path file : files()) {
                String location = file.toString();
                present.add(location);
                @Nullable Reading reading = read(file, location, request, descriptors, problems);
                if (reading != null) {
                    changed.add(reading);
                }
            }
            return new Scan(null, changed, present, problems, Set.of());
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The folder " + folder + " of portico.kubernetes.clusters-dir can't be listed.",
                    e);
        }
    }

    private @Nullable Reading read(
            Path file,
            String location,
            ScanRequest request,
            Descriptors descriptors,
            List<Problem> problems) {
        String name = String.valueOf(file.getFileName());
        SourcePosition start = new SourcePosition(info().name(), name, null, 1, 1, 1);
        byte[] content;
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("it is larger than " + LARGEST_FILE + " bytes");
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            problems.add(
                    Problem.error(
                            "file-unusable",
                            "The file " + name + " can't be read: " + e.getMessage(),
                            "",
                            start));
            return null;
        }
        String fingerprint =
                JsonObject.of(
                                Map.of(
                                        "kinds",
                                        request.kinds().version(),
                                        "content",
                                        new String(content, StandardCharsets.ISO_8859_1)))
                        .hash();
        FileRead known = request.known().get(location);
        if (known != null && known.fingerprint().equals(fingerprint)) {
            return null;
        }
        String ref = LOCATION_PREFIX + location;
        DescriptorContent read =
                descriptors.read(
                        new DescriptorFile(
                                content,
                                start,
                                location,
                                onlyClusters(),
                                Map.of(
                                        "backstage.io/managed-by-location",
                                        ref,
                                        "backstage.io/managed-by-origin-location",
                                        ref),
                                Map.of(),
                                null),
                        NO_PLACEHOLDERS);
        return new Reading(
                new FileRead(location, fingerprint, JsonObject.EMPTY),
                read.declarations(),
                read.rejections());
    }

    private Admission onlyClusters() {
        return new Admission(
                TrustLevel.PLATFORM,
                List.of(new LocationRule(List.of(new AllowedKind("Cluster", null)), List.of())),
                "file",
                folder.toString());
    }
}
