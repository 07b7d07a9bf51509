/// YAML in and out: documents with positions, or problems; and values written as YAML. Pure.
///
/// [dev.portico.platform.yaml.YamlParser] splits a file at its document markers first, so that a
/// broken document never hides its neighbours, and then reads each document by itself. Who only
/// wants values reads and writes with [dev.portico.platform.yaml.Yaml].
@NullMarked
package dev.portico.platform.yaml;

import org.jspecify.annotations.NullMarked;
