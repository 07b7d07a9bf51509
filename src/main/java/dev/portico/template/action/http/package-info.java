/// Steps that call others over HTTP.
@NullMarked
package dev.portico.template.action.http;

import org.jspecify.annotations.NullMarked;
