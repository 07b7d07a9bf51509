package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.EntityFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSet;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is found for a kept filter is kept for each segment by itself.
class KeptFiltersTest {
    private static final EntityFilter SERVICES = EntityFilter.equal("spec.type", "service");

    private final KeptFilters filters = new KeptFilters();
    private final EntityFilter.Kept seen = new EntityFilter.Kept(SERVICES);
    private IndexWriter writer;

    @BeforeEach
    void anIndexOfOneSegment() throws IOException {
        writer =
                new IndexWriter(
                        new ByteBuffersDirectory(),
                        new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE));
        add("a", "service");
        add("b", "library");
        add("c", "service");
        writer.commit();
    }

    @AfterEach
    void end() throws IOException {
        writer.close();
    }

    private void add(String ref, String type) throws IOException {
        Document document = new Document();
        document.add(new StringField(EntityFields.REF, ref, Field.Store.NO));
        document.add(
                new StringField(
                        EntityFields.KEY_VALUE,
                        EntityFields.term("spec.type", type),
                        Field.Store.NO));
        writer.addDocument(document);
    }

    private List<DocIdSet> sets(DirectoryReader reader, EntityFilter.Kept filter)
            throws IOException {
        IndexSearcher searcher = new IndexSearcher(reader);
        List<DocIdSet> sets = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            sets.add(filters.in(leaf, filter, searcher));
        }
        return sets;
    }

    private static List<Integer> docs(DocIdSet set) throws IOException {
        List<Integer> docs = new ArrayList<>();
        DocIdSetIterator iterator = set.iterator();
        while (iterator.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            docs.add(iterator.docID());
        }
        return docs;
    }

    @Test
    void aChangeCostsTheSegmentThatItMakes() throws IOException {
        try (DirectoryReader before = DirectoryReader.open(writer)) {
            DocIdSet first = sets(before, seen).getFirst();
            assertThat(docs(first)).containsExactly(0, 2);

            writer.deleteDocuments(new Term(EntityFields.REF, "a"));
            add("d", "service");
            writer.commit();
            try (DirectoryReader after = DirectoryReader.open(writer)) {
                List<DocIdSet> now = sets(after, seen);
                assertThat(now).hasSize(2);
                assertThat(now.getFirst()).isSameAs(first);
                assertThat(docs(now.get(1))).containsExactly(0);
                assertThat(new IndexSearcher(after).count(new KeptQuery(seen, filters)))
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void anotherFilterFindsItsOwnThoughItSaysTheSame() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            DocIdSet one = sets(reader, seen).getFirst();
            DocIdSet other = sets(reader, new EntityFilter.Kept(SERVICES)).getFirst();

            assertThat(sets(reader, seen).getFirst()).isSameAs(one);
            assertThat(other).isNotSameAs(one);
            assertThat(docs(other)).isEqualTo(docs(one));
        }
    }

    @Test
    void whatIsKeptOfASegmentGoesWhenItIsClosed() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            sets(reader, seen);
            sets(reader, new EntityFilter.Kept(EntityFilter.NONE));
            assertThat(filters.size()).isEqualTo(2);
        }
        writer.deleteAll();
        writer.commit();
        assertThat(filters.size()).isZero();
    }
}
