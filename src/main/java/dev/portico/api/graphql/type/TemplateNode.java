package dev.portico.api.graphql.type;

import dev.portico.model.Entity;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An entity of kind Template.
@Name("Template")
@Description("A template from which people make something new.")
public final class TemplateNode extends BaseNode implements EntityNode {
    TemplateNode(Entity entity) {
        super(entity);
    }

    @Nullable
    @Description("spec.type, such as service.")
    public String getType() {
        return specText("type");
    }

    @Nullable
    @Description("spec.lifecycle, such as production.")
    public String getLifecycle() {
        return specText("lifecycle");
    }

    @Nullable
    @Description("The form: one JSON Schema or a list of them.")
    public JsonValue getParameters() {
        return Json.ofAny(spec().value("parameters"));
    }

    @Nullable
    @Description("What is done, in order.")
    public JsonValue getSteps() {
        return Json.ofAny(spec().value("steps"));
    }

    @Nullable
    @Description("What is shown at the end.")
    public JsonValue getOutput() {
        return Json.ofAny(spec().value("output"));
    }
}
