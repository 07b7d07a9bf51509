package dev.portico.template.form;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.template.FormProblem;
import dev.portico.template.TemplateDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /// The values with the defaults of the fields of all pages that are left out. Those of fields
    /// inside others, and of fields that depend on others, are left to who fills in the form. So
    /// are those that the field itself does not allow, as `{}` for a text: nobody could leave it
    /// out.
    public JsonObject complete(TemplateDefinition template, JsonObject values) {
        JsonObject complete = values;
        for (JsonObject page : template.pages()) {
            JsonObject properties = page.object("properties");
            for (String name : properties.fields().keySet()) {
                JsonObject property = properties.object(name);
                if (property.has("default") && !complete.has(name) && allowsDefault(property)) {
                    complete = complete.with(name, property.value("default"));
                }
            }
        }
        return complete;
    }

    private boolean allowsDefault(JsonObject property) {
        JsonObject alone = JsonObject.EMPTY.with("properties", Map.of("it", property.fields()));
        Map<String, @Nullable Object> value = new HashMap<>();
        value.put("it", property.value("default"));
        @Nullable JsonSchema compiled = schema(alone).compiled();
        return compiled == null || compiled.validate(value).isEmpty();
    }

    private FormSchema schema(JsonObject page) {
        return schemas.get(page, FormSchema::of);
    }
}
