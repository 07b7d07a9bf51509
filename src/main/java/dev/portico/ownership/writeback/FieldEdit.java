package dev.portico.ownership.writeback;

import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlFile;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.platform.yaml.YamlSplice;
import dev.portico.platform.yaml.YamlSplice.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes a claimed field of an entity into the file that declares it. Pure.
public final class FieldEdit {
    private static final List<String> BESIDE = List.of("owner", "lifecycle", "type");

    private FieldEdit() {}

    /// The file with the value, which is written as short as it was before: `payments` stays
    /// without kind and namespace. Refused for what [YamlSplice] can't do, for a file that is a
    /// template for other files, and when no document declares the entity.
    ///
    /// @param field one of [Claim#SINGLE]
    public static Result apply(byte[] content, EntityRef ref, String field, String value) {
        YamlFile file = YamlParser.parse(content);
        if (isTemplated(content, file)) {
            return new Result.Refused(
                    "The file holds placeholders ({{ }}) that another program fills in; edit it by"
                            + " hand.");
        }
        Optional<YamlDocument> document =
                file.documents().stream()
                        .filter(
                                each ->
                                        each.value()
                                                .filter(json -> declares(json, ref))
                                                .isPresent())
                        .findFirst();
        if (document.isEmpty()) {
            return new Result.Refused("The file declares no " + ref + " any more.");
        }
        Optional<String> old =
                document.get().value().flatMap(json -> json.object("spec").text(field));
        if (old.isPresent() && Claim.same(field, old.get(), value, ref.namespace())) {
            return new Result.Edited(content);
        }
        String written = field.equals(Claim.OWNER) ? owner(old.orElse(null), value, ref) : value;
        return YamlSplice.apply(
                content,
                new YamlSplice.Edit(
                        document.get().number(), List.of("spec", field), written, BESIDE));
    }

    /// Templates of the catalog hold placeholders by nature, beside the fields written here.
    private static boolean isTemplated(byte[] content, YamlFile file) {
        return new String(content, StandardCharsets.UTF_8).contains("{{")
                && !file.documents().stream()
                        .allMatch(
                                each ->
                                        each.value()
                                                .flatMap(json -> json.text("kind"))
                                                .filter("Template"::equals)
                                                .isPresent());
    }

    private static boolean declares(JsonObject json, EntityRef ref) {
        JsonObject metadata = json.object("metadata");
        return is(json.text("kind"), ref.kind())
                && is(metadata.text("name"), ref.name())
                && is(
                        metadata.text("namespace")
                                .filter(text -> !text.isBlank())
                                .or(() -> Optional.of(EntityRef.DEFAULT_NAMESPACE)),
                        ref.namespace());
    }

    private static boolean is(Optional<String> text, String wanted) {
        return text.map(each -> each.toLowerCase(Locale.ROOT))
                .filter(wanted.toLowerCase(Locale.ROOT)::equals)
                .isPresent();
    }

    private static String owner(@Nullable String old, String value, EntityRef ref) {
        EntityRef owner = Claim.owner(value, ref.namespace());
        boolean near = owner.namespace().equals(ref.namespace());
        if (!near || old != null && old.indexOf('/') >= 0) {
            return owner.toString();
        }
        boolean bare = old != null && old.indexOf(':') < 0;
        return bare && owner.kind().equals("group")
                ? owner.name()
                : owner.kind() + ":" + owner.name();
    }
}
