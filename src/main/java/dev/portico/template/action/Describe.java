package dev.portico.template.action;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says what a field of an action's input or output is, for its schema.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Describe {
    String value();

    /// JSON of the value it has when it is left out; a field with one is optional.
    String byDefault() default "";

    /// The texts that are allowed; none for all.
    String[] oneOf() default {};

    /// JSON Schema types where it takes more than its Java type says, which is then `Object`.
    String[] types() default {};
}
