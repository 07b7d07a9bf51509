package dev.portico.template;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.Actions;
import jakarta.inject.Singleton;
import java.util.List;

/// The vocabulary of this program, with the actions that platform teams declare.
@Singleton
final class ProgramVocabulary implements Vocabulary {
    private static final JsonObject TEXT = JsonObject.parse("{\"type\":\"string\"}");
    private static final JsonObject OBJECT = JsonObject.parse("{\"type\":\"object\"}");

    static final List<FilterDoc> FILTERS =
            List.of(
                    new FilterDoc(
                            "parseEntityRef",
                            "The parts of an entity ref.",
                            TEXT,
                            List.of(
                                    JsonObject.parse(
                                            """
                                            {"type":"object","description":"What holds where the ref does not say",
                                             "properties":{"defaultKind":{"type":"string"},
                                             "defaultNamespace":{"type":"string"}}}
                                            """)),
                            JsonObject.parse(
                                    """
                                    {"type":"object","properties":{"kind":{"type":"string"},
                                     "namespace":{"type":"string"},"name":{"type":"string"}}}
                                    """),
                            List.of(
                                    new Example(
                                            "The name of an owner",
                                            "${{ (parameters.owner | parseEntityRef).name }}"))),
                    new FilterDoc(
                            "parseRepoUrl",
                            "The parts of what RepoUrlPicker answers.",
                            TEXT,
                            List.of(),
                            JsonObject.parse(
                                    """
                                    {"type":"object","required":["host"],"properties":{
                                     "host":{"type":"string"},"owner":{"type":"string"},
                                     "repo":{"type":"string"},"organization":{"type":"string"},
                                     "workspace":{"type":"string"},"project":{"type":"string"}}}
                                    """),
                            List.of(
                                    new Example(
                                            "The name of a repository",
                                            "${{ (parameters.repoUrl | parseRepoUrl).repo }}"))),
                    new FilterDoc(
                            "pick",
                            "One value of an object, by its path.",
                            OBJECT,
                            List.of(TEXT),
                            JsonObject.EMPTY,
                            List.of(
                                    new Example(
                                            "The owner of a repository",
                                            "${{ parameters.repoUrl | parseRepoUrl | pick('owner') }}"))),
                    new FilterDoc(
                            "projectSlug",
                            "Owner and name of what RepoUrlPicker answers, as owner/repo.",
                            TEXT,
                            List.of(),
                            TEXT,
                            List.of(
                                    new Example(
                                            "A badge",
                                            "${{ parameters.repoUrl | projectSlug }}"))));

    private final Actions actions;

    ProgramVocabulary(Actions actions) {
        this.actions = actions;
    }

    @Override
    public List<ActionDoc> actions() {
        return actions.all().stream().map(ProgramVocabulary::doc).toList();
    }

    private static ActionDoc doc(Actions.Named named) {
        return new ActionDoc(
                named.id(),
                named.info().description(),
                named.info().input(),
                named.info().output(),
                named.info().dryRun(),
                named.info().examples().stream()
                        .map(example -> new Example(example.description(), example.example()))
                        .toList());
    }

    @Override
    public List<FilterDoc> filters() {
        return FILTERS;
    }
}
