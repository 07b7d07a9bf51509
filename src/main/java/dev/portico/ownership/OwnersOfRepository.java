package dev.portico.ownership;

import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.ownership.codeowners.Codeowners;
import dev.portico.ownership.codeowners.Dialect;
import dev.portico.ownership.codeowners.OwnersMatch;
import dev.portico.ownership.codeowners.OwnersProblem;
import dev.portico.ownership.codeowners.OwnersRule;
import dev.portico.source.RepositoryRead;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the CODEOWNERS of one repository says of the files that a source read there.
///
/// @param file null when there is none, or it can't be read
record OwnersOfRepository(String source, RepositoryRead read, @Nullable Codeowners file) {
    private static final int MAX_UNKNOWN = 20;

    /// Whom a file means, in their order, and the line that says so.
    record Said(List<String> owners, @Nullable String evidence) {
        static final Said NOTHING = new Said(List.of(), null);
    }

    static OwnersOfRepository parse(String source, RepositoryRead read) {
        RepositoryRead.OwnersFile owners = read.owners();
        @Nullable Codeowners file =
                owners == null || owners.content() == null
                        ? null
                        : Codeowners.parse(owners.content(), dialect(read.host(), owners));
        return new OwnersOfRepository(source, read, file);
    }

    /// The same file in a later version of the repository.
    OwnersOfRepository in(RepositoryRead later) {
        return new OwnersOfRepository(source, later, file);
    }

    /// By the host; where that says nothing, by the place of the file or the sections in it.
    private static Dialect dialect(String host, RepositoryRead.OwnersFile owners) {
        if (host.equals("GITHUB") || host.equals("GITEA")) {
            return Dialect.GITHUB;
        }
        if (host.equals("GITLAB") || owners.path().startsWith(".gitlab/")) {
            return Dialect.GITLAB;
        }
        if (host.startsWith("BITBUCKET") || owners.path().startsWith(".bitbucket/")) {
            return Dialect.BITBUCKET;
        }
        return String.valueOf(owners.content())
                        .lines()
                        .anyMatch(line -> line.startsWith("[") || line.startsWith("^["))
                ? Dialect.GITLAB
                : Dialect.GITHUB;
    }

    /// What tells it from another repository, branch or version of the file.
    static String key(RepositoryRead read) {
        RepositoryRead.OwnersFile owners = read.owners();
        return read.identity()
                + '#'
                + read.branch()
                + '#'
                + (owners == null ? "" : owners.path() + '#' + owners.id());
    }

    String key() {
        return key(read);
    }

    /// What claims follow from, beside people and declarations.
    Object basis() {
        return List.of(key(), read.paths());
    }

    Set<String> locations() {
        return read.paths().keySet();
    }

    /// False when there is a file that can't be read now.
    boolean isReadable() {
        return read.owners() == null || file != null;
    }

    /// The owners of the file at a location.
    Said owners(String location, Organisation people) {
        String path = read.paths().get(location);
        RepositoryRead.OwnersFile owners = read.owners();
        if (file == null || path == null || owners == null) {
            return Said.NOTHING;
        }
        Set<String> refs = new LinkedHashSet<>();
        int line = 0;
        for (OwnersMatch match : file.matches(path)) {
            for (String owner : match.rule().owners()) {
                Optional<EntityRef> ref = people.find(owner, host());
                if (ref.isPresent() && refs.add(ref.get().toString()) && line == 0) {
                    line = match.rule().line();
                }
            }
        }
        if (refs.isEmpty()) {
            return Said.NOTHING;
        }
        String commit = read.revision() == null ? "" : "@" + read.revision();
        return new Said(List.copyOf(refs), owners.path() + ":" + line + commit);
    }

    private String host() {
        if (!read.identity().contains("://")) {
            return "";
        }
        String host = URI.create(read.identity().replace(" ", "%20")).getHost();
        return host == null ? "" : host;
    }

    /// What is wrong with the file, and whom it names in vain.
    List<Problem> problems(Organisation people) {
        List<Problem> problems = new ArrayList<>();
        RepositoryRead.OwnersFile owners = read.owners();
        if (owners != null && owners.trouble() != null) {
            problems.add(problem("codeowners-unreadable", 0, owners.trouble()));
        }
        if (file == null) {
            return problems;
        }
        for (OwnersProblem each : file.problems()) {
            problems.add(problem("codeowners", each.line(), each.message()));
        }
        Set<String> unknown = new HashSet<>();
        for (OwnersRule rule : file.rules()) {
            for (String owner : rule.owners()) {
                if (unknown.size() < MAX_UNKNOWN
                        && people.find(owner, host()).isEmpty()
                        && unknown.add(owner)) {
                    problems.add(
                            problem(
                                    "codeowners-unknown-owner",
                                    rule.line(),
                                    "The owner "
                                            + owner
                                            + " leads to no Group or User of the catalog; annotate"
                                            + " one with its handle, name it so, or give it this"
                                            + " mail address."));
                }
            }
        }
        return problems;
    }

    private Problem problem(String code, int line, String message) {
        RepositoryRead.OwnersFile owners = read.owners();
        String path = owners == null ? "CODEOWNERS" : owners.path();
        return Problem.warning(
                code,
                message,
                "",
                new SourcePosition(source, path, read.revision(), 0, line, line == 0 ? 0 : 1));
    }
}
