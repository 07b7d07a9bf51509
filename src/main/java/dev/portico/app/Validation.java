package dev.portico.app;

import dev.portico.catalog.Admission;
import dev.portico.catalog.Admission.LocationRule;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.Rejection;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.Severity;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks files one after the other and collects what is wrong with them.
final class Validation {
    private final KindSource kinds;
    private final Descriptors descriptors;
    private final Map<EntityRef, String> declaredIn = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int files;
    private int entities;
    private int unread;

    Validation(KindSource kinds) {
        this.kinds = kinds;
        this.descriptors = new Descriptors(kinds.kinds());
    }

    void check(DescriptorFiles.Found found) {
        String name = found.file().normalize().toString();
        LocalTargets targets = new LocalTargets(found);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(found.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DescriptorContent content =
                descriptors.read(file(name, bytes, Admission.of(TrustLevel.PLATFORM)), targets);
        List<Problem> ofFile = new ArrayList<>();
        for (Rejection rejection : content.rejections()) {
            rejection.problems().forEach(problem -> ofFile.add(weighed(problem)));
        }
        for (Declaration declaration : content.declarations()) {
            declaration.warnings().forEach(problem -> ofFile.add(weighed(problem)));
            checkTwin(declaration, name, ofFile);
        }
        checkTargets(content, targets, name, ofFile);
        checkRules(name, bytes, ofFile);
        ofFile.sort(
                Comparator.<Problem>comparingInt(problem -> problem.position().line())
                        .thenComparingInt(problem -> problem.position().column()));
        problems.addAll(ofFile);
        files++;
        entities += content.declarations().size();
        unread += targets.unread();
    }

    /// A server may know more kinds and actions than we do.
    private Problem weighed(Problem problem) {
        if (kinds.complete()) {
            return problem;
        }
        return switch (problem.code()) {
            case "unknown-kind" ->
                    warning(
                            problem,
                            problem.message() + " Name a server with --server to check its kinds.");
            case "unknown-action" ->
                    warning(
                            problem,
                            problem.message()
                                    + " Name a server with --server to check its actions.");
            default -> problem;
        };
    }

    private void checkTwin(Declaration declaration, String name, List<Problem> ofFile) {
        @Nullable String other = declaredIn.putIfAbsent(declaration.ref(), name);
        if (other != null) {
            ofFile.add(
                    Problem.warning(
                            "duplicate-entity",
                            "The entity "
                                    + declaration.ref()
                                    + " is declared in "
                                    + other
                                    + ", too; the catalog shows one of them and lists the other as a"
                                    + " conflict.",
                            "",
                            position(name)
                                    .at(
                                            declaration.provenance().document(),
                                            declaration.provenance().line(),
                                            1)));
        }
    }

    private static void checkTargets(
            DescriptorContent content, LocalTargets targets, String name, List<Problem> ofFile) {
        for (DescriptorContent.Target target : content.targets()) {
            if (!target.type().equals("url") || !target.required()) {
                continue;
            }
            @Nullable String trouble = null;
            try {
                if (!targets.exists(target.target())) {
                    trouble = "There is no such file.";
                }
            } catch (PorticoException e) {
                trouble = e.text();
            }
            if (trouble != null) {
                ofFile.add(
                        Problem.error(
                                        "missing-target",
                                        "The location's target can't be read: " + trouble,
                                        target.pointer(),
                                        position(name)
                                                .at(
                                                        target.document(),
                                                        target.line(),
                                                        target.column()))
                                .because(target.target(), null));
            }
        }
    }

    /// Whether the repository will be registered as a location or configured is not known here, so
    /// what no rule allows is only a warning.
    private void checkRules(String name, byte[] bytes, List<Problem> ofFile) {
        if (kinds.rules().isEmpty()) {
            return;
        }
        List<LocationRule> anywhere =
                kinds.rules().stream()
                        .map(rule -> new LocationRule(rule.kinds(), List.of()))
                        .toList();
        Admission admission = new Admission(TrustLevel.PLATFORM, anywhere, "url", name);
        DescriptorContent content =
                descriptors.read(
                        file(name, bytes, admission), _ -> "{}".getBytes(StandardCharsets.UTF_8));
        content.rejections().stream()
                .flatMap(rejection -> rejection.problems().stream())
                .filter(problem -> problem.code().equals("not-allowed"))
                .map(problem -> warning(problem, problem.message()))
                .forEach(ofFile::add);
    }

    private static Problem warning(Problem problem, String message) {
        return new Problem(
                problem.code(),
                Severity.WARNING,
                message,
                problem.pointer(),
                problem.found(),
                problem.allowed(),
                problem.position());
    }

    private static DescriptorFile file(String name, byte[] bytes, Admission admission) {
        return new DescriptorFile(bytes, position(name), name, admission, Map.of(), Map.of(), null);
    }

    private static SourcePosition position(String name) {
        return new SourcePosition("validate", name, null, 1, 1, 1);
    }

    Result result() {
        return new Result(problems, files, entities, unread);
    }

    /// @param entities how many documents are good
    /// @param unread how many placeholders point to URLs, which are not read
    record Result(List<Problem> problems, int files, int entities, int unread) {
        long errors() {
            return problems.stream().filter(Problem::isError).count();
        }

        long warnings() {
            return problems.size() - errors();
        }
    }
}
