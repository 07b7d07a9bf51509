package dev.portico.template;

import dev.portico.catalog.KindLint;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.lint.TemplateLint;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What templates are looked at for when they are registered, and by `portico validate`.
public final class TemplateChecks {
    private static final String ACTIONS = "/template-actions.json";

    TemplateChecks() {}

    /// The vocabulary is asked for only when the first template is looked at: actions need the
    /// catalog, which needs this.
    @Produces
    @Singleton
    KindLint templates(Instance<Vocabulary> vocabulary) {
        return lint(() -> vocabulary.get().actions());
    }

    /// Without a program that runs.
    ///
    /// @param actions those that there are at the moment
    public static KindLint lint(Supplier<List<Vocabulary.ActionDoc>> actions) {
        return new TemplateLint(
                actions,
                ProgramVocabulary.FILTERS.stream()
                        .map(Vocabulary.FilterDoc::name)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /// The actions that this program brings, without those of a catalog.
    public static List<Vocabulary.ActionDoc> shippedActions() {
        try (@Nullable InputStream in = TemplateChecks.class.getResourceAsStream(ACTIONS)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + ACTIONS);
            }
            return actions(JsonObject.parse(in.readAllBytes()).objects("actions"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Actions as `GET /api/scaffolder/v2/actions` lists them.
    public static List<Vocabulary.ActionDoc> actions(List<JsonObject> listed) {
        return listed.stream().map(TemplateChecks::action).toList();
    }

    private static Vocabulary.ActionDoc action(JsonObject json) {
        return new Vocabulary.ActionDoc(
                json.text("id").orElse(""),
                json.text("description").orElse(""),
                json.object("schema").object("input"),
                json.object("schema").object("output"),
                false,
                List.of());
    }
}
