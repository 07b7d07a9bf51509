package dev.portico.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where commands speak to a person.
record Console(PrintWriter out, PrintWriter err) {
    Console(@Nullable CommandSpec spec) {
        this(
                spec == null ? writer(System.out) : spec.commandLine().getOut(),
                spec == null ? writer(System.err) : spec.commandLine().getErr());
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
