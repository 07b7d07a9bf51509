package dev.portico;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the README and the pages of `docs` promise is there.
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final Pattern SETTING =
            Pattern.compile("(?m)^\\| `(portico\\.[^`]+)` \\| (?:`([^`]*)`)? ?\\|");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
    private static final Pattern COMMAND = Pattern.compile("\\./portico ([a-z][a-z-]*)");
    private static final Set<String> COMMANDS =
            Set.of(
                    "validate",
                    "admin-link",
                    "template",
                    "token",
                    "privacy",
                    "rename",
                    "repositories",
                    "why",
                    "claim",
                    "sources",
                    "bench",
                    "test",
                    "dev",
                    "build",
                    "image",
                    "version",
                    "access");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            List<Path> pages =
                    new ArrayList<>(
                            docs.filter(page -> page.toString().endsWith(".md")).sorted().toList());
            pages.add(README);
            return pages.stream();
        }
    }

    @Test
    void tableOfSettingsIsWhole() throws IOException {
        Set<String> documented =
                matches(SETTING, README)
                        .map(
                                row ->
                                        row.group(2) == null
                                                ? row.group(1)
                                                : row.group(1) + " = " + row.group(2))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented)
                .containsExactlyElementsOf(
                        Files.readAllLines(RESOURCES.resolve("config/settings.txt")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void graphQlFitsTheSchema(Path page) throws IOException {
        GraphQLSchema schema =
                UnExecutableSchemaGenerator.makeUnExecutableSchema(
                        new SchemaParser()
                                .parse(Files.readString(RESOURCES.resolve("schema.graphql"))));

        for (String query : blocks("graphql", page)) {
            assertThat(
                            new Validator()
                                    .validateDocument(schema, Parser.parse(query), Locale.ENGLISH))
                    .as(query)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFiles(Path page) throws IOException {
        assertThat(
                        matches(LINK, page)
                                .map(link -> link.group(1))
                                .filter(target -> !target.contains("://")))
                .allSatisfy(target -> assertThat(page.resolveSibling(target)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsExist(Path page) throws IOException {
        assertThat(matches(COMMAND, page).map(command -> command.group(1))).isSubsetOf(COMMANDS);
    }

    private static Stream<MatchResult> matches(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page)).results();
    }

    private static List<String> blocks(String language, Path page) throws IOException {
        return matches(Pattern.compile("(?s)```" + language + "\\n(.*?)```"), page)
                .map(block -> block.group(1))
                .toList();
    }
}
