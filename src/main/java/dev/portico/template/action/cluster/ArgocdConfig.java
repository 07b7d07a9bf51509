package dev.portico.template.action.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/// Settings of steps that make Applications of Argo CD.
@ConfigMapping(prefix = "portico.template.argocd")
public interface ArgocdConfig {
    /// Namespace that Argo CD lives in.
    @WithDefault("argocd")
    String namespace();

    /// Address of the cluster that Applications deploy to, as Argo CD knows it.
    @WithDefault("https://kubernetes.default.svc")
    String destination();

    /// Argo CDs by the name that templates use for them (`argoInstance`).
    Map<String, Instance> instances();

    /// One Argo CD.
    interface Instance {
        /// Name of the cluster it runs in.
        String cluster();

        /// Namespace that it lives in.
        Optional<String> namespace();

        /// Address of the cluster that its Applications deploy to.
        Optional<String> destination();
    }
}
