package dev.portico.template.action.fs;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `fs:rename`: moves files and folders.
@Singleton
final class FsRename extends TypedAction<FsRename.Input, TypedAction.Nothing> {
    record Input(@Describe("Files and folders to move, one after the other.") List<Move> files) {}

    record Move(
            @Describe("Where it is.") String from,
            @Describe("Where it is to be.") String to,
            @Describe("Whether what is there already goes; without it that is a failure.")
                    @Nullable Boolean overwrite) {}

    FsRename() {
        super(
                new About<>(
                        "fs:rename",
                        "Renames and moves files and folders of the workspace.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        for (Move move : input.files()) {
            if (move.from().isEmpty() || move.to().isEmpty()) {
                throw PorticoException.invalid("Each of files must have a from and a to.");
            }
            run(move, context);
            context.log("File " + move.from() + " renamed to " + move.to() + " successfully");
        }
        return Outcome.Done.NOTHING;
    }

    private static void run(Move move, ActionContext context) throws IOException {
        Path from = context.workspace().resolve(move.from());
        Path to = context.workspace().resolve(move.to());
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw PorticoException.notFound(
                    "There is nothing at '" + move.from() + "' that could be renamed.");
        }
        if (from.equals(to)) {
            return;
        }
        if (to.startsWith(from) || from.startsWith(to)) {
            throw PorticoException.invalid(
                    "'"
                            + move.from()
                            + "' can't be renamed to '"
                            + move.to()
                            + "': one of them is in the other.");
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            if (!Boolean.TRUE.equals(move.overwrite())) {
                throw new PorticoException(
                        ErrorCode.CONFLICT,
                        "'"
                                + move.from()
                                + "' can't be renamed to '"
                                + move.to()
                                + "': that exists already; set overwrite: true to replace it.");
            }
            WorkspaceFiles.delete(context.workspace(), to);
        }
        Files.createDirectories(to.getParent());
        Files.move(from, to);
    }
}
