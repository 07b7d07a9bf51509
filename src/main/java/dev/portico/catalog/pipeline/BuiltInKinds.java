package dev.portico.catalog.pipeline;

import dev.portico.model.Kind;
import dev.portico.platform.yaml.YamlFile;
import dev.portico.platform.yaml.YamlParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kinds that ship with the program, read from the class path where the folder `catalog/` of
/// the project is put.
public final class BuiltInKinds {
    private static final List<String> NAMES =
            List.of(
                    "component",
                    "api",
                    "resource",
                    "system",
                    "domain",
                    "group",
                    "user",
                    "location",
                    "template",
                    "airesource",
                    "kind",
                    "kubernetesmapping",
                    "cluster",
                    "action",
                    "policy");

    private BuiltInKinds() {}

    public static KindTable load() {
        return KindTable.EMPTY.with(NAMES.stream().map(BuiltInKinds::read).toList());
    }

    private static Kind read(String name) {
        String path = "/catalog/kinds/" + name + ".yaml";
        try (@Nullable InputStream in = BuiltInKinds.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + path);
            }
            YamlFile file = YamlParser.parse(in.readAllBytes());
            return KindReader.read(file.documents().getFirst().value().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
