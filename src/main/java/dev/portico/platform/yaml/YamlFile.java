package dev.portico.platform.yaml;

import java.util.List;

/// What a file consists of.
///
/// @param documents those with content, in order
/// @param problems what is wrong with the file as a whole
public record YamlFile(List<YamlDocument> documents, List<YamlProblem> problems) {
    public YamlFile {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }
}
