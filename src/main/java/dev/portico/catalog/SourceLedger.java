package dev.portico.catalog;

import dev.portico.catalog.store.ReadLedger;
import dev.portico.model.EntityRef;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What sources have said so far. UNAVAILABLE while the database is away.
@Singleton
public final class SourceLedger {
    private final ReadLedger ledger;

    public SourceLedger(ReadLedger ledger) {
        this.ledger = ledger;
    }

    /// Files a source has read, by location.
    public Map<String, FileRead> reads(String source) {
        return ledger.reads(source);
    }

    /// What a source declares in some locations.
    public List<Declared> declared(String source, Collection<String> locations) {
        return ledger.declared(source, locations);
    }

    /// Refs a source declares, sorted.
    public List<EntityRef> refs(String source) {
        return ledger.refs(source);
    }

    /// Documents of a source that were kept out, by location and document.
    public List<Rejection> rejections(String source, int limit) {
        return ledger.rejections(source, limit);
    }

    /// Rejected documents that would have been this ref, by source.
    public Map<String, List<Rejection>> rejections(EntityRef ref) {
        return ledger.rejections(ref);
    }

    /// Every declaration of a ref; the primary one first.
    public List<Statement> statements(EntityRef ref) {
        return ledger.statements(ref);
    }

    /// How many entities there are of each of these kinds (lower case); none is left out.
    public Map<String, Long> countByKind(Collection<String> kinds) {
        return ledger.countByKind(kinds);
    }

    /// Declarations that lost to an earlier one of the same class.
    public List<Statement> conflicts(String source, int limit) {
        return ledger.conflicts(source, limit);
    }
}
