/// Backstage's catalog routes over HTTP, and our own. Translates; holds no logic.
@NullMarked
package dev.portico.api.rest;

import org.jspecify.annotations.NullMarked;
