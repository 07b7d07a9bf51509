package dev.portico.source.kubernetes.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Texts of objects, made short, and what is read from them.
final class Texts {
    static final int MESSAGE = 500;
    static final int ANNOTATION = 2_000;

    private Texts() {}

    /// A message of at most 500 characters in one line.
    static String message(String text) {
        return cut(text.strip(), MESSAGE);
    }

    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + '…';
    }

    /// A time of RFC 3339; null when there is none or it can't be read.
    static @Nullable Instant time(Optional<String> text) {
        if (text.isEmpty() || text.get().isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.get()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// The elements of a list written with commas or line breaks.
    static List<String> list(String text) {
        List<String> elements = new ArrayList<>();
        for (String element : text.split("[,\n]", -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        return List.copyOf(elements);
    }

    /// Sentences joined by `; `, empty ones and repetitions left out, at most 500 characters.
    static String join(List<String> sentences) {
        return message(
                String.join(
                        "; ",
                        sentences.stream().filter(text -> !text.isBlank()).distinct().toList()));
    }

    /// `1 replica`, `2 replicas`.
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
