/// The APIs of the kinds of Git hosts, one class each. Repositories and what is to be made at their
/// host come in, JSON over HTTP goes out.
@NullMarked
package dev.portico.scm.host;

import org.jspecify.annotations.NullMarked;
