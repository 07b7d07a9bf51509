package dev.portico.platform.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Writes one value as YAML that readers of 1.1 and of 1.2 understand the same way.
final class YamlWriter {
    /// What is text in YAML 1.2 but true, false or a number of base 60 in 1.1, which many still
    /// read.
    private static final Set<String> OLD_BOOLEANS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private static final int NEVER = Integer.MAX_VALUE;

    private final DumpSettings settings;

    YamlWriter(YamlStyle style) {
        boolean indented = style.indentSequences() && !style.flow();
        settings =
                DumpSettings.builder()
                        .setSchema(new CoreSchema())
                        .setDefaultFlowStyle(style.flow() ? FlowStyle.FLOW : FlowStyle.BLOCK)
                        .setIndent(style.indent())
                        .setIndicatorIndent(indented ? Math.max(2, style.indent()) : 0)
                        .setIndentWithIndicator(indented)
                        .setWidth(style.lineWidth() == 0 ? NEVER : style.lineWidth())
                        .setSplitLines(style.lineWidth() != 0)
                        .setExplicitStart(style.marker())
                        .setMaxSimpleKeyLength(1024)
                        .setDereferenceAliases(true)
                        .build();
    }

    String write(@Nullable Object value) {
        return new Dump(settings, new Texts(settings)).dumpToString(plain(value));
    }

    /// Whole numbers are written without a fraction, as JSON writes them here.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, member) -> copy.put(key, plain(member)));
                yield copy;
            }
            case List<?> list -> list.stream().map(YamlWriter::plain).collect(Collectors.toList());
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                    number.longValue();
            case null, default -> value;
        };
    }

    private static boolean misread(String text) {
        return OLD_BOOLEANS.contains(text.toLowerCase(Locale.ROOT))
                || text.matches("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+|[0-9]{4}-[0-9]{2}-[0-9]{2}")
                || text.matches("[-+]?[0-9][0-9_]*|0[bB][01_]+")
                // a byte order mark is swallowed, and breaks alone make no block
                || text.indexOf('\uFEFF') >= 0
                || (!text.isEmpty() && text.isBlank());
    }

    /// Quotes what some reader would take for something else than this text.
    private static final class Texts extends StandardRepresenter {
        Texts(DumpSettings settings) {
            super(settings);
            var usual = Objects.requireNonNull(representers.get(String.class));
            representers.put(
                    String.class,
                    text ->
                            misread((String) text)
                                    ? representScalar(
                                            Tag.STR, (String) text, ScalarStyle.DOUBLE_QUOTED)
                                    : usual.representData(text));
        }
    }
}
