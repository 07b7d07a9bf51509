/// The one policy for outgoing HTTP requests: which hosts may be called, and how.
@NullMarked
package dev.portico.platform.http;

import org.jspecify.annotations.NullMarked;
