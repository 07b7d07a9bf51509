package dev.portico.access.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.access.Considered;
import dev.portico.access.Permission;
import dev.portico.access.Verdict;
import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All rules that hold at one time, and what they say of the viewers who asked lately.
final class PolicyRules {
    private static final int KEPT = 10_000;
    private static final Verdict ADMIN = new Verdict.Allowed("Admins may do everything.");

    private final List<PolicyRule> rules;
    private final Cache<Question, Verdict> known = Caffeine.newBuilder().maximumSize(KEPT).build();
    private final Cache<Viewer, EntityFilter> readable =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    PolicyRules(List<PolicyRule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record Question(Viewer viewer, Permission permission) {}

    Verdict verdict(Viewer viewer, Permission permission) {
        if (viewer.admin() && viewer.scopes() == null) {
            return ADMIN;
        }
        return known.get(
                new Question(viewer, permission), it -> decide(it.viewer(), it.permission()));
    }

    /// What a viewer may read: the same object whenever they ask, so that what it finds is found
    /// once. Nobody else is answered with it.
    EntityFilter readable(Viewer viewer) {
        return viewer.admin() && viewer.scopes() == null
                ? EntityFilter.ALL
                : readable.get(viewer, this::sieve);
    }

    private EntityFilter sieve(Viewer viewer) {
        Verdict verdict = verdict(viewer, Permission.ENTITY_READ);
        return verdict instanceof Verdict.When
                ? new EntityFilter.Kept(verdict.filter())
                : verdict.filter();
    }

    private Verdict decide(Viewer viewer, Permission permission) {
        Viewer.Scopes scopes = viewer.scopes();
        if (scopes != null && !scopes.cover(permission)) {
            return new Verdict.Denied(
                    "The credential "
                            + viewer.credential()
                            + " is limited to "
                            + String.join(", ", scopes.permissions())
                            + ".");
        }
        return viewer.admin() ? ADMIN : byRules(viewer, permission);
    }

    private Verdict byRules(Viewer viewer, Permission permission) {
        Principal principal = new Principal(viewer);
        List<Verdict.Rule> grants = new ArrayList<>();
        List<Verdict.Rule> refusals = new ArrayList<>();
        for (PolicyRule rule : rules) {
            if (rule.isAbout(permission) && rule.who().covers(viewer)) {
                Optional<Verdict.Rule> resolved = rule.forViewer(principal);
                resolved.ifPresent(rule.denies() ? refusals::add : grants::add);
            }
        }
        Optional<Verdict.Rule> ban = refusals.stream().filter(PolicyRules::isWhole).findFirst();
        if (ban.isPresent()) {
            return new Verdict.Denied("The rule '" + ban.get().name() + "' forbids it.");
        }
        if (grants.isEmpty()) {
            return new Verdict.Denied("No rule allows it.");
        }
        Optional<Verdict.Rule> whole = grants.stream().filter(PolicyRules::isWhole).findFirst();
        if (whole.isPresent() && refusals.isEmpty()) {
            return new Verdict.Allowed("The rule '" + whole.get().name() + "' allows it.");
        }
        return new Verdict.When(whole.map(List::of).orElse(grants), refusals);
    }

    /// Every rule that names a permission, with what it says to a viewer.
    List<Considered> considered(Viewer viewer, Permission permission) {
        return rules.stream()
                .filter(rule -> rule.may().stream().anyMatch(permission::matches))
                .map(rule -> considered(rule, viewer, permission))
                .toList();
    }

    private static Considered considered(PolicyRule rule, Viewer viewer, Permission permission) {
        if (!rule.isAbout(permission)) {
            return new Considered(
                    rule.name(),
                    rule.denies(),
                    "It is about entities, and the permission is not.",
                    null);
        }
        if (!rule.who().covers(viewer)) {
            return new Considered(
                    rule.name(),
                    rule.denies(),
                    viewer.name() + " is not whom it is about (who).",
                    null);
        }
        Verdict.@Nullable Rule resolved = rule.forViewer(new Principal(viewer)).orElse(null);
        String lacks =
                resolved == null
                        ? "Something it asks for is not known of " + viewer.name() + "."
                        : "";
        return new Considered(rule.name(), rule.denies(), lacks, resolved);
    }

    private static boolean isWhole(Verdict.Rule rule) {
        return rule.condition() == null && rule.filter().equals(EntityFilter.ALL);
    }
}
