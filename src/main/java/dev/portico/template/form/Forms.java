package dev.portico.template.form;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.FormProblem;
import dev.portico.template.TemplateDefinition;
import java.util.ArrayList;
import java.util.List;

/// Checks what people fill in. Keeps the schemas of the forms that were checked last.
public final class Forms {
    private static final int KEPT = 500;

    private final Cache<JsonObject, FormSchema> schemas =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /// Everything that the form does not allow: each page sees all values, as in Backstage.
    public List<FormProblem> check(
            TemplateDefinition template, JsonObject values, JsonObject secrets) {
        List<FormProblem> problems = new ArrayList<>();
        for (JsonObject page : template.pages()) {
            problems.addAll(FormCheck.ofPage(schema(page), values));
        }
        if (!template.secrets().isEmpty()) {
            problems.addAll(FormCheck.ofSecrets(schema(template.secrets()), secrets));
        }
        return FormCheck.distinct(problems);
    }

    private FormSchema schema(JsonObject page) {
        return schemas.get(page, FormSchema::of);
    }
}
