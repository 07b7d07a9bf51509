package dev.portico.access.session;

import dev.portico.access.ExternalUrl;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import dev.portico.access.issuer.LogoutTokens;
import dev.portico.access.store.SessionTable;
import dev.portico.access.store.SessionTable.Ended;
import dev.portico.access.store.SessionTable.NewSession;
import dev.portico.access.token.CredentialFollower;
import dev.portico.access.token.TokenText;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sessions of browsers. Each sign-in makes a new secret, so that nobody can know it before.
@Singleton
final class BrowserSessions implements SignIn {
    private static final Duration SESSION = Duration.ofHours(12);
    private static final Duration BORROWED = Duration.ofHours(1);
    private static final Duration LINK = Duration.ofMinutes(15);

    private final SessionTable table;
    private final CredentialFollower follower;
    private final ExternalUrl external;
    private final ProviderSignIn provided;
    private final SignInAudit audit;

    BrowserSessions(
            SessionTable table,
            CredentialFollower follower,
            ExternalUrl external,
            ProviderSignIn provided,
            SignInAudit audit) {
        this.table = table;
        this.follower = follower;
        this.external = external;
        this.provided = provided;
        this.audit = audit;
    }

    @Override
    public List<Provider> providers() {
        return provided.all();
    }

    @Override
    public Outcome finish(String provider) {
        return switch (audit.watched(provider, () -> provided.answer(provider))) {
            case ProviderSignIn.Known(Person person) -> open(person);
            case ProviderSignIn.Unknown(NoMatch nobody) -> {
                audit.noMatch(provider, nobody);
                yield nobody;
            }
        };
    }

    @Override
    public Link createAdminLink(Viewer by) {
        if (!by.admin() || by.scopes() != null) {
            throw audit.linkRefused(
                    by,
                    new PorticoException(
                            ErrorCode.FORBIDDEN,
                            "Only an admin makes links that sign in as admin."));
        }
        return makeLink(by);
    }

    /// For the start, when nobody can sign in.
    Link createAdminLink() {
        return makeLink(Viewer.LOCAL);
    }

    private Link makeLink(Viewer by) {
        String secret = TokenText.random();
        Instant until = table.insertLink(TokenText.hash(secret), LINK);
        audit.linkMade(by, until);
        return new Link(external.at("/sign-in/link?secret=" + secret), until);
    }

    @Override
    public Session takeAdminLink(String secret) {
        if (!table.takeLink(TokenText.hash(secret))) {
            throw audit.refused(
                    "link",
                    new PorticoException(
                            ErrorCode.UNAUTHENTICATED,
                            "This link was used, or is older than 15 minutes. Make another on the"
                                    + " host: ./portico admin-link"));
        }
        return open(
                new Person(Viewer.LOCAL.name(), true, List.of(), "admin link", null, null, null));
    }

    @Override
    public Session borrow(Viewer user) {
        if (user.type() != Viewer.Type.USER) {
            throw new PorticoException(
                    ErrorCode.UNAUTHENTICATED, "Only a user's token makes a cookie.");
        }
        if (user.scopes() != null) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "A token that is limited makes no cookie, which would not be.");
        }
        return open(
                new Person(user.name(), false, List.of(), user.credential(), null, null, null),
                BORROWED);
    }

    private Session open(Person person) {
        Session session = open(person, SESSION);
        audit.signedIn(person);
        return session;
    }

    /// Signs a browser in.
    private Session open(Person person, Duration validFor) {
        String secret = TokenText.random();
        table.insert(
                new NewSession(
                        TokenText.hash(secret),
                        UUID.randomUUID(),
                        person.subject(),
                        person.admin(),
                        person.groups(),
                        person.credential(),
                        person.provider(),
                        person.providerSubject(),
                        person.providerSession(),
                        validFor));
        follower.look();
        return new Session(secret, validFor);
    }

    @Override
    public void end(String cookie) {
        Optional<Ended> ended = table.delete(TokenText.hash(cookie));
        follower.look();
        ended.ifPresent(session -> audit.signedOut(session, "here"));
    }

    @Override
    public void endAt(String provider, String logoutToken) {
        LogoutTokens.Ended ended = provided.ended(provider, logoutToken);
        List<Ended> sessions = table.deleteOf(provider, ended.subject(), ended.session());
        follower.look();
        sessions.forEach(session -> audit.signedOut(session, "provider:" + provider));
    }
}
