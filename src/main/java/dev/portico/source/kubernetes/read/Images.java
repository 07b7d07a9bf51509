package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Workload.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The images of a Pod template, containers in their order, init containers left out unless there
/// is nothing else.
final class Images {
    private static final int MOST = 32;
    private static final int DIGITS = 12;

    private Images() {}

    /// @param spec of a Pod
    static List<Image> of(JsonObject spec) {
        List<JsonObject> containers = spec.objects("containers");
        List<Image> images = new ArrayList<>();
        for (JsonObject container :
                containers.isEmpty() ? spec.objects("initContainers") : containers) {
            Optional<String> image = container.text("image");
            if (image.isPresent() && !image.get().isBlank() && images.size() < MOST) {
                images.add(parse(container.text("name").orElse(""), image.get().strip()));
            }
        }
        return List.copyOf(images);
    }

    /// Reads `[registry[:port]/]path[:tag][@algorithm:digest]`.
    static Image parse(String container, String image) {
        int at = image.indexOf('@');
        String digest = at < 0 ? "" : image.substring(at + 1);
        String named = at < 0 ? image : image.substring(0, at);
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        String tag = colon < 0 ? "" : named.substring(colon + 1);
        String name = colon < 0 ? named : named.substring(0, colon);
        return new Image(
                Shared.text(container),
                Shared.text(Texts.cut(name, Texts.MESSAGE)),
                Shared.text(Texts.cut(tag.isEmpty() ? digits(digest) : tag, 128)));
    }

    private static String digits(String digest) {
        String hex = digest.substring(digest.indexOf(':') + 1);
        return hex.substring(0, Math.min(DIGITS, hex.length()));
    }
}
