package dev.portico.access.token;

import dev.portico.access.Access;
import dev.portico.access.Permission;
import dev.portico.access.TokenInfo;
import dev.portico.access.Tokens;
import dev.portico.access.Verdict;
import dev.portico.access.Viewer;
import dev.portico.access.store.TokenRow;
import dev.portico.access.store.TokenTable;
import dev.portico.access.store.TokenTable.NewToken;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules of API tokens: who may make which, for whom and for how long.
@Singleton
final class ApiTokens implements Tokens {
    private static final Duration USUAL = Duration.ofDays(90);
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final int MAX_NAME = 100;
    private static final int MAX_PER_SUBJECT = 100;
    private static final Pattern SERVICE =
            Pattern.compile("service:[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

    private final TokenTable table;
    private final CredentialFollower follower;
    private final Access access;

    ApiTokens(TokenTable table, CredentialFollower follower, Access access) {
        this.table = table;
        this.follower = follower;
        this.access = access;
    }

    @Override
    public Made create(Wanted wanted, Viewer by) {
        String name = wanted.name().strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw PorticoException.invalid(
                    "The name of a token says what it is for, in 1 to 100 characters; this has "
                            + name.length()
                            + ".");
        }
        Duration validFor = Objects.requireNonNullElse(wanted.validFor(), USUAL);
        if (!validFor.isPositive() || validFor.compareTo(LONGEST) > 0) {
            throw PorticoException.invalid(
                    "A token may be good for at most 3660 days, and for more than none.");
        }
        String subject = subject(wanted.subject(), by);
        @Nullable List<String> scopes = scopes(wanted.scopes(), by);
        if (table.all().stream().filter(row -> row.subject().equals(subject)).count()
                >= MAX_PER_SUBJECT) {
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    subject + " has 100 tokens already; revoke those that nobody uses.");
        }
        String text = TokenText.create();
        TokenRow row =
                table.insert(
                        new NewToken(
                                UUID.randomUUID(),
                                TokenText.hash(text),
                                name,
                                subject,
                                scopes,
                                by.name(),
                                validFor));
        follower.look();
        return new Made(info(row), new Secret(text));
    }

    private String subject(@Nullable String wanted, Viewer by) {
        if (wanted == null || wanted.equals(by.name())) {
            if (by.type() != Viewer.Type.USER) {
                throw PorticoException.invalid(
                        "Say as whom the token calls: service: and a name, as service:deployer, or a"
                                + " user, as user:default/ann.");
            }
            return by.name();
        }
        if (wanted.startsWith("service:")) {
            if (!SERVICE.matcher(wanted).matches()) {
                throw PorticoException.invalid(
                        "'"
                                + wanted
                                + "' is no service; write service: and 1 to 63 small letters, digits,"
                                + " dots, dashes or underscores.");
            }
            access.require(by, Permission.TOKEN_MANAGE);
            return wanted;
        }
        EntityRef user = EntityRef.parse(wanted, "user", EntityRef.DEFAULT_NAMESPACE);
        if (!user.kind().equals("user")) {
            throw PorticoException.invalid(
                    "A token calls as a service or a user, and " + user + " is neither.");
        }
        if (!user.toString().equals(by.name()) && !by.admin()) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN, "Only an admin makes tokens that call as someone else.");
        }
        return user.toString();
    }

    private static @Nullable List<String> scopes(@Nullable List<String> wanted, Viewer by) {
        Viewer.@Nullable Scopes own = by.scopes();
        List<String> scopes = wanted == null ? List.of("*") : wanted;
        Scoping.of("The list of scopes", scopes);
        if (scopes.isEmpty()) {
            throw PorticoException.invalid("A token without any permission can do nothing.");
        }
        for (String scope : scopes) {
            if (own != null
                    && own.permissions().stream().noneMatch(wide -> Scoping.covers(wide, scope))) {
                throw new PorticoException(
                        ErrorCode.FORBIDDEN,
                        "A token may do no more than the one it is made with, which does not have "
                                + scope
                                + ".");
            }
        }
        return wanted;
    }

    @Override
    public List<TokenInfo> list(Viewer by) {
        boolean all = manages(by);
        return table.all().stream()
                .filter(row -> all || row.subject().equals(by.name()))
                .map(ApiTokens::info)
                .toList();
    }

    @Override
    public void revoke(String id, Viewer by) {
        boolean all = manages(by);
        TokenRow row =
                table.all().stream()
                        .filter(one -> one.id().toString().equals(id))
                        .filter(one -> all || one.subject().equals(by.name()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        PorticoException.notFound(
                                                "There is no token with the id "
                                                        + id
                                                        + " that "
                                                        + by.name()
                                                        + " may revoke."));
        table.delete(row.id());
        follower.look();
    }

    private boolean manages(Viewer by) {
        return access.verdict(by, Permission.TOKEN_MANAGE) instanceof Verdict.Allowed;
    }

    private static TokenInfo info(TokenRow row) {
        return new TokenInfo(
                row.id().toString(),
                row.name(),
                row.subject(),
                row.scopes(),
                row.createdBy(),
                row.createdAt(),
                row.expiresAt(),
                row.usedAt());
    }
}
