package dev.portico.source.git;

import dev.portico.catalog.Admission;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.PlaceholderReader;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.Reading;
import dev.portico.catalog.Rejection;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.platform.Digest;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.HttpReader;
import dev.portico.source.ScanRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads one file unless it is as it was read last. Safe for many threads.
final class FileVisit {
    private final String source;
    private final Admission admission;
    private final ScanTools tools;
    private final ScanRequest request;
    private @Nullable Descriptors descriptors;

    FileVisit(String source, Admission admission, ScanTools tools, ScanRequest request) {
        this.source = source;
        this.admission = admission;
        this.tools = tools;
        this.request = request;
    }

    Outcome visit(Found found) {
        return switch (found.place()) {
            case Found.InTree inTree -> visitTree(found, inTree);
            case Found.OnWeb onWeb -> visitWeb(found, onWeb);
        };
    }

    private Outcome visitTree(Found found, Found.InTree at) {
        FileRead known = request.known().get(found.location());
        if (known != null) {
            Follows follows = Follows.parse(known.follows());
            Map<String, String> now = new TreeMap<>();
            follows.reads().keySet().forEach(path -> now.put(path, SiteFiles.id(at.site(), path)));
            if (fingerprint(found, at.file().id(), now).equals(known.fingerprint())) {
                return new Outcome(found, null, follows, true, null);
            }
        }
        SiteFiles placeholders = new SiteFiles(at.site(), at.file().path(), tools);
        String repository = at.site().repository();
        String path = at.file().path();
        try {
            byte[] content = at.site().tree().read(at.file(), tools.maxFileSize());
            DescriptorContent read = parse(found, content, placeholders);
            Follows follows =
                    new Follows(repository, path, read.targets(), placeholders.reads(), null, null);
            return read(found, at.file().id(), follows, read);
        } catch (PorticoException e) {
            if (e.code() == ErrorCode.UPSTREAM_FAILED) {
                throw e;
            }
            Follows follows = new Follows(repository, path, List.of(), Map.of(), null, null);
            return read(found, at.file().id(), follows, keptOut(found, e));
        }
    }

    private Outcome visitWeb(Found found, Found.OnWeb at) {
        FileRead known = request.known().get(found.location());
        Follows before = known == null ? null : Follows.parse(known.follows());
        boolean same =
                known != null
                        && before != null
                        && before.content() != null
                        && fingerprint(found, before.content(), Map.of())
                                .equals(known.fingerprint());
        try {
            HttpReader.Answer answer =
                    tools.http()
                            .read(
                                    at.url(),
                                    same && before != null ? before.etag() : null,
                                    tools.maxFileSize());
            byte[] content = answer.content();
            if (content == null
                    || same && before != null && Digest.sha256(content).equals(before.content())) {
                return new Outcome(found, null, before, true, null);
            }
            DescriptorContent read =
                    parse(
                            found,
                            content,
                            _ -> {
                                throw PorticoException.invalid(
                                        "A file outside of a Git repository can't have"
                                                + " placeholders that read other files.");
                            });
            String id = Digest.sha256(content);
            Follows follows = new Follows("", "", read.targets(), Map.of(), id, answer.etag());
            return read(found, id, follows, read);
        } catch (PorticoException e) {
            boolean keep = known != null && e.code().retryable();
            Problem problem =
                    Problem.error(TargetResolver.problemCode(e), e.text(), "", start(found));
            return new Outcome(found, null, keep ? before : null, keep, problem);
        }
    }

    private Outcome read(Found found, String id, Follows follows, DescriptorContent content) {
        String fingerprint = fingerprint(found, id, follows.reads());
        FileRead read = new FileRead(found.location(), fingerprint, follows.toJson());
        Reading reading = new Reading(read, content.declarations(), content.rejections());
        return new Outcome(found, reading, follows, true, null);
    }

    private DescriptorContent parse(Found found, byte[] content, PlaceholderReader placeholders) {
        Map<String, String> defaults =
                found.place() instanceof Found.InTree at
                        ? at.site().annotations(at.file().path())
                        : webAnnotations(found.location());
        return descriptors()
                .read(
                        new DescriptorFile(
                                content,
                                start(found),
                                found.location(),
                                admission,
                                Map.of(
                                        Annotations.MANAGED_BY,
                                        found.managedBy(),
                                        Annotations.ORIGIN,
                                        found.originOrSelf()),
                                defaults,
                                found.parent()),
                        placeholders);
    }

    /// Made when the first file has changed: most scans find none.
    private synchronized Descriptors descriptors() {
        if (descriptors == null) {
            descriptors = new Descriptors(request.kinds());
        }
        return descriptors;
    }

    private static Map<String, String> webAnnotations(String url) {
        return Map.of(
                Annotations.SOURCE_LOCATION,
                "url:" + url.substring(0, url.lastIndexOf('/') + 1),
                Annotations.VIEW_URL,
                url);
    }

    private DescriptorContent keptOut(Found found, PorticoException e) {
        SourcePosition start = start(found);
        String code = e.code() == ErrorCode.TOO_LARGE ? "file-too-large" : "file-unusable";
        Rejection rejection =
                new Rejection(
                        found.location(),
                        0,
                        null,
                        List.of(Problem.error(code, e.text(), "", start)),
                        new Provenance(start.file(), start.commit(), 1, 1, found.parent()));
        return new DescriptorContent(List.of(), List.of(rejection), List.of());
    }

    SourcePosition start(Found found) {
        return switch (found.place()) {
            case Found.InTree at ->
                    new SourcePosition(
                            source, at.file().path(), at.site().tree().revision(), 1, 1, 1);
            case Found.OnWeb at -> new SourcePosition(source, at.location(), null, 1, 1, 1);
        };
    }

    private String fingerprint(Found found, String id, Map<String, String> reads) {
        return Fingerprint.of(
                id,
                reads,
                request.kinds().version(),
                admission,
                found.originOrSelf(),
                found.parent());
    }
}
