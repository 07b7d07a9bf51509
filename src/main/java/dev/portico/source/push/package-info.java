/// Reads the documents of pushed sets: lines or an array of JSON come in, readings as of files go
/// out. Pure; written by [dev.portico.source.PushedSets].
@NullMarked
package dev.portico.source.push;

import org.jspecify.annotations.NullMarked;
