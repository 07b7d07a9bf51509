package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What all commands have in common.
class MainTest {
    static List<String> commands() {
        return below("", Main.commandLine()).toList();
    }

    private static Stream<String> below(String path, CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .flatMap(
                        each -> {
                            String here = path + each.getKey();
                            return Stream.concat(
                                    Stream.of(here), below(here + ' ', each.getValue()));
                        });
    }

    @Test
    void commandsBelowCommandsAreAmongThem() {
        assertThat(commands()).contains("why", "bench", "bench reads", "bench access", "version");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachExplainsItselfAndTellsTheVersion(String command) {
        assertThat(output(command, "--help")).startsWith("Usage: portico " + command);
        assertThat(output(command, "--version")).startsWith("Portico ").contains(" on Java ");
    }

    private static String output(String command, String option) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add(option);
        int exit =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute(arguments.toArray(String[]::new));
        assertThat(exit).isZero();
        return out.toString();
    }
}
