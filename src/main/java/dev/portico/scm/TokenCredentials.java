package dev.portico.scm;

import dev.portico.platform.Secret;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/// Signs in with the token of one host, to that host only, and once: a token that was refused is
/// not tried again. A token may be written `user:token`.
final class TokenCredentials extends CredentialsProvider {
    private static final String ANY_USER = "oauth2";

    private final RepoUrl repository;
    private final Optional<Secret> token;
    private boolean refused;

    TokenCredentials(RepoUrl repository, Optional<Secret> token) {
        this.repository = repository;
        this.token = token;
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (CredentialItem item : items) {
            if (!(item instanceof CredentialItem.Username)
                    && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        if (token.isEmpty() || refused || !isOurs(uri) || !supports(items)) {
            return false;
        }
        String value = token.get().value();
        int colon = value.indexOf(':');
        for (CredentialItem item : items) {
            switch (item) {
                case CredentialItem.Username user ->
                        user.setValue(colon < 0 ? ANY_USER : value.substring(0, colon));
                case CredentialItem.Password password ->
                        password.setValue(value.substring(colon + 1).toCharArray());
                default -> throw new IllegalStateException(item.getClass().getName());
            }
        }
        return true;
    }

    @Override
    public void reset(URIish uri) {
        refused = true;
    }

    private boolean isOurs(URIish uri) {
        int port = uri.getPort() < 0 ? RepoUrl.defaultPort(uri.getScheme()) : uri.getPort();
        return repository.host().equalsIgnoreCase(uri.getHost())
                && repository.scheme().equals(uri.getScheme())
                && repository.effectivePort() == port;
    }
}
