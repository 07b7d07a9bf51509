package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Policy;
import dev.portico.runtime.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads policies of Kyverno: those of `kyverno.io` with their rules, and those of
/// `policies.kyverno.io`, one kind for each task.
final class PolicyReader {
    private static final String ANNOTATIONS = "policies.kyverno.io/";
    private static final int MOST_RULES = 200;
    private static final Map<String, String> SUCCESSORS =
            Map.of(
                    "validate", "ValidatingPolicy",
                    "mutate", "MutatingPolicy",
                    "generate", "GeneratingPolicy",
                    "verifyImages", "ImageValidatingPolicy");
    private static final Set<String> DENYING =
            Set.of(
                    "ValidatingPolicy",
                    "NamespacedValidatingPolicy",
                    "ImageValidatingPolicy",
                    "NamespacedImageValidatingPolicy");

    private PolicyReader() {}

    static Policy read(ResourceKind kind, ObjectKey key, JsonObject object) {
        JsonObject annotations = object.object("metadata").object("annotations");
        boolean legacy = kind.group().equals("kyverno.io");
        return new Policy(
                key,
                kind.apiVersion(),
                text(annotations, "title"),
                text(annotations, "category"),
                text(annotations, "severity").toLowerCase(Locale.ROOT),
                Texts.cut(text(annotations, "description"), Texts.ANNOTATION),
                String.join(", ", legacy ? legacyModes(object) : modes(kind, object)),
                rules(object),
                verdict(object),
                legacy ? deprecated(kind, object) : "");
    }

    private static String text(JsonObject annotations, String name) {
        return Texts.cut(annotations.text(ANNOTATIONS + name).orElse("").strip(), Texts.ANNOTATION);
    }

    private static List<String> rules(JsonObject object) {
        return object.object("spec").objects("rules").stream()
                .flatMap(rule -> rule.text("name").stream())
                .limit(MOST_RULES)
                .toList();
    }

    /// That of the whole policy holds for rules without their own; the default is to audit.
    private static Set<String> legacyModes(JsonObject object) {
        JsonObject spec = object.object("spec");
        String whole = spec.text("validationFailureAction").orElse("audit");
        Set<String> modes = new TreeSet<>();
        for (JsonObject rule : spec.objects("rules")) {
            List<JsonObject> checks = new ArrayList<>(rule.objects("verifyImages"));
            if (rule.has("validate")) {
                checks.add(rule.object("validate"));
            }
            for (JsonObject check : checks) {
                modes.add(check.text("failureAction").orElse(whole).toLowerCase(Locale.ROOT));
            }
        }
        return modes;
    }

    /// Policies that admit or deny do deny when they do not say what else.
    private static Set<String> modes(ResourceKind kind, JsonObject object) {
        Set<String> modes = new TreeSet<>();
        for (String action : object.object("spec").texts("validationActions")) {
            modes.add(action.toLowerCase(Locale.ROOT));
        }
        return modes.isEmpty() && DENYING.contains(kind.kind()) ? Set.of("deny") : modes;
    }

    private static Verdict verdict(JsonObject object) {
        JsonObject status = object.object("status");
        JsonObject own = status.object("conditionStatus");
        if (own.value("ready") instanceof Boolean ready) {
            String message = own.text("message").orElse("");
            return ready
                    ? Verdict.HEALTHY
                    : Standing.degraded(message.isEmpty() ? unready(own) : message);
        }
        Optional<Condition> ready = Conditions.find(Conditions.of(status), "Ready");
        if (ready.isPresent()) {
            return ready.get().status().equals("True")
                    ? Verdict.HEALTHY
                    : Standing.degraded("not ready: " + Conditions.words(ready.get()));
        }
        if (status.value("ready") instanceof Boolean simple) {
            return simple ? Verdict.HEALTHY : Standing.degraded("not ready");
        }
        return Standing.unknown("Kyverno has not said whether it is ready");
    }

    private static String unready(JsonObject own) {
        return Conditions.of(own).stream()
                .filter(condition -> condition.status().equals("False"))
                .findFirst()
                .map(condition -> condition.type() + ": " + Conditions.words(condition))
                .orElse("not ready");
    }

    private static String deprecated(ResourceKind kind, JsonObject object) {
        Set<String> successors = new TreeSet<>();
        if (kind.kind().contains("Cleanup")) {
            successors.add("DeletingPolicy");
        }
        for (JsonObject rule : object.object("spec").objects("rules")) {
            SUCCESSORS.forEach(
                    (task, successor) -> {
                        if (rule.has(task)) {
                            successors.add(successor);
                        }
                    });
        }
        return kind.kind()
                + " of kyverno.io is deprecated since Kyverno 1.17; use "
                + (successors.isEmpty() ? "the policies" : String.join(", ", successors))
                + " of policies.kyverno.io instead.";
    }
}
