package dev.portico.query;

import dev.portico.catalog.FeedBatch;
import dev.portico.platform.Digest;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A final entity: its own document with relations and etag, as the APIs show it.
///
/// @param etag the document's own, else the SHA-1 of the entity without it
/// @param ownEtag whether the document brought the etag
record Composed(
        String ref,
        UUID uid,
        String etag,
        boolean ownEtag,
        byte[] json,
        List<SearchRow> rows,
        EntityText text,
        List<ShownRelation> relations) {

    /// Composes an entity from what the feed brought.
    static Composed of(FeedBatch.State state, List<ShownRelation> relations) {
        return of(
                state.ref().toString(), state.uid(), JsonObject.parse(state.document()), relations);
    }

    /// Composes an entity anew from the document found by [#ownDocument].
    static Composed of(String ref, UUID uid, JsonObject document, List<ShownRelation> relations) {
        JsonObject entity = document.with("relations", shown(relations));
        JsonObject.Marked plain = entity.toBytesMarking("metadata");
        Optional<String> supplied = entity.object("metadata").text("etag");
        String etag = supplied.orElseGet(() -> Digest.sha1(plain.bytes()));
        return new Composed(
                ref,
                uid,
                etag,
                supplied.isPresent(),
                supplied.isPresent() ? plain.bytes() : withEtag(entity, plain, etag),
                SearchRows.of(entity, relations),
                EntityText.of(entity),
                relations);
    }

    /// Puts the etag last into the metadata of JSON that is written already, so that most entities
    /// are written once.
    private static byte[] withEtag(JsonObject entity, JsonObject.Marked plain, String etag) {
        JsonObject metadata = entity.object("metadata");
        if (metadata.isEmpty() || metadata.has("etag")) {
            return entity.with("metadata", metadata.with("etag", etag)).toBytes();
        }
        byte[] insert = (",\"etag\":\"" + etag + '"').getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = plain.bytes();
        int at = plain.last();
        byte[] complete = new byte[bytes.length + insert.length];
        System.arraycopy(bytes, 0, complete, 0, at);
        System.arraycopy(insert, 0, complete, at, insert.length);
        System.arraycopy(bytes, at, complete, at + insert.length, bytes.length - at);
        return complete;
    }

    /// The document that a final entity was composed of.
    static JsonObject ownDocument(byte[] json, boolean ownEtag) {
        JsonObject document = JsonObject.parse(json).without("relations");
        return ownEtag
                ? document
                : document.with("metadata", document.object("metadata").without("etag"));
    }

    private static List<Map<String, String>> shown(List<ShownRelation> relations) {
        List<Map<String, String>> shown = new ArrayList<>(relations.size());
        for (ShownRelation relation : relations) {
            Map<String, String> fields = LinkedHashMap.newLinkedHashMap(2);
            fields.put("type", relation.type());
            fields.put("targetRef", relation.target());
            shown.add(fields);
        }
        return shown;
    }
}
