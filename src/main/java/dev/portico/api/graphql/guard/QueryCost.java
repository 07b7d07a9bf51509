package dev.portico.api.graphql.guard;

import dev.portico.platform.PorticoException;
import graphql.analysis.FieldComplexityCalculator;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.QueryComplexityCalculator;
import graphql.execution.ExecutionContext;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import java.util.Map;

/// What a request may cost at most: the fields of its answer, each list counted by its `first`,
/// `last` or `limit`, and more for what takes more than a look-up. Pure.
final class QueryCost {
    private static final int LIST = 50;
    private static final Map<String, Integer> OWN =
            Map.ofEntries(
                    Map.entry("history", 500),
                    Map.entry("entityAsOf", 500),
                    Map.entry("changesBetween", 500),
                    Map.entry("ownerAt", 500),
                    Map.entry("ownerHistory", 500),
                    Map.entry("ownershipChanges", 500),
                    Map.entry("facets", 500),
                    Map.entry("walk", 500),
                    Map.entry("path", 500),
                    Map.entry("impact", 500),
                    Map.entry("search", 500),
                    Map.entry("runtimeHistory", 500),
                    Map.entry("undeclaredWorkloads", 500),
                    Map.entry("platformTree", 500),
                    Map.entry("policies", 500),
                    Map.entry("audit", 500),
                    Map.entry("tasks", 100),
                    Map.entry("instances", 100),
                    Map.entry("madeBy", 100),
                    Map.entry("workloads", 100),
                    Map.entry("suggest", 100),
                    Map.entry("entities", 50));
    private static final List<String> SIZES = List.of("first", "last", "limit");

    private final int most;

    QueryCost(int most) {
        this.most = most;
    }

    /// Refuses an operation that costs too much.
    void check(ExecutionContext context) {
        int cost =
                QueryComplexityCalculator.newCalculator()
                        .fieldComplexityCalculator(calculator())
                        .schema(context.getGraphQLSchema())
                        .document(context.getDocument())
                        .operationName(context.getExecutionInput().getOperationName())
                        .variables(context.getCoercedVariables())
                        .build()
                        .calculate();
        if (cost > most) {
            throw PorticoException.invalid(
                    "The request could answer more than "
                            + most
                            + " fields; ask for shorter lists (first) or fewer fields in them.");
        }
    }

    private FieldComplexityCalculator calculator() {
        return (field, children) -> cost(field, children);
    }

    /// Never more than just over the limit, so that sums don't overflow.
    private int cost(FieldComplexityEnvironment field, int children) {
        if (field.getField().getName().startsWith("__")) {
            return 1;
        }
        long own = OWN.getOrDefault(field.getField().getName(), 1);
        return (int) Math.min(most + 1L, own + (long) children * size(field));
    }

    /// Edges and nodes are counted by the field above them, which has the argument.
    private static long size(FieldComplexityEnvironment field) {
        Map<String, Object> arguments = field.getArguments();
        for (String name : SIZES) {
            @Nullable Object value = arguments.get(name);
            if (value instanceof Number number) {
                return Math.max(1, number.longValue());
            }
        }
        boolean sized =
                SIZES.stream()
                        .anyMatch(name -> field.getFieldDefinition().getArgument(name) != null);
        return sized ? LIST : 1;
    }
}
