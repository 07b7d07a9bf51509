package dev.portico.template.action.cluster;

import dev.portico.source.ClusterApply.Applied;
import dev.portico.source.ClusterApply.Request;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `argocd:create-resources`, as Roadie's action takes it.
@Singleton
final class CreateArgocdResources
        extends TypedAction<CreateArgocdResources.Input, CreateArgocdResources.Output> {
    record Input(
            @Describe("Name of the Application.") String appName,
            @Describe(
                            "The Argo CD that is meant: a name of portico.template.argocd.instances"
                                    + " or of the cluster it runs in.")
                    String argoInstance,
            @Describe("Namespace that is deployed to.") String namespace,
            @Describe("Address of the repository with the manifests.") String repoUrl,
            @Describe("Folder of the manifests in the repository.") String path,
            @Describe("Name of the project that is made; that of the Application when left out.")
                    @Nullable String projectName,
            @Describe("Value of the label backstage-name.") @Nullable String labelValue,
            @Describe(value = "Branch, tag or commit to deploy.", byDefault = "\"HEAD\"")
                    String targetRevision,
            @Describe("Address of the cluster to deploy to, as Argo CD knows it.")
                    @Nullable String destinationServer) {}

    record Output(
            @Describe("Name of the Application.") String appName,
            @Describe("Name of its project.") String projectName,
            @Describe("What was applied.") List<Applied> objects) {}

    private final ArgocdPlace places;
    private final Applying applying;

    CreateArgocdResources(ArgocdPlace places, Applying applying) {
        super(
                new About<>(
                        "argocd:create-resources",
                        "Makes a project and an Application, so that Argo CD deploys a folder of a"
                                + " repository.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.places = places;
        this.applying = applying;
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws InterruptedException {
        ArgocdPlace.Place place = places.of(input.argoInstance());
        String project = input.projectName() == null ? input.appName() : input.projectName();
        ArgocdObjects.App app =
                new ArgocdObjects.App(
                        input.appName(),
                        project,
                        input.repoUrl(),
                        input.path(),
                        input.targetRevision(),
                        input.labelValue(),
                        input.destinationServer() == null
                                ? place.destination()
                                : input.destinationServer(),
                        input.namespace());
        List<Applied> applied =
                applying.apply(
                        new Request(
                                place.cluster(),
                                List.of(
                                        ArgocdObjects.project(app, place.namespace()),
                                        ArgocdObjects.application(app, place.namespace())),
                                place.namespace(),
                                false,
                                false),
                        context);
        return done(new Output(input.appName(), project, applied));
    }
}
