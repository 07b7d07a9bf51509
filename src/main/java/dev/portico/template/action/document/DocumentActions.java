package dev.portico.template.action.document;

import dev.portico.template.action.Action;
import java.util.List;

/// Makes the actions on structured data where nothing injects them.
public final class DocumentActions {
    private DocumentActions() {}

    public static List<Action> all() {
        return List.of(
                new JsonataJson(),
                new JsonataQuery(),
                new JsonataYaml(),
                new MergeFile(),
                new MergeJson(),
                new Sanitize(),
                new SerializeJson(),
                new SerializeYaml());
    }
}
