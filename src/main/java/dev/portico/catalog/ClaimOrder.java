package dev.portico.catalog;

import dev.portico.model.Claim;
import dev.portico.platform.PorticoException;
import java.util.HashSet;
import java.util.List;

/// Which kinds of sources of claims count before others. Data: `portico.claim.order`.
///
/// @param sources names, the strongest first; one that is not named counts last
public record ClaimOrder(List<String> sources) {
    /// A person in the portal.
    public static final String PORTAL = "portal";

    /// A job of a CI system.
    public static final String CI = "ci";

    /// The entity's own document.
    public static final String FILE = "file";

    public static final String CODEOWNERS = "codeowners";

    /// A declaration of a cluster: its labels, annotations, namespaces.
    public static final String KUBERNETES = "kubernetes";

    /// What holds when nobody says more.
    public static final String DEFAULT = "default";

    /// What the catalog derives from declarations; nobody else may speak as these.
    public static final List<String> DERIVED = List.of(FILE, KUBERNETES);

    private static final int STEP = 10;
    private static final List<String> ALL =
            List.of(PORTAL, CI, FILE, CODEOWNERS, KUBERNETES, DEFAULT);

    public static final ClaimOrder STANDARD = new ClaimOrder(ALL);

    public ClaimOrder {
        sources = List.copyOf(sources);
    }

    /// INVALID_INPUT when a name is unknown, comes twice, or `file` is missing.
    public static ClaimOrder of(List<String> names) {
        List<String> clean = names.stream().map(String::strip).toList();
        for (String name : clean) {
            if (!ALL.contains(name)) {
                throw PorticoException.invalid(
                        "portico.claim.order names '"
                                + name
                                + "', which is no source of claims; there are "
                                + String.join(", ", ALL)
                                + ".");
            }
        }
        if (new HashSet<>(clean).size() < clean.size() || !clean.contains(FILE)) {
            throw PorticoException.invalid(
                    "portico.claim.order must name each source once, and 'file' among them.");
        }
        return new ClaimOrder(clean);
    }

    /// See [Claim#precedence()].
    public int precedence(String source) {
        int index = sources.indexOf(source);
        int place = index < 0 ? sources.size() : index;
        return Claim.DECLARED + STEP * (place - sources.indexOf(FILE));
    }

    @Override
    public String toString() {
        return String.join(",", sources);
    }
}
