package dev.portico.api.graphql.type.task;

import dev.portico.platform.PorticoException;
import dev.portico.template.Tasks;
import java.util.Base64;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;

/// A file of the template's folder.
@Input("TemplateFile")
@Description("A file of the folder of a template that is tried.")
public record FileInput(
        @Description("Path in the folder.") String path,
        @Description("Its content as base64.") String base64Content) {
    /// INVALID_INPUT when the content is no base64.
    public Tasks.File toFile() {
        try {
            return new Tasks.File(path, false, Base64.getDecoder().decode(base64Content));
        } catch (IllegalArgumentException e) {
            throw PorticoException.invalid("The content of the file " + path + " is no base64.");
        }
    }
}
