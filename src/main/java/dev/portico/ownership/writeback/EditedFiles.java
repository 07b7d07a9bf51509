package dev.portico.ownership.writeback;

import dev.portico.model.EntityRef;
import dev.portico.ownership.Proposal.Edit;
import dev.portico.ownership.Proposal.ProposalEditState;
import dev.portico.platform.Digest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.platform.yaml.YamlSplice.Result;
import dev.portico.scm.FileTree.TreeFile;
import dev.portico.scm.GitTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The files of one version of a repository as edits would make them.
///
/// @param edits each with what became of it
/// @param changed files that differ, by path
/// @param basis tells the files and edits this was made from
record EditedFiles(List<Edit> edits, Map<String, Changed> changed, String basis) {

    /// A file that differs.
    record Changed(byte[] content, boolean executable) {}

    /// @param paths finds the path of a file by its address; empty when it is on another branch
    static EditedFiles of(
            GitTree tree, List<Edit> wanted, Function<String, Optional<String>> paths) {
        List<Edit> edits = new ArrayList<>();
        Map<String, byte[]> before = new TreeMap<>();
        Map<String, byte[]> now = new TreeMap<>();
        StringBuilder basis = new StringBuilder();
        for (Edit edit : wanted) {
            Optional<String> path = paths.apply(edit.location());
            if (path.isEmpty()) {
                edits.add(
                        edit.with(
                                ProposalEditState.REFUSED,
                                "The file " + edit.location() + " lies on another branch."));
                continue;
            }
            @Nullable String trouble = load(tree, path.get(), before);
            if (trouble != null) {
                edits.add(edit.with(ProposalEditState.REFUSED, trouble));
                continue;
            }
            byte[] content =
                    Objects.requireNonNull(
                            now.containsKey(path.get())
                                    ? now.get(path.get())
                                    : before.get(path.get()));
            Result result =
                    FieldEdit.apply(
                            content, EntityRef.parse(edit.ref()), edit.field(), edit.value());
            edits.add(
                    switch (result) {
                        case Result.Refused refused ->
                                edit.with(ProposalEditState.REFUSED, refused.reason());
                        case Result.Edited edited -> {
                            boolean same = Arrays.equals(edited.content(), content);
                            now.put(path.get(), edited.content());
                            yield edit.with(
                                    same ? ProposalEditState.DONE : ProposalEditState.PROPOSED,
                                    null);
                        }
                    });
            basis.append(edit.ref()).append(edit.field()).append(edit.value()).append('\n');
        }
        before.forEach((path, content) -> basis.append(path).append(Digest.sha256(content)));
        Map<String, Changed> changed = new TreeMap<>();
        now.forEach(
                (path, content) -> {
                    if (!Arrays.equals(content, before.get(path))) {
                        changed.put(path, new Changed(content, isExecutable(tree, path)));
                    }
                });
        return new EditedFiles(
                List.copyOf(edits),
                changed,
                Digest.sha256(basis.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static @Nullable String load(GitTree tree, String path, Map<String, byte[]> files) {
        if (files.containsKey(path)) {
            return null;
        }
        Optional<TreeFile> file = tree.find(path);
        if (file.isEmpty()) {
            return "The repository has no file " + path + " any more.";
        }
        if (!file.get().path().equals(path) || kind(tree, path) == GitTree.Entry.Kind.LINK) {
            return "The file " + path + " is a symbolic link; edit it by hand.";
        }
        try {
            files.put(path, tree.read(file.get(), YamlParser.MAX_BYTES));
            return null;
        } catch (PorticoException e) {
            if (e.code().retryable()) {
                throw e;
            }
            return e.text();
        }
    }

    private static boolean isExecutable(GitTree tree, String path) {
        return kind(tree, path) == GitTree.Entry.Kind.EXECUTABLE;
    }

    private static GitTree.Entry.Kind kind(GitTree tree, String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        return tree.checkout(slash < 0 ? "" : path.substring(0, slash)).orElse(List.of()).stream()
                .filter(entry -> entry.path().equals(name))
                .map(GitTree.Entry::kind)
                .findFirst()
                .orElse(GitTree.Entry.Kind.FILE);
    }

    /// Writes the changed files into a folder.
    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, Changed> file : changed.entrySet()) {
            Path path = folder.resolve(file.getKey()).normalize();
            if (!path.startsWith(folder)) {
                throw PorticoException.invalid("'" + file.getKey() + "' leads out of the folder.");
            }
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().content());
            if (file.getValue().executable() && !path.toFile().setExecutable(true)) {
                throw new IOException("the file " + path.getFileName() + " can't be made so");
            }
        }
    }
}
