package dev.portico.ownership.codeowners;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A CODEOWNERS file that was read.
public final class Codeowners {
    private final List<OwnersSection> sections;
    private final List<OwnersProblem> problems;
    private final List<List<@Nullable PathPattern>> patterns;

    Codeowners(List<OwnersSection> sections, List<OwnersProblem> problems, Dialect dialect) {
        this.sections = List.copyOf(sections);
        this.problems = List.copyOf(problems);
        this.patterns = new ArrayList<>();
        for (OwnersSection section : sections) {
            List<@Nullable PathPattern> compiled = new ArrayList<>();
            section.rules().forEach(rule -> compiled.add(PathPattern.of(rule.pattern(), dialect)));
            patterns.add(compiled);
        }
    }

    /// Reads a file. Never fails: what can't be read is a problem.
    public static Codeowners parse(String text, Dialect dialect) {
        return new CodeownersParser(dialect).parse(text);
    }

    public List<OwnersSection> sections() {
        return sections;
    }

    public List<OwnersProblem> problems() {
        return problems;
    }

    /// All rules, in the order of the file's sections.
    public List<OwnersRule> rules() {
        return sections.stream().flatMap(section -> section.rules().stream()).toList();
    }

    /// The rule that counts for a path in each section that has one, required sections first.
    ///
    /// @param path in the repository, without a slash at its begin
    public List<OwnersMatch> matches(String path) {
        String[] names = path.split("/");
        List<OwnersMatch> required = new ArrayList<>();
        List<OwnersMatch> optional = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            OwnersSection section = sections.get(i);
            last(section, patterns.get(i), path, names)
                    .filter(rule -> !rule.excludes())
                    .ifPresent(
                            rule ->
                                    (section.optional() ? optional : required)
                                            .add(new OwnersMatch(section, rule)));
        }
        required.addAll(optional);
        return required;
    }

    private static Optional<OwnersRule> last(
            OwnersSection section,
            List<@Nullable PathPattern> compiled,
            String path,
            String[] names) {
        for (int i = compiled.size() - 1; i >= 0; i--) {
            PathPattern pattern = compiled.get(i);
            if (pattern != null && pattern.matches(path, names)) {
                return Optional.of(section.rules().get(i));
            }
        }
        return Optional.empty();
    }

    /// The owners of a path, in their order and each once; empty when it has none.
    public List<String> owners(String path) {
        Set<String> owners = new LinkedHashSet<>();
        matches(path).forEach(match -> owners.addAll(match.rule().owners()));
        return List.copyOf(owners);
    }
}
