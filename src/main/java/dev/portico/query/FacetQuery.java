package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts the values of keys over the entities that match.
final class FacetQuery {
    private final View view;
    private final LiveKeys live;
    private final EntityFilter filter;

    /// @param filter without live keys
    FacetQuery(View view, LiveKeys live, EntityFilter filter) {
        this.view = view;
        this.live = live;
        this.filter = filter;
    }

    Map<String, List<FacetCount>> run(List<String> keys) {
        LeafMatches[] matches = Matcher.match(view, new Question(filter, null, null));
        Map<String, List<FacetCount>> facets = LinkedHashMap.newLinkedHashMap(keys.size());
        for (String key : keys) {
            Map<String, Set<EntityRef>> values = live.values(key);
            facets.computeIfAbsent(
                    key, it -> values == null ? count(view, it, matches) : countLive(values));
        }
        return facets;
    }

    private List<FacetCount> countLive(Map<String, Set<EntityRef>> values) {
        List<FacetCount> counts = new ArrayList<>(values.size());
        values.forEach(
                (value, refs) -> {
                    EntityFilter.Refs having = new EntityFilter.Refs(List.copyOf(refs));
                    Question both = new Question(EntityFilter.and(filter, having), null, null);
                    long count = Matcher.total(Matcher.match(view, both));
                    if (count > 0) {
                        counts.add(new FacetCount(value, count));
                    }
                });
        counts.sort((a, b) -> Utf8Order.compare(a.value(), b.value()));
        return counts;
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
            matches.count(column.singleValues(), counts);
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
