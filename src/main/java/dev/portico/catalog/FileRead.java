package dev.portico.catalog;

import dev.portico.platform.json.JsonObject;

/// That a file was read, so that an unchanged one need not be read again.
///
/// @param location as in [Declaration]
/// @param fingerprint everything the outcome depended on: blob ids of the file and of what its
///     placeholders read, version of the kinds, rules
/// @param follows what the source needs to find further files without reading this one again; the
///     source alone knows its form
public record FileRead(String location, String fingerprint, JsonObject follows) {}
