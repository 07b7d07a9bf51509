package dev.portico.source;

import dev.portico.catalog.FileRead;
import dev.portico.catalog.KindRegistry;
import java.util.Map;

/// What a scan starts from.
///
/// @param known files as they were read last, by location
/// @param kinds the kinds that hold for the whole run; [KindRegistry#version()] belongs in every
///     fingerprint
public record ScanRequest(Map<String, FileRead> known, KindRegistry kinds) {}
