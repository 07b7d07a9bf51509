package dev.portico.source;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.Declared;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Reading;
import dev.portico.model.Problem;
import dev.portico.source.SetReport.Result;
import dev.portico.source.push.PushedDocument;
import dev.portico.source.push.SetParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the documents of a push with what stands, one after the other.
final class SetComparison {
    private final String source;
    private final Map<String, FileRead> known;
    private final SetParser parser;
    private final Set<String> given = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final List<Reading> changed = new ArrayList<>();
    private final List<Checked> checked = new ArrayList<>();
    private final List<SetReport.Document> results = new ArrayList<>();
    private boolean rejected;

    /// A document whose fate depends on what stands.
    private record Checked(SetParser.Parsed document, Reading reading) {}

    SetComparison(String source, Map<String, FileRead> known, SetParser parser) {
        this.source = source;
        this.known = known;
        this.parser = parser;
    }

    void add(PushedDocument document) {
        if (document.removal() != null) {
            String location = SetParser.location(source, document.removal());
            removed.add(location);
            boolean there = known.containsKey(location);
            result(
                    document.index(),
                    document.removal().toString(),
                    there ? Result.REMOVED : Result.UNCHANGED,
                    List.of(),
                    List.of());
            return;
        }
        if (document.json() == null) {
            reject(document.index(), null, List.of(String.valueOf(document.trouble())));
            return;
        }
        SetParser.Parsed parsed = parser.parse(document.index(), document.json());
        String location = parsed.location();
        String ref = parsed.ref() == null ? null : parsed.ref().toString();
        if (location != null && !given.add(location)) {
            reject(document.index(), ref, List.of("The set declares " + ref + " twice."));
            return;
        }
        FileRead before = location == null ? null : known.get(location);
        if (before != null && before.fingerprint().equals(parsed.fingerprint())) {
            result(document.index(), ref, Result.UNCHANGED, List.of(), parsed.warnings());
            return;
        }
        Reading reading = parser.check(parsed);
        if (!reading.rejections().isEmpty() || location == null) {
            List<String> problems =
                    reading.rejections().stream()
                            .flatMap(rejection -> rejection.problems().stream())
                            .map(SetComparison::sentence)
                            .toList();
            reject(document.index(), ref, problems);
        } else {
            checked.add(new Checked(parsed, reading));
        }
        if (location != null) {
            changed.add(reading.rejections().isEmpty() ? reading : notAsRead(reading));
        }
    }

    /// What was rejected is looked at again when it comes again.
    private static Reading notAsRead(Reading reading) {
        FileRead read = new FileRead(reading.location(), "", reading.read().follows());
        return new Reading(read, reading.declarations(), reading.rejections());
    }

    private static String sentence(Problem problem) {
        return problem.pointer().isEmpty()
                ? problem.message()
                : problem.pointer() + ": " + problem.message();
    }

    private void reject(int index, @Nullable String ref, List<String> problems) {
        rejected = true;
        result(index, ref, Result.REJECTED, problems, List.of());
    }

    private void result(
            int index,
            @Nullable String ref,
            Result result,
            List<String> problems,
            List<String> warnings) {
        results.add(new SetReport.Document(index, ref, result, problems, warnings));
    }

    /// Locations whose declarations decide: those given and those that go.
    Set<String> concerned(boolean delta) {
        Set<String> concerned = new HashSet<>();
        changed.forEach(reading -> concerned.add(reading.location()));
        Set<String> present = present(delta);
        known.keySet().stream()
                .filter(location -> !present.contains(location))
                .forEach(concerned::add);
        return concerned;
    }

    /// Locations that are there after the push.
    Set<String> present(boolean delta) {
        Set<String> present = new HashSet<>(given);
        if (delta) {
            present.addAll(known.keySet());
        }
        present.removeAll(removed);
        return present;
    }

    /// Finds what changes, once what stands is known.
    void compare(List<Declared> declared) {
        Map<Declaration.Key, String> before = new HashMap<>();
        declared.forEach(each -> before.put(each.key(), each.fingerprint()));
        for (Checked each : checked) {
            Declaration declaration = each.reading().declarations().getFirst();
            String old = before.get(declaration.key());
            Result result = Result.CREATED;
            if (old != null) {
                result =
                        old.equals(Declared.fingerprint(declaration))
                                ? Result.UNCHANGED
                                : Result.UPDATED;
            }
            List<String> warnings = new ArrayList<>(each.document().warnings());
            declaration.warnings().forEach(warning -> warnings.add(sentence(warning)));
            result(
                    each.document().index(),
                    declaration.ref().toString(),
                    result,
                    List.of(),
                    warnings);
        }
        results.sort(Comparator.comparingInt(SetReport.Document::index));
    }

    List<Reading> changed() {
        return changed;
    }

    boolean hasRejected() {
        return rejected;
    }

    List<SetReport.Document> results() {
        return results;
    }
}
