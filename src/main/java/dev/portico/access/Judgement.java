package dev.portico.access;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Weighs what the policies say about one entity.
@Singleton
final class Judgement {
    private final Access access;
    private final Entities entities;

    Judgement(Access access, Entities entities) {
        this.access = access;
        this.entities = entities;
    }

    boolean reads(Viewer viewer, EntityRef entity) {
        return entities.matches(entity, access.readable(viewer));
    }

    /// Why a permission is not given on an entity; empty when it is.
    String objection(Viewer viewer, Permission permission, EntityRef entity) {
        return switch (access.verdict(viewer, permission)) {
            case Verdict.Allowed _ -> "";
            case Verdict.Denied denied -> denied.because();
            case Verdict.When when -> objection(when, entity);
        };
    }

    private String objection(Verdict.When when, EntityRef entity) {
        for (Verdict.Rule refusal : when.refusals()) {
            if (lack(refusal, entity).isEmpty()) {
                return "The rule '" + refusal.name() + "' forbids it here.";
            }
        }
        for (Verdict.Rule grant : when.grants()) {
            if (lack(grant, entity).isEmpty()) {
                return "";
            }
        }
        List<String> names = when.grants().stream().map(Verdict.Rule::name).toList();
        return "Only these rules would allow it, and none holds here: '"
                + String.join("', '", names)
                + "'.";
    }

    /// Why a rule does not hold for an entity; empty when it does.
    private String lack(Verdict.Rule rule, EntityRef entity) {
        if (!entities.matches(entity, rule.filter())) {
            return "The entity is none of those it is about (on).";
        }
        @Nullable Predicate<Entity> condition = rule.condition();
        return condition == null || entities.find(entity).filter(condition).isPresent()
                ? ""
                : "Its condition does not hold (when).";
    }

    /// Everything there is to say.
    ///
    /// @param entity null to ask about no entity
    Explanation explain(Viewer viewer, Permission permission, @Nullable EntityRef entity) {
        List<Explanation.Line> lines = new ArrayList<>();
        for (Considered each : access.considered(viewer, permission)) {
            String why = why(each, entity);
            lines.add(new Explanation.Line(each.rule(), each.denies(), why.isEmpty(), why));
        }
        String objection = entity == null ? "" : objectionTo(viewer, permission, entity);
        if (entity == null) {
            objection =
                    switch (access.verdict(viewer, permission)) {
                        case Verdict.Allowed _ -> "";
                        case Verdict.Denied denied -> denied.because();
                        case Verdict.When _ -> "It is allowed on some entities; ask about one.";
                    };
        }
        return new Explanation(
                viewer.name(),
                permission.name(),
                Optional.ofNullable(entity).map(EntityRef::toString).orElse(null),
                objection.isEmpty(),
                objection.isEmpty() ? allowing(viewer, permission, lines) : objection,
                lines);
    }

    private String objectionTo(Viewer viewer, Permission permission, EntityRef entity) {
        if (!entities.matches(entity, EntityFilter.ALL)) {
            return "There is no entity " + entity + ".";
        }
        return reads(viewer, entity)
                ? objection(viewer, permission, entity)
                : viewer.name() + " may not read the entity, so nothing can be done with it.";
    }

    private String allowing(Viewer viewer, Permission permission, List<Explanation.Line> lines) {
        if (access.verdict(viewer, permission) instanceof Verdict.Allowed allowed) {
            return allowed.because();
        }
        return lines.stream()
                .filter(line -> line.holds() && !line.denies())
                .findFirst()
                .map(line -> "The rule '" + line.rule() + "' allows it.")
                .orElse("");
    }

    private String why(Considered each, @Nullable EntityRef entity) {
        Verdict.@Nullable Rule rule = each.resolved();
        if (rule == null) {
            return each.notFor();
        }
        boolean whole = rule.filter().equals(EntityFilter.ALL) && rule.condition() == null;
        if (whole) {
            return "";
        }
        return entity == null ? "It is about some entities only." : lack(rule, entity);
    }
}
