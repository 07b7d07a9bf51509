package dev.portico.source.git;

import dev.portico.platform.PorticoException;
import dev.portico.scm.FileTree;
import dev.portico.scm.FileTree.TreeFile;
import dev.portico.scm.GitHostKind;
import dev.portico.source.RepositoryRead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the CODEOWNERS of a repository where its host looks for it: the first counts.
final class OwnersFiles {
    private static final int MAX_BYTES = 3_000_000;
    private static final String ROOT = "CODEOWNERS";
    private static final String DOCS = "docs/CODEOWNERS";
    private static final String GITHUB = ".github/CODEOWNERS";
    private static final String GITLAB = ".gitlab/CODEOWNERS";
    private static final String BITBUCKET = ".bitbucket/CODEOWNERS";
    private static final List<String> ALL = List.of(GITHUB, ROOT, DOCS, GITLAB, BITBUCKET);

    private OwnersFiles() {}

    private static List<String> places(GitHostKind kind) {
        return switch (kind) {
            case GITHUB -> List.of(GITHUB, ROOT, DOCS);
            case GITLAB -> List.of(ROOT, DOCS, GITLAB);
            case GITEA -> List.of(ROOT, DOCS, ".gitea/CODEOWNERS", GITHUB);
            case BITBUCKET, BITBUCKET_SERVER -> List.of(BITBUCKET, ROOT);
            case AZURE, GENERIC -> ALL;
        };
    }

    /// The repository as a run saw it; empty for what is none.
    ///
    /// @param paths of its descriptor files by location
    static Optional<RepositoryRead> read(Site site, Map<String, String> paths) {
        if (site.git() == null || site.host() == null) {
            return Optional.empty();
        }
        GitHostKind kind = site.folder() == null ? site.host().kind() : GitHostKind.GENERIC;
        return Optional.of(
                new RepositoryRead(
                        site.repository(),
                        kind.name(),
                        Objects.requireNonNull(site.git()).branch(),
                        site.tree().revision(),
                        find(site.tree(), kind),
                        paths));
    }

    private static RepositoryRead.@Nullable OwnersFile find(FileTree tree, GitHostKind kind) {
        for (String place : places(kind)) {
            Optional<TreeFile> file = tree.find(place);
            if (file.isPresent()) {
                return read(tree, file.get());
            }
        }
        return null;
    }

    private static RepositoryRead.OwnersFile read(FileTree tree, TreeFile file) {
        try {
            String text = new String(tree.read(file, MAX_BYTES), StandardCharsets.UTF_8);
            return new RepositoryRead.OwnersFile(file.path(), file.id(), text, null);
        } catch (PorticoException e) {
            return new RepositoryRead.OwnersFile(file.path(), file.id(), null, e.text());
        }
    }
}
