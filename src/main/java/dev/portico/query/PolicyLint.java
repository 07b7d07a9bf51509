package dev.portico.query;

import dev.portico.access.PolicyCheck;
import dev.portico.catalog.KindLint;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;

/// Keeps policies out that could not be used, so that the one that was good stays.
@Singleton
public final class PolicyLint implements KindLint {
    @Override
    public String kind() {
        return "Policy";
    }

    @Override
    public List<Remark> check(JsonObject document) {
        return PolicyCheck.check(document).stream()
                .map(it -> new Remark("wrong-policy", it.message(), it.pointer(), null))
                .toList();
    }

    @Override
    public boolean refuses() {
        return true;
    }

    @Override
    public String version() {
        return "1";
    }
}
