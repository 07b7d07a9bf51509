package dev.portico.source.kubernetes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of Kubernetes clusters as sources.
@ConfigMapping(prefix = "portico.kubernetes")
public interface KubernetesConfig {
    /// Clusters to follow, beside those that documents name.
    List<Cluster> clusters();

    /// Folder of Cluster documents, watched.
    Optional<Path> clustersDir();

    /// Folder in which the files must lie that Cluster documents in Git name; without it they may
    /// name none.
    Optional<Path> credentialsDir();

    /// Whether a kubeconfig may run programs to log in.
    @WithDefault("false")
    boolean allowExec();

    /// Further kinds whose objects are workloads, as `group/version/Kind`.
    Optional<List<String>> workloads();

    /// Whether the cluster Secrets of Argo CD are read, for the name and address of its clusters.
    @WithDefault("false")
    boolean argocdClusterSecrets();

    /// One cluster.
    interface Cluster {
        /// Its name, as a name of an entity.
        String name();

        Optional<String> title();

        /// Who runs it, as `aws`.
        Optional<String> provider();

        /// Where it runs.
        Optional<String> region();

        /// `hub` or `spoke`.
        Optional<String> role();

        /// Labels of its Resource.
        Map<String, String> labels();

        /// Ref of the group or user that is responsible.
        Optional<String> owner();

        /// The namespaces to read; all by default.
        Optional<List<String>> namespaces();

        /// Whether steps of templates may apply objects to it.
        @WithDefault("false")
        boolean allowApply();

        /// The namespaces objects may be applied to, an ending `*` for any rest; those it reads by
        /// default.
        Optional<List<String>> applyNamespaces();

        /// The kinds of objects that may be applied, as `apps/Deployment` or `ConfigMap`; all by
        /// default.
        Optional<List<String>> applyKinds();

        /// The cluster Portico runs in, as its service account.
        @WithDefault("false")
        boolean inCluster();

        /// Path of a kubeconfig file.
        Optional<Path> kubeconfig();

        /// Context of the kubeconfig; its current one by default.
        Optional<String> context();

        /// Address of the API server.
        Optional<String> url();

        /// Certificates (PEM) that its certificate is checked with.
        Optional<Path> caFile();

        /// File of the token; read anew when it changes.
        Optional<Path> tokenFile();

        /// Does not check its certificate.
        @WithDefault("false")
        boolean insecure();
    }
}
