package dev.portico.query;

import dev.portico.model.EntityFilter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which entities are asked for, as a key of caches: the hash is computed once.
final class Question {
    private static final int KEPT_REFS = 100;

    private final EntityFilter filter;
    private final @Nullable TextFilter text;
    private final @Nullable String withValue;
    private final int hash;
    private final boolean kept;

    /// @param withValue a key that must have a value that is not null, or null
    Question(EntityFilter filter, @Nullable TextFilter text, @Nullable String withValue) {
        this.filter = filter;
        this.text = text;
        this.withValue = withValue;
        this.hash = Objects.hash(filter, text, withValue);
        this.kept = isSmall(filter);
    }

    /// Whether answers are worth keeping: what names very many entities is hardly asked twice, as
    /// those of a live key change all the time.
    boolean isKept() {
        return kept;
    }

    private static boolean isSmall(EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) -> parts.stream().allMatch(Question::isSmall);
            case EntityFilter.Or(var parts) -> parts.stream().allMatch(Question::isSmall);
            case EntityFilter.Not(var part) -> isSmall(part);
            case EntityFilter.Kept _ -> true;
            case EntityFilter.Refs(var refs) -> refs.size() <= KEPT_REFS;
            case EntityFilter.Exists _,
                    EntityFilter.In _,
                    EntityFilter.Prefix _,
                    EntityFilter.Related _ ->
                    true;
        };
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
                && Objects.equals(text, that.text)
                && Objects.equals(withValue, that.withValue);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
