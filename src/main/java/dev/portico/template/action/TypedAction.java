package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonRecords;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An action whose input and output are records; its schemas are made from them.
public abstract class TypedAction<I extends Record, O extends Record> implements Action {
    private final Class<I> input;
    private final ActionInfo info;
    private final Map<String, @Nullable Object> defaults;

    /// What a subclass says of itself.
    public record About<I extends Record, O extends Record>(
            String id,
            List<String> aliases,
            String description,
            Class<I> input,
            Class<O> output,
            Repeat repeat,
            boolean dryRun,
            List<ActionInfo.Example> examples) {
        public About(
                String id,
                String description,
                Class<I> input,
                Class<O> output,
                Repeat repeat,
                boolean dryRun) {
            this(id, List.of(), description, input, output, repeat, dryRun, List.of());
        }
    }

    /// For actions that have no output.
    public record Nothing() {}

    protected TypedAction(About<I, O> about) {
        this.input = about.input();
        this.info =
                new ActionInfo(
                        about.id(),
                        about.aliases(),
                        about.description(),
                        RecordSchema.of(about.input()),
                        RecordSchema.of(about.output()),
                        about.repeat(),
                        about.dryRun(),
                        about.examples());
        this.defaults = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> property :
                info.input().object("properties").fields().entrySet()) {
            if (property.getValue() instanceof Map<?, ?> schema && schema.containsKey("default")) {
                defaults.put(property.getKey(), schema.get("default"));
            }
        }
    }

    @Override
    public final ActionInfo info() {
        return info;
    }

    @Override
    public final Outcome run(JsonObject given, ActionContext context)
            throws IOException, InterruptedException {
        return run(read(given), context);
    }

    @Override
    public final Optional<JsonObject> probe(JsonObject given, ActionContext context)
            throws IOException, InterruptedException {
        return probe(read(given), context).map(JsonRecords::toObject);
    }

    @Override
    public final Repeat repeat(JsonObject given) {
        return repeat(read(given));
    }

    /// See [Action#repeat(JsonObject)].
    protected Repeat repeat(I input) {
        return info.repeat();
    }

    /// See [Action#run(JsonObject, ActionContext)]; [#done] makes the outcome.
    protected abstract Outcome run(I input, ActionContext context)
            throws IOException, InterruptedException;

    /// See [Action#probe(JsonObject, ActionContext)].
    protected Optional<O> probe(I input, ActionContext context)
            throws IOException, InterruptedException {
        return Optional.empty();
    }

    protected final Outcome done(O output) {
        return new Outcome.Done(JsonRecords.toObject(output));
    }

    private I read(JsonObject given) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(defaults);
        whole.putAll(given.fields());
        return JsonRecords.read(input, JsonObject.of(whole));
    }
}
