package dev.portico.query;

import dev.portico.model.EntityFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts the values of keys over the entities that match.
final class FacetQuery {
    private FacetQuery() {}

    static Map<String, List<FacetCount>> run(View view, List<String> keys, EntityFilter filter) {
        LeafMatches[] matches = Matcher.match(view, new Question(filter, null, null));
        Map<String, List<FacetCount>> facets = LinkedHashMap.newLinkedHashMap(keys.size());
        for (String key : keys) {
            facets.computeIfAbsent(key, it -> count(view, it, matches));
        }
        return facets;
    }

    private static List<FacetCount> count(View view, String key, LeafMatches[] matches) {
        Map<String, Long> counts = new HashMap<>();
        for (int leaf = 0; leaf < matches.length; leaf++) {
            if (matches[leaf].count() == 0) {
                continue;
            }
            Column column = view.cache().originals(view.leaves().get(leaf).reader(), key);
            int[] byValue = count(column, matches[leaf]);
            for (int value = 0; value < byValue.length; value++) {
                if (byValue[value] > 0) {
                    counts.merge(column.text(value), (long) byValue[value], Long::sum);
                }
            }
        }
        List<FacetCount> sorted = new ArrayList<>(counts.size());
        counts.forEach((value, count) -> sorted.add(new FacetCount(value, count)));
        sorted.sort((a, b) -> Utf8Order.compare(a.value(), b.value()));
        return sorted;
    }

    private static int[] count(Column column, LeafMatches matches) {
        int[] counts = new int[column.values()];
        if (column.isSingle()) {
            matches.forEach(
                    doc -> {
                        int value = column.sortValue(doc, false);
                        if (value >= 0) {
                            counts[value]++;
                        }
                    });
        } else {
            matches.forEach(
                    doc -> {
                        for (int n = column.count(doc) - 1; n >= 0; n--) {
                            counts[column.value(doc, n)]++;
                        }
                    });
        }
        return counts;
    }
}
