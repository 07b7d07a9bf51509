package dev.portico.template;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.util.List;

/// Templates of the catalog and their forms.
public interface Templates {
    /// NOT_FOUND when there is no such entity, INVALID_INPUT when it is no template, or one of
    /// another version.
    TemplateDefinition require(EntityRef ref);

    /// A template that is given as a whole, for a dry run; INVALID_INPUT says what is wrong.
    TemplateDefinition read(JsonObject entity);

    /// The values with what the form itself fills in: the defaults of its fields that are left out.
    /// Backstage leaves that to its pages, but not all who run a template have one.
    JsonObject complete(TemplateDefinition template, JsonObject values);

    /// Everything in values and secrets that the form does not allow.
    List<FormProblem> check(TemplateDefinition template, JsonObject values, JsonObject secrets);
}
