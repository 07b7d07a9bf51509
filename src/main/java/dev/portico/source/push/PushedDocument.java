package dev.portico.source.push;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// One document of a pushed set as it came.
///
/// @param index place in the push, from 0
/// @param json the entity; null when it is none
/// @param removal what is to be taken out; null for an entity
/// @param trouble why it can't be read, as a sentence; null when it can
public record PushedDocument(
        int index,
        @Nullable JsonObject json,
        @Nullable EntityRef removal,
        @Nullable String trouble) {}
