/// What will fail when a template is run, found without running it. Pure. Used when templates are
/// registered and by `portico validate`.
@NullMarked
package dev.portico.template.lint;

import org.jspecify.annotations.NullMarked;
