package dev.portico.catalog.pipeline;

import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.model.RelationRule;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.SchemaWords;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Makes relations from spec fields.
final class RelationReader {
    private final EntityRef self;
    private final Findings findings;
    private final Set<RelationPair> pairs = new TreeSet<>();

    private RelationReader(EntityRef self, Findings findings) {
        this.self = self;
        this.findings = findings;
    }

    /// The relations, sorted and without duplicates; a ref that is none is reported.
    static List<RelationPair> read(
            EntityRef self, JsonObject spec, List<RelationRule> rules, Findings findings) {
        RelationReader reader = new RelationReader(self, findings);
        for (RelationRule rule : rules) {
            String pointer = "/spec/" + rule.field();
            if (spec.value(rule.field()) instanceof String text) {
                reader.add(rule, text, pointer);
            } else if (spec.value(rule.field()) instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof String text) {
                        reader.add(rule, text, pointer + '/' + i);
                    }
                }
            }
        }
        return List.copyOf(reader.pairs);
    }

    private void add(RelationRule rule, String text, String pointer) {
        if (text.isEmpty()) {
            return;
        }
        EntityRef target;
        try {
            target = EntityRef.parse(text, rule.defaultKind(), self.namespace());
        } catch (PorticoException e) {
            findings.error("bad-ref", e.text(), pointer, text, "[kind:][namespace/]name");
            return;
        }
        if (!rule.allowedKinds().isEmpty() && !rule.allowedKinds().contains(target.kind())) {
            findings.warning(
                    "bad-ref",
                    "The field "
                            + SchemaWords.fieldName(pointer)
                            + " refers to a "
                            + target.kind()
                            + ", which makes no relation; it may refer to: "
                            + String.join(", ", rule.allowedKinds())
                            + ".",
                    pointer,
                    text);
            return;
        }
        pairs.add(new RelationPair(self, rule.forward(), target, rule.reverse()));
    }
}
