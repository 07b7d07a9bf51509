package dev.portico.app.demo;

import dev.portico.app.demo.DemoCompany.Team;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.RepositoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes the Git repositories of `./portico --demo`, once: one a team, `org` for people, and one
/// left over. They hold what goes wrong in real ones: two broken files, one conflict, and a
/// CODEOWNERS that disagrees with the owner.
public final class DemoRepositories {
    private static final String ORG = "org";
    private static final String BROKEN_YAML = "services/query-log/catalog-info.yaml";
    private static final String BROKEN_SPEC = "services/sensor-ingest/catalog-info.yaml";

    private final Path folder;
    private final DemoCompany company = DemoCompany.read();
    private final DemoFiles files;

    public DemoRepositories(Path folder, long seed) {
        this.folder = folder;
        this.files = new DemoFiles(company, seed);
    }

    /// Makes those that are not there yet; what a person changed stays.
    public void create() {
        try {
            Files.createDirectories(folder);
            write(ORG, Map.of("catalog-info.yaml", new DemoPeople(company).yaml()));
            for (Team team : company.teams()) {
                write(team.name(), withFaults(team));
            }
            write("legacy-billing", legacyBilling());
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The demo repositories can't be made in %s: %s".formatted(folder, e),
                    e);
        }
    }

    private Map<String, String> withFaults(Team team) {
        Map<String, String> repository = new LinkedHashMap<>(files.repository(team));
        repository.computeIfPresent(
                BROKEN_YAML,
                (_, yaml) -> yaml.replace("  title: Query Log", "   title: Query Log"));
        repository.computeIfPresent(
                BROKEN_SPEC, (_, yaml) -> yaml.replaceFirst("(?m)^  lifecycle: .*\n", ""));
        if (team.name().equals("payments")) {
            repository.put(
                    "CODEOWNERS",
                    """
                    *                          @acme/payments
                    /services/dunning-service/ @acme/finance
                    """);
        }
        return repository;
    }

    /// Declares the invoices once more, although the finance team has taken them over.
    private static Map<String, String> legacyBilling() {
        return Map.of(
                "catalog-info.yaml",
                """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata:
                  name: invoice-service
                  description: The old home of the invoices, never cleaned up.
                  tags: [java]
                spec:
                  type: service
                  lifecycle: deprecated
                  owner: payments
                  system: payment-processing
                """);
    }

    private void write(String name, Map<String, String> content) throws IOException {
        Path repository = folder.resolve(name);
        if (!Files.exists(repository.resolve(".git"))) {
            RepositoryWriter.create(repository, content, "Describe what we run");
        }
    }
}
