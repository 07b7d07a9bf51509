package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformApi;
import dev.portico.runtime.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A composite resource definition (XRD) of Crossplane v1 or v2.
///
/// @param claim the kind of its claims; empty when it offers none
/// @param established true when its kinds are served
record Xrd(PlatformApi api, Optional<Interest> claim, boolean established, Optional<Draft> draft) {
    static Xrd read(String cluster, ResourceKind kind, ObjectKey key, JsonObject object) {
        JsonObject spec = object.object("spec");
        List<Condition> conditions = Conditions.of(object.object("status"));
        String group = spec.text("group").orElse("");
        String claimKind = spec.object("claimNames").text("kind").orElse("");
        PlatformApi api =
                new PlatformApi(
                        key,
                        group,
                        spec.object("names").text("kind").orElse(""),
                        claimKind,
                        scope(kind, spec),
                        versions(spec),
                        verdict(conditions, claimKind),
                        conditions);
        return new Xrd(
                api,
                claimKind.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Interest(group, claimKind)),
                Conditions.has(conditions, "Established", "True"),
                ApiDrafts.of(cluster, api, object));
    }

    Interest composite() {
        return new Interest(api.group(), api.kind());
    }

    boolean isNamespaced() {
        return api.scope().equals("Namespaced");
    }

    private static String scope(ResourceKind kind, JsonObject spec) {
        return spec.text("scope")
                .orElse(kind.version().startsWith("v1") ? "LegacyCluster" : "Namespaced");
    }

    /// Served versions, the one that Compositions refer to first.
    private static List<String> versions(JsonObject spec) {
        List<String> versions = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            spec.objects("versions").stream()
                    .filter(version -> isTrue("served").test(version))
                    .filter(version -> isTrue("referenceable").test(version) == first)
                    .flatMap(version -> version.text("name").stream())
                    .forEach(versions::add);
        }
        return List.copyOf(versions);
    }

    static Predicate<JsonObject> isTrue(String field) {
        return object -> Boolean.TRUE.equals(object.value(field));
    }

    private static Verdict verdict(List<Condition> conditions, String claimKind) {
        Optional<Condition> established = Conditions.find(conditions, "Established");
        if (established.isEmpty()) {
            return Standing.progressing("has not been established yet");
        }
        if (!established.get().status().equals("True")) {
            return established.get().reason().startsWith("Terminating")
                    ? Standing.progressing("is being deleted")
                    : Standing.degraded(
                            "is not established: " + Conditions.words(established.get()));
        }
        Optional<Condition> offered = Conditions.find(conditions, "Offered");
        if (!claimKind.isEmpty()
                && offered.filter(condition -> condition.status().equals("False")).isPresent()) {
            return Standing.degraded("claims are not offered: " + Conditions.words(offered.get()));
        }
        return Verdict.HEALTHY;
    }
}
