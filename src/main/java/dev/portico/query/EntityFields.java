package dev.portico.query;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/// The fields of an entity in the index: a fixed few, none named after catalog data.
///
/// Every segment is sorted by uid, so that the order of documents is the order of uids.
final class EntityFields {
    /// Changes whenever an index of an older program can't be read on with.
    static final String FORMAT = "2";

    /// `key NUL value`, both in lower case.
    static final String KEY_VALUE = "kv";

    /// `key NUL value`, the value as it was written, where that is not in lower case alone: most
    /// values are, and are not kept twice. See [ColumnReader#originals].
    static final String KEY_ORIGINAL = "kvo";

    /// `key` when the key is there, and also `key NUL` when it has a value that is not null.
    static final String KEY = "k";

    static final String REF = "ref";

    /// Refs the entity has a relation to, and [#ANY_TARGET] when it has any.
    static final String TARGET = "target";

    static final String ANY_TARGET = "*";

    /// The uid as two numbers whose signed order is the order of the uid's text.
    static final String UID_HIGH = "uidh";

    static final String UID_LOW = "uidl";

    /// The final entity as JSON; empty when it is large.
    static final String JSON = "json";

    /// The JSON of a large entity, a hub. A reader's buffer is as long as the longest value of its
    /// field, so that these few are kept apart from the many.
    static final String LARGE_JSON = "large";

    private static final int LARGE = 16 * 1024;

    /// A byte that says whether the etag is the document's own, then ref, NUL, etag.
    static final String HEAD = "head";

    /// The relations that the entity's document made: type, target, reverse, each ended by NUL.
    static final String PAIRS = "pairs";

    /// The words of names and titles, with how often and how many.
    static final String NAMES = "names";

    /// Each name and title as one word.
    static final String WHOLE = "whole";

    /// The words of tags, kind, owner and the like.
    static final String FACTS = "facts";

    /// The words of descriptions and links.
    static final String PROSE = "prose";

    static final Sort BY_UID =
            new Sort(
                    new SortField(UID_HIGH, SortField.Type.LONG),
                    new SortField(UID_LOW, SortField.Type.LONG));

    private static final FieldType RANKED = words(IndexOptions.DOCS_AND_FREQS, false);
    private static final FieldType WORDS = words(IndexOptions.DOCS, true);

    private static final char NUL = '\0';

    /// Stands between values that are cut into words together, which is faster than one by one; no
    /// word goes over it.
    private static final char BETWEEN = '\n';

    /// Lucene refuses longer terms; nothing valid comes near.
    private static final int MAX_TERM = 8_000;

    private EntityFields() {}

    private static FieldType words(IndexOptions options, boolean omitNorms) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(options);
        type.setOmitNorms(omitNorms);
        type.freeze();
        return type;
    }

    static String term(String key, String value) {
        return key + NUL + value;
    }

    static String hasValue(String key) {
        return key + NUL;
    }

    static Term ref(String ref) {
        return new Term(REF, ref);
    }

    static long sortable(long half) {
        return half ^ Long.MIN_VALUE;
    }

    static UUID uid(long high, long low) {
        return new UUID(sortable(high), sortable(low));
    }

    static Document document(Composed entity, String pairs) {
        Document document = new Document();
        document.add(new StringField(REF, entity.ref(), Field.Store.NO));
        UUID uid = entity.uid();
        document.add(new NumericDocValuesField(UID_HIGH, sortable(uid.getMostSignificantBits())));
        document.add(new NumericDocValuesField(UID_LOW, sortable(uid.getLeastSignificantBits())));
        boolean large = entity.json().length > LARGE;
        document.add(
                new BinaryDocValuesField(
                        JSON, large ? new BytesRef() : new BytesRef(entity.json())));
        if (large) {
            document.add(new BinaryDocValuesField(LARGE_JSON, new BytesRef(entity.json())));
        }
        String head = (entity.ownEtag() ? "1" : "0") + entity.ref() + NUL + entity.etag();
        document.add(new BinaryDocValuesField(HEAD, new BytesRef(head)));
        document.add(
                new BinaryDocValuesField(
                        PAIRS, new BytesRef(pairs.getBytes(StandardCharsets.UTF_8))));
        addRows(document, entity.rows());
        addTargets(document, entity.relations());
        addText(document, entity.text());
        return document;
    }

    private static void addText(Document document, EntityText text) {
        StringBuilder names = new StringBuilder();
        StringBuilder facts = new StringBuilder();
        StringBuilder prose = new StringBuilder();
        for (EntityText.Part part : text.parts()) {
            switch (part.weight()) {
                case NAME -> {
                    names.append(part.value()).append(BETWEEN);
                    add(document, WHOLE, TextAnalysis.joined(TextAnalysis.tokens(part.value())));
                }
                case FACT -> facts.append(part.value()).append(BETWEEN);
                case PROSE -> prose.append(part.value()).append(BETWEEN);
            }
        }
        addWords(document, NAMES, names, RANKED);
        addWords(document, FACTS, facts, WORDS);
        addWords(document, PROSE, prose, WORDS);
    }

    private static void addWords(
            Document document, String field, StringBuilder text, FieldType type) {
        if (!text.isEmpty()) {
            document.add(new Field(field, text.toString(), type));
        }
    }

    private static void addRows(Document document, List<SearchRow> rows) {
        Set<String> keys = new HashSet<>(rows.size() * 2);
        Set<String> withValue = new HashSet<>(rows.size() * 2);
        Set<String> written = new HashSet<>();
        for (SearchRow row : rows) {
            if (keys.add(row.key())) {
                add(document, KEY, row.key());
            }
            if (row.value() != null && row.original() != null) {
                if (withValue.add(row.key())) {
                    add(document, KEY, hasValue(row.key()));
                }
                String term = term(row.key(), row.value());
                add(document, KEY_VALUE, term);
                if (!row.original().equals(row.value())) {
                    add(document, KEY_ORIGINAL, term(row.key(), row.original()));
                    written.add(term);
                }
            }
        }
        if (written.isEmpty()) {
            return;
        }
        for (SearchRow row : rows) {
            if (row.value() != null && row.value().equals(row.original())) {
                String term = term(row.key(), row.value());
                if (written.contains(term)) {
                    add(document, KEY_ORIGINAL, term);
                }
            }
        }
    }

    private static void addTargets(Document document, List<ShownRelation> relations) {
        if (!relations.isEmpty()) {
            add(document, TARGET, ANY_TARGET);
        }
        Set<String> targets = new HashSet<>();
        for (ShownRelation relation : relations) {
            if (targets.add(relation.target())) {
                add(document, TARGET, relation.target());
            }
        }
    }

    private static void add(Document document, String field, String term) {
        if (term.length() <= MAX_TERM) {
            document.add(new StringField(field, bytes(term), Field.Store.NO));
        }
    }

    /// The text as Lucene encodes it, by the JDK's faster way where both are the same: in ASCII.
    /// They write half a surrogate pair differently, the JDK as `?`.
    private static BytesRef bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length == text.length() && isPlain(bytes)
                ? new BytesRef(bytes)
                : new BytesRef(text);
    }

    private static boolean isPlain(byte[] bytes) {
        for (byte it : bytes) {
            if (it == '?') {
                return false;
            }
        }
        return true;
    }
}
