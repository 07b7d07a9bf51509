package dev.portico.template.action.fs;

import dev.portico.template.action.Action;
import java.util.List;

/// Makes the actions on files where nothing injects them.
public final class FsActions {
    private FsActions() {}

    public static List<Action> all() {
        return List.of(
                new FsAppend(),
                new FsDelete(),
                new FsRead(),
                new FsReaddir(),
                new FsRename(),
                new FsReplace(),
                new FsWrite(),
                new ZipFolder());
    }
}
