package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.jspecify.annotations.Nullable;

/// Turns what JGit throws into sentences for people. The one place that knows its exceptions.
final class GitErrors {
    private GitErrors() {}

    /// What was tried at the far side.
    ///
    /// @param given what it was to sign in with when that was not the host's own token
    /// @param write whether it was to be written, not read
    record Attempt(RepoUrl url, GitHost host, @Nullable RemoteAccess given, boolean write) {
        RemoteAccess access() {
            return given == null ? RemoteAccess.of(host) : given;
        }

        private String cannot() {
            return url + " can't be " + (write ? "written" : "read") + ": ";
        }
    }

    /// What went wrong with the far side, or empty when the trouble is in the files here.
    static Optional<PorticoException> remote(Attempt attempt, Exception e) {
        RepoUrl url = attempt.url();
        PorticoException own = find(e, PorticoException.class);
        if (own != null) {
            return Optional.of(own);
        }
        if (find(e, NoRemoteRepositoryException.class) != null) {
            return Optional.of(notFound(attempt, e));
        }
        String text = messages(e);
        if (text.contains("host key")
                || text.contains("server key did not validate")
                || text.contains("known_hosts")) {
            return Optional.of(
                    failed(
                            attempt.cannot()
                                    + "the ssh key of "
                                    + url.authority()
                                    + " is not in known_hosts; add it, or set "
                                    + attempt.host()
                                            .tokenSetting()
                                            .replace(".token", ".known-hosts")
                                    + ".",
                            e));
        }
        if (refused(text)) {
            return Optional.of(
                    new PorticoException(
                            attempt.write() ? ErrorCode.FORBIDDEN : ErrorCode.UPSTREAM_FAILED,
                            signIn(attempt),
                            e));
        }
        if (text.contains(": 429")) {
            return Optional.of(
                    new PorticoException(
                            ErrorCode.RATE_LIMITED,
                            attempt.cannot() + "the host takes no more calls now; try again later.",
                            e));
        }
        return unreachable(attempt, e, text).map(why -> failed(why, e));
    }

    private static boolean refused(String text) {
        return text.contains("not authorized")
                || text.contains("authentication is required")
                || text.contains("authentication not supported")
                || text.contains("not permitted")
                || text.contains("403 forbidden")
                || text.contains("401 unauthorized")
                || text.contains("no more authentication methods")
                || text.contains("auth fail")
                || text.contains("permission denied");
    }

    private static String signIn(Attempt attempt) {
        if (attempt.url().scheme().equals("ssh")) {
            return attempt.cannot()
                    + "the host takes none of the ssh keys in ~/.ssh; add a key that may "
                    + (attempt.write() ? "write" : "read")
                    + " the repository.";
        }
        return attempt.cannot() + "the host " + attempt.access().refused() + ".";
    }

    private static PorticoException notFound(Attempt attempt, Exception e) {
        RepoUrl url = attempt.url();
        String hint =
                url.isLocal()
                        ? "."
                        : attempt.access().token().isPresent()
                                ? ", or the token of "
                                        + attempt.access().name()
                                        + " may not see it."
                                : ", or it is private and needs " + attempt.access().name() + ".";
        return new PorticoException(
                ErrorCode.NOT_FOUND, "There is no repository at " + url + hint, e);
    }

    private static Optional<String> unreachable(Attempt attempt, Exception e, String text) {
        RepoUrl url = attempt.url();
        String cannot = attempt.cannot();
        if (find(e, UnknownHostException.class) != null) {
            return Optional.of(cannot + "the host " + url.host() + " is not known.");
        }
        if (find(e, SocketTimeoutException.class) != null || text.contains("timed out")) {
            return Optional.of(cannot + url.authority() + " is too slow.");
        }
        if (find(e, ConnectException.class) != null || text.contains("connection refused")) {
            return Optional.of(cannot + url.authority() + " does not accept connections.");
        }
        SSLException tls = find(e, SSLException.class);
        if (tls != null) {
            return Optional.of(cannot + "TLS fails: " + tls.getMessage());
        }
        boolean cut =
                find(e, SocketException.class) != null
                        || find(e, InterruptedIOException.class) != null
                        || find(e, EOFException.class) != null
                        || text.contains("end of stream")
                        || text.contains("premature eof")
                        || text.contains("short read of block")
                        || text.contains("session.connect")
                        || text.contains("sshd")
                        || text.matches("(?s).*: [45]\\d\\d .*");
        return cut
                ? Optional.of(cannot + RepoUrl.withoutCredentials(deepest(e)))
                : Optional.empty();
    }

    /// For trouble in files of ours or of a local repository.
    static PorticoException unreadable(RepoUrl url, Exception e) {
        PorticoException own = find(e, PorticoException.class);
        return own != null ? own : failed(url + " can't be read: " + deepest(e), e);
    }

    static PorticoException failed(String message, @Nullable Exception e) {
        return new PorticoException(ErrorCode.UPSTREAM_FAILED, message, e);
    }

    private static String deepest(Throwable e) {
        Throwable at = e;
        while (at.getCause() != null && at.getCause() != at && at.getCause().getMessage() != null) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }

    private static String messages(Throwable e) {
        StringBuilder all = new StringBuilder();
        for (Throwable at = e; at != null; at = at.getCause()) {
            all.append(at.getMessage()).append('\n');
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
