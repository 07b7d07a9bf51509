package dev.portico.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which entities are meant. All edges translate their own language into this one.
///
/// A `key` is a dotted path as `spec.type` or `metadata.annotations.github.com/project-slug`;
/// keys and values compare without regard to case, by the search rules of `catalog-rest.md` §2.
public sealed interface EntityFilter {
    /// Every entity.
    EntityFilter ALL = new And(List.of());

    /// No entity.
    EntityFilter NONE = new Or(List.of());

    /// All of the parts hold; true when there is none.
    record And(List<EntityFilter> parts) implements EntityFilter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /// One of the parts holds; false when there is none.
    record Or(List<EntityFilter> parts) implements EntityFilter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(EntityFilter part) implements EntityFilter {}

    /// The key is there, with any value (null too).
    record Exists(String key) implements EntityFilter {}

    /// One of the key's values equals one of these.
    record In(String key, List<String> values) implements EntityFilter {
        public In {
            values = List.copyOf(values);
        }
    }

    /// One of the key's values starts so.
    record Prefix(String key, String prefix) implements EntityFilter {}

    /// The entity has a relation of this type (any type when null) to one of these refs (any target
    /// when null).
    record Related(@Nullable String type, @Nullable List<String> targets) implements EntityFilter {}

    /// The entity is one of these refs.
    record Refs(List<EntityRef> refs) implements EntityFilter {
        public Refs {
            refs = List.copyOf(refs);
        }
    }

    /// A filter that is asked many times over, as what a viewer may read. It equals itself alone,
    /// so that what was found for it is found again at no cost: whoever makes one keeps it.
    final class Kept implements EntityFilter {
        private final EntityFilter part;

        public Kept(EntityFilter part) {
            this.part = part;
        }

        public EntityFilter part() {
            return part;
        }

        @Override
        public String toString() {
            return "Kept[" + part + "]";
        }
    }

    static EntityFilter equal(String key, String value) {
        return new In(key, List.of(value));
    }

    static EntityFilter and(EntityFilter... parts) {
        return new And(List.of(parts));
    }

    static EntityFilter or(EntityFilter... parts) {
        return new Or(List.of(parts));
    }
}
