package dev.portico.access;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that can be allowed. Names are Backstage's where it has one, so that policies and
/// frontends know them; ours begin with `portico.`.
///
/// @param action `create`, `read`, `update`, `delete`, or null for another
/// @param onEntity whether it is asked about one entity or one task, so that rules can say which
/// @param tells what it is, as the rest of "may not ..."
public record Permission(String name, @Nullable String action, boolean onEntity, String tells) {
    public static final Permission ENTITY_READ =
            new Permission("catalog.entity.read", "read", true, "read this entity");
    public static final Permission ENTITY_DELETE =
            new Permission("catalog.entity.delete", "delete", true, "remove this entity");
    public static final Permission ENTITY_REFRESH =
            new Permission("catalog.entity.refresh", "update", true, "have this entity read again");
    public static final Permission ENTITY_VALIDATE =
            new Permission("catalog.entity.validate", null, false, "have an entity checked");
    public static final Permission LOCATION_READ =
            new Permission("catalog.location.read", "read", false, "see registered locations");
    public static final Permission LOCATION_CREATE =
            new Permission("catalog.location.create", "create", false, "register a location");
    public static final Permission LOCATION_DELETE =
            new Permission("catalog.location.delete", "delete", false, "remove a location");
    public static final Permission LOCATION_ANALYZE =
            new Permission(
                    "catalog.location.analyze", null, false, "have a location looked through");
    public static final Permission TASK_CREATE =
            new Permission("scaffolder.task.create", "create", true, "run this template");
    public static final Permission TASK_READ =
            new Permission("scaffolder.task.read", "read", true, "see this task");
    public static final Permission TASK_CANCEL =
            new Permission("scaffolder.task.cancel", null, true, "cancel or retry this task");
    public static final Permission SOURCE_READ =
            new Permission("portico.source.read", "read", false, "see the sources");
    public static final Permission SOURCE_MANAGE =
            new Permission("portico.source.manage", "update", false, "run or steer sources");
    public static final Permission RUNTIME_READ =
            new Permission(
                    "portico.runtime.read",
                    "read",
                    false,
                    "see what runs without an entity it belongs to");
    public static final Permission DEPLOYMENT_REPORT =
            new Permission(
                    "portico.deployment.report",
                    "create",
                    true,
                    "report deployments of this entity");
    public static final Permission CLAIM_WRITE =
            new Permission("portico.claim.write", "update", true, "make claims about this entity");
    public static final Permission SET_WRITE =
            new Permission("portico.set.write", "update", false, "push a set of entities");
    public static final Permission OWNERSHIP_TRANSFER =
            new Permission("portico.ownership.transfer", "update", true, "hand over this entity");
    public static final Permission ALIAS_MANAGE =
            new Permission(
                    "portico.alias.manage",
                    "update",
                    false,
                    "see, make or remove old refs that stand for new ones");
    public static final Permission WEBHOOK_READ =
            new Permission("portico.webhook.read", "read", false, "see who is told of changes");
    public static final Permission WEBHOOK_MANAGE =
            new Permission(
                    "portico.webhook.manage", "update", false, "steer who is told of changes");
    public static final Permission TOKEN_MANAGE =
            new Permission("portico.token.manage", "update", false, "make and revoke API tokens");
    public static final Permission AUDIT_READ =
            new Permission("portico.audit.read", "read", false, "read the audit");
    public static final Permission ACCESS_EXPLAIN =
            new Permission("portico.access.explain", "read", false, "ask what others may do");

    public static final Permission PERSON_ERASE =
            new Permission("portico.person.erase", "delete", false, "erase people");
    public static final Permission REPOSITORY_ACCEPT =
            new Permission(
                    "portico.repository.accept",
                    "update",
                    false,
                    "accept another repository under a known name");

    private static final List<Permission> ALL =
            List.of(
                    ENTITY_READ,
                    ENTITY_DELETE,
                    ENTITY_REFRESH,
                    ENTITY_VALIDATE,
                    LOCATION_READ,
                    LOCATION_CREATE,
                    LOCATION_DELETE,
                    LOCATION_ANALYZE,
                    TASK_CREATE,
                    TASK_READ,
                    TASK_CANCEL,
                    SOURCE_READ,
                    SOURCE_MANAGE,
                    RUNTIME_READ,
                    DEPLOYMENT_REPORT,
                    CLAIM_WRITE,
                    SET_WRITE,
                    OWNERSHIP_TRANSFER,
                    ALIAS_MANAGE,
                    WEBHOOK_READ,
                    WEBHOOK_MANAGE,
                    TOKEN_MANAGE,
                    AUDIT_READ,
                    ACCESS_EXPLAIN,
                    PERSON_ERASE,
                    REPOSITORY_ACCEPT);

    /// All there are.
    public static List<Permission> all() {
        return ALL;
    }

    public static Optional<Permission> find(String name) {
        return ALL.stream().filter(one -> one.name.equals(name)).findFirst();
    }

    /// Whether a name of a rule or scope means this one: the same, or one that ends with `*` and
    /// with which this begins.
    public boolean matches(String pattern) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }
}
