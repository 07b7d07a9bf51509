package dev.portico.template.action.document;

import dev.portico.platform.yaml.YamlStyle;
import dev.portico.template.action.Describe;
import org.jspecify.annotations.Nullable;

/// How YAML is to be written, as templates say it.
record YamlOptions(
        @Describe("Spaces for each level, 2 without it.") @Nullable Long indent,
        @Describe("Where long texts are folded, 80 without it; 0 for never.")
                @Nullable Long lineWidth,
        @Describe("Whether the items of a list stand further right than its key, as they do.")
                @Nullable Boolean indentSeq,
        @Describe(
                        value = "Whether lists and mappings take lines of their own.",
                        oneOf = {"any", "block", "flow"})
                @Nullable String collectionStyle,
        @Describe("Whether the document begins with ---.") @Nullable Boolean directives) {
    static YamlStyle style(@Nullable YamlOptions options) {
        if (options == null) {
            return YamlStyle.USUAL;
        }
        return new YamlStyle(
                number(options.indent(), YamlStyle.USUAL.indent()),
                Math.max(0, number(options.lineWidth(), YamlStyle.USUAL.lineWidth())),
                !Boolean.FALSE.equals(options.indentSeq()),
                "flow".equals(options.collectionStyle()),
                Boolean.TRUE.equals(options.directives()));
    }

    private static int number(@Nullable Long given, int usual) {
        return given == null ? usual : (int) Math.clamp(given, -1, 10_000);
    }
}
