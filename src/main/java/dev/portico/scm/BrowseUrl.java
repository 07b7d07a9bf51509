package dev.portico.scm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What an address of a file or folder on a Git host says. A branch may have slashes, so the text
/// behind the repository is only split into ref and path once the refs are known.
///
/// @param refType what kind of ref the address itself says it is
/// @param ref the ref when the address names it apart from the path, else null
/// @param rest ref and path in one when `ref` is null, the path alone otherwise; decoded
public record BrowseUrl(RepoUrl repository, RefType refType, @Nullable String ref, String rest) {
    /// What the address says of the ref.
    public enum RefType {
        BRANCH,
        TAG,
        COMMIT,
        ANY
    }

    /// One way to read the address; a null ref is the default branch.
    public record Split(@Nullable String ref, String path) {}

    /// Every way to read it, the shortest ref first.
    public List<Split> splits() {
        if (ref != null || rest.isEmpty()) {
            return List.of(new Split(ref, rest));
        }
        List<Split> splits = new ArrayList<>();
        for (int slash = rest.indexOf('/'); slash >= 0; slash = rest.indexOf('/', slash + 1)) {
            splits.add(new Split(rest.substring(0, slash), rest.substring(slash + 1)));
        }
        splits.add(new Split(rest, ""));
        return List.copyOf(splits);
    }

    /// The path of the folder it names among the files of a commit: a branch may have slashes, the
    /// folder tells where it ends. Empty when the commit has no such folder.
    public Optional<String> folderIn(GitTree tree) {
        return splits().stream().map(Split::path).filter(tree::hasFolder).findFirst();
    }

    /// The way to read it in which the ref exists; with none, the shortest ref.
    public Split resolve(Predicate<String> refExists) {
        List<Split> splits = splits();
        for (Split split : splits) {
            if (split.ref() == null || refExists.test(split.ref())) {
                return split;
            }
        }
        return splits.getFirst();
    }
}
