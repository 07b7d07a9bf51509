package dev.portico.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that was probably meant.
public final class Nearest {
    private Nearest() {}

    /// The same name in another case, or nearly the same.
    public static Optional<String> of(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> near = new ArrayList<>();
        for (String each : known) {
            int distance = distance(lower, each.toLowerCase(Locale.ROOT));
            if (distance == 0) {
                return Optional.of(each);
            }
            if (distance <= 2 && distance * 3 < name.length()) {
                near.add(each);
            }
        }
        return near.stream().findFirst();
    }

    /// Levenshtein's distance; 3 stands for all that are larger.
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return 3;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(same, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
