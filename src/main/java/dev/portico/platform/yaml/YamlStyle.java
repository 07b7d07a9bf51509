package dev.portico.platform.yaml;

import dev.portico.platform.PorticoException;

/// How YAML is written.
///
/// @param indent spaces for each level, 1 to 9
/// @param lineWidth where long texts are folded at spaces; 0 for never
/// @param indentSequences whether the items of a list stand further right than its key
/// @param flow whether lists and mappings are written in one line, as JSON is
/// @param marker whether the document begins with `---`
public record YamlStyle(
        int indent, int lineWidth, boolean indentSequences, boolean flow, boolean marker) {
    public static final YamlStyle USUAL = new YamlStyle(2, 80, true, false, false);

    public YamlStyle {
        if (indent < 1 || indent > 9 || lineWidth < 0) {
            throw PorticoException.invalid(
                    "YAML is indented by 1 to 9 spaces, not "
                            + indent
                            + ", and its lines may not be "
                            + lineWidth
                            + " wide.");
        }
    }
}
