package dev.portico.ownership.codeowners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Real files of public repositories have the rules and owners their index counts.
class CodeownersCorpusTest {
    @Test
    void realFilesHaveTheRulesAndOwnersOfTheirIndex() throws IOException {
        Path corpus = SharedFiles.require("corpus/codeowners");
        List<String> different = new ArrayList<>();
        List<String> lines = Files.readAllLines(corpus.resolve("index.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split("\t", -1);
            Codeowners file =
                    Codeowners.parse(Files.readString(corpus.resolve(row[0])), Dialect.GITHUB);
            Set<String> owners = new HashSet<>();
            file.rules().forEach(rule -> owners.addAll(rule.owners()));
            String found =
                    "rules %d owners %d teams %d"
                            .formatted(
                                    file.rules().size(),
                                    owners.size(),
                                    owners.stream()
                                            .filter(o -> o.startsWith("@") && o.contains("/"))
                                            .count());
            String expected = "rules %s owners %s teams %s".formatted(row[4], row[5], row[6]);
            if (!found.equals(expected)) {
                different.add(row[0] + ": " + found + ", expected " + expected);
            }
        }
        assertThat(different).isEmpty();
        assertThat(lines).hasSizeGreaterThan(10);
    }
}
