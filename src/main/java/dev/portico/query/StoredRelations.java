package dev.portico.query;

import dev.portico.model.EntityRef;
import dev.portico.platform.Digest;
import dev.portico.platform.json.JsonValues;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The relations in an entity's stored JSON, of which they are the last member, as [Composed]
/// writes them. Reads and replaces them where they stand, so that nothing else is parsed.
final class StoredRelations {
    private static final byte[] MEMBER = "\"relations\":[".getBytes(StandardCharsets.US_ASCII);

    private final byte[] json;
    private final int start;
    private final List<Shown> relations;

    /// @param start where the first relation begins
    private StoredRelations(byte[] json, int start, List<Shown> relations) {
        this.json = json;
        this.start = start;
        this.relations = relations;
    }

    /// @param from where it begins in the JSON
    /// @param to behind its end
    private record Shown(EntityRef target, int from, int to) {}

    static StoredRelations of(byte[] json) {
        int start = start(json);
        return new StoredRelations(json, start, read(json, start));
    }

    /// Within a text a quote is written as `\"`, so the member's name with bare quotes stands
    /// nowhere but there and in other objects, which come before.
    private static int start(byte[] json) {
        for (int at = json.length - MEMBER.length; at >= 0; at--) {
            if (json[at] == MEMBER[0] && stands(MEMBER, json, at)) {
                return at + MEMBER.length;
            }
        }
        throw new IllegalStateException("an entity of the index has no relations");
    }

    private static boolean stands(byte[] what, byte[] json, int at) {
        return at + what.length <= json.length
                && Arrays.equals(what, 0, what.length, json, at, at + what.length);
    }

    /// One object after the other; a brace in a text does not end one.
    private static List<Shown> read(byte[] json, int start) {
        List<Shown> relations = new ArrayList<>();
        int from = start;
        boolean quoted = false;
        for (int at = start; at < json.length - 2; at++) {
            byte sign = json[at];
            if (sign == '\\') {
                at++;
            } else if (sign == '"') {
                quoted = !quoted;
            } else if (sign == '{' && !quoted) {
                from = at;
            } else if (sign == '}' && !quoted) {
                relations.add(new Shown(target(json, from, at + 1), from, at + 1));
            }
        }
        return relations;
    }

    private static EntityRef target(byte[] json, int from, int to) {
        String text = new String(json, from, to - from, StandardCharsets.UTF_8);
        int end = text.length() - 2;
        if (text.indexOf('\\') < 0 && text.endsWith("\"}")) {
            return EntityRef.parse(text.substring(text.lastIndexOf('"', end - 1) + 1, end));
        }
        return JsonValues.parse(text) instanceof Map<?, ?> map
                ? EntityRef.parse(String.valueOf(map.get("targetRef")))
                : EntityRef.parse("");
    }

    List<EntityRef> targets() {
        return relations.stream().map(Shown::target).toList();
    }

    int size() {
        return relations.size();
    }

    /// The places of those that lead to such a ref.
    BitSet where(Predicate<EntityRef> target) {
        BitSet places = new BitSet(relations.size());
        for (int i = 0; i < relations.size(); i++) {
            places.set(i, target.test(relations.get(i).target()));
        }
        return places;
    }

    /// The entity with some of its relations, by place, and with the etag of one that has no
    /// others.
    IndexedEntity only(IndexedEntity entity, BitSet kept) {
        if (kept.cardinality() == relations.size()) {
            return entity;
        }
        byte[] insert = (",\"etag\":\"" + entity.etag() + '"').getBytes(StandardCharsets.UTF_8);
        int at = derived(insert, entity.etag());
        byte[] stripped = with(kept);
        if (at < 0) {
            return new IndexedEntity(entity.ref(), entity.uid(), entity.etag(), stripped);
        }
        String etag = Digest.sha1(without(stripped, at, insert.length));
        byte[] digits = etag.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(
                digits, 0, stripped, at + insert.length - 1 - digits.length, digits.length);
        return new IndexedEntity(entity.ref(), entity.uid(), etag, stripped);
    }

    /// Where the etag stands that was put in because the document has none; -1 for a document's
    /// own, which stays.
    private int derived(byte[] insert, String etag) {
        for (int at = start - insert.length; at >= 0; at--) {
            if (json[at] == ',' && stands(insert, json, at)) {
                return Digest.sha1(without(json, at, insert.length)).equals(etag) ? at : -1;
            }
        }
        return -1;
    }

    private static byte[] without(byte[] json, int at, int length) {
        byte[] rest = new byte[json.length - length];
        System.arraycopy(json, 0, rest, 0, at);
        System.arraycopy(json, at + length, rest, at, rest.length - at);
        return rest;
    }

    private byte[] with(BitSet kept) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        out.write(json, 0, start);
        for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
            if (i > kept.nextSetBit(0)) {
                out.write(',');
            }
            Shown each = relations.get(i);
            out.write(json, each.from(), each.to() - each.from());
        }
        out.write(']');
        out.write('}');
        return out.toByteArray();
    }
}
