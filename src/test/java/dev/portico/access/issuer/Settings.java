package dev.portico.access.issuer;

import dev.portico.access.IssuerConfig;
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
    }

    /// @param settings names below `portico.access.issuers.` and values, one after the other
    static Map<String, IssuerConfig> issuers(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("portico.access.issuers." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(All.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(All.class)
                .issuers();
    }
}
