package dev.portico.catalog.pipeline;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.platform.schema.SchemaWords;

/// Holds a document against the schema of its kind.
final class SchemaCheck {
    private SchemaCheck() {}

    static void check(KindTable.Entry entry, JsonObject document, Findings findings) {
        SchemaWords words =
                new SchemaWords("the kind " + entry.kind().name(), entry.kind().schema());
        for (JsonSchema.Violation violation : entry.schema().validate(document.fields())) {
            if (!findings.mentions(SchemaWords.place(violation))) {
                report(words.tell(violation, document.fields()), findings);
            }
        }
    }

    private static void report(SchemaWords.Told told, Findings findings) {
        if (told.code().equals("unknown-field")) {
            findings.errorAtKey(
                    told.code(),
                    told.message(),
                    told.pointer(),
                    SchemaWords.fieldName(told.pointer()),
                    null);
        } else {
            findings.error(
                    told.code(), told.message(), told.pointer(), told.found(), told.allowed());
        }
    }
}
