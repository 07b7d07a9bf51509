package dev.portico.access.policy;

import dev.portico.access.Permission;
import dev.portico.access.PolicyProblem;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.PredicateParser;
import dev.portico.platform.Nearest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.cel.CelCompiler;
import dev.portico.platform.cel.CelExpression;
import dev.portico.platform.cel.CelType;
import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one policy document and finds all that is wrong with it. Pure.
public final class PolicyReader {
    /// The kind of policy documents.
    public static final String KIND = "Policy";

    private static final String API_VERSION = "portico.dev/v1";
    private static final Set<String> RULE_FIELDS =
            Set.of("name", "who", "may", "on", "when", "effect");
    private static final Set<String> WHO_FIELDS =
            Set.of("types", "users", "groups", "services", "ci", "claims");
    private static final CelCompiler COMPILER =
            new CelCompiler(Map.of("entity", CelType.MAP, "principal", CelType.MAP));

    private final List<PolicyProblem> problems = new ArrayList<>();

    private PolicyReader() {}

    /// A policy, of use only without problems.
    ///
    /// @param name for people
    record Reading(String name, List<PolicyRule> rules, List<PolicyProblem> problems) {
        Reading {
            rules = List.copyOf(rules);
            problems = List.copyOf(problems);
        }
    }

    /// What is wrong with a document.
    public static List<PolicyProblem> check(JsonObject document) {
        return read(document).problems();
    }

    static Reading read(JsonObject document) {
        PolicyReader reader = new PolicyReader();
        String name = document.object("metadata").text("name").orElse("");
        reader.envelope(document, name);
        List<PolicyRule> rules = new ArrayList<>();
        List<@Nullable Object> written = document.object("spec").list("rules");
        for (int i = 0; i < written.size(); i++) {
            String pointer = "/spec/rules/" + i;
            if (written.get(i) instanceof Map<?, ?> map) {
                JsonObject rule = JsonObject.of(map);
                String label = rule.text("name").orElse("rule " + (i + 1));
                reader.rule(name + ": " + label, rule, pointer, rules::add);
            } else {
                reader.problem(pointer, "A rule must be an object with who and may.");
            }
        }
        return new Reading(name, rules, reader.problems);
    }

    private void envelope(JsonObject document, String name) {
        if (!document.text("kind").orElse("").equals(KIND)) {
            problem("/kind", "The kind of a policy must be " + KIND + ".");
        }
        if (!document.text("apiVersion").orElse("").equals(API_VERSION)) {
            problem("/apiVersion", "The apiVersion of a policy must be " + API_VERSION + ".");
        }
        if (name.isBlank()) {
            problem("/metadata/name", "A policy needs a name.");
        }
        if (!(document.object("spec").value("rules") instanceof List<?>)) {
            problem("/spec/rules", "A policy needs a list of rules.");
        }
    }

    private void rule(String name, JsonObject rule, String pointer, Consumer<PolicyRule> found) {
        int before = problems.size();
        onlyFields(rule, RULE_FIELDS, pointer);
        Who who = who(rule, pointer);
        List<String> may = permissions(rule, pointer);
        EntityFilter on = on(rule, pointer);
        @Nullable CelExpression when = when(rule, may, pointer);
        String effect = rule.text("effect").orElse(rule.has("effect") ? "?" : "allow");
        if (!effect.equals("allow") && !effect.equals("deny")) {
            problem(pointer + "/effect", "The effect must be allow or deny.");
        }
        boolean limited = !on.equals(EntityFilter.ALL) || when != null;
        if (limited && !may.isEmpty() && Permission.all().stream().noneMatch(aboutOne(may))) {
            problem(
                    pointer + "/may",
                    "None of these permissions is asked about an entity, so the rule can't have on"
                            + " or when.");
        }
        if (problems.size() == before) {
            found.accept(new PolicyRule(name, who, may, on, when, effect.equals("deny")));
        }
    }

    private static Predicate<Permission> aboutOne(List<String> may) {
        return permission -> permission.onEntity() && may.stream().anyMatch(permission::matches);
    }

    private Who who(JsonObject rule, String pointer) {
        String at = pointer + "/who";
        JsonObject who = rule.object("who");
        onlyFields(who, WHO_FIELDS, at);
        if (who.isEmpty()) {
            problem(at, "A rule must say who it is about, as who: { types: [signed-in] }.");
        }
        Set<String> types = new HashSet<>(texts(who, "types", at, Function.identity()));
        types.stream()
                .filter(type -> !Who.TYPES.contains(type))
                .forEach(
                        type ->
                                problem(
                                        at + "/types",
                                        "There is no sort of callers '"
                                                + type
                                                + "'; there are "
                                                + String.join(", ", Who.TYPES)
                                                + "."));
        Set<String> members = new HashSet<>(texts(who, "users", at, text -> ref(text, "user")));
        members.addAll(texts(who, "groups", at, text -> ref(text, "group")));
        List<Pattern> services = texts(who, "services", at, Who::pattern);
        List<Pattern> repositories = texts(who, "ci", at, Who::pattern);
        Map<String, String> claims = new LinkedHashMap<>();
        if (who.has("claims") && who.object("claims").isEmpty()) {
            problem(at + "/claims", "claims must be an object of names and values.");
        }
        who.object("claims")
                .fields()
                .forEach(
                        (key, value) -> {
                            if (value == null || value instanceof Map || value instanceof List) {
                                problem(
                                        at + "/claims",
                                        "The claim '"
                                                + key
                                                + "' must be a text, number or boolean.");
                            } else {
                                claims.put(key, Who.text(value));
                            }
                        });
        return new Who(types, members, services, repositories, claims);
    }

