package dev.portico.query;

import dev.portico.model.EntityFilter;
import org.jspecify.annotations.Nullable;

/// Which entities are asked for, as a key of caches: the hash is computed once.
final class Question {
    private final EntityFilter filter;
    private final @Nullable TextFilter text;
    private final @Nullable String withValue;
    private final int hash;

    /// @param withValue a key that must have a value that is not null, or null
    Question(EntityFilter filter, @Nullable TextFilter text, @Nullable String withValue) {
        this.filter = filter;
        this.text = text;
        this.withValue = withValue;
        this.hash = java.util.Objects.hash(filter, text, withValue);
    }

    EntityFilter filter() {
        return filter;
    }

    @Nullable TextFilter text() {
        return text;
    }

    @Nullable String withValue() {
        return withValue;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Question that
                && hash == that.hash
                && filter.equals(that.filter)
                && java.util.Objects.equals(text, that.text)
                && java.util.Objects.equals(withValue, that.withValue);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
