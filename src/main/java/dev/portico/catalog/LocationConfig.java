package dev.portico.catalog;

import dev.portico.catalog.Admission.AllowedKind;
import dev.portico.catalog.Admission.LocationMatcher;
import dev.portico.catalog.Admission.LocationRule;
import dev.portico.platform.PorticoException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Settings of registered locations.
@ConfigMapping(prefix = "portico.location")
public interface LocationConfig {
    /// Types that may be registered, and that Location documents may switch to.
    @WithDefault("url")
    List<String> allowedTypes();

    /// Hosts that targets may be read from beside the configured Git hosts: `host`, `host:port`,
    /// `host:*`, `*.example.com`.
    Optional<List<String>> allowedHosts();

    /// Which kinds registered locations may declare; when there are any, they alone decide.
    List<Rule> rules();

    /// Kinds, and optionally the locations they are for.
    interface Rule {
        /// Names of kinds, as `Component`; `Template:website` is a kind with its type.
        List<String> allow();

        /// Empty: every location.
        List<Where> locations();
    }

    /// Matches locations by exact target, by glob, or by type alone.
    interface Where {
        /// Type of the location, as `url`.
        String type();

        /// The target itself.
        Optional<String> exact();

        /// A glob that matches the target.
        Optional<String> pattern();
    }

    /// The rules in the form the catalog checks them; INVALID_INPUT when one can't be meant.
    static List<LocationRule> toRules(LocationConfig config) {
        List<LocationRule> rules = new ArrayList<>();
        for (int n = 0; n < config.rules().size(); n++) {
            Rule rule = config.rules().get(n);
            List<LocationMatcher> matchers = new ArrayList<>();
            for (int m = 0; m < rule.locations().size(); m++) {
                Where where = rule.locations().get(m);
                if (where.exact().isPresent() && where.pattern().isPresent()) {
                    throw PorticoException.invalid(
                            "portico.location.rules[%d].locations[%d] has both exact and pattern; keep one."
                                    .formatted(n, m));
                }
                matchers.add(
                        new LocationMatcher(
                                where.type(),
                                where.exact().orElse(null),
                                where.pattern().orElse(null)));
            }
            rules.add(
                    new LocationRule(
                            rule.allow().stream().map(LocationConfig::kind).toList(), matchers));
        }
        return rules;
    }

    /// INVALID_INPUT, in Backstage's words, for a type that may not be registered.
    static void requireAllowed(LocationConfig config, String type) {
        if (!config.allowedTypes().contains(type)) {
            String allowed =
                    config.allowedTypes().stream()
                            .map(each -> '"' + each + '"')
                            .collect(Collectors.joining(",", "[", "]"));
            throw PorticoException.invalid(
                    "Registered locations must be of an allowed type " + allowed);
        }
    }

    private static AllowedKind kind(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new AllowedKind(text.strip(), null)
                : new AllowedKind(
                        text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }
}
