package dev.portico.template.action.document;

import dev.portico.platform.yaml.Yaml;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// `roadiehq:utils:serialize:yaml`: a value as YAML.
@Singleton
final class SerializeYaml extends TypedAction<SerializeYaml.Input, SerializeYaml.Output> {
    record Input(
            @Describe("The value to write.") Object data,
            @Describe("How it is written.") @Nullable YamlOptions options) {}

    record Output(@Describe("The YAML.") String serialized) {}

    SerializeYaml() {
        super(
                new About<>(
                        "roadiehq:utils:serialize:yaml",
                        "Writes a value as YAML.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) {
        return done(new Output(Yaml.write(input.data(), YamlOptions.style(input.options()))));
    }
}
