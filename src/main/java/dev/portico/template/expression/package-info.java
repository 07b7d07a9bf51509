/// The language of templates: `${{ … }}`, `{% … %}`, `{# … #}`, as Backstage's scaffolder reads it.
/// A [TemplateLanguage] compiles text to a [Template], which renders it with a JSON context; a
/// [ValueRenderer] renders the strings inside a JSON value. An interpreter of a closed language:
/// no reflection, file, network or clock; work, depth and output are limited.
@NullMarked
package dev.portico.template.expression;

import org.jspecify.annotations.NullMarked;
