package dev.portico.access.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.access.Audit;
import dev.portico.access.AuditResult;
import dev.portico.access.CiJob;
import dev.portico.access.CiRepositories;
import dev.portico.access.Viewer;
import dev.portico.access.store.RepositoryTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Trusts the number that comes first. What was found good is known for a minute, and while the
/// database is away for as long as that takes.
@Singleton
final class RepositoryNumbers implements CiRepositories {
    private static final int REMEMBERED = 20_000;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final RepositoryTable table;
    private final Audit audit;
    private final Clock clock;
    private final Cache<Number, Long> good = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    RepositoryNumbers(RepositoryTable table, Audit audit, Clock clock) {
        this.table = table;
        this.audit = audit;
        this.clock = clock;
    }

    private record Number(String issuer, String url, String id) {
        static Number of(CiJob job) {
            return new Number(job.issuer(), lower(job.repositoryUrl()), job.repositoryId());
        }
    }

    private static String lower(String url) {
        return url.strip().toLowerCase(Locale.ROOT).replaceFirst("(\\.git)?/*$", "");
    }

    @Override
    public boolean isKnown(CiJob job) {
        @Nullable Long at = good.getIfPresent(Number.of(job));
        return at != null && clock.millis() - at < FRESH.toMillis();
    }

    @Override
    public void require(Viewer caller, CiJob job) {
        Number number = Number.of(job);
        String known;
        try {
            known = table.numberOf(number.issuer(), number.url(), number.id());
        } catch (PorticoException e) {
            if (e.code() == ErrorCode.UNAVAILABLE && good.getIfPresent(number) != null) {
                return;
            }
            throw e;
        }
        if (!known.equals(number.id())) {
            good.invalidate(number);
            throw refused(caller, number, known);
        }
        good.put(number, clock.millis());
    }

    private PorticoException refused(Viewer caller, Number number, String known) {
        String why =
                "The repository %s is known by the number %s, and the token is of number %s: another one by the same name. If that is meant, an admin says so: ./portico repositories accept %s %s"
                        .formatted(number.url(), known, number.id(), number.url(), number.id());
        if (table.refuse(number.issuer(), number.url(), number.id())) {
            audit.record(
                    new Audit.Entry(
                            caller,
                            Audit.CREDENTIAL,
                            "repository:" + number.url(),
                            AuditResult.REFUSED,
                            why,
                            JsonObject.EMPTY.with("known", known).with("refused", number.id())));
        }
        return new PorticoException(ErrorCode.FORBIDDEN, why);
    }

    @Override
    public List<Refused> refused() {
        return table.refused();
    }

    @Override
    public void accept(String url, String id) {
        String repository = lower(url);
        if (id.isBlank()) {
            throw PorticoException.invalid("The number of the repository at its host is missing.");
        }
        if (!table.accept(repository, id.strip())) {
            throw PorticoException.notFound(
                    "No CI job of %s was refused for the number %s; ./portico repositories tells what was."
                            .formatted(repository, id.strip()));
        }
    }
}
