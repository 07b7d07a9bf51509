package dev.portico.query;

import dev.portico.platform.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The rules of [SearchWords] with regular expressions and a table of distances: which entities
/// match, not in which order.
final class NaiveSearch {
    private static final Map<String, List<String>> WORDS = new ConcurrentHashMap<>();

    private NaiveSearch() {}

    static SearchPage search(List<NaiveCatalog.Found> all, SearchRequest request, long position) {
        List<String> words = words(request.text());
        List<IndexedEntity> found =
                all.stream()
                        .filter(it -> it.matches(request.filter()))
                        .filter(it -> matches(it.entity().json(), words, request))
                        .map(NaiveCatalog.Found::answer)
                        .toList();
        int from = Math.min(request.offset(), found.size());
        int to = Math.min(from + request.limit(), found.size());
        return new SearchPage(
                found.subList(from, to).stream().map(it -> new SearchPage.Hit(it, 0)).toList(),
                found.size(),
                SearchWords.parse(request.text()),
                position);
    }

    private static boolean matches(JsonObject entity, List<String> words, SearchRequest request) {
        if (request.text().isBlank()) {
            return true;
        }
        List<String> names = names(entity);
        List<String> texts = new ArrayList<>(names);
        if (request.scope() == SearchRequest.Scope.EVERYTHING) {
            texts.addAll(others(entity));
        }
        List<String> tokens = texts.stream().flatMap(text -> words(text).stream()).toList();
        List<String> wholes = names.stream().map(name -> String.join("", words(name))).toList();
        boolean every =
                words.stream()
                        .allMatch(
                                word ->
                                        wholes.stream().anyMatch(it -> it.startsWith(word))
                                                || tokens.stream().anyMatch(it -> like(word, it)));
        return !words.isEmpty() && (every || wholes.contains(String.join("", words)));
    }

    private static List<String> names(JsonObject entity) {
        return texts(
                entity.object("metadata").text("name"),
                entity.object("metadata").text("title"),
                entity.object("spec").object("profile").text("displayName"));
    }

    private static List<String> others(JsonObject entity) {
        JsonObject metadata = entity.object("metadata");
        JsonObject spec = entity.object("spec");
        List<String> texts =
                new ArrayList<>(
                        texts(
                                entity.text("kind"),
                                metadata.text("namespace"),
                                metadata.text("description"),
                                spec.text("type"),
                                spec.text("lifecycle"),
                                spec.object("profile").text("email")));
        texts.addAll(metadata.texts("tags"));
        for (String key : List.of("owner", "system", "domain")) {
            spec.text(key).map(ref -> ref.replaceFirst(".*[/:]", "")).ifPresent(texts::add);
        }
        for (JsonObject link : metadata.objects("links")) {
            texts.addAll(texts(link.text("title"), link.text("url")));
        }
        return texts;
    }

    @SafeVarargs
    private static List<String> texts(Optional<String>... texts) {
        return Arrays.stream(texts).flatMap(Optional::stream).toList();
    }

    static List<String> words(String text) {
        return WORDS.computeIfAbsent(text, NaiveSearch::cut);
    }

    private static List<String> cut(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
        return Stream.of(plain.split("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean like(String word, String token) {
        int edits = word.length() < 4 || word.matches(".*\\d.*") ? 0 : word.length() < 8 ? 1 : 2;
        return token.startsWith(word)
                || edits > 0
                        && token.charAt(0) == word.charAt(0)
                        && Math.abs(token.length() - word.length()) <= edits
                        && distance(word, token) <= edits;
    }

    /// Insertions, deletions, replacements and swaps of neighbours.
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                table[i][j] =
                        Math.min(
                                table[i - 1][j - 1] + (same ? 0 : 1),
                                Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }
}
