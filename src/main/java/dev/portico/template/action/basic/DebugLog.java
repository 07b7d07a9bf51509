package dev.portico.template.action.basic;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonRecords;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.Workspace;
import dev.portico.template.action.fs.WorkspaceFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `debug:log`: logs its input, a message, and what is in the workspace.
@Singleton
final class DebugLog extends TypedAction<DebugLog.Input, TypedAction.Nothing> {
    /// Characters of a listing; what is beyond is left out.
    private static final int MAX_LISTING = 100_000;

    record Input(
            @Describe("What to log.") @Nullable String message,
            @Describe(
                            value =
                                    "Whether files of the workspace are listed: true or"
                                            + " with-filenames for their names, with-contents for"
                                            + " what is in them too.",
                            types = {"boolean", "string"})
                    @Nullable Object listWorkspace) {}

    DebugLog() {
        super(
                new About<>(
                        "debug:log",
                        "Logs a message and, if wanted, the files of the workspace.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        context.log(JsonValues.toJson(JsonRecords.toObject(input), "  "));
        if (input.message() != null && !input.message().isEmpty()) {
            context.log(input.message());
        }
        switch (String.valueOf(input.listWorkspace())) {
            case "null", "false" -> {}
            case "true", "with-filenames" -> context.log(listing(context.workspace(), false));
            case "with-contents" -> context.log(listing(context.workspace(), true));
            default ->
                    throw PorticoException.invalid(
                            "listWorkspace is '"
                                    + input.listWorkspace()
                                    + "'; it may be true, false, with-filenames or"
                                    + " with-contents.");
        }
        return Outcome.Done.NOTHING;
    }

    private static String listing(Workspace workspace, boolean contents) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(workspace.root())) {
            files =
                    all.filter(it -> !Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .toList();
        }
        StringBuilder listing = new StringBuilder("Workspace:");
        for (Path file : files) {
            if (listing.length() > MAX_LISTING) {
                listing.append("\n  … and more");
                break;
            }
            String name = WorkspaceFiles.name(workspace, file);
            listing.append("\n  - ").append(name);
            if (contents) {
                listing.append(":\n\n  ").append(content(workspace, name));
            }
        }
        return listing.toString();
    }

    private static String content(Workspace workspace, String name) throws IOException {
        try {
            String text = WorkspaceFiles.text(workspace, name);
            return text.substring(0, Math.min(text.length(), MAX_LISTING));
        } catch (PorticoException e) {
            return "(" + e.text() + ")";
        }
    }
}
