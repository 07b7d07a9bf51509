package dev.portico.source.git;

import io.smallrye.config.SmallRyeConfigBuilder;

/// Makes configuration mappings from `key=value` lines.
final class Settings {
    private Settings() {}

    static <T> T of(Class<T> mapping, String... lines) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(mapping);
        for (String line : lines) {
            int equals = line.indexOf('=');
            builder.withDefaultValue(line.substring(0, equals), line.substring(equals + 1));
        }
        return builder.build().getConfigMapping(mapping);
    }
}
