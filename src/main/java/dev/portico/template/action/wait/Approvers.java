package dev.portico.template.action.wait;

import dev.portico.access.Viewer;
import dev.portico.catalog.SourceLedger;
import dev.portico.catalog.Statement;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.source.SourceInfo;
import dev.portico.source.Sources;
import dev.portico.template.action.DecisionRule;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Who may decide on a step that waits for approval: a named user, or a member of a named group,
/// directly or through groups below it. Who owns an entity and who belongs to a group is looked up
/// at the time of the decision.
///
/// Membership counts only when the documents that make it come from sources of the platform:
/// registered locations can be let to declare groups, but nobody gets a right that way.
@Singleton
public final class Approvers implements DecisionRule {
    private static final int MOST_GROUPS = 1_000;

    private final CatalogQuery catalog;
    private final Predicate<EntityRef> ofThePlatform;

    @Inject
    Approvers(CatalogQuery catalog, SourceLedger ledger, Sources sources) {
        this(catalog, ref -> isOfThePlatform(ref, ledger, sources));
    }

    /// @param ofThePlatform whether the documents of an entity come from the platform; true for
    ///     one that has none
    Approvers(CatalogQuery catalog, Predicate<EntityRef> ofThePlatform) {
        this.catalog = catalog;
        this.ofThePlatform = ofThePlatform;
    }

    /// People and groups are only taken from sources of the platform, and from registered
    /// locations where `portico.location.rules` say so.
    private static boolean isOfThePlatform(EntityRef ref, SourceLedger ledger, Sources sources) {
        Set<String> registered =
                sources.infos().stream()
                        .filter(info -> info.kind().equals("location"))
                        .map(SourceInfo::name)
                        .collect(Collectors.toSet());
        return ledger.statements(ref).stream()
                .filter(Statement::primary)
                .noneMatch(statement -> registered.contains(statement.source()));
    }

    @Override
    public void require(JsonObject waiting, String requester, Viewer viewer) {
        ApprovalRule rule = ApprovalRule.read(waiting);
        if (!isAmong(named(rule), viewer)) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    viewer.name() + " may not decide on this; " + words(rule) + " may.");
        }
        if (!rule.requesterMay() && canonical(viewer.name()).equals(canonical(requester))) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    viewer.name()
                            + " runs this template and may not approve it; somebody else of "
                            + words(rule)
                            + " must.");
        }
    }

    /// Whoever is no user, as [Viewer#LOCAL], is only whom the rule names so.
    private boolean isAmong(Set<String> named, Viewer viewer) {
        String name = canonical(viewer.name());
        return named.contains(name)
                || (name.startsWith("user:")
                        && memberships(EntityRef.parse(name)).stream()
                                .anyMatch(group -> named.contains(group.toString())));
    }

    private static String canonical(String viewer) {
        return viewer.contains(":") ? EntityRef.parse(viewer).toString() : viewer;
    }

    private Set<EntityRef> memberships(EntityRef user) {
        Set<EntityRef> seen = new LinkedHashSet<>();
        if (!ofThePlatform.test(user)) {
            return seen;
        }
        Queue<EntityRef> next = new ArrayDeque<>(groups(user, "memberOf"));
        while (!next.isEmpty() && seen.size() < MOST_GROUPS) {
            EntityRef group = next.remove();
            if (!seen.contains(group) && ofThePlatform.test(group)) {
                seen.add(group);
                next.addAll(groups(group, "childOf"));
            }
        }
        return seen;
    }

    private List<EntityRef> groups(EntityRef of, String relation) {
        return targets(of, relation).stream().filter(ref -> ref.kind().equals("group")).toList();
    }

    private List<EntityRef> targets(EntityRef of, String relation) {
        return catalog.relations(of).stream()
                .filter(each -> each.type().equals(relation))
                .map(Relation::target)
                .toList();
    }

    /// INVALID_INPUT when nobody could ever decide.
    void requireSome(ApprovalRule rule) {
        if (rule.approvers().isEmpty() && rule.ownersOf() == null) {
            throw PorticoException.invalid("Say who may approve: give approvers or ownersOf.");
        }
        if (named(rule).isEmpty()) {
            throw PorticoException.invalid(
                    "Nobody could approve: " + rule.ownersOf() + " has no owner in the catalog.");
        }
    }

    private Set<String> named(ApprovalRule rule) {
        Set<String> named = new LinkedHashSet<>(rule.approvers());
        if (rule.ownersOf() != null) {
            targets(EntityRef.parse(rule.ownersOf()), "ownedBy")
                    .forEach(owner -> named.add(owner.toString()));
        }
        return named;
    }

    /// Those who may, as they are called in sentences.
    String words(ApprovalRule rule) {
        List<String> words = new ArrayList<>(rule.approvers());
        if (rule.ownersOf() != null) {
            String owners =
                    targets(EntityRef.parse(rule.ownersOf()), "ownedBy").stream()
                            .map(EntityRef::toString)
                            .collect(Collectors.joining(", "));
            words.add(
                    "the owners of "
                            + rule.ownersOf()
                            + (owners.isEmpty() ? "" : " (" + owners + ")"));
        }
        return String.join(" or ", words);
    }
}
