/// Forms of templates: reads templates from their entities and holds what people fill in against
/// the pages. Pure.
@NullMarked
package dev.portico.template.form;

import org.jspecify.annotations.NullMarked;
