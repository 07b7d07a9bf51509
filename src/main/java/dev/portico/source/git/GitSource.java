package dev.portico.source.git;

import dev.portico.catalog.Admission;
import dev.portico.catalog.DescriptorContent.Target;
import dev.portico.catalog.Location;
import dev.portico.scm.FileTree.TreeFile;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import java.util.List;

/// Files in Git repositories, and all that their Location documents lead to, as a source.
final class GitSource implements Source {
    private final SourceInfo info;
    private final Root root;
    private final Admission admission;
    private final ScanTools tools;

    GitSource(SourceInfo info, Root root, Admission admission, ScanTools tools) {
        this.info = info;
        this.root = root;
        this.admission = admission;
        this.tools = tools;
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    Root root() {
        return root;
    }

    @Override
    public Scan scan(ScanRequest request) {
        try (Sites sites = new Sites(tools.repositories())) {
            FileVisit visit = new FileVisit(info.name(), admission, tools, request);
            ScanRun run = new ScanRun(info.name(), tools, request, sites, visit);
            return switch (root) {
                case Root.InRepository in -> {
                    Site site = sites.open(in.url(), in.branch());
                    yield run.run(
                            files(site, site.tree().list(in.globs())), site.tree().revision());
                }
                case Root.InFolder in -> {
                    Site site = sites.folder(in.folder());
                    yield run.run(files(site, site.tree().list(in.globs())), null);
                }
                case Root.Registered registered -> scan(registered.location(), run);
            };
        }
    }

    private static List<Found> files(Site site, List<TreeFile> files) {
        return files.stream()
                .map(file -> new Found(new Found.InTree(site, file), null, null))
                .toList();
    }

    private static Scan scan(Location location, ScanRun run) {
        String ref = location.type() + ":" + location.target();
        run.add(GeneratedLocation.reading(location));
        Target target =
                new Target(
                        location.entityRef(),
                        location.type(),
                        location.target(),
                        true,
                        "/spec/target",
                        1,
                        1,
                        1);
        return run.run(run.start(target, ref), null);
    }
}
