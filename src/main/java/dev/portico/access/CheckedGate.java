package dev.portico.access;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;

/// Asks the policies, and tells the audit of refusals.
@Singleton
final class CheckedGate implements Gate {
    private final CurrentViewer current;
    private final Access access;
    private final Judgement judgement;
    private final Audit audit;

    CheckedGate(CurrentViewer current, Access access, Judgement judgement, Audit audit) {
        this.current = current;
        this.access = access;
        this.judgement = judgement;
        this.audit = audit;
    }

    @Override
    public Viewer viewer() {
        return current.get();
    }

    @Override
    public Viewer require(Permission permission) {
        Viewer viewer = current.get();
        try {
            access.require(viewer, permission);
        } catch (PorticoException e) {
            throw noted(viewer, permission, "", e);
        }
        return viewer;
    }

    @Override
    public Viewer requireReader() {
        Viewer viewer = current.get();
        if (!viewer.isSignedIn() && access.readable(viewer).equals(EntityFilter.NONE)) {
            Permission read = Permission.ENTITY_READ;
            throw noted(viewer, read, "", Refusal.of(viewer, read, ""));
        }
        return viewer;
    }

    @Override
    public Viewer require(Permission permission, EntityRef entity) {
        Viewer viewer = requireReader();
        if (isFree(viewer, permission)) {
            return viewer;
        }
        if (!judgement.reads(viewer, entity)) {
            if (access.verdict(viewer, permission) instanceof Verdict.Denied denied) {
                // says the same whether it is there or not
                throw noted(
                        viewer,
                        permission,
                        entity.toString(),
                        Refusal.of(viewer, permission, denied.because()));
            }
            throw noted(
                    viewer,
                    permission,
                    entity.toString(),
                    PorticoException.notFound("There is no entity " + entity + "."));
        }
        String because = judgement.objection(viewer, permission, entity);
        if (!because.isEmpty()) {
            throw noted(
                    viewer, permission, entity.toString(), Refusal.of(viewer, permission, because));
        }
        return viewer;
    }

    @Override
    public boolean permits(Permission permission, EntityRef entity) {
        return permits(current.get(), permission, entity);
    }

    @Override
    public boolean permits(Viewer viewer, Permission permission, EntityRef entity) {
        return isFree(viewer, permission)
                || (judgement.reads(viewer, entity)
                        && judgement.objection(viewer, permission, entity).isEmpty());
    }

    private boolean isFree(Viewer viewer, Permission permission) {
        return access.readable(viewer) == EntityFilter.ALL
                && access.verdict(viewer, permission) instanceof Verdict.Allowed;
    }

    @Override
    public Viewer requireSome(Permission permission) {
        Viewer viewer = current.get();
        if (access.verdict(viewer, permission) instanceof Verdict.Denied denied) {
            throw noted(viewer, permission, "", Refusal.of(viewer, permission, denied.because()));
        }
        return viewer;
    }

    @Override
    public boolean allows(Permission permission) {
        return access.verdict(current.get(), permission) instanceof Verdict.Allowed;
    }

    @Override
    public boolean allowsSome(Permission permission) {
        return !(access.verdict(current.get(), permission) instanceof Verdict.Denied);
    }

    @Override
    public PorticoException refused(
            Permission permission, String target, PorticoException refusal) {
        return noted(current.get(), permission, target, refusal);
    }

    private PorticoException noted(
            Viewer viewer, Permission permission, String target, PorticoException refusal) {
        if (refusal.code() != ErrorCode.UNAVAILABLE) {
            audit.record(
                    new Audit.Entry(
                            viewer,
                            permission.name(),
                            target,
                            AuditResult.REFUSED,
                            refusal.text(),
                            JsonObject.EMPTY));
        }
        return refusal;
    }

    @Override
    public void done(Permission permission, String target, JsonObject details) {
        audit.record(
                new Audit.Entry(
                        current.get(), permission.name(), target, AuditResult.DONE, null, details));
    }
}
