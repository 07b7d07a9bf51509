package dev.portico.platform.json;

import dev.portico.platform.PorticoException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Records as JSON and back, so that a newer and an older program can read what the other wrote.
///
/// Components may be text, `int`, `long`, `double`, `boolean` (boxed where they may be null),
/// `Instant` (ISO 8601), enums (by name), other records, [JsonObject], `Object` for any JSON value,
/// and lists and maps (from text) of these. What is null or empty is left out, except an
/// empty text that may be null; keys of maps are sorted, so equal records give equal JSON. When
/// reading, fields that are not known are passed over; what is absent is null where the component
/// is `@Nullable`, else empty, zero or the epoch; an enum's value that is not known is its
/// `UNKNOWN`, else its first.
public final class JsonRecords {
    /// Longer texts are hardly ever the same twice.
    private static final int SHARED_LENGTH = 512;

    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private JsonRecords() {}

    /// Compact JSON of a record.
    public static String toJson(Record value) {
        return JsonCodec.write(tree(value));
    }

    /// Reads a record; bad JSON and a field of another type are `PorticoException` INVALID_INPUT.
    /// Equal short texts are one object in memory, as what is read is kept in great numbers.
    public static <T extends Record> T read(Class<T> type, String json) {
        return type.cast(Shape.of(type).read(JsonObject.parse(json)));
    }

    /// A record as a JSON object.
    public static JsonObject toObject(Record value) {
        return JsonObject.of(fields(value));
    }

    /// Reads a record from a JSON object.
    public static <T extends Record> T read(Class<T> type, JsonObject json) {
        return type.cast(Shape.of(type).read(json));
    }

    private static @Nullable Object tree(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JsonObject object -> object.fields();
            case Record nested -> fields(nested);
            case Instant instant -> instant.toString();
            case Enum<?> constant -> constant.name();
            case Integer number -> number.longValue();
            case Collection<?> list -> {
                List<@Nullable Object> elements = new ArrayList<>(list.size());
                list.forEach(element -> elements.add(tree(element)));
                yield elements;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                map.forEach((key, element) -> sorted.put(String.valueOf(key), tree(element)));
                yield sorted;
            }
            default -> value;
        };
    }

    private static Map<String, @Nullable Object> fields(Record value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Part part : Shape.of(value.getClass()).parts) {
            @Nullable Object tree = tree(part.get(value));
            if (!part.mayBeLeftOut(tree)) {
                fields.put(part.name, tree);
            }
        }
        return fields;
    }

    /// What a record class is made of, looked up once.
    private static final class Shape {
        private final Constructor<?> constructor;
        private final List<Part> parts;

        private Shape(Constructor<?> constructor, List<Part> parts) {
            this.constructor = constructor;
            this.parts = parts;
        }

        static Shape of(Class<?> type) {
            Shape known = SHAPES.get(type);
            if (known == null) {
                known = make(type);
                SHAPES.put(type, known);
            }
            return known;
        }

        private static Shape make(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                parts.add(Part.of(components[i]));
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(constructor, List.copyOf(parts));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        Object read(JsonObject json) {
            @Nullable Object[] values = new Object[parts.size()];
            for (int i = 0; i < values.length; i++) {
                Part part = parts.get(i);
                @Nullable Object value = json.value(part.name);
                values[i] = value == null ? part.absent() : convert(value, part.type);
            }
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Part(String name, Type type, boolean nullable, Method accessor) {
        static Part of(RecordComponent component) {
            component.getAccessor().setAccessible(true);
            return new Part(
                    component.getName(),
                    component.getGenericType(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.getAccessor());
        }

        @Nullable Object get(Record value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean mayBeLeftOut(@Nullable Object tree) {
            return switch (tree) {
                case null -> true;
                case String text -> text.isEmpty() && !nullable;
                case Collection<?> list -> list.isEmpty() && !nullable;
                case Map<?, ?> map -> map.isEmpty() && !nullable;
                default -> false;
            };
        }

        @Nullable Object absent() {
            return nullable ? null : empty(raw(type));
        }
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    private static Object empty(Class<?> type) {
        if (type == String.class) {
            return "";
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == double.class) {
            return 0.0;
        }
        if (type == JsonObject.class) {
            return JsonObject.EMPTY;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        return type.isEnum() ? constant(type, "") : Shape.of(type).read(JsonObject.EMPTY);
    }

    private static Object convert(Object value, Type type) {
        Class<?> raw = raw(type);
        try {
            if (raw == String.class) {
                return shared((String) value);
            }
            if (raw == int.class || raw == Integer.class) {
                return ((Number) value).intValue();
            }
            if (raw == long.class || raw == Long.class) {
                return ((Number) value).longValue();
            }
            if (raw == double.class || raw == Double.class) {
                return ((Number) value).doubleValue();
            }
            if (raw == JsonObject.class) {
                return JsonObject.wrap((Map<?, ?>) value);
            }
            if (raw == Object.class) {
                return value;
            }
            if (raw == Instant.class) {
                return Instant.parse((String) value);
            }
            if (raw.isEnum()) {
                return constant(raw, (String) value);
            }
            if (raw == List.class) {
                return list((List<?>) value, argument(type, 0));
            }
            if (raw == Map.class) {
                return map((Map<?, ?>) value, argument(type, 1));
            }
            return raw.isRecord()
                    ? Shape.of(raw).read(JsonObject.wrap((Map<?, ?>) value))
                    : (Object) (Boolean) value;
        } catch (ClassCastException | DateTimeException e) {
            throw PorticoException.invalid(
                    "The value " + JsonCodec.write(value) + " is no " + raw.getSimpleName() + ".");
        }
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static List<Object> list(List<?> values, Type type) {
        List<Object> list = new ArrayList<>(values.size());
        for (Object value : values) {
            if (value != null) {
                list.add(convert(value, type));
            }
        }
        return list;
    }

    private static Map<String, Object> map(Map<?, ?> values, Type type) {
        Map<String, Object> map = new LinkedHashMap<>();
        values.forEach(
                (key, value) -> {
                    if (value != null) {
                        map.put(shared((String) key), convert(value, type));
                    }
                });
        return map;
    }

    private static Object constant(Class<?> type, String name) {
        Object[] constants = type.getEnumConstants();
        Object fallback = constants[0];
        for (Object constant : constants) {
            String own = ((Enum<?>) constant).name();
            if (own.equals(name)) {
                return constant;
            }
            if (own.equals("UNKNOWN")) {
                fallback = constant;
            }
        }
        return fallback;
    }

    private static String shared(String text) {
        return text.length() <= SHARED_LENGTH ? text.intern() : text;
    }
}
