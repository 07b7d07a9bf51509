/// Browsers that are signed in: by the link of the start, or by a provider.
@NullMarked
package dev.portico.access.session;

import org.jspecify.annotations.NullMarked;
