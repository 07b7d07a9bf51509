package dev.portico.runtime;

import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.runtime.store.DeploymentTable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks what CI jobs report and keeps it.
@Singleton
final class ReportedDeployments implements Deployments {
    private static final int TEXT_LENGTH = 200;
    private static final int URL_LENGTH = 2_000;
    private static final int AT_ONCE = 100;

    private final CatalogQuery catalog;
    private final DeploymentTable table;

    ReportedDeployments(CatalogQuery catalog, DeploymentTable table) {
        this.catalog = catalog;
        this.table = table;
    }

    @Override
    public void report(List<Deployment> deployments) {
        if (deployments.size() > AT_ONCE) {
            throw PorticoException.invalid(
                    "There are "
                            + deployments.size()
                            + " deployments; at most "
                            + AT_ONCE
                            + " can be reported at once.");
        }
        for (Deployment deployment : deployments) {
            required("environment", deployment.environment());
            required("version", deployment.version());
            atMost("commit", deployment.commit(), TEXT_LENGTH);
            url(deployment.url());
            if (catalog.find(deployment.entity()).isEmpty()) {
                throw PorticoException.notFound("There is no entity " + deployment.entity() + ".");
            }
        }
        if (!deployments.isEmpty()) {
            table.save(deployments);
        }
    }

    private static void required(String field, String value) {
        if (value.isBlank()) {
            throw PorticoException.invalid("The deployment's " + field + " is empty.");
        }
        atMost(field, value, TEXT_LENGTH);
    }

    private static void atMost(String field, @Nullable String value, int length) {
        if (value != null && value.length() > length) {
            throw PorticoException.invalid(
                    "The deployment's %s has %d characters; at most %d are kept."
                            .formatted(field, value.length(), length));
        }
        if (value != null && value.chars().anyMatch(Character::isISOControl)) {
            throw PorticoException.invalid(
                    "The deployment's " + field + " has a control character.");
        }
    }

    private static void url(@Nullable String url) {
        atMost("url", url, URL_LENGTH);
        if (url != null) {
            try {
                String scheme = URI.create(url).getScheme();
                if ("https".equals(scheme) || "http".equals(scheme)) {
                    return;
                }
            } catch (IllegalArgumentException _) {
                // told below
            }
            throw PorticoException.invalid(
                    "The deployment's url '" + url + "' is no http or https URL.");
        }
    }
}
