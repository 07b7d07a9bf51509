package dev.portico.api.graphql.guard;

import dev.portico.platform.PorticoException;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import io.smallrye.graphql.api.Nullable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// How large a request is, found without expanding its fragments, so that a small text can't make
/// much work. Introspection counts as one field. Pure.
final class QueryShape {
    private static final Part BUSY = new Part(-1, -1);

    private final Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
    private final Map<String, Part> known = new HashMap<>();
    private int aliases;

    private QueryShape() {}

    /// Depth and number of fields of a part of the request.
    private record Part(int depth, long fields) {
        Part beside(Part other) {
            return new Part(
                    Math.max(depth, other.depth),
                    Math.min(Integer.MAX_VALUE, fields + other.fields));
        }
    }

    /// Refuses a request that is larger than the limits.
    static void check(Document document, GraphQlConfig limits) {
        QueryShape shape = new QueryShape();
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> shape.fragments.put(fragment.getName(), fragment));
        refuse("defines", shape.fragments.size(), "fragments", limits.maxFragments());
        for (FragmentDefinition fragment : shape.fragments.values()) {
            shape.ofFragment(fragment.getName());
        }
        for (OperationDefinition operation :
                document.getDefinitionsOfType(OperationDefinition.class)) {
            Part part = shape.of(operation.getSelectionSet());
            refuse("nests", part.depth, "fields in each other", limits.maxDepth());
            refuse("names", part.fields, "fields (uses of fragments counted)", limits.maxFields());
        }
        refuse("has", shape.aliases, "aliases", limits.maxAliases());
    }

    private Part of(@Nullable SelectionSet selections) {
        Part sum = new Part(0, 0);
        if (selections == null) {
            return sum;
        }
        for (Selection<?> selection : selections.getSelections()) {
            sum =
                    sum.beside(
                            switch (selection) {
                                case Field field -> ofField(field);
                                case InlineFragment inline -> of(inline.getSelectionSet());
                                case FragmentSpread spread -> ofFragment(spread.getName());
                                default ->
                                        throw new IllegalStateException(
                                                "unknown selection " + selection.getClass());
                            });
        }
        return sum;
    }

    private Part ofField(Field field) {
        if (field.getAlias() != null) {
            aliases++;
        }
        if (field.getName().equals("__schema") || field.getName().equals("__type")) {
            return new Part(1, 1);
        }
        Part below = of(field.getSelectionSet());
        return new Part(below.depth + 1, Math.min(Integer.MAX_VALUE, below.fields + 1));
    }

    private Part ofFragment(String name) {
        Part part = known.get(name);
        if (part == BUSY) {
            throw PorticoException.invalid(
                    "The fragment '" + name + "' uses itself; a fragment may not be in a circle.");
        }
        if (part == null) {
            FragmentDefinition fragment = fragments.get(name);
            known.put(name, BUSY);
            part = of(fragment == null ? null : fragment.getSelectionSet());
            known.put(name, part);
        }
        return part;
    }

    private static void refuse(String verb, long found, String what, int most) {
        if (found > most) {
            throw PorticoException.invalid(
                    "The request "
                            + verb
                            + " "
                            + found
                            + " "
                            + what
                            + "; at most "
                            + most
                            + " are allowed.");
        }
    }
}
