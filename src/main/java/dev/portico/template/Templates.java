package dev.portico.template;

import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
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

    /// Everything in the secrets of a task that is to be run again that its template does not
    /// allow. The values were checked when the task was made; a template that is gone asks for
    /// nothing.
    default List<FormProblem> checkAgain(Task task, JsonObject secrets) {
        EntityRef template = task.info().template();
        if (template == null) {
            return List.of();
        }
        try {
            return check(require(template), task.info().parameters(), secrets).stream()
                    .filter(FormProblem::secret)
                    .toList();
        } catch (PorticoException e) {
            if (e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.INVALID_INPUT) {
                return List.of();
            }
            throw e;
        }
    }
}
