package dev.portico.catalog.pipeline;

import dev.portico.catalog.DescriptorContent.Target;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Position;
import dev.portico.platform.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where a Location document points.
final class LocationTargets {
    private static final Set<String> FORBIDDEN_TYPES = Set.of("http", "https");

    private LocationTargets() {}

    /// @param ownType type of the location the document itself was read from
    static List<Target> read(
            EntityRef self,
            JsonObject spec,
            String ownType,
            YamlDocument document,
            Findings findings) {
        String type = spec.text("type").orElse(ownType);
        if (FORBIDDEN_TYPES.contains(type)) {
            findings.error(
                    "location-type",
                    "A location of the type "
                            + type
                            + " is not possible; a web address has the type url.",
                    "/spec/type",
                    type,
                    "url");
        }
        boolean required = !spec.text("presence").orElse("required").equals("optional");
        List<Target> targets = new ArrayList<>();
        spec.text("target")
                .ifPresent(
                        target ->
                                targets.add(
                                        target(
                                                self,
                                                type,
                                                target,
                                                required,
                                                "/spec/target",
                                                document,
                                                findings)));
        List<String> list = spec.texts("targets");
        for (int i = 0; i < list.size(); i++) {
            targets.add(
                    target(
                            self,
                            type,
                            list.get(i),
                            required,
                            "/spec/targets/" + i,
                            document,
                            findings));
        }
        return targets;
    }

    private static Target target(
            EntityRef self,
            String type,
            String target,
            boolean required,
            String pointer,
            YamlDocument document,
            Findings findings) {
        if (WebUrl.isScript(target)) {
            findings.error(
                    "wrong-format",
                    "The target of a location must not be a script.",
                    pointer,
                    target,
                    "a path or URL");
        }
        Position position = document.positions().at(pointer);
        return new Target(
                self,
                type,
                target,
                required,
                pointer,
                document.number(),
                position.line(),
                position.column());
    }
}
