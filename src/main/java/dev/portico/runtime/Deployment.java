package dev.portico.runtime;

import dev.portico.model.EntityRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What runs on a platform that Portico does not follow, as a CI job reported it.
///
/// @param environment name of the environment, `production`
/// @param version what was deployed there
/// @param commit the commit it was built from; null when not told
/// @param url where it or its run can be seen; null when not told
/// @param health as reported; UNKNOWN when not told
/// @param actor who reported it
public record Deployment(
        EntityRef entity,
        String environment,
        String version,
        @Nullable String commit,
        @Nullable String url,
        Health health,
        Instant at,
        String actor) {}
