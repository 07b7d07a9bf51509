package dev.portico.platform.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.ListType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.portico.platform.PorticoException;
import java.util.Map;

/// Compiles expressions over a fixed set of variables. The standard functions and macros of CEL are
/// there, those on strings (`split`, `replace`, `lowerAscii`, …) and optional values
/// (`labels[?"team"].orValue("none")`). Safe for many threads.
public final class CelCompiler {
    private static final int MAX_LENGTH = 4_000;
    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .comprehensionMaxIterations(10_000)
                    .maxExpressionCodePointSize(MAX_LENGTH)
                    .maxRegexProgramSize(1_000)
                    .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .addLibraries(CelExtensions.strings(), CelExtensions.optional())
                    .build();

    private final dev.cel.compiler.CelCompiler compiler;

    public CelCompiler(Map<String, CelType> variables) {
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .addLibraries(CelExtensions.strings(), CelExtensions.optional());
        variables.forEach((name, type) -> builder.addVar(name, type.type));
        this.compiler = builder.build();
    }

    /// Compiles an expression of a result type. INVALID_INPUT, with the column and what is wrong,
    /// for one that is no CEL, names what is not there, or has another type.
    public CelExpression compile(String source, CelType result) {
        CelValidationResult checked = compiler.compile(source);
        if (checked.hasError()) {
            throw PorticoException.invalid(
                    "The expression `" + source + "` is wrong: " + issues(checked) + '.');
        }
        try {
            dev.cel.common.types.CelType found = checked.getAst().getResultType();
            if (!result.type.isAssignableFrom(found) && !isLooseList(result, found)) {
                throw PorticoException.invalid(
                        "The expression `"
                                + source
                                + "` makes a "
                                + found.name()
                                + "; a "
                                + result.type.name()
                                + " is needed.");
            }
            return new CelExpression(source, result, RUNTIME.createProgram(checked.getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw PorticoException.invalid(
                    "The expression `" + source + "` can't be used: " + e.getMessage());
        }
    }

    /// An empty list or one of mixed elements has no element type; its values are checked later.
    private static boolean isLooseList(CelType result, dev.cel.common.types.CelType found) {
        return result.type instanceof ListType && found instanceof ListType;
    }

    private static String issues(CelValidationResult checked) {
        StringBuilder text = new StringBuilder();
        for (CelIssue issue : checked.getErrors()) {
            if (!text.isEmpty()) {
                text.append("; ");
            }
            text.append("column ")
                    .append(issue.getSourceLocation().getColumn() + 1)
                    .append(": ")
                    .append(issue.getMessage());
        }
        return text.toString();
    }
}
