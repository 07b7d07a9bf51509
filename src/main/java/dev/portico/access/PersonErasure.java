package dev.portico.access;

import dev.portico.access.store.AuditTable;
import dev.portico.access.store.CredentialErasure;
import dev.portico.platform.PorticoException;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/// Goes through all that has rows: first credentials, so that nothing new is written by them, last
/// the audit.
@Singleton
final class PersonErasure implements Privacy {
    private static final int LEAST = 5;
    private static final int PSEUDONYM_BYTES = 8;

    private final List<Erasable> parts;
    private final CredentialErasure credentials;
    private final AuditTable audit;
    private final SecureRandom random = new SecureRandom();

    PersonErasure(@All List<Erasable> parts, CredentialErasure credentials, AuditTable audit) {
        this.parts = List.copyOf(parts);
        this.credentials = credentials;
        this.audit = audit;
    }

    @Override
    public Result erase(Wanted wanted) {
        if (!wanted.user().kind().equals("user")) {
            throw PorticoException.invalid(
                    wanted.user() + " is no person; the ref of one is as user:default/jane.");
        }
        TreeSet<String> texts = new TreeSet<>();
        for (String text : wanted.also()) {
            if (text.strip().length() < LEAST) {
                throw PorticoException.invalid(
                        "What a person is also known by has %d characters or more, or it would stand in other words, too; '%s' has less."
                                .formatted(LEAST, text.strip()));
            }
            texts.add(text.strip());
        }
        parts.forEach(part -> texts.addAll(part.alsoKnownAs(wanted.user())));
        Erasure person = new Erasure(wanted.user(), texts, pseudonym(), wanted.dryRun());
        Erased erased = credentials.erase(person);
        for (Erasable part : parts) {
            erased = erased.and(part.erase(person));
        }
        return new Result(person.pseudonym(), erased.and(audit.erase(person)));
    }

    private String pseudonym() {
        byte[] bytes = new byte[PSEUDONYM_BYTES];
        random.nextBytes(bytes);
        return "user:erased/" + HexFormat.of().formatHex(bytes);
    }
}
