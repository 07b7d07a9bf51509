package dev.portico.app;

import picocli.CommandLine.Command;

/// What who writes templates needs.
@Command(
        name = "template",
        subcommands = TemplateTestCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tests templates for self-service.")
final class TemplateCommand {}
