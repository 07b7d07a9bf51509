package dev.portico.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/// The program with callers by [RoleViewer] and a policy that hides something from somebody.
public final class RoleProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(RoleViewer.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("portico.access.policy-files", "src/test/resources/access/hidden.yaml");
    }
}