    private static String ref(String text, String kind) {
        EntityRef ref = EntityRef.parse(text, kind, EntityRef.DEFAULT_NAMESPACE);
        if (!ref.kind().equals(kind)) {
            throw PorticoException.invalid(ref + " is no " + kind + ".");
        }
        return ref.toString();
    }

    private <T> List<T> texts(JsonObject in, String key, String at, Function<String, T> read) {
        List<T> values = new ArrayList<>();
        if (in.has(key) && (!(in.value(key) instanceof List<?> list) || list.isEmpty())) {
            problem(at + '/' + key, key + " must be a list that is not empty.");
        }
        for (@Nullable Object element : in.list(key)) {
            if (!(element instanceof String text) || text.isBlank()) {
                problem(at + '/' + key, "Each element of " + key + " must be a text.");
                continue;
            }
            try {
                values.add(read.apply(text));
            } catch (PorticoException e) {
                problem(at + '/' + key, e.text());
            }
        }
        return values;
    }

    private List<String> permissions(JsonObject rule, String pointer) {
        String at = pointer + "/may";
        List<String> names = texts(rule, "may", pointer, Function.identity());
        if (!rule.has("may")) {
            problem(at, "A rule must say what may be done, as may: [catalog.entity.read].");
        }
        for (String name : names) {
            if (Permission.all().stream().noneMatch(permission -> permission.matches(name))) {
                String hint =
                        Nearest.of(name, Permission.all().stream().map(Permission::name).toList())
                                .map(near -> " Did you mean " + near + "?")
                                .orElse("");
                problem(at, "There is no permission " + name + "." + hint);
            }
        }
        return names;
    }

    private EntityFilter on(JsonObject rule, String pointer) {
        String at = pointer + "/on";
        if (!rule.has("on")) {
            return EntityFilter.ALL;
        }
        JsonObject predicate = rule.object("on");
        if (predicate.isEmpty()) {
            problem(at, "on must be a predicate, as { kind: Component }; leave it out for all.");
            return EntityFilter.NONE;
        }
        try {
            EntityFilter filter = PredicateParser.parse(predicate);
            placeholders(filter, at);
            return filter;
        } catch (PorticoException e) {
            problem(at, e.text());
            return EntityFilter.NONE;
        }
    }

    private void placeholders(EntityFilter filter, String at) {
        switch (filter) {
            case EntityFilter.And(var parts) -> parts.forEach(part -> placeholders(part, at));
            case EntityFilter.Or(var parts) -> parts.forEach(part -> placeholders(part, at));
            case EntityFilter.Not(var part) -> placeholders(part, at);
            case EntityFilter.In(_, var values) -> values.forEach(it -> placeholder(it, at));
            case EntityFilter.Prefix(_, var prefix) -> placeholder(prefix, at);
            case EntityFilter.Related(_, var targets) -> {
                if (targets != null) {
                    targets.forEach(target -> placeholder(target, at));
                }
            }
            case EntityFilter.Kept kept -> placeholders(kept.part(), at);
            case EntityFilter.Exists _, EntityFilter.Refs _ -> {}
        }
    }

    private void placeholder(String value, String at) {
        if (value.startsWith("$") && !Principal.isKnown(value)) {
            problem(
                    at,
                    "There is no placeholder "
                            + value
                            + "; there are $principal.owns, $principal.name and"
                            + " $principal.claims.NAME.");
        }
    }

    private @Nullable CelExpression when(JsonObject rule, List<String> may, String pointer) {
        String at = pointer + "/when";
        if (!rule.has("when")) {
            return null;
        }
        boolean reads =
                Permission.all().stream()
                        .filter(permission -> may.stream().anyMatch(permission::matches))
                        .anyMatch(permission -> "read".equals(permission.action()));
        if (reads) {
            problem(
                    at,
                    "A rule about reading can't have when, since lists and counts are answered by"
                            + " filters; say it with on.");
        }
        try {
            return COMPILER.compile(rule.text("when").orElse(""), CelType.BOOL);
        } catch (PorticoException e) {
            problem(at, e.text());
            return null;
        }
    }

    private void onlyFields(JsonObject object, Set<String> known, String pointer) {
        for (String field : object.fields().keySet()) {
            if (!known.contains(field)) {
                problem(pointer + '/' + field, "There is no field " + field + " here.");
            }
        }
    }

    private void problem(String pointer, String message) {
        problems.add(new PolicyProblem(pointer, message));
    }
}
