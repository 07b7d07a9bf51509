package dev.portico.template;

import dev.portico.catalog.Samples;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.form.Forms;
import dev.portico.template.form.TemplateReader;
import java.util.List;

/// One template, `template:default/service`, that needs a name and a token.
public final class FormTemplates implements Templates {
    public static final EntityRef REF = EntityRef.parse("template:default/service");
    public static final JsonObject ENTITY =
            Samples.json(
                    """
                    apiVersion: scaffolder.backstage.io/v1beta3
                    kind: Template
                    metadata: {name: service}
                    spec:
                      type: service
                      parameters:
                        required: [name]
                        properties: {name: {type: string}, ports: {type: array, items: {type: integer}}}
                      secrets: {schema: {required: [token], properties: {token: {type: string}}}}
                      steps: [{id: log, action: debug:log}]
                    """);

    private final Forms forms = new Forms();

    @Override
    public TemplateDefinition require(EntityRef ref) {
        if (!ref.equals(REF)) {
            throw PorticoException.notFound("There is no template " + ref + ".");
        }
        return TemplateReader.read(new Entity(ENTITY), ref, null);
    }

    @Override
    public TemplateDefinition read(JsonObject entity) {
        return TemplateReader.read(new Entity(entity), null, null);
    }

    @Override
    public JsonObject complete(TemplateDefinition template, JsonObject values) {
        return forms.complete(template, values);
    }

    @Override
    public List<FormProblem> check(
            TemplateDefinition template, JsonObject values, JsonObject secrets) {
        return forms.check(template, values, secrets);
    }
}
