package dev.portico.template.action.git;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Yaml;
import dev.portico.template.Made;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The entities that a folder declares in its `catalog-info.yaml`, so that who looks at one of them
/// finds the task that published it. Whether the file is good is for the catalog to say.
final class DeclaredEntities {
    private static final List<String> FILES = List.of("catalog-info.yaml", "catalog-info.yml");
    private static final long MOST_BYTES = 1 << 20;

    private DeclaredEntities() {}

    static List<Made> in(Path folder) throws IOException {
        List<Made> made = new ArrayList<>();
        for (String name : FILES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) <= MOST_BYTES) {
                made.addAll(in(file, new ArrayList<>()));
            }
        }
        return made;
    }

    private static List<Made> in(Path file, List<Made> made) throws IOException {
        try {
            for (@Nullable Object document : Yaml.readAll(Files.readString(file))) {
                if (document instanceof Map<?, ?> map) {
                    JsonObject entity = JsonObject.of(map);
                    JsonObject metadata = entity.object("metadata");
                    String ref =
                            entity.text("kind").orElse("").toLowerCase(Locale.ROOT)
                                    + ":"
                                    + metadata.text("namespace").orElse(EntityRef.DEFAULT_NAMESPACE)
                                    + "/"
                                    + metadata.text("name").orElse("");
                    made.add(new Made(Made.Type.ENTITY, EntityRef.parse(ref).toString(), null));
                }
            }
        } catch (CharacterCodingException | PorticoException _) {
            return List.of();
        }
        return made;
    }
}
