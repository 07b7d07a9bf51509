package dev.portico.api.graphql;

import dev.portico.api.graphql.type.FilterInput;
import dev.portico.api.graphql.type.RelationInput;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import io.smallrye.graphql.api.Nullable;
import java.util.ArrayList;
import java.util.List;

/// Turns a filter of the schema into one of the catalog. Pure.
final class FilterTranslation {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_PARTS = 500;

    private int parts;

    private FilterTranslation() {}

    static EntityFilter translate(@Nullable FilterInput input) {
        return input == null ? EntityFilter.ALL : new FilterTranslation().translate(input, 1);
    }

    private EntityFilter translate(FilterInput input, int depth) {
        parts++;
        if (depth > MAX_DEPTH || parts > MAX_PARTS) {
            throw PorticoException.invalid(
                    "The filter is too large: it may have at most "
                            + MAX_PARTS
                            + " parts, nested at most "
                            + MAX_DEPTH
                            + " deep.");
        }
        List<EntityFilter> tests = new ArrayList<>();
        if (input.kinds() != null) {
            tests.add(new EntityFilter.In("kind", input.kinds()));
        }
        if (input.refs() != null) {
            tests.add(new EntityFilter.Refs(input.refs().stream().map(EntityRef::parse).toList()));
        }
        addKeyTests(input, tests);
        if (input.related() != null) {
            tests.add(related(input.related()));
        }
        if (input.all() != null) {
            tests.add(new EntityFilter.And(translateAll(input.all(), depth)));
        }
        if (input.any() != null) {
            tests.add(new EntityFilter.Or(translateAll(input.any(), depth)));
        }
        if (input.not() != null) {
            tests.add(new EntityFilter.Not(translate(input.not(), depth + 1)));
        }
        return tests.size() == 1 ? tests.getFirst() : new EntityFilter.And(tests);
    }

    private List<EntityFilter> translateAll(List<FilterInput> inputs, int depth) {
        return inputs.stream().map(input -> translate(input, depth + 1)).toList();
    }

    private static void addKeyTests(FilterInput input, List<EntityFilter> tests) {
        boolean tested =
                input.eq() != null
                        || input.in() != null
                        || input.prefix() != null
                        || input.exists() != null;
        String key = input.key();
        if (key == null || key.isBlank()) {
            if (tested || key != null) {
                throw PorticoException.invalid(
                        "A filter with eq, in, prefix or exists needs the key they look at, for"
                                + " example {key: \"spec.type\", eq: \"service\"}.");
            }
            return;
        }
        if (!tested) {
            throw PorticoException.invalid(
                    "The filter on key '"
                            + key
                            + "' says no test; add eq, in, prefix or exists, for example {key: \""
                            + key
                            + "\", exists: true}.");
        }
        if (input.eq() != null) {
            tests.add(EntityFilter.equal(key, input.eq()));
        }
        if (input.in() != null) {
            tests.add(new EntityFilter.In(key, input.in()));
        }
        if (input.prefix() != null) {
            tests.add(new EntityFilter.Prefix(key, input.prefix()));
        }
        if (input.exists() != null) {
            EntityFilter exists = new EntityFilter.Exists(key);
            tests.add(input.exists() ? exists : new EntityFilter.Not(exists));
        }
    }

    /// Targets are refs in any case and short form; the catalog knows the canonical ones.
    private static EntityFilter related(RelationInput input) {
        List<String> targets = input.targets();
        return new EntityFilter.Related(
                input.type(),
                targets == null
                        ? null
                        : targets.stream().map(ref -> EntityRef.parse(ref).toString()).toList());
    }
}
