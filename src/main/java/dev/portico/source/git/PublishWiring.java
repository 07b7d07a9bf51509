package dev.portico.source.git;

import dev.portico.platform.PlatformConfig;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitRemote;
import dev.portico.scm.HostApis;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Puts together, from the settings of Git, what writes to Git hosts.
final class PublishWiring {
    @Produces
    @Singleton
    GitPublisher publisher(GitRemote remote, PlatformConfig platform) {
        return new GitPublisher(remote, DataFolders.local(platform), DataFolders.scratch(platform));
    }

    @Produces
    @Singleton
    HostApis apis(GitRemote remote, GitConfig config, OutgoingPolicy policy) {
        return new HostApis(remote.hosts(), policy, config.timeout());
    }

    void close(@Disposes HostApis apis) {
        apis.close();
    }
}
