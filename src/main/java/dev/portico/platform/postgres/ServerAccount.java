package dev.portico.platform.postgres;

import com.sun.security.auth.module.UnixSystem;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// As whom the server runs. PostgreSQL refuses root, so for root it runs in a user namespace of its
/// own (its files stay root's), or else as the owner of its files, or else as `nobody`.
///
/// @param prefix words in front of each of its commands
/// @param gives whose its files must be, null when they are the caller's
record ServerAccount(List<String> prefix, @Nullable Owner gives) {
    private static final Owner NOBODY = new Owner(65534, 65534);

    /// A user and group by number.
    record Owner(int user, int group) {}

    static ServerAccount choose(Path folder) throws IOException {
        return choose(folder, new UnixSystem().getUid() == 0, works(List.of("unshare", "-U")));
    }

    static ServerAccount choose(Path folder, boolean root, boolean namespaces) throws IOException {
        if (!root) {
            return new ServerAccount(List.of(), null);
        }
        int owner = Files.exists(folder) ? FolderOwner.owner(folder) : 0;
        if (owner != 0) {
            return as(new Owner(owner, FolderOwner.group(folder)));
        }
        if (namespaces) {
            return new ServerAccount(List.of("unshare", "-U"), null);
        }
        return as(NOBODY);
    }

    private static ServerAccount as(Owner owner) {
        List<String> prefix =
                List.of(
                        "setpriv",
                        "--reuid=" + owner.user(),
                        "--regid=" + owner.group(),
                        "--clear-groups");
        if (!works(prefix)) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' (package"
                            + " util-linux) works here; start Portico as an ordinary user, or set"
                            + " QUARKUS_DATASOURCE_JDBC_URL.");
        }
        return new ServerAccount(prefix, owner);
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        return Command.run(command).succeeded();
    }

    /// Whether this account can reach the folder; another user can't below root's home.
    boolean reaches(Path folder) throws IOException {
        if (gives == null) {
            return true;
        }
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above)
                    && FolderOwner.owner(above) != gives.user()
                    && !Files.getPosixFilePermissions(above)
                            .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /// Makes the files this account's own.
    void take(Path folder) throws IOException {
        if (gives != null) {
            FolderOwner.give(folder, gives.user(), gives.group());
        }
    }

    Command.Result run(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        return Command.run(command);
    }
}
