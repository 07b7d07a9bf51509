package dev.portico.access.policy;

import dev.portico.access.Access;
import dev.portico.access.AccessConfig;
import dev.portico.access.Considered;
import dev.portico.access.Directory;
import dev.portico.access.Permission;
import dev.portico.access.PolicyDocuments;
import dev.portico.access.Refusal;
import dev.portico.access.Verdict;
import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import dev.portico.platform.json.JsonObject;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What viewers may do, by the policies of the catalog, of the configuration and the one that ships
/// with the program. A document that can't be read counts as it was read last.
@Singleton
final class PolicyAccess implements Access {
    private final PolicyDocuments documents;
    private final Directory directory;
    private final PolicyFiles files;
    private volatile Held held;

    @Inject
    PolicyAccess(AccessConfig config, PolicyDocuments documents, Directory directory) {
        this(
                documents,
                directory,
                new PolicyFiles(config.defaultPolicy(), config.policyFiles().orElse(List.of())));
    }

    PolicyAccess(PolicyDocuments documents, Directory directory, PolicyFiles files) {
        this.documents = documents;
        this.directory = directory;
        this.files = files;
        this.held = new Held(1, -1, List.of(), Map.of(), new PolicyRules(List.of()));
    }

    /// @param version grows with each change
    /// @param catalog version of the catalog's documents
    /// @param ofFiles rules of the configuration
    /// @param byRef documents of the catalog and the rules they had when they were good
    private record Held(
            long version,
            long catalog,
            List<PolicyRule> ofFiles,
            Map<String, Good> byRef,
            PolicyRules rules) {}

    private record Good(JsonObject document, List<PolicyRule> rules) {}

    private Held held() {
        PolicyDocuments.Current current = documents.current();
        List<PolicyRule> ofFiles = files.rules();
        Held now = held;
        boolean fresh = now.catalog() == current.version() && now.ofFiles() == ofFiles;
        return fresh ? now : renew(current, ofFiles);
    }

    private synchronized Held renew(PolicyDocuments.Current current, List<PolicyRule> ofFiles) {
        Map<String, Good> byRef = new LinkedHashMap<>();
        List<PolicyRule> all = new ArrayList<>(ofFiles);
        current.documents()
                .forEach(
                        (ref, document) -> {
                            Good good = read(ref, document, held.byRef().get(ref));
                            byRef.put(ref, good);
                            all.addAll(good.rules());
                        });
        held =
                new Held(
                        held.version() + 1,
                        current.version(),
                        ofFiles,
                        byRef,
                        new PolicyRules(all));
        return held;
    }

    private static Good read(String ref, JsonObject document, @Nullable Good before) {
        if (before != null && before.document().equals(document)) {
            return before;
        }
        PolicyReader.Reading reading = PolicyReader.read(document);
        if (reading.problems().isEmpty()) {
            return new Good(document, reading.rules());
        }
        Log.warnf(
                "Policy not used ref=%s at=%s reason=%s",
                ref,
                reading.problems().getFirst().pointer(),
                reading.problems().getFirst().message());
        return new Good(document, before == null ? List.of() : before.rules());
    }

    @Override
    public Verdict verdict(Viewer viewer, Permission permission) {
        return held().rules().verdict(viewer, permission);
    }

    @Override
    public List<Considered> considered(Viewer viewer, Permission permission) {
        return held().rules().considered(viewer, permission);
    }

    @Override
    public EntityFilter readable(Viewer viewer) {
        return held().rules().readable(viewer);
    }

    @Override
    public void require(Viewer viewer, Permission permission) {
        String because =
                switch (verdict(viewer, permission)) {
                    case Verdict.Allowed _ -> "";
                    case Verdict.Denied denied -> denied.because();
                    case Verdict.When _ -> "Rules allow it on some entities only.";
                };
        if (!because.isEmpty()) {
            throw Refusal.of(viewer, permission, because);
        }
    }

    @Override
    public long version() {
        return held().version() + directory.version();
    }
}
