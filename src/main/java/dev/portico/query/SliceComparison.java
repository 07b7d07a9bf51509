package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.FeedBatch;
import dev.portico.catalog.FeedSlice;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Finds where an index differs from one slice of the database: documents by their hash, relations
/// one by one, on both of their ends and as the entities show them.
final class SliceComparison {
    private final CatalogFeed feed;
    private final Followed index;
    private final FeedSlice slice;
    private final Set<EntityRef> leftOut;
    private final Map<EntityRef, Set<RelationPair>> made = new HashMap<>();
    private final Set<RelationPair> missing = new HashSet<>();
    private final Set<RelationPair> surplus = new HashSet<>();

    /// @param leftOut refs that changed since, not to be compared
    SliceComparison(CatalogFeed feed, Followed index, FeedSlice slice, Set<EntityRef> leftOut) {
        this.feed = feed;
        this.index = index;
        this.slice = slice;
        this.leftOut = leftOut;
        for (RelationPair pair : slice.relations()) {
            made.computeIfAbsent(pair.source(), _ -> new HashSet<>()).add(pair);
        }
    }

    /// One ref whose answers are wrong.
    record Difference(EntityRef ref, String what) {
        @Override
        public String toString() {
            return ref + " " + what;
        }
    }

    List<Difference> differences() throws IOException {
        List<Difference> differences = new ArrayList<>();
        try (View view = index.store().view()) {
            Map<String, Integer> documents = documents(view);
            for (FeedSlice.Entry entry : slice.entries()) {
                Integer count = documents.remove(entry.ref().toString());
                String what = compare(view, entry, count == null ? 0 : count);
                if (what != null && !leftOut.contains(entry.ref())) {
                    differences.add(new Difference(entry.ref(), what));
                }
            }
            for (String ref : documents.keySet()) {
                // never was in the database
                if (!leftOut.contains(EntityRef.parse(ref))) {
                    differences.add(new Difference(EntityRef.parse(ref), "should not exist"));
                }
            }
        }
        return differences;
    }

    /// How many documents each ref of the slice has.
    private Map<String, Integer> documents(View view) throws IOException {
        Map<String, Integer> documents = new TreeMap<>();
        @Nullable BytesRef end =
                slice.last() ? null : new BytesRef(slice.entries().getLast().ref().toString());
        for (Leaf leaf : view.leaves()) {
            Terms terms = leaf.reader().terms(EntityFields.REF);
            if (terms != null) {
                count(leaf, terms.iterator(), end, documents);
            }
        }
        return documents;
    }

    private void count(
            Leaf leaf, TermsEnum terms, @Nullable BytesRef end, Map<String, Integer> documents)
            throws IOException {
        BytesRef begin = new BytesRef(slice.after());
        if (terms.seekCeil(begin) == TermsEnum.SeekStatus.END) {
            return;
        }
        PostingsEnum postings = null;
        for (BytesRef ref = terms.term();
                ref != null && (end == null || ref.compareTo(end) <= 0);
                ref = terms.next()) {
            if (ref.equals(begin)) {
                continue;
            }
            postings = terms.postings(postings, PostingsEnum.NONE);
            for (int doc = postings.nextDoc();
                    doc != PostingsEnum.NO_MORE_DOCS;
                    doc = postings.nextDoc()) {
                if (leaf.isLive(doc)) {
                    documents.merge(ref.utf8ToString(), 1, Integer::sum);
                }
            }
        }
    }

    private @Nullable String compare(View view, FeedSlice.Entry entry, int documents) {
        EntityRef ref = entry.ref();
        boolean exists = entry.uid() != null;
        String relations = compareRelations(view.adjacency(), ref);
        if (documents != (exists ? 1 : 0)) {
            return exists
                    ? documents == 0 ? "is missing" : "is there " + documents + " times"
                    : "should not exist";
        }
        if (relations != null || !exists) {
            return relations;
        }
        View.Stored stored = Objects.requireNonNull(view.stored(ref));
        IndexedEntity found = stored.entity();
        if (!found.uid().equals(Objects.requireNonNull(entry.uid()).toString())) {
            return "has another uid";
        }
        String hash = hash(stored.document());
        if (!hash.equals(entry.hash()) && !hash.equals(hashAnew(ref))) {
            return "has another document";
        }
        Composed anew = view.recompose(stored);
        boolean shown =
                anew.etag().equals(found.etag()) && Arrays.equals(anew.json(), found.json());
        return shown || index.isLate(ref) ? null : "shows other relations";
    }

    /// The hash of what the database would give now: the one it keeps is as the program made it
    /// that wrote the document, which may be an older one.
    private @Nullable String hashAnew(EntityRef ref) {
        List<FeedBatch.State> states = feed.states(List.of(ref));
        return states.isEmpty() ? null : hash(JsonObject.parse(states.getFirst().document()));
    }

    private static String hash(JsonObject document) {
        return document.with("metadata", document.object("metadata").without("uid")).hash();
    }

    private @Nullable String compareRelations(Adjacency adjacency, EntityRef ref) {
        Set<RelationPair> expected = made.getOrDefault(ref, Set.of());
        Set<RelationPair> held = Set.copyOf(Adjacency.parsePairs(ref, adjacency.pairs(ref)));
        List<RelationPair> halves = adjacency.halves(ref);
        if (expected.equals(held) && halves.isEmpty()) {
            return null;
        }
        if (!leftOut.contains(ref)) {
            expected.stream().filter(it -> !held.contains(it)).forEach(missing::add);
            held.stream().filter(it -> !expected.contains(it)).forEach(surplus::add);
            for (RelationPair half : halves) {
                // one that another document makes is looked up again with that document
                (expected.contains(half) ? missing : surplus).add(half);
            }
        }
        return "has other relations";
    }

    /// The difference as a batch of the index's own position.
    FeedBatch mend(List<Difference> differences) {
        Set<EntityRef> removed = new HashSet<>();
        differences.forEach(it -> removed.add(it.ref()));
        Set<EntityRef> exist = new HashSet<>();
        slice.entries().stream().filter(it -> it.uid() != null).forEach(it -> exist.add(it.ref()));
        Set<EntityRef> wrong = new HashSet<>(removed);
        wrong.retainAll(exist);
        removed.removeAll(exist);
        surplus.removeAll(missing);
        CommitMark mark = index.store().mark();
        return new FeedBatch(
                mark.positionId(),
                mark.position(),
                mark.positionId(),
                feed.states(wrong),
                List.copyOf(removed),
                List.copyOf(missing),
                List.copyOf(surplus),
                List.of());
    }
}
