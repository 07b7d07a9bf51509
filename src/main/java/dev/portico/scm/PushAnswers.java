package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.Locale;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/// Reads what the far side says of a pushed branch.
final class PushAnswers {
    private PushAnswers() {}

    static void require(RepoUrl url, String branch, RemoteRefUpdate update) {
        String said =
                update.getMessage() == null
                        ? ""
                        : " It says: " + RepoUrl.withoutCredentials(update.getMessage());
        switch (update.getStatus()) {
            case OK, UP_TO_DATE -> {}
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED ->
                    throw otherCommits(url, branch);
            case REJECTED_NODELETE, REJECTED_OTHER_REASON -> {
                if (said.toLowerCase(Locale.ROOT).matches(".*(stale info|already exists|lock).*")) {
                    throw otherCommits(url, branch);
                }
                throw new PorticoException(
                        ErrorCode.FORBIDDEN,
                        url + " does not take the branch " + branch + "." + said);
            }
            case NOT_ATTEMPTED, AWAITING_REPORT, NON_EXISTING ->
                    throw GitErrors.failed(
                            url
                                    + " can't be written: it does not say what became of the branch "
                                    + branch
                                    + "."
                                    + said,
                            null);
        }
    }

    static PorticoException otherCommits(RepoUrl url, String branch) {
        return new PorticoException(
                ErrorCode.CONFLICT,
                "The branch "
                        + branch
                        + " of "
                        + url
                        + " has other commits already; choose another branch or repository.");
    }
}
