package dev.portico.access.issuer;

import dev.portico.access.IssuerConfig;
import dev.portico.access.ProviderConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/// Settings of issuers, read as those of the program are.
final class Settings {
    private Settings() {}

    @ConfigMapping(prefix = "portico.access")
    interface All {
        Map<String, IssuerConfig> issuers();

        Map<String, ProviderConfig> providers();
    }

    /// @param settings names below `portico.access.issuers.` and values, one after the other
    static Map<String, IssuerConfig> issuers(String... settings) {
        return read("portico.access.issuers.", settings).issuers();
    }

    /// @param settings names below `portico.access.providers.` and values, one after the other
    static Map<String, ProviderConfig> providers(String... settings) {
        return read("portico.access.providers.", settings).providers();
    }

    private static All read(String prefix, String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(prefix + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(All.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(All.class);
    }
}
