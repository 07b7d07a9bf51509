package dev.portico.platform.cel;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;

/// Types that variables and results have.
public enum CelType {
    BOOL(SimpleType.BOOL),
    TEXT(SimpleType.STRING),
    /// A list of texts.
    TEXTS(ListType.create(SimpleType.STRING)),
    /// A list of maps from text to text.
    TEXT_MAPS(ListType.create(MapType.create(SimpleType.STRING, SimpleType.STRING))),
    /// A map from text to text.
    TEXT_MAP(MapType.create(SimpleType.STRING, SimpleType.STRING)),
    /// A map from text to anything.
    MAP(MapType.create(SimpleType.STRING, SimpleType.DYN));

    final dev.cel.common.types.CelType type;

    CelType(dev.cel.common.types.CelType type) {
        this.type = type;
    }
}
