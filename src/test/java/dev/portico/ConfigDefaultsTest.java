package dev.portico;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Operators rely on the names and defaults of settings: a change of one is a change of this file,
/// and of the release notes. Rewritten with `-Dgolden.update`.
class ConfigDefaultsTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "config", "settings.txt");

    @Test
    void settingsAreThoseThatWereReviewed() throws IOException {
        Set<String> settings = new TreeSet<>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.portico")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .forEach(
                                type -> {
                                    Class<?> mapping = type.reflect();
                                    String prefix =
                                            mapping.getAnnotation(ConfigMapping.class).prefix();
                                    collect(mapping, prefix, settings);
                                });
        String found = String.join("\n", settings) + "\n";
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, found);
        }

        assertThat(found).isEqualTo(Files.readString(GOLDEN));
    }

    private static void collect(Class<?> group, String prefix, Set<String> settings) {
        for (Method method : group.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                String name =
                        method.isAnnotationPresent(WithParentName.class)
                                ? prefix
                                : prefix + "." + name(method);
                add(method, method.getGenericReturnType(), name, settings);
            }
        }
    }

    private static void add(Method method, Type type, String name, Set<String> settings) {
        if (type instanceof ParameterizedType parameterized
                && parameterized.getRawType() instanceof Class<?> raw) {
            Type[] arguments = parameterized.getActualTypeArguments();
            if (raw == Optional.class) {
                add(method, arguments[0], name, settings);
            } else if (Map.class.isAssignableFrom(raw)) {
                add(method, arguments[1], name + ".*", settings);
            } else if (Collection.class.isAssignableFrom(raw)) {
                add(method, arguments[0], name + "[*]", settings);
            } else {
                throw new IllegalStateException("What is " + type + " of " + name + "?");
            }
        } else if (type instanceof Class<?> group
                && group.isInterface()
                && group.getName().startsWith("dev.portico.")) {
            collect(group, name, settings);
        } else {
            WithDefault value = method.getAnnotation(WithDefault.class);
            settings.add(value == null ? name : name + " = " + value.value());
        }
    }

    private static String name(Method method) {
        WithName name = method.getAnnotation(WithName.class);
        return name != null
                ? name.value()
                : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
