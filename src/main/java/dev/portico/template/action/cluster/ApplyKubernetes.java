package dev.portico.template.action.cluster;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.ClusterApply.Applied;
import dev.portico.source.ClusterApply.Request;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `kubernetes:apply`, as CNOE's action takes it.
@Singleton
final class ApplyKubernetes extends TypedAction<ApplyKubernetes.Input, ApplyKubernetes.Output> {
    record Input(
            @Describe("The manifest as text, with one or several documents.")
                    @Nullable String manifestString,
            @Describe("The manifest as an object.") @Nullable JsonObject manifestObject,
            @Describe("Path of a manifest in the workspace.") @Nullable String manifestPath,
            @Describe("Known from the cluster; taken so that templates of CNOE run.")
                    @Nullable Boolean namespaced,
            @Describe(
                            value = "Where objects go that need a namespace and name none.",
                            byDefault = "\"default\"")
                    String namespace,
            @Describe("Name of the cluster; the only one that takes objects when left out.")
                    @Nullable String clusterName,
            @Describe(
                            value = "Whether fields that somebody else manages are taken over.",
                            byDefault = "false")
                    boolean force) {}

    record Output(@Describe("What was applied, in its order.") List<Applied> objects) {}

    private final Applying applying;

    ApplyKubernetes(Applying applying) {
        super(
                new About<>(
                        "kubernetes:apply",
                        List.of("cnoe:kubernetes:apply"),
                        "Applies the objects of a manifest to a cluster (server-side apply), after"
                                + " the API server has checked all of them. Only to clusters that"
                                + " are open for it.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true,
                        List.of(
                                new ActionInfo.Example(
                                        "Applies a file that an earlier step rendered.",
                                        """
                                        steps:
                                          - id: apply
                                            action: kubernetes:apply
                                            input:
                                              manifestPath: manifests/database.yaml
                                              namespace: shop
                                              clusterName: prod-eu
                                        """))));
        this.applying = applying;
    }

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonObject object : objects(input, context)) {
            objects.add(Manifests.named(object, context.idempotencyKey(), objects.size()));
        }
        List<Applied> applied =
                applying.apply(
                        new Request(
                                input.clusterName(),
                                objects,
                                input.namespace(),
                                input.force(),
                                false),
                        context);
        return done(new Output(applied));
    }

    private static List<JsonObject> objects(Input input, ActionContext context) throws IOException {
        long given =
                Stream.of(input.manifestString(), input.manifestObject(), input.manifestPath())
                        .filter(Objects::nonNull)
                        .count();
        if (given != 1) {
            throw PorticoException.invalid(
                    "Give exactly one of manifestString, manifestObject and manifestPath; here are "
                            + given
                            + ".");
        }
        if (input.manifestObject() != null) {
            return Manifests.of(input.manifestObject());
        }
        if (input.manifestString() != null) {
            return Manifests.read(input.manifestString(), "manifestString");
        }
        String path = Objects.requireNonNull(input.manifestPath());
        return Manifests.read(context.workspace().resolve(path), path);
    }
}
