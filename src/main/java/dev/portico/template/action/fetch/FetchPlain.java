package dev.portico.template.action.fetch;

import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `fetch:plain`: copies a folder as it is; what is there already is overwritten.
@Singleton
final class FetchPlain extends TypedAction<FetchPlain.Input, TypedAction.Nothing> {
    private final FetchOrigin origin;

    record Input(
            @Describe("Path relative to the template, or address, of the folder.") String url,
            @Describe("Folder of the workspace it is put into; the workspace itself without it.")
                    @Nullable String targetPath,
            @Describe("Token to sign in with instead of the host's own.") @Nullable String token) {}

    FetchPlain(FetchOrigin origin) {
        super(
                new About<>(
                        "fetch:plain",
                        "Copies a folder into the workspace as it is.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
        this.origin = origin;
    }

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        context.log("Fetching plain content from remote URL");
        Path target = Targets.folder(context.workspace(), input.targetPath());
        var request = new FetchOrigin.Request(input.url(), input.token(), context);
        try (Skeleton skeleton = origin.folder(request)) {
            copy(skeleton, new Delivery(context.workspace(), target, skeleton, FetchLimits.USUAL));
        }
        return Outcome.Done.NOTHING;
    }

    private static void copy(Skeleton skeleton, Delivery delivery)
            throws IOException, InterruptedException {
        List<Skeleton.Item> items = skeleton.items();
        FetchLimits.USUAL.requireFiles(skeleton, items.size());
        for (Skeleton.Item item : items) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Path place = delivery.at(item.path());
            switch (item.kind()) {
                case FOLDER -> delivery.folder(place);
                case LINK ->
                        delivery.link(
                                place, new String(skeleton.content(item), StandardCharsets.UTF_8));
                case FILE -> delivery.file(place, skeleton.content(item), false);
                case EXECUTABLE -> delivery.file(place, skeleton.content(item), true);
            }
        }
        delivery.finish();
    }
}
