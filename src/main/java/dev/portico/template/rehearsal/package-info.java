/// What templates are run with where there is no server: the actions of the program on nothing but
/// the folder they are in.
@NullMarked
package dev.portico.template.rehearsal;

import org.jspecify.annotations.NullMarked;
